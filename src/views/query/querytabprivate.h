// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/session.h"
#include "query/planrun.h"
#include "query/querytab.h"
#include "query/runhistory.h"
#include "query/runstarter.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>

class QMenu;
class QSplitter;
class QToolButton;

namespace concord {

class ElidedLabel;

/// The parts of a query tab, shared by the files that make it: its build, its commands and its running.
struct QueryTab::Private
{
    Services services;
    QUuid id = QUuid::createUuid();
    QString title;
    QString file;
    QByteArray fileMark;
    QString workSession;
    qint64 rowCap = 100'000;
    int timeoutMs = 0;
    int concurrency = 32;
    bool manualCommit = false;

    Actions actions;
    QPointer<QWidget> runBar;
    TargetBar *targetBar = nullptr;
    QToolButton *runButton = nullptr;
    QToolButton *explainButton = nullptr;
    QToolButton *stopButton = nullptr;
    QWidget *environmentBand = nullptr;
    ElidedLabel *notice = nullptr;
    QToolButton *noticeAction = nullptr; ///< what can be done about it; hidden where nothing can
    QWidget *noticeBar = nullptr;
    QSplitter *splitter = nullptr;
    SqlEditor *editor = nullptr;
    FindBar *findBar = nullptr;
    PartBar *parts = nullptr;
    ParameterStrip *parameters = nullptr;
    OutcomeStrip *outcomes = nullptr;
    ResultArea *results = nullptr;

    RunStarter *starter = nullptr;
    RunHistory *history = nullptr;
    std::unique_ptr<Session> session;
    std::unique_ptr<Run> run; ///< after the session: it must go first
    std::unique_ptr<PlanRun> plans;
    QTimer namesDelay;        ///< looks for parameters when typing pauses
    QTimer partDelay;         ///< follows the cursor from one language's part to another's
    QTimer idle;
    QTimer stopGrace;         ///< how long a run that was told to stop is waited for
    std::function<void()> afterStop; ///< what a person asked for meanwhile
    QElapsedTimer told;       ///< since the status was last told while running
    QString position;         ///< of the cursor, in words
    int namesQuestion = 0;
    QHash<QUuid, QString> openTransactions; ///< by target, its name: what the session's connections hold, where they may write
    bool runWrites = false;   ///< the run under way changes something
    bool preparing = false;
    bool refused = false;     ///< what was asked for last was not run
    bool edited = false;      ///< the text is not what the run saw
    bool restoring = false;
    std::function<void()> offered; ///< what the notice's button does

    // querytab.cpp
    void build(QueryTab &tab);
    [[nodiscard]] CompletionAnswer namesAt(const QString &text, int cursor) const;
    void makeNoticeBar(QueryTab &tab);
    void layOut(QueryTab &tab);
    void makeRunBar(QueryTab &tab);
    void makeLimitActions(QueryTab &tab, QMenu *menu);
    void connectParts(QueryTab &tab);
    void connectEditor(QueryTab &tab);
    void connectResults(QueryTab &tab);
    void connectRuns(QueryTab &tab);
    void goTo(int offset); ///< in the editor, which gets the focus
    void targetsChanged(QueryTab &tab);
    void colourBand(const QueryTab &tab);
    void followPart();
    [[nodiscard]] QList<Endpoint> endpointsAt(const QString &text, int offset) const;
    // querytabactions.cpp
    void makeActions(QueryTab &tab);
    void explainKeys();
    void stepPane(int by);
    [[nodiscard]] bool isInRows() const;
    // querytabrun.cpp
    enum class Wish { Statement, Script, Plan };
    void wish(QueryTab &tab, Wish what);
    void explain(QueryTab &tab, const RunRequest &request);
    /// Whether a run or plans are under way.
    [[nodiscard]] bool isBusy() const { return (run && !run->isFinished()) || (plans && !plans->isFinished()); }
    /// A run that was told to stop keeps nobody from the next one.
    [[nodiscard]] bool mayStart() const { return !preparing && (!isBusy() || (run && run->isStopping())); }
    void whenStopped(QueryTab &tab, std::function<void()> next);
    void forgetWish();
    [[nodiscard]] Result<void> fillParameters(RunRequest &request, const QStringList &names) const;
    void ask(QueryTab &tab, const RunRequest &request, const RunCheck &check);
    void launch(QueryTab &tab, const RunRequest &request, bool writes);
    void needSession(QueryTab &tab);
    void refuse(const QList<Error> &refusals, int offset);
    void finish(QueryTab &tab);
    void markErrors();
    void noteTransactions();
    void tellOfExpressions();
    void matchByPosition();
    void findParameters(QueryTab &tab);
    void format(QueryTab &tab);
    void refreshRunning(QueryTab &tab);
    void say(const QString &text);
    /// With a button that does something about it.
    void offer(const QString &text, const QString &action, std::function<void()> act);
};

} // namespace concord
