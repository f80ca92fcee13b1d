// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// The pieces of SQL Server's DDL; names in brackets, since "…" is text where QUOTED_IDENTIFIER is off.
class SqlServerDdlText
{
public:
    explicit SqlServerDdlText(WriteOptions options) : m_options(std::move(options)) {}

    [[nodiscard]] static QString quoted(const QString &name);
    [[nodiscard]] static QString literal(const QString &text); ///< N'…'
    [[nodiscard]] static QString list(const QStringList &columns); ///< "([a], [b])"
    [[nodiscard]] QString name(const ObjectRef &ref) const;
    /// The schema alone, as sp_addextendedproperty wants it.
    [[nodiscard]] QString schemaOf(const ObjectRef &ref) const;
    /// An expression or a query without its own schema's name, where that is asked for.
    [[nodiscard]] QString text(const QString &sql) const;
    [[nodiscard]] const WriteOptions &options() const { return m_options; }

    [[nodiscard]] QString column(const Column &column) const;
    [[nodiscard]] QString key(const Key &key, bool primary) const; ///< from CONSTRAINT on
    [[nodiscard]] QString check(const Check &check) const;
    [[nodiscard]] QString foreignKey(const ForeignKey &key) const;
    [[nodiscard]] QString createTable(const Table &table) const;
    /// Empty where only the server knows how it was made (XML and spatial indexes).
    [[nodiscard]] QString createIndex(const Index &index, const ObjectRef &owner) const;
    /// A table in memory has its indexes in CREATE TABLE, or by ALTER TABLE … ADD INDEX.
    [[nodiscard]] static bool isInMemory(const Table &table);
    [[nodiscard]] QString createIndex(const Index &index, const Table &table) const;
    [[nodiscard]] QString dropIndex(const Index &index, const Table &table) const;
    /// EXEC sp_addextendedproperty, or update or drop; `level2`: "COLUMN" with its name, or empty.
    [[nodiscard]] QString comment(const QString &verb, const QString &text, const QString &level1, const ObjectRef &ref, const QString &level2 = {},
                                  const QString &level2Name = {}) const;

private:
    [[nodiscard]] static QString memoryIndex(const Index &index);

    WriteOptions m_options;
};

/// The name that a column's default has been given; empty: the server's own.
[[nodiscard]] QString defaultNameOf(const Column &column);
/// What stands in a column's options beside the name of its default.
[[nodiscard]] QString columnOptionsOf(const Column &column);
/// Without the types of its arguments.
[[nodiscard]] QString routineName(const ObjectRef &ref);

} // namespace concord
