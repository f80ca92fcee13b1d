// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlservertarget.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

Result<QString> yesOrNo(const QString &name, const QString &value)
{
    static const QStringList yes{u"yes"_s, u"true"_s, u"1"_s, u"sspi"_s};
    static const QStringList no{u"no"_s, u"false"_s, u"0"_s};
    if (yes.contains(value.toLower()))
        return u"yes"_s;
    if (no.contains(value.toLower()))
        return u"no"_s;
    return fail(ErrorKind::Usage, tr("%1 is yes or no, not “%2”.").arg(name, value.left(40)));
}

Result<void> takeEncrypt(const QString &name, const QString &value, SqlServerOptions &options)
{
    static const QStringList words{u"strict"_s, u"optional"_s, u"mandatory"_s};
    if (words.contains(value.toLower())) {
        options.encrypt = value.toLower();
        return {};
    }
    const bool disabled = value.compare("disable"_L1, Qt::CaseInsensitive) == 0; // Go's word
    return yesOrNo(name, disabled ? u"no"_s : value).transform([&](const QString &word) { options.encrypt = word; });
}

Result<void> takeIntent(const QString &name, const QString &value, SqlServerOptions &options)
{
    for (const QString &word : {u"ReadOnly"_s, u"ReadWrite"_s}) {
        if (value.compare(word, Qt::CaseInsensitive) == 0) {
            options.intent = word;
            return {};
        }
    }
    return fail(ErrorKind::Usage, tr("%1 is ReadOnly or ReadWrite, not “%2”.").arg(name, value.left(40)));
}

Result<void> takeOption(const QString &name, const QString &value, SqlServerOptions &options)
{
    const QString key = QString(name).remove(u'_').remove(u'-').toLower();
    static const QHash<QString, QString SqlServerOptions::*> texts = {{u"driver"_s, &SqlServerOptions::driver},
                                                                      {u"odbcdriver"_s, &SqlServerOptions::driver},
                                                                      {u"dsn"_s, &SqlServerOptions::dsn},
                                                                      {u"instance"_s, &SqlServerOptions::instance},
                                                                      {u"instancename"_s, &SqlServerOptions::instance},
                                                                      {u"tdsversion"_s, &SqlServerOptions::tdsVersion},
                                                                      {u"hostnameincertificate"_s, &SqlServerOptions::hostNameInCertificate},
                                                                      {u"authentication"_s, &SqlServerOptions::authentication},
                                                                      {u"language"_s, &SqlServerOptions::language}};
    if (const auto text = texts.constFind(key); text != texts.constEnd()) {
        options.*(*text) = value;
        return {};
    }
    if (key == "encrypt"_L1)
        return takeEncrypt(name, value, options);
    if (key == "applicationintent"_L1)
        return takeIntent(name, value, options);
    if (key == "trustservercertificate"_L1)
        return yesOrNo(name, value).transform([&](const QString &word) { options.trustCertificate = word; });
    if (key == "integratedsecurity"_L1 || key == "trustedconnection"_L1)
        return yesOrNo(name, value).transform([&](const QString &word) { options.integrated = word == "yes"_L1; });
    if (key == "multisubnetfailover"_L1)
        return yesOrNo(name, value).transform([&](const QString &word) { options.multiSubnetFailover = word == "yes"_L1; });
    return fail(ErrorKind::Usage, tr("SQL Server has no option “%1”. Known are: driver, dsn, instance, integrated_security, encrypt, "
                                     "trust_server_certificate, application_intent, host_name_in_certificate, authentication, language, "
                                     "multi_subnet_failover, tds_version.")
                                      .arg(name));
}

/// Microsoft's drivers 17 and 18 know each of these words; without any, 18 encrypts and verifies, 17 does neither.
Result<void> addMicrosoftTls(OdbcTarget &target, const Endpoint &endpoint, const SqlServerOptions &options)
{
    QString encrypt = options.encrypt;
    QString trust = options.trustCertificate;
    switch (endpoint.options.tls) {
    case TlsMode::Default: break;
    case TlsMode::Disable: encrypt = u"no"_s; break;
    case TlsMode::Prefer: return fail(ErrorKind::Tls, tr("Microsoft's driver encrypts or does not; choose “require” or “disable”."));
    case TlsMode::Require:
        encrypt = u"yes"_s;
        trust = u"yes"_s;
        break;
    case TlsMode::VerifyCa:
        return fail(ErrorKind::Tls, tr("Microsoft's driver checks a certificate together with the server's name: choose “verify-full”."));
    case TlsMode::VerifyFull:
        encrypt = u"yes"_s;
        trust = u"no"_s;
        break;
    }
    if (!encrypt.isEmpty())
        target.add(u"Encrypt"_s, encrypt);
    if (!trust.isEmpty())
        target.add(u"TrustServerCertificate"_s, trust);
    if (!options.hostNameInCertificate.isEmpty())
        target.add(u"HostNameInCertificate"_s, options.hostNameInCertificate);
    return {};
}

