// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QHash>
#include <QSet>

namespace concord {

/// The functions that a new EngineTerms knows: how they are written, and how they are read.
[[nodiscard]] QHash<QString, QString> standardCalls();
[[nodiscard]] QHash<QString, QString> standardReads();

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
    QString identityType;           ///< the one type that a key must have to number new rows by itself; empty: any whole number
    QString sequenceDefault;        ///< "nextval(%1)": numbers new rows where neither identity nor key does; %1: a sequence's name as a text
    bool keysInTable = false;       ///< foreign keys come with CREATE TABLE alone, and only to the unique constraint of a table that is there
    bool nowSaysDigits = false;              ///< the moment as a default says the column's digits of a second: CURRENT_TIMESTAMP(6)
    int longestName = -1;                    ///< characters; a name that the server makes of the table's may be longer
    bool oneKeyedIdentity = false;           ///< a table has one such column at most, and a key begins with it
    bool uniquesAreIndexes = false;          ///< a unique constraint is kept as a unique index
    QHash<QString, QString> calls = standardCalls();     ///< functions in expressions: by a name of Concord's own, what they are called here
    QHash<QString, QString> readCalls = standardReads(); ///< and what a name means here, lower case; what is not here, Concord does not know
    bool choiceIsNoCondition = false; ///< CHECK (CASE … END) is refused, as if it were a number
    bool pipesConcatenate = true;   ///< a || b joins texts
    bool virtualColumns = true;     ///< a column may be computed when it is read
    bool partialIndexes = true;     ///< an index may have a condition
    bool expressionIndexes = true;  ///< an index may be over an expression
    bool quotesLongDefaults = false; ///< a literal default of a text or document without a limit stands in parentheses
    int longestKey = -1;            ///< characters of a text under a key; longer ones are cut in an index; -1: no limit
    QHash<TypeFamily, QString> keyTypes; ///< for a column under a key whose own type has no limit; empty: such a one may be under a key
    QHash<TypeFamily, QString> castTypes;    ///< CAST's own name for types of a family; what is not here is cast to by its native name
    QString overridingIdentity;  ///< between INSERT's columns and its query, so that a column that always numbers its rows takes values
    QString countOn; ///< lets column %2 of table %1 (as texts; %3, %4: quoted) number on behind its greatest value; empty: it does by itself
    QSet<TypeFamily> castable;               ///< types that CAST knows; empty: all
    /// Of the text %1: it is no value of a family, not of type %2, or has more than %3 digits before the point. Rather a row too many.
    QHash<TypeFamily, QString> misfits;
    QHash<TypeFamily, QString> momentFunctions; ///< "datetime(%1)": makes a moment of another one, where CAST does not
};

/// The expression of type `from` as a column of type `to` takes it: bare where nothing needs doing.
[[nodiscard]] QString castText(const EngineTerms &terms, const QString &expression, const LogicalType &from, const Column &to);

} // namespace concord
