// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlgoingcolumns.h"

#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

void addPgStatements(ChangeList &list, const SchemaObject &part, DdlPhase phase, const QString &purpose, const QList<Hazard> &hazards)
{
    for (DdlStatement &statement : postgresqlWriter().create(part)) {
        if (statement.phase == phase)
            list.steps.push_back({std::move(statement.sql), changePhaseOf(phase), part.kind, part.ref, purpose, hazards, {}});
    }
}

void changePgComment(ChangeList &list, const SchemaObject &owner, const QString &what, const QString &from, const QString &to)
{
    if (from == to)
        return;
    const QString sql = u"COMMENT ON "_s + what + u" IS "_s + (to.isEmpty() ? u"NULL"_s : pgLiteral(to));
    list.steps.push_back({sql, ChangePhase::Comment, owner.kind, owner.ref, tr("comment"), {}, {}});
}

bool isSamePgPrivilege(const Privilege &a, const Privilege &b)
{
    return a.grantee == b.grantee && a.privilege == b.privilege && a.column == b.column && a.grantable == b.grantable && a.revoked == b.revoked;
}

void changePgPrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to, const QString &what)
{
    const auto statement = [&](const Privilege &privilege, bool give, ChangePhase phase) {
        list.steps.push_back({pgGrant(to, privilege, what, give), phase, to.kind, to.ref, tr("privilege of %1").arg(privilege.grantee), {}, {}});
    };
    for (const Privilege &old : from.privileges) {
        if (std::ranges::none_of(to.privileges, [&](const Privilege &other) { return isSamePgPrivilege(old, other); }))
            statement(old, old.revoked, ChangePhase::Privilege);
    }
    // What an owner has goes over to the next one: the last one gets his rights behind that.
    const ChangePhase phase = from.owner == to.owner ? ChangePhase::Privilege : ChangePhase::Owner;
    for (const Privilege &wanted : to.privileges) {
        if (std::ranges::none_of(from.privileges, [&](const Privilege &other) { return isSamePgPrivilege(wanted, other); }))
            statement(wanted, !wanted.revoked, phase);
    }
}

namespace {

QString kindWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Other: return static_cast<const Other &>(object).variant.toUpper() + u' ';
    case ObjectKind::Table: return static_cast<const Table &>(object).variant == u"foreign" ? u"FOREIGN TABLE "_s : u"TABLE "_s;
    case ObjectKind::View: return u"VIEW "_s;
    case ObjectKind::MaterializedView: return u"MATERIALIZED VIEW "_s;
    case ObjectKind::Sequence: return u"SEQUENCE "_s;
    case ObjectKind::Type: return static_cast<const TypeObject &>(object).variant == u"domain" ? u"DOMAIN "_s : u"TYPE "_s;
    case ObjectKind::Schema: return u"SCHEMA "_s;
    case ObjectKind::Extension: return u"EXTENSION "_s;
    default: break;
    }
    const QString &variant = static_cast<const Routine &>(object).variant;
    return variant == u"aggregate" ? u"AGGREGATE "_s : variant == u"procedure" ? u"PROCEDURE "_s : u"FUNCTION "_s;
}

QString nameOf(const SchemaObject &object)
{
    if (object.kind == ObjectKind::Other)
        return static_cast<const Other &>(object).identity;
    if (object.kind != ObjectKind::Routine)
        return pgName(object.ref);
    const qsizetype open = object.ref.name.lastIndexOf(u'(');
    return pgName(ObjectRef{object.ref.schema, object.ref.name.first(open)}) + object.ref.name.sliced(open);
}

ChangePhase dropPhase(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return ChangePhase::DropView;
    case ObjectKind::Sequence: return ChangePhase::DropSequence;
    case ObjectKind::Type: return ChangePhase::DropType;
    case ObjectKind::Schema: return ChangePhase::DropSchema;
    case ObjectKind::Extension: return ChangePhase::DropExtension;
    default: return ChangePhase::DropTable;
    }
}

/// Behind the tables whose defaults call it, but before one whose rows it takes.
ChangePhase dropPhase(const Routine &routine)
{
    const bool takesRows = std::ranges::any_of(routine.dependsOn, [](const ObjectRef &ref) { return !ref.name.endsWith(u')'); });
    return takesRows ? ChangePhase::DropRoutine : ChangePhase::DropSequence;
}

