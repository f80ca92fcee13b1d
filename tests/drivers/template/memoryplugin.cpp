// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driverplugin.h"
#include "template/memorydriver.h"

#include <QObject>

namespace concord {

class MemoryPlugin : public QObject, public DriverPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID CONCORD_DRIVER_PLUGIN_IID FILE "memory.json")
    Q_INTERFACES(concord::DriverPlugin)

public:
    std::shared_ptr<const Driver> driver() const override { return std::make_shared<MemoryDriver>(); }
};

} // namespace concord

#include "memoryplugin.moc"
