// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/catalognodes.h"

#include "schema/collectiontable.h"
#include "schema/objectwords.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CatalogNodes)
};

using Kind = TreeNode::Kind;
using Alert = TreeNode::Alert;

/// Below its own parent, not among the other tables.
bool isNestedPartition(const SchemaObject &object, const Catalog &catalog)
{
    if (object.kind != ObjectKind::Table)
        return false;
    const auto &table = static_cast<const Table &>(object);
    return table.variant == "partition"_L1 && !table.inherits.empty() && catalog.findRelation(table.inherits.front());
}

QString objectBadge(const SchemaObject &object)
{
    if (object.kind == ObjectKind::View && !static_cast<const View &>(object).error.isEmpty())
        return Words::tr("✗ view");
    const QString rows = approximate(statisticsOf(object).rows);
    if (object.kind == ObjectKind::Table)
        return static_cast<const Table &>(object).variant.isEmpty() || !rows.isEmpty() ? rows : kindWord(object);
    return rows.isEmpty() ? kindWord(object) : rows;
}

QString objectToolTip(const SchemaObject &object)
{
    QStringList lines{fullName(object.ref), kindWord(object)};
    const Statistics numbers = statisticsOf(object);
    if (numbers.rows >= 0)
        lines.append(Words::tr("about %1 rows").arg(approximate(numbers.rows)));
    if (numbers.bytes >= 0)
        lines.append(sizeText(numbers.bytes));
    if (!object.comment.isEmpty())
        lines.append(object.comment);
    if (object.kind == ObjectKind::View && !static_cast<const View &>(object).error.isEmpty())
        lines.append(Words::tr("no longer compiles: %1").arg(static_cast<const View &>(object).error));
    return lines.join(u'\n');
}

TreeNode &addObject(TreeNode &place, const ObjectPtr &object)
{
    TreeNode &node = place.add(Kind::Object, object->ref.name);
    node.object = object;
    node.badge = objectBadge(*object);
    node.toolTip = objectToolTip(*object);
    if (object->kind == ObjectKind::View && !static_cast<const View &>(*object).error.isEmpty())
        node.alert = Alert::Warning;
    if (!isRelation(object->kind))
        node.filled = true;
    return node;
}

TreeNode &addFolder(TreeNode &place, const QString &text)
{
    TreeNode &folder = place.add(Kind::Folder, text);
    folder.asked = folder.filled = true;
    return folder;
}

void addObjects(TreeNode &holder, const Catalog &catalog, const QString &schema)
{
    QHash<ObjectKind, TreeNode *> folders;
    TreeNode *fromExtensions = nullptr;
    std::vector<ObjectPtr> others;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->ref.schema != schema || object->kind == ObjectKind::Schema || object->kind == ObjectKind::Extension
            || isNestedPartition(*object, catalog))
            continue;
        if (isRelation(object->kind) && object->extension.isEmpty())
            addObject(holder, object);
        else
            others.push_back(object);
    }
    for (const ObjectPtr &object : others) {
        TreeNode *&folder = object->extension.isEmpty() ? folders[object->kind] : fromExtensions;
        if (!folder)
            folder = &addFolder(holder, object->extension.isEmpty() ? kindHeading(object->kind) : Words::tr("From extensions"));
        addObject(*folder, object);
    }
    for (const auto &child : holder.children) {
        if (child->kind == Kind::Folder)
            child->badge = approximate(static_cast<qint64>(child->children.size()));
    }
    if (holder.children.empty())
        holder.add(Kind::Note, Words::tr("no tables"));
}

void addUnread(TreeNode &holder, const Catalog &catalog)
{
    if (catalog.info().unread.empty())
        return;
    TreeNode &folder = addFolder(holder, Words::tr("Could not be read"));
    folder.badge = approximate(static_cast<qint64>(catalog.info().unread.size()));
    folder.alert = Alert::Warning;
    for (const Unread &unread : catalog.info().unread) {
        TreeNode &note = folder.add(Kind::Note, unread.what);
        note.toolTip = unread.what + u'\n' + unread.reason;
        note.badge = unread.reason;
        note.alert = Alert::Warning;
    }
}