/// What would act on the script goes first, what tables and views may stand on behind those.
ChangePhase dropPhase(const Other &other)
{
    if (other.variant == u"event trigger" || other.variant == u"publication")
        return ChangePhase::DropPolicy;
    return other.variant == u"collation" ? ChangePhase::DropType : ChangePhase::DropTable; // domains are of a collation
}

ChangeList dropObject(const SchemaObject &object)
{
    ChangeList list;
    if (object.kind == ObjectKind::Schema && object.ref.name == u"public")
        return list;
    if (object.kind == ObjectKind::Table) {
        const auto &table = static_cast<const Table &>(object);
        // So that its bound is free for another one.
        for (const ObjectRef &parent : table.partitionBound.isEmpty() ? std::vector<ObjectRef>() : table.inherits)
            list.steps.push_back({u"ALTER TABLE "_s + pgName(parent) + u" DETACH PARTITION "_s + pgName(table.ref),
                                  ChangePhase::DetachPartition,
                                  object.kind,
                                  object.ref,
                                  tr("detach from %1").arg(parent.name),
                                  {Hazard::DataLoss, Hazard::Lock},
                                  {}});
        const auto goes = [&](const QString &sql, ChangePhase phase) {
            list.steps.push_back({sql + u" ON "_s + pgName(table.ref), phase, object.kind, object.ref, tr("the table goes"), {Hazard::DataLoss}, {}});
        };
        for (const Policy &policy : table.policies) {
            if ((policy.usingExpression + policy.checkExpression).contains(u"SELECT "))
                goes(u"DROP POLICY "_s + pgName(policy.name), ChangePhase::DropPolicy);
        }
        for (const QString &option : table.options.keys()) {
            if (option.startsWith(u"rule "))
                goes(u"DROP RULE "_s + pgName(option.sliced(5)), ChangePhase::DropTrigger);
        }
        for (const ForeignKey &key : table.foreignKeys) // so that tables can go in any order
            list.steps.push_back({u"ALTER TABLE "_s + pgName(table.ref) + u" DROP CONSTRAINT "_s + pgName(key.name),
                                  ChangePhase::DropForeignKey,
                                  object.kind,
                                  object.ref,
                                  tr("the table goes"),
                                  {Hazard::DataLoss},
                                  {}});
    }
    if (object.kind == ObjectKind::Other && static_cast<const Other &>(object).definition.isEmpty()) {
        Other none;
        none.ref = object.ref;
        changePgPrivileges(list, object, none, {});
        for (ChangeStep &step : list.steps) // or what the script makes would get those rights yet
            step.phase = ChangePhase::DropPolicy;
        return list;
    }
    QList<Hazard> hazards;
    // A mapping has a password; a server is held as long as its mappings are.
    static const QSet<QString> holders{u"user mapping"_s, u"server"_s, u"foreign data wrapper"_s};
    const bool secret = object.kind == ObjectKind::Other && holders.contains(static_cast<const Other &>(object).variant);
    if (object.kind == ObjectKind::Table || object.kind == ObjectKind::Sequence || object.kind == ObjectKind::Extension || secret)
        hazards.append(Hazard::DataLoss);
    list.steps.push_back({u"DROP "_s + kindWord(object) + nameOf(object),
                          object.kind == ObjectKind::Other     ? dropPhase(static_cast<const Other &>(object))
                          : object.kind == ObjectKind::Routine ? dropPhase(static_cast<const Routine &>(object))
                                                               : dropPhase(object.kind),
                          object.kind,
                          object.ref,
                          tr("drop %1").arg(object.ref.name),
                          hazards,
                          {}});
    return list;
}

/// A type goes behind the columns that have it, but a table of its name may come before that.
ChangeList dropPgWaiting(const SchemaObject &object)
{
    if (object.kind != ObjectKind::Type)
        return dropObject(object);
    const QString waiting = pgWaitingName(object.ref.name);
    ChangeList list;
    list.steps.push_back({u"ALTER "_s + kindWord(object) + pgName(object.ref) + u" RENAME TO "_s + pgName(waiting),
                          ChangePhase::AlterType,
                          object.kind,
                          object.ref,
                          tr("another object takes the name of %1: it waits under another one").arg(object.ref.name),
                          {},
                          {}});
    list.steps.push_back({u"DROP "_s + kindWord(object) + pgName(ObjectRef{object.ref.schema, waiting}),
                          ChangePhase::DropType,
                          object.kind,
                          object.ref,
                          tr("drop %1").arg(object.ref.name),
                          {},
                          {}});
    return list;
}

