// SPDX-License-Identifier: GPL-3.0-or-later
// The same plugin, as if built for an interface that is gone.
#include "connection/driverplugin.h"
#include "template/memorydriver.h"

#include <QObject>

namespace concord {

class MemoryPlugin : public QObject, public DriverPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "org.concord.Concord.DriverPlugin/0" FILE "memory.json")
    Q_INTERFACES(concord::DriverPlugin)

public:
    std::shared_ptr<const Driver> driver() const override { return std::make_shared<MemoryDriver>(); }
};

} // namespace concord

#include "oldplugin.moc"
