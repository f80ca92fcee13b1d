// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/listednodes.h"

#include "schema/objectwords.h"

#include <QCoreApplication>
#include <QMap>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ListedNodes)
};

using Kind = TreeNode::Kind;

} // namespace

TreeNodes listedNodes(const QUuid &profile, const QList<ObjectName> *objects, const std::optional<Error> &error)
{
    TreeNode holder;
    holder.profile = profile;
    if (error && !objects) {
        TreeNode &note = holder.add(Kind::Note, error->message);
        note.toolTip = error->message;
        note.alert = TreeNode::Alert::Error;
        return std::move(holder.children);
    }
    QMap<QString, TreeNode *> schemas;
    for (const ObjectName &object : objects ? *objects : QList<ObjectName>()) {
        TreeNode *place = &holder;
        if (!object.schema.isEmpty()) {
            TreeNode *&schema = schemas[object.schema];
            if (!schema) {
                schema = &holder.add(Kind::Schema, object.schema);
                schema->asked = schema->filled = true;
            }
            place = schema;
        }
        TreeNode &node = place->add(Kind::Object, object.name);
        node.listed = std::make_unique<ObjectName>(object);
        node.badge = object.kind != "table"_L1 ? object.kind : approximate(object.rowEstimate);
    }
    for (TreeNode *schema : std::as_const(schemas))
        schema->badge = approximate(static_cast<qint64>(schema->children.size()));
    if (holder.children.empty())
        holder.add(Kind::Note, Words::tr("no tables"));
    return std::move(holder.children);
}

TreeNodes listedColumns(const QUuid &profile, const ObjectName &object, const QList<ColumnSummary> *columns)
{
    TreeNode holder;
    holder.profile = profile;
    for (const ColumnSummary &column : columns ? *columns : QList<ColumnSummary>()) {
        TreeNode &node = holder.add(Kind::Column, column.name);
        node.listed = std::make_unique<ObjectName>(object);
        node.badge = column.nativeType;
        node.sign = column.primaryKey ? u"PK"_s : QString();
    }
    if (holder.children.empty())
        holder.add(Kind::Note, Words::tr("no columns could be read"));
    return std::move(holder.children);
}

} // namespace concord
