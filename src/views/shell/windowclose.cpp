// SPDX-License-Identifier: GPL-3.0-or-later
// What closing a tab or the window asks and keeps.
#include "compare/compareview.h"
#include "compare/scriptpage.h"
#include "query/querytab.h"
#include "shell/compareparts.h"
#include "shell/driftparts.h"
#include "shell/editorkeeper.h"
#include "shell/mainwindow.h"
#include "shell/schemaparts.h"
#include "shell/startpage.h"

#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

static QString lostWith(const QWidget *page)
{
    if (const auto *tab = qobject_cast<const QueryTab *>(page))
        return tab->wouldLose();
    const auto *view = qobject_cast<const CompareView *>(page);
    return view ? view->script()->wouldLose() : QString();
}

void MainWindow::askToClose(const QStringList &lost, const std::function<void()> &close)
{
    if (m_asksToClose && m_asksToClose->isVisible()) {
        m_asksToClose->raise();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Close"), lost.join(u"\n\n"_s), QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *anyway = box->addButton(tr("Close anyway"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [box, anyway, close](QAbstractButton *button) {
        box->close();
        if (button == anyway)
            close();
    });
    m_asksToClose = box;
    box->open();
}

void MainWindow::closeTab(int index)
{
    QPointer<QWidget> page = m_tabs->widget(index);
    const QString lost = lostWith(page);
    if (lost.isEmpty()) {
        closePage(page);
        return;
    }
    m_tabs->setCurrentIndex(index); // what the question is about
    askToClose({lost}, [this, page] {
        if (page)
            closePage(page);
    });
}

void MainWindow::closePage(QWidget *page)
{
    m_tabs->removeTab(m_tabs->indexOf(page));
    if (auto *tab = qobject_cast<QueryTab *>(page)) {
        m_runBars->removeWidget(tab->runBar());
        m_keeper->closed(tab->state());
    }
    if (qobject_cast<StartPage *>(page))
        keepStartPage(false);
    page->deleteLater();
    m_schema->keepPages();
    m_compare->keepTabs();
    m_drift->keepTabs();
    if (m_tabs->count() == 0)
        showStartPage();
}

void MainWindow::reopenClosed()
{
    if (const auto editor = m_keeper->takeClosed()) {
        auto *tab = new QueryTab(m_services);
        tab->restore(*editor);
        addTab(tab, true);
        if (!tab->file().isEmpty())
            markFile(tab);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QStringList lost;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (const QString one = lostWith(m_tabs->widget(i)); !one.isEmpty())
            lost.append(one);
    }
    if (!lost.isEmpty() && !m_closesAnyway) {
        event->ignore();
        askToClose(lost, [this] {
            m_closesAnyway = true;
            close();
        });
        return;
    }
    keepAll();
    event->accept();
}

void MainWindow::keepAll()
{
    m_layoutTimer.stop();
    if (m_isRestored) // else the layout is not yet the one that was kept
        saveLayout();
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (auto *tab = qobject_cast<QueryTab *>(m_tabs->widget(i)))
            Q_EMIT tab->stateChanged();
    }
    m_keeper->flush();
    m_compare->keepTabs();
    m_drift->keepTabs();
}

} // namespace concord
