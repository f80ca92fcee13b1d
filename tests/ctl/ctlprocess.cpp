// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"

#ifdef Q_OS_UNIX
#include <grp.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace concord::test {

Ctl::Ctl() : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : {u"CONCORD_PASSWORD"_s, u"CONCORD_VAULT_PASSPHRASE"_s, u"NO_COLOR"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"PGPASSWORD"_s})
        m_environment.remove(name);
    m_environment.insert(u"HOME"_s, m_dir.path());
    m_environment.insert(u"XDG_DATA_HOME"_s, path(u"data"_s));
    m_environment.insert(u"XDG_CONFIG_HOME"_s, path(u"config"_s));
    m_environment.insert(u"CONCORD_WORKSPACE"_s, workspace());
}

void Ctl::prepare(QProcess &process, const QStringList &arguments) const
{
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(m_dir.path());
    process.setProgram(QStringLiteral(CONCORDCTL));
    process.setArguments(arguments);
#ifdef Q_OS_UNIX
    if (m_isNobody && geteuid() == 0) {
        process.setChildProcessModifier([] {
            if (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)
                _exit(99);
        });
    }
#endif
}

Answer Ctl::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    prepare(process, arguments);
    process.start();
    process.write(input);
    process.closeWriteChannel();
    Answer answer;
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        answer.code = process.exitCode();
    }
    answer.out = process.readAllStandardOutput();
    answer.err = process.readAllStandardError();
    return answer;
}

void Ctl::start(QProcess &process, const QStringList &arguments) const
{
    prepare(process, arguments);
    process.start();
    process.closeWriteChannel();
}

bool Ctl::makeDemo() const
{
    return run({u"demo"_s, path(u"demo"_s)}).code == 0;
}

} // namespace concord::test
