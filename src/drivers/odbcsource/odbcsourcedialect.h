// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"

namespace concord {

class OdbcLink;

/// What is common to most engines, for text that is split and classified before anything is connected: what it does not
/// know counts as writing.
[[nodiscard]] const Dialect &odbcSourceDialect();
/// The same with what an open data source says of itself: its quote, its schemas, its key words, its rule for names.
[[nodiscard]] Dialect odbcSourceDialect(const OdbcLink &link);

} // namespace concord
