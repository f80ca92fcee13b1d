// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "schema/catalog.h"

#include <memory>
#include <vector>

namespace concord {

/// A row of the connection tree. What lies below a profile, a schema or an object is made when it is opened.
struct TreeNode
{
    enum class Kind {
        Root,
        Group,
        Profile,
        Schema,
        Folder, ///< "Routines", "Indexes": things of one sort
        Object,
        Column,
        Member, ///< a key, an index, a trigger …
        Note
    };
    enum class Alert { None, Warning, Error };

    Kind kind = Kind::Root;
    TreeNode *parent = nullptr;
    int row = 0;
    bool asked = false;    ///< its children were asked for
    bool filled = false;   ///< its children are there
    Alert alert = Alert::None;
    QString text;
    QString badge;         ///< short dim text at the right; of a profile the model makes it anew each time
    QString sign;          ///< "PK" beside the text
    QString toolTip;       ///< plain text
    QUuid profile;
    ObjectPtr object;      ///< the object that it is or belongs to; null in a list that is no catalog
    std::unique_ptr<ObjectName> listed; ///< the object, where only the light list was read
    std::vector<std::unique_ptr<TreeNode>> children;

    TreeNode &add(Kind childKind, QString childText);
    /// The schema that it is or lies in; empty where there is none.
    [[nodiscard]] QString schema() const;
    /// Opening it would make children.
    [[nodiscard]] bool isLazy() const { return !filled && (kind == Kind::Profile || kind == Kind::Schema || kind == Kind::Object); }
};
using TreeNodes = std::vector<std::unique_ptr<TreeNode>>;

} // namespace concord
