// SPDX-License-Identifier: GPL-3.0-or-later
// How a query tab runs: from the keys to the run, and what is shown of its end.
#include "compute/engine.h"
#include "look/elidedlabel.h"
#include "query/approvaldialog.h"
#include "query/format.h"
#include "query/outcomestrip.h"
#include "query/parameterstrip.h"
#include "query/querytabprivate.h"
#include "query/resultarea.h"
#include "query/sqleditor.h"
#include "query/sqltables.h"
#include "query/targetbar.h"
#include "query/textparts.h"

#include <QAction>
#include <QThreadPool>
#include <QToolButton>
#include <QtConcurrentRun>

#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Looking for parameters while one types is for texts that a person typed.
constexpr int typedTextLimit = 2'000'000;
/// Hundreds of targets tell of themselves ten times a second each.
constexpr int statusInterval = 100;

/// Where to mark an error in what was run; -1: nowhere. Where the engine told no place the statement begins there: a script's errors
/// have one already.
int markOf(const Error &error)
{
    const bool isOfTheStatement = error.kind == ErrorKind::Server || error.kind == ErrorKind::Syntax;
    return error.offset < 0 && isOfTheStatement ? 0 : error.offset;
}

/// Whether all that answered have as many columns: then the first of one may stand for the first of another.
bool isSameWidth(const CombinedResult &result)
{
    std::size_t width = 0;
    for (std::size_t i = 0; i < result.sources().size(); ++i) {
        const std::size_t own = result.sourceView(static_cast<int>(i)).columns.size();
        if (own > 0 && width > 0 && own != width)
            return false;
        width = std::max(width, own);
    }
    return true;
}

} // namespace

void QueryTab::Private::wish(QueryTab &tab, Wish what)
{
    if (!mayStart())
        return;
    const bool wholeScript = what == Wish::Script;
    RunWish wanted;
    wanted.editorText = editor->contents();
    wanted.cursor = editor->cursorOffset();
    wanted.wholeScript = wholeScript;
    wanted.plan = what == Wish::Plan;
    if (!wholeScript && editor->hasSelectedText()) {
        wanted.selection = editor->selectedText();
        wanted.selectionStart = editor->selectionOffset();
    }
    for (const Endpoint &endpoint : targetBar->endpoints())
        wanted.request.targets.append({endpoint, {}});
    if (wanted.request.targets.size() != targetBar->targets().size()) {
        say(tr("One of the chosen databases is no longer in the workspace: take it away beside Run, or choose another."));
        return;
    }
    wanted.request.rowCap = rowCap;
    wanted.request.timeoutMs = timeoutMs;
    wanted.request.concurrency = concurrency;
    wanted.request.manualCommit = manualCommit;
    wanted.request.holdCapped = true;
    preparing = true;
    editor->setErrors({});
    noticeBar->hide();
    refreshRunning(tab);
    starter->start(wanted, [this](RunRequest &request, const QStringList &names) { return fillParameters(request, names); });
}

Result<void> QueryTab::Private::fillParameters(RunRequest &request, const QStringList &names) const
{
    if (names.isEmpty())
        return {};
    QStringList known = parameters->names();
    for (const QString &name : names) {
        if (!known.contains(name))
            known.append(name);
    }
    parameters->setNames(known);
    const auto values = parameters->values();
    if (!values)
        return fail(values.error());
    request.parameters = *values;
    for (Target &target : request.targets) {
        const auto own = parameters->valuesFor(target.endpoint.profileId);
        if (!own)
            return fail(own.error());
        target.parameters = *own;
        for (const QString &name : names) {
            const auto hasName = [&](const Parameter &parameter) { return parameter.name == name; };
            if (std::ranges::any_of(target.parameters, hasName) || std::ranges::any_of(request.parameters, hasName))
                continue;
            parameters->focusName(name);
            return fail(ErrorKind::Usage, tr("The parameter :%1 has no value for %2. Type one under the editor.").arg(name, target.endpoint.name));
        }
    }
    return {};
}

void QueryTab::Private::refuse(const QList<Error> &refusals, int offset)
{
    preparing = false;
    refused = true;
    outcomes->hide(); // they are an earlier run's
    results->showRefusals(refusals);
    QList<EditorError> marks;
    for (const Error &error : refusals) {
        if (error.offset >= 0)
            marks.append({offset + error.offset, tr("not run"), error.message});
    }
    editor->setErrors(marks);
}

