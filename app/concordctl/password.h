// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"
#include "connection/secret.h"

#include <QString>

#include <optional>

namespace concord::ctl {

/// Overwrites passwords of URLs in the program's own arguments, so that `ps` no longer shows them. Call it once everything
/// was copied out of `argv`.
void hidePasswords(int argc, char **argv);

/// The first line of standard input, for --password-stdin. Error Usage where there is none.
[[nodiscard]] Result<Secret> passwordFromStdin();

/// An error of a server that refuses who connects, with the ways to give a password as its detail; any other as it is.
[[nodiscard]] Error withPasswordHint(Error error, const Endpoint &endpoint);

/// Whether a person can be asked: there is a terminal that standard input does not feed a statement from.
[[nodiscard]] bool canAsk();
/// "Password for app at db.example (production): "
[[nodiscard]] QString passwordPrompt(const Endpoint &endpoint);
/// Asks on the terminal without echo; nullopt: no terminal, or nothing typed. Blocks the calling thread.
[[nodiscard]] std::optional<Secret> askPassword(const QString &prompt);

} // namespace concord::ctl
