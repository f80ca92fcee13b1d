// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "odbc/odbcapi.h"

#include <memory>

namespace concord {

/// Calls SQLCancel from the ladder's thread. Some drivers open a connection for it and wait without a limit of their own,
/// so the call has a thread that can be left behind; a connection whose call does not come back must not be used again.
class OdbcCanceller
{
public:
    OdbcCanceller();

    /// The statement that request() stops from now on.
    void watch(SQLHSTMT statement);
    /// No request touches the statement after this. False: a call is still inside the driver; its handles must not be freed.
    [[nodiscard]] bool forget();
    /// Asks the statement under watch to stop; returns within 3 s. From any thread.
    void request();
    /// Whether a request was made since the last call of this.
    [[nodiscard]] bool takeRequested();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace concord
