// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/password.h"

#include "concordctl/translate.h"
#include "connection/connectionurl.h"
#include "workspace/passwordfiles.h"
#include "workspace/secretstore.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace concord::ctl {

void hidePasswords(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QString typed = QString::fromLocal8Bit(argv[i]);
        const QString shown = withoutSecret(typed);
        if (shown == typed)
            continue;
        const QByteArray bytes = shown.toLocal8Bit();
        const std::size_t room = std::strlen(argv[i]);
        std::memset(argv[i], 0, room);
        std::memcpy(argv[i], bytes.constData(), std::min(room, static_cast<std::size_t>(bytes.size())));
    }
}

/// Up to the end of the line or of the input, byte by byte: what follows belongs to others.
static QByteArray readLine(int descriptor)
{
    QByteArray line;
    char c = 0;
    while (line.size() < 65'536) {
        const ssize_t got = ::read(descriptor, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || c == '\n')
            break;
        line.append(c);
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

Result<Secret> passwordFromStdin()
{
    QByteArray line = readLine(STDIN_FILENO);
    if (line.isEmpty())
        return fail(ErrorKind::Usage, Ctl::tr("--password-stdin was given, but standard input has no first line."));
    return Secret(std::move(line));
}

Error withPasswordHint(Error error, const Endpoint &endpoint)
{
    if (error.kind != ErrorKind::Authentication)
        return error;
    const QString name = passwordFileName(endpoint.engine);
    const QString file = name.isEmpty() ? name : u", ~/"_s + name;
    const bool isSaved = checkName(endpoint.name).has_value(); // a URL gives no name to a variable
    const QString own = isSaved ? Ctl::tr(" (or %1 for this connection alone)").arg(QString::fromLatin1(passwordVariable(endpoint.name))) : QString();
    const QString ways =
        Ctl::tr("A password can come from --password-stdin, CONCORD_PASSWORD%1%2, the keychain, or the vault (CONCORD_VAULT_PASSPHRASE opens it).")
            .arg(own, file);
    error.detail += (error.detail.isEmpty() ? QString() : u"\n"_s) + ways;
    return error;
}

bool canAsk()
{
    return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

QString passwordPrompt(const Endpoint &endpoint)
{
    return endpoint.user.isEmpty() ? Ctl::tr("Password for %1: ").arg(endpoint.name)
                                   : Ctl::tr("Password for %1 at %2 (%3): ").arg(endpoint.user, endpoint.host, endpoint.name);
}

/// Types without echo; Ctrl+C and Ctrl+D give up, and the terminal is as it was in any case.
static std::optional<QByteArray> readSilently(int terminal)
{
    QByteArray line;
    char c = 0;
    for (;;) {
        const ssize_t got = ::read(terminal, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || c == 3 || c == 4)
            return std::nullopt;
        if (c == '\n' || c == '\r')
            return line;
        if (c == 8 || c == 127)
            line.chop(1);
        else if (c == 21)
            line.clear();
        else
            line.append(c);
    }
}

std::optional<Secret> askPassword(const QString &prompt)
{
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return std::nullopt;
    const QByteArray text = prompt.toUtf8();
    std::optional<QByteArray> line;
    termios before{};
    if (tcgetattr(terminal, &before) == 0 && ::write(terminal, text.constData(), static_cast<std::size_t>(text.size())) >= 0) {
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        tcsetattr(terminal, TCSAFLUSH, &silent);
        line = readSilently(terminal);
        tcsetattr(terminal, TCSAFLUSH, &before);
        (void)!::write(terminal, "\n", 1);
    }
    ::close(terminal);
    return line && !line->isEmpty() ? std::optional(Secret(std::move(*line))) : std::nullopt;
}

} // namespace concord::ctl
