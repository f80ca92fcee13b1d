// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgsettings.h"

#include "base/threadguard.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgSettings", text);
}

/// libpq's own keywords that a URL may name; none that holds a secret or undoes what a form says.
static bool passesOn(const QString &option)
{
    static const QSet<QString> known{u"target_session_attrs"_s,
                                     u"channel_binding"_s,
                                     u"gssencmode"_s,
                                     u"krbsrvname"_s,
                                     u"sslcrl"_s,
                                     u"sslcrldir"_s,
                                     u"sslsni"_s,
                                     u"sslnegotiation"_s,
                                     u"ssl_min_protocol_version"_s,
                                     u"ssl_max_protocol_version"_s,
                                     u"options"_s,
                                     u"keepalives"_s,
                                     u"keepalives_idle"_s,
                                     u"keepalives_interval"_s,
                                     u"keepalives_count"_s,
                                     u"tcp_user_timeout"_s,
                                     u"require_auth"_s,
                                     u"load_balance_hosts"_s,
                                     u"hostaddr"_s};
    return known.contains(option);
}

/// https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNSTRING
static QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

static Result<void> checkFile(const QString &path, const QString &what)
{
    if (path.isEmpty())
        return {};
    blockingWorkBegins("A look at a certificate's file");
    if (!QFileInfo(path).isFile())
        return fail(ErrorKind::Tls, tr("The %1 %2 is not there.").arg(what, QDir::toNativeSeparators(path)));
    if (path.contains(u';'))
        return fail(ErrorKind::Tls, tr("The path of the %1 may not hold a semicolon.").arg(what));
    return {};
}

Result<void> checkPgEndpoint(const Endpoint &endpoint)
{
    const ConnectOptions &options = endpoint.options;
    if (Result<void> file = checkFile(options.tlsCa, tr("CA file")); !file)
        return file;
    if (Result<void> file = checkFile(options.tlsCert, tr("certificate")); !file)
        return file;
    if (Result<void> file = checkFile(options.tlsKey, tr("key")); !file)
        return file;
    if (options.tlsCert.isEmpty() != options.tlsKey.isEmpty())
        return fail(ErrorKind::Tls, tr("A client certificate needs its key, and a key its certificate."));
    if (!options.socket.isEmpty() && options.tls != TlsMode::Default && options.tls != TlsMode::Disable && options.tls != TlsMode::Prefer)
        return fail(ErrorKind::Tls, tr("PostgreSQL has no TLS over a socket."));
    if (!options.charset.isEmpty() && options.charset.compare(u"UTF8"_s, Qt::CaseInsensitive) != 0)
        return fail(ErrorKind::Usage, tr("PostgreSQL always talks UTF8 with Concord; the charset “%1” cannot be set.").arg(options.charset));
    for (auto option = options.extra.cbegin(); option != options.extra.cend(); ++option) {
        if (!passesOn(option.key()))
            return fail(ErrorKind::Usage, tr("PostgreSQL has no option “%1” here.").arg(option.key()));
        if (option.value().contains(u';'))
            return fail(ErrorKind::Usage, tr("The option “%1” may not hold a semicolon.").arg(option.key()));
    }
    return {};
}

/// A folder, or the socket file in it: "/run/postgresql/.s.PGSQL.5433" names its port too.
static void useSocket(const QString &socket, QtSqlSettings &settings)
{
    const QFileInfo file(socket);
    settings.host = socket;
    if (!file.fileName().startsWith(u".s.PGSQL."_s))
        return;
    settings.host = file.path();
    if (const int port = file.fileName().section(u'.', -1).toInt(); port > 0)
        settings.port = port;
}

QtSqlSettings pgSettings(const Endpoint &endpoint, Deadline deadline)
{
    const ConnectOptions &options = endpoint.options;
    QtSqlSettings settings;
    settings.plugin = u"QPSQL"_s;
    settings.database = endpoint.database;
    settings.host = endpoint.host;
    settings.port = endpoint.port > 0 ? endpoint.port : 5432;
    settings.user = endpoint.user;
    if (!options.socket.isEmpty())
        useSocket(options.socket, settings);

    QStringList pairs;
    const auto add = [&pairs](const QString &key, const QString &value) {
        if (!value.isEmpty())
            pairs.append(key + u'=' + quoted(value));
    };
    auto patience = std::chrono::milliseconds(options.connectTimeoutMs > 0 ? options.connectTimeoutMs : 10'000);
    if (deadline != noDeadline)
        patience = std::min(patience, std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()));
    // libpq counts in seconds and takes less than 2 for 2; QtSqlLink keeps the deadline to the millisecond.
    add(u"connect_timeout"_s, QString::number(std::max<qint64>(2, std::chrono::ceil<std::chrono::seconds>(patience).count())));
    add(u"sslmode"_s, tlsModeName(options.tls));
    add(u"sslrootcert"_s, options.tlsCa);
    add(u"sslcert"_s, options.tlsCert);
    add(u"sslkey"_s, options.tlsKey);
    if (options.tls != TlsMode::Default && !options.extra.contains(u"gssencmode"_s))
        add(u"gssencmode"_s, u"disable"_s); // would stand in for the TLS that was asked for
    for (auto option = options.extra.cbegin(); option != options.extra.cend(); ++option)
        add(option.key(), option.value());
    settings.options = pairs.join(u' ');
    return settings;
}

} // namespace concord
