// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/driftpanel.h"

#include "drift/driftboard.h"
#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "look/tone.h"
#include "look/wording.h"
#include "profilelist.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum Column { Database, Against, What, Measured, ColumnCount };
constexpr int profileRole = Qt::UserRole;
constexpr int objectRole = Qt::UserRole + 1; ///< ObjectAddress

/// A warning names its object as people read it: with its schema before a dot.
ObjectAddress addressOf(const QUuid &profile, const DriftWarning &warning)
{
    const qsizetype dot = warning.object.indexOf(u'.');
    return {profile, warning.kind, {dot < 0 ? QString() : warning.object.first(dot), warning.object.sliced(dot + 1)}};
}

QString countsText(const DriftFinding &finding)
{
    if (!finding.problem.isEmpty())
        return u"? "_s + finding.problem;
    if (!finding.summary.differs())
        return DriftPanel::tr("= no drift");
    QStringList parts;
    if (finding.summary.different > 0)
        parts.append(DriftPanel::tr("≠ %1 different").arg(finding.summary.different));
    if (finding.summary.onlyLeft > 0)
        parts.append(DriftPanel::tr("← %1 gone").arg(finding.summary.onlyLeft));
    if (finding.summary.onlyRight > 0)
        parts.append(DriftPanel::tr("→ %1 new").arg(finding.summary.onlyRight));
    return parts.join(u" · "_s) + (finding.muted ? u" · "_s + DriftPanel::tr("muted") : QString());
}

} // namespace

