// SPDX-License-Identifier: GPL-3.0-or-later
// What the window keeps over a restart: layout, colours, open editors.
#include "shell/mainwindow.h"

#include "base/decodetext.h"
#include "compare/ignorerulelist.h"
#include "compare/pairmappings.h"
#include "connection/connectionurl.h"
#include "connections/connectiontree.h"
#include "connections/databasefiles.h"
#include "docks/historypanel.h"
#include "drift/driftboard.h"
#include "look/theme.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "schema/cataloglibrary.h"
#include "shell/compareparts.h"
#include "shell/driftparts.h"
#include "shell/editorkeeper.h"
#include "shell/keybindings.h"
#include "shell/schemaparts.h"
#include "shell/startpage.h"
#include "textfile.h"
#include "worksessionlist.h"
#include "workspacewatch.h"
#include "workspace/workspacethread.h"

#include <QEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScreen>
#include <QTabWidget>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

struct Kept
{
    QList<OpenEditor> editors;
    QByteArray geometry;
    QByteArray layout;
    QByteArray theme;
    QByteArray closed;
    QByteArray keys;
    QByteArray closedGroups;
    bool hasStartPage = false;
};

static const QString startPageKey = u"startPage"_s;
static const QString closedGroupsKey = u"closedGroups"_s; ///< of the tree, a JSON list

static Result<Kept> readKept(Workspace &workspace)
{
    Kept kept;
    auto editors = workspace.editors();
    if (!editors)
        return fail(editors.error());
    kept.editors = std::move(*editors);
    kept.geometry = workspace.setting(u"geometry"_s).value_or(QByteArray());
    kept.layout = workspace.setting(u"layout"_s).value_or(QByteArray());
    kept.theme = workspace.setting(u"theme"_s).value_or(QByteArray());
    kept.closedGroups = workspace.setting(closedGroupsKey).value_or(QByteArray());
    kept.keys = workspace.setting(KeyBindings::settingKey()).value_or(QByteArray());
    kept.closed = workspace.setting(u"closedEditors"_s).value_or(QByteArray());
    kept.hasStartPage = workspace.setting(startPageKey).value_or(QByteArray()) == "open";
    return kept;
}

void MainWindow::watchWorkspace()
{
    auto *watch = new WorkspaceWatch(*m_services.workspace, this);
    connect(watch, &WorkspaceWatch::changed, m_services.profiles, &ProfileList::reload);
    connect(watch, &WorkspaceWatch::changed, m_services.sessions, &WorkSessionList::reload);
    connect(watch, &WorkspaceWatch::changed, &m_schema->library(), &CatalogLibrary::load);
    connect(watch, &WorkspaceWatch::changed, &m_drift->board(), &DriftBoard::load);
    connect(watch, &WorkspaceWatch::changed, &m_compare->rules(), &IgnoreRuleList::load);
    connect(watch, &WorkspaceWatch::changed, &m_compare->mappings(), &PairMappings::load);
    connect(watch, &WorkspaceWatch::changed, m_compare, &CompareParts::lookAtSnapshots);
    connect(watch, &WorkspaceWatch::changed, m_history, &HistoryPanel::reload);
}

