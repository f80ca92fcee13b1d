// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/urloptions.h"

#include "connection/secrettext.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QRegularExpression>

#include <cmath>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionUrl", text);
}

enum class Option { Tls, Ca, Cert, Key, Socket, ConnectTimeout, StatementTimeout, ApplicationName, SearchPath, Charset };

std::optional<Option> knownOption(const QString &name)
{
    static const QHash<QString, Option> names{
        {u"sslmode"_s, Option::Tls},
        {u"ssl_mode"_s, Option::Tls},
        {u"tls"_s, Option::Tls},
        {u"ssl"_s, Option::Tls},
        {u"sslrootcert"_s, Option::Ca},
        {u"ssl_ca"_s, Option::Ca},
        {u"sslcert"_s, Option::Cert},
        {u"ssl_cert"_s, Option::Cert},
        {u"sslkey"_s, Option::Key},
        {u"ssl_key"_s, Option::Key},
        {u"socket"_s, Option::Socket},
        {u"unix_socket"_s, Option::Socket},
        {u"connect_timeout"_s, Option::ConnectTimeout},
        {u"statement_timeout"_s, Option::StatementTimeout},
        {u"application_name"_s, Option::ApplicationName},
        {u"search_path"_s, Option::SearchPath},
        {u"charset"_s, Option::Charset},
        {u"default_character_set"_s, Option::Charset},
    };
    QString key = name.toLower();
    key.replace(u'-', u'_');
    const auto it = names.constFind(key);
    return it == names.cend() ? std::nullopt : std::optional(*it);
}

/// The words of libpq, of MySQL's clients and of common drivers for the same six modes.
Result<TlsMode> readTls(const QString &name, const QString &value)
{
    static const QHash<QString, TlsMode> words{
        {u"disable"_s, TlsMode::Disable},        {u"disabled"_s, TlsMode::Disable},
        {u"false"_s, TlsMode::Disable},          {u"0"_s, TlsMode::Disable},
        {u"prefer"_s, TlsMode::Prefer},          {u"preferred"_s, TlsMode::Prefer},
        {u"require"_s, TlsMode::Require},        {u"required"_s, TlsMode::Require},
        {u"true"_s, TlsMode::Require},           {u"1"_s, TlsMode::Require},
        {u"skip-verify"_s, TlsMode::Require},    {u"verify-ca"_s, TlsMode::VerifyCa},
        {u"verify-full"_s, TlsMode::VerifyFull}, {u"verify-identity"_s, TlsMode::VerifyFull},
    };
    QString word = value.toLower();
    word.replace(u'_', u'-');
    const auto it = words.constFind(word);
    if (it == words.cend())
        return fail(ErrorKind::Usage, tr("%1 has no mode “%2”: it is disable, prefer, require, verify-ca or verify-full.").arg(name, value.left(40)));
    return *it;
}

Result<int> readTime(const QString &name, const QString &value, double unitMs, bool zeroAllowed)
{
    static const QRegularExpression number(u"^([0-9]+(?:\\.[0-9]+)?) ?(ms|s|min)?$"_s);
    const auto match = number.match(value.trimmed());
    const QString unit = match.captured(2);
    if (!unit.isEmpty())
        unitMs = unit == "ms"_L1 ? 1 : unit == "s"_L1 ? 1000 : 60'000;
    const double ms = std::round(match.captured(1).toDouble() * unitMs);
    if (!match.hasMatch() || ms > std::numeric_limits<int>::max() || (ms < 1 && !(zeroAllowed && ms == 0)))
        return fail(ErrorKind::Usage, tr("%1 is a time like 10, 500ms, 5s or 2min, not “%2”.").arg(name, value.left(40)));
    return static_cast<int>(ms);
}

/// Saved options must mean the same from every folder.
QString absoluteFile(const QString &file)
{
    if (file.isEmpty() || file == "system"_L1) // libpq 16: the system's own roots
        return file;
    if (file.startsWith("~/"_L1))
        return QDir::cleanPath(QDir::homePath() + file.sliced(1));
    return QDir::cleanPath(QDir::current().absoluteFilePath(QDir::fromNativeSeparators(file)));
}

QString seconds(int ms)
{
    return ms % 1000 == 0 ? QString::number(ms / 1000) : QString::number(ms / 1000.0, 'f', 3);
}

} // namespace

Result<void> readUrlOption(const QString &name, const QString &value, ConnectOptions &options)
{
    const auto option = knownOption(name);
    if (!option) {
        // A session's token may stand inside the properties of MongoDB's authMechanismProperties.
        if (isSecretOption(name) || value.contains("TOKEN:"_L1))
            return fail(ErrorKind::Usage, tr("The option %1 would be kept in clear and is not taken from a URL.").arg(name));
        options.extra.insert(name, value);
        return {};
    }
    const auto timeInto = [&](int &target, double unitMs, bool zeroAllowed) -> Result<void> {
        return readTime(name, value, unitMs, zeroAllowed).transform([&](int ms) { target = ms; });
    };
    switch (*option) {
    case Option::Tls: return readTls(name, value).transform([&](TlsMode mode) { options.tls = mode; });
    case Option::Ca: options.tlsCa = absoluteFile(value); break;
    case Option::Cert: options.tlsCert = absoluteFile(value); break;
    case Option::Key: options.tlsKey = absoluteFile(value); break;
    case Option::Socket: options.socket = value; break;
    case Option::ConnectTimeout: return timeInto(options.connectTimeoutMs, 1000, false);
    case Option::StatementTimeout: return timeInto(options.statementTimeoutMs, 1, true);
    case Option::ApplicationName: options.applicationName = value; break;
    case Option::SearchPath: options.searchPath = value; break;
    case Option::Charset: options.charset = value; break;
    }
    return {};
}

UrlQuery urlOptions(const ConnectOptions &options)
{
    UrlQuery query;
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            query.append({name, value});
    };
    add(u"socket"_s, options.socket);
    add(u"sslmode"_s, tlsModeName(options.tls));
    add(u"sslrootcert"_s, options.tlsCa);
    add(u"sslcert"_s, options.tlsCert);
    add(u"sslkey"_s, options.tlsKey);
    if (options.connectTimeoutMs != ConnectOptions{}.connectTimeoutMs)
        add(u"connect_timeout"_s, seconds(options.connectTimeoutMs));
    if (options.statementTimeoutMs != 0)
        add(u"statement_timeout"_s, QString::number(options.statementTimeoutMs));
    add(u"application_name"_s, options.applicationName);
    add(u"search_path"_s, options.searchPath);
    add(u"charset"_s, options.charset);
    for (const auto &[name, value] : options.extra.asKeyValueRange()) {
        if (!isSecretOption(name))
            query.append({name, value});
    }
    return query;
}

} // namespace concord
