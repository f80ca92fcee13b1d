// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

#include <QHash>

namespace concord {

/// The types of one database's columns: the server's own text for each, and what it means. A database has few of them, however
/// many columns it has, so each is worked out once.
class PgCatalogTypes
{
public:
    struct Entry
    {
        QString native;
        LogicalType logical;
        std::uint32_t collation = 0; ///< of columns that name none
    };

    /// A type that people made, by the server's spelling of its name ("public.mood").
    void define(const QString &name, LogicalType type);
    /// A type that stands for another one, whose text is looked up when it is needed: a domain's.
    void defineAs(const QString &name, const QString &base);
    /// How columns of this type and modifier are written; what that means is worked out here. `composite`: it is a row type.
    void add(std::uint32_t oid, int modifier, Entry entry, bool composite);
    /// Null where it was not added.
    [[nodiscard]] const Entry *find(std::uint32_t oid, int modifier) const;
    [[nodiscard]] LogicalType logical(const QString &native) const;

private:
    [[nodiscard]] LogicalType logical(const QString &native, int depth) const;

    QHash<std::pair<std::uint32_t, int>, Entry> m_columns;
    QHash<QString, LogicalType> m_made;
    QHash<QString, QString> m_domains;
};

} // namespace concord