void MainWindow::restore()
{
    watchWorkspace();
    m_services.profiles->reload();
    m_services.sessions->reload();
    m_services.workspace->post(readKept).then(this, [this](const Result<Kept> &kept) {
        if (!kept) {
            report(kept.error());
            showStartPage();
            if (auto *page = qobject_cast<StartPage *>(m_tabs->currentWidget()))
                page->setProblem(kept.error().message);
            m_isRestored = true;
            Q_EMIT restored();
            return;
        }
        if (!kept->theme.isEmpty())
            setTheme(QString::fromUtf8(kept->theme));
        if (!kept->geometry.isEmpty())
            restorePlace(kept->geometry);
        if (!kept->layout.isEmpty())
            restoreState(kept->layout);
        m_keeper->setClosed(kept->closed);
        m_keys->load(kept->keys);
        if (QWidget *front = m_tabs->currentWidget(); kept->hasStartPage) {
            showStartPage();
            if (front) // a page that came back before
                m_tabs->setCurrentWidget(front);
        }
        QWidget *active = nullptr;
        for (const OpenEditor &editor : kept->editors) {
            auto *tab = new QueryTab(m_services);
            tab->restore(editor);
            if (!editor.file.isEmpty())
                markFile(tab);
            addTab(tab, false);
            if (editor.active)
                active = tab;
        }
        if (active)
            m_tabs->setCurrentWidget(active);
        if (QueryTab *tab = currentQuery())
            tab->setFocus(); // Ctrl+Enter runs what stands there
        if (m_tabs->count() == 0)
            showStartPage();
        m_tree->expandGroups(QJsonDocument::fromJson(kept->closedGroups).toVariant().toStringList());
        m_isRestored = true;
        Q_EMIT restored();
    });
}

/// Kept by a window on a larger screen, or at a smaller scale, it may be larger than this one: its edges must be in sight.
void MainWindow::restorePlace(const QByteArray &geometry)
{
    restoreGeometry(geometry);
    const QRect area = screen()->availableGeometry();
    if (isMaximized() || isFullScreen() || area.contains(frameGeometry()))
        return;
    const QSize frame = frameGeometry().size() - size();
    resize(size().boundedTo(area.size() - frame).expandedTo(minimumSizeHint()));
    move(std::clamp(x(), area.left(), std::max(area.left(), area.right() + 1 - frameGeometry().width())),
         std::clamp(y(), area.top(), std::max(area.top(), area.bottom() + 1 - frameGeometry().height())));
}

void MainWindow::keepPlaceOf(QDockWidget *dock)
{
    dock->installEventFilter(this);
    // The timer's, which goes before the docks do: these hide when the window is destroyed.
    const auto soon = [this] { saveLayoutSoon(); };
    connect(dock, &QDockWidget::dockLocationChanged, &m_layoutTimer, soon);
    connect(dock, &QDockWidget::topLevelChanged, &m_layoutTimer, soon);
    connect(dock, &QDockWidget::visibilityChanged, &m_layoutTimer, soon);
    // Qt leaves what is behind another tab “visible”: Tab would walk through it, and a key there would do something unseen.
    connect(dock, &QDockWidget::visibilityChanged, dock->widget(), &QWidget::setVisible);
}

/// A program that is killed closes no window: what changes is written while it runs. Not before the kept layout was read.
void MainWindow::saveLayoutSoon()
{
    if (m_isRestored)
        m_layoutTimer.start();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move || event->type() == QEvent::WindowStateChange)
        saveLayoutSoon();
    return QMainWindow::event(event);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        saveLayoutSoon();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::saveLayout()
{
    if (!m_services.workspace)
        return;
    const QByteArray groups = QJsonDocument(QJsonArray::fromStringList(m_tree->closedGroups())).toJson(QJsonDocument::Compact);
    auto job = [geometry = saveGeometry(), layout = saveState(), groups](Workspace &workspace) -> Result<void> {
        if (const auto done = workspace.setSetting(u"geometry"_s, geometry); !done)
            return done;
        if (const auto done = workspace.setSetting(closedGroupsKey, groups); !done)
            return done;
        return workspace.setSetting(u"layout"_s, layout);
    };
    (void)m_services.workspace->post(job);
}

void MainWindow::keepStartPage(bool open)
{
    if (m_services.workspace)
        (void)m_services.workspace->post([open](Workspace &workspace) { return workspace.setSetting(startPageKey, open ? "open" : "closed"); });
}

void MainWindow::setTheme(const QString &name)
{
    if (m_theme == name)
        return;
    m_theme = name;
    applyTheme(themeFromName(name));
    if (m_services.workspace)
        (void)m_services.workspace->post([name](Workspace &workspace) { return workspace.setSetting(u"theme"_s, name.toUtf8()); });
}

} // namespace concord
