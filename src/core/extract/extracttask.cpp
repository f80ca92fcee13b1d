// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/extracttask.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

namespace {

/// A driver that is not back so long after its deadline is let go of: the ladder needs 15 s to cut a link.
constexpr auto ladderGrace = 18s;
constexpr auto connectGrace = 2s;

QString tr(const char *text)
{
    return QCoreApplication::translate("Extraction", text);
}

Deadline later(Deadline deadline, std::chrono::seconds by)
{
    return deadline == noDeadline ? noDeadline : deadline + by;
}

Error missingError(const Endpoint &endpoint, const QList<MissingRight> &missing)
{
    QStringList lines;
    QStringList objects;
    for (const MissingRight &right : missing) {
        if (!right.essential)
            continue;
        objects.append(right.object);
        lines.append(tr("%1: %2 is missing; %3.").arg(right.object, right.needs, right.effect));
    }
    const QString user = endpoint.user.isEmpty() ? tr("The user") : tr("The user “%1”").arg(endpoint.user);
    lines.append(tr("Grant the right, exclude what cannot be read, or extract only what can be read (--partial)."));
    return Error{ErrorKind::Permission, tr("%1 may not read %2.").arg(user, objects.join(u", "_s)), {}, lines.join(u'\n'), -1, 0, 0};
}

} // namespace

ExtractOutcome ExtractTask::run()
{
    const Result<CatalogPtr> catalog = read();
    Result<SnapshotInfo> kept = fail(ErrorKind::NotFound, {});
    if (catalog && m_work.store) {
        enter(ExtractState::Storing, noDeadline);
        kept = m_work.store({m_work.target.endpoint.profileId, m_work.target.endpoint.name, m_work.run, m_work.runStarted, *catalog, m_work.url});
    }
    const std::scoped_lock lock(m_mutex);
    const ExtractState when = m_outcome.state;
    if (catalog && (kept || !m_work.store)) {
        m_outcome.state = ExtractState::Done;
        m_outcome.catalog = *catalog;
        if (kept)
            m_outcome.snapshot = *kept;
        return m_outcome;
    }
    const Error &error = catalog ? kept.error() : catalog.error();
    m_outcome.state = error.kind == ErrorKind::Cancelled ? ExtractState::Cancelled : ExtractState::Failed;
    m_outcome.error = withAdvice(error, when, m_work.target.endpoint);
    return m_outcome;
}

Result<CatalogPtr> ExtractTask::read()
{
    Result<std::unique_ptr<Connection>> connection = open();
    if (!connection)
        return fail(connection.error());
    expose(connection->get());
    Result<CatalogPtr> catalog = preflight(**connection).and_then([&] {
        const auto listener = [this](const CatalogProgress &progress) {
            const std::scoped_lock lock(m_mutex);
            m_outcome.progress = progress;
        };
        return (*connection)->readCatalog(m_work.target.request, listener, m_deadline);
    });
    expose(nullptr);
    if (m_cancelRequested && (!catalog || catalog.error().kind != ErrorKind::Cancelled))
        catalog = fail(ErrorKind::Cancelled, tr("Cancelled."));
    return catalog;
}

Result<std::unique_ptr<Connection>> ExtractTask::open()
{
    enter(ExtractState::Connecting, noDeadline);
    const Endpoint &endpoint = m_work.target.endpoint;
    const auto attempt = [&](const Secret &secret) { // the time allowed begins anew after a person was asked
        const Deadline begin = Clock::now();
        if (m_work.timeoutMs > 0)
            m_deadline = begin + std::chrono::milliseconds(m_work.timeoutMs);
        const Deadline connected = std::min(m_deadline, begin + std::chrono::milliseconds(endpoint.options.connectTimeoutMs));
        enter(ExtractState::Connecting, later(connected, connectGrace));
        return m_work.driver->open(endpoint, secret, connected);
    };
    auto connection = withSecret(endpoint, m_work.secrets, noDeadline, attempt, [this](bool asking) {
        if (asking)
            enter(ExtractState::Connecting, noDeadline);
    });
    if (m_cancelRequested)
        return fail(ErrorKind::Cancelled, tr("Cancelled while connecting."));
    if (connection)
        enter(ExtractState::Reading, later(m_deadline, ladderGrace));
    return connection;
}

Result<void> ExtractTask::preflight(Connection &connection)
{
    const auto missing = connection.missingRights(m_work.target.request, m_deadline);
    if (!missing)
        return missing.error().kind == ErrorKind::Unsupported ? Result<void>() : fail(missing.error());
    {
        const std::scoped_lock lock(m_mutex);
        m_outcome.missing = *missing;
    }
    if (!m_work.partial && std::ranges::any_of(*missing, &MissingRight::essential))
        return fail(missingError(m_work.target.endpoint, *missing));
    return {};
}

ExtractOutcome ExtractTask::outcome() const
{
    const std::scoped_lock lock(m_mutex);
    ExtractOutcome outcome = m_outcome;
    outcome.cancelRequested = m_cancelRequested;
    return outcome;
}

void ExtractTask::cancel()
{
    const std::scoped_lock lock(m_mutex);
    if (m_outcome.state == ExtractState::Storing)
        return;
    m_cancelRequested = true;
    if (m_connection)
        m_connection->cancel();
}

Deadline ExtractTask::expectedEnd() const
{
    const std::scoped_lock lock(m_mutex);
    return m_expectedEnd;
}

void ExtractTask::expose(Connection *connection)
{
    const std::scoped_lock lock(m_mutex);
    m_connection = connection;
    if (connection && m_cancelRequested)
        connection->cancel();
}

void ExtractTask::enter(ExtractState state, Deadline expectedEnd)
{
    const std::scoped_lock lock(m_mutex);
    m_outcome.state = state;
    m_expectedEnd = expectedEnd;
}

Error withAdvice(Error error, ExtractState when, const Endpoint &endpoint)
{
    QString advice;
    switch (error.kind) {
    case ErrorKind::Connection: advice = tr("See whether the server runs and whether host and port are right, then retry."); break;
    case ErrorKind::Tls:
        advice =
            tr("See whether a database server listens there, and which TLS mode of the connection “%1” it takes, then retry.").arg(endpoint.name);
        break;
    case ErrorKind::Authentication:
        advice = tr("See whether user and password are right: edit the connection “%1”, then retry.").arg(endpoint.name);
        break;
    case ErrorKind::Lost: advice = tr("The connection broke while the schema was read; nothing of it was kept. Retry."); break;
    case ErrorKind::Timeout:
        advice = when == ExtractState::Connecting
                     ? tr("Nothing answered at that address: see whether host and port are right and whether a firewall is in the way, then retry.")
                     : tr("Retry with a longer time limit, or leave out schemas that are not needed.");
        break;
    default: return error;
    }
    error.detail += (error.detail.isEmpty() ? QString() : u"\n"_s) + advice;
    return error;
}

} // namespace concord
