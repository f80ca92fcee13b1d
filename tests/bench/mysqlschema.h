// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord::bench {

/// MariaDB's part of measuring catalogs, against mariadb-dump --no-data. The test servers must run.
void measureMariadbSchema(int tables);

} // namespace concord::bench
