// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/objecttranslation.h"

#include "compare/expressions.h"
#include "compare/membercomparer.h"
#include "compare/writtenrules.h"
#include "migrate/objectcopy.h"
#include "migrate/renamecolumns.h"
#include "migrate/tabletranslation.h"
#include "migrate/schemarewriter.h"
#include "schema/catalogjson.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ObjectTranslation", text);
}

/// Whether LEFT keeps what it has: the same, meant the same, or ignored.
bool keepsLeft(const MemberComparison &member)
{
    if (member.ignoredBy >= 0)
        return true;
    return member.left && member.right
           && (member.verdict == Verdict::Identical || member.verdict == Verdict::Equivalent || member.verdict == Verdict::CannotTell);
}

/// Members of one kind, found by the labels that the comparison gave them.
template<class T>
class MemberMerger
{
public:
    MemberMerger(const std::vector<MemberComparison> &members, QString kind, const std::vector<T> &left) : m_kind(std::move(kind)), m_left(left)
    {
        for (const MemberComparison &member : members) {
            if (member.kind == m_kind)
                m_members.push_back(&member);
        }
    }

    /// The right side's list, with LEFT's own where it keeps it, and with what LEFT alone has and a rule ignores.
    [[nodiscard]] std::vector<T> merged(std::vector<T> right) const
    {
        for (T &value : right) {
            const auto pair = std::ranges::find_if(m_members, [&](const MemberComparison *m) { return m->right == memberLabel(value) && m->left; });
            if (pair != m_members.end() && keepsLeft(**pair)) {
                if (const T *own = find(*(*pair)->left))
                    take(value, *own);
            }
        }
        std::erase_if(right, [&](const T &value) {
            const auto only = std::ranges::find_if(m_members, [&](const MemberComparison *m) { return m->right == memberLabel(value) && !m->left; });
            return only != m_members.end()
                   && (keepsLeft(**only) || (*only)->verdict == Verdict::Equivalent || (*only)->verdict == Verdict::CannotTell);
        });
        for (const MemberComparison *member : m_members) {
            const bool keptAlone = member->left && !member->right
                                   && (keepsLeft(*member) || member->verdict == Verdict::Equivalent || member->verdict == Verdict::CannotTell);
            if (const T *own = keptAlone ? find(*member->left) : nullptr)
                right.push_back(*own);
        }
        return right;
    }

    /// What the server names by counting gets RIGHT's number too, where one of its kind comes, goes or changes.
    void countAsRight()
    {
        m_countsAsRight = std::ranges::any_of(m_members, [](const MemberComparison *member) { return !keepsLeft(*member); });
    }

private:
    void take(T &value, const T &own) const
    {
        if constexpr (requires { value.nameGenerated; }) {
            const QString name = m_countsAsRight && own.nameGenerated && value.nameGenerated ? value.name : own.name;
            value = own;
            value.name = name;
        } else {
            value = own;
        }
    }
    [[nodiscard]] const T *find(const QString &label) const
    {
        const auto found = std::ranges::find_if(m_left, [&](const T &value) { return memberLabel(value) == label; });
        return found == m_left.end() ? nullptr : &*found;
    }

    QString m_kind;
    const std::vector<T> &m_left;
    std::vector<const MemberComparison *> m_members;
    bool m_countsAsRight = false;
};

/// Properties of the object itself that stay as LEFT has them.
std::shared_ptr<SchemaObject> withLeftProperties(const ObjectComparison &pair, const SchemaObject &desired)
{
    auto json = objectToJson(desired, JsonDetail::Full);
    const auto own = objectToJson(*pair.left, JsonDetail::Full);
    bool changed = false;
    for (const Difference &difference : pair.differences) {
        if (difference.rule.startsWith(u"written.")) // as RIGHT has it
            continue;
        const std::string key = difference.property.toStdString();
        if ((difference.ignoredBy >= 0 || difference.verdict == Verdict::Equivalent || difference.verdict == Verdict::CannotTell) && own.contains(key)
            && key != "name") {
            json[key] = own.at(key);
            changed = true;
        }
    }
    const auto read = changed ? objectFromJson(json) : nullptr;
    return read && *read ? *read : copyOf(desired);
}

/// What LEFT keeps of the members of what is no table.
void mergeMembers(const ObjectComparison &pair, SchemaObject &desired)
{
    const auto merge = [&](const QString &kind, const auto &left, auto &right) {
        using Member = std::remove_cvref_t<decltype(right)>::value_type;
        right = MemberMerger<Member>(pair.members, kind, left).merged(std::move(right));
    };
    merge(QStringLiteral("privilege"), pair.left->privileges, desired.privileges);
    if (desired.kind != ObjectKind::View && desired.kind != ObjectKind::MaterializedView)
        return;
    const auto &left = static_cast<const View &>(*pair.left);
    auto &view = static_cast<View &>(desired);
    merge(QStringLiteral("index"), left.indexes, view.indexes);
    merge(QStringLiteral("trigger"), left.triggers, view.triggers);
}

} // namespace

