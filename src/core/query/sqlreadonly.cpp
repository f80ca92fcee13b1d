// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlanalysis.h"

#include "query/sqlsplit.h"
#include "query/statementlanguage.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using Reason = SqlAnalysis::Reason;

static QString translated(const char *text)
{
    return QCoreApplication::translate("SqlText", text);
}

static QString refusal(Reason reason, const QString &word)
{
    switch (reason) {
    case Reason::Part: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: a part of this statement changes data (%1).")).arg(word);
    case Reason::Into: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: %1 stores what is read.")).arg(word);
    case Reason::Lock: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: this statement locks rows (%1).")).arg(word);
    case Reason::Function: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: the function %1 does more than read.")).arg(word);
    case Reason::Pragma: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: PRAGMA %1 is refused in this form.")).arg(word);
    case Reason::ExecutableComment:
        return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: comments that the server executes (%1) are refused.")).arg(word);
    case Reason::Several: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: one statement at a time, another begins at \"%1\".")).arg(word);
    case Reason::Unterminated: return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: something in this statement is not closed."));
    case Reason::None:
    case Reason::Verb: break;
    }
    if (isKeyword(word, "COPY"_L1))
        return translated(
            QT_TRANSLATE_NOOP("SqlText", "Read-only: COPY is refused, TO STDOUT too: it can reach files and programs of the server. Use SELECT."));
    return translated(QT_TRANSLATE_NOOP("SqlText", "Read-only: %1 is not among the statements that only read.")).arg(word);
}

/// The word that decides on the server what the statement is.
static SqlToken firstWord(const QString &statement, const Dialect &dialect)
{
    SqlLexer lexer(statement, dialect, SqlLexer::Scope::Statement);
    SqlToken token;
    while (lexer.next(token)) {
        const bool blank = token.kind == SqlToken::Kind::Blank || token.kind == SqlToken::Kind::Comment || token.kind == SqlToken::Kind::Delimiter;
        const QStringView text = QStringView(statement).sliced(token.offset, token.length);
        if (!blank && text != u"(" && text != u";") // ;WITH … in a batch
            return token;
    }
    return {};
}

Result<void> checkReadOnly(const QString &statement, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->checkReadOnly(statement);
    const SqlAnalysis analysis = analyse(statement, dialect);
    if (analysis.what.kind == StatementKind::Empty && analysis.reason != Reason::Several)
        return {};
    Error error{ErrorKind::ReadOnly, {}, {}, {}, analysis.offset};
    const SqlToken first = firstWord(statement, dialect);
    const QString word = statement.sliced(first.offset, first.length);
    if (analysis.reason == Reason::None && analysis.what.kind == StatementKind::Read) {
        if (first.kind == SqlToken::Kind::Word && dialect.readKeywords.contains(upperAscii(word)))
            return {};
        error.offset = first.offset;
        error.message = refusal(Reason::Verb, word);
    } else {
        error.message = refusal(analysis.reason, analysis.word);
    }
    locate(error, statement);
    return fail(std::move(error));
}

/// Names that could lift read-only, change how text is read, or reach the whole server.
static bool liftsRestrictions(QStringView text)
{
    static const QStringList parts{u"read_only"_s,
                                   u"readonly"_s,
                                   u"sql_mode"_s,
                                   u"sql_log"_s,
                                   u"standard_conforming"_s,
                                   u"backslash_quote"_s,
                                   u"encoding"_s,
                                   u"character_set"_s,
                                   u"charset"_s,
                                   u"u&"_s,
                                   u"global."_s,
                                   u"persist"_s,
                                   u"session_authorization"_s};
    static const QSet<QString> words{u"WRITE"_s,     u"GLOBAL"_s, u"STATEMENT"_s,     u"PASSWORD"_s, u"NAMES"_s,
                                     u"CHARACTER"_s, u"ROLE"_s,   u"AUTHORIZATION"_s, u"\"ROLE\""_s, u"`NAMES`"_s};
    if (words.contains(upperAscii(text)))
        return true;
    return std::ranges::any_of(parts, [&](const QString &part) { return text.contains(part, Qt::CaseInsensitive); });
}

bool isSessionStatement(const QString &statement, const Dialect &dialect)
{
    if (dialect.language)
        return false;
    static const QSet<QString> allowed{u"SET"_s,      u"RESET"_s,     u"USE"_s,     u"BEGIN"_s, u"START"_s, u"COMMIT"_s,
                                       u"ROLLBACK"_s, u"SAVEPOINT"_s, u"RELEASE"_s, u"END"_s,   u"ABORT"_s};
    const SqlAnalysis analysis = analyse(statement, dialect);
    const bool kind = analysis.what.kind == StatementKind::Session || analysis.what.kind == StatementKind::TransactionControl;
    if (!kind || analysis.reason != Reason::Verb || !allowed.contains(analysis.what.verb))
        return false;
    SqlLexer lexer(statement, dialect, SqlLexer::Scope::Statement);
    for (SqlToken token; lexer.next(token);) {
        const bool name = token.kind == SqlToken::Kind::Word || token.kind == SqlToken::Kind::QuotedIdentifier;
        const QStringView text = QStringView(statement).sliced(token.offset, token.length);
        const bool resetsAll = analysis.what.verb == "RESET"_L1 && isKeyword(text, "ALL"_L1);
        if (name && (resetsAll || liftsRestrictions(text)))
            return false;
    }
    return true;
}

} // namespace concord
