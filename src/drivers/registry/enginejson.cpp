// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/enginejson.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace concord {

static QStringList texts(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const auto &item : array)
        list.append(item.toString());
    return list;
}

/// The plugin's own translations are not loaded yet; this program knows those of the plugins that it comes with.
static QString translated(const QJsonValue &value)
{
    const QByteArray text = value.toString().toUtf8();
    return text.isEmpty() ? QString() : QCoreApplication::translate("EngineInfo", text.constData());
}

static EngineOption optionFromJson(const QJsonObject &json)
{
    EngineOption option;
    option.name = json.value("name"_L1).toString();
    option.label = translated(json.value("label"_L1));
    option.help = translated(json.value("help"_L1));
    option.choices = texts(json.value("choices"_L1));
    option.only = json.value("only"_L1).toBool();
    return option;
}

Result<EngineInfo> engineFromJson(const QJsonObject &json)
{
    EngineInfo info;
    info.id = json.value("id"_L1).toString();
    info.displayName = json.value("displayName"_L1).toString();
    info.defaultPort = json.value("defaultPort"_L1).toInt();
    info.isFile = json.value("isFile"_L1).toBool();
    info.hasUser = json.value("hasUser"_L1).toBool(true);
    info.urlSchemes = texts(json.value("urlSchemes"_L1));
    info.options = texts(json.value("options"_L1));
    info.readOnlyNote = translated(json.value("readOnlyNote"_L1));
    info.fileEndings = texts(json.value("fileEndings"_L1));
    info.opensFolders = json.value("opensFolders"_L1).toBool();
    info.severalHosts = json.value("severalHosts"_L1).toBool();
    info.srvScheme = json.value("srvScheme"_L1).toString();
    const QJsonObject names = json.value("urlNames"_L1).toObject();
    for (auto it = names.begin(); it != names.end(); ++it)
        info.urlNames.insert(it.key(), it.value().toString());
    const QJsonArray own = json.value("ownOptions"_L1).toArray();
    for (const auto &value : own)
        info.ownOptions.append(optionFromJson(value.toObject()));
    if (info.id.isEmpty() || info.displayName.isEmpty() || info.urlSchemes.isEmpty())
        return fail(ErrorKind::Damaged, QCoreApplication::translate("DriverPlugin", "its description lacks the engine's id, name or URL schemes"));
    return info;
}

} // namespace concord
