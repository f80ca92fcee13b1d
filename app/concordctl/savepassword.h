// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/secret.h"

#include <QUuid>

namespace concord::ctl {

class Context;

/// Gives a server's password to the keychain or the vault; where neither takes it, says so. The connection is saved anyway.
void savePassword(Context &context, const QUuid &serverId, const Secret &secret);

} // namespace concord::ctl
