// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"
#include "services.h"
#include "workspace/workspace.h"

#include <QWidget>

#include <memory>

class QAction;

namespace concord {

class FindBar;
class OutcomeStrip;
class ParameterStrip;
class PartBar;
class PlanRun;
class ResultArea;
class SqlEditor;
class TargetBar;

/// One query: an editor, the databases it runs on, and what they answered. Owns the session of its targets. The shell puts
/// it into a tab, may lift runBar() into its own tool bar, and saves state() when stateChanged() says so.
class QueryTab : public QWidget
{
    Q_OBJECT

public:
    explicit QueryTab(Services services, QWidget *parent = nullptr);
    ~QueryTab() override;

    /// What the workspace keeps of this tab; `position` and `active` are the shell's to fill.
    [[nodiscard]] OpenEditor state() const;
    void restore(const OpenEditor &editor);
    [[nodiscard]] QUuid id() const;

    [[nodiscard]] QString title() const;
    void setTitle(const QString &title);
    [[nodiscard]] QString text() const;
    /// Replaces the text as one step that can be undone.
    void setText(const QString &text);
    [[nodiscard]] QString file() const;
    void setFile(const QString &path, const QByteArray &mark);
    /// Of the file's contents as they were read or written; empty: not known.
    [[nodiscard]] QByteArray fileMark() const;
    [[nodiscard]] QList<QUuid> targets() const;
    void setTargets(const QList<QUuid> &profiles);
    /// The strongest environment among the targets, for the tab's dot; None where there is none.
    [[nodiscard]] Environment environment() const;
    /// Name of the work session that runs belong to in history; empty: none.
    void setWorkSession(const QString &name);
    /// Rows per target and result before "fetch more"; 0: all.
    void setRowCap(qint64 rows);
    /// Per target; 0: the profile's own, else none.
    void setTimeout(int milliseconds);
    /// How many targets run at once.
    void setConcurrency(int targets);

    [[nodiscard]] bool isRunning() const;
    /// What is lost on a server when this tab goes: a write under way, a transaction that is open. Empty: nothing.
    [[nodiscard]] QString wouldLose() const;
    [[nodiscard]] SqlEditor *editor() const;
    [[nodiscard]] FindBar *findBar() const;
    [[nodiscard]] TargetBar *targetBar() const;
    [[nodiscard]] ResultArea *results() const;
    [[nodiscard]] OutcomeStrip *outcomes() const;
    [[nodiscard]] ParameterStrip *parameters() const;
    [[nodiscard]] PartBar *parts() const;
    /// The plans that are shown; null before the first.
    [[nodiscard]] const PlanRun *plans() const;
    /// The run that is shown; null before the first.
    [[nodiscard]] const Run *run() const;
    /// Run, Stop and the targets. In the tab's first row unless the shell puts it elsewhere; goes away with the tab.
    [[nodiscard]] QWidget *runBar() const;
    /// "61 rows · 2.1 s · 19 of 22 databases answered", "Not run" where it was refused; empty before the first run.
    [[nodiscard]] QString statusText() const;
    /// "Ln 3, Col 14" of the cursor in the text.
    [[nodiscard]] QString positionText() const;

    /// For menus, with their shortcuts; the tab has them too.
    struct Actions
    {
        QAction *runStatement = nullptr;
        QAction *runScript = nullptr;
        QAction *explain = nullptr;
        QAction *stop = nullptr;
        QAction *comment = nullptr;
        QAction *format = nullptr;
        QAction *complete = nullptr;
        QAction *openObject = nullptr;  ///< the table at the cursor
        QAction *find = nullptr;        ///< in the rows where these have the focus, else in the text; so the next two
        QAction *findNext = nullptr;
        QAction *findPrevious = nullptr;
        QAction *replace = nullptr;
        QAction *chooseTargets = nullptr;
        QAction *filterRow = nullptr;
        QAction *findColumn = nullptr;
        QAction *record = nullptr;
        QAction *exportResult = nullptr;
        QAction *nextPane = nullptr;
        QAction *previousPane = nullptr;
    };
    [[nodiscard]] const Actions &actions() const;

    void runStatement();
    void runScript();
    /// Plans of the statement at the cursor, or of the selection; nothing is run.
    void explainStatement();
    void stop();
    void cancelTarget(int target);
    void retryTarget(int target);
    void exportResult();

Q_SIGNALS:
    void titleChanged(const QString &title);
    /// Text, cursor, targets or file changed: save state() soon.
    void stateChanged();
    void runningChanged(bool running);
    /// statusText() or positionText() is another one.
    void statusChanged();
    /// The page of the object that is called so in the text: "orders", "public.orders".
    void objectWanted(const QString &name);
    /// "6 cells · sum 929 224.10" of the grid's selection; empty: nothing worth saying.
    void selectionMessage(const QString &text);
    /// The current cell, for an inspector: column name, type, plain text; `isValue` false: a word for NULL or missing. An
    /// empty column: there is no current cell.
    void cellMessage(const QString &column, const QString &type, const QString &text, bool isValue);
    /// A run was written to history, at its start and at its end.
    void historyChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
