// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oraclecompiled.h"

#include "oracle/oracledialect.h"
#include "query/sqlanalysis.h"

#include <QCoreApplication>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleCompiled", text);
}

/// The name at i as the dictionary has it.
static QString nameAt(const SqlLexemes &tokens, int i)
{
    const QString text = tokens.text(i).toString();
    return text.startsWith(u'"') ? text.sliced(1, std::max<qsizetype>(0, text.size() - 2)) : upperAscii(text);
}

/// Where the kind stands: past OR REPLACE, FORCE, EDITIONABLE …; -1: it makes something else.
static int placeOfKind(const SqlLexemes &tokens)
{
    static const QSet<QString> kinds{u"PROCEDURE"_s, u"FUNCTION"_s, u"PACKAGE"_s, u"TYPE"_s, u"TRIGGER"_s, u"VIEW"_s};
    static const QSet<QString> before{u"OR"_s, u"REPLACE"_s, u"NO"_s, u"FORCE"_s, u"EDITIONABLE"_s, u"NONEDITIONABLE"_s, u"EDITIONING"_s};
    int i = 1;
    while (before.contains(tokens.word(i)))
        ++i;
    return kinds.contains(tokens.word(i)) ? i : -1;
}

/// Of a trigger only the block counts, from DECLARE or BEGIN on; where another one begins is not known.
static int linesBefore(const SqlLexemes &tokens, const QString &statement, int kind, bool isTrigger)
{
    int first = kind;
    if (isTrigger) {
        while (first < tokens.size() && !tokens.isWord(first, "DECLARE"_L1) && !tokens.isWord(first, "BEGIN"_L1)) {
            if (tokens.isWord(first, "COMPOUND"_L1))
                return -1;
            ++first;
        }
        if (first == tokens.size())
            return -1;
    }
    return static_cast<int>(QStringView(statement).first(tokens[first].offset).count(u'\n'));
}

std::optional<OracleCompiled> oracleCompiled(const QString &statement)
{
    const SqlLexemes tokens(statement, oracleDialect());
    const bool alters = tokens.isWord(0, "ALTER"_L1);
    const int kind = alters || tokens.isWord(0, "CREATE"_L1) ? placeOfKind(tokens) : -1;
    if (kind < 0)
        return std::nullopt;
    OracleCompiled compiled;
    compiled.type = tokens.word(kind);
    int i = kind + 1;
    if (!alters && tokens.isWord(i, "BODY"_L1)) {
        compiled.type += u" BODY"_s;
        ++i;
    }
    if (tokens.isWord(i, "IF"_L1) && tokens.isWord(i + 1, "NOT"_L1)) // 23ai: IF NOT EXISTS
        i += 3;
    if (tokens.isSymbol(i + 1, u"."))
        compiled.owner = nameAt(tokens, std::exchange(i, i + 2));
    if (i >= tokens.size())
        return std::nullopt;
    compiled.name = nameAt(tokens, i);
    if (alters && !tokens.isWord(i + 1, "COMPILE"_L1))
        return std::nullopt;
    compiled.withBody = alters && (compiled.type == "PACKAGE"_L1 || compiled.type == "TYPE"_L1);
    compiled.linesBefore = alters ? -1 : linesBefore(tokens, statement, kind, compiled.type == "TRIGGER"_L1);
    return compiled;
}

/// "line 3, column 5: PLS-00201: …": of the statement where that is known, else as Oracle counts.
static Notice noticeOf(const OracleRow &row, const OracleCompiled &compiled)
{
    static const QRegularExpression number(u"\\b(?:PLS|ORA|PLW)-\\d{5}\\b"_s);
    Notice notice;
    notice.severity = row.is("attribute"_L1, "WARNING"_L1) ? u"WARNING"_s : u"ERROR"_s;
    notice.message = row.text("text"_L1).trimmed();
    notice.code = number.match(notice.message).captured();
    const qint64 line = row.number("line"_L1, 0);
    const qint64 column = row.number("position"_L1, 0);
    if (line <= 0)
        return notice;
    const qint64 ofStatement = compiled.linesBefore < 0 ? line : line + compiled.linesBefore;
    const QString place = compiled.linesBefore < 0 ? tr("line %1 of its source, column %2: %3") : tr("line %1, column %2: %3");
    notice.line = compiled.linesBefore < 0 ? 0 : static_cast<int>(ofStatement);
    notice.message = place.arg(QString::number(ofStatement), QString::number(column), notice.message);
    return notice;
}

Result<QList<Notice>> readOracleCompileErrors(OracleQueries &queries, const OracleCompiled &compiled, const QString &currentSchema)
{
    const QString owner = compiled.owner.isNull() ? currentSchema : compiled.owner;
    QString where = u"owner = "_s + OracleQueries::literal(owner) + u" AND name = "_s + OracleQueries::literal(compiled.name) + u" AND type IN ("_s
                    + OracleQueries::literal(compiled.type);
    if (compiled.withBody)
        where += u", "_s + OracleQueries::literal(compiled.type + u" BODY"_s);
    QMap<std::pair<QString, qint64>, Notice> found;
    const auto read =
        queries.each(u"all_errors"_s, {u"type"_s, u"sequence"_s, u"line"_s, u"position"_s, u"text"_s, u"attribute"_s}, where + u')',
                     [&](const OracleRow &row) { found.insert({row.text("type"_L1), row.number("sequence"_L1, 0)}, noticeOf(row, compiled)); });
    if (!read)
        return fail(read.error());
    QList<Notice> notices = found.values();
    const bool broken = std::ranges::any_of(std::as_const(notices), [](const Notice &one) { return one.severity == "ERROR"_L1; });
    if (broken)
        notices.prepend({u"WARNING"_s, u"ORA-24344"_s, tr("%1 %2 was kept, but it does not compile.").arg(compiled.type, compiled.name), 0});
    return notices;
}

} // namespace concord
