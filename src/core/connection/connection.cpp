// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connection.h"

#include "base/threadguard.h"
#include "connection/watchdog.h"
#include "schema/readcatalog.h"

#include <QCoreApplication>

namespace concord {

using namespace std::chrono_literals;

static constexpr auto secondAttemptAfter = 5s;
static constexpr auto cutAfterSecond = 10s;

/// The ladder of one connection: native cancel → 5 s → again → 10 s → the link is cut. A statement has a generation, so
/// that a step meant for it never touches the next one.
class Connection::Ladder : public std::enable_shared_from_this<Ladder>
{
public:
    explicit Ladder(Connection *connection) : m_connection(connection) {}

    enum class Reason { None, Cancelled, Timeout };

    void begin(Deadline deadline)
    {
        {
            const std::scoped_lock lock(m_mutex);
            ++m_generation;
            m_active = true;
            m_cut = false;
            m_reason = Reason::None;
        }
        setDeadline(deadline);
    }

    void setDeadline(Deadline deadline)
    {
        const std::scoped_lock lock(m_mutex);
        m_deadline = deadline;
        if (deadline == noDeadline)
            return;
        Watchdog::instance().at(deadline, weak_from_this(), [this, generation = m_generation] {
            {
                const std::scoped_lock again(m_mutex);
                if (m_deadline > Clock::now()) // moved since
                    return;
            }
            stop(generation, Reason::Timeout);
        });
    }

    void end()
    {
        std::unique_lock lock(m_mutex);
        m_active = false;
        m_idle.wait(lock, [this] { return m_callsUnderWay == 0; });
    }

    void cancel()
    {
        std::uint64_t generation = 0;
        {
            const std::scoped_lock lock(m_mutex);
            generation = m_generation;
        }
        // Never on the caller's thread: a cancel request may have to connect.
        Watchdog::instance().now(weak_from_this(), [this, generation] { stop(generation, Reason::Cancelled); });
        const std::scoped_lock lock(m_mutex);
        if (m_active && m_generation == generation && m_reason == Reason::None)
            m_reason = Reason::Cancelled;
    }

    [[nodiscard]] bool isCancelling() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_active && m_reason != Reason::None;
    }
    [[nodiscard]] Reason reason() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_reason;
    }
    [[nodiscard]] bool wasCut() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_cut;
    }

private:
    void stop(std::uint64_t generation, Reason reason)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_active || m_generation != generation || m_climbing == generation)
                return;
            m_climbing = generation;
            if (m_reason == Reason::None)
                m_reason = reason;
        }
        const auto start = Clock::now();
        Watchdog::instance().at(start + secondAttemptAfter, weak_from_this(), [this, generation] { call(generation, Step::Ask); });
        Watchdog::instance().at(start + secondAttemptAfter + cutAfterSecond, weak_from_this(), [this, generation] { call(generation, Step::Cut); });
        call(generation, Step::Ask);
    }

    enum class Step { Ask, Cut };

    void call(std::uint64_t generation, Step step)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_active || m_generation != generation)
                return;
            ++m_callsUnderWay;
            m_cut = m_cut || step == Step::Cut;
        }
        // end() waits for this, so the connection is alive and the statement still the same.
        if (step == Step::Ask)
            m_connection->requestCancel();
        else
            m_connection->severLink();
        {
            const std::scoped_lock lock(m_mutex);
            --m_callsUnderWay;
        }
        m_idle.notify_all();
    }

    Connection *m_connection;
    mutable std::mutex m_mutex;
    std::condition_variable m_idle;
    std::uint64_t m_generation = 0;
    std::uint64_t m_climbing = 0; ///< the generation whose ladder is under way
    int m_callsUnderWay = 0;
    bool m_active = false;
    bool m_cut = false;
    Deadline m_deadline = noDeadline;
    Reason m_reason = Reason::None;
};

Connection::Connection() : m_ladder(std::make_shared<Ladder>(this)) {}
Connection::~Connection() = default;

Result<void> Connection::execute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    return guarded(limits.deadline, [&] { return doExecute(statement, sink, limits); });
}

void Connection::cancel()
{
    m_ladder->cancel();
}

bool Connection::isCancelling() const
{
    return m_ladder->isCancelling();
}

void Connection::setDeadline(Deadline deadline)
{
    m_ladder->setDeadline(deadline);
}

void Connection::begin(Deadline deadline)
{
    blockingWorkBegins("A statement");
    m_ladder->begin(deadline);
}

void Connection::end()
{
    m_ladder->end();
}

Error Connection::explainStop(Error error) const
{
    switch (m_ladder->reason()) {
    case Ladder::Reason::None: return error;
    case Ladder::Reason::Cancelled: error.kind = ErrorKind::Cancelled; break;
    case Ladder::Reason::Timeout:
        error.kind = ErrorKind::Timeout;
        error.message = QCoreApplication::translate("Connection", "Stopped at the time limit: %1").arg(error.message);
        break;
    }
    if (m_ladder->wasCut()) {
        error.message = QCoreApplication::translate("Connection", "The server did not react to the request to stop; the connection was cut.");
    }
    return error;
}

Result<CatalogPtr> Connection::readCatalog(const CatalogRequest &, const CatalogListener &, Deadline)
{
    return fail(ErrorKind::Unsupported, QCoreApplication::translate("Connection", "The schema of this kind of database cannot be read."));
}

Result<QList<MissingRight>> Connection::missingRights(const CatalogRequest &, Deadline)
{
    return QList<MissingRight>();
}

} // namespace concord
