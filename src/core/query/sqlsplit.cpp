// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlsplit.h"

#include "query/sqlbody.h"
#include "query/statementlanguage.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// One statement with the place of its delimiter.
struct Piece
{
    int begin = -1;      ///< first token that is neither blank nor comment (or the hint comment before it); -1: nothing
    int end = -1;        ///< after the last such token
    int reach = 0;       ///< after the delimiter, or the end of the script
    int count = 1;       ///< how often it is to run (GO 5)
    int unterminated = -1;
    enum class Fault { None, String, Identifier, Comment, Body } fault = Fault::None;
};

class Pieces
{
public:
    Pieces(QStringView script, const Dialect &dialect, SqlLexer::Scope scope) : m_script(script), m_dialect(dialect), m_lexer(script, dialect, scope)
    {}
    /// False at the end; pieces of nothing but comments are left out.
    bool next(Piece &piece);

private:
    [[nodiscard]] Piece::Fault faultAt(int offset) const;

    QStringView m_script;
    const Dialect &m_dialect;
    SqlLexer m_lexer;
};

Piece::Fault Pieces::faultAt(int offset) const
{
    const QStringView rest = m_script.sliced(offset);
    if (rest.startsWith(u"/*"))
        return Piece::Fault::Comment;
    const bool identifier = rest.startsWith(u'`') || rest.startsWith(u'[') || (rest.startsWith(u'"') && !m_dialect.doubleQuotedStrings);
    return identifier ? Piece::Fault::Identifier : Piece::Fault::String;
}

bool Pieces::next(Piece &piece)
{
    piece = {};
    SqlBody body(m_dialect);
    int hint = -1; // pg_hint_plan reads a comment before the statement: it belongs to it
    for (SqlToken token; m_lexer.next(token);) {
        const QStringView text = m_script.sliced(token.offset, token.length);
        const int after = token.offset + token.length;
        piece.reach = after;
        if (token.kind == SqlToken::Kind::Comment || token.kind == SqlToken::Kind::Blank) {
            if (piece.begin < 0 && token.kind == SqlToken::Kind::Comment)
                hint = text.startsWith(u"/*+") ? token.offset : -1;
            continue;
        }
        if (m_lexer.wasClientCommand()) {
            piece.begin = token.offset;
            piece.end = after;
            return true;
        }
        if (token.kind == SqlToken::Kind::Delimiter) {
            const bool ends = m_lexer.wasDelimiterCommand() || m_lexer.hasCustomDelimiter() || body.isComplete();
            if (ends && piece.begin >= 0) {
                piece.count = m_lexer.batchCount();
                return true;
            }
            if (ends) {
                hint = -1;
                continue;
            }
        }
        if (piece.begin < 0 && m_dialect.batches && text == u";")
            continue;
        if (piece.begin < 0)
            piece.begin = hint >= 0 ? hint : token.offset;
        piece.end = after;
        if (token.kind == SqlToken::Kind::Unterminated) {
            piece.unterminated = token.offset;
            piece.fault = faultAt(token.offset);
        }
        const bool mark = token.kind == SqlToken::Kind::Symbol && (text.startsWith(u"/*") || text == u"*/");
        if (!mark && !m_lexer.hasCustomDelimiter())
            body.feed(token, text);
    }
    if (piece.begin < 0)
        return false;
    if (piece.fault == Piece::Fault::None && m_lexer.executableComment() >= 0) {
        piece.unterminated = m_lexer.executableComment();
        piece.fault = Piece::Fault::Comment;
    } else if (piece.fault == Piece::Fault::None && body.openBody() >= 0) {
        piece.unterminated = body.openBody();
        piece.fault = Piece::Fault::Body;
    }
    return true;
}

QString faultText(Piece::Fault fault)
{
    switch (fault) {
    case Piece::Fault::Comment: return QCoreApplication::translate("SqlText", "This comment is not closed.");
    case Piece::Fault::Identifier: return QCoreApplication::translate("SqlText", "This quoted name is not closed.");
    case Piece::Fault::Body: return QCoreApplication::translate("SqlText", "This body has no END.");
    case Piece::Fault::String:
    case Piece::Fault::None: break;
    }
    return QCoreApplication::translate("SqlText", "This string is not closed.");
}

constexpr int mostRepeats = 1000;

} // namespace

Result<QList<ScriptStatement>> splitText(const QString &script, const Dialect &dialect, SqlLexer::Scope scope)
{
    QList<ScriptStatement> statements;
    Pieces pieces(script, dialect, scope);
    int line = 1;
    qsizetype counted = 0;
    for (Piece piece; pieces.next(piece);) {
        if (piece.fault != Piece::Fault::None) {
            Error error{ErrorKind::Syntax, faultText(piece.fault), {}, {}, piece.unterminated};
            locate(error, script);
            return fail(std::move(error));
        }
        line += static_cast<int>(QStringView(script).sliced(counted, piece.begin - counted).count(u'\n'));
        counted = piece.begin;
        if (piece.count > mostRepeats) {
            Error error{
                ErrorKind::Syntax, QCoreApplication::translate("SqlText", "GO runs a batch at most %1 times.").arg(mostRepeats), {}, {}, piece.end};
            locate(error, script);
            return fail(std::move(error));
        }
        statements.insert(statements.size(), piece.count, {script.sliced(piece.begin, piece.end - piece.begin), piece.begin, line});
    }
    return statements;
}

Result<QList<ScriptStatement>> splitScript(const QString &script, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->split(script);
    return splitText(script, dialect, SqlLexer::Scope::Script);
}

std::optional<ScriptStatement> statementAt(const QString &script, int cursor, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->statementAt(script, cursor);
    cursor = std::clamp(cursor, 0, static_cast<int>(script.size()));
    const auto lineBreakWithin = [&](qsizetype from, qsizetype to) { return QStringView(script).sliced(from, to - from).contains(u'\n'); };
    Pieces pieces(script, dialect, SqlLexer::Scope::Script);
    std::optional<Piece> found;
    for (Piece piece; pieces.next(piece);) {
        if (!found || piece.begin <= cursor) {
            found = piece;
            continue;
        }
        // Between two statements: the one before, unless the cursor is on the line or in the comment that leads the one after.
        if (cursor <= found->reach || !lineBreakWithin(found->reach, cursor))
            break;
        SqlLexer gap(QStringView(script).sliced(found->reach, piece.begin - found->reach), dialect, SqlLexer::Scope::Script);
        bool leads = !lineBreakWithin(cursor, piece.begin);
        for (SqlToken token; !leads && gap.next(token);)
            leads = token.kind == SqlToken::Kind::Comment && found->reach + token.offset <= cursor
                    && cursor <= found->reach + token.offset + token.length;
        if (leads)
            found = piece;
        break;
    }
    if (!found)
        return std::nullopt;
    const int line = static_cast<int>(QStringView(script).first(found->begin).count(u'\n')) + 1;
    return ScriptStatement{script.sliced(found->begin, found->end - found->begin), found->begin, line};
}

} // namespace concord
