// SPDX-License-Identifier: GPL-3.0-or-later
// A tab's parts, and what they tell each other.
#include "query/querytab.h"

#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"
#include "query/findbar.h"
#include "query/messagesview.h"
#include "query/outcomestrip.h"
#include "query/parameterstrip.h"
#include "query/partbar.h"
#include "query/planview.h"
#include "query/querytabprivate.h"
#include "query/resultarea.h"
#include "query/sourceview.h"
#include "query/sqleditor.h"
#include "query/targetbar.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

void QueryTab::Private::build(QueryTab &tab)
{
    editor = new SqlEditor(&tab);
    findBar = new FindBar(*editor, &tab);
    parts = new PartBar(services.registry, &tab);
    parameters = new ParameterStrip(&tab);
    outcomes = new OutcomeStrip(&tab);
    outcomes->hide();
    results = new ResultArea(services, &tab);
    environmentBand = new QWidget(&tab);
    environmentBand->setFixedHeight(std::max(2, tab.fontMetrics().height() / 7));
    environmentBand->setAutoFillBackground(true);
    makeNoticeBar(tab);
    layOut(tab);

    starter = new RunStarter(services.registry, &tab);
    history = new RunHistory(services.workspace, &tab);
    editor->setCompletionSource([this](const QString &text, int cursor) { return namesAt(text, cursor); });
}

CompletionAnswer QueryTab::Private::namesAt(const QString &text, int cursor) const
{
    if (!services.completionNames)
        return {};
    const QList<Endpoint> here = endpointsAt(text, cursor);
    if (here.isEmpty() || !hasTextParts(text))
        return services.completionNames({targetBar->targets(), text, cursor});
    QList<QUuid> profiles;
    for (const Endpoint &endpoint : here)
        profiles.append(endpoint.profileId);
    return services.completionNames({profiles, textFor(text, here.first(), dialectOf(here.first(), *services.registry)), cursor});
}

void QueryTab::Private::makeNoticeBar(QueryTab &tab)
{
    noticeBar = new QWidget(&tab);
    notice = new ElidedLabel(noticeBar);
    QToolButton *closeNotice = makeSignButton(u"✕"_s, tr("Close the notice"), noticeBar);
    connect(closeNotice, &QToolButton::clicked, noticeBar, &QWidget::hide);
    noticeAction = makeLinkButton({}, noticeBar);
    connect(noticeAction, &QToolButton::clicked, &tab, [this] {
        noticeBar->hide();
        if (const auto act = std::exchange(offered, {}))
            act();
    });
    auto *noticeLayout = new QHBoxLayout(noticeBar);
    const int pad = tab.fontMetrics().height() / 3;
    noticeLayout->setContentsMargins(2 * pad, 0, pad, 0);
    noticeLayout->addWidget(notice, 1);
    noticeLayout->addWidget(noticeAction);
    noticeLayout->addWidget(closeNotice);
    noticeBar->hide();
}

void QueryTab::Private::layOut(QueryTab &tab)
{
    auto *upper = new QWidget(&tab);
    auto *upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    upperLayout->addWidget(environmentBand);
    upperLayout->addWidget(parts);
    upperLayout->addWidget(editor, 1);
    upperLayout->addWidget(findBar);
    upperLayout->addWidget(parameters);
    auto *lower = new QWidget(&tab);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(0);
    lowerLayout->addWidget(noticeBar);
    lowerLayout->addWidget(outcomes);
    lowerLayout->addWidget(results, 1);
    splitter = new QSplitter(Qt::Vertical, &tab);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(upper);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);
    splitter->setAccessibleName(tr("Editor and results"));
    auto *layout = new QVBoxLayout(&tab);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
}

