// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"
#include "services.h"

#include <QObject>

#include <functional>
#include <optional>

class QAction;
class QTreeView;

namespace concord {

class SchemaIndex;

/// What a person may say of a table's relations, as actions of the list that shows them: draw a link, confirm or deny what was guessed,
/// take their word back. Kept in the workspace; no database is changed.
class RelationLinks : public QObject
{
    Q_OBJECT

public:
    /// The relation of the list's current row; nullopt: none.
    using Current = std::function<std::optional<Relation>()>;
    /// `services.workspace` and `services.catalogs` are not null. Lives with `view`.
    RelationLinks(const Services &services, SchemaIndex &index, const TableRef &table, Current current, QTreeView *view);

Q_SIGNALS:
    void failed(const concord::Error &error);

private:
    void draw();
    void say(bool denied);
    void takeBack();
    void showKept();
    void save(const UserLink &link);
    void remove(const QUuid &id);
    void updateActions();
    [[nodiscard]] QString words(const UserLink &link) const;

    Services m_services;
    SchemaIndex &m_index;
    TableRef m_table;
    Current m_current;
    QTreeView *m_view;
    QAction *m_draw;
    QAction *m_confirm;
    QAction *m_deny;
    QAction *m_takeBack;
    QAction *m_kept;
};

} // namespace concord