/// FreeTDS takes off, request and require; a certificate is checked only where freetds.conf names a file of authorities.
Result<void> addFreeTdsTls(OdbcTarget &target, const Endpoint &endpoint, const SqlServerOptions &options)
{
    const auto verifies = [] {
        return fail(ErrorKind::Tls, tr("FreeTDS checks no certificate by itself: choose “require”, name a DSN whose freetds.conf has “ca file”, or "
                                       "install Microsoft's driver."));
    };
    QString encryption;
    switch (endpoint.options.tls) {
    case TlsMode::Default: break;
    case TlsMode::Disable: encryption = u"off"_s; break;
    case TlsMode::Prefer: encryption = u"request"_s; break;
    case TlsMode::Require: encryption = u"require"_s; break;
    case TlsMode::VerifyCa:
    case TlsMode::VerifyFull: return verifies();
    }
    if (options.encrypt == "strict"_L1)
        return fail(ErrorKind::Tls, tr("This version of FreeTDS does not know Encrypt=strict; use Microsoft's driver 18."));
    if (options.encrypt == "yes"_L1 || options.encrypt == "mandatory"_L1) {
        if (options.trustCertificate == "no"_L1)
            return verifies();
        encryption = u"require"_s;
    } else if (!options.encrypt.isEmpty()) {
        encryption = options.encrypt == "optional"_L1 ? u"request"_s : u"off"_s;
    }
    if (!encryption.isEmpty())
        target.add(u"Encryption"_s, encryption);
    return {};
}

void addAddress(OdbcTarget &target, const Endpoint &endpoint, const SqlServerOptions &options, bool freeTds)
{
    const QString host = endpoint.host.isEmpty() ? u"localhost"_s : endpoint.host;
    const int port = endpoint.port > 0 ? endpoint.port : options.instance.isEmpty() ? 1433 : 0; // an instance's port is asked of its browser
    QString server = options.instance.isEmpty() || port > 0 ? host : host + u'\\' + options.instance;
    if (freeTds) {
        target.add(u"SERVER"_s, server);
        if (port > 0)
            target.add(u"PORT"_s, QString::number(port));
        return;
    }
    if (port > 0)
        server += u',' + QString::number(port);
    target.add(u"SERVER"_s, u"tcp:"_s + server);
}

} // namespace

Result<SqlServerOptions> readSqlServerOptions(const ConnectOptions &options)
{
    SqlServerOptions read;
    for (const auto &[name, value] : options.extra.asKeyValueRange()) {
        if (auto taken = takeOption(name, value, read); !taken)
            return fail(taken.error());
    }
    if (options.tls != TlsMode::Default && !(read.encrypt.isEmpty() && read.trustCertificate.isEmpty()))
        return fail(ErrorKind::Usage, tr("Encrypt and TrustServerCertificate say the same as the TLS mode: give one of them."));
    read.driver.replace(u'+', u' '); // as other programs write blanks in a URL
    return read;
}

bool isFreeTds(const QString &driver)
{
    return driver.contains("tds"_L1, Qt::CaseInsensitive);
}

Result<OdbcTarget> sqlServerTarget(const Endpoint &endpoint, const QString &driver)
{
    const auto options = readSqlServerOptions(endpoint.options);
    if (!options)
        return fail(options.error());
    const bool freeTds = isFreeTds(driver);
    OdbcTarget target;
    target.user = options->integrated ? QString() : endpoint.user;
    if (!options->dsn.isEmpty()) {
        target.add(u"DSN"_s, options->dsn);
    } else {
        target.add(u"DRIVER"_s, driver);
        addAddress(target, endpoint, *options, freeTds);
    }
    if (!endpoint.database.isEmpty())
        target.add(u"DATABASE"_s, endpoint.database);
    target.add(u"APP"_s, endpoint.options.applicationName.isEmpty() ? u"Concord"_s : endpoint.options.applicationName);
    if (options->integrated)
        target.add(u"Trusted_Connection"_s, u"Yes"_s);
    if (!options->language.isEmpty())
        target.add(u"LANGUAGE"_s, options->language);
    const QString intent = options->intent.isEmpty() && endpoint.readOnly ? u"ReadOnly"_s : options->intent;
    if (!intent.isEmpty())
        target.add(u"ApplicationIntent"_s, intent);
    if (freeTds) {
        target.add(u"TDS_Version"_s, options->tdsVersion.isEmpty() ? u"7.4"_s : options->tdsVersion);
        target.add(u"ClientCharset"_s, u"UTF-8"_s);
        return addFreeTdsTls(target, endpoint, *options).transform([&] { return target; });
    }
    target.add(u"MARS_Connection"_s, u"no"_s);
    if (!options->authentication.isEmpty())
        target.add(u"Authentication"_s, options->authentication);
    if (options->multiSubnetFailover)
        target.add(u"MultiSubnetFailover"_s, u"Yes"_s);
    return addMicrosoftTls(target, endpoint, *options).transform([&] { return target; });
}

} // namespace concord
