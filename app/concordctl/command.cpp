// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"

#include "concordctl/translate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

const QList<Command> &commands()
{
    static const QList<Command> list{connectCommand(), listCommand(),      groupsCommand(),  showCommand(),     editCommand(),
                                     removeCommand(),  testCommand(),      useCommand(),     sessionsCommand(), sessionCommand(),
                                     historyCommand(), execCommand(),      explainCommand(), extractCommand(),  refreshCommand(),
                                     schemaCommand(),  diffCommand(),      matrixCommand(),  driftCommand(),    snapshotsCommand(),
                                     searchCommand(),  relationsCommand(), pathCommand(),    demoCommand(),     completionCommand()};
    return list;
}

const QList<Option> &commonOptions()
{
    static const QList<Option> list{
        {u"format"_s,
         Ctl::tr("how the answer is written: table, json, ndjson, csv, tsv, markdown (default: table)"),
         Option::Takes::Value,
         u"FORMAT"_s,
         {}},
        {u"workspace"_s, Ctl::tr("the workspace file (default: CONCORD_WORKSPACE, else the window's)"), Option::Takes::Value, u"FILE"_s, {}},
        {u"no-colour"_s, Ctl::tr("no colours on a terminal (NO_COLOR does the same)"), Option::Takes::Nothing, {}, {}},
        {u"help"_s, Ctl::tr("this help"), Option::Takes::Nothing, {}, u'h'},
    };
    return list;
}

const Command *findCommand(const QString &name)
{
    const auto found = std::ranges::find(commands(), name, &Command::name);
    return found == commands().end() ? nullptr : &*found;
}

QStringList formatsOf(const Command &command)
{
    return command.formats.isEmpty() ? QStringList{u"table"_s, u"json"_s, u"ndjson"_s, u"csv"_s, u"tsv"_s, u"markdown"_s} : command.formats;
}

/// "  left        text", the text wrapped beside its column.
static QString entry(const QString &left, const QString &text, int column)
{
    constexpr int lineWidth = 100;
    QStringList lines{u"  "_s + left.leftJustified(column - 2)};
    if (lines.last().size() > column)
        lines.append(QString(column, u' '));
    bool first = true;
    for (const QString &word : text.split(u' ')) {
        if (!first && lines.last().size() + 1 + word.size() > lineWidth) {
            lines.append(QString(column, u' '));
            first = true;
        }
        lines.last() += (first ? QString() : u" "_s) + word;
        first = false;
    }
    return lines.join(u'\n') + u'\n';
}

static QString spelled(const Option &option)
{
    QString text = option.letter.isNull() ? u"    "_s : u"-%1, "_s.arg(option.letter);
    text += u"--"_s + option.name;
    switch (option.takes) {
    case Option::Takes::Nothing: break;
    case Option::Takes::Value: text += u' ' + option.value; break;
    case Option::Takes::Maybe: text += u"[=%1]"_s.arg(option.value); break;
    case Option::Takes::Many: text += u" %1…"_s.arg(option.value); break;
    }
    return text;
}

QString generalHelp()
{
    QString text = Ctl::tr("concordctl: many databases seen as one, without a screen") + u"\n\n"_s;
    text += Ctl::tr("Usage: concordctl COMMAND [ARGUMENTS] [OPTIONS]") + u"\n\n"_s + Ctl::tr("Commands:") + u'\n';
    for (const Command &command : commands()) {
        if (!command.hidden)
            text += entry(command.name, command.summary, 14);
    }
    text += u'\n' + Ctl::tr("Options of every command:") + u'\n';
    for (const Option &option : commonOptions())
        text += entry(spelled(option), option.help, 28);
    text += u'\n'
            + Ctl::tr("A database is named by its profile, a URL (postgresql://…, mysql://…, sqlite:///path/x.db), a bare path to a SQLite file,\n"
                      "a group (group:tenants) or a glob ('tenant_*').")
            + u'\n';
    text += Ctl::tr("Exit codes: 0 done, 1 error, 2 differences found, 3 some databases failed, 130 interrupted.") + u'\n';
    text += Ctl::tr("`concordctl COMMAND --help` says more, with an example.") + u'\n';
    return text;
}

QString commandHelp(const Command &command)
{
    QString text = u"concordctl %1: %2\n\n"_s.arg(command.name, command.summary);
    text += Ctl::tr("Usage: concordctl %1 %2").arg(command.name, command.usage).trimmed() + u'\n';
    if (!command.description.isEmpty())
        text += u'\n' + command.description + u'\n';
    if (!command.options.isEmpty())
        text += u'\n' + Ctl::tr("Options:") + u'\n';
    for (const Option &option : command.options)
        text += entry(spelled(option), option.help, 32);
    text += u'\n' + Ctl::tr("Options of every command:") + u'\n';
    for (const Option &option : commonOptions()) {
        const bool ownFormats = option.name == "format"_L1 && !command.formats.isEmpty();
        const QString help = ownFormats
                                 ? Ctl::tr("how the answer is written: %1 (default: %2)").arg(command.formats.join(u", "_s), command.formats.first())
                                 : option.help;
        text += entry(spelled(option), help, 32);
    }
    text += u'\n' + Ctl::tr("Example:") + u'\n';
    for (const QString &line : command.example.split(u'\n'))
        text += u"  "_s + line + u'\n';
    return text;
}

} // namespace concord::ctl
