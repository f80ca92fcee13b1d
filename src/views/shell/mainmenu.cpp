// SPDX-License-Identifier: GPL-3.0-or-later
// The window's menus, shortcuts and Ctrl+P: all commands in one place.
#include "shell/mainwindow.h"

#include "connections/connectiontree.h"
#include "connections/objectbrowser.h"
#include "look/theme.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "query/statementlanguage.h"
#include "schema/cataloglibrary.h"
#include "sessions/sessionbutton.h"
#include "shell/commandpalette.h"
#include "shell/schemaparts.h"
#include "shell/keybindings.h"
#include "shell/keysdialog.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

QAction *MainWindow::command(QMenu *menu, const QString &name, const QString &text, const QKeySequence &key, std::function<void()> run)
{
    auto *action = menu->addAction(text);
    action->setObjectName(u"window."_s + name);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, std::move(run));
    m_commands.append(action);
    return action;
}

/// The tab has these keys itself; here they are shown, not set twice.
template<typename Action>
void MainWindow::mirror(QMenu *menu, const QString &text, Action action, const QString &name)
{
    QAction *own = command(menu, u"of_"_s + name, text, {}, [this, action] {
        if (QueryTab *tab = currentQuery())
            (tab->actions().*action)->trigger();
    });
    KeyBindings::showKeysOf(*own, u"query."_s + name);
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeConnectionMenu();
    makeQueryMenu();
    makeCompareMenu();
    makeDriftMenu();
    makeWindowMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    command(file, u"new"_s, tr("&New query"), QKeySequence::New, [this] { newQuery(targetsOfNew()); });
    command(file, u"open"_s, tr("&Open…"), QKeySequence::Open, [this] { openFile(); });
    command(file, u"save"_s, tr("&Save"), QKeySequence::Save, [this] { saveFile(false); });
    command(file, u"saveAs"_s, tr("Save &as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { saveFile(true); });
    file->addSeparator();
    command(file, u"export"_s, tr("&Export result…"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
        if (currentQuery())
            currentQuery()->exportResult();
    });
    file->addSeparator();
    command(file, u"closeTab"_s, tr("&Close tab"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] {
        if (m_tabs->currentIndex() >= 0)
            closeTab(m_tabs->currentIndex());
    });
    command(file, u"reopen"_s, tr("&Reopen closed query"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), [this] { reopenClosed(); });
    file->addSeparator();
    command(file, u"quit"_s, tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::makeEditMenu()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    mirror(edit, tr("&Find…"), &QueryTab::Actions::find, u"find"_s);
    mirror(edit, tr("Find &next"), &QueryTab::Actions::findNext, u"findNext"_s);
    mirror(edit, tr("Find &previous"), &QueryTab::Actions::findPrevious, u"findPrevious"_s);
    mirror(edit, tr("&Replace…"), &QueryTab::Actions::replace, u"replace"_s);
    edit->addSeparator();
    mirror(edit, tr("Co&mplete"), &QueryTab::Actions::complete, u"complete"_s);
    mirror(edit, tr("Open o&bject at the cursor"), &QueryTab::Actions::openObject, u"openObject"_s);
    mirror(edit, tr("C&omment lines"), &QueryTab::Actions::comment, u"comment"_s);
    mirror(edit, tr("F&ormat"), &QueryTab::Actions::format, u"format"_s);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        view->addAction(dock->toggleViewAction());
    view->addSeparator();
    makeThemeMenu(view);
    view->addSeparator();
    command(view, u"schemaDiagram"_s, tr("Schema &diagram"), {}, [this] {
        QList<QUuid> profiles = targetsOfNew();
        if (profiles.isEmpty() && currentQuery())
            profiles = currentQuery()->targets();
        m_schema->showDiagram(profiles, m_tree->selectedObjects());
    });
    view->addSeparator();
    mirror(view, tr("Fi&lter row"), &QueryTab::Actions::filterRow, u"filterRow"_s);
    mirror(view, tr("Find col&umn…"), &QueryTab::Actions::findColumn, u"findColumn"_s);
    mirror(view, tr("&Record view"), &QueryTab::Actions::record, u"record"_s);
}

void MainWindow::makeThemeMenu(QMenu *view)
{
    QMenu *themes = view->addMenu(tr("&Colour theme"));
    auto *group = new QActionGroup(this);
    for (const auto &[theme, text] :
         {std::pair(Theme::Desktop, tr("As the &desktop")), std::pair(Theme::Light, tr("&Light")), std::pair(Theme::Dark, tr("Da&rk"))}) {
        QAction *action = command(themes, u"colours_"_s + themeName(theme), text, {}, [this, name = themeName(theme)] { setTheme(name); });
        action->setCheckable(true);
        action->setData(themeName(theme));
        group->addAction(action);
    }
    connect(themes, &QMenu::aboutToShow, this, [this, group] {
        for (QAction *action : group->actions())
            action->setChecked(themeFromName(m_theme) == themeFromName(action->data().toString()));
    });
}

void MainWindow::makeConnectionMenu()
{
    QMenu *connection = menuBar()->addMenu(tr("&Connection"));
    command(connection, u"addConnection"_s, tr("New &connection…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] { addConnection(); });
    command(connection, u"editConnection"_s, tr("&Edit…"), {}, [this] {
        if (const auto profiles = m_tree->selectedProfiles(); !profiles.isEmpty())
            editConnection(profiles.first());
    });
    command(connection, u"testConnection"_s, tr("&Test"), {}, [this] { m_tree->testSelected(); });
    command(connection, u"filterConnections"_s, tr("&Filter connections"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
            [this] { m_tree->focusFilter(); });
    connection->addSeparator();
    command(connection, u"extract"_s, tr("E&xtract schemas…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
            [this] { m_schema->extract(m_tree->selectedProfiles(), true); });
    command(connection, u"goToObject"_s, tr("&Go to object…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), [this] { m_schema->goToObject(); });
    command(connection, u"searchSchemas"_s, tr("&Search all schemas"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { searchSchemas(); });
    command(connection, u"snapshots"_s, tr("S&napshots…"), {}, [this] {
        if (const auto profiles = m_tree->selectedProfiles(); !profiles.isEmpty())
            m_schema->showSnapshots(profiles.first());
    });
    connection->addSeparator();
    command(connection, u"addDemo"_s, tr("Add the &demo databases"), {}, [this] { addDemo(); });
    connection->addSeparator();
    command(connection, u"newWorkSession"_s, tr("&New work session…"), {},
            [this] { m_session->makeNew(currentQuery() ? currentQuery()->targets() : QList<QUuid>()); });
    command(connection, u"workSessions"_s, tr("&Work sessions…"), {}, [this] { m_session->manage(); });
}

void MainWindow::makeQueryMenu()
{
    QMenu *query = menuBar()->addMenu(tr("&Query"));
    mirror(query, tr("&Run statement"), &QueryTab::Actions::runStatement, u"run"_s);
    mirror(query, tr("Run s&cript"), &QueryTab::Actions::runScript, u"runScript"_s);
    mirror(query, tr("&Explain statement"), &QueryTab::Actions::explain, u"explain"_s);
    // Of the page in front: a query's run, or a script that is being applied.
    QAction *stop = command(query, u"of_stop"_s, tr("&Stop"), {}, [this] {
        QAction *own = m_tabs->currentWidget() ? m_tabs->currentWidget()->findChild<QAction *>(u"query.stop"_s) : nullptr;
        if (own)
            own->trigger();
    });
    KeyBindings::showKeysOf(*stop, u"query.stop"_s);
    query->addSeparator();
    mirror(query, tr("Choose &databases…"), &QueryTab::Actions::chooseTargets, u"chooseTargets"_s);
}

void MainWindow::makeWindowMenu()
{
    QMenu *window = menuBar()->addMenu(tr("&Window"));
    mirror(window, tr("Next p&ane"), &QueryTab::Actions::nextPane, u"nextPane"_s);
    mirror(window, tr("P&revious pane"), &QueryTab::Actions::previousPane, u"previousPane"_s);
    command(window, u"findAnything"_s, tr("&Find anything…"), QKeySequence(Qt::CTRL | Qt::Key_P), [this] { findAnything(); });
    const auto step = [this](int by) {
        if (m_tabs->count() > 0)
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + m_tabs->count()) % m_tabs->count());
    };
    command(window, u"nextTab"_s, tr("&Next tab"), QKeySequence(Qt::CTRL | Qt::Key_PageDown), [step] { step(1); });
    command(window, u"previousTab"_s, tr("&Previous tab"), QKeySequence(Qt::CTRL | Qt::Key_PageUp), [step] { step(-1); });
}

void MainWindow::makeHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    command(help, u"start"_s, tr("&Start here"), QKeySequence::HelpContents, [this] { showStartPage(); });
    command(help, u"keys"_s, tr("&Keys…"), {}, [this] { showKeys(); });
    command(help, u"about"_s, tr("&About Concord"), {}, [this] { showAbout(); });
}

static QString plain(const QString &menuText)
{
    QString text = menuText.section(u'\t', 0, 0);
    return text.remove(u'&');
}

/// "View › Colour theme": where a command stands in the menus.
static QString menuOf(const QAction *action)
{
    for (const QObject *place : action->associatedObjects()) {
        const auto *menu = qobject_cast<const QMenu *>(place);
        if (!menu || menu->title().isEmpty())
            continue;
        const QString above = menuOf(menu->menuAction());
        return above.isEmpty() ? plain(menu->title()) : above + u" › "_s + plain(menu->title());
    }
    return {};
}

void MainWindow::findAnything()
{
    QList<PaletteEntry> entries;
    for (const ProfileEntry &profile : m_services.profiles->entries()) {
        const QUuid id = profile.endpoint.profileId;
        entries.append({profile.endpoint.name, tr("connection"), {}, [this, id] { newQuery({id}); }});
    }
    for (QAction *action : std::as_const(m_commands)) {
        const QString keys =
            action->text().contains(u'\t') ? action->text().section(u'\t', 1) : action->shortcut().toString(QKeySequence::NativeText);
        entries.append({plain(action->text()), keys, menuOf(action), [action] { action->trigger(); }});
    }
    for (const ProfileEntry &profile : m_services.profiles->entries()) {
        // What was only listed; tables of catalogs come from the search.
        const bool hasCatalog = m_services.catalogs->catalog(profile.endpoint.profileId) != nullptr;
        const auto *objects = hasCatalog ? nullptr : m_browser->objects(profile.endpoint.profileId);
        const auto driver = m_services.registry->find(profile.endpoint.engine);
        if (!objects || !driver)
            continue;
        for (const ObjectName &object : *objects) {
            const QString text = readAllOf(object.schema, object.name, driver->dialectFor(profile.endpoint)) + u";\n"_s;
            entries.append({object.name, profile.endpoint.name, {}, [this, id = profile.endpoint.profileId, text] { newQuery({id}, text); }});
        }
    }
    (new CommandPalette(
         std::move(entries), [this](const QString &text, const PaletteAnswer &answer) { m_schema->palette(text, answer); }, this))
        ->show();
}

void MainWindow::showKeys()
{
    auto *dialog = new KeysDialog(*m_keys, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Concord"),
                                tr("Concord %1\nMany databases seen as one.\n\nFree software under the GNU General Public License, version 3 or "
                                   "later.\nUses Qt, QScintilla, KSyntaxHighlighting, DuckDB, libpq, MariaDB Connector/C and SQLite.")
                                    .arg(QApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace concord
