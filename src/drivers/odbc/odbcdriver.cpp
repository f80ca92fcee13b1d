// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcdriver.h"

#include <QCoreApplication>

namespace concord {

using namespace std::chrono_literals;

static constexpr int defaultConnectTimeout = 10'000;

Result<std::unique_ptr<Connection>> OdbcDriver::open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const
{
    if (auto checked = check(endpoint); !checked)
        return fail(checked.error());
    auto wanted = target(endpoint);
    if (!wanted)
        return fail(wanted.error());
    const int timeout = endpoint.options.connectTimeoutMs > 0 ? endpoint.options.connectTimeoutMs : defaultConnectTimeout;
    const Deadline latest = std::min(deadline, Clock::now() + std::chrono::milliseconds(timeout));
    if (latest <= Clock::now())
        return fail(ErrorKind::Timeout, QCoreApplication::translate("Odbc", "No time was left to connect."));
    // Whole seconds, rounded up: the deadline itself is kept by the one who waits.
    wanted->loginSeconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(latest - Clock::now()).count());
    wanted->readOnly = endpoint.readOnly;
    auto link = OdbcLink::open(*wanted, secret, latest);
    if (!link)
        return fail(openingError(link.error(), endpoint));
    auto connection = make(std::move(*link), endpoint);
    if (auto started = connection->start(latest); !started)
        return fail(started.error());
    return connection;
}

} // namespace concord
