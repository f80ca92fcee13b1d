// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracletarget.h"

#include "base/threadguard.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int defaultPort = 1521;

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleDriver", text);
}

static std::unexpected<Error> usage(const QString &message)
{
    return fail(ErrorKind::Usage, message);
}

static QString extra(const Endpoint &endpoint, QLatin1StringView name)
{
    return endpoint.options.extra.value(QString(name));
}

/// What a connect descriptor or EZConnect takes as a name, without marks that would end it.
static bool isPlainName(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_.$#:-]+$"_s);
    return name.isEmpty() || plain.match(name).hasMatch();
}

static bool usesTls(TlsMode mode)
{
    return mode == TlsMode::Require || mode == TlsMode::VerifyCa || mode == TlsMode::VerifyFull;
}

static Result<void> checkTls(const ConnectOptions &options)
{
    if (options.tls == TlsMode::Prefer)
        return fail(ErrorKind::Tls, tr("Oracle has no mode that tries TLS and goes on without it: choose require, or none."));
    if (!options.tlsCa.isEmpty() || !options.tlsCert.isEmpty() || !options.tlsKey.isEmpty())
        return fail(ErrorKind::Tls, tr("Oracle takes certificates from a wallet: set wallet=FOLDER instead of files."));
    const QString wallet = options.extra.value(u"wallet"_s);
    if (!wallet.isEmpty() && !usesTls(options.tls))
        return fail(ErrorKind::Tls, tr("A wallet is for TLS: choose verify-full, verify-ca or require."));
    if (!wallet.isEmpty())
        blockingWorkBegins("A look at the wallet's folder");
    if (!wallet.isEmpty() && !QFileInfo(wallet).isDir())
        return fail(ErrorKind::Tls, tr("The wallet's folder %1 is not there.").arg(QDir::toNativeSeparators(wallet)));
    static const QRegularExpression odd(u"[()=\"']"_s);
    if (odd.match(wallet).hasMatch())
        return fail(ErrorKind::Tls, tr("The path of the wallet may not hold parentheses, quotes or “=”."));
    return {};
}

/// One of a service, a SID, an alias and a data source; and with the last two nothing that would be lost: they say themselves
/// where and how.
static Result<void> checkNames(const Endpoint &endpoint)
{
    const QString sid = extra(endpoint, "sid"_L1);
    const QString tns = extra(endpoint, "tns"_L1);
    const QString dsn = extra(endpoint, "dsn"_L1);
    const QString server = extra(endpoint, "server"_L1);
    const QStringList services{endpoint.database, extra(endpoint, "service"_L1), extra(endpoint, "service_name"_L1)};
    for (const QString &name : services + QStringList{sid, tns, endpoint.host}) {
        if (!isPlainName(name))
            return usage(tr("“%1” is no name of a host, service, SID or alias.").arg(name.left(60)));
    }
    const qsizetype unnamed = services.count(QString());
    const auto named = services.size() - unnamed + (sid.isEmpty() ? 0 : 1) + (tns.isEmpty() ? 0 : 1);
    if (named > 1)
        return usage(tr("Name a service, a SID or a TNS alias, only one of them."));
    if (named == 0 && dsn.isEmpty())
        return usage(tr("Name a service (oracle://host/SERVICE), a SID (?sid=…) or a TNS alias (oracle:///ALIAS)."));
    if (!tns.isEmpty() && !endpoint.host.isEmpty())
        return usage(tr("A TNS alias says the host itself: leave the host empty."));
    if (!sid.isEmpty() && endpoint.host.isEmpty() && dsn.isEmpty())
        return usage(tr("A SID is one of a host: name the host."));
    if (!dsn.isEmpty() && (named > 0 || !endpoint.host.isEmpty()))
        return usage(tr("A data source says host and service itself: leave them empty."));
    if (endpoint.host.isEmpty() && (usesTls(endpoint.options.tls) || !server.isEmpty()))
        return usage(tr("A TNS alias or a data source says itself whether TLS is used and which server process serves: leave these options out."));
    return {};
}

