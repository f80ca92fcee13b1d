// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/plugindriver.h"

#include "base/threadguard.h"
#include "connection/driverplugin.h"
#include "registry/enginejson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>
#include <QPluginLoader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DriverPlugin)
};
} // namespace

PluginDriver::PluginDriver(EngineInfo info, QString file, QString problem)
    : m_info(std::move(info)),
      m_file(std::move(file)),
      m_tried(!problem.isEmpty()),
      m_problem(std::move(problem))
{
    m_none.engine = m_info.id;
    m_none.displayName = m_info.displayName;
}

PluginDriver::~PluginDriver() = default;

void PluginDriver::load() const
{
    blockingWorkBegins("Loading a driver");
    QPluginLoader loader(m_file);
    // What the program lacks must show now, as an error, not at the first call of it, as a crash.
    loader.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    QObject *instance = loader.instance();
    const auto *plugin = qobject_cast<DriverPlugin *>(instance);
    if (plugin)
        m_driver = plugin->driver();
    if (m_driver && m_driver->info().id != m_info.id)
        m_driver.reset();
    if (m_driver)
        return;
    m_problem = instance ? Words::tr("%1: the plugin %2 is not what its description says.").arg(m_info.displayName, m_file)
                         : Words::tr("%1: the plugin %2 could not be loaded: %3").arg(m_info.displayName, m_file, loader.errorString());
}

const Driver *PluginDriver::loaded() const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_tried) {
        m_tried = true;
        load();
    }
    return m_driver.get();
}

bool PluginDriver::isLoaded() const
{
    const std::scoped_lock lock(m_mutex);
    return m_driver != nullptr;
}

std::unexpected<Error> PluginDriver::unusable() const
{
    const std::scoped_lock lock(m_mutex);
    return fail(ErrorKind::Unsupported, m_problem);
}

const Dialect &PluginDriver::dialect() const
{
    const Driver *driver = loaded();
    return driver ? driver->dialect() : m_none;
}

const Dialect &PluginDriver::dialectFor(const Endpoint &endpoint) const
{
    const Driver *driver = loaded();
    return driver ? driver->dialectFor(endpoint) : m_none;
}

Result<std::unique_ptr<Connection>> PluginDriver::open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const
{
    const Driver *driver = loaded();
    return driver ? driver->open(endpoint, secret, deadline) : unusable();
}

const TypeSystem &PluginDriver::types() const
{
    const Driver *driver = loaded();
    return driver ? driver->types() : Driver::types();
}

const SchemaWriter &PluginDriver::schemaWriter() const
{
    const Driver *driver = loaded();
    return driver ? driver->schemaWriter() : Driver::schemaWriter();
}

const SchemaChanger *PluginDriver::schemaChanger() const
{
    const Driver *driver = loaded();
    return driver ? driver->schemaChanger() : nullptr;
}

QString PluginDriver::documentText(std::string_view document) const
{
    const Driver *driver = loaded();
    return driver ? driver->documentText(document) : QString();
}

Result<void> PluginDriver::check(const Endpoint &endpoint) const
{
    const Driver *driver = loaded();
    return driver ? driver->check(endpoint) : unusable();
}

QStringList PluginDriver::optionChoices(const QString &option) const
{
    const Driver *driver = loaded();
    return driver ? driver->optionChoices(option) : QStringList();
}

Result<QString> PluginDriver::installed() const
{
    const Driver *driver = loaded();
    return driver ? driver->installed() : unusable();
}

static QStringList pluginFolders()
{
    QStringList folders = qEnvironmentVariable("CONCORD_PLUGIN_PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QLatin1StringView place : {"concord-drivers"_L1, "../" CONCORD_PLUGIN_FOLDER ""_L1, "../lib/concord/drivers"_L1})
        folders.append(QDir::cleanPath(program.absoluteFilePath(place)));
    folders.removeDuplicates();
    return folders;
}

/// Null: not a driver of Concord's, or one whose description is of no use.
static std::shared_ptr<const PluginDriver> pluginFrom(const QString &file)
{
    const QJsonObject about = QPluginLoader(file).metaData();
    const QString iid = about.value("IID"_L1).toString();
    const QString ours = QStringLiteral(CONCORD_DRIVER_PLUGIN_IID);
    if (iid.section(u'/', 0, 0) != ours.section(u'/', 0, 0))
        return nullptr;
    auto info = engineFromJson(about.value("MetaData"_L1).toObject());
    if (!info) {
        qWarning("%s: %s", qUtf8Printable(file), qUtf8Printable(info.error().message));
        return nullptr;
    }
    QString problem;
    if (iid != ours) {
        problem =
            Words::tr(
                "%1: the plugin %2 was built for interface %3 of Concord, and this program has %4. Install the plugin that belongs to this version.")
                .arg(info->displayName, file, iid.section(u'/', 1), ours.section(u'/', 1));
    }
    return std::make_shared<const PluginDriver>(std::move(*info), file, problem);
}

QList<std::shared_ptr<const PluginDriver>> findPlugins()
{
    QList<std::shared_ptr<const PluginDriver>> plugins;
    for (const QString &folder : pluginFolders()) {
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files, QDir::Name);
        for (const QFileInfo &file : files) {
            if (!QLibrary::isLibrary(file.fileName()))
                continue;
            auto plugin = pluginFrom(file.absoluteFilePath());
            const auto same = [&](const auto &known) { return known->info().id == plugin->info().id; };
            if (plugin && std::ranges::none_of(plugins, same))
                plugins.append(std::move(plugin));
        }
    }
    return plugins;
}

/// A file of the name that the engine's plugin has, in which no plugin was found; empty: none is there.
static QString damagedPlugin(const QString &engine)
{
    for (const QString &folder : pluginFolders()) {
        const QFileInfoList files = QDir(folder).entryInfoList({u"*concord_"_s + engine + u".*"_s}, QDir::Files);
        for (const QFileInfo &file : files) {
            if (QLibrary::isLibrary(file.fileName()))
                return file.absoluteFilePath();
        }
    }
    return {};
}

std::shared_ptr<const PluginDriver> missingPlugin(EngineInfo info, const QString &package)
{
    if (const QString damaged = damagedPlugin(info.id); !damaged.isEmpty()) {
        const QString said =
            Words::tr("%1: %2 is no plugin of Concord's, or damaged. Install the package %3 again.").arg(info.displayName, damaged, package);
        return std::make_shared<const PluginDriver>(std::move(info), QString(), said);
    }
    const QString problem =
        Words::tr("%1 needs a plugin that is not installed here. Install the package %2, or put the plugin into a folder that CONCORD_PLUGIN_PATH "
                  "names. Looked in: %3.")
            .arg(info.displayName, package, pluginFolders().join(u", "));
    return std::make_shared<const PluginDriver>(std::move(info), QString(), problem);
}

} // namespace concord
