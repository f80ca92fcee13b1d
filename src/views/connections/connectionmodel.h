// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <vector>

namespace concord {

class ConnectionTester;
class ObjectBrowser;
class DriverRegistry;
class ProfileList;
struct Services;

/// Groups → profiles → schemas → tables → columns. What lies below a profile is read when it is opened.
class ConnectionModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind { Root, Group, Profile, Schema, Object, Column, Note };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind as int
        BadgeRole,                   ///< short dim text at the right
        AlertRole,                   ///< bool: the badge tells of an error
        DotRole,                     ///< QColor of the environment's dot; invalid: none
        ProfileRole,                 ///< QUuid of the profile it belongs to
        NameRole,                    ///< bare name of the object or column
        SchemaRole,
        KeyRole                      ///< QString that stays the same over resets, for expanded state
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

    /// Reads what lies below these profiles again.
    void refresh(const QUuid &profile);
    /// Connects in the background; the answer stands beside the connection's name and in the log.
    void test(const QUuid &profile);
    /// All that the last test said; empty before one.
    [[nodiscard]] QString testText(const QUuid &profile) const;

private:
    struct Node;

    void rebuild();
    void fillProfile(const QUuid &profile);
    void fillColumns(const QUuid &profile, const ObjectName &object);
    void replaceChildren(Node &node, std::vector<std::unique_ptr<Node>> children);
    [[nodiscard]] std::vector<std::unique_ptr<Node>> objectNodes(const Endpoint &endpoint) const;
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;
    void visit(Node &node, const std::function<void(Node &)> &f);
    void profileChanged(const QUuid &profile);
    [[nodiscard]] QString badge(const Node &node) const;
    [[nodiscard]] QString toolTip(const Node &node) const;

    ProfileList &m_profiles;
    std::shared_ptr<const DriverRegistry> m_registry;
    ObjectBrowser &m_browser;
    ConnectionTester *m_tester;
    std::unique_ptr<Node> m_root;
};

} // namespace concord