DriftPanel::DriftPanel(const Services &services, DriftBoard &board, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_board(board),
      m_stack(new QStackedWidget(this)),
      m_view(new QTreeWidget)
{
    m_view->setColumnCount(ColumnCount);
    m_view->setHeaderLabels({tr("database"), tr("measured by"), tr("drift"), tr("measured")});
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Drift"));
    m_view->setItemDelegate(new ToneDelegate(m_view));
    const int em = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(Database, em * 34);
    m_view->setColumnWidth(Against, em * 22);
    m_view->setColumnWidth(Measured, em * 18);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    auto *empty =
        makePlainLabel(tr("No database has a baseline yet.\nCompare → Baseline of the selected database: a snapshot of its own, or another database "
                          "that it follows.\nEach time it is read it is measured by that."),
                       this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true); // its longest line must not be the window's least width
    m_stack->addWidget(m_view);
    m_stack->addWidget(empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 0);
    makeButtons();
    layout->addWidget(m_stack, 1);
    connect(&m_board, &DriftBoard::changed, this, &DriftPanel::refill);
    connect(m_services.profiles, &ProfileList::changed, this, &DriftPanel::refill);
    connect(m_view, &QTreeWidget::itemSelectionChanged, this, &DriftPanel::updateButtons);
    connect(m_view, &QTreeWidget::itemActivated, this, &DriftPanel::openCurrent);
    m_view->setExpandsOnDoubleClick(false);
    refill();
}

void DriftPanel::makeButtons()
{
    auto *row = new QHBoxLayout;
    const auto add = [&](const QString &text, const QString &tip, auto slot) {
        QToolButton *button = makeLinkButton(text, this);
        button->setToolTip(tip);
        connect(button, &QToolButton::clicked, this, slot);
        row->addWidget(button);
        return button;
    };
    m_compare = add(tr("Side by side"), tr("The baseline and what is there now"), &DriftPanel::openCurrent);
    m_accept = add(tr("Accept as new baseline"), tr("What is there now is right: measure by it from now on"), [this] {
        if (const auto finding = current())
            m_board.accept(finding->profileId);
    });
    m_mute = add(tr("Mute"), tr("Measure it, but warn nobody"), [this] {
        if (const auto finding = current())
            m_board.setMuted(finding->profileId, !finding->muted);
    });
    m_baseline = add(tr("Baseline…"), tr("Measure it by something else"), [this] {
        if (const auto finding = current())
            Q_EMIT baselineWanted(finding->profileId);
    });
    m_timeline = add(tr("Timeline"), tr("What changed between its snapshots"), [this] {
        if (const auto finding = current())
            Q_EMIT timelineWanted(finding->profileId);
    });
    row->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

QString DriftPanel::nameOf(const QUuid &profile) const
{
    const auto entry = m_services.profiles->find(profile);
    return entry ? entry->endpoint.name : QString();
}

void DriftPanel::refill()
{
    const auto before = current();
    m_view->clear();
    // What needs a person comes first.
    QList<DriftFinding> findings = m_board.findings();
    const auto weight = [](const DriftFinding &finding) { return finding.muted ? 3 : finding.drifted() ? 0 : !finding.problem.isEmpty() ? 1 : 2; };
    std::ranges::stable_sort(findings, [&](const DriftFinding &a, const DriftFinding &b) {
        return std::pair(weight(a), nameOf(a.profileId).toCaseFolded()) < std::pair(weight(b), nameOf(b.profileId).toCaseFolded());
    });
    for (const DriftFinding &finding : std::as_const(findings)) {
        if (!nameOf(finding.profileId).isEmpty())
            addFinding(finding);
    }
    m_stack->setCurrentIndex(m_view->topLevelItemCount() > 0 ? 0 : 1);
    if (before)
        showProfile(before->profileId);
    else if (m_view->topLevelItemCount() > 0)
        m_view->setCurrentItem(m_view->topLevelItem(0));
    updateButtons();
}

void DriftPanel::addFinding(const DriftFinding &finding)
{
    auto *item = new QTreeWidgetItem(m_view);
    const auto entry = m_services.profiles->find(finding.profileId);
    item->setText(Database, entry->endpoint.name);
    item->setIcon(Database, dotIcon(endpointColour(entry->endpoint, palette()), *this));
    item->setText(Against, finding.baselineName);
    item->setText(What, countsText(finding));
    item->setText(Measured, ageText(finding.measured));
    item->setData(Database, profileRole, finding.profileId);
    setTone(*item, What, finding.drifted() && !finding.muted ? Tone::Warning : Tone::Dim);
    for (const DriftWarning &warning : finding.warnings) {
        auto *line = new QTreeWidgetItem(item);
        line->setText(Database, warning.text);
        line->setToolTip(Database, plainToolTip(warning.text));
        line->setData(Database, profileRole, finding.profileId);
        line->setData(Database, objectRole, QVariant::fromValue(addressOf(finding.profileId, warning)));
        line->setFirstColumnSpanned(true);
        if (finding.muted)
            setTone(*line, Database, Tone::Dim);
    }
    item->setExpanded(finding.drifted() && !finding.muted && finding.warnings.size() <= 20);
}

std::optional<DriftFinding> DriftPanel::current() const
{
    const QTreeWidgetItem *item = m_view->currentItem();
    return item ? m_board.finding(item->data(Database, profileRole).toUuid()) : std::nullopt;
}

void DriftPanel::showProfile(const QUuid &profile)
{
    for (int i = 0; i < m_view->topLevelItemCount(); ++i) {
        if (m_view->topLevelItem(i)->data(Database, profileRole).toUuid() == profile)
            m_view->setCurrentItem(m_view->topLevelItem(i));
    }
}

void DriftPanel::openCurrent()
{
    const auto finding = current();
    if (finding && finding->problem.isEmpty())
        Q_EMIT sideBySideWanted(*finding, m_view->currentItem()->data(Database, objectRole).value<ObjectAddress>());
}

void DriftPanel::updateButtons()
{
    const auto finding = current();
    const auto baseline = finding ? m_board.baseline(finding->profileId) : std::nullopt;
    m_compare->setEnabled(finding && finding->problem.isEmpty());
    m_accept->setEnabled(finding && (finding->drifted() || !finding->problem.isEmpty()) && (!baseline || baseline->follows.isNull()));
    m_mute->setEnabled(finding.has_value());
    m_mute->setText(finding && finding->muted ? tr("Warn again") : tr("Mute"));
    m_mute->setAccessibleName(m_mute->text());
    m_baseline->setEnabled(finding.has_value());
    m_timeline->setEnabled(finding.has_value());
}

} // namespace concord
