// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/compareparts.h"

#include "compare/applyjob.h"
#include "compare/compareview.h"
#include "compare/endchooser.h"
#include "compare/ignorerulelist.h"
#include "compare/matrixview.h"
#include "compare/pairmappings.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

static const QString tabsKey = u"compareTabs"_s;

CompareParts::CompareParts(const Services &services, QTabWidget *tabs, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_tabs(tabs),
      m_rules(new IgnoreRuleList(services.workspace, this)),
      m_mappings(new PairMappings(services.workspace, this))
{
    connect(m_rules, &IgnoreRuleList::failed, this, &CompareParts::failed);
    connect(m_mappings, &PairMappings::failed, this, &CompareParts::failed);
    connect(m_services.catalogs, &CatalogLibrary::loaded, this, &CompareParts::restoreTabs);
}

void CompareParts::ask(const QString &title, const std::function<void(const EndChoice &)> &then)
{
    auto *chooser = new EndChooser(m_services, title, {}, m_tabs->window());
    connect(chooser, &EndChooser::chosen, this, [this, then](const EndChoice &choice, bool readNow) {
        then(choice);
        if (readNow)
            Q_EMIT extractWanted({choice.profile});
    });
    chooser->open();
}

void CompareParts::compare(const QList<EndChoice> &ends)
{
    if (m_services.profiles->entries().isEmpty()) {
        Q_EMIT said(tr("Add connections first; then any two of them can be compared."));
    } else if (ends.isEmpty()) {
        ask(tr("Compare: choose the left side"), [this](const EndChoice &left) { compare({left}); });
    } else if (ends.size() == 1) {
        const QString title = tr("Compare %1 with: choose the right side").arg(endName(m_services, ends[0]));
        ask(title, [this, left = ends[0]](const EndChoice &right) { comparePair(left, right); });
    } else if (ends.size() == 2) {
        comparePair(ends[0], ends[1]);
    } else {
        compareMany(ends);
    }
}

void CompareParts::add(QWidget *tab, const QString &title, bool current)
{
    const int index = m_tabs->addTab(tab, withoutMnemonic(title));
    if (current) {
        m_tabs->setCurrentIndex(index);
        tab->setFocus();
    }
    Q_EMIT made(tab);
    keepTabs();
}

CompareView *CompareParts::comparePair(const EndChoice &left, const EndChoice &right)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *open = qobject_cast<CompareView *>(m_tabs->widget(i));
        if (open && open->left() == left && open->right() == right) {
            m_tabs->setCurrentIndex(i);
            open->setFocus();
            return open;
        }
    }
    return addPair(left, right, true);
}

CompareView *CompareParts::addPair(const EndChoice &left, const EndChoice &right, bool current)
{
    auto *view = new CompareView(m_services, *m_rules, *m_mappings, left, right);
    connect(view, &CompareView::extractWanted, this, &CompareParts::extractWanted);
    connect(view, &CompareView::scriptWanted, this, &CompareParts::scriptWanted);
    connect(view, &CompareView::jobStarted, this, [this, view](ApplyJob *job) {
        connect(job, &ApplyJob::openWanted, view, [this, view] {
            m_tabs->setCurrentWidget(view);
            view->showScript(true);
        });
        Q_EMIT jobStarted(job);
    });
    connect(view, &CompareView::failed, this, &CompareParts::failed);
    connect(view, &CompareView::said, this, &CompareParts::said);
    connect(view, &CompareView::exported, this, [this](const QString &path) { Q_EMIT said(tr("The comparison is in %1.").arg(path)); });
    connect(view, &CompareView::titleChanged, this, [this, view] { m_tabs->setTabText(m_tabs->indexOf(view), withoutMnemonic(view->title())); });
    connect(view, &CompareView::stateChanged, this, &CompareParts::keepTabs);
    add(view, view->title(), current);
    return view;
}

MatrixView *CompareParts::compareMany(const QList<EndChoice> &ends)
{
    MatrixView *view = addMatrix(ends, true);
    view->readUnread();
    return view;
}

