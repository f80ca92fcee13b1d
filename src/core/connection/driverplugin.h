// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <QtPlugin>

/// The number of the interface between Concord and a driver that is a plugin: Driver, Connection, RowSink, Dialect,
/// StatementLanguage, the catalog and what they hand over. It is one more whenever one of these changes in a way that a
/// plugin built before would not survive; such a plugin is then refused by name, not loaded.
/// 1: the first. 2: Driver::dialectFor() and installed(). 3: EngineInfo's files. The IID carries it, so that it is read from the file without running any of its code.
#define CONCORD_DRIVER_PLUGIN_IID "org.concord.Concord.DriverPlugin/3"

namespace concord {

/// What a plugin's one instance is: a QObject with Q_PLUGIN_METADATA(IID CONCORD_DRIVER_PLUGIN_IID FILE "….json") and
/// Q_INTERFACES(concord::DriverPlugin). The JSON is an EngineInfo (registry/enginejson.h), so that an engine is listed and
/// its URLs are read without loading anything. A plugin has no core of its own: it is linked with undefined symbols,
/// which the program that loads it resolves.
class DriverPlugin
{
public:
    virtual ~DriverPlugin() = default;
    /// Called once, from any thread. Its info().id is the one that the JSON says.
    [[nodiscard]] virtual std::shared_ptr<const Driver> driver() const = 0;
};

} // namespace concord

Q_DECLARE_INTERFACE(concord::DriverPlugin, CONCORD_DRIVER_PLUGIN_IID)
