// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

#include <QSet>

#include <optional>

namespace concord {

/// PostgreSQL's ALTERs.
[[nodiscard]] const SchemaChanger &postgresqlChanger();
/// PostgreSQL's words for what comes from other engines.
[[nodiscard]] const EngineTerms &postgresqlTerms();

/// What turns one table into another; see SchemaChanger::change().
[[nodiscard]] ChangeList changePgTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &context);
/// See SchemaChanger::settleRenamed().
void settleRenamedPgTable(Table &renamed, const Table &before);
/// See SchemaChanger::withoutDefaultRights(). `name`: quoted, as GRANT names the object.
[[nodiscard]] ChangeList withoutPgDefaultRights(const SchemaObject &created, const QString &name, const std::vector<const SchemaObject *> &holding,
                                                const QString &role);
/// The part of that which is about parents: adds what detaches the table from those it stands under and attaches it to its new ones, and
/// takes out of both tables what a parent's change brings by itself. True: it is no partition while it is changed.
[[nodiscard]] bool changePgParents(ChangeList &list, Table &from, Table &to, const ChangeContext &context);
/// Behind that: columns that one parent handed down and another one will stay handed down.
void keepPgInheritedColumns(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context);
/// Whether a partition has the key (primary, or a unique one) because its parent, among `tables`, has it.
[[nodiscard]] bool isPgParentsKey(const QHash<ObjectRef, const Table *> &tables, const Table &table, const QStringList &columns, bool primary);
/// The parent's key over these columns, which was there and stays: a partition that lacks it was left out (ADD … ONLY), and the key does not
/// come down. Null: none.
[[nodiscard]] const Key *pgStandingParentsKey(const ChangeContext &context, const Table &table, const QStringList &columns, bool primary);
/// The index of the table's parent, among `tables`, that is like the table's own one.
[[nodiscard]] const Index *pgIndexAbove(const QHash<ObjectRef, const Table *> &tables, const Table &table, const Index &own);
/// Columns of the row type of a table whose own columns change their types, which PostgreSQL allows nowhere else.
[[nodiscard]] QStringList pgRetypedRows(const Table &from, const Table &to, const ChangeContext &context);
/// Lets them wait as text meanwhile; they have no default then.
void freePgRowTypes(ChangeList &list, const Table &to, const QStringList &rows);
/// The part which is about columns; those to be renamed have their new names already.
void changePgColumns(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context);
/// The part which is about options. `remade`: what other steps make anew ("policy p", "index i"), so that what is said of it must be said
/// again; what this part makes anew is added. `retyped`: rules are in the way of columns that change their types.
void changePgOptions(ChangeList &list, const Table &from, const Table &to, QSet<QString> &remade, const ChangeContext &context, bool retyped);
/// A table of another kind (partitioned, foreign) in the place of `from`, with its rows.
[[nodiscard]] ChangeList remakePgTable(const Table &from, const Table &to);
/// Whether no ALTER leads from one to the other.
[[nodiscard]] bool isPgTableRemade(const Table &from, const Table &to);
/// The steps of one column, and which of them changes its type: places in a list.
struct PgTypeStep
{
    QString column;
    size_t begin = 0;
    size_t alter = 0;
    size_t end = 0;
};
/// Puts changes of types into one statement where one expression of the table names several of the columns: the server parses that after
/// each statement, with casts that nobody wanted, or not at all. `alter`: what each statement begins with.
void joinPgTypeSteps(ChangeList &list, const Table &from, const QString &alter, const QList<PgTypeStep> &columns);
/// The parts that a partition has of its parent's indexes, where they have names of their own: those that come before the parent's new
/// index, which takes them, and those that are called otherwise now.
void changePgIndexParts(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context);
/// Of a partition's own index, to the parent's, where that is there; a new one takes it by itself.
void attachPgIndex(ChangeList &list, const Table &to, const Index &own, const ChangeContext &context);
/// The same of an index, or a key, whose parent's one is known by name.
void attachPgIndexTo(ChangeList &list, const Table &to, const QString &own, const QString &above);
/// An option of a table: its rows lie, or are known to others, by one of these keys and indexes, so that it goes with that.
[[nodiscard]] bool isPgByIndexOf(const QString &option, const QString &value, const QSet<QString> &names);
/// A partition's key comes with its parent's, under a name that the server chooses: over these columns, or (none) the primary one.
void renamePgKeyPart(ChangeList &list, const Table &to, const QString &name, const QStringList &columns);
/// What turns one type into another, where an ALTER does.
[[nodiscard]] ChangeList changePgType(const TypeObject &from, const TypeObject &to);
[[nodiscard]] bool isPgTypeRemade(const TypeObject &from, const TypeObject &to);
/// A domain that forbids more than before, which no ALTER does while there are arrays of it.
[[nodiscard]] bool isPgDomainNarrowed(const TypeObject &from, const TypeObject &to);
/// A new type in the place of the old one, which waits under another name until all columns have changed over.
[[nodiscard]] ChangeList remakePgType(const TypeObject &from, const TypeObject &to);
/// Another version or schema of an extension.
[[nodiscard]] ChangeList changePgExtension(const Extension &from, const Extension &to);
/// A name for what waits to be dropped.
[[nodiscard]] QString pgWaitingName(const QString &name);

/// Old names with their new ones, in an order in which each new one is free: one may take what another one gives up.
[[nodiscard]] QList<std::pair<QString, QString>> pgRenamesInOrder(QMap<QString, QString> renames);

/// The writer's statements of one phase for an object that holds only what is to be made.
void addPgStatements(ChangeList &list, const SchemaObject &part, DdlPhase phase, const QString &purpose, const QList<Hazard> &hazards = {});
/// Whether both give the same to the same role, on the same terms.
[[nodiscard]] bool isSamePgPrivilege(const Privilege &a, const Privilege &b);
/// GRANT and REVOKE that turn one list of rights into the other. `what`: "TABLE x".
void changePgPrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to, const QString &what);
/// COMMENT ON `what` IS …, also IS NULL, where the comments differ.
void changePgComment(ChangeList &list, const SchemaObject &owner, const QString &what, const QString &from, const QString &to);

} // namespace concord