ObjectTranslation::ObjectTranslation(const Comparison &comparison, const MigrationEngine &left)
    : m_comparison(comparison),
      m_left(left),
      m_sameEngine(comparison.left.catalog->info().engine == comparison.right.catalog->info().engine)
{
    for (const ObjectComparison &object : comparison.objects) {
        if (!object.left || !object.right || object.confidence < 1)
            continue;
        if (object.left->kind == ObjectKind::Schema)
            m_schemas.insert(object.right->ref.name, object.left->ref.name);
        else if (!object.left->ref.schema.isEmpty() || !object.right->ref.schema.isEmpty())
            m_schemas.insert(object.right->ref.schema, object.left->ref.schema);
    }
    // With nothing in common yet, what has one schema on each side goes into the left one.
    const QString leftDefault =
        comparison.left.catalog->info().scope.isEmpty() ? comparison.left.catalog->info().defaultSchema : comparison.left.catalog->info().scope;
    const QString rightDefault =
        comparison.right.catalog->info().scope.isEmpty() ? comparison.right.catalog->info().defaultSchema : comparison.right.catalog->info().scope;
    if (!m_schemas.contains(rightDefault) && !rightDefault.isEmpty() && (!leftDefault.isEmpty() || !m_sameEngine))
        m_schemas.insert(rightDefault, leftDefault);
    if (!m_sameEngine)
        m_shared = sharedNames(*comparison.right.catalog);
    if (!m_sameEngine && !m_left.dialect->schemas)
        foldSchemas(rightDefault, leftDefault);
    // Between engines the pairs keep LEFT's names; within one confirmedRenames() has given them RIGHT's.
    for (const ObjectComparison &object : comparison.objects) {
        if (object.left && object.right && object.confidence >= 1 && !m_sameEngine)
            m_objects.insert(object.right->ref, object.left->ref);
    }
}

/// Into an engine without schemas: what is in another one than the usual has that one's name before its own.
void ObjectTranslation::foldSchemas(const QString &rightDefault, const QString &leftDefault)
{
    for (const ObjectPtr &object : m_comparison.right.catalog->objects()) {
        const QString &schema = object->ref.schema;
        if (object->kind != ObjectKind::Schema && !schema.isEmpty() && schema != rightDefault)
            m_objects.insert(object->ref, {leftDefault, schema + u'_' + object->ref.name});
    }
}

std::shared_ptr<SchemaObject> ObjectTranslation::rewritten(const SchemaObject &right) const
{
    std::shared_ptr<SchemaObject> copy = copyOf(right);
    SchemaRewriter rewriter(m_schemas, m_objects, *m_left.dialect, right.ref.schema);
    visitObject(*copy, [&](auto &typed) { describe(rewriter, typed); });
    copy->ref = copy->kind == ObjectKind::Schema ? ObjectRef{{}, m_schemas.value(right.ref.name, right.ref.name)} : rewriter.object(right.ref);
    copy->fingerprint = {};
    return copy;
}

std::shared_ptr<SchemaObject> ObjectTranslation::create(const SchemaObject &right, std::vector<ChangeNote> &notes) const
{
    std::shared_ptr<SchemaObject> object = rewritten(right);
    if (m_sameEngine)
        return object;
    if (object->kind == ObjectKind::Schema && !m_left.dialect->schemas)
        return nullptr;
    if (object->kind != ObjectKind::Table && object->kind != ObjectKind::Schema) {
        notes.push_back(
            {object->ref,
             tr("“%1” (%2) is written in the other engine's language: write it anew by hand.").arg(object->ref.name, objectKindName(object->kind))});
        return nullptr;
    }
    if (object->ref.name != right.ref.name && object->ref.name.endsWith(u'_' + right.ref.name))
        notes.push_back(
            {object->ref,
             tr("“%1” is called “%2” here, where there are no schemas.").arg(right.ref.schema + u'.' + right.ref.name, object->ref.name)});
    object->privileges.clear();
    object->dependsOn.clear();
    if (object->kind == ObjectKind::Table)
        takeTable(static_cast<Table &>(*object), static_cast<const Table &>(right), notes);
    return object;
}

