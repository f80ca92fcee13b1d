// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace concord {

/// A foreign key as a query sees it; all names as SQL writes them.
struct KeyToCheck
{
    QString table;
    QStringList columns;
    QString target;
    QStringList targetColumns; ///< as many as `columns`
    bool matchFull = false;    ///< some parts NULL and some not is refused, too
};

/// Finds the rows that adding the key would fail on: those that lead to no row of the target. Plain SQL that every engine reads; empty
/// where the target's columns are not known.
[[nodiscard]] QString orphansQuery(const KeyToCheck &key);

} // namespace concord
