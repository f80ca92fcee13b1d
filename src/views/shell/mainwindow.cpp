// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "connections/connectiondialog.h"
#include "connections/connectiontree.h"
#include "connections/objectbrowser.h"
#include "docks/historypanel.h"
#include "docks/inspectorpanel.h"
#include "docks/jobspanel.h"
#include "docks/logpanel.h"
#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "look/theme.h"
#include "look/wording.h"
#include "profilelist.h"
#include "grid/resultgrid.h"
#include "query/querytab.h"
#include "query/resultarea.h"
#include "shell/editorkeeper.h"
#include "shell/keybindings.h"
#include "sessions/sessionbutton.h"
#include "schema/completion.h"
#include "schema/searchpanel.h"
#include "shell/compareparts.h"
#include "shell/contextmenukey.h"
#include "shell/driftparts.h"
#include "shell/schemaparts.h"
#include "shell/startpage.h"
#include "workspace/demo.h"
#include "worksessionlist.h"
#include "workspace/workspacethread.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDialog>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>

using namespace Qt::StringLiterals;

namespace concord {

/// A window that is being dragged is written once.
static constexpr int layoutDelayMs = 1000;

MainWindow::MainWindow(Services services, SecretStore *secrets, QString demoFolder)
    : m_services(std::move(services)),
      m_secrets(secrets),
      m_demoFolder(std::move(demoFolder)),
      m_browser(new ObjectBrowser(m_services, this)),
      m_keeper(new EditorKeeper(m_services, this)),
      m_keys(new KeyBindings(m_services.workspace, this)),
      m_tabs(new QTabWidget),
      m_schema(new SchemaParts(m_services, m_tabs, this)),
      m_compare(new CompareParts(m_services, m_tabs, this)),
      m_drift(new DriftParts(m_services, m_schema->extractions(), m_tabs, this)),
      m_runBars(new QStackedWidget)
{
    setWindowTitle(u"Concord"_s);
    setObjectName(u"mainWindow"_s);
    new ContextMenuKey(this);
    m_services.completionNames = [browser = m_browser, services = m_services](const CompletionPlace &place) {
        return catalogCompletion(services, browser, place);
    };
    m_services.sessions = new WorkSessionList(m_services.workspace, this);
    m_layoutTimer.setSingleShot(true);
    m_layoutTimer.setInterval(layoutDelayMs);
    connect(&m_layoutTimer, &QTimer::timeout, this, &MainWindow::saveLayout);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setAccessibleName(tr("Queries"));
    setCentralWidget(m_tabs);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    makeDocks();
    makeMenus();
    makeToolBar();
    makeStatusBar();
    makeSessions();
    connectTree();
    connectSchema();
    connectComparisons();
    connectDrift();
    m_keys->adopt(this);
    m_keys->adopt(std::make_unique<QueryTab>(m_services).get()); // menus and the list of keys know a query's before there is one
    connect(m_keys, &KeyBindings::failed, this, &MainWindow::report);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::tabChanged);
    connect(m_keeper, &EditorKeeper::failed, this, &MainWindow::report);
    connect(m_services.profiles, &ProfileList::failed, this, &MainWindow::report);
    const QFontMetrics metrics = fontMetrics();
    resize(metrics.averageCharWidth() * 200, metrics.height() * 52);
}

MainWindow::~MainWindow()
{
    // Before what they speak to: a name that loses the focus as its dialog goes is still kept in the list of work sessions.
    const auto all = findChildren<QDialog *>();
    for (const QPointer<QDialog> &dialog : QList<QPointer<QDialog>>(all.begin(), all.end()))
        delete dialog.data(); // one may have gone with another
}

