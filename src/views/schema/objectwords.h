// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/kindwords.h"

namespace concord {

/// "public.orders", or the name alone where there is no schema.
[[nodiscard]] QString fullName(const ObjectRef &ref);
/// 15432 → "15 432", 1204118 → "1.2 M"; below zero: nothing.
[[nodiscard]] QString approximate(qint64 number);
/// 312 MB; below zero: nothing.
[[nodiscard]] QString sizeText(qint64 bytes);
[[nodiscard]] Statistics statisticsOf(const SchemaObject &object);
/// "a, b DESC, lower(c)"
[[nodiscard]] QString partsText(const Index &index);
/// "BEFORE INSERT OR UPDATE, each row"
[[nodiscard]] QString triggerText(const Trigger &trigger);
/// "NO ACTION", "CASCADE" …
[[nodiscard]] QString actionWord(ReferentialAction action);
/// "PK", "FK", both or nothing.
[[nodiscard]] QString keySigns(const SchemaObject &object, const QString &column);

} // namespace concord