/// A member's row: what it is called, or what it holds where the server made its name up.
void addMember(TreeNode &folder, const ObjectPtr &object, const QString &name, bool nameGenerated, const QString &content,
               const QString &toolTip = {})
{
    const bool byContent = name.isEmpty() || nameGenerated;
    TreeNode &node = folder.add(Kind::Member, byContent && !content.isEmpty() ? content : name);
    node.object = object;
    node.badge = byContent ? QString() : content;
    node.toolTip = toolTip.isEmpty() ? name + u'\n' + content : toolTip;
}

void addColumns(TreeNode &holder, const ObjectPtr &object)
{
    for (const Column &column : columnsOf(*object)) {
        const QString signs = keySigns(*object, column.name);
        TreeNode &node = holder.add(Kind::Column, column.name);
        node.object = object;
        node.badge = column.nativeType;
        node.sign = signs;
        QStringList lines{signs.isEmpty() ? column.name : column.name + u"  "_s + signs, column.nativeType, describeType(column.type)};
        if (!column.nullable)
            lines.append(u"NOT NULL"_s);
        if (column.defaultExpression)
            lines.append(u"DEFAULT "_s + *column.defaultExpression);
        if (!column.comment.isEmpty())
            lines.append(column.comment);
        lines.removeAll(QString());
        node.toolTip = lines.join(u'\n');
    }
}

/// Each path, the optional ones said to be so; what is inside of a field follows it.
void addFields(TreeNode &holder, const ObjectPtr &object)
{
    const auto &collection = static_cast<const Collection &>(*object);
    for (const Field &field : collection.fields) {
        TreeNode &node = holder.add(Kind::Column, field.path);
        node.object = object;
        node.badge = fieldTypeText(collection, field) + (field.required ? QString() : u" ?"_s);
        node.sign = keySigns(collection, field.path);
        const QString seen = Words::tr("in %1 of %2").arg(field.present).arg(field.parents);
        node.toolTip = QStringList{field.path, fieldTypeText(collection, field), seen, samplingText(collection)}.join(u'\n');
    }
}

void addIndexes(TreeNode &holder, const ObjectPtr &object, const std::vector<Index> &indexes)
{
    if (indexes.empty())
        return;
    TreeNode &folder = addFolder(holder, Words::tr("Indexes"));
    folder.object = object;
    folder.badge = approximate(static_cast<qint64>(indexes.size()));
    for (const Index &index : indexes) {
        const QString content = (index.unique ? Words::tr("unique") + u' ' : QString()) + partsText(index);
        addMember(folder, object, index.name, index.nameGenerated, content);
    }
}

void addTriggers(TreeNode &holder, const ObjectPtr &object, const std::vector<Trigger> &triggers)
{
    if (triggers.empty())
        return;
    TreeNode &folder = addFolder(holder, Words::tr("Triggers"));
    folder.object = object;
    folder.badge = approximate(static_cast<qint64>(triggers.size()));
    for (const Trigger &trigger : triggers)
        addMember(folder, object, trigger.name, false, triggerText(trigger));
}

template<class Members, class Add>
void addMembers(TreeNode &holder, const ObjectPtr &object, const QString &heading, const Members &members, Add add)
{
    if (members.empty())
        return;
    TreeNode &folder = addFolder(holder, heading);
    folder.object = object;
    folder.badge = approximate(static_cast<qint64>(members.size()));
    for (const auto &member : members)
        add(folder, member);
}

void addTableParts(TreeNode &holder, const ObjectPtr &object)
{
    const auto &table = static_cast<const Table &>(*object);
    std::vector<Key> keys;
    if (table.primaryKey)
        keys.push_back(*table.primaryKey);
    keys.insert(keys.end(), table.uniques.begin(), table.uniques.end());
    addMembers(holder, object, Words::tr("Keys"), keys, [&](TreeNode &folder, const Key &key) {
        const bool primary = table.primaryKey && &key == &keys.front();
        addMember(folder, object, key.name, key.nameGenerated, (primary ? u"PK "_s : u"UNIQUE "_s) + key.columns.join(u", "_s));
    });
    addMembers(holder, object, Words::tr("Foreign keys"), table.foreignKeys, [&](TreeNode &folder, const ForeignKey &key) {
        addMember(folder, object, key.name, key.nameGenerated, key.columns.join(u", "_s) + u" → "_s + key.target.name);
    });
    addIndexes(holder, object, table.indexes);
    addMembers(holder, object, Words::tr("Checks"), table.checks,
               [&](TreeNode &folder, const Check &check) { addMember(folder, object, check.name, check.nameGenerated, check.expression); });
    addTriggers(holder, object, table.triggers);
    addMembers(holder, object, Words::tr("Policies"), table.policies,
               [&](TreeNode &folder, const Policy &policy) { addMember(folder, object, policy.name, false, policy.command); });
}