void MainWindow::makeDocks()
{
    const auto dock = [this](const QString &title, const QString &name, QWidget *widget, Qt::DockWidgetArea area) {
        auto *made = new QDockWidget(title, this);
        made->setObjectName(name);
        made->setWidget(widget);
        addDockWidget(area, made);
        keepPlaceOf(made);
        return made;
    };
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_tree = new ConnectionTree(m_services, *m_browser);
    m_inspector = new InspectorPanel;
    m_jobs = new JobsPanel;
    m_history = new HistoryPanel(m_services);
    auto *tree = dock(tr("Connections"), u"connections"_s, m_tree, Qt::LeftDockWidgetArea);
    auto *inspector = dock(tr("Inspector"), u"inspector"_s, m_inspector, Qt::RightDockWidgetArea);
    auto *jobs = dock(tr("Jobs"), u"jobs"_s, m_jobs, Qt::BottomDockWidgetArea);
    auto *history = dock(tr("History"), u"history"_s, m_history, Qt::BottomDockWidgetArea);
    auto *log = dock(tr("Log"), u"log"_s, new LogPanel, Qt::BottomDockWidgetArea);
    m_search = m_schema->makeSearchPanel(nullptr);
    auto *search = dock(tr("Search schemas"), u"search"_s, m_search, Qt::BottomDockWidgetArea);
    tabifyDockWidget(jobs, search);
    tabifyDockWidget(search, history);
    tabifyDockWidget(history, log);
    makeDriftDock();
    const int em = fontMetrics().averageCharWidth();
    resizeDocks({tree, inspector}, {em * 36, em * 34}, Qt::Horizontal);
    resizeDocks({jobs}, {fontMetrics().height() * 8}, Qt::Vertical);
    connect(m_jobs, &JobsPanel::runningCountChanged, jobs,
            [jobs](int count) { jobs->setWindowTitle(count > 0 ? tr("Jobs  %1").arg(count) : tr("Jobs")); });
    connect(m_jobs, &JobsPanel::tabWanted, this, [this](QueryTab *tab) { m_tabs->setCurrentWidget(tab); });
    connect(m_history, &HistoryPanel::reopenWanted, this, [this](const QList<QUuid> &profiles, const QString &text) { newQuery(profiles, text); });
}

void MainWindow::makeToolBar()
{
    auto *bar = addToolBar(tr("Run"));
    bar->setObjectName(u"run"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto *newAction = new QAction(tr("+ New query"), this);
    connect(newAction, &QAction::triggered, this, [this] { newQuery(targetsOfNew()); });
    bar->addAction(newAction);
    explainKey(*newAction, findChild<QAction *>(u"window.new"_s), tr("New query"));
    m_runBars->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_runBars->addWidget(new QWidget);
    bar->addWidget(m_runBars);
    m_session = new SessionButton(m_services, [this] { return currentQuery() ? currentQuery()->targets() : QList<QUuid>(); });
    bar->addWidget(m_session);
    bar->addAction(makeCompareButton());
    auto *find = new QAction(tr("⌕ Find anything"), this);
    explainKey(*find, findChild<QAction *>(u"window.findAnything"_s), tr("Find a connection, a table or a command"));
    connect(find, &QAction::triggered, this, &MainWindow::findAnything);
    bar->addAction(find);
    for (QToolButton *button : bar->findChildren<QToolButton *>(Qt::FindDirectChildrenOnly))
        button->setAutoRaise(false);
    m_runBars->setMinimumHeight(fontMetrics().height() * 2); // no jump of the page below between tabs with and without a run bar
    bar->layout()->setSpacing(fontMetrics().averageCharWidth());
}

void MainWindow::makeStatusBar()
{
    m_statusLeft = new QLabel;
    m_statusSelection = new QLabel;
    m_statusRight = new QLabel;
    m_statusPosition = new QLabel;
    for (QLabel *label : {m_statusLeft, m_statusSelection, m_statusRight, m_statusPosition})
        label->setTextFormat(Qt::PlainText);
    const int room = fontMetrics().averageCharWidth();
    statusBar()->setContentsMargins(room, 0, room, 0);
    statusBar()->addWidget(m_statusLeft);
    statusBar()->addPermanentWidget(m_statusSelection);
    statusBar()->addPermanentWidget(m_statusRight);
    statusBar()->addPermanentWidget(m_statusPosition);
}

void MainWindow::connectTree()
{
    connect(m_tree, &ConnectionTree::queryWanted, this, [this](const QList<QUuid> &profiles, const QString &text) {
        QueryTab *tab = newQuery(profiles, text);
        if (!text.isEmpty())
            tab->runStatement();
    });
    connect(m_tree, &ConnectionTree::closedGroupsChanged, this, &MainWindow::saveLayoutSoon);
    connect(m_tree, &ConnectionTree::addWanted, this, [this] { addConnection(); });
    connect(m_tree, &ConnectionTree::editWanted, this, &MainWindow::editConnection);
    connect(m_tree, &ConnectionTree::saveWanted, this, &MainWindow::addConnection);
    connect(m_tree, &ConnectionTree::removeWanted, this, &MainWindow::removeConnections);
    connect(m_tree, &ConnectionTree::activateWanted, this, &MainWindow::makeActive);
    connect(m_tree, &ConnectionTree::filesDropped, this, &MainWindow::openFiles);
    connectInspector();
}

QueryTab *MainWindow::currentQuery() const
{
    return qobject_cast<QueryTab *>(m_tabs->currentWidget());
}

/// "query 3": the next number that no open tab has, also of those that came back.
QString MainWindow::nextTitle()
{
    QStringList taken;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (const auto *tab = qobject_cast<QueryTab *>(m_tabs->widget(i)))
            taken.append(tab->title());
    }
    QString title;
    do
        title = tr("query %1").arg(++m_untitled);
    while (taken.contains(title));
    return title;
}