/// A view without what comes and goes by itself (indexes, triggers, rules, comments), as SQL.
QString viewText(const View &view)
{
    QString sql;
    View plain = view; // settings of a materialized view's columns change in place
    for (Column &column : plain.columns)
        column.options.clear();
    for (const DdlStatement &statement : postgresqlWriter().create(plain)) {
        if (statement.phase == DdlPhase::View)
            sql += statement.sql + u'\n';
    }
    return sql;
}

bool isReplaceable(const Routine &from, const Routine &to)
{
    return from.variant == to.variant && from.returns == to.returns && from.arguments == to.arguments && to.variant != u"aggregate";
}

/// What a view and a table have alike, as a table's.
Table partsOf(const View &view)
{
    Table table;
    table.ref = view.ref;
    table.indexes = view.indexes;
    table.triggers = view.triggers;
    for (const Column &column : view.kind == ObjectKind::MaterializedView ? view.columns : std::vector<Column>()) {
        Column settings;
        settings.name = column.name;
        settings.nativeType = column.nativeType;
        settings.options = column.options;
        table.columns.push_back(std::move(settings));
    }
    for (auto it = view.options.cbegin(); it != view.options.cend(); ++it) {
        if (it.key() == u"clustered_on" || it.key().startsWith(u"rule ") || it.key().startsWith(pgCommentOn))
            table.options.insert(it.key(), it.value());
    }
    return table;
}

/// What changes while the view stays: its indexes, triggers and rules, comments and rights.
ChangeList changeView(const View &from, const View &to)
{
    ChangeList list = changePgTable(partsOf(from), partsOf(to), {}, {});
    for (ChangeStep &step : list.steps)
        step.kind = to.kind;
    changePgComment(list, to, kindWord(to) + pgName(to.ref), from.comment, to.comment);
    for (const Column &column : to.columns) {
        const Column *old = findColumn(from.columns, column.name);
        changePgComment(list, to, u"COLUMN "_s + pgName(to.ref) + u'.' + pgName(column.name), old ? old->comment : QString(), column.comment);
    }
    changePgPrivileges(list, from, to, u"TABLE "_s + pgName(to.ref));
    return list;
}

ChangeList changeSequence(const Sequence &from, const Sequence &to)
{
    ChangeList list;
    const SequenceOptions &s = to.counting;
    if (pgSequenceClauses(from.counting, {}) != pgSequenceClauses(s, {})) {
        const QString sql = u"ALTER SEQUENCE %1 AS %2 INCREMENT BY %3 MINVALUE %4 MAXVALUE %5 START WITH %6 CACHE %7 %8"_s.arg(
            pgName(to.ref), s.type, s.increment, s.minimum, s.maximum, s.start, s.cache, s.cycle ? u"CYCLE"_s : u"NO CYCLE"_s);
        const QString outside = u"SELECT last_value FROM %1 WHERE last_value NOT BETWEEN %2 AND %3"_s.arg(pgName(to.ref), s.minimum, s.maximum);
        const QString restart = pgRestart(from.counting, s);
        list.steps.push_back({sql + restart, ChangePhase::AlterTable, to.kind, to.ref,
                              restart.isEmpty() ? tr("count in another way") : tr("count in another way, from the start"),
                              restart.isEmpty() ? QList{Hazard::MayFail} : QList<Hazard>(), restart.isEmpty() ? outside : QString()});
    }
    if (!(from.ownerTable == to.ownerTable) || from.ownerColumn != to.ownerColumn) {
        const QString alter = u"ALTER SEQUENCE "_s + pgName(to.ref) + u" OWNED BY "_s;
        if (!from.ownerTable.name.isEmpty()) // before that goes, and the sequence with it
            list.steps.push_back({alter + u"NONE"_s, ChangePhase::Release, to.kind, to.ref, tr("no longer owned"), {}, {}});
        if (!to.ownerTable.name.isEmpty())
            list.steps.push_back({alter + pgName(to.ownerTable) + u'.' + pgName(to.ownerColumn),
                                  ChangePhase::SequenceOwner,
                                  to.kind,
                                  to.ref,
                                  tr("its owner"),
                                  {},
                                  {}});
    }
    if (from.unlogged != to.unlogged)
        list.steps.push_back({u"ALTER SEQUENCE "_s + pgName(to.ref) + (to.unlogged ? u" SET UNLOGGED"_s : u" SET LOGGED"_s),
                              ChangePhase::SequenceOwner, // behind its table's own change, which takes it along
                              to.kind,
                              to.ref,
                              tr("whether the sequence is logged"),
                              {},
                              {}});
    changePgComment(list, to, u"SEQUENCE "_s + pgName(to.ref), from.comment, to.comment);
    changePgPrivileges(list, from, to, u"SEQUENCE "_s + pgName(to.ref));
    return list;
}

