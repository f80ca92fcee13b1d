// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/drivers.h"

#include "connection/driver.h"
#include "mysql/mysqldriver.h"
#include "oracle/oracledriver.h"
#include "postgresql/postgresqldriver.h"
#include "sqlite/sqlitedriver.h"

namespace concord {

void registerDrivers(DriverRegistry &registry)
{
    registry.add(makeSqliteDriver());
    registry.add(makePostgresqlDriver());
    registry.add(makeMysqlDriver());
    registry.add(makeMariadbDriver());
    registry.add(makeOracleDriver());
}

} // namespace concord
