// SPDX-License-Identifier: GPL-3.0-or-later
// What ties the window to drift and its schedule.
#include "shell/mainwindow.h"

#include "compare/compareview.h"
#include "compare/ignorerulelist.h"
#include "connections/connectiontree.h"
#include "drift/driftboard.h"
#include "drift/driftpanel.h"
#include "drift/extractiontimer.h"
#include "shell/compareparts.h"
#include "shell/driftparts.h"
#include "shell/schemaparts.h"

#include <QDockWidget>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace concord {

void MainWindow::makeDriftDock()
{
    auto *dock = new QDockWidget(tr("Drift"), this);
    dock->setObjectName(u"drift"_s);
    dock->setWidget(m_drift->makePanel(dock));
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    keepPlaceOf(dock);
    auto *jobs = findChild<QDockWidget *>(u"jobs"_s);
    tabifyDockWidget(jobs, dock);
    jobs->raise();
    connect(&m_drift->board(), &DriftBoard::changed, dock, [this, dock] {
        const int count = m_drift->board().warned();
        const int unmeasured = m_drift->board().unmeasured();
        const QString title = count > 0 ? tr("Drift  ⚠ %1").arg(count) : tr("Drift");
        dock->setWindowTitle(unmeasured > 0 ? tr("%1  ? %2").arg(title).arg(unmeasured) : title);
    });
}

void MainWindow::connectDrift()
{
    m_drift->connectTree(m_tree);
    connect(m_drift, &DriftParts::failed, this, &MainWindow::report);
    connect(m_drift, &DriftParts::said, this, [this](const QString &text) { statusBar()->showMessage(text, 15'000); });
    connect(m_drift, &DriftParts::sideBySideWanted, this, &MainWindow::showSideBySide);
    connect(m_schema, &SchemaParts::momentsWanted, this, [this](const SnapshotInfo &from, const SnapshotInfo &to, const ObjectAddress &object) {
        showSideBySide(pastEnd(from), pastEnd(to), object);
    });
    connect(m_schema, &SchemaParts::snapshotsChanged, &m_drift->board(), &DriftBoard::load);
    connect(&m_compare->rules(), &IgnoreRuleList::changed, &m_drift->board(), &DriftBoard::measureAll);
    if (ExtractionTimer *timer = m_drift->timer()) {
        auto *words = new QLabel(this);
        words->setTextFormat(Qt::PlainText);
        words->setObjectName(u"nextExtraction"_s);
        words->hide();
        statusBar()->addPermanentWidget(words);
        connect(timer, &ExtractionTimer::changed, words, [timer, words] {
            const QDateTime next = timer->next();
            words->setVisible(next.isValid());
            if (timer->isRunning())
                words->setText(tr("reading schemas by schedule…"));
            else if (next.isValid())
                words->setText(tr("next extraction %1").arg(QLocale().toString(next.toLocalTime().time(), QLocale::ShortFormat)));
        });
    }
}

void MainWindow::showSideBySide(const EndChoice &left, const EndChoice &right, const ObjectAddress &object)
{
    CompareView *view = m_compare->comparePair(left, right);
    if (!object.isNull())
        view->showObject(object.kind, object.ref);
}

void MainWindow::makeDriftMenu()
{
    auto *menu = menuBar()->findChild<QMenu *>(u"compareMenu"_s);
    menu->addSeparator();
    const auto ofOne = [this](auto function) {
        return [this, function] {
            if (const auto profiles = m_tree->selectedProfiles(); profiles.size() == 1)
                (m_drift->*function)(profiles.first());
            else
                statusBar()->showMessage(tr("Select one connection in the tree first."), 8000);
        };
    };
    command(menu, u"drift"_s, tr("Show &drift"), {}, [this] {
        auto *dock = findChild<QDockWidget *>(u"drift"_s);
        dock->show();
        dock->raise();
    });
    command(menu, u"baseline"_s, tr("&Baseline of the selected database…"), {}, ofOne(&DriftParts::chooseBaseline));
    command(menu, u"timeline"_s, tr("&Timeline of the selected database"), {}, ofOne(&DriftParts::showTimeline));
    command(menu, u"schedule"_s, tr("Schedule of e&xtractions…"), {}, [this] { m_drift->editSchedule(); });
}

} // namespace concord
