// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

// The parts of a table's DDL.

[[nodiscard]] QString firebirdIdentifier(const QString &name);
/// "(A, B)"
[[nodiscard]] QString firebirdNames(const QStringList &names);
/// "VARCHAR(20) CHARACTER SET UTF8 DEFAULT 'x' NOT NULL COLLATE UNICODE_CI": all of a column after its name.
[[nodiscard]] QString firebirdColumnText(const Column &column);
[[nodiscard]] QString firebirdKeyText(const Key &key, const QString &words);
[[nodiscard]] QString firebirdCheckText(const Check &check);
[[nodiscard]] QString firebirdForeignKeyText(const ForeignKey &key);
/// CREATE TABLE without foreign keys, indexes, triggers and comments.
[[nodiscard]] QString firebirdCreateTable(const Table &table);
/// CREATE INDEX, with the condition of a partial one, which servers know since 5.0.
[[nodiscard]] QString firebirdIndexText(const Index &index, const QString &table);

} // namespace concord
