// SPDX-License-Identifier: GPL-3.0-or-later
#include "concord/screenshots.h"

#include "compare/comparemodel.h"
#include "compare/compareview.h"
#include "connections/connectiontree.h"
#include "docks/jobsmodel.h"
#include "docks/jobspanel.h"
#include "look/theme.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "schema/schemaindex.h"
#include "shell/compareparts.h"
#include "shell/mainwindow.h"
#include "shell/schemaparts.h"
#include "shell/startpage.h"

#include <QDir>
#include <QTreeView>
#include <QPixmap>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto pollEvery = 100ms;
static constexpr int giveUpAfter = 300; // polls
static constexpr int settlePolls = 8;   // for a last repaint after a run

Screenshots::Screenshots(MainWindow &window, Services services, QString folder)
    : m_window(window),
      m_services(std::move(services)),
      m_folder(std::move(folder))
{
    m_poll.setInterval(pollEvery);
    connect(&m_poll, &QTimer::timeout, this, &Screenshots::shoot);
}

void Screenshots::start()
{
    if (!QDir().mkpath(m_folder)) {
        std::fprintf(stderr, "%s\n", qPrintable(tr("The folder %1 cannot be made.").arg(m_folder)));
        Q_EMIT finished(1);
        return;
    }
    applyTheme(Theme::Light);
    m_window.resize(1440, 900);
    m_window.show();
    addScenes();
    connect(&m_window, &MainWindow::restored, this, &Screenshots::next, Qt::SingleShotConnection);
    m_window.restore();
}

void Screenshots::openStep(int step)
{
    const StartStep demo = demoSteps().at(step);
    QList<QUuid> targets;
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        if (demo.profiles.contains(entry.endpoint.name))
            targets.append(entry.endpoint.profileId);
    }
    QueryTab *tab = m_window.newQuery(targets, demo.statement + u";\n"_s);
    tab->setTitle(demo.title);
    tab->runStatement();
}

QUuid Screenshots::idOf(const QString &name) const
{
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        if (entry.endpoint.name == name)
            return entry.endpoint.profileId;
    }
    return {};
}

void Screenshots::extractAll()
{
    QList<QUuid> all;
    for (const ProfileEntry &entry : m_services.profiles->entries())
        all.append(entry.endpoint.profileId);
    m_window.schema()->extract(all, false);
}

void Screenshots::openObject(const QString &database, const QString &table, const QString &page)
{
    m_window.schema()->openObject({idOf(database), ObjectKind::Table, {{}, table}}, page);
    m_window.tree()->selectObject({idOf(database), ObjectKind::Table, {{}, table}});
}

void Screenshots::comparePair(const QString &left, const QString &right)
{
    m_window.comparisons()->comparePair(EndChoice{idOf(left)}, EndChoice{idOf(right)});
}

void Screenshots::compareTenants()
{
    QList<EndChoice> tenants;
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        if (entry.endpoint.name.startsWith("tenant_"_L1))
            tenants.append(EndChoice{entry.endpoint.profileId});
    }
    m_window.comparisons()->compareMany(tenants);
}

void Screenshots::addScenes()
{
    const auto idle = [this] { return !m_window.currentQuery() || !m_window.currentQuery()->isRunning(); };
    const auto loaded = [this] { return !m_services.profiles->entries().isEmpty(); };
    const auto extracted = [this] { return m_window.jobs()->model()->rowCount() > 0 && m_window.jobs()->model()->runningCount() == 0; };
    const auto searched = [this] { return m_window.schema()->index().search() != nullptr; };
    const auto compared = [this] {
        CompareView *view = m_window.comparisons()->current();
        if (view && view->model()->comparison() && !view->model()->place(view->tree()->currentIndex()).object)
            view->goToDifference(true);
        return view && view->model()->comparison() != nullptr;
    };
    m_scenes = {
        {u"start"_s, [this] { m_window.showStartPage(); }, loaded},
        {u"tenants"_s, [this] { openStep(1); }, idle},
        {u"missing-column"_s, [this] { openStep(2); }, idle},
        {u"partial-failure"_s, [this] { openStep(5); }, idle},
        {u"extraction"_s, [this] { extractAll(); }, extracted},
        {u"object"_s, [this] { openObject(u"tenant_1"_s, u"orders"_s, u"columns"_s); }, searched},
        {u"object-ddl"_s, [this] { openObject(u"tenant_1"_s, u"orders"_s, u"ddl"_s); }, searched},
        {u"search"_s, [this] { m_window.searchSchemas(u"customer"_s); }, searched},
        {u"compare"_s, [this] { comparePair(u"development"_s, u"production"_s); }, compared},
        {u"compare-engines"_s, [this] { m_window.comparisons()->answer({u"legacy"_s, u"modern"_s}, u"customers"_s); }, compared},
        {u"compare-script"_s, [this] { m_window.comparisons()->current()->showScript(true); }, compared},
        {u"matrix"_s, [this] { compareTenants(); }, searched},
        {u"regions-dark"_s,
         [this] {
             applyTheme(Theme::Dark);
             openStep(4);
         },
         idle},
        {u"compare-dark"_s, [this] { comparePair(u"development"_s, u"production"_s); }, compared},
        {u"matrix-dark"_s, [this] { compareTenants(); }, searched},
        {u"object-dark"_s, [this] { openObject(u"tenant_1"_s, u"orders"_s, u"relations"_s); }, searched},
    };
}

void Screenshots::next()
{
    ++m_scene;
    m_waited = 0;
    if (m_scene >= m_scenes.size()) {
        m_poll.stop();
        Q_EMIT finished(0);
        return;
    }
    m_window.tree()->expandGroups();
    m_scenes[m_scene].prepare();
    m_poll.start();
}

void Screenshots::shoot()
{
    const Scene &scene = m_scenes[m_scene];
    ++m_waited;
    if ((!scene.ready() || m_waited < settlePolls) && m_waited < giveUpAfter)
        return;
    m_poll.stop();
    m_window.tree()->expandGroups();
    const QString path = QDir(m_folder).absoluteFilePath(scene.name + u".png"_s);
    if (!m_window.grab().save(path)) {
        std::fprintf(stderr, "%s\n", qPrintable(tr("%1 cannot be written.").arg(path)));
        Q_EMIT finished(1);
        return;
    }
    std::printf("%s\n", qPrintable(path));
    std::fflush(stdout);
    next();
}

} // namespace concord