QueryTab *MainWindow::newQuery(const QList<QUuid> &targets, const QString &text)
{
    auto *tab = new QueryTab(m_services);
    tab->setTitle(nextTitle());
    tab->setTargets(targets);
    if (!text.isEmpty())
        tab->setText(text);
    addTab(tab, true);
    return tab;
}

void MainWindow::addTab(QueryTab *tab, bool current)
{
    m_runBars->addWidget(tab->runBar()); // before the tab: it may become the current one at once
    const int index = m_tabs->addTab(tab, QString());
    m_jobs->watch(tab);
    m_keys->adopt(tab);
    const auto keep = [this, tab] {
        m_keeper->changed(tab->id(), [this, tab = QPointer(tab)] {
            OpenEditor state = tab ? tab->state() : OpenEditor();
            state.position = tab ? m_tabs->indexOf(tab) : 0;
            state.active = tab && m_tabs->currentWidget() == tab;
            return state;
        });
    };
    connect(tab, &QueryTab::stateChanged, this, keep);
    connect(tab, &QueryTab::stateChanged, this, [this, tab] { updateTabTitle(tab); });
    connect(tab, &QueryTab::titleChanged, this, [this, tab, keep] {
        updateTabTitle(tab);
        keep();
    });
    connect(tab, &QueryTab::runningChanged, this, [this, tab] { updateTabTitle(tab); });
    connect(tab, &QueryTab::statusChanged, this, &MainWindow::updateStatus);
    connect(tab, &QueryTab::objectWanted, m_schema, [this, tab](const QString &name) { m_schema->openNamed(name, tab->targets()); });
    connect(tab, &QueryTab::selectionMessage, this, [this, tab](const QString &text) {
        if (tab != currentQuery())
            return;
        m_statusSelection->setText(text);
        m_inspector->showSelection(text);
    });
    connect(tab, &QueryTab::cellMessage, this, [this, tab](const QString &column, const QString &type, const QString &text, bool isValue) {
        if (tab == currentQuery())
            m_inspector->showCell(column, type, text, isValue);
    });
    const auto session = m_services.sessions->current();
    tab->setWorkSession(session ? session->name : QString());
    connect(tab, &QueryTab::historyChanged, m_history, &HistoryPanel::reload);
    updateTabTitle(tab);
    if (current) {
        m_tabs->setCurrentIndex(index);
        tab->setFocus();
    }
    keep();
    tabChanged();
}

