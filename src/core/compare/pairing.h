// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/mapping.h"
#include "schema/catalog.h"

#include <QHash>

namespace concord {

/// Two objects that stand for each other, or one without a counterpart.
struct ObjectPair
{
    ObjectPtr left;
    ObjectPtr right;
    double confidence = 1; ///< below 1: offered, not assumed
    QString reason;        ///< why they were paired, where it is not the same name
};

struct ColumnPair
{
    const Column *left = nullptr;
    const Column *right = nullptr;
    double confidence = 1;
    QString reason;
};

struct Pairing
{
    QHash<QString, QString> schemas; ///< left → right
    std::vector<ObjectPair> objects;
    QStringList notes;               ///< what of the mapping is gone
};

/// Least score of a pair that is offered.
inline constexpr double leastLikeness = 0.6;

/// Pairs by the mapping, then by name as the engines fold it, then, where `byLikeness`, tables and views by name and
/// structure. Schemas of the same name are pairs; so are the default ones, and the only ones left on each side.
[[nodiscard]] Pairing pairObjects(const Catalog &left, const Catalog &right, const Mapping &mapping, bool byLikeness = true);
struct ColumnPairing
{
    const TableMapping *mapping = nullptr;
    bool byLikeness = true;
    bool sameEngine = true; ///< then AlbumId and album_id are two names, of which one may have been renamed into the other
};
/// The columns of two tables or views, in the left side's order, then what only the right has.
[[nodiscard]] std::vector<ColumnPair> pairColumns(const SchemaObject &left, const SchemaObject &right, const ColumnPairing &how = {});

} // namespace concord
