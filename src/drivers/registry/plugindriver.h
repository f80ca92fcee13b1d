// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <mutex>

namespace concord {

/// An engine whose driver is a plugin, or would be if it were there. The engine is known from the plugin's metadata; the
/// plugin is loaded when something asks for more, from whatever thread. What keeps it from working is the error of
/// open() and check(); until then the engine has an empty dialect.
class PluginDriver final : public Driver
{
public:
    /// `problem`: why `file` must not be loaded, or what is missing; empty: nothing is known to be wrong.
    PluginDriver(EngineInfo info, QString file, QString problem = {});
    ~PluginDriver() override;

    [[nodiscard]] const EngineInfo &info() const override { return m_info; }
    [[nodiscard]] const Dialect &dialect() const override;
    [[nodiscard]] const Dialect &dialectFor(const Endpoint &endpoint) const override;
    [[nodiscard]] Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override;
    [[nodiscard]] const TypeSystem &types() const override;
    [[nodiscard]] const SchemaWriter &schemaWriter() const override;
    [[nodiscard]] const SchemaChanger *schemaChanger() const override;
    [[nodiscard]] QString documentText(std::string_view document) const override;
    [[nodiscard]] Result<void> check(const Endpoint &endpoint) const override;
    [[nodiscard]] QStringList optionChoices(const QString &option) const override;
    [[nodiscard]] Result<QString> installed() const override;
    [[nodiscard]] bool isLoaded() const;

private:
    /// The plugin's own driver; null: m_problem says why not.
    [[nodiscard]] const Driver *loaded() const;
    void load() const;
    [[nodiscard]] std::unexpected<Error> unusable() const;

    EngineInfo m_info;
    QString m_file;
    Dialect m_none; ///< of an engine whose plugin does not work
    mutable std::mutex m_mutex;
    mutable bool m_tried = false;
    mutable QString m_problem;
    mutable std::shared_ptr<const Driver> m_driver;
};

/// The plugins in the folders that are searched: CONCORD_PLUGIN_PATH (as PATH is written), then where this program's
/// build or installation puts them. Nothing is loaded. Of two for one engine the first wins.
[[nodiscard]] QList<std::shared_ptr<const PluginDriver>> findPlugins();
/// Stands for an engine that comes as a plugin which is not here.
[[nodiscard]] std::shared_ptr<const PluginDriver> missingPlugin(EngineInfo info, const QString &package);

} // namespace concord
