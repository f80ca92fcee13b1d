// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/engineterms.h"
#include "schema/catalog.h"
#include "schema/schemawriter.h"

#include <vector>

namespace concord {

/// When a statement of a migration runs: what stands in the way goes first, then things are made and changed, keys last.
enum class ChangePhase : quint8 {
    DropPolicy,
    DropTrigger,
    DropView, ///< in the reverse order of their dependencies
    DropForeignKey,
    DetachPartition,
    DropConstraint,
    DropIndex,
    Release, ///< what stands on something that is made anew: defaults, computed columns
    DropRoutine,
    CreateExtension,
    CreateSchema,
    CreateType,
    AlterType,
    CreateSequence,
    EarlyRoutine,
    CreateTable,
    Inherit,    ///< from a parent, which then hands its changes down
    AlterTable, ///< columns added, changed, renamed; a rebuild
    ChildDefault, ///< behind the type that a parent hands down
    DropColumn,
    AttachPartition,
    CopyRows,   ///< from a table that was made anew into its successor
    DropTable,
    DropSequence,
    DropType,
    SequenceOwner,
    AddConstraint,
    CreateIndex,
    Routine,
    View,
    ViewIndex,
    ForeignKey,
    Trigger,
    Policy,
    Comment,
    Privilege,
    Owner, ///< behind what only the owner may do
    DropExtension, ///< which may stand in a schema
    DropSchema,
    Last ///< what would act on the script itself
};
[[nodiscard]] ChangePhase changePhaseOf(DdlPhase phase); ///< of a statement that creates

/// What running a statement on a database in use may cost.
enum class Hazard : quint8 {
    DataLoss, ///< values or rows are gone afterwards
    MayFail,  ///< depends on the data; `check` finds what would make it fail
    Rewrite,  ///< the whole table is written anew
    Lock      ///< others wait while it runs
};
[[nodiscard]] QString hazardName(Hazard hazard); ///< data_loss, may_fail, rewrite, lock

struct ChangeStep
{
    QString sql;      ///< without the closing semicolon
    ChangePhase phase = ChangePhase::AlterTable;
    ObjectKind kind = ObjectKind::Table;
    ObjectRef object;
    QString purpose;  ///< for a person: "add column email_verified"
    QList<Hazard> hazards;
    QString check;    ///< of MayFail: a query whose rows would make the statement fail
    bool alone = false; ///< must be committed before what follows: stands before the transaction
    QList<ObjectRef> makesWayFor{}; ///< of an object that goes and comes back as it was: those whose changes it is in the way of
    QStringList frees{}; ///< names that another object may want: of what drops a table, all that go with it (heldNames()); of a renamed key, its own
    /// Not part of a migration unless a person ticks it: loses data.
    [[nodiscard]] bool destructive() const { return hazards.contains(Hazard::DataLoss); }
};

/// Something that a dialect cannot change, or that must be done by hand.
struct ChangeNote
{
    ObjectRef object;
    QString text;
};

struct ChangeList
{
    std::vector<ChangeStep> steps;
    std::vector<ChangeNote> notes;
};

/// The other tables of the database, for a change that concerns them too: as they are, and as they will be (by their new
/// names). Only those that stay.
struct ChangeContext
{
    QHash<ObjectRef, const Table *> before;
    QHash<ObjectRef, const Table *> after;
    QHash<ObjectRef, const Table *> gone; ///< LEFT's that are dropped; not in `before`
    QHash<ObjectRef, const Table *> coming; ///< those that are created; not in `after`
    QMultiHash<ObjectRef, const Table *> children; ///< of `before`, by the tables that they inherit from; no partitions
    bool releasing = false; ///< what the change takes away comes again, by another change that says the rest
    QHash<ObjectRef, QStringList> counted; ///< by table: columns to which a sequence apart from them will belong
};

/// A table where a column that counts by a sequence of its own does so by a default that calls it, and the sequence, which belongs
/// to the column and takes its rights and comment from the table.
struct LooseSequence
{
    std::shared_ptr<Table> table;
    std::shared_ptr<Sequence> sequence;
};

/// How an empty database is made beside another one of its server, and removed.
struct ScratchDdl
{
    QString create;
    QString drop;
    QString right; ///< what a user must have for that, for a person: "CREATEDB"
    QStringList schemas{}; ///< that each new database has
};

/// Writes an engine's ALTERs. Stateless; from any thread.
class SchemaChanger
{
public:
    virtual ~SchemaChanger() = default;
    /// What turns `from` into `to`: of one kind and in one schema; `to`'s name is another one only where a rename was confirmed.
    /// `to` is in this engine's terms. Columns are paired by name, but for `renamed` (old → new). Statements in the order of their
    /// phases, those of a phase in the order in which they must run. Equal objects: no steps.
    [[nodiscard]] virtual ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const = 0;
    /// The same of a table among others: parents, partitions.
    [[nodiscard]] virtual ChangeList changeTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed,
                                                 const ChangeContext & /*context*/) const
    {
        return change(from, to, renamed);
    }
    /// No change() leads from one to the other: remake() does, and what stands on the object is made anew as well. Asked only
    /// where viewsBindTables().
    [[nodiscard]] virtual bool remakes(const SchemaObject & /*from*/, const SchemaObject & /*to*/) const { return false; }
    /// The same, more strictly, of a type of which there are arrays or attributes of other types.
    [[nodiscard]] virtual bool remakesWithin(const SchemaObject & /*from*/, const SchemaObject & /*to*/) const { return false; }
    /// Makes room for a view or routine that is then created; of a type, puts the new one in the old one's place and removes that
    /// after all columns have changed over.
    [[nodiscard]] virtual ChangeList remake(const SchemaObject &from, const SchemaObject & /*to*/) const { return drop(from); }
    /// Nothing: not such a column.
    [[nodiscard]] virtual std::optional<LooseSequence> loosened(const Table & /*table*/, const Column & /*column*/) const { return {}; }
    /// What removes the object, foreign keys to it not included.
    [[nodiscard]] virtual ChangeList drop(const SchemaObject &object) const = 0;
    /// The server puts a renamed table's or column's new name into views, triggers and policies by itself (PostgreSQL, SQLite).
    [[nodiscard]] virtual bool rewritesTexts() const { return false; }
    /// Names that the server gave by itself, where after a rename it keeps or gives others than to a table made anew: `renamed` is
    /// `before` with its columns, of the same order, and itself under their new names.
    virtual void settleRenamed(Table & /*renamed*/, const Table & /*before*/) const {}
    /// Names that the server gives count what has none (t_ibfk_1, t_chk_2): where one comes or goes, the others take another number.
    [[nodiscard]] virtual bool countsNames() const { return false; }
    /// What runs a statement of foreign keys to tables that may not be there (MySQL, which keeps such keys).
    [[nodiscard]] virtual QStringList withoutTargets(const QString &addKeys) const { return {addKeys}; }
    /// Names that a table's parts have from a store that other objects share, so that they are free only when the table is gone: what
    /// a person named, not what the server did. By default those of its indexes, keys and checks.
    [[nodiscard]] virtual QStringList heldNames(const Table &table) const;
    /// The same, where the name is wanted before the object can go: it waits under another one.
    [[nodiscard]] virtual ChangeList dropWaiting(const SchemaObject &object) const { return drop(object); }
    /// Makes `role` the owner of an object that is there. Nothing: it has no owner of its own, or the engine has none.
    [[nodiscard]] virtual std::optional<ChangeStep> giveTo(const SchemaObject & /*object*/, const QString & /*role*/) const { return {}; }
    /// Takes from a new object the rights that the server gives by itself to what `role` makes, where it is not to have them. `holding`: schemas
    /// and the like, with what is said there of later objects.
    [[nodiscard]] virtual ChangeList withoutDefaultRights(const SchemaObject & /*created*/, const std::vector<const SchemaObject *> & /*holding*/,
                                                          const QString & /*role*/) const
    {
        return {};
    }
    /// What stands on a changed object must go before and come again after it: views on tables, defaults on routines, foreign
    /// keys on keys (PostgreSQL).
    [[nodiscard]] virtual bool viewsBindTables() const { return false; }
    /// A whole script is one transaction and rolls back whole (PostgreSQL, SQLite).
    [[nodiscard]] virtual bool transactionalDdl() const { return false; }
    /// Statements before and after the whole script, outside its transaction (SQLite: PRAGMA foreign_keys).
    [[nodiscard]] virtual QStringList preamble() const { return {}; }
    [[nodiscard]] virtual QStringList epilogue() const { return {}; }
    /// The engine's words for what comes from another engine.
    [[nodiscard]] virtual const EngineTerms &terms() const;

