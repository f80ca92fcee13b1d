// SPDX-License-Identifier: GPL-3.0-or-later
// What ties the window to its schema parts.
#include "shell/mainwindow.h"

#include "connections/connectiontree.h"
#include "docks/inspectorpanel.h"
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
    connect(m_schema, &SchemaParts::jobStarted, this, [this] {
        auto *dock = findChild<QDockWidget *>(u"jobs"_s);
        dock->show();
        dock->raise();
    });
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
