// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driverplugin.h"
#include "firebird/firebirddriver.h"

#include <QObject>

namespace concord {

class FirebirdPlugin : public QObject, public DriverPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID CONCORD_DRIVER_PLUGIN_IID FILE "firebird.json")
    Q_INTERFACES(concord::DriverPlugin)

public:
    std::shared_ptr<const Driver> driver() const override { return makeFirebirdDriver(); }
};

} // namespace concord

#include "firebirdplugin.moc"