ChangeList changeRoutine(const Routine &from, const Routine &to)
{
    ChangeList list;
    if (from.definition != to.definition) {
        for (const DdlStatement &statement : postgresqlWriter().create(to)) {
            if (statement.phase != DdlPhase::Comment)
                list.steps.push_back({statement.sql, changePhaseOf(statement.phase), to.kind, to.ref, tr("replace %1").arg(to.ref.name), {}, {}});
        }
    }
    changePgComment(list, to, kindWord(to) + nameOf(to), from.comment, to.comment);
    changePgPrivileges(list, from, to, (to.variant == u"procedure" ? u"PROCEDURE "_s : u"FUNCTION "_s) + nameOf(to));
    return list;
}

/// Options that an ALTER changes while the object stays.
bool hasOwnAlters(const Other &other)
{
    return pgIsFar(other) || other.variant == u"text search configuration";
}

/// By which dictionaries it goes: each option is the statement that adds them for one kind of word.
void changeMappings(ChangeList &list, const Other &from, const Other &to)
{
    const auto add = [&](const QString &sql) {
        list.steps.push_back({sql, ChangePhase::AlterType, to.kind, to.ref, tr("which dictionaries are asked"), {}, {}});
    };
    for (auto it = from.options.cbegin(); it != from.options.cend(); ++it) {
        if (!to.options.contains(it.key()))
            add(QString(*it).replace(u" ADD MAPPING "_s, u" DROP MAPPING "_s).section(u" WITH "_s, 0, 0));
    }
    for (auto it = to.options.cbegin(); it != to.options.cend(); ++it) {
        if (!from.options.contains(it.key()))
            add(*it);
        else if (from.options.value(it.key()) != *it)
            add(QString(*it).replace(u" ADD MAPPING "_s, u" ALTER MAPPING "_s));
    }
}

ChangeList changeOther(const Other &from, const Other &to)
{
    ChangeList list;
    if (to.variant == u"text search configuration")
        changeMappings(list, from, to);
    for (const QString &sql : pgIsFar(to) ? pgServerChange(kindWord(to) + nameOf(to), from.options, to.options) : QStringList())
        list.steps.push_back({sql, ChangePhase::AlterType, to.kind, to.ref, tr("what the other server is told"), {}, {}});
    changePgComment(list, to, kindWord(to) + nameOf(to), from.comment, to.comment);
    changePgPrivileges(list, from, to, pgGrantedName(to));
    return list;
}

/// Of its indexes, keys and sequences, whoever chose them: after a rename they are still called after the old name. Checks and foreign
/// keys are each table's own.
QStringList pgHeldNames(const Table &table)
{
    QStringList names;
    if (table.primaryKey)
        names.append(table.primaryKey->name);
    for (const Key &key : table.uniques)
        names.append(key.name);
    for (const Exclusion &exclusion : table.exclusions)
        names.append(exclusion.name);
    for (const Index &index : table.indexes)
        names.append(index.name);
    for (const Column &column : table.columns) {
        if (pgHasOwnSequence(table, column))
            names.append(pgSequenceOf(table, column).name);
    }
    return names;
}

