// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "services.h"

#include <QList>
#include <QString>

#include <utility>

namespace concord {

class ObjectBrowser;

/// What the inspector tells of a connection: where it leads, what its server said of itself, and what was read of its schema.
/// `tested`: what the last test answered; empty: none was made.
[[nodiscard]] QList<std::pair<QString, QString>> connectionProperties(const Services &services, const ObjectBrowser &browser,
                                                                      const Endpoint &endpoint, const QString &tested);

} // namespace concord