void QueryTab::Private::ask(QueryTab &tab, const RunRequest &request, const RunCheck &check)
{
    auto *dialog = new ApprovalDialog(request, check, &tab);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, &tab, [this, &tab, request](int answer) {
        preparing = false;
        if (answer == QDialog::Accepted)
            whenStopped(tab, [this, &tab, request] { launch(tab, request, true); });
        else
            say(tr("Not run: the write was not approved."));
        refreshRunning(tab);
    });
    dialog->open();
}

/// Now, or once the run that was told to stop has ended. A server that does not confirm within a moment is let go of: its connection
/// ends by itself, and what comes next has one of its own.
void QueryTab::Private::whenStopped(QueryTab &tab, std::function<void()> next)
{
    if (!run || run->isFinished()) {
        next();
        return;
    }
    preparing = true;
    afterStop = std::move(next);
    stopGrace.start();
    refreshRunning(tab);
}

void QueryTab::Private::forgetWish()
{
    if (!afterStop)
        return;
    afterStop = nullptr;
    stopGrace.stop();
    preparing = false;
}

/// The names of those whose server has not said that it stopped.
static QStringList unconfirmed(const Run &run)
{
    QStringList names;
    for (int i = 0; i < run.targetCount(); ++i) {
        if (!run.outcome(i).stopConfirmed)
            names.append(run.request().targets[i].endpoint.name);
    }
    return names;
}

void QueryTab::Private::needSession(QueryTab &tab)
{
    if (session)
        return;
    session = std::make_unique<Session>(services.registry, services.secrets);
    connect(session.get(), &Session::stateLost, &tab, [this](const QString &name, const QString &reason) {
        openTransactions.removeIf([&name](auto entry) { return entry.value() == name; });
        say(tr("%1: %2").arg(name, reason));
    });
}

void QueryTab::Private::explain(QueryTab &tab, const RunRequest &request)
{
    preparing = false;
    needSession(tab);
    results->setPlans(nullptr);
    plans = std::make_unique<PlanRun>(request, *session);
    connect(plans.get(), &PlanRun::finished, &tab, [this, &tab] { refreshRunning(tab); });
    plans->start();
    results->setPlans(plans.get());
    refreshRunning(tab);
}

void QueryTab::Private::launch(QueryTab &tab, const RunRequest &request, bool writes)
{
    preparing = false;
    runWrites = writes;
    refused = false;
    edited = false;
    outcomes->setRun(nullptr);
    results->setRun(nullptr);
    run.reset();
    needSession(tab);
    run = std::make_unique<Run>(request, *session);
    connect(run.get(), &Run::finished, &tab, [this, &tab] { finish(tab); });
    connect(run.get(), &Run::outcomeChanged, &tab, [this, &tab] { refreshRunning(tab); });
    const Dialect &dialect = dialectOf(request.targets.first().endpoint, *services.registry);
    if (request.text.size() < typedTextLimit)
        results->setInsertTarget(firstTable(textFor(request.text, request.targets.first().endpoint, dialect), dialect), &dialect);
    outcomes->setRun(run.get());
    results->setRun(run.get());
    run->start();
    history->begin(*run, workSession);
    refreshRunning(tab);
}

void QueryTab::Private::finish(QueryTab &tab)
{
    markErrors();
    noteTransactions();
    tellOfExpressions();
    if (const QStringList names = unconfirmed(*run); !names.isEmpty())
        say(tr("%1: not confirmed that it stopped. Its connection is left to end by itself; the next run has a new one.").arg(names.join(u", "_s)));
    history->finish(*run);
    refreshRunning(tab);
    if (afterStop) {
        stopGrace.stop();
        QTimer::singleShot(0, &tab, [this] { // the run that ended is not gone before it has told all
            if (const auto next = std::exchange(afterStop, {})) {
                preparing = false;
                next();
            }
        });
    }
    // The first sort would pay for the engine's start; the rows are painted first.
    static bool warm = false;
    if (services.compute && !warm) {
        warm = true;
        QTimer::singleShot(300, &tab, [engine = services.compute] { QThreadPool::globalInstance()->start([engine] { engine->warmUp(); }); });
    }
    Q_EMIT tab.statusChanged();
}