Result<void> checkOracleEndpoint(const Endpoint &endpoint)
{
    static const QSet<QString> known{u"sid"_s, u"service"_s, u"service_name"_s, u"tns"_s, u"driver"_s, u"dsn"_s, u"wallet"_s, u"server"_s};
    for (const QString &name : endpoint.options.extra.keys()) {
        if (!known.contains(name))
            return usage(tr("Oracle has no option “%1”. Known are: sid, service, tns, server, wallet, driver, dsn.").arg(name));
    }
    const QString server = extra(endpoint, "server"_L1).toLower();
    if (!endpoint.options.socket.isEmpty())
        return usage(tr("Oracle is not reached over a Unix socket."));
    if (!endpoint.options.charset.isEmpty())
        return usage(tr("Oracle has no option “charset”: text always comes as Unicode."));
    if (!server.isEmpty() && !QSet<QString>{u"dedicated"_s, u"shared"_s, u"pooled"_s}.contains(server))
        return usage(tr("server is dedicated, shared or pooled, not “%1”.").arg(server));
    if (Result<void> names = checkNames(endpoint); !names)
        return names;
    return checkTls(endpoint.options);
}

static QString serviceOf(const Endpoint &endpoint)
{
    for (const QString &name : {endpoint.database, extra(endpoint, "service"_L1), extra(endpoint, "service_name"_L1)}) {
        if (!name.isEmpty())
            return name;
    }
    return {};
}

static QString descriptor(const Endpoint &endpoint)
{
    const ConnectOptions &options = endpoint.options;
    const bool tls = usesTls(options.tls);
    const QString sid = extra(endpoint, "sid"_L1);
    const QString server = extra(endpoint, "server"_L1).toUpper();
    QString text = u"(DESCRIPTION=(ADDRESS=(PROTOCOL=%1)(HOST=%2)(PORT=%3))(CONNECT_DATA="_s.arg(
        tls ? u"TCPS"_s : u"TCP"_s, endpoint.host, QString::number(endpoint.port > 0 ? endpoint.port : defaultPort));
    text += sid.isEmpty() ? u"(SERVICE_NAME=%1)"_s.arg(serviceOf(endpoint)) : u"(SID=%1)"_s.arg(sid);
    text += server.isEmpty() ? u")"_s : u"(SERVER=%1))"_s.arg(server);
    if (tls) {
        const QString wallet = extra(endpoint, "wallet"_L1);
        text += u"(SECURITY=(SSL_SERVER_DN_MATCH=%1)"_s.arg(options.tls == TlsMode::VerifyFull ? u"YES"_s : u"NO"_s);
        text += wallet.isEmpty() ? u")"_s : u"(MY_WALLET_DIRECTORY=%1))"_s.arg(wallet);
    }
    return text + u')';
}

QString oracleAddress(const Endpoint &endpoint)
{
    const QString alias = extra(endpoint, "tns"_L1);
    if (!alias.isEmpty())
        return alias;
    if (endpoint.host.isEmpty())
        return serviceOf(endpoint); // an alias of tnsnames.ora, or of a directory
    const TlsMode tls = endpoint.options.tls;
    const bool plain =
        extra(endpoint, "sid"_L1).isEmpty() && extra(endpoint, "server"_L1).isEmpty() && (tls == TlsMode::Default || tls == TlsMode::Disable);
    if (!plain)
        return descriptor(endpoint);
    const QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host;
    return u"//%1:%2/%3"_s.arg(host, QString::number(endpoint.port > 0 ? endpoint.port : defaultPort), serviceOf(endpoint));
}

OdbcTarget oracleTarget(const Endpoint &endpoint, const QString &driver)
{
    OdbcTarget target;
    target.user = endpoint.user;
    if (const QString dsn = extra(endpoint, "dsn"_L1); !dsn.isEmpty()) {
        target.add(u"DSN"_s, dsn);
        return target;
    }
    target.add(u"DRIVER"_s, driver);
    target.add(u"DBQ"_s, oracleAddress(endpoint));
    // Unicode as UTF-16; a timeout of Concord's own; read-only is held by transactions, so that a plan can be explained.
    target.add(u"FWC"_s, u"T"_s);
    target.add(u"QTO"_s, u"F"_s);
    target.add(u"DBA"_s, u"W"_s);
    target.add(u"FEN"_s, u"F"_s); // a session that another server took over silently has lost its formats and its transaction
    return target;
}

} // namespace concord
