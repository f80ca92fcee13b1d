// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

namespace concord {

/// Says a table of another engine in LEFT's terms: types, defaults, computed columns, checks, indexes. What has no sure
/// counterpart is left out and noted. `right`: the other engine's dialect; null: its expressions cannot be read.
/// `shared`: names of keys and indexes that several tables have (sharedNames()).
void convertTable(Table &table, const MigrationEngine &left, const Dialect *right, const QSet<QString> &shared, std::vector<ChangeNote> &notes);
/// The condition that allows a column just the values of RIGHT's enum, as LEFT writes it.
[[nodiscard]] QString enumCondition(const QString &column, const QStringList &values, const Dialect &left);
[[nodiscard]] QSet<QString> sharedNames(const Catalog &catalog);

} // namespace concord
