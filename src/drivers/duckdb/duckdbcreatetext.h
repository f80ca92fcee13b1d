// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QHash>
#include <QString>

namespace concord {

// What only the CREATE statements tell that DuckDB keeps, in its own spelling.

struct DuckdbColumnText
{
    bool isGenerated = false;
    QString expression; ///< of a generated column
    QString collation;
};
/// Of the columns of a CREATE TABLE, by name.
[[nodiscard]] QHash<QString, DuckdbColumnText> duckdbColumnTexts(const QString &createTable);

/// The parts of a CREATE INDEX.
[[nodiscard]] std::vector<IndexPart> duckdbIndexParts(const QString &createIndex);

struct DuckdbViewText
{
    QString columns; ///< names between parentheses after the view's own, as written; empty: none
    QString query;
};
[[nodiscard]] DuckdbViewText duckdbViewText(const QString &createView);

/// "a", a → a.
[[nodiscard]] QString duckdbUnquoted(QStringView name);
/// main."odd n" → main, odd n; a name alone has no schema.
[[nodiscard]] ObjectRef duckdbNameParts(const QString &qualified);

} // namespace concord
