// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "duckdb/duckdbhandles.h"

#include <QList>
#include <QStringList>

namespace concord {

/// "1.5.6".
[[nodiscard]] QString duckdbVersion();
/// The rows of a small query of Concord's own, all of whose columns are VARCHAR; NULL is a null string. `values` are bound as text.
[[nodiscard]] Result<QList<QStringList>> duckdbTexts(duckdb_connection connection, const QByteArray &sql, const QStringList &values = {});
/// The texts of a JSON array, which such a query makes of a list; a null string gives none.
[[nodiscard]] QStringList duckdbTextList(const QString &json);
/// The tables and views that a query names, as it names them.
[[nodiscard]] QStringList duckdbTableNames(duckdb_connection connection, const QString &query, bool qualified);

} // namespace concord
