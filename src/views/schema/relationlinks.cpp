// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/relationlinks.h"

#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/linkdialog.h"
#include "schema/objectwords.h"
#include "schema/schemaindex.h"
#include "workspace/workspacethread.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

RelationLinks::RelationLinks(const Services &services, SchemaIndex &index, const TableRef &table, Current current, QTreeView *view)
    : QObject(view),
      m_services(services),
      m_index(index),
      m_table(table),
      m_current(std::move(current)),
      m_view(view)
{
    const auto make = [this](const QString &name, const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(u"relations."_s + name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_view->addAction(action);
        return action;
    };
    m_draw = make(u"draw"_s, tr("&Link to another table…"), QKeySequence(Qt::Key_Insert), &RelationLinks::draw);
    m_confirm = make(u"confirm"_s, tr("&Confirm this relation"), {}, [this] { say(false); });
    m_deny = make(u"deny"_s, tr("This is &no relation"), {}, [this] { say(true); });
    m_takeBack = make(u"remove"_s, tr("&Remove this link"), QKeySequence(Qt::Key_Delete), &RelationLinks::takeBack);
    m_kept = make(u"kept"_s, tr("&All links that are kept…"), {}, &RelationLinks::showKept);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RelationLinks::updateActions);
    connect(m_view->model(), &QAbstractItemModel::modelReset, this, &RelationLinks::updateActions);
    updateActions();
}

void RelationLinks::updateActions()
{
    const auto relation = m_current();
    const bool guessed = relation && relation->origin == RelationOrigin::Inferred;
    m_confirm->setEnabled(guessed);
    m_deny->setEnabled(guessed);
    m_takeBack->setEnabled(relation && relation->origin == RelationOrigin::User);
}

void RelationLinks::draw()
{
    auto *dialog = new LinkDialog(m_services.catalogs->all(), m_table, m_view);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { save(dialog->link()); });
    dialog->open();
}

void RelationLinks::say(bool denied)
{
    const auto relation = m_current();
    if (!relation)
        return;
    UserLink link;
    link.from = relation->from.table;
    link.fromColumns = relation->from.columns;
    link.to = relation->to.table;
    link.toColumns = relation->to.columns;
    link.denied = denied;
    save(link);
}

void RelationLinks::takeBack()
{
    const auto relation = m_current();
    if (!relation || relation->origin != RelationOrigin::User)
        return;
    const auto link = std::ranges::find_if(m_index.links(), [&](const UserLink &each) {
        return each.from == relation->from.table && each.to == relation->to.table && each.fromColumns == relation->from.columns
               && each.toColumns == relation->to.columns;
    });
    if (link != m_index.links().end())
        remove(link->id);
}

void RelationLinks::save(const UserLink &link)
{
    m_services.workspace->post([link](Workspace &workspace) { return workspace.saveLink(link); }).then(this, [this](const Result<UserLink> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
        m_index.readLinks();
    });
}

void RelationLinks::remove(const QUuid &id)
{
    m_services.workspace->post([id](Workspace &workspace) { return workspace.removeLink(id); }).then(this, [this](const Result<void> &removed) {
        if (!removed)
            Q_EMIT failed(removed.error());
        m_index.readLinks();
    });
}

QString RelationLinks::words(const UserLink &link) const
{
    const auto end = [this](const TableRef &table, const QStringList &columns) {
        const auto entry = m_services.profiles->find(table.database);
        return (entry ? entry->endpoint.name : tr("another database")) + u" · "_s + fullName(table.table) + u" ("_s + columns.join(u", "_s) + u')';
    };
    const QString both = end(link.from, link.fromColumns) + (link.denied ? u"  ↛  "_s : u"  →  "_s) + end(link.to, link.toColumns);
    return link.note.isEmpty() ? both : both + u"   "_s + link.note;
}

/// What was denied is in no list of relations: here it can be taken back.
void RelationLinks::showKept()
{
    auto *dialog = new QDialog(m_view);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Links that are kept"));
    auto *list = new QListWidget;
    list->setAccessibleName(dialog->windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *removing = buttons->addButton(tr("&Remove"), QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(list);
    layout->addWidget(buttons);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 100, dialog->fontMetrics().height() * 16);
    const auto fill = [this, list, removing] {
        list->clear();
        for (const UserLink &link : m_index.links()) {
            auto *item = new QListWidgetItem(words(link), list);
            item->setData(Qt::UserRole, link.id);
        }
        list->setCurrentRow(0);
        removing->setEnabled(list->count() > 0);
    };
    fill();
    connect(&m_index, &SchemaIndex::relationsChanged, dialog, fill);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(removing, &QPushButton::clicked, this, [this, list] {
        if (const QListWidgetItem *item = list->currentItem())
            remove(item->data(Qt::UserRole).toUuid());
    });
    dialog->open();
}

} // namespace concord