void QueryTab::Private::makeRunBar(QueryTab &tab)
{
    runBar = new QWidget(&tab);
    runBar->setAccessibleName(tr("Run"));
    targetBar = new TargetBar(*services.profiles, runBar);
    runButton = new ColouredButton(ColouredButton::Look::Primary, runBar);
    runButton->setText(tr("▶ Run"));
    runButton->setAccessibleName(tr("Run"));
    runButton->setFocusPolicy(Qt::TabFocus);
    runButton->setPopupMode(QToolButton::MenuButtonPopup);
    auto *menu = new QMenu(runButton);
    menu->addAction(actions.runStatement);
    menu->addAction(actions.runScript);
    menu->addAction(actions.explain);
    QMenu *cap = menu->addMenu(tr("Rows per database"));
    auto *group = new QActionGroup(cap);
    for (const qint64 rows : {1'000LL, 10'000LL, 100'000LL, 1'000'000LL, 0LL}) {
        QAction *choice = cap->addAction(rows > 0 ? grouped(rows) : tr("all"));
        choice->setCheckable(true);
        choice->setChecked(rows == rowCap);
        group->addAction(choice);
        connect(choice, &QAction::triggered, &tab, [this, rows] { rowCap = rows; });
    }
    makeLimitActions(tab, menu);
    runButton->setMenu(menu);
    connect(runButton, &QToolButton::clicked, &tab, [&tab] { tab.runStatement(); });
    explainButton = new QToolButton(runBar);
    explainButton->setText(tr("Plan"));
    explainButton->setAccessibleName(tr("Explain"));
    explainButton->setFocusPolicy(Qt::TabFocus);
    connect(explainButton, &QToolButton::clicked, &tab, [&tab] { tab.explainStatement(); });
    stopButton = new QToolButton(runBar);
    stopButton->setText(tr("■ Stop"));
    stopButton->setAccessibleName(tr("Stop"));
    stopButton->setFocusPolicy(Qt::TabFocus);
    stopButton->setEnabled(false);
    connect(stopButton, &QToolButton::clicked, &tab, [&tab] { tab.stop(); });
    QLabel *on = makePlainLabel(tr("On"), runBar);
    on->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(runBar);
    const int pad = tab.fontMetrics().height() / 3;
    layout->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    layout->setSpacing(pad);
    layout->addWidget(runButton);
    layout->addWidget(explainButton);
    layout->addWidget(stopButton);
    layout->addSpacing(pad);
    layout->addWidget(on);
    layout->addWidget(targetBar, 1);
    runBar->addActions(tab.QWidget::actions());
    static_cast<QVBoxLayout *>(tab.layout())->insertWidget(0, runBar);
}

void QueryTab::Private::makeLimitActions(QueryTab &tab, QMenu *menu)
{
    QMenu *limit = menu->addMenu(tr("Give up after"));
    auto *group = new QActionGroup(limit);
    for (const int seconds : {0, 10, 60, 600}) {
        QAction *choice = limit->addAction(seconds > 0 ? tr("%1 s").arg(seconds) : tr("the connection's own limit"));
        choice->setCheckable(true);
        choice->setChecked(seconds * 1000 == timeoutMs);
        group->addAction(choice);
        connect(choice, &QAction::triggered, &tab, [this, seconds] { timeoutMs = seconds * 1000; });
    }
    QAction *manual = menu->addAction(tr("Manual commit"));
    manual->setCheckable(true);
    manual->setToolTip(tr("A transaction stays open on each database until you run COMMIT or ROLLBACK"));
    connect(manual, &QAction::toggled, &tab, [this](bool on) { manualCommit = on; });
}

void QueryTab::Private::connectParts(QueryTab &tab)
{
    connectEditor(tab);
    connectResults(tab);
    connectRuns(tab);
}

void QueryTab::Private::connectEditor(QueryTab &tab)
{
    connect(targetBar, &TargetBar::targetsChanged, &tab, [this, &tab] {
        targetsChanged(tab);
        Q_EMIT tab.stateChanged();
    });
    connect(services.profiles, &ProfileList::changed, &tab, [this, &tab] { targetsChanged(tab); });
    connect(editor, &SqlEditor::contentsEdited, &tab, [this, &tab] {
        edited = true;
        namesDelay.start();
        partDelay.start();
        if (!restoring)
            Q_EMIT tab.stateChanged();
    });
    connect(editor, &SqlEditor::cursorMoved, &tab, [this, &tab](int line, int column) {
        partDelay.start();
        position = tr("Ln %1, Col %2").arg(line).arg(column);
        Q_EMIT tab.statusChanged();
    });
    partDelay.setSingleShot(true);
    partDelay.setInterval(60);
    connect(&partDelay, &QTimer::timeout, &tab, [this] { followPart(); });
    connect(parts, &PartBar::placeWanted, &tab, [this](int offset) { goTo(offset); });
    connect(parts, &PartBar::partWanted, &tab, [this](const QString &line) {
        const int end = static_cast<int>(editor->contents().size());
        const QString part = (end == 0 ? QString() : u"\n\n"_s) + line + u'\n';
        editor->replaceAt(end, 0, part);
        goTo(end + static_cast<int>(part.size()));
    });
    namesDelay.setSingleShot(true);
    namesDelay.setInterval(250);
    connect(&namesDelay, &QTimer::timeout, &tab, [this, &tab] { findParameters(tab); });
    connect(parameters, &ParameterStrip::runWanted, &tab, [&tab] { tab.runStatement(); });
}

void QueryTab::Private::connectResults(QueryTab &tab)
{
    connect(outcomes, &OutcomeStrip::targetClicked, results, &ResultArea::showTarget);
    connect(results, &ResultArea::placeWanted, &tab, [this](int offset) { goTo((run ? run->request().textOffset : 0) + offset); });
    connect(results->plans(), &PlanView::placeWanted, &tab, [this](int offset) { goTo((plans ? plans->request().textOffset : 0) + offset); });
    connect(results, &ResultArea::exportWanted, &tab, [&tab] { tab.exportResult(); });
    connect(results, &ResultArea::selectionMessage, &tab, &QueryTab::selectionMessage);
    connect(results, &ResultArea::cellMessage, &tab, &QueryTab::cellMessage);
    connect(results, &ResultArea::problem, &tab, [this](const QString &text) { say(text); });
}

void QueryTab::Private::connectRuns(QueryTab &tab)
{
    connect(starter, &RunStarter::refused, &tab, [this, &tab](const QList<Error> &refusals, int offset) {
        refuse(refusals, offset);
        refreshRunning(tab);
        Q_EMIT tab.statusChanged();
    });
    connect(starter, &RunStarter::approvalNeeded, &tab, [this, &tab](const RunRequest &request, const RunCheck &check) { ask(tab, request, check); });
    connect(starter, &RunStarter::readyToExplain, &tab,
            [this, &tab](const RunRequest &request) { whenStopped(tab, [this, &tab, request] { explain(tab, request); }); });
    connect(starter, &RunStarter::ready, &tab, [this, &tab](const RunRequest &request, bool writes) {
        whenStopped(tab, [this, &tab, request, writes] { launch(tab, request, writes); });
    });
    stopGrace.setSingleShot(true);
    stopGrace.setInterval(1s);
    connect(&stopGrace, &QTimer::timeout, &tab, [this] {
        if (run)
            run->letGo();
    });
    connect(history, &RunHistory::written, &tab, &QueryTab::historyChanged);
    connect(history, &RunHistory::failed, &tab, [this](const QString &message) { say(tr("History could not be written: %1").arg(message)); });
    connect(&idle, &QTimer::timeout, &tab, [this] {
        if (session && !isBusy())
            session->closeIdle(10min);
    });
    idle.start(1min);
}

void QueryTab::Private::goTo(int offset)
{
    editor->setCursorOffset(offset);
    editor->setFocus(Qt::OtherFocusReason);
}

} // namespace concord
