// SPDX-License-Identifier: GPL-3.0-or-later
// The window's menus, shortcuts and Ctrl+P: all commands in one place.
#include "shell/mainwindow.h"

#include "connections/connectiontree.h"
#include "connections/objectbrowser.h"
#include "look/theme.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "sessions/sessionbutton.h"
#include "shell/commandpalette.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

QAction *MainWindow::command(QMenu *menu, const QString &text, const QKeySequence &key, std::function<void()> run)
{
    auto *action = menu->addAction(text);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, std::move(run));
    m_commands.append(action);
    return action;
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    command(file, tr("&New query"), QKeySequence::New, [this] { newQuery(targetsOfNew()); });
    command(file, tr("&Open…"), QKeySequence::Open, [this] { openFile(); });
    command(file, tr("&Save"), QKeySequence::Save, [this] { saveFile(false); });
    command(file, tr("Save &as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { saveFile(true); });
    file->addSeparator();
    command(file, tr("&Export result…"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
        if (currentQuery())
            currentQuery()->exportResult();
    });
    file->addSeparator();
    command(file, tr("&Close tab"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] {
        if (m_tabs->currentIndex() >= 0)
            closeTab(m_tabs->currentIndex());
    });
    command(file, tr("&Reopen closed query"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), [this] { reopenClosed(); });
    file->addSeparator();
    command(file, tr("&Quit"), QKeySequence::Quit, [this] { close(); });

    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        view->addAction(dock->toggleViewAction());
    view->addSeparator();
    QMenu *themes = view->addMenu(tr("&Colours"));
    auto *group = new QActionGroup(this);
    for (const auto &[theme, text] :
         {std::pair(Theme::Desktop, tr("As the &desktop")), std::pair(Theme::Light, tr("&Light")), std::pair(Theme::Dark, tr("Da&rk"))}) {
        QAction *action = command(themes, text, {}, [this, name = themeName(theme)] { setTheme(name); });
        action->setCheckable(true);
        action->setData(themeName(theme));
        group->addAction(action);
    }
    connect(themes, &QMenu::aboutToShow, this, [this, group] {
        for (QAction *action : group->actions())
            action->setChecked(themeFromName(m_theme) == themeFromName(action->data().toString()));
    });

    QMenu *connection = menuBar()->addMenu(tr("&Connection"));
    command(connection, tr("&Add…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] { addConnection(); });
    command(connection, tr("&Edit…"), {}, [this] {
        if (const auto profiles = m_tree->selectedProfiles(); !profiles.isEmpty())
            editConnection(profiles.first());
    });
    command(connection, tr("&Test"), {}, [this] { m_tree->testSelected(); });
    command(connection, tr("&Filter connections"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), [this] { m_tree->focusFilter(); });
    connection->addSeparator();
    command(connection, tr("Add the &demo databases"), {}, [this] { addDemo(); });
    connection->addSeparator();
    command(connection, tr("&New work session…"), {}, [this] { m_session->makeNew(currentQuery() ? currentQuery()->targets() : QList<QUuid>()); });
    command(connection, tr("&Work sessions…"), {}, [this] { m_session->manage(); });

    QMenu *query = menuBar()->addMenu(tr("&Query"));
    const auto onTab = [this](void (QueryTab::*function)()) {
        return [this, function] {
            if (QueryTab *tab = currentQuery())
                (tab->*function)();
        };
    };
    // The tab has these shortcuts itself; here they are shown, not set twice.
    command(query, tr("&Run statement\tCtrl+Return"), {}, onTab(&QueryTab::runStatement));
    command(query, tr("Run s&cript\tF5"), {}, onTab(&QueryTab::runScript));
    command(query, tr("&Stop\tCtrl+Break"), {}, onTab(&QueryTab::stop));
    query->addSeparator();
    const auto trigger = [this](QAction *QueryTab::Actions::*action) {
        return [this, action] {
            if (QueryTab *tab = currentQuery(); tab && tab->actions().*action)
                (tab->actions().*action)->trigger();
        };
    };
    command(query, tr("Choose &databases…"), {}, trigger(&QueryTab::Actions::chooseTargets));
    command(query, tr("Co&mplete\tCtrl+Space"), {}, trigger(&QueryTab::Actions::complete));
    command(query, tr("C&omment lines\tCtrl+/"), {}, trigger(&QueryTab::Actions::comment));
    command(query, tr("Fi&lter row"), {}, trigger(&QueryTab::Actions::filterRow));
    command(query, tr("Find col&umn…"), {}, trigger(&QueryTab::Actions::findColumn));

    QMenu *window = menuBar()->addMenu(tr("&Window"));
    command(window, tr("&Find anything…"), QKeySequence(Qt::CTRL | Qt::Key_P), [this] { findAnything(); });
    const auto step = [this](int by) {
        if (m_tabs->count() > 0)
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + m_tabs->count()) % m_tabs->count());
    };
    command(window, tr("&Next tab"), QKeySequence(Qt::CTRL | Qt::Key_PageDown), [step] { step(1); });
    command(window, tr("&Previous tab"), QKeySequence(Qt::CTRL | Qt::Key_PageUp), [step] { step(-1); });

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    command(help, tr("&Start here"), QKeySequence::HelpContents, [this] { showStartPage(); });
    command(help, tr("&Keys"), {}, [this] { showKeys(); });
    command(help, tr("&About Concord"), {}, [this] { showAbout(); });
}

static QString plain(const QString &menuText)
{
    QString text = menuText.section(u'\t', 0, 0);
    return text.remove(u'&');
}

void MainWindow::findAnything()
{
    QList<PaletteEntry> entries;
    for (const ProfileEntry &profile : m_services.profiles->entries()) {
        const QUuid id = profile.endpoint.profileId;
        entries.append({profile.endpoint.name, tr("connection"), [this, id] { newQuery({id}); }});
    }
    for (QAction *action : std::as_const(m_commands)) {
        const QString keys =
            action->text().contains(u'\t') ? action->text().section(u'\t', 1) : action->shortcut().toString(QKeySequence::NativeText);
        entries.append({plain(action->text()), keys, [action] { action->trigger(); }});
    }
    for (const ProfileEntry &profile : m_services.profiles->entries()) {
        const auto *objects = m_browser->objects(profile.endpoint.profileId);
        const auto driver = m_services.registry->find(profile.endpoint.engine);
        if (!objects || !driver)
            continue;
        for (const ObjectName &object : *objects) {
            QString name = driver->dialect().identifier(object.name);
            if (!object.schema.isEmpty())
                name = driver->dialect().identifier(object.schema) + u'.' + name;
            entries.append({object.name, profile.endpoint.name,
                            [this, id = profile.endpoint.profileId, name] { newQuery({id}, u"SELECT * FROM "_s + name + u";\n"_s); }});
        }
    }
    (new CommandPalette(std::move(entries), this))->show();
}

void MainWindow::showKeys()
{
    QStringList lines;
    for (const QAction *action : std::as_const(m_commands)) {
        const QString keys =
            action->text().contains(u'\t') ? action->text().section(u'\t', 1) : action->shortcut().toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            lines.append(u"%1\t%2"_s.arg(keys, plain(action->text())));
    }
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keys"), lines.join(u'\n'), QMessageBox::Close, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
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
