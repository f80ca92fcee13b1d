// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QHash>
#include <QSet>

namespace concord {

/// An engine's own words for what another one says in its: for tables and rows that cross from one to another. Data that each
/// driver fills in, so that core asks no engine for its name. As it is made: standard SQL.
struct EngineTerms
{
    /// By wellKnownFunction()'s names, as a column's default takes them; what is not here has no counterpart.
    QHash<QString, QString> functions{{QStringLiteral("now"), QStringLiteral("CURRENT_TIMESTAMP")},
                                      {QStringLiteral("today"), QStringLiteral("CURRENT_DATE")},
                                      {QStringLiteral("time"), QStringLiteral("CURRENT_TIME")}};
    QString trueWord = QStringLiteral("true");
    QString falseWord = QStringLiteral("false");
    Identity identity = Identity::ByDefault; ///< of a column that numbers new rows; No: its key does that by itself
    bool uniquesAreIndexes = false;          ///< a unique constraint is kept as a unique index
    QHash<TypeFamily, QString> castTypes;    ///< CAST's own name for types of a family; what is not here is cast to by its native name
    QSet<TypeFamily> castable;               ///< types that CAST knows; empty: all
    QHash<TypeFamily, QString> momentFunctions; ///< "datetime(%1)": makes a moment of another one, where CAST does not
};

/// The expression of type `from` as a column of type `to` takes it: bare where nothing needs doing.
[[nodiscard]] QString castText(const EngineTerms &terms, const QString &expression, const LogicalType &from, const Column &to);

} // namespace concord
