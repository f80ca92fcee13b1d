// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// How names and texts are written under a writer's options.
class OracleDdlText
{
public:
    explicit OracleDdlText(const WriteOptions &options) : m_options(options) {}

    [[nodiscard]] const WriteOptions &options() const { return m_options; }
    [[nodiscard]] static QString identifier(const QString &name);
    [[nodiscard]] static QString literal(const QString &text);
    /// "(A, B)"
    [[nodiscard]] static QString columnList(const QStringList &columns);
    /// Bare in the own schema, else with its schema.
    [[nodiscard]] QString name(const ObjectRef &ref) const;
    /// The server's SQL without the own schema's name.
    [[nodiscard]] QString text(const QString &sql) const;

private:
    const WriteOptions &m_options;
};

/// The parts of a table's DDL: "AGE NUMBER(3) DEFAULT 1 NOT NULL", "CONSTRAINT PK_A PRIMARY KEY (A)" …
[[nodiscard]] QString columnTypeText(const Column &column);
[[nodiscard]] QString defaultText(const Column &column, const OracleDdlText &ddl); ///< DEFAULT … or GENERATED …; empty: neither
[[nodiscard]] QString columnText(const Column &column, const OracleDdlText &ddl);
[[nodiscard]] QString keyText(const Key &key, const QString &words);
[[nodiscard]] QString checkText(const Check &check, const OracleDdlText &ddl);
[[nodiscard]] QString foreignKeyText(const ForeignKey &key, const OracleDdlText &ddl);
/// CREATE INDEX …; a condition, which Oracle has not, becomes a CASE around each part.
[[nodiscard]] QString indexText(const Index &index, const ObjectRef &table, const OracleDdlText &ddl);
/// CREATE TABLE without foreign keys, indexes, triggers and comments.
[[nodiscard]] QString createTableText(const Table &table, const OracleDdlText &ddl);
/// What Oracle has no words for: ON UPDATE, partial indexes, orders of NULLs. Empty: nothing.
[[nodiscard]] QString tableNote(const Table &table);

} // namespace concord
