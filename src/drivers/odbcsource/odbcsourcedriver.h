// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace concord {

class Driver;

/// Any ODBC data source: odbc://user@host:port/database?driver=NAME&Keyword=value, or odbc://user@/?dsn=NAME.
[[nodiscard]] std::shared_ptr<const Driver> makeOdbcSourceDriver();

} // namespace concord
