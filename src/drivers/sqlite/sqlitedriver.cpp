// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitedriver.h"

#include "connection/driver.h"

namespace concord {

std::shared_ptr<const Driver> makeSqliteDriver()
{
    return nullptr;
}

} // namespace concord