class PostgresqlChanger final : public SchemaChanger
{
public:
    ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override
    {
        switch (to.kind) {
        case ObjectKind::Table: return changePgTable(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed, {});
        case ObjectKind::View:
        case ObjectKind::MaterializedView: return changeView(static_cast<const View &>(from), static_cast<const View &>(to));
        case ObjectKind::Sequence: return changeSequence(static_cast<const Sequence &>(from), static_cast<const Sequence &>(to));
        case ObjectKind::Routine: return changeRoutine(static_cast<const Routine &>(from), static_cast<const Routine &>(to));
        case ObjectKind::Type: return changePgType(static_cast<const TypeObject &>(from), static_cast<const TypeObject &>(to));
        case ObjectKind::Extension: return changePgExtension(static_cast<const Extension &>(from), static_cast<const Extension &>(to));
        case ObjectKind::Other: return changeOther(static_cast<const Other &>(from), static_cast<const Other &>(to));
        default: break;
        }
        ChangeList list;
        changePgComment(list, to, u"SCHEMA "_s + pgName(to.ref.name), from.comment, to.comment);
        changePgPrivileges(list, from, to, u"SCHEMA "_s + pgName(to.ref.name));
        return list;
    }
    ChangeList changeTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &context) const override
    {
        return changePgTable(from, to, renamed, context);
    }
    QStringList heldNames(const Table &table) const override { return pgHeldNames(table); }
    bool rewritesTexts() const override { return true; }
    void settleRenamed(Table &renamed, const Table &before) const override { settleRenamedPgTable(renamed, before); }
    bool remakes(const SchemaObject &from, const SchemaObject &to) const override
    {
        switch (to.kind) {
        case ObjectKind::View:
        case ObjectKind::MaterializedView: return viewText(static_cast<const View &>(from)) != viewText(static_cast<const View &>(to));
        case ObjectKind::Routine: {
            const auto &old = static_cast<const Routine &>(from);
            const auto &wanted = static_cast<const Routine &>(to);
            return old.definition != wanted.definition && !isReplaceable(old, wanted);
        }
        case ObjectKind::Type: return isPgTypeRemade(static_cast<const TypeObject &>(from), static_cast<const TypeObject &>(to));
        case ObjectKind::Other: {
            const auto &old = static_cast<const Other &>(from);
            const auto &wanted = static_cast<const Other &>(to);
            return old.definition != wanted.definition || (old.options != wanted.options && !hasOwnAlters(wanted));
        }
        default: return false;
        }
    }
    bool remakesWithin(const SchemaObject &from, const SchemaObject &to) const override
    {
        return from.kind == ObjectKind::Type && isPgDomainNarrowed(static_cast<const TypeObject &>(from), static_cast<const TypeObject &>(to));
    }
    std::optional<LooseSequence> loosened(const Table &table, const Column &column) const override { return loosenedPgSequence(table, column); }
    ChangeList remake(const SchemaObject &from, const SchemaObject &to) const override
    {
        if (to.kind == ObjectKind::Type)
            return remakePgType(static_cast<const TypeObject &>(from), static_cast<const TypeObject &>(to));
        ChangeList list = dropObject(from);
        for (ChangeStep &step : list.steps) // before its successor comes
            step.phase = from.kind == ObjectKind::Other && step.phase != ChangePhase::DropPolicy ? ChangePhase::DropRoutine : step.phase;
        return list;
    }
    ChangeList drop(const SchemaObject &object) const override { return dropObject(object); }
    ChangeList dropWaiting(const SchemaObject &object) const override { return dropPgWaiting(object); }
    ChangeList withoutDefaultRights(const SchemaObject &created, const std::vector<const SchemaObject *> &holding, const QString &role) const override
    {
        return withoutPgDefaultRights(created, nameOf(created), holding, role);
    }
    std::optional<ChangeStep> giveTo(const SchemaObject &object, const QString &role) const override
    {
        static const QStringList ownerless{u"cast"_s, u"default privileges"_s, u"user mapping"_s, u"text search parser"_s, u"text search template"_s};
        if (object.kind == ObjectKind::Extension
            || (object.kind == ObjectKind::Other && ownerless.contains(static_cast<const Other &>(object).variant)))
            return {};
        return ChangeStep{u"ALTER "_s + kindWord(object) + nameOf(object) + u" OWNER TO "_s + pgName(role),
                          ChangePhase::Owner,
                          object.kind,
                          object.ref,
                          tr("owned by %1").arg(role),
                          {},
                          {}};
    }
    bool actsByItself(const SchemaObject &object) const override
    {
        return object.kind == ObjectKind::Other && static_cast<const Other &>(object).variant == u"event trigger";
    }
    bool viewsBindTables() const override { return true; }
    bool transactionalDdl() const override { return true; }
    const EngineTerms &terms() const override { return postgresqlTerms(); }
    std::optional<ScratchDdl> scratchDatabase(const QString &name, const CatalogInfo &like) const override
    {
        const QString encoding = like.charset.isEmpty() ? QString() : u" ENCODING "_s + pgLiteral(like.charset);
        return ScratchDdl{u"CREATE DATABASE %1 TEMPLATE template0%2"_s.arg(pgName(name), encoding),
                          u"DROP DATABASE IF EXISTS %1 WITH (FORCE)"_s.arg(pgName(name)),
                          u"CREATEDB"_s,
                          {u"public"_s}};
    }
};

} // namespace

const SchemaChanger &postgresqlChanger()
{
    static const PostgresqlChanger changer;
    return changer;
}

} // namespace concord