    // For copying rows between two databases in one statement.
    /// Brings a database of this engine, a file, within reach under a name, and lets go of it. Empty: this engine has no such statement.
    [[nodiscard]] virtual QString attach(const QString & /*file*/, const QString & /*name*/) const { return {}; }
    [[nodiscard]] virtual QString detach(const QString & /*name*/) const { return {}; }

    // For trying a script on a copy of the schema (migrate/selfcheck.h); engines whose databases are files need none of it.
    /// An empty database `name` that holds text as `like` does. Nothing: it cannot be made by statements.
    [[nodiscard]] virtual std::optional<ScratchDdl> scratchDatabase(const QString & /*name*/, const CatalogInfo & /*like*/) const { return {}; }
    /// Statements that make a scratch database quick and careless: it is thrown away.
    [[nodiscard]] virtual QStringList scratchPreamble() const { return {}; }
    /// The step's statement for the database `other`, where it names its own one, `own`.
    [[nodiscard]] virtual QString inDatabase(const ChangeStep &step, const QString & /*own*/, const QString & /*other*/) const { return step.sql; }
    /// Acts without being called (an event), so that a copy of it would do its work twice.
    [[nodiscard]] virtual bool actsByItself(const SchemaObject & /*object*/) const { return false; }
};

} // namespace concord
