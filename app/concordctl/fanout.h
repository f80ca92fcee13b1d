// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/context.h"
#include "concordctl/interrupt.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"
#include "connection/serverplaces.h"
#include "connection/session.h"

#include <QEventLoop>
#include <QTimer>

#include <functional>
#include <numeric>

namespace concord::ctl {

/// When a question to endpoint `index` began, and must have ended.
struct Turn
{
    int index = 0;
    Clock::time_point began;
    Deadline deadline;
};

/// Asks every endpoint the same short thing, each on its own connection, at most 32 at once and at most a server's own cap. A driver that
/// is not back 3 s after its deadline is not waited for. Ctrl+C gives up all that have not answered. Lives on the main thread for one run().
template<class T>
class FanOut : public QObject
{
public:
    /// Called on the connections' threads.
    using Job = std::function<Result<T>(const Turn &, Connection &)>;

    /// `timeoutMs` per endpoint; 0: its own connect timeout.
    FanOut(Context &context, QList<Endpoint> endpoints, int timeoutMs, Job job)
        : m_context(context),
          m_endpoints(std::move(endpoints)),
          m_timeoutMs(timeoutMs),
          m_job(std::move(job)),
          m_session(context.registry(), context.secretProvider()),
          m_answers(m_endpoints.size(), fail(ErrorKind::Internal, {}))
    {}

    /// One answer an endpoint. Where a server wants a password that nobody gave and there is a terminal, a person is asked
    /// and that server is tried once more.
    QList<Result<T>> run()
    {
        QList<int> all(m_endpoints.size());
        std::iota(all.begin(), all.end(), 0);
        runThese(all);
        all.removeIf([this](int i) { return m_answers[i] || m_answers[i].error().kind != ErrorKind::Authentication; });
        if (!m_interrupted && canAsk()) {
            all.removeIf([this](int i) { return !askFor(m_endpoints[i]); });
            if (!all.isEmpty())
                runThese(all);
        }
        return m_answers;
    }
    [[nodiscard]] bool wasInterrupted() const { return m_interrupted; }

private:
    static constexpr int atOnce = 32;
    static constexpr int graceMs = 3000;

    bool askFor(const Endpoint &endpoint)
    {
        if (const auto secret = askPassword(passwordPrompt(endpoint))) {
            m_context.secrets().setAnswer(endpoint, *secret);
            return true;
        }
        return false;
    }

    void runThese(const QList<int> &which)
    {
        Interrupt interrupt([this] {
            m_interrupted = true;
            const Result<T> cancelled = fail(ErrorKind::Cancelled, Ctl::tr("Cancelled."));
            for (const int i : std::exchange(m_waiting, {}))
                m_answers[i] = cancelled;
            for (const int i : QList<int>(m_open))
                settle(i, cancelled);
            m_loop.quit();
        });
        ++m_round;
        m_waiting = which;
        m_places = ServerPlaces(atOnce);
        startWaiting();
        if (!m_open.isEmpty())
            m_loop.exec();
        m_context.out().progress({});
    }

    void startWaiting()
    {
        for (const int i : QList<int>(m_waiting)) {
            if (m_places.isFree(m_endpoints[i]))
                start(i);
        }
    }

    void start(int i)
    {
        const Endpoint &endpoint = m_endpoints[i];
        m_waiting.removeOne(i);
        m_open.append(i);
        m_places.take(endpoint);
        const int limit = m_timeoutMs > 0 ? m_timeoutMs : endpoint.options.connectTimeoutMs;
        const Clock::time_point now = Clock::now();
        const Turn turn{i, now, now + std::chrono::milliseconds(limit)};
        m_session.connection(endpoint)
            ->post([job = m_job, turn](Connection &connection) { return job(turn, connection); }, turn.deadline)
            .then(this, [this, i](const Result<T> &answer) { settle(i, answer); });
        QTimer::singleShot(limit + graceMs, this, [this, i, round = m_round] {
            if (round != m_round || !m_open.contains(i))
                return;
            settle(i, fail(ErrorKind::Timeout, Ctl::tr("No answer within the time allowed.")));
        });
    }

    void settle(int i, const Result<T> &answer)
    {
        if (!m_open.removeOne(i))
            return;
        m_answers[i] = answer;
        m_session.abandon(m_endpoints[i]); // its place is another one's
        m_places.giveBack(m_endpoints[i]);
        startWaiting();
        m_context.out().progress(Ctl::tr("%1 of %2 still to answer").arg(m_open.size() + m_waiting.size()).arg(m_endpoints.size()));
        if (m_open.isEmpty())
            m_loop.quit();
    }

    Context &m_context;
    QList<Endpoint> m_endpoints;
    int m_timeoutMs;
    Job m_job;
    Session m_session;
    QEventLoop m_loop;
    QList<Result<T>> m_answers;
    QList<int> m_waiting;
    QList<int> m_open;
    ServerPlaces m_places{atOnce};
    int m_round = 0; ///< a timer of an earlier one means nothing
    bool m_interrupted = false;
};

} // namespace concord::ctl
