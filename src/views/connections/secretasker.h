// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "connection/secret.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

namespace concord {

/// Asks for a password in a dialog of `window`, called on a connection's thread, which waits for the answer; the GUI
/// thread does not. nullopt: the person declined, or the window has gone. Two questions for one server wait for one answer.
[[nodiscard]] std::function<std::optional<Secret>(const Endpoint &)> makeSecretAsker(QWidget *window);

} // namespace concord
