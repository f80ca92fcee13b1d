// SPDX-License-Identifier: GPL-3.0-or-later
// What ties the window to its comparisons.
#include "shell/mainwindow.h"

#include "compare/applyjob.h"
#include "compare/compareview.h"
#include "connections/connectiontree.h"
#include "docks/jobspanel.h"
#include "look/smallbuttons.h"
#include "query/querytab.h"
#include "shell/compareparts.h"
#include "shell/keybindings.h"
#include "schema/extractions.h"
#include "shell/schemaparts.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace concord {

QAction *MainWindow::makeCompareButton()
{
    auto *compare = new QAction(tr("⇄ Compare"), this);
    explainKey(*compare, findChild<QAction *>(u"window.compare"_s),
               tr("Compare what is selected in the tree; with less than two, asks for the other"));
    connect(compare, &QAction::triggered, this, [this] { m_compare->compare(m_tree->selectedEnds()); });
    return compare;
}

void MainWindow::connectComparisons()
{
    // Menus and the list of keys know a comparison's before there is one.
    m_keys->adopt(std::make_unique<CompareView>(m_services, m_compare->rules(), m_compare->mappings(), EndChoice(), EndChoice()).get());
    connect(m_tree, &ConnectionTree::compareWanted, m_compare, &CompareParts::compare);
    connect(m_schema, &SchemaParts::compareWanted, m_compare, &CompareParts::compare);
    connect(m_compare, &CompareParts::made, m_keys, &KeyBindings::adopt);
    connect(m_compare, &CompareParts::extractWanted, this, [this](const QList<QUuid> &profiles) { m_schema->extract(profiles, false); });
    connect(m_compare, &CompareParts::jobStarted, this, [this](ApplyJob *job) {
        m_jobs->add(job, true);
        showJobs();
    });
    connect(m_schema, &SchemaParts::snapshotsChanged, m_compare, &CompareParts::lookAtSnapshots);
    connect(&m_schema->extractions(), &Extractions::finished, m_compare, &CompareParts::lookAtSnapshots); // each prunes
    connect(m_compare, &CompareParts::failed, this, &MainWindow::report);
    connect(m_compare, &CompareParts::said, this, [this](const QString &text) { statusBar()->showMessage(text, 8000); });
    connect(m_compare, &CompareParts::scriptWanted, this, [this](const QUuid &database, const QString &title, const QString &text) {
        newQuery({database}, text)->setTitle(title); // for a person to read; never run by itself
    });
}

void MainWindow::makeCompareMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("Co&mpare"));
    menu->setObjectName(u"compareMenu"_s);
    command(menu, u"compare"_s, tr("&Compare the selected databases side by side"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D),
            [this] { m_compare->compare(m_tree->selectedEnds()); });
    command(menu, u"compareMatrix"_s, tr("Compare the selected databases as a &matrix"), {}, [this] {
        if (const auto ends = m_tree->selectedEnds(); ends.size() > 1)
            m_compare->compareMany(ends);
        else
            m_compare->compare(ends);
    });
    menu->addSeparator();
    // The tab has these keys itself; here they are shown, not set twice.
    const auto mirror = [this, menu](const QString &name, const QString &text) {
        QAction *own = command(menu, u"of_compare_"_s + name, text, {}, [this, name] {
            if (const CompareView *view = m_compare->current())
                view->findChild<QAction *>(u"compare."_s + name)->trigger();
            else
                statusBar()->showMessage(tr("Open a comparison first: select two databases in the tree, then Compare."), 8000);
        });
        // Grey while the menu is open and there is nothing to act on; found by Ctrl+P it says so.
        connect(menu, &QMenu::aboutToShow, own, [this, own, name] {
            const CompareView *view = m_compare->current();
            own->setEnabled(view && view->findChild<QAction *>(u"compare."_s + name)->isEnabled());
        });
        connect(menu, &QMenu::aboutToHide, own, [own] { own->setEnabled(true); });
        KeyBindings::showKeysOf(*own, u"compare."_s + name);
    };
    mirror(u"next"_s, tr("&Next difference"));
    mirror(u"previous"_s, tr("&Previous difference"));
    mirror(u"swap"_s, tr("S&wap sides"));
    mirror(u"chooseLeft"_s, tr("Choose the &left side…"));
    mirror(u"chooseRight"_s, tr("Choose the r&ight side…"));
    mirror(u"search"_s, tr("Search the comparis&on"));
    mirror(u"hideSame"_s, tr("&Hide what is the same"));
    mirror(u"pair"_s, tr("&Pair by hand…"));
    mirror(u"pairs"_s, tr("Pairs of &tables and columns…"));
    mirror(u"rules"_s, tr("Ignore r&ules…"));
    mirror(u"refresh"_s, tr("&Read both again"));
    menu->addSeparator();
    mirror(u"export"_s, tr("E&xport comparison…"));
    mirror(u"script"_s, tr("M&igration script"));
}

} // namespace concord