void QueryTab::Private::noteTransactions()
{
    for (int i = 0; i < run->targetCount(); ++i) {
        const Endpoint &endpoint = run->request().targets[i].endpoint;
        const Outcome outcome = run->outcome(i);
        const bool isLost = outcome.error && outcome.error->kind == ErrorKind::Lost;
        if (outcome.transaction == TransactionState::InTransaction && !endpoint.readOnly)
            openTransactions.insert(endpoint.profileId, endpoint.name);
        else if (outcome.transaction != TransactionState::Unknown || isLost) // of a run that did not reach it, what was before stays
            openTransactions.remove(endpoint.profileId);
    }
}

void QueryTab::Private::tellOfExpressions()
{
    const CombinedResult rows = run->combined();
    const QString apart = expressionApart(rows);
    if (apart.isEmpty() || results->alignment() == Alignment::ByPosition)
        return;
    const QString text = tr("Columns are matched by name, and “%1” is not called so everywhere. AS gives it one name: %1 AS n.").arg(apart);
    if (isSameWidth(rows))
        offer(text, tr("Match by position"), [this] { matchByPosition(); });
    else
        say(text);
}

void QueryTab::Private::matchByPosition()
{
    results->setAlignment(Alignment::ByPosition);
    offer(tr("Columns are matched by their position, whatever they are called. Each header's tip tells the other names."), tr("Match by name"),
          [this] {
              results->setAlignment(Alignment::ByName);
              tellOfExpressions();
          });
}

void QueryTab::Private::markErrors()
{
    if (edited)
        return;
    QList<EditorError> marks;
    for (int i = 0; i < run->targetCount(); ++i) {
        const Outcome outcome = run->outcome(i);
        const int mark = outcome.error ? markOf(*outcome.error) : -1;
        if (mark >= 0)
            marks.append({run->request().textOffset + mark, run->request().targets[i].endpoint.name, outcome.error->message});
    }
    editor->setErrors(marks);
}

void QueryTab::Private::findParameters(QueryTab &tab)
{
    const QString text = editor->contents();
    if (text.size() > typedTextLimit)
        return;
    const int question = ++namesQuestion;
    QtConcurrent::run([text, endpoints = targetBar->endpoints(), dialect = editor->dialect(), registry = services.registry] {
        return endpoints.isEmpty() ? parameterNames(text, dialect) : parameterNamesFor(text, endpoints, *registry);
    }).then(&tab, [this, question](const QStringList &names) {
        if (question == namesQuestion)
            parameters->setNames(names);
    });
}

/// All of the text, off the GUI thread; dropped when the text went on meanwhile.
void QueryTab::Private::format(QueryTab &tab)
{
    const QString before = editor->contents();
    QtConcurrent::run([before, dialect = editor->dialect()] { return formatSql(before, dialect); }).then(&tab, [this, before](const QString &after) {
        if (after == before || editor->contents() != before)
            return;
        const int cursor = editor->cursorOffset();
        editor->setContents(after);
        editor->setCursorOffset(std::min(cursor, int(after.size())));
    });
}

void QueryTab::Private::refreshRunning(QueryTab &tab)
{
    const bool running = isBusy();
    const bool was = stopButton->isEnabled();
    const bool free = mayStart();
    runButton->setEnabled(free);
    actions.runStatement->setEnabled(free);
    actions.runScript->setEnabled(free);
    actions.explain->setEnabled(free);
    explainButton->setEnabled(free);
    if (run && !run->isFinished()) {
        refused = false;
        outcomes->show(); // also after a refusal had hidden them
    }
    stopButton->setEnabled(running);
    actions.stop->setEnabled(running);
    if (running != was)
        Q_EMIT tab.runningChanged(running);
    if (running && (!was || told.elapsed() >= statusInterval)) {
        told.start();
        Q_EMIT tab.statusChanged();
    }
}

void QueryTab::Private::say(const QString &text)
{
    offer(text, {}, {});
}

void QueryTab::Private::offer(const QString &text, const QString &action, std::function<void()> act)
{
    notice->setText(text);
    offered = std::move(act);
    noticeAction->setText(action);
    noticeAction->setAccessibleName(action);
    noticeAction->setVisible(!action.isEmpty());
    noticeBar->setVisible(!text.isEmpty());
}

} // namespace concord
