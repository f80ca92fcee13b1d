// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/planrun.h"

#include "connection/session.h"

#include <QPointer>
#include <QRegularExpression>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace concord {

/// A driver that is not back so long after its deadline is not waited for.
static constexpr int graceMs = 3'000;

Result<QList<PreparedStatement>> statementsToExplain(const RunRequest &request, const Target &target, const Dialect &dialect)
{
    auto statements = prepareScript(request, target, dialect);
    if (!statements)
        return statements;
    if (statements->isEmpty())
        return fail(ErrorKind::Usage, PlanRun::tr("There is no statement to explain."));
    static const QRegularExpression explains(u"^EXPLAIN\\b"_s, QRegularExpression::CaseInsensitiveOption);
    for (const PreparedStatement &statement : *statements) {
        if (explains.match(statement.source.text).hasMatch())
            return fail(ErrorKind::Usage, PlanRun::tr("This is an EXPLAIN already: explain the statement itself, or run this."));
    }
    return statements;
}

Result<QList<StatementPlan>> explainAll(Connection &connection, const QList<PreparedStatement> &statements, const QString &text,
                                        const Dialect &dialect, Deadline deadline)
{
    QList<StatementPlan> plans;
    for (const PreparedStatement &statement : statements) {
        auto plan = connection.explain(statement.statement, deadline);
        if (!plan)
            return fail(inWholeText(plan.error(), statement, text, dialect));
        plans.append({statement.source.text, std::move(*plan)});
    }
    return plans;
}

PlanRun::PlanRun(RunRequest request, Session &session, QObject *parent)
    : QObject(parent),
      m_request(std::move(request)),
      m_session(session),
      m_answers(static_cast<std::size_t>(m_request.targets.size())),
      m_back(m_answers.size())
{}

PlanRun::~PlanRun()
{
    blockSignals(true); // who listens may be going too
    cancel();
}

void PlanRun::start()
{
    for (int i = 0; i < targetCount(); ++i)
        ask(i);
}

void PlanRun::ask(int i)
{
    const Target &target = m_request.targets[i];
    const auto driver = m_session.registry().find(target.endpoint.engine);
    if (!driver) {
        settle(i, fail(ErrorKind::Unsupported, tr("There is no driver for “%1”.").arg(target.endpoint.engine)));
        return;
    }
    const auto statements = statementsToExplain(m_request, target, driver->dialectFor(target.endpoint));
    if (!statements) {
        settle(i, fail(statements.error()));
        return;
    }
    const int limit = m_request.timeoutMs > 0 ? m_request.timeoutMs : timeoutMs;
    const Deadline deadline = Clock::now() + std::chrono::milliseconds(limit);
    const auto job = [list = *statements, text = m_request.text, driver, endpoint = target.endpoint, deadline](Connection &connection) {
        return explainAll(connection, list, text, driver->dialectFor(endpoint), deadline);
    };
    const auto back = std::make_shared<bool>(false);
    m_back[static_cast<std::size_t>(i)] = back;
    m_session.connection(target.endpoint)->post(job, deadline).then(&m_session, [this, self = QPointer(this), back, i](const Answer &answer) {
        *back = true;
        if (self)
            settle(i, answer);
    });
    QTimer::singleShot(limit + graceMs, this, [this, i] {
        if (m_answers[static_cast<std::size_t>(i)])
            return;
        m_session.abandon(m_request.targets[i].endpoint);
        settle(i, fail(ErrorKind::Timeout, tr("No plan within the time allowed.")));
    });
}

void PlanRun::settle(int i, const Answer &answer)
{
    auto &kept = m_answers[static_cast<std::size_t>(i)];
    if (kept)
        return;
    kept = answer;
    Q_EMIT answered(i);
    if (isFinished())
        Q_EMIT finished();
}

void PlanRun::cancel()
{
    for (int i = 0; i < targetCount(); ++i) {
        if (m_answers[static_cast<std::size_t>(i)])
            continue;
        const Endpoint &endpoint = m_request.targets[i].endpoint;
        m_session.connection(endpoint)->cancel();
        if (const auto &back = m_back[static_cast<std::size_t>(i)])
            QTimer::singleShot(letGoMs, &m_session, [session = &m_session, endpoint, back] {
                if (!*back)
                    session->abandon(endpoint);
            });
        settle(i, fail(ErrorKind::Cancelled, tr("Cancelled.")));
    }
}

bool PlanRun::isFinished() const
{
    return std::ranges::all_of(m_answers, [](const auto &answer) { return answer.has_value(); });
}

} // namespace concord
