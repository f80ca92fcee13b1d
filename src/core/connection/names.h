// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QStringList>

namespace concord {

/// Refuses names that hold @ : / \ * ? [ or control characters, begin with - or ., begin or end with a space, are empty or
/// longer than 200.
[[nodiscard]] Result<void> checkName(const QString &name);
/// What makes two names the same: case folded, composed. Names of profiles are unique by it.
[[nodiscard]] QString nameKey(const QString &name);
/// As people sort names: without regard to case, numbers by their value (shard_2 before shard_10); never equal for different names.
[[nodiscard]] bool nameBefore(const QString &a, const QString &b);
/// The names nearest to a mistyped one, best first, at most three (Damerau–Levenshtein, case folded).
[[nodiscard]] QStringList nearNames(const QString &name, const QStringList &known);
/// " Did you mean “a”, “b”?" to hang onto a message; empty where nothing is near.
[[nodiscard]] QString didYouMean(const QString &name, const QStringList &known);

} // namespace concord
