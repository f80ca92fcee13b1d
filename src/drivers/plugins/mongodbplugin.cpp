// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driverplugin.h"
#include "mongodb/mongodbdriver.h"

#include <QObject>

namespace concord {

class MongodbPlugin : public QObject, public DriverPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID CONCORD_DRIVER_PLUGIN_IID FILE "mongodb.json")
    Q_INTERFACES(concord::DriverPlugin)

public:
    std::shared_ptr<const Driver> driver() const override { return makeMongodbDriver(); }
};

} // namespace concord

#include "mongodbplugin.moc"
