// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"

namespace concord {

void DriverRegistry::add(std::shared_ptr<const Driver> driver)
{
    if (driver)
        m_drivers.append(std::move(driver));
}

std::shared_ptr<const Driver> DriverRegistry::find(const QString &engine) const
{
    for (const auto &driver : m_drivers) {
        if (driver->info().id == engine)
            return driver;
    }
    return nullptr;
}

std::shared_ptr<const Driver> DriverRegistry::findByScheme(const QString &scheme) const
{
    for (const auto &driver : m_drivers) {
        if (driver->info().urlSchemes.contains(scheme, Qt::CaseInsensitive))
            return driver;
    }
    return nullptr;
}

} // namespace concord
