// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"
#include "query/runtarget.h"

#include <QObject>

namespace concord {

/// How a database would run one statement.
struct StatementPlan
{
    QString sql;
    PlanNode plan;
};

/// What a target would be asked to explain: its own part of the text. Error Usage where there is nothing, or an EXPLAIN already.
[[nodiscard]] Result<QList<PreparedStatement>> statementsToExplain(const RunRequest &request, const Target &target, const Dialect &dialect);
/// On the connection's thread. Errors have their place in `text`, the whole as typed.
[[nodiscard]] Result<QList<StatementPlan>> explainAll(Connection &connection, const QList<PreparedStatement> &statements, const QString &text,
                                                      const Dialect &dialect, Deadline deadline);

/// Asks every target of a request how it would run its statements, without running them. Lives on the thread that made it,
/// which needs an event loop; each answer comes by itself.
class PlanRun : public QObject
{
    Q_OBJECT

public:
    using Answer = Result<QList<StatementPlan>>;
    /// The longest that a plan is waited for where the request has no limit of its own.
    static constexpr int timeoutMs = 60'000;
    static constexpr int letGoMs = 3'000;

    /// `session` keeps the connections; it must outlive this.
    PlanRun(RunRequest request, Session &session, QObject *parent = nullptr);
    ~PlanRun() override;

    void start();
    /// What has not answered is told to stop, and not waited for. A driver that is not back after letGoMs loses its place in the
    /// session, so that the next statement has a connection of its own.
    void cancel();

    [[nodiscard]] const RunRequest &request() const { return m_request; }
    [[nodiscard]] int targetCount() const { return static_cast<int>(m_request.targets.size()); }
    /// nullopt: still under way. Errors have their place in the request's text.
    [[nodiscard]] const std::optional<Answer> &answer(int target) const { return m_answers[static_cast<std::size_t>(target)]; }
    [[nodiscard]] bool isFinished() const;

Q_SIGNALS:
    void answered(int target);
    void finished();

private:
    void ask(int target);
    void settle(int target, const Answer &answer);

    RunRequest m_request;
    Session &m_session;
    std::vector<std::optional<Answer>> m_answers;
    std::vector<std::shared_ptr<bool>> m_back; ///< whether the target's driver has answered; outlives this
};

} // namespace concord
