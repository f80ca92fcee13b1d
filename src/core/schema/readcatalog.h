// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <functional>

namespace concord {

/// What to read of a database. Patterns are globs over "schema.name" (or the name alone where it has no dot in it), without
/// regard to case where the engine's names have none; see connection/namepattern.h.
struct CatalogRequest
{
    QString schema;      ///< only this one; empty: all that are not the system's
    QStringList include; ///< empty: everything
    QStringList exclude; ///< wins over include
    bool privileges = true;
    bool statistics = true;
};

struct CatalogProgress
{
    QString step;      ///< "columns", for a person
    qint64 done = 0;   ///< objects read
    qint64 total = -1; ///< -1: not known yet
};
/// Called on the connection's thread, at least every 500 objects and at each step.
using CatalogListener = std::function<void(const CatalogProgress &)>;

/// What the role lacks to read everything: asked before an extraction.
struct MissingRight
{
    QString object; ///< "schema hr"
    QString needs;  ///< "USAGE"
    QString effect; ///< "its 14 tables cannot be read"
    bool essential = false; ///< tables or views stay unseen without it: an extraction that may not be partial fails
};

} // namespace concord