void MainWindow::updateTabTitle(QueryTab *tab)
{
    const int index = m_tabs->indexOf(tab);
    if (index < 0)
        return;
    const QString title = withoutMnemonic(tab->title());
    m_tabs->setTabText(index, tab->isRunning() ? u"◐ "_s + title : title);
    m_tabs->setTabIcon(index, dotIcon(environmentColour(tab->environment(), palette()), *this));
    m_tabs->setTabToolTip(index, tab->environment() == Environment::None ? QString() : environmentName(tab->environment()));
    if (tab == currentQuery())
        updateStatus();
}

void MainWindow::tabChanged()
{
    QueryTab *tab = currentQuery();
    m_runBars->setCurrentWidget(tab ? tab->runBar() : m_runBars->widget(0));
    m_statusSelection->clear();
    m_inspector->showSelection({});
    updateStatus();
    inspectFront();
    if (!tab) {
        m_inspector->showCell({}, {}, {}, false);
        return;
    }
    tab->results()->currentGrid()->tellCell();
    Q_EMIT tab->stateChanged();
}

void MainWindow::updateStatus()
{
    const QueryTab *tab = currentQuery();
    m_statusRight->setText(tab ? tab->statusText() : QString());
    m_statusPosition->setText(tab ? tab->positionText() : QString());
    QStringList left;
    QStringList writable;
    for (const QUuid &id : tab ? tab->targets() : QList<QUuid>()) {
        const auto entry = m_services.profiles->find(id);
        const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
        if (driver && !left.contains(driver->info().displayName))
            left.append(driver->info().displayName);
        if (entry && !entry->endpoint.readOnly)
            writable.append(entry->endpoint.name);
    }
    if (!left.isEmpty())
        m_statusLeft->setText(left.join(u", "_s) + u"   ·   "_s
                              + (writable.isEmpty() ? tr("read-only") : tr("writes allowed on %1").arg(writable.join(u", "_s))));
    else
        m_statusLeft->setText(tab ? tr("Pick databases beside Run") : QString());
}

void MainWindow::showStartPage()
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (qobject_cast<StartPage *>(m_tabs->widget(i))) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    }
    auto *page = new StartPage(m_services, m_offersDemoWorkspace);
    connect(page, &StartPage::addWanted, this, [this] { addConnection(); });
    connect(page, &StartPage::demoWanted, this, &MainWindow::addDemo);
    connect(page, &StartPage::extractWanted, this, [this] {
        QList<QUuid> all;
        for (const ProfileEntry &entry : m_services.profiles->entries())
            all.append(entry.endpoint.profileId);
        m_schema->extract(all, true);
    });
    connect(page, &StartPage::searchWanted, this, [this] { searchSchemas(); });
    connect(page, &StartPage::demoWorkspaceWanted, this, &MainWindow::demoWorkspaceWanted);
    connect(page, &StartPage::stepWanted, this, &MainWindow::runStep);
    connect(page, &StartPage::compareWanted, m_compare, &CompareParts::answer);
    m_tabs->setCurrentIndex(m_tabs->insertTab(0, page, tr("Start here")));
    keepStartPage(true);
}

void MainWindow::runStep(const QString &title, const QString &statement, const QList<QUuid> &profiles)
{
    QueryTab *tab = newQuery(profiles, statement + u";\n"_s);
    tab->setTitle(title);
    tab->runStatement();
}

void MainWindow::addDemo()
{
    m_services.workspace->post([folder = m_demoFolder](Workspace &workspace) { return writeDemo(folder, workspace); })
        .then(this, [this](const Result<void> &done) {
            if (!done)
                report(done.error());
            m_services.profiles->reload();
        });
}

void MainWindow::report(const Error &error)
{
    // Never a modal box: what failed is said where the eye already is, and stays in the log.
    qWarning().noquote() << error.message;
    statusBar()->showMessage(u"✗ "_s + error.message, 20'000);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (int i = 0; i < m_tabs->count(); ++i) { // the dots are pictures in the old theme's colours
        if (auto *tab = qobject_cast<QueryTab *>(m_tabs->widget(i)))
            updateTabTitle(tab);
    }
    m_schema->paletteChanged();
}

} // namespace concord