MatrixView *CompareParts::addMatrix(const QList<EndChoice> &ends, bool current)
{
    auto *view = new MatrixView(m_services, *m_rules, ends);
    connect(view, &MatrixView::extractWanted, this, &CompareParts::extractWanted);
    connect(view, &MatrixView::failed, this, &CompareParts::failed);
    connect(view, &MatrixView::exported, this, [this](const QString &path) { Q_EMIT said(tr("The matrix is in %1.").arg(path)); });
    connect(view, &MatrixView::titleChanged, this, [this, view] { m_tabs->setTabText(m_tabs->indexOf(view), withoutMnemonic(view->title())); });
    connect(view, &MatrixView::stateChanged, this, &CompareParts::keepTabs);
    connect(view, &MatrixView::pairWanted, this, [this](const EndChoice &left, const EndChoice &right, ObjectKind kind, const ObjectRef &ref) {
        comparePair(left, right)->showObject(kind, ref);
    });
    add(view, view->title(), current);
    return view;
}

void CompareParts::lookAtSnapshots()
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (auto *view = qobject_cast<CompareView *>(m_tabs->widget(i)))
            view->lookAtSnapshots();
    }
}

void CompareParts::answer(const QStringList &profiles, const QString &object)
{
    QList<EndChoice> ends;
    QList<QUuid> unread;
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        const qsizetype place = profiles.indexOf(entry.endpoint.name);
        if (place < 0)
            continue;
        ends.insert(std::min(place, ends.size()), EndChoice{entry.endpoint.profileId});
        if (!m_services.catalogs->catalog(entry.endpoint.profileId))
            unread.append(entry.endpoint.profileId);
    }
    if (ends.size() != 2)
        return;
    CompareView *view = comparePair(ends[0], ends[1]);
    view->setHidesSame(false);
    if (!object.isEmpty())
        view->showObject(ObjectKind::Table, {{}, object});
    if (!unread.isEmpty())
        Q_EMIT extractWanted(unread);
}

CompareView *CompareParts::current() const
{
    return qobject_cast<CompareView *>(m_tabs->currentWidget());
}

MatrixView *CompareParts::currentMatrix() const
{
    return qobject_cast<MatrixView *>(m_tabs->currentWidget());
}

void CompareParts::keepTabs()
{
    if (!m_restored || !m_services.workspace)
        return;
    QJsonArray list;
    for (int i = 0; i < m_tabs->count(); ++i) {
        QJsonObject state;
        if (const auto *pair = qobject_cast<CompareView *>(m_tabs->widget(i)))
            state = pair->state();
        else if (const auto *matrix = qobject_cast<MatrixView *>(m_tabs->widget(i)))
            state = matrix->state();
        if (state.isEmpty())
            continue;
        state.insert(u"active"_s, i == m_tabs->currentIndex());
        list.append(state);
    }
    (void)m_services.workspace->post(
        [json = QJsonDocument(list).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(tabsKey, json); });
}

void CompareParts::restoreTabs()
{
    if (std::exchange(m_restored, true) || !m_services.workspace)
        return;
    m_services.workspace->post([](Workspace &workspace) { return workspace.setting(tabsKey); }).then(this, [this](const Result<QByteArray> &kept) {
        const QJsonArray list = QJsonDocument::fromJson(kept.value_or(QByteArray())).array();
        for (const QJsonValue &value : list) {
            const QJsonObject json = value.toObject();
            const bool active = json.value("active"_L1).toBool();
            if (const QJsonArray ends = json.value("ends"_L1).toArray(); !ends.isEmpty()) {
                QList<EndChoice> choices;
                for (const QJsonValue &end : ends)
                    choices.append(endFromJson(end.toObject()));
                addMatrix(choices, active)->restore(json);
            } else {
                addPair(endFromJson(json.value("left"_L1).toObject()), endFromJson(json.value("right"_L1).toObject()), active)->restore(json);
            }
        }
    });
}

} // namespace concord
