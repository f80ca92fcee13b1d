// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/passwordfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PasswordFiles", text);
}

std::unexpected<Error> none(const QString &why = {})
{
    return fail(ErrorKind::NotFound, why);
}

constexpr auto othersWrite = QFileDevice::WriteOther;
constexpr auto othersAny = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther
                           | QFileDevice::ExeOther;

Result<QByteArray> readPrivate(const QString &path, QFileDevice::Permissions forbidden)
{
    const QFileInfo info(path);
    if (!info.exists())
        return none();
    if (!info.isFile())
        return none(tr("%1 was passed over: it is not a plain file.").arg(path));
#ifndef Q_OS_WIN
    if ((info.permissions() & forbidden) != 0)
        return none(tr("%1 was passed over: others may read or change it (its mode should be 0600).").arg(path));
#endif
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return none(tr("%1 was passed over: %2").arg(path, file.errorString()));
    return file.read(16 << 20);
}

// ---- ~/.pgpass

QString pgpassPath()
{
    const QString given = qEnvironmentVariable("PGPASSFILE");
    if (!given.isEmpty())
        return given;
#ifdef Q_OS_WIN
    return qEnvironmentVariable("APPDATA") + u"/postgresql/pgpass.conf"_s;
#else
    return QDir::homePath() + u"/.pgpass"_s;
#endif
}

/// Takes one field off `line`: whether it is * or, its escapes undone, `wanted`.
bool takeField(QByteArrayView &line, const QByteArray &wanted)
{
    QByteArray field;
    qsizetype i = 0;
    for (; i < line.size() && line[i] != ':'; ++i) {
        if (line[i] == '\\' && i + 1 < line.size())
            ++i;
        field.append(line[i]);
    }
    if (i >= line.size())
        return false;
    const bool star = line.first(i) == "*";
    line = line.sliced(i + 1);
    return star || field == wanted;
}

QByteArray unescaped(QByteArrayView text)
{
    QByteArray plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        plain.append(text[i]);
    }
    return plain;
}

QString pgpassHost(const Endpoint &endpoint)
{
    // libpq: the standard socket folder is called localhost, any other by its path.
    if (!endpoint.options.socket.isEmpty()) {
        const QString folder = QDir::cleanPath(endpoint.options.socket);
        return folder == "/run/postgresql"_L1 || folder == "/var/run/postgresql"_L1 || folder == "/tmp"_L1 ? u"localhost"_s : endpoint.options.socket;
    }
    return endpoint.host.isEmpty() ? u"localhost"_s : endpoint.host;
}

Result<Secret> fromPgpass(const Endpoint &endpoint)
{
    const auto content = readPrivate(pgpassPath(), othersAny);
    if (!content)
        return fail(content.error());
    const QString user = endpoint.user.isEmpty() ? qEnvironmentVariable("USER") : endpoint.user;
    const QString database = endpoint.database.isEmpty() ? user : endpoint.database;
    const QByteArray port = QByteArray::number(endpoint.port == 0 ? 5432 : endpoint.port);
    for (const QByteArray &raw : content->split('\n')) {
        QByteArrayView line(raw);
        while (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        if (takeField(line, pgpassHost(endpoint).toUtf8()) && takeField(line, port) && takeField(line, database.toUtf8())
            && takeField(line, user.toUtf8()))
            return Secret(unescaped(line));
    }
    return none();
}

// ---- ~/.my.cnf

/// What follows "name =": quotes taken off, escapes undone, a comment after an unquoted value cut.
QByteArray myCnfValue(QByteArray text)
{
    text = text.trimmed();
    const char quote = text.isEmpty() ? '\0' : text.front();
    const bool quoted = (quote == '"' || quote == '\'') && text.size() >= 2 && text.lastIndexOf(quote) > 0;
    if (quoted) {
        text = text.sliced(1, text.lastIndexOf(quote) - 1);
    } else if (const qsizetype comment = text.indexOf(" #"); comment >= 0) {
        text = text.first(comment).trimmed();
    }
    QByteArray value;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            value.append(text[i]);
            continue;
        }
        switch (text[++i]) {
        case 'n': value.append('\n'); break;
        case 't': value.append('\t'); break;
        case 'r': value.append('\r'); break;
        case 'b': value.append('\b'); break;
        case 's': value.append(' '); break;
        case '\\':
        case '"':
        case '\'': value.append(text[i]); break;
        default: value.append('\\').append(text[i]); break;
        }
    }
    return value;
}

Result<Secret> fromMyCnf(const Endpoint &endpoint)
{
    static const QList<QByteArray> groups{"client", "mysql", "mariadb-client", "client-mariadb", "client-server"};
    const auto content = readPrivate(QDir::homePath() + u"/.my.cnf"_s, othersWrite);
    if (!content)
        return fail(content.error());
    bool wanted = false;
    QMap<QByteArray, QByteArray> values; // the last one wins, as there
    for (const QByteArray &raw : content->split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.isEmpty() || line.startsWith('#') || line.startsWith(';') || line.startsWith('!'))
            continue;
        if (line.startsWith('[')) {
            const qsizetype end = line.indexOf(']');
            wanted = end > 0 && groups.contains(line.sliced(1, end - 1).trimmed());
            continue;
        }
        const qsizetype equals = line.indexOf('=');
        if (wanted && equals > 0)
            values.insert(line.first(equals).trimmed().replace('_', '-'), myCnfValue(line.sliced(equals + 1)));
    }
    if (!values.contains("password"))
        return none();
    // It is that user's password on that server: never sent anywhere else.
    const auto differs = [&](const char *name, const QString &own) {
        return values.contains(name) && !own.isEmpty() && QString::fromUtf8(values.value(name)) != own;
    };
    if (differs("user", endpoint.user) || differs("host", endpoint.host))
        return none();
    return Secret(values.value("password"));
}

} // namespace

QString passwordFileName(const QString &engine)
{
    static const QHash<QString, QString> files{{u"postgresql"_s, u".pgpass"_s}, {u"mysql"_s, u".my.cnf"_s}, {u"mariadb"_s, u".my.cnf"_s}};
    return files.value(engine);
}

Result<Secret> passwordFromFiles(const Endpoint &endpoint)
{
    const QString file = passwordFileName(endpoint.engine);
    return file == ".pgpass"_L1 ? fromPgpass(endpoint) : file == ".my.cnf"_L1 ? fromMyCnf(endpoint) : none();
}

} // namespace concord
