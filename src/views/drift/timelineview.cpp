// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/timelineview.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/objectwords.h"
#include "workspace/workspacethread.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum Column { What, When, Snapshots, ColumnCount };
constexpr int stepRole = Qt::UserRole;
constexpr int objectRole = Qt::UserRole + 1; ///< ObjectAddress

QString sign(ChangeSort sort)
{
    switch (sort) {
    case ChangeSort::Added: return u"+ "_s;
    case ChangeSort::Removed: return u"− "_s;
    case ChangeSort::Changed: break;
    }
    return u"≠ "_s;
}

QString countsText(const SnapshotChanges &step)
{
    QStringList parts;
    for (const auto &[sort, words] :
         {std::pair(ChangeSort::Changed, TimelineView::tr("%1 changed")), std::pair(ChangeSort::Added, TimelineView::tr("%1 added")),
          std::pair(ChangeSort::Removed, TimelineView::tr("%1 removed"))}) {
        if (const auto count = std::ranges::count(step.changes, sort, &ObjectChange::sort); count > 0)
            parts.append(words.arg(count));
    }
    return parts.join(u" · "_s);
}

} // namespace

TimelineView::TimelineView(const Services &services, const QUuid &profile, const TimelineRequest &request, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_profile(profile),
      m_request(request),
      m_view(new QTreeWidget(this)),
      m_words(makePlainLabel({}, this))
{
    setObjectName(u"history"_s);
    setAccessibleName(title());
    m_view->setColumnCount(ColumnCount);
    m_view->setHeaderLabels({tr("change"), tr("read"), tr("between")});
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(title());
    m_view->setExpandsOnDoubleClick(false);
    const int em = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(What, em * 90);
    m_view->setColumnWidth(When, em * 24);
    m_words->setWordWrap(true);
    m_words->setMargin(fontMetrics().height());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_words);
    layout->addWidget(m_view, 1);
    m_words->setText(tr("Looking through the snapshots…"));
    m_view->hide();
    setFocusProxy(m_view);
    connect(m_view, &QTreeWidget::itemActivated, this, &TimelineView::openCurrent);
    connect(m_services.profiles, &ProfileList::changed, this, [this] {
        if (!m_services.profiles->find(m_profile))
            load();
    });
    if (m_services.catalogs) {
        connect(m_services.catalogs, &CatalogLibrary::changed, this, [this](const QUuid &changed) {
            if (changed != m_profile)
                return;
            m_stale = true;
            if (isVisible())
                load();
        });
    }
}

QString TimelineView::title() const
{
    const auto entry = m_services.profiles->find(m_profile);
    return tr("%1: timeline").arg(entry ? entry->endpoint.name : QString());
}

void TimelineView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        load();
}

void TimelineView::load()
{
    m_stale = false;
    if (!m_services.workspace)
        return;
    m_services.workspace
        ->post([profile = m_profile, request = m_request, registry = m_services.registry](Workspace &workspace) {
            return workspace.timeline(profile, *registry, request);
        })
        .then(this, [this](const Result<std::vector<SnapshotChanges>> &timeline) {
            if (!m_services.profiles->find(m_profile))
                showWords(tr("This connection was removed, and its snapshots with it."));
            else if (!timeline)
                showWords(u"✗ "_s + timeline.error().message);
            else if (timeline->empty())
                showWords(m_request.object ? tr("It never changed between the snapshots that there are. Each extraction (Ctrl+R) takes one.")
                                           : tr("Nothing changed between the snapshots that there are. Each extraction (Ctrl+R) takes one."));
            else
                fill(*timeline);
        });
}

/// Instead of a list.
void TimelineView::showWords(const QString &words)
{
    m_words->setText(words);
    m_words->show();
    m_view->hide();
}

void TimelineView::fill(const std::vector<SnapshotChanges> &timeline)
{
    m_timeline = timeline;
    m_words->hide();
    m_view->show();
    m_view->clear();
    for (size_t i = 0; i < m_timeline.size(); ++i) {
        const SnapshotChanges &step = m_timeline[i];
        auto *item = new QTreeWidgetItem(m_view);
        item->setText(What, m_request.object ? step.changes.front().details.join(u"; "_s) : countsText(step));
        if (item->text(What).isEmpty())
            item->setText(What, countsText(step));
        item->setText(When, ageText(step.to.taken));
        item->setToolTip(When, plainToolTip(QLocale().toString(step.to.taken.toLocalTime(), QLocale::LongFormat)));
        item->setText(Snapshots, u"@%1 → @%2"_s.arg(step.from.number).arg(step.to.number));
        item->setData(What, stepRole, static_cast<int>(i));
        for (const ObjectChange &change : step.changes) {
            const QStringList details = change.details.isEmpty() ? QStringList{QString()} : change.details;
            for (const QString &detail : details) {
                if (m_request.object && details.size() == 1)
                    break; // the step says it already
                auto *line = new QTreeWidgetItem(item);
                const QString object = m_request.object ? QString() : kindWord(change.kind) + u' ' + fullName(change.object);
                line->setText(What, sign(change.sort) + object + (object.isEmpty() || detail.isEmpty() ? QString() : u": "_s) + detail);
                line->setToolTip(What, plainToolTip(line->text(What)));
                line->setFirstColumnSpanned(true);
                line->setData(What, stepRole, static_cast<int>(i));
                line->setData(What, objectRole, QVariant::fromValue(ObjectAddress{m_profile, change.kind, change.object}));
            }
        }
        item->setExpanded(i < 20);
    }
    if (m_view->topLevelItemCount() > 0)
        m_view->setCurrentItem(m_view->topLevelItem(0));
}

void TimelineView::openCurrent()
{
    const QTreeWidgetItem *item = m_view->currentItem();
    if (!item)
        return;
    const auto step = static_cast<size_t>(item->data(What, stepRole).toInt());
    if (step < m_timeline.size())
        Q_EMIT sideBySideWanted(m_timeline[step].from, m_timeline[step].to, item->data(What, objectRole).value<ObjectAddress>());
}

} // namespace concord
