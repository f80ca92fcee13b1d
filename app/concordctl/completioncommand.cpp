// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// Words that may stand where a database is named, one a line; nothing where the workspace does not open: a shell that
/// completes must never show an error.
void writeDatabaseWords(Context &context)
{
    const auto workspace = context.existingWorkspace();
    const auto profiles = workspace ? savedProfiles(**workspace) : fail(workspace.error());
    if (!profiles)
        return;
    QStringList groups;
    for (const SavedProfile &saved : *profiles) {
        context.out().line(saved.profile.name);
        groups += saved.profile.groups;
    }
    groups.removeDuplicates();
    for (const QString &group : groups)
        context.out().line(u"group:"_s + group);
}

/// "connect<TAB>saves a connection" lines, and options as "--limit<TAB>…".
void writeCommandWords(Context &context, const QString &name)
{
    if (name.isEmpty()) {
        for (const Command &command : commands()) {
            if (!command.hidden)
                context.out().line(command.name + u'\t' + command.summary);
        }
        return;
    }
    const Command *command = findCommand(name);
    for (const Option &option : (command ? command->options : QList<Option>()) + commonOptions())
        context.out().line(u"--"_s + option.name + u'\t' + option.help);
}

int run(Context &context, const Arguments &arguments)
{
    const QString what = arguments.words().value(0);
    if (what == "databases"_L1) {
        writeDatabaseWords(context);
        return ExitCode::Done;
    }
    if (what == "words"_L1) {
        writeCommandWords(context, arguments.words().value(1));
        return ExitCode::Done;
    }
    if (what == "formats"_L1) {
        if (const Command *command = findCommand(arguments.words().value(1)))
            context.out().line(formatsOf(*command).join(u'\n'));
        return ExitCode::Done;
    }
    if (what == "sessions"_L1) {
        const auto workspace = context.existingWorkspace();
        const auto sessions = workspace ? (*workspace)->sessions() : fail(workspace.error());
        for (const WorkSession &session : sessions.value_or(QList<WorkSession>()))
            context.out().line(session.name);
        return ExitCode::Done;
    }
    const QStringList shells{u"bash"_s, u"zsh"_s, u"fish"_s};
    if (what.isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("completion takes the name of a shell: bash, zsh or fish."), {}, {}, -1, 0, 0});
    if (!shells.contains(what))
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("completion takes bash, zsh or fish, not “%1”.").arg(what), {}, {}, -1, 0, 0});
    QFile script(u":/concord/completion/concordctl."_s + what);
    if (!script.open(QIODevice::ReadOnly))
        return context.failed(Error{ErrorKind::Internal, Ctl::tr("The completion for %1 is missing from this program.").arg(what), {}, {}, -1, 0, 0});
    context.out().write(QString::fromUtf8(script.readAll()));
    return ExitCode::Done;
}

} // namespace

Command completionCommand()
{
    return {u"completion"_s,
            Ctl::tr("prints the shell's completion: commands, options and the names of connections"),
            u"bash | zsh | fish"_s,
            {},
            u"source <(concordctl completion bash)          # in ~/.bashrc\n"
            "source <(concordctl completion zsh)           # in ~/.zshrc, after compinit\n"
            "concordctl completion fish | source           # in ~/.config/fish/config.fish"_s,
            {},
            run};
}

} // namespace concord::ctl
