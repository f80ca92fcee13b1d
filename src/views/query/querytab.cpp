// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/querytab.h"

#include "grid/exportdialog.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "look/colours.h"
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

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

QueryTab::QueryTab(Services services, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    d->services = std::move(services);
    d->title = tr("query");
    d->build(*this);
    d->makeActions(*this);
    d->makeRunBar(*this);
    d->explainKeys();
    d->connectParts(*this);
    d->targetsChanged(*this);
    d->refreshRunning(*this);
    setFocusProxy(d->editor);
}

QueryTab::~QueryTab()
{
    blockSignals(true); // the window that listens may be going too
    d->outcomes->setRun(nullptr);
    d->results->setRun(nullptr);
    d->results->setPlans(nullptr);
    d->run.reset();
    d->plans.reset();
    delete d->runBar;
}

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
    noticeBar = new QWidget(&tab);
    notice = new ElidedLabel(noticeBar);
    QToolButton *closeNotice = makeSignButton(u"✕"_s, tr("Close the notice"), noticeBar);
    connect(closeNotice, &QToolButton::clicked, noticeBar, &QWidget::hide);
    auto *noticeLayout = new QHBoxLayout(noticeBar);
    const int pad = tab.fontMetrics().height() / 3;
    noticeLayout->setContentsMargins(2 * pad, 0, pad, 0);
    noticeLayout->addWidget(notice, 1);
    noticeLayout->addWidget(closeNotice);
    noticeBar->hide();

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

    starter = new RunStarter(services.registry, &tab);
    history = new RunHistory(services.workspace, &tab);
    editor->setCompletionSource([this](const QString &text, int cursor) {
        if (!services.completionNames)
            return CompletionAnswer();
        const QList<Endpoint> here = endpointsAt(text, cursor);
        if (here.isEmpty() || !hasTextParts(text))
            return services.completionNames({targetBar->targets(), text, cursor});
        QList<QUuid> profiles;
        for (const Endpoint &endpoint : here)
            profiles.append(endpoint.profileId);
        return services.completionNames({profiles, textFor(text, here.first(), dialectOf(here.first(), *services.registry)), cursor});
    });
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
        Q_EMIT tab.statusMessage(tr("Ln %1, Col %2").arg(line).arg(column));
    });
    partDelay.setSingleShot(true);
    partDelay.setInterval(60);
    connect(&partDelay, &QTimer::timeout, &tab, [this] { followPart(); });
    connect(parts, &PartBar::placeWanted, &tab, [this](int offset) {
        editor->setCursorOffset(offset);
        editor->setFocus(Qt::OtherFocusReason);
    });
    connect(parts, &PartBar::partWanted, &tab, [this](const QString &line) {
        const int end = static_cast<int>(editor->contents().size());
        const QString part = (end == 0 ? QString() : u"\n\n"_s) + line + u'\n';
        editor->replaceAt(end, 0, part);
        editor->setCursorOffset(end + static_cast<int>(part.size()));
        editor->setFocus(Qt::OtherFocusReason);
    });
    namesDelay.setSingleShot(true);
    namesDelay.setInterval(250);
    connect(&namesDelay, &QTimer::timeout, &tab, [this, &tab] { findParameters(tab); });
    connect(parameters, &ParameterStrip::runWanted, &tab, [&tab] { tab.runStatement(); });
    connect(outcomes, &OutcomeStrip::targetClicked, results, &ResultArea::showTarget);
    connect(results, &ResultArea::placeWanted, &tab, [this](int offset) {
        editor->setCursorOffset((run ? run->request().textOffset : 0) + offset);
        editor->setFocus(Qt::OtherFocusReason);
    });
    connect(results->plans(), &PlanView::placeWanted, &tab, [this](int offset) {
        editor->setCursorOffset((plans ? plans->request().textOffset : 0) + offset);
        editor->setFocus(Qt::OtherFocusReason);
    });
    connect(results, &ResultArea::exportWanted, &tab, [&tab] { tab.exportResult(); });
    connect(results, &ResultArea::selectionMessage, &tab, &QueryTab::selectionMessage);
    connect(results, &ResultArea::cellMessage, &tab, &QueryTab::cellMessage);
    connect(results, &ResultArea::problem, &tab, [this](const QString &text) { say(text); });
    connect(starter, &RunStarter::refused, &tab, [this, &tab](const QList<Error> &refusals, int offset) {
        refuse(refusals, offset);
        refreshRunning(tab);
    });
    connect(starter, &RunStarter::approvalNeeded, &tab, [this, &tab](const RunRequest &request, const RunCheck &check) { ask(tab, request, check); });
    connect(starter, &RunStarter::readyToExplain, &tab, [this, &tab](const RunRequest &request) { explain(tab, request); });
    connect(starter, &RunStarter::ready, &tab, [this, &tab](const RunRequest &request) { launch(tab, request); });
    connect(history, &RunHistory::written, &tab, &QueryTab::historyChanged);
    connect(history, &RunHistory::failed, &tab, [this](const QString &message) { say(tr("History could not be written: %1").arg(message)); });
    connect(&idle, &QTimer::timeout, &tab, [this] {
        if (session && !isBusy())
            session->closeIdle(10min);
    });
    idle.start(1min);
}

QList<Endpoint> QueryTab::Private::endpointsAt(const QString &text, int offset) const
{
    QList<Endpoint> here;
    for (const Endpoint &endpoint : targetBar->endpoints()) {
        if (isFor(text, offset, endpoint, dialectOf(endpoint, *services.registry)))
            here.append(endpoint);
    }
    return here;
}

