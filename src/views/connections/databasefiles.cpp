// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/databasefiles.h"

#include "connection/driver.h"

using namespace Qt::StringLiterals;

namespace concord {

QString filePatterns(const EngineInfo &engine)
{
    QStringList patterns;
    for (const QString &ending : engine.fileEndings)
        patterns.append(u"*."_s + ending);
    return patterns.join(u' ');
}

QString databaseFilePatterns(const DriverRegistry &registry)
{
    QStringList patterns;
    const auto drivers = registry.all();
    for (const auto &driver : drivers) {
        if (driver->info().isFile)
            patterns.append(filePatterns(driver->info()));
    }
    patterns.removeAll(QString());
    return patterns.join(u' ');
}

} // namespace concord
