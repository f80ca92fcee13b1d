// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections/treenode.h"
#include "schema/objectaddress.h"
#include "services.h"
#include "workspace/drift.h"

#include <QAbstractItemModel>

#include <optional>

namespace concord {

class ConnectionTester;
class ObjectBrowser;
struct TestAnswer;

/// Groups → profiles → schemas → tables → columns, keys, indexes. Where a catalog was read, all comes from it and nothing connects;
/// else what lies below a profile is asked from the server when it is opened.
class ConnectionModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using Kind = TreeNode::Kind;
    using Alert = TreeNode::Alert;
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind as int
        BadgeRole,                   ///< short dim text at the right
        AlertRole,                   ///< Alert as int: what the badge, or a note, tells of
        DotRole,                     ///< QColor of the environment's dot; invalid: none
        ProfileRole,                 ///< QUuid of the profile it belongs to
        NameRole,                    ///< bare name of the object or column
        SchemaRole,
        KeyRole,                     ///< QString that stays the same over resets, for expanded state
        AddressRole                  ///< ObjectAddress of the object that it is or belongs to; null: none
    };

    ConnectionModel(const Services &services, ObjectBrowser &browser, QObject *parent = nullptr);
    ~ConnectionModel() override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// Asks the server again for the light list of a profile without a catalog.
    void refresh(const QUuid &profile);
    /// Connects in the background; the answer stands beside the connection's name and in the log.
    void test(const QUuid &profile);
    /// All that the last test said; empty before one.
    [[nodiscard]] QString testText(const QUuid &profile) const;
    /// Databases that have drifted get a sign and a sentence.
    void setDrift(const QList<DriftFinding> &findings);
    /// Whether a table of this text lies below, opened or not.
    [[nodiscard]] bool holds(const QModelIndex &index, const QString &text) const;

private:
    void rebuild();
    void fill(TreeNode &node);
    void askServer(const Endpoint &endpoint, const std::optional<ObjectName> &object);
    void fillProfile(const QUuid &profile);
    void fillColumns(const QUuid &profile, const ObjectName &object);
    void replaceChildren(TreeNode &node, TreeNodes children);
    [[nodiscard]] TreeNodes nodesOfProfile(const QUuid &profile) const;
    void profileChanged(const QUuid &profile);
    void updateAges();
    [[nodiscard]] TreeNode *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const TreeNode &node) const;
    [[nodiscard]] QList<TreeNode *> profileRows(const QUuid &profile) const;
    [[nodiscard]] QString badge(const TreeNode &node) const;
    [[nodiscard]] QString accessibleText(const TreeNode &node) const;
    [[nodiscard]] Alert alert(const TreeNode &node) const;
    [[nodiscard]] QString toolTip(const TreeNode &node) const;
    [[nodiscard]] std::optional<TestAnswer> tested(const QUuid &profile) const;
    [[nodiscard]] QString profileBadge(const QUuid &profile) const;
    [[nodiscard]] QString knownBadge(const QUuid &profile) const;
    [[nodiscard]] QString profileToolTip(const QUuid &profile) const;
    [[nodiscard]] ObjectAddress address(const TreeNode &node) const;

    Services m_services;
    ObjectBrowser &m_browser;
    ConnectionTester *m_tester;
    std::unique_ptr<TreeNode> m_root;
    QHash<QUuid, DriftFinding> m_drift; ///< of those that a person is to be warned of
    bool m_replacing = false; ///< rows are being put in or taken out
};

} // namespace concord
