// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

/// Of what the server wrote (never what a person did): "((a AND b) AND c)" as "(a AND b AND c)", and OR alike.
/// `x BETWEEN 1 AND 2 AND c` is kept as the first, but becomes the second as soon as its own text is executed, by pg_dump too.
[[nodiscard]] QString pgFlatConditions(const QString &text);

} // namespace concord
