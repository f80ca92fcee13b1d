// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracleclientcommand.h"

#include "oracle/oracledialect.h"
#include "oracle/oraclequeries.h"
#include "query/sqlanalysis.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

using What = OracleClientCommand::What;

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleClient", text);
}

/// DESCRIBE hr.employees: its columns, of whoever owns it where nobody is named.
static OracleClientCommand describe(const QString &name)
{
    const auto plain = [](QString part) {
        part = part.trimmed();
        const bool quoted = part.size() > 2 && part.startsWith(u'"') && part.endsWith(u'"');
        return OracleQueries::literal(quoted ? part.sliced(1, part.size() - 2) : part.toUpper());
    };
    const QString owner =
        name.contains(u'.') ? u"owner = "_s + plain(name.section(u'.', 0, 0)) : u"owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')"_s;
    return {What::Run, u"SELECT column_name, nullable, data_type, data_length, data_precision, data_scale FROM all_tab_columns WHERE "_s + owner
                           + u" AND table_name = "_s + plain(name.section(u'.', -1)) + u" ORDER BY column_id"_s};
}

static OracleClientCommand show(const QString &what)
{
    const QString word = what.section(u' ', 0, 0).toUpper();
    if (word == "USER"_L1)
        return {What::Run, u"SELECT USER FROM dual"_s};
    if (word == "ERRORS"_L1 || word == "ERR"_L1)
        return {What::Run, u"SELECT type, name, line, position, text FROM user_errors ORDER BY type, name, sequence"_s};
    return {What::Refuse, tr("SHOW %1 is a command of SQL*Plus that Concord does not have.").arg(word)};
}

std::optional<OracleClientCommand> oracleClientCommand(const QString &text)
{
    if (!analyseClientCommand(text, oracleDialect()))
        return std::nullopt;
    static const QRegularExpression continuation(u"-[ \\t]*\\r?\\n"_s);
    QString line = text.trimmed();
    while (line.endsWith(u';'))
        line.chop(1);
    line.replace(continuation, u"\n"_s);
    static const QRegularExpression first(u"^(@@?|!|\\w+)"_s);
    const QString word = first.match(line).captured(1).toUpper();
    const QString rest = line.sliced(word.size()).trimmed();
    if (word == "PROMPT"_L1)
        return OracleClientCommand{What::Say, rest};
    if (word == "REM"_L1 || word == "REMARK"_L1)
        return OracleClientCommand{What::Skip, {}};
    if (word == "EXEC"_L1 || word == "EXECUTE"_L1)
        return OracleClientCommand{What::Run, u"BEGIN "_s + rest + u"; END;"_s};
    if (word == "DESC"_L1 || word == "DESCRIBE"_L1)
        return describe(rest);
    if (word == "SHOW"_L1)
        return show(rest);
    static const QStringList looks{u"SET"_s,   u"COL"_s,    u"COLUMN"_s, u"BREAK"_s,    u"BTITLE"_s,    u"TTITLE"_s,   u"COMPUTE"_s,
                                   u"CLEAR"_s, u"TIMING"_s, u"PAUSE"_s,  u"WHENEVER"_s, u"REPHEADER"_s, u"REPFOOTER"_s};
    if (looks.contains(word))
        return OracleClientCommand{What::Skip, tr("%1 is a setting of SQL*Plus; it was skipped.").arg(line.section(u'\n', 0, 0))};
    return OracleClientCommand{What::Refuse, tr("%1 is a command of SQL*Plus, which Concord does not run.").arg(word)};
}

} // namespace concord
