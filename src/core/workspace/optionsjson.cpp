// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/optionsjson.h"

#include "connection/secrettext.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Calls visit(name, member) for each text option, for writing and reading alike.
template<class Options, class Visit>
void eachText(Options &options, Visit visit)
{
    visit(u"tls_ca"_s, options.tlsCa);
    visit(u"tls_cert"_s, options.tlsCert);
    visit(u"tls_key"_s, options.tlsKey);
    visit(u"socket"_s, options.socket);
    visit(u"application_name"_s, options.applicationName);
    visit(u"search_path"_s, options.searchPath);
    visit(u"charset"_s, options.charset);
}

} // namespace

QString optionsToJson(const ConnectOptions &options)
{
    QJsonObject object;
    eachText(options, [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    });
    if (options.tls != TlsMode::Default)
        object.insert("tls"_L1, tlsModeName(options.tls));
    if (options.connectTimeoutMs != ConnectOptions{}.connectTimeoutMs)
        object.insert("connect_timeout_ms"_L1, options.connectTimeoutMs);
    if (options.statementTimeoutMs != 0)
        object.insert("statement_timeout_ms"_L1, options.statementTimeoutMs);
    QJsonObject extra;
    for (const auto &[name, value] : options.extra.asKeyValueRange()) {
        if (!isSecretOption(name))
            extra.insert(name, value.contains("://"_L1) || value.contains("passw"_L1, Qt::CaseInsensitive) ? withoutSecret(value) : value);
    }
    if (!extra.isEmpty())
        object.insert("extra"_L1, extra);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ConnectOptions optionsFromJson(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    ConnectOptions options;
    eachText(options, [&](const QString &name, QString &value) { value = object.value(name).toString(); });
    (void)tlsModeFromName(object.value("tls"_L1).toString(), options.tls);
    options.connectTimeoutMs = object.value("connect_timeout_ms"_L1).toInt(options.connectTimeoutMs);
    options.statementTimeoutMs = object.value("statement_timeout_ms"_L1).toInt();
    const QJsonObject extra = object.value("extra"_L1).toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it)
        options.extra.insert(it.key(), it.value().toString());
    return options;
}

} // namespace concord
