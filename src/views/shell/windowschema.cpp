// SPDX-License-Identifier: GPL-3.0-or-later
// What ties the window to its schema parts.
#include "shell/mainwindow.h"

#include "connections/connectiontree.h"
#include "docks/inspectorpanel.h"
#include "schema/cataloglibrary.h"
#include "schema/objectpage.h"
#include "schema/searchpanel.h"
#include "shell/schemaparts.h"

#include <QDockWidget>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace concord {

void MainWindow::connectSchema()
{
    m_schema->connectTree(m_tree);
    m_schema->connectJobs(m_jobs);
    connect(m_schema, &SchemaParts::cellMessage, m_inspector, &InspectorPanel::showCell);
    connect(m_schema, &SchemaParts::queryWanted, m_tree, &ConnectionTree::queryWanted);
    connect(m_schema, &SchemaParts::failed, this, &MainWindow::report);
    connect(m_schema, &SchemaParts::said, this, [this](const QString &text) { statusBar()->showMessage(text, 8000); });
    connect(m_schema, &SchemaParts::jobStarted, this, &MainWindow::showJobs);
}

void MainWindow::showJobs()
{
    auto *dock = findChild<QDockWidget *>(u"jobs"_s);
    dock->show();
    dock->raise();
}

/// It tells of what a person went to last: a row of the tree, or a page.
void MainWindow::connectInspector()
{
    connect(m_tree, &ConnectionTree::attended, this, [this] { m_inspectsPage = false; });
    connect(m_tree, &ConnectionTree::inspected, this, [this](const QString &title, const QList<std::pair<QString, QString>> &properties) {
        if (!m_inspectsPage)
            m_inspector->showProperties(title, properties);
    });
    connect(&m_schema->library(), &CatalogLibrary::changed, this, [this] {
        if (m_inspectsPage)
            inspectFront();
    });
}

void MainWindow::inspectFront()
{
    const auto *page = qobject_cast<ObjectPage *>(m_tabs->currentWidget());
    const bool hadPage = std::exchange(m_inspectsPage, page != nullptr);
    if (page) {
        m_inspector->showProperties(page->title(), page->properties());
    } else if (hadPage) { // its object is no longer in sight
        m_inspector->showProperties({}, {});
        m_tree->inspect();
    }
}

void MainWindow::searchSchemas(const QString &text)
{
    auto *dock = findChild<QDockWidget *>(u"search"_s);
    dock->show();
    dock->raise();
    if (!text.isEmpty())
        m_search->ask(text);
    m_search->focusInput();
}

} // namespace concord
