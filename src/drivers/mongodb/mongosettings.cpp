// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongosettings.h"

#include "connection/names.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

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
                                 u"maxIdleTimeMS"_s,
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
                                 u"srvMaxHosts"_s,
                                 u"srvServiceName"_s,
                                 u"w"_s,
                                 u"wTimeoutMS"_s,
                                 u"zlibCompressionLevel"_s};
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

bool isOn(const Endpoint &endpoint, QLatin1StringView option)
{
    for (const auto &[name, value] : endpoint.options.extra.asKeyValueRange()) {
        if (name.compare(option, Qt::CaseInsensitive) == 0)
            return value.compare("true"_L1, Qt::CaseInsensitive) == 0;
    }
    return false;
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
    return endpoint.port > 0 && !isOn(endpoint, "srv"_L1) ? u"%1:%2"_s.arg(host).arg(endpoint.port) : host;
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
    if (file.isEmpty() || QFileInfo(file).isReadable())
        return {};
    return fail(ErrorKind::Tls, tr("The %1 %2 cannot be read.").arg(what, file));
}

} // namespace

Result<void> checkMongoEndpoint(const Endpoint &endpoint)
{
    const ConnectOptions &options = endpoint.options;
    for (const auto &[name, value] : options.extra.asKeyValueRange()) {
        const QStringList known = passedOptions() + ownOptions();
        if (!known.contains(name, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage, tr("MongoDB has no option “%1”.").arg(name) + didYouMean(name, known));
    }
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
    const ConnectOptions &options = endpoint.options;
    QString text = (isOn(endpoint, "srv"_L1) ? u"mongodb+srv://"_s : u"mongodb://"_s) + hostsOf(endpoint) + u'/' + encoded(endpoint.database);
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
        return fail(ErrorKind::Usage, QString::fromUtf8(error.message));
    mongoc_uri_set_appname(uri.get(), options.applicationName.isEmpty() ? "Concord" : options.applicationName.left(100).toUtf8().constData());
    const int connecting = options.connectTimeoutMs > 0 ? options.connectTimeoutMs : 10'000;
    const auto limit = [&](const char *name, int otherwise) {
        mongoc_uri_set_option_as_int32(uri.get(), name, limited(mongoc_uri_get_option_as_int32(uri.get(), name, otherwise), deadline));
    };
    limit(MONGOC_URI_CONNECTTIMEOUTMS, connecting);
    limit(MONGOC_URI_SERVERSELECTIONTIMEOUTMS, connecting);
    if (!endpoint.user.isEmpty())
        mongoc_uri_set_username(uri.get(), endpoint.user.toUtf8().constData());
    if (!endpoint.user.isEmpty() && !secret.isNull())
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

QString mongoDatabase(const Endpoint &endpoint)
{
    return endpoint.database.isEmpty() ? u"test"_s : endpoint.database;
}

} // namespace concord