void addPartitions(TreeNode &holder, const Catalog &catalog, const ObjectRef &parent)
{
    TreeNode *folder = nullptr;
    for (const ObjectPtr &object : catalog.objects()) {
        if (!isNestedPartition(*object, catalog) || static_cast<const Table &>(*object).inherits.front() != parent)
            continue;
        if (!folder)
            folder = &addFolder(holder, Words::tr("Partitions"));
        addObject(*folder, object);
    }
    if (folder)
        folder->badge = approximate(static_cast<qint64>(folder->children.size()));
}

TreeNodes take(TreeNode &holder)
{
    return std::move(holder.children);
}

} // namespace

bool isRelation(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Collection;
}

TreeNodes profileNodes(const QUuid &profile, const Catalog &catalog, bool schemas)
{
    TreeNode holder;
    holder.profile = profile;
    if (!schemas) {
        const QStringList names = catalog.schemas();
        addObjects(holder, catalog, names.isEmpty() ? QString() : names.first());
    } else {
        QHash<QString, qint64> tables;
        for (const ObjectPtr &object : catalog.objects()) {
            if (isRelation(object->kind) && object->extension.isEmpty())
                ++tables[object->ref.schema];
        }
        for (const QString &name : catalog.schemas()) {
            TreeNode &schema = holder.add(Kind::Schema, name);
            schema.badge = Words::tr("%n tables and views", nullptr, static_cast<int>(tables.value(name)));
            if (const ObjectPtr object = catalog.find(ObjectKind::Schema, {{}, name})) {
                schema.object = object;
                schema.toolTip = object->comment;
            }
        }
    }
    TreeNode *extensions = nullptr;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind != ObjectKind::Extension)
            continue;
        if (!extensions)
            extensions = &addFolder(holder, kindHeading(ObjectKind::Extension));
        addObject(*extensions, object).badge = static_cast<const Extension &>(*object).version;
    }
    TreeNode *others = nullptr;
    for (const ObjectPtr &object : catalog.objects()) {
        if (!schemas || object->kind != ObjectKind::Other || !object->ref.schema.isEmpty())
            continue;
        if (!others)
            others = &addFolder(holder, kindHeading(ObjectKind::Other));
        addObject(*others, object);
    }
    addUnread(holder, catalog);
    return take(holder);
}

TreeNodes schemaNodes(const QUuid &profile, const Catalog &catalog, const QString &schema)
{
    TreeNode holder;
    holder.profile = profile;
    addObjects(holder, catalog, schema);
    return take(holder);
}

TreeNodes objectNodes(const QUuid &profile, const Catalog &catalog, const ObjectPtr &object)
{
    TreeNode holder;
    holder.profile = profile;
    if (object->kind == ObjectKind::Collection)
        addFields(holder, object);
    else
        addColumns(holder, object);
    if (object->kind == ObjectKind::Table) {
        addTableParts(holder, object);
        addPartitions(holder, catalog, object->ref);
    } else if (object->kind == ObjectKind::View || object->kind == ObjectKind::MaterializedView) {
        const auto &view = static_cast<const View &>(*object);
        addIndexes(holder, object, view.indexes);
        addTriggers(holder, object, view.triggers);
        if (!view.error.isEmpty()) {
            TreeNode &note = holder.add(Kind::Note, Words::tr("no longer compiles: %1").arg(view.error));
            note.alert = Alert::Error;
        }
    } else if (object->kind == ObjectKind::Collection) {
        addIndexes(holder, object, static_cast<const Collection &>(*object).indexes);
    }
    if (holder.children.empty())
        holder.add(Kind::Note, Words::tr("no columns"));
    return take(holder);
}

bool holdsRelation(const Catalog &catalog, const QString &text, const QString *schema)
{
    return std::ranges::any_of(catalog.objects(), [&](const ObjectPtr &object) {
        return isRelation(object->kind) && (!schema || object->ref.schema == *schema) && object->ref.name.contains(text, Qt::CaseInsensitive);
    });
}

qint64 relationCount(const Catalog &catalog)
{
    return std::ranges::count_if(catalog.objects(), [](const ObjectPtr &object) { return isRelation(object->kind) && object->extension.isEmpty(); });
}

} // namespace concord
