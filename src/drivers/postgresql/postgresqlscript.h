// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// The statements of one object while they are being written.
class PgScript
{
public:
    PgScript(const SchemaObject &object, const WriteOptions &options) : m_object(object), m_options(options) {}

    void add(DdlPhase phase, const QString &sql, const QString &note = {});
    /// COMMENT ON `what` ("TABLE x"), where there is a comment and comments are wanted.
    void comment(const QString &what, const QString &comment);
    /// GRANT and REVOKE … ON `what` ("SEQUENCE x"), where privileges are wanted.
    void privileges(const QString &what);
    /// A name as SQL, without the schema that is the script's own.
    [[nodiscard]] QString name(const ObjectRef &ref) const;
    [[nodiscard]] QString name() const { return name(m_object.ref); }
    /// SQL of the server, without the schema that is the script's own.
    [[nodiscard]] QString text(const QString &sql) const;
    [[nodiscard]] bool isOwnSchema(const QString &schema) const { return !schema.isEmpty() && schema == m_options.ownSchema; }
    [[nodiscard]] std::vector<DdlStatement> take() { return std::move(m_statements); }

private:
    const SchemaObject &m_object;
    const WriteOptions &m_options;
    std::vector<DdlStatement> m_statements;
};

/// What a sequence says that it would not be by itself: " INCREMENT BY 2 START WITH 5". `type`: what it counts in, when it is
/// not said.
[[nodiscard]] QString pgSequenceClauses(const SequenceOptions &options, const QString &type);

void writePgTable(PgScript &script, const Table &table);
/// What stands in CREATE TABLE and after ADD.
[[nodiscard]] QString pgColumnDefinition(PgScript &script, const Table &table, const Column &column);
[[nodiscard]] QString pgKeyDefinition(const Key &key, const QString &word); ///< word: PRIMARY KEY, UNIQUE
[[nodiscard]] QString pgCheckDefinition(const PgScript &script, const Check &check);
[[nodiscard]] QString pgForeignKeyDefinition(const PgScript &script, const ForeignKey &key);
[[nodiscard]] QString pgExclusionDefinition(const PgScript &script, const Exclusion &exclusion);
/// CREATE INDEX for a table or a materialized view.
[[nodiscard]] QString pgIndex(const PgScript &script, const ObjectRef &owner, const Index &index);
/// Rules and triggers of a table or view, as the server spells them.
void writePgTriggers(PgScript &script, const std::vector<Trigger> &triggers, const QMap<QString, QString> &options);
/// " WITH (fillfactor='70')" of the options that are storage parameters; empty for none.
[[nodiscard]] QString pgStorageClause(const QMap<QString, QString> &options);

void writePgView(PgScript &script, const View &view);
void writePgRoutine(PgScript &script, const Routine &routine);
void writePgType(PgScript &script, const TypeObject &type);

} // namespace concord