void ObjectTranslation::takeTable(Table &table, const Table &right, std::vector<ChangeNote> &notes) const
{
    // SQLite takes a key to a table that is not there.
    std::vector<ForeignKey> keys;
    for (size_t i = 0; i < right.foreignKeys.size(); ++i) {
        const ObjectRef &target = right.foreignKeys[i].target;
        if (m_comparison.right.catalog->findRelation(target))
            keys.push_back(table.foreignKeys[i]);
        else
            notes.push_back({table.ref, tr("The foreign key to “%1” is left out: there is no such table.").arg(target.name)});
    }
    table.foreignKeys = std::move(keys);
    convertTable(table, m_left, m_comparison.right.dialect, m_shared, notes);
    for (const ForeignKey &key : table.foreignKeys) {
        if (key.target != table.ref)
            table.dependsOn.push_back(key.target);
    }
}

/// A column that stays as LEFT has it keeps LEFT's own way to allow an enum's values.
void ObjectTranslation::dropKeptEnums(const ObjectComparison &pair, Table &table) const
{
    for (const MemberComparison &member : pair.members) {
        const Column *right = member.kind == u"column" && keepsLeft(member) && member.right
                                  ? findColumn(static_cast<const Table &>(*pair.right).columns, *member.right)
                                  : nullptr;
        if (!right || right->type.family != TypeFamily::Enum)
            continue;
        const QString condition = enumCondition(right->name, right->type.values, *m_left.dialect);
        std::erase_if(table.checks, [&](const Check &check) { return check.name.isEmpty() && check.expression == condition; });
    }
}

std::shared_ptr<SchemaObject> ObjectTranslation::change(const ObjectComparison &pair, std::vector<ChangeNote> &notes) const
{
    std::shared_ptr<SchemaObject> right = m_sameEngine ? rewritten(*pair.right) : create(*pair.right, notes);
    if (!right)
        return nullptr;
    if (!m_sameEngine)
        right->ref = pair.left->ref;
    right->ref.schema = pair.left->ref.schema;
    std::shared_ptr<SchemaObject> desired = withLeftProperties(pair, *right);
    if (desired->kind != ObjectKind::Table || pair.left->kind != ObjectKind::Table) {
        if (desired->kind == pair.left->kind)
            mergeMembers(pair, *desired);
        return desired;
    }
    const auto &left = static_cast<const Table &>(*pair.left);
    auto &table = static_cast<Table &>(*desired);
    if (!m_sameEngine)
        dropKeptEnums(pair, table);

    QMap<QString, QString> names; // right → what LEFT will call it
    for (const MemberComparison &member : pair.members) {
        const bool paired =
            !m_sameEngine && member.kind == u"column" && member.left && member.right && *member.left != *member.right && member.confidence >= 1;
        if (!paired)
            continue;
        names.insert(*member.right, *member.left);
    }
    renameColumns(table, names, *m_left.dialect);
    std::vector<MemberComparison> members = pair.members;
    // A check that meant the same under the old letters of a column's name.
    const bool recased = m_sameEngine && !withRenamesInCase({}, left, static_cast<const Table &>(*pair.right)).isEmpty();
    for (MemberComparison &member : members) {
        if (m_sameEngine && member.verdict == Verdict::Equivalent && (hasWrittenOut(member.differences) || (recased && member.kind == u"check")))
            member.verdict = Verdict::Different; // so that LEFT writes it as RIGHT does
        if (member.kind == u"column" && member.right && names.contains(*member.right))
            member.right = names.value(*member.right);
        if (member.confidence < 1) // only offered: two columns
            member.left.reset();
    }
    const auto merge = [&](const QString &kind, auto member) {
        MemberMerger merger(members, kind, left.*member);
        if (m_sameEngine && m_left.changer->countsNames())
            merger.countAsRight();
        table.*member = merger.merged(std::move(table.*member));
    };
    merge(QStringLiteral("column"), &Table::columns);
    merge(QStringLiteral("unique"), &Table::uniques);
    merge(QStringLiteral("check"), &Table::checks);
    merge(QStringLiteral("exclusion"), &Table::exclusions);
    merge(QStringLiteral("foreign_key"), &Table::foreignKeys);
    merge(QStringLiteral("index"), &Table::indexes);
    merge(QStringLiteral("trigger"), &Table::triggers);
    merge(QStringLiteral("policy"), &Table::policies);
    merge(QStringLiteral("privilege"), &Table::privileges);
    for (const MemberComparison &member : members) {
        if (member.kind == u"primary_key" && (keepsLeft(member) || (member.left && member.right && member.verdict == Verdict::Equivalent))
            && left.primaryKey)
            table.primaryKey = left.primaryKey;
    }
    return desired;
}

} // namespace concord
