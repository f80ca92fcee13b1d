// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqldriver.h"

#include "connection/driver.h"

namespace concord {

std::shared_ptr<const Driver> makeMysqlDriver()
{
    return nullptr;
}

std::shared_ptr<const Driver> makeMariadbDriver()
{
    return nullptr;
}

} // namespace concord
