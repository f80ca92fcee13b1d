// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/commandline.h"
#include "concordctl/context.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"
#include "connection/connectionurl.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <langinfo.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::ctl;

/// Qt decodes text by the locale and complains on standard error where that is not UTF-8: scripts often run with LC_ALL=C.
static void useUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

static int unknownCommand(Output &output, const QString &name)
{
    QStringList names;
    for (const Command &command : commands()) {
        if (!command.hidden)
            names.append(command.name);
    }
    output.error(Ctl::tr("There is no command “%1”.").arg(name) + didYouMean(name, names));
    output.note(Ctl::tr("`concordctl --help` lists the commands."));
    return ExitCode::Failed;
}

/// The common formats, or one of the command's own: then the command itself looks at the word.
static Result<Format> formatFor(const Command &command, const Arguments &arguments)
{
    const QString fallback = command.formats.isEmpty() ? u"table"_s : command.formats.first();
    const QString name = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : fallback;
    if (command.formats.isEmpty())
        return formatFromName(name);
    if (!command.formats.contains(name))
        return fail(ErrorKind::Usage, Ctl::tr("--format is one of %1, not “%2”.").arg(command.formats.join(u", "_s), name));
    return formatFromName(name).value_or(Format::Table);
}

static int runCommand(const Command &command, const QStringList &words)
{
    Output output;
    const auto arguments = parseArguments(words, command.options + commonOptions());
    if (arguments && arguments->has(u"help"_s)) {
        output.write(commandHelp(command));
        return output.flush() ? ExitCode::Done : ExitCode::Failed;
    }
    const auto format = arguments.and_then([&](const Arguments &given) { return formatFor(command, given); });
    if (!format) {
        output.error(format.error());
        output.note(Ctl::tr("`concordctl %1 --help` lists the options.").arg(command.name));
        return ExitCode::Failed;
    }
    Context context(*arguments, *format);
    const int code = command.run(context, *arguments);
    if (const auto flushed = context.out().flush(); !flushed)
        return context.failed(flushed.error());
    return code;
}

static int runMain(const QStringList &words)
{
    Output output;
    const QString first = words.value(0);
    if (first.isEmpty()) {
        output.note(generalHelp());
        return ExitCode::Failed;
    }
    if (first == "--version"_L1 || first == "version"_L1) {
        output.line(u"concordctl "_s + QCoreApplication::applicationVersion());
        return output.flush() ? ExitCode::Done : ExitCode::Failed;
    }
    const bool asksHelp = first == "help"_L1 || first == "--help"_L1 || first == "-h"_L1;
    if (asksHelp && words.size() == 1) {
        output.write(generalHelp());
        return output.flush() ? ExitCode::Done : ExitCode::Failed;
    }
    const Command *command = findCommand(asksHelp ? words[1] : first);
    if (!command)
        return unknownCommand(output, asksHelp ? words[1] : first);
    return runCommand(*command, asksHelp ? QStringList{u"--help"_s} : words.sliced(1));
}

int main(int argc, char **argv)
{
    useUtf8();
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    hidePasswords(argc, argv);
    std::signal(SIGPIPE, SIG_IGN); // `concordctl … | head` is no failure, and a server that hangs up must not end us

    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"concord"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONCORD_VERSION));
    QTranslator translator;
    // Without a language of one's own English has its plural forms all the same.
    if (translator.load(QLocale(), u"concord"_s, u"_"_s, u":/i18n"_s) || translator.load(u":/i18n/concord_en"_s))
        QCoreApplication::installTranslator(&translator);
    const int code = runMain(words);
    // Threads of connections to servers that do not answer may still wait; nobody waits for them.
    std::fflush(stdout);
    std::fflush(stderr);
    ::_exit(code);
}
