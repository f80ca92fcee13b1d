// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongosettings.h"

#include "base/threadguard.h"
#include "connection/names.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <mutex>
#include <string_view>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MongodbDriver", text);
}

/// Options of a connection string that are passed on as they are.
const QStringList &passedOptions()
{
    static const QStringList all{u"authMechanism"_s,
                                 u"authMechanismProperties"_s,
                                 u"authSource"_s,
                                 u"canonicalizeHostname"_s,
                                 u"compressors"_s,
                                 u"directConnection"_s,
                                 u"gssapiServiceName"_s,
                                 u"heartbeatFrequencyMS"_s,
                                 u"journal"_s,
                                 u"loadBalanced"_s,
                                 u"localThresholdMS"_s,
                                 u"maxPoolSize"_s,
                                 u"maxStalenessSeconds"_s,
                                 u"minPoolSize"_s,
                                 u"readConcernLevel"_s,
                                 u"readPreference"_s,
                                 u"readPreferenceTags"_s,
                                 u"replicaSet"_s,
                                 u"retryReads"_s,
                                 u"retryWrites"_s,
                                 u"serverMonitoringMode"_s,
                                 u"serverSelectionTimeoutMS"_s,
                                 u"serverSelectionTryOnce"_s,
                                 u"socketCheckIntervalMS"_s,
                                 u"socketTimeoutMS"_s,
                                 u"srvServiceName"_s,
                                 u"w"_s,
                                 u"wTimeoutMS"_s,
                                 u"zlibCompressionLevel"_s};
    return all;
}

/// Options of the specification that mean nothing to a client with one link at a time, or that libmongoc does not know: taken, so that
/// a connection string may be pasted as it is, and left out.
const QStringList &idleOptions()
{
    static const QStringList all{u"maxConnecting"_s,      u"maxIdleTimeMS"_s,       u"proxyHost"_s,          u"proxyPort"_s,
                                 u"srvMaxHosts"_s,        u"timeoutMS"_s,           u"uuidRepresentation"_s, u"waitQueueMultiple"_s,
                                 u"waitQueueTimeoutMS"_s, u"zstdCompressionLevel"_s};
    return all;
}

/// Those that are settled here.
const QStringList &ownOptions()
{
    static const QStringList all{u"srv"_s,
                                 u"tlsInsecure"_s,
                                 u"tlsAllowInvalidCertificates"_s,
                                 u"tlsAllowInvalidHostnames"_s,
                                 u"tlsDisableCertificateRevocationCheck"_s,
                                 u"tlsDisableOCSPEndpointCheck"_s};
    return all;
}

QString valueOf(const Endpoint &endpoint, QLatin1StringView option)
{
    for (const auto &[name, value] : endpoint.options.extra.asKeyValueRange()) {
        if (name.compare(option, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool has(const Endpoint &endpoint, QLatin1StringView option)
{
    return !valueOf(endpoint, option).isEmpty();
}

bool isOn(const Endpoint &endpoint, QLatin1StringView option)
{
    return valueOf(endpoint, option).compare("true"_L1, Qt::CaseInsensitive) == 0;
}

/// libmongoc's words, and what they mean where a person cannot know.
QString explained(const QString &message, const Endpoint &endpoint)
{
    if (isOn(endpoint, "srv"_L1) && message.contains("service name"_L1))
        return tr("%1: the name behind mongodb+srv:// has at least three parts, as in cluster0.example.net.").arg(message);
    return message;
}

bool usesTls(const Endpoint &endpoint)
{
    const TlsMode mode = endpoint.options.tls;
    // An SRV name promises TLS unless told otherwise.
    return mode == TlsMode::Require || mode == TlsMode::VerifyCa || mode == TlsMode::VerifyFull
           || (mode == TlsMode::Default && (isOn(endpoint, "srv"_L1) || !endpoint.options.tlsCa.isEmpty() || !endpoint.options.tlsCert.isEmpty()));
}

QString encoded(const QString &text, const QByteArray &kept = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, kept));
}

/// host[:port], a list of them, or a socket's file.
QString hostsOf(const Endpoint &endpoint)
{
    if (!endpoint.options.socket.isEmpty())
        return encoded(endpoint.options.socket);
    if (endpoint.host.isEmpty())
        return u"localhost"_s;
    if (endpoint.host.contains(u','))
        return endpoint.host;
    const QString host = endpoint.host.contains(u':') ? u'[' + endpoint.host + u']' : endpoint.host;
    return endpoint.port > 0 && !isOn(endpoint, "srv"_L1) ? host + u':' + QString::number(endpoint.port) : host;
}

/// The shortest of what is wanted and what is left.
int limited(int wantedMs, Deadline deadline)
{
    if (deadline == noDeadline)
        return wantedMs;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 1, wantedMs));
}

Result<void> checkFile(const QString &file, const QString &what)
{
    if (file.isEmpty())
        return {};
    blockingWorkBegins("A look at a certificate's file");
    if (QFileInfo(file).isReadable())
        return {};
    return fail(ErrorKind::Tls, tr("The %1 %2 cannot be read.").arg(what, file));
}

} // namespace

void startMongoLibrary()
{
    static std::once_flag once;
    std::call_once(once, [] {
        mongoc_init();
        // It would write to standard error, which is not its own; what matters comes as errors.
        mongoc_log_set_handler(nullptr, nullptr);
    });
}

