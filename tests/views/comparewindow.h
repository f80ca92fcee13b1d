// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparemodel.h"
#include "compare/compareview.h"
#include "compare/scriptpage.h"
#include "compare/stepmodel.h"
#include "connections/connectiontree.h"
#include "query/approvaldialog.h"
#include "schema/cataloglibrary.h"
#include "shell/compareparts.h"
#include "shell/schemaparts.h"
#include "views/windowprogram.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeView>

namespace concord::test {

/// A test of comparisons in the real window: what a person does to get one.
class CompareWindow : public QObject
{
    Q_OBJECT

protected:
    [[nodiscard]] QString file(const QString &name) const { return m_dir.filePath(name + QStringLiteral(".db")); }
    [[nodiscard]] QString workspaceFile() const { return m_dir.filePath(QStringLiteral("workspace.db")); }

    void start()
    {
        m_program = std::make_unique<WindowProgram>(workspaceFile());
        m_program->start();
    }
    /// Also forgets what the window would bring back.
    void stop()
    {
        m_program.reset();
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(workspaceFile());
        QVERIFY(workspace.has_value());
        for (const char *key : {"compareTabs", "compareMappings", "compareIgnore"})
            QVERIFY((*workspace)->setSetting(QString::fromLatin1(key), {}).has_value());
    }
    void extract(const QStringList &names)
    {
        QList<QUuid> ids;
        for (const QString &name : names)
            ids.append(m_program->id(name));
        CatalogLibrary &library = m_program->window->schema()->library();
        m_program->window->schema()->extract(ids, false);
        for (const QUuid &id : std::as_const(ids))
            QTRY_VERIFY(!library.known(id).isReading && (library.catalog(id) || library.known(id).error));
    }
    /// As a person does: selects in the tree, then the menu's entry.
    void compare(const QStringList &names)
    {
        auto *view = m_program->window->tree()->findChild<QTreeView *>();
        view->clearSelection();
        for (const QString &name : names) {
            const auto rows = view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
            QVERIFY(!rows.isEmpty());
            view->selectionModel()->select(rows.first(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        view->setFocus();
        QTest::keyClick(view, Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
    }
    [[nodiscard]] CompareView *pair() const { return m_program->window->comparisons()->current(); }
    [[nodiscard]] QWidget *front() const { return qobject_cast<QTabWidget *>(m_program->window->centralWidget())->currentWidget(); }
    [[nodiscard]] QString current(int column) const { return pair()->tree()->currentIndex().siblingAtColumn(column).data().toString(); }
    /// These two, read and compared; null: that did not come about.
    CompareView *openPair(const QString &left, const QString &right)
    {
        extract({left, right});
        compare({left, right});
        const auto done = [this] { return pair() && pair()->model()->comparison(); };
        return QTest::qWaitFor(done, 30'000) ? pair() : nullptr;
    }

    /// The script of these two; null: that did not come about.
    ScriptPage *openScript(const QString &left, const QString &right)
    {
        if (!openPair(left, right))
            return nullptr;
        pair()->findChild<QAction *>(QStringLiteral("compare.script"))->trigger();
        ScriptPage *page = pair()->script();
        return QTest::qWaitFor([page] { return page->isVisible() && page->model()->rowCount() > 0; }, 30'000) ? page : nullptr;
    }
    /// Clicks Apply, approves where that is asked for, and waits. False: nothing came of it.
    [[nodiscard]] static bool apply(ScriptPage *page)
    {
        if (!QTest::qWaitFor([page] { return page->applyButton()->isEnabled(); }, 30'000)) // not while it is planned
            return false;
        QTest::mouseClick(page->applyButton(), Qt::LeftButton);
        const auto waits = [page] { return page->findChild<ApprovalDialog *>() || !page->resultText().isEmpty(); };
        if (!QTest::qWaitFor(waits, 30'000))
            return false;
        if (auto *dialog = page->findChild<ApprovalDialog *>()) {
            const QString word = dialog->wordBox()->accessibleName();
            QTest::keyClicks(dialog->wordBox(), word.section(u' ', 1, 1)); // "Type left to approve"
            QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
        }
        return QTest::qWaitFor([page] { return !page->resultText().isEmpty(); }, 30'000);
    }

    QTemporaryDir m_dir;
    std::unique_ptr<WindowProgram> m_program;
};

} // namespace concord::test
