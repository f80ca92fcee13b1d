// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connection.h"
#include "connection/secret.h"

#include <QString>

namespace concord::keychain {

/// The desktop's keyring by QtKeychain, never its clear-text fallback. Blocking, from any thread but the GUI's; the jobs run on
/// one thread of their own. At most 5 seconds each, less with an earlier deadline; while a job of before is still unanswered
/// (a keyring that waits for its owner to unlock it), others are told so at once.
/// Errors: NotFound (no such entry), Unsupported (no keyring, or it does not answer), Permission.
[[nodiscard]] Result<Secret> read(const QString &key, Deadline deadline);
[[nodiscard]] Result<void> write(const QString &key, const Secret &secret, Deadline deadline);
[[nodiscard]] Result<void> remove(const QString &key, Deadline deadline);

} // namespace concord::keychain
