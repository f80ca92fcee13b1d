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
    [[nodiscard]] QString text(const QString &server) const;
    [[nodiscard]] const SchemaObject &object() const { return m_object; }
    [[nodiscard]] bool isOwnSchema(const QString &schema) const { return !schema.isEmpty() && schema == m_options.ownSchema; }
    [[nodiscard]] std::vector<DdlStatement> take() { return std::move(m_statements); }

private:
    const SchemaObject &m_object;
    const WriteOptions &m_options;
    std::vector<DdlStatement> m_statements;
};

/// SQL of the server with the lists of "x IN ('a', 'b')" so that it reads them as it did first: a cast that it wrote around
/// a list it would hand down to the values.
[[nodiscard]] QString pgAsFirstWritten(QString sql);

/// Before the name of an option that is a comment: on a rule or statistics, which are options too, on a policy, on a column's own sequence.
inline constexpr QLatin1StringView pgCommentOn("comment on ");
/// Before the name of statistics: the option that is how exact they are.
inline constexpr QLatin1StringView pgTargetOf("target of ");
/// ALTER STATISTICS … for that option; an empty value: as the server has it by itself.
[[nodiscard]] QString pgStatisticsTarget(const SchemaObject &owner, const QString &option, const QString &value);
/// Before a rule, or a trigger that a partition has from its parent: the option that is whether it works, as behind ALTER TABLE: "DISABLE".
inline constexpr QLatin1StringView pgStateOf("state of ");
/// Of the letter that the server keeps.
[[nodiscard]] QString pgStateWord(char state);
/// ALTER TABLE … RULE, or TRIGGER, for that option.
[[nodiscard]] QString pgStateChange(const SchemaObject &owner, const QString &option, const QString &state);
/// What COMMENT ON such an option names: "RULE r ON t".
[[nodiscard]] QString pgCommentedOption(const SchemaObject &owner, const QString &option);
/// Behind the name of a right that is one on a column's own sequence.
inline constexpr QLatin1StringView pgOnSequence(" ON SEQUENCE");
/// In the name of a right on what is made later in a schema: "SELECT ON LATER TABLES". The column is the role that makes it.
inline constexpr QLatin1StringView pgOnLater(" ON LATER ");
/// GRANT or REVOKE of one right on `what` ("TABLE x"), which `object` is.
[[nodiscard]] QString pgGrant(const SchemaObject &object, const Privilege &privilege, const QString &what, bool give);
/// The sequence that a serial or identity column of `table` counts by.
[[nodiscard]] ObjectRef pgSequenceOf(const Table &table, const Column &column);
/// The sequence, quoted where it must be, that a column counts by and no more: "nextval('public.s'::regclass)". Empty: not so.
[[nodiscard]] QString pgSequenceCalled(const QString &defaultExpression);

/// What a sequence says that it would not be by itself: " INCREMENT BY 2 START WITH 5". `type`: what it counts in, when it is
/// not said.
[[nodiscard]] QString pgSequenceClauses(const SequenceOptions &options, const QString &type);
/// All of them, also those that are usual, for a sequence that may have others.
[[nodiscard]] QString pgAllSequenceClauses(const SequenceOptions &options);

/// " RESTART WITH 5", where what `before` begins with lies outside of what `after` counts through; else empty.
[[nodiscard]] QString pgRestart(const SequenceOptions &before, const SequenceOptions &after);

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
/// The option that is the order in which the server has the storage parameters, where that is not the one of their names: it lists them.
inline constexpr QLatin1StringView pgStorageOrder("storage_order");
/// The option that names the columns which a table has from its parents alone, though otherwise than those in a default or NOT NULL.
inline constexpr QLatin1StringView pgHandedDown("handed_down");
[[nodiscard]] QStringList pgHandedDownColumns(const Table &table);
/// Those of them that are NOT NULL only here.
[[nodiscard]] QStringList pgNotNullHere(const Table &table);
void pgHandDown(Table &table, const QString &column, bool notNullHere);
/// In their usual order: by their names, those of the TOAST table behind the others.
[[nodiscard]] QStringList pgUsualStorageOrder(QStringList names);
/// The options that are storage parameters, in the server's order.
[[nodiscard]] QStringList pgStorageNames(const QMap<QString, QString> &options);
/// " WITH (fillfactor='70')" of the options that are storage parameters; empty for none.
[[nodiscard]] QString pgStorageClause(const QMap<QString, QString> &options);

/// A setting of an index: the statistics target of its column of that number.
[[nodiscard]] QString pgStatisticsKey(int column);
/// ALTER INDEX `name` … for what CREATE INDEX cannot say: settings that are other ones than `before`.
[[nodiscard]] QStringList pgIndexSettings(const QString &name, const QMap<QString, QString> &before, const QMap<QString, QString> &after);

void writePgView(PgScript &script, const View &view);
void writePgRoutine(PgScript &script, const Routine &routine);
void writePgType(PgScript &script, const TypeObject &type);
/// Options of a foreign server or wrapper: they stand as they are behind ALTER SERVER x VERSION and ALTER SERVER x OPTIONS.
inline constexpr QLatin1StringView pgServerVersion("version");
inline constexpr QLatin1StringView pgServerOptions("options");
/// A foreign server, its wrapper or a user's mapping to it.
[[nodiscard]] bool pgIsFar(const Other &other);
/// What GRANT names.
[[nodiscard]] QString pgGrantedName(const Other &other);
/// What turns the one's into the other's.
[[nodiscard]] QStringList pgServerChange(const QString &name, const QMap<QString, QString> &before, const QMap<QString, QString> &after);
void writePgOther(PgScript &script, const Other &other);
/// What DROP, COMMENT ON and ALTER … OWNER TO name: "EVENT TRIGGER audit".
[[nodiscard]] QString pgOtherName(const PgScript &script, const Other &other);

} // namespace concord
