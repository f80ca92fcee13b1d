// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqldriver.h"

#include "connection/driver.h"

namespace concord {

std::shared_ptr<const Driver> makePostgresqlDriver()
{
    return nullptr;
}

} // namespace concord
