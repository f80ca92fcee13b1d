// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/runner.h"

#include "concordctl/context.h"
#include "concordctl/interrupt.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSet>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord::ctl {

Runner::Runner(Context &context, RunRequest request, QString workSession)
    : m_context(context),
      m_session(context.registry(), context.secretProvider()),
      m_run(std::move(request), m_session)
{
    beginHistory(workSession);
}

void Runner::run()
{
    do
        runToEnd();
    while (!m_interrupted && retryWithPasswords());
    m_context.out().progress({});
    finishHistory();
    closeConnections();
}

void Runner::runToEnd()
{
    QEventLoop loop;
    QObject::connect(&m_run, &Run::finished, &loop, &QEventLoop::quit);
    Interrupt interrupt([this] {
        m_interrupted = true;
        m_run.cancel();
    });
    QTimer progress;
    QObject::connect(&progress, &QTimer::timeout, &loop, [this] { showProgress(); });
    if (m_context.out().errorIsTerminal())
        progress.start(100ms);
    QTimer::singleShot(0, &loop, [this] {
        if (m_run.elapsedMs() <= 0)
            m_run.start();
    });
    loop.exec();
}

bool Runner::retryWithPasswords()
{
    if (!canAsk())
        return false;
    QHash<QUuid, bool> answered;
    QList<int> again;
    for (int i = 0; i < m_run.targetCount(); ++i) {
        const Endpoint &endpoint = m_run.request().targets[i].endpoint;
        const Outcome outcome = m_run.outcome(i);
        if (!outcome.error || outcome.error->kind != ErrorKind::Authentication || m_asked.contains(endpoint.serverId))
            continue;
        if (!answered.contains(endpoint.serverId)) {
            const auto secret = askPassword(passwordPrompt(endpoint));
            if (secret)
                m_context.secrets().setAnswer(endpoint, *secret);
            answered.insert(endpoint.serverId, secret.has_value());
        }
        if (answered.value(endpoint.serverId)) {
            m_context.secrets().forgetForTarget(endpoint);
            again.append(i);
        }
    }
    for (auto it = answered.cbegin(); it != answered.cend(); ++it)
        m_asked.insert(it.key());
    for (const int i : again)
        m_run.retry(i);
    return !again.isEmpty();
}

void Runner::showProgress()
{
    int settled = 0;
    qint64 rows = 0;
    for (int i = 0; i < m_run.targetCount(); ++i) {
        const Outcome outcome = m_run.outcome(i);
        const bool open = outcome.state == TargetState::Waiting || outcome.state == TargetState::Connecting || outcome.state == TargetState::Running;
        settled += !open;
        rows += outcome.rows;
    }
    const QString text =
        Ctl::tr("%1 of %2 databases · %3 rows · %4 s").arg(settled).arg(m_run.targetCount()).arg(rows).arg(m_run.elapsedMs() / 1000, 0, 'f', 1);
    m_context.out().progress(m_interrupted ? Ctl::tr("cancelling… ") + text : text);
}

void Runner::beginHistory(const QString &workSession)
{
    const auto workspace = m_context.workspace();
    if (!workspace) {
        m_context.out().warning(Ctl::tr("The history does not keep this run: %1").arg(workspace.error().message));
        return;
    }
    m_history.started = QDateTime::currentDateTimeUtc();
    m_history.text = m_run.request().text; // the workspace takes secrets out
    m_history.origin = u"concordctl"_s;
    m_history.session = workSession;
    for (const Target &target : m_run.request().targets) {
        HistoryTarget entry;
        entry.profileId = target.endpoint.profileId;
        entry.name = target.endpoint.name;
        entry.engine = target.endpoint.engine;
        entry.sql = m_history.text;
        entry.state = targetStateName(TargetState::Waiting);
        m_history.targets.append(entry);
    }
    const auto number = (*workspace)->beginHistory(m_history);
    if (number)
        m_history.run = *number;
    else
        m_context.out().warning(Ctl::tr("The history does not keep this run: %1").arg(number.error().message));
}

void Runner::finishHistory()
{
    if (m_history.run == 0)
        return;
    m_history.elapsedMs = m_run.elapsedMs();
    for (int i = 0; i < m_run.targetCount(); ++i) {
        const Outcome outcome = m_run.outcome(i);
        HistoryTarget &entry = m_history.targets[i];
        if (!outcome.sql.isEmpty())
            entry.sql = outcome.sql;
        entry.state = targetStateName(outcome.state);
        entry.rows = outcome.rows;
        entry.elapsedMs = outcome.elapsedMs;
        for (const StatementResult &result : outcome.results) {
            if (result.affectedRows >= 0 && !result.table)
                entry.affectedRows = std::max<qint64>(entry.affectedRows, 0) + result.affectedRows;
        }
        if (outcome.error) {
            entry.errorKind = errorKindName(outcome.error->kind);
            entry.errorCode = outcome.error->code;
            entry.errorMessage = outcome.error->message;
        }
    }
    const auto workspace = m_context.workspace();
    if (const auto kept = (*workspace)->finishHistory(m_history); !kept)
        m_context.out().warning(Ctl::tr("The history does not keep this run: %1").arg(kept.error().message));
}

void Runner::closeConnections()
{
    // Servers get a proper goodbye, but a slow one is not waited for.
    QList<std::shared_ptr<ConnectionThread>> open;
    for (const Target &target : m_run.request().targets) {
        auto thread = m_session.connection(target.endpoint);
        if (!thread->isOpen())
            continue;
        thread->close();
        open.append(std::move(thread));
    }
    QEventLoop loop;
    QTimer poll;
    QElapsedTimer waited;
    waited.start();
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (waited.elapsed() > 300 || std::ranges::none_of(open, [](const auto &thread) { return thread->isOpen(); }))
            loop.quit();
    });
    poll.start(1ms);
    if (std::ranges::any_of(open, [](const auto &thread) { return thread->isOpen(); }))
        loop.exec();
}

} // namespace concord::ctl
