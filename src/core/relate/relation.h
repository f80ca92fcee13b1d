// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/namedcatalog.h"

namespace concord {

/// Who says that two tables belong together.
enum class RelationOrigin : quint8 {
    Declared, ///< a foreign key of the database
    User,     ///< a link that a person drew; kept in the workspace
    Inferred  ///< from names, types and keys; see Relation::confidence
};
[[nodiscard]] QString relationOriginName(RelationOrigin origin); ///< declared, user, inferred

/// How many rows of the referring end go with how many of the end referred to.
enum class Multiplicity : quint8 { OneToOne, ManyToOne, ManyToMany };
[[nodiscard]] QString multiplicityName(Multiplicity multiplicity); ///< "1:1", "n:1", "n:m"

struct RelationEnd
{
    TableRef table;
    QStringList columns; ///< as many as the other end has, in the same order
    bool indexed = true; ///< an index or key of the table begins with these columns
};

/// Rows of `from` refer to rows of `to`. The two may be in different databases.
struct Relation
{
    RelationEnd from;
    RelationEnd to;
    RelationOrigin origin = RelationOrigin::Declared;
    Multiplicity multiplicity = Multiplicity::ManyToOne; ///< ManyToMany only where a person linked columns that are unique on neither end
    bool optional = false;  ///< a row of `from` may refer to none: one of its columns takes NULL
    QString name;           ///< the foreign key's; empty where the server made it up, and where none is declared
    double confidence = 1;  ///< 0 … 1; 1 unless inferred
    QString reason;         ///< for a person: why it was inferred, or what they noted; empty for declared ones
    ReferentialAction onUpdate = ReferentialAction::NoAction;
    ReferentialAction onDelete = ReferentialAction::NoAction;

    [[nodiscard]] bool isAcrossDatabases() const { return from.table.database != to.table.database; }
    [[nodiscard]] bool isSelf() const { return from.table == to.table; }
};

/// A link between columns of two tables that a person declared; or, `denied`, their word that what looks like one is none.
struct UserLink
{
    QUuid id;
    TableRef from;
    QStringList fromColumns;
    TableRef to;
    QStringList toColumns; ///< as many as fromColumns
    QString note;
    bool denied = false;

    friend bool operator==(const UserLink &, const UserLink &) = default;
};

} // namespace concord
