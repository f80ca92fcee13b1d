// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>

namespace concord {

/// DuckDB's words as a value: with `errors_as_json` they hold the kind, the message and the place in `sql`, the statement as it
/// was given to DuckDB. Its code is DuckDB's name of the kind without blanks ("Parser", "InvalidInput").
[[nodiscard]] Error duckdbError(const QByteArray &words, const QByteArray &sql = {});

} // namespace concord
