// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "connection/secret.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

namespace concord {

/// Asks for a secret in a dialog beside `window`, which goes on meanwhile; called on a connection's thread, which waits for the
/// answer. `why`: what the server said, or what was wrong with the answer before. nullopt: the person declined, or the window has gone.
using SecretAsker = std::function<std::optional<Secret>(const Endpoint &, const QString &why)>;

/// For the password of an endpoint's server.
[[nodiscard]] SecretAsker makeSecretAsker(QWidget *window);
/// For the passphrase of the vault that may hold it.
[[nodiscard]] SecretAsker makePassphraseAsker(QWidget *window);

} // namespace concord
