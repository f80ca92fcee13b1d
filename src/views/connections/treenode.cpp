// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/treenode.h"

namespace concord {

TreeNode &TreeNode::add(Kind childKind, QString childText)
{
    auto child = std::make_unique<TreeNode>();
    child->kind = childKind;
    child->parent = this;
    child->row = static_cast<int>(children.size());
    child->text = std::move(childText);
    child->profile = profile;
    children.push_back(std::move(child));
    return *children.back();
}

QString TreeNode::schema() const
{
    for (const TreeNode *node = this; node; node = node->parent) {
        if (node->kind == Kind::Schema)
            return node->text;
        if (node->object)
            return node->object->kind == ObjectKind::Schema ? node->object->ref.name : node->object->ref.schema;
        if (node->listed)
            return node->listed->schema;
    }
    return {};
}

} // namespace concord
