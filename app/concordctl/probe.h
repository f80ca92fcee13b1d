// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/profile.h"

#include <QList>

namespace concord::ctl {

class Context;

/// What a database answered when it was asked who it is.
struct Probe
{
    Endpoint endpoint;
    Result<ServerInfo> answer = fail(ErrorKind::Internal, {});
    double connectMs = 0; ///< from its turn on
    double latencyMs = 0; ///< of asking, once connected
};

/// Connects to each, at most 32 at once and at most a server's own cap, and asks. Where a server wants a password that nobody gave and there is a terminal,
/// a person is asked and it is tried again. Ctrl+C ends it: what has not answered is Cancelled.
/// `timeoutMs` per database, 0: its own connect timeout.
[[nodiscard]] QList<Probe> probe(Context &context, const QList<Endpoint> &endpoints, int timeoutMs, bool *interrupted = nullptr);

} // namespace concord::ctl
