// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/commandline.h"

#include <QList>
#include <QString>

namespace concord::ctl {

class Context;

/// What a command ends with; scripts rely on these numbers.
enum ExitCode : int {
    Done = 0,
    Failed = 1,      ///< nothing useful was done
    Different = 2,   ///< done, and differences were found
    SomeFailed = 3,  ///< some databases failed
    Interrupted = 130
};

/// One command: what its help says, its options, and the function behind it.
struct Command
{
    QString name;
    QString summary;      ///< one line in the list of commands
    QString usage;        ///< "NAME URL [OPTIONS]"
    QString description;  ///< what help adds; may be empty
    QString example;      ///< one worked example
    QList<Option> options;
    int (*run)(Context &context, const Arguments &arguments) = nullptr;
    bool hidden = false;  ///< for shells, not for people
    QStringList formats = {}; ///< what its --format takes, the first where none is given; empty: the common ones
};

/// Every command, in the order in which help lists them.
[[nodiscard]] const QList<Command> &commands();
/// Options that every command takes.
[[nodiscard]] const QList<Option> &commonOptions();
[[nodiscard]] const Command *findCommand(const QString &name);
/// The words that --format takes for this command, the first where none is given.
[[nodiscard]] QStringList formatsOf(const Command &command);

/// `concordctl --help` and `concordctl NAME --help`.
[[nodiscard]] QString generalHelp();
[[nodiscard]] QString commandHelp(const Command &command);

// One function a command, each in a file of its own.
[[nodiscard]] Command connectCommand();
[[nodiscard]] Command listCommand();
[[nodiscard]] Command groupsCommand();
[[nodiscard]] Command showCommand();
[[nodiscard]] Command editCommand();
[[nodiscard]] Command removeCommand();
[[nodiscard]] Command testCommand();
[[nodiscard]] Command useCommand();
[[nodiscard]] Command sessionsCommand();
[[nodiscard]] Command sessionCommand();
[[nodiscard]] Command historyCommand();
[[nodiscard]] Command execCommand();
[[nodiscard]] Command explainCommand();
[[nodiscard]] Command extractCommand();
[[nodiscard]] Command refreshCommand();
[[nodiscard]] Command schemaCommand();
[[nodiscard]] Command snapshotsCommand();
[[nodiscard]] Command searchCommand();
[[nodiscard]] Command relationsCommand();
[[nodiscard]] Command pathCommand();
[[nodiscard]] Command diffCommand();
[[nodiscard]] Command matrixCommand();
[[nodiscard]] Command driftCommand();
[[nodiscard]] Command demoCommand();
[[nodiscard]] Command completionCommand();

} // namespace concord::ctl
