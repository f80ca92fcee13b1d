// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "odbc/odbcconnection.h"

namespace concord {

/// An engine that is reached over ODBC: says what the connection string holds and makes its connection; opening, login
/// timeout and secrets are here once. The secret is added by Qt's plugin from memory, never by an engine.
class OdbcDriver : public Driver
{
public:
    [[nodiscard]] Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override;

protected:
    /// The keywords for this endpoint, after check() has passed. Error NotFound with what to install where no driver is
    /// there; `loginSeconds` and `readOnly` are set by the caller.
    [[nodiscard]] virtual Result<OdbcTarget> target(const Endpoint &endpoint) const = 0;
    [[nodiscard]] virtual std::unique_ptr<OdbcConnection> make(OdbcLink link, const Endpoint &endpoint) const = 0;
    /// An error of opening in the engine's terms (which number means a wrong password, where nobody answered).
    [[nodiscard]] virtual Error openingError(Error error, const Endpoint &) const { return error; }
};

} // namespace concord
