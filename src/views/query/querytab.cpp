// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/querytab.h"

#include "grid/exportdialog.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "look/colours.h"
#include "look/wording.h"
#include "profilelist.h"
#include "query/findbar.h"
#include "query/outcomestrip.h"
#include "query/parameterstrip.h"
#include "query/partbar.h"
#include "query/planview.h"
#include "query/querytabprivate.h"
#include "query/resultarea.h"
#include "query/runstatus.h"
#include "query/sqleditor.h"
#include "query/targetbar.h"

#include <algorithm>

using namespace Qt::StringLiterals;

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
    if (d->run && !d->run->isFinished())
        d->history->finish(*d->run);
    d->outcomes->setRun(nullptr);
    d->results->setRun(nullptr);
    d->results->setPlans(nullptr);
    d->run.reset();
    d->plans.reset();
    delete d->runBar;
}

QString QueryTab::wouldLose() const
{
    if (d->run && !d->run->isFinished() && d->runWrites)
        return tr("A write is running in “%1”. It is cancelled, and what its transaction holds is rolled back.").arg(title());
    if (d->openTransactions.isEmpty())
        return {};
    QStringList names = d->openTransactions.values();
    names.sort();
    return tr("“%1” has an open transaction on %2. It is rolled back.").arg(title(), names.join(u", "_s));
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
    colourBand(tab);
    namesDelay.start();
}

void QueryTab::Private::colourBand(const QueryTab &tab)
{
    const Environment strongest = tab.environment();
    QPalette band = tab.palette();
    band.setColor(QPalette::Window, environmentColour(strongest, band));
    environmentBand->setPalette(band);
    environmentBand->setToolTip(environmentName(strongest));
    environmentBand->setVisible(strongest == Environment::Production || strongest == Environment::Staging);
}

void QueryTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d->environmentBand)
        d->colourBand(*this);
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

QByteArray QueryTab::fileMark() const
{
    return d->fileMark;
}

void QueryTab::setFile(const QString &path, const QByteArray &mark)
{
    d->file = path;
    d->fileMark = mark;
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

QString QueryTab::positionText() const
{
    return d->position;
}

QString QueryTab::statusText() const
{
    if (d->refused)
        return tr("Not run");
    if (!d->run)
        return {};
    return tr("%1 · %2 · %3").arg(rowsText(*d->run), durationText(d->run->elapsedMs()), d->run->coverage().sentence());
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
    d->forgetWish();
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
