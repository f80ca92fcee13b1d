// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driverplugin.h"
#include "duckdb/duckdbdriver.h"

#include <QObject>

namespace concord {

class DuckdbPlugin : public QObject, public DriverPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID CONCORD_DRIVER_PLUGIN_IID FILE "duckdb.json")
    Q_INTERFACES(concord::DriverPlugin)

public:
    std::shared_ptr<const Driver> driver() const override { return makeDuckdbDriver(); }
};

} // namespace concord

#include "duckdbplugin.moc"