/// Colours and completion are those of the language that stands at the cursor.
void QueryTab::Private::followPart()
{
    const QString text = editor->contents();
    const int cursor = editor->cursorOffset();
    parts->setText(text, cursor);
    if (!parts->isActive())
        return;
    const QList<Endpoint> here = endpointsAt(text, cursor);
    if (here.isEmpty())
        return;
    const Dialect &dialect = dialectOf(here.first(), *services.registry);
    if (dialect.engine != editor->dialect().engine)
        editor->setDialect(dialect);
}

void QueryTab::Private::targetsChanged(QueryTab &tab)
{
    const QList<Endpoint> endpoints = targetBar->endpoints();
    parameters->setTargets(endpoints);
    parts->setTargets(endpoints);
    partDelay.start();
    if (endpoints.isEmpty()) {
        Dialect plain;
        plain.highlighting = u"SQL"_s;
        editor->setDialect(plain);
    } else {
        editor->setDialect(dialectOf(endpoints.first(), *services.registry));
    }
    const Environment strongest = tab.environment();
    QPalette band = tab.palette();
    band.setColor(QPalette::Window, environmentColour(strongest, band));
    environmentBand->setPalette(band);
    environmentBand->setToolTip(environmentName(strongest));
    environmentBand->setVisible(strongest == Environment::Production || strongest == Environment::Staging);
    namesDelay.start();
}

OpenEditor QueryTab::state() const
{
    OpenEditor state;
    state.id = d->id;
    state.title = d->title;
    state.text = d->editor->contents();
    state.file = d->file;
    state.cursor = d->editor->cursorOffset();
    state.targets = d->targetBar->targets();
    return state;
}

void QueryTab::restore(const OpenEditor &editor)
{
    d->restoring = true;
    if (!editor.id.isNull())
        d->id = editor.id;
    d->file = editor.file;
    d->targetBar->setTargets(editor.targets);
    d->editor->setContents(editor.text);
    d->editor->SendScintilla(QsciScintillaBase::SCI_EMPTYUNDOBUFFER);
    d->editor->setCursorOffset(editor.cursor);
    d->restoring = false;
    setTitle(editor.title);
}

QUuid QueryTab::id() const
{
    return d->id;
}

QString QueryTab::title() const
{
    return d->title;
}

void QueryTab::setTitle(const QString &title)
{
    if (title.isEmpty() || title == d->title)
        return;
    d->title = title;
    Q_EMIT titleChanged(title);
    if (!d->restoring)
        Q_EMIT stateChanged();
}

QString QueryTab::text() const
{
    return d->editor->contents();
}

void QueryTab::setText(const QString &text)
{
    d->editor->setContents(text);
}

QString QueryTab::file() const
{
    return d->file;
}

void QueryTab::setFile(const QString &path)
{
    d->file = path;
    Q_EMIT stateChanged();
}

QList<QUuid> QueryTab::targets() const
{
    return d->targetBar->targets();
}

void QueryTab::setTargets(const QList<QUuid> &profiles)
{
    d->targetBar->setTargets(profiles);
}

Environment QueryTab::environment() const
{
    auto strongest = Environment::None;
    for (const Endpoint &endpoint : d->targetBar->endpoints())
        strongest = std::max(strongest, endpoint.environment);
    return strongest;
}

void QueryTab::setWorkSession(const QString &name)
{
    d->workSession = name;
}

void QueryTab::setRowCap(qint64 rows)
{
    d->rowCap = rows;
}

void QueryTab::setTimeout(int milliseconds)
{
    d->timeoutMs = milliseconds;
}

void QueryTab::setConcurrency(int targets)
{
    d->concurrency = targets;
}

bool QueryTab::isRunning() const
{
    return d->isBusy();
}

SqlEditor *QueryTab::editor() const
{
    return d->editor;
}

FindBar *QueryTab::findBar() const
{
    return d->findBar;
}

TargetBar *QueryTab::targetBar() const
{
    return d->targetBar;
}

ResultArea *QueryTab::results() const
{
    return d->results;
}

OutcomeStrip *QueryTab::outcomes() const
{
    return d->outcomes;
}

ParameterStrip *QueryTab::parameters() const
{
    return d->parameters;
}

PartBar *QueryTab::parts() const
{
    return d->parts;
}

const PlanRun *QueryTab::plans() const
{
    return d->plans.get();
}

const Run *QueryTab::run() const
{
    return d->run.get();
}

QWidget *QueryTab::runBar() const
{
    return d->runBar;
}

QString QueryTab::statusText() const
{
    if (!d->run)
        return {};
    qint64 rows = 0;
    for (int i = 0; i < d->run->targetCount(); ++i)
        rows += d->run->outcome(i).rows;
    return tr("%1 rows · %2 · %3").arg(grouped(rows), durationText(d->run->elapsedMs()), d->run->coverage().sentence());
}

const QueryTab::Actions &QueryTab::actions() const
{
    return d->actions;
}

void QueryTab::runStatement()
{
    d->wish(*this, Private::Wish::Statement);
}

void QueryTab::runScript()
{
    d->wish(*this, Private::Wish::Script);
}

void QueryTab::explainStatement()
{
    d->wish(*this, Private::Wish::Plan);
}

void QueryTab::stop()
{
    if (d->run && !d->run->isFinished())
        d->run->cancel();
    if (d->plans)
        d->plans->cancel();
}

void QueryTab::cancelTarget(int target)
{
    if (d->run)
        d->run->cancel(target);
}

void QueryTab::retryTarget(int target)
{
    if (d->run)
        d->run->retry(target);
}

void QueryTab::exportResult()
{
    const ResultGrid *grid = d->results->currentGrid();
    if (!d->run || grid->model()->columnCount() == 0)
        return;
    auto *dialog = new ExportDialog(grid->model()->result(), grid->model()->order(), d->run->coverage(), d->services.compute, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace concord
