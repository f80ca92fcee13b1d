// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of a query tab, and the way round its panes.
#include "grid/resultgrid.h"
#include "look/smallbuttons.h"
#include "query/findbar.h"
#include "query/outcomestrip.h"
#include "query/querytabprivate.h"
#include "query/resultarea.h"
#include "query/sqleditor.h"
#include "query/targetbar.h"

#include <QAction>
#include <QApplication>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace concord {

void QueryTab::Private::makeActions(QueryTab &tab)
{
    const auto add = [&tab](const QString &name, const QString &text, const QList<QKeySequence> &keys, auto &&function) {
        auto *action = new QAction(text, &tab);
        action->setObjectName(u"query."_s + name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, &tab, function);
        tab.addAction(action);
        return action;
    };
    actions.runStatement =
        add(u"run"_s, tr("&Run statement or selection"), {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}, [&tab] { tab.runStatement(); });
    actions.runScript = add(u"runScript"_s, tr("Run &script"), {Qt::Key_F5, Qt::Key_F9, Qt::ALT | Qt::Key_X}, [&tab] { tab.runScript(); });
    actions.explain = add(u"explain"_s, tr("&Explain statement or selection"), {Qt::CTRL | Qt::Key_L}, [&tab] { tab.explainStatement(); });
    actions.stop = add(u"stop"_s, tr("S&top"), {Qt::CTRL | Qt::Key_Pause, Qt::CTRL | Qt::Key_Cancel}, [&tab] { tab.stop(); });
    actions.comment = add(u"comment"_s, tr("Toggle &comment"), {Qt::CTRL | Qt::Key_Slash}, [this] { editor->toggleComment(); });
    actions.format = add(u"format"_s, tr("&Format"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F}, [this, &tab] { format(tab); });
    actions.complete = add(u"complete"_s, tr("C&omplete"), {Qt::CTRL | Qt::Key_Space}, [this] { editor->complete(); });
    actions.openObject = add(u"openObject"_s, tr("&Open the object at the cursor"), {Qt::Key_F4}, [this, &tab] {
        if (const QString name = editor->nameAtCursor(); !name.isEmpty())
            Q_EMIT tab.objectWanted(name);
    });
    actions.find = add(u"find"_s, tr("F&ind"), {Qt::CTRL | Qt::Key_F}, [this] {
        if (isInRows())
            results->currentGrid()->findText();
        else
            findBar->open(false);
    });
    const auto step = [this](int by) {
        if (isInRows())
            results->currentGrid()->findNext(by);
        else
            findBar->step(by);
    };
    actions.findNext = add(u"findNext"_s, tr("Find &next"), {Qt::Key_F3}, [step] { step(1); });
    actions.findPrevious = add(u"findPrevious"_s, tr("Find pre&vious"), {Qt::SHIFT | Qt::Key_F3}, [step] { step(-1); });
    actions.replace = add(u"replace"_s, tr("&Replace"), {Qt::CTRL | Qt::Key_H}, [this] { findBar->open(true); });
    actions.chooseTargets = add(u"chooseTargets"_s, tr("Choose &targets"), {Qt::CTRL | Qt::SHIFT | Qt::Key_T}, [this] { targetBar->openPopup(); });
    actions.filterRow =
        add(u"filterRow"_s, tr("&Filter per column"), {Qt::CTRL | Qt::SHIFT | Qt::Key_L}, [this] { results->currentGrid()->toggleFilters(); });
    actions.findColumn =
        add(u"findColumn"_s, tr("Find a co&lumn"), {Qt::CTRL | Qt::ALT | Qt::Key_F}, [this] { results->currentGrid()->findColumn(); });
    actions.record = add(u"record"_s, tr("Record &view"), {Qt::Key_F7}, [this] { results->currentGrid()->toggleRecord(); });
    actions.exportResult = add(u"export"_s, tr("&Export the result …"), {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, [&tab] { tab.exportResult(); });
    actions.nextPane = add(u"nextPane"_s, tr("Next pane"), {Qt::Key_F6}, [this] { stepPane(1); });
    actions.previousPane = add(u"previousPane"_s, tr("Previous pane"), {Qt::SHIFT | Qt::Key_F6}, [this] { stepPane(-1); });
}

/// The buttons name the keys that do the same, whatever these are now.
void QueryTab::Private::explainKeys()
{
    explainKey(*runButton, actions.runStatement, tr("Run the statement at the cursor, or the selection"));
    explainKey(*explainButton, actions.explain, tr("How each database would run the statement; nothing is run"));
    explainKey(*stopButton, actions.stop, tr("Cancel on all databases"));
    if (auto *choose = targetBar->findChild<QToolButton *>(u"chooseTargets"_s))
        explainKey(*choose, actions.chooseTargets, tr("Choose targets"));
    results->explainKeys(actions);
}

bool QueryTab::Private::isInRows() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && results->page() <= ResultArea::SideBySide && results->isAncestorOf(focus);
}

/// The editor takes Tab for itself, so that another key goes round.
void QueryTab::Private::stepPane(int by)
{
    QWidget *answer = results->currentPane();
    const QList<QWidget *> panes{editor, outcomes, answer, targetBar};
    const QWidget *focus = QApplication::focusWidget();
    qsizetype now = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        const QWidget *whole = panes[i] == answer ? results : panes[i]; // the record beside the rows is of their pane
        if (focus && (focus == whole || whole->isAncestorOf(focus)))
            now = i;
    }
    for (qsizetype tries = 1; tries <= panes.size(); ++tries) {
        QWidget *pane = panes[(now + by * tries + 2 * panes.size()) % panes.size()];
        if (!pane->isVisible())
            continue;
        QWidget *target = pane;
        if (pane->focusPolicy() == Qt::NoFocus) { // a row of buttons: its first
            for (QWidget *child : pane->findChildren<QWidget *>()) {
                if (child->isVisible() && (child->focusPolicy() & Qt::TabFocus)) {
                    target = child;
                    break;
                }
            }
        }
        target->setFocus(Qt::TabFocusReason);
        return;
    }
}

} // namespace concord
