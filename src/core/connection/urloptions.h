// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"

#include <QList>

#include <utility>

namespace concord {

/// The part of a URL after '?', decoded, in its order.
using UrlQuery = QList<std::pair<QString, QString>>;

/// Reads one option under libpq's or MySQL's name for it into `options`; what neither knows goes into `extra`. Times are
/// seconds for connect_timeout and milliseconds for statement_timeout (or with a unit: 5s, 2min). Error Usage.
[[nodiscard]] Result<void> readUrlOption(const QString &name, const QString &value, ConnectOptions &options);
/// What readUrlOption reads back, in a stable order; defaults are left out.
[[nodiscard]] UrlQuery urlOptions(const ConnectOptions &options);

} // namespace concord