Result<void> checkMongoEndpoint(const Endpoint &endpoint)
{
    const ConnectOptions &options = endpoint.options;
    for (const auto &[name, value] : options.extra.asKeyValueRange()) {
        const QStringList known = passedOptions() + ownOptions() + idleOptions();
        if (!known.contains(name, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage, tr("MongoDB has no option “%1”.").arg(name) + didYouMean(name, known));
    }
    const bool chooses = has(endpoint, "readPreferenceTags"_L1) || has(endpoint, "maxStalenessSeconds"_L1);
    if (chooses && (!has(endpoint, "readPreference"_L1) || valueOf(endpoint, "readPreference"_L1).compare("primary"_L1, Qt::CaseInsensitive) == 0))
        return fail(ErrorKind::Usage, tr("readPreferenceTags and maxStalenessSeconds choose among secondaries: they want a readPreference other than "
                                         "primary beside them."));
    if (!options.searchPath.isEmpty() || !options.charset.isEmpty())
        return fail(ErrorKind::Usage, tr("MongoDB has neither a search path nor character sets."));
    if (options.tls == TlsMode::Prefer)
        return fail(ErrorKind::Tls, tr("MongoDB's client has no TLS mode “prefer”: choose disable, require, verify-ca or verify-full."));
    if (!options.tlsKey.isEmpty() && options.tlsKey != options.tlsCert)
        return fail(ErrorKind::Tls, tr("MongoDB's client takes the certificate and its key from one file: name it as the certificate."));
    if (const auto ca = checkFile(options.tlsCa, tr("certificate authority's file")); !ca)
        return ca;
    if (const auto cert = checkFile(options.tlsCert, tr("certificate file")); !cert)
        return cert;
    return mongoUri(endpoint, {}, noDeadline).transform([](const MongoUri &) {});
}

Result<MongoUri> mongoUri(const Endpoint &endpoint, const Secret &secret, Deadline deadline)
{
    startMongoLibrary();
    const ConnectOptions &options = endpoint.options;
    // libmongoc refuses a mechanism that wants a user while the text has none, so that the user is part of it; the password comes later.
    const QString user = endpoint.user.isEmpty() ? QString() : encoded(endpoint.user) + u'@';
    QString text = (isOn(endpoint, "srv"_L1) ? u"mongodb+srv://"_s : u"mongodb://"_s) + user + hostsOf(endpoint) + u'/' + encoded(endpoint.database);
    QChar separator = u'?';
    const auto add = [&](const QString &name, const QString &value) {
        text += separator + name + u'=' + encoded(value, ":,/");
        separator = u'&';
    };
    for (const auto &[name, value] : options.extra.asKeyValueRange()) {
        if (passedOptions().contains(name, Qt::CaseInsensitive))
            add(name, value);
    }
    add(u"tls"_s, usesTls(endpoint) ? u"true"_s : u"false"_s);
    bson_error_t error{};
    MongoUri uri(mongoc_uri_new_with_error(text.toUtf8().constData(), &error), mongoc_uri_destroy);
    if (!uri)
        return fail(ErrorKind::Usage, explained(QString::fromUtf8(error.message), endpoint));
    mongoc_uri_set_appname(uri.get(), options.applicationName.isEmpty() ? "Concord" : options.applicationName.left(100).toUtf8().constData());
    const int connecting = options.connectTimeoutMs > 0 ? options.connectTimeoutMs : 10'000;
    const auto limit = [&](const char *name, int otherwise) {
        mongoc_uri_set_option_as_int32(uri.get(), name, limited(mongoc_uri_get_option_as_int32(uri.get(), name, otherwise), deadline));
    };
    limit(MONGOC_URI_CONNECTTIMEOUTMS, connecting);
    limit(MONGOC_URI_SERVERSELECTIONTIMEOUTMS, connecting);
    // libmongoc's SCRAM takes no password for a fault of its caller; the server is to refuse an empty one.
    const std::string_view mechanism = mongoc_uri_get_auth_mechanism(uri.get()) ? mongoc_uri_get_auth_mechanism(uri.get()) : "SCRAM";
    if (!endpoint.user.isEmpty() && (!secret.isNull() || mechanism.starts_with("SCRAM")))
        mongoc_uri_set_password(uri.get(), secret.reveal().constData());
    return uri;
}

StreamSettings mongoStreamSettings(const Endpoint &endpoint)
{
    const ConnectOptions &options = endpoint.options;
    StreamSettings settings;
    settings.tls = usesTls(endpoint);
    settings.caFile = options.tlsCa.toStdString();
    settings.keyFile = options.tlsCert.toStdString();
    const bool insecure = isOn(endpoint, "tlsInsecure"_L1);
    settings.allowInvalidCertificates = insecure || options.tls == TlsMode::Require || isOn(endpoint, "tlsAllowInvalidCertificates"_L1);
    settings.allowInvalidHostnames =
        insecure || settings.allowInvalidCertificates || options.tls == TlsMode::VerifyCa || isOn(endpoint, "tlsAllowInvalidHostnames"_L1);
    return settings;
}

QString wantedReplicaSet(const Endpoint &endpoint)
{
    return valueOf(endpoint, "replicaSet"_L1);
}

QString mongoDatabase(const Endpoint &endpoint)
{
    return endpoint.database.isEmpty() ? u"test"_s : endpoint.database;
}

} // namespace concord
