// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"

#include <QString>

namespace concord {

/// One statement of a script laid out anew; as it is when it is not a query or a change of rows.
[[nodiscard]] QString layOut(const QString &statement, const Dialect &dialect);

} // namespace concord
