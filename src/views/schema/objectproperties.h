// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/objectaddress.h"
#include "services.h"

namespace concord {

/// Names and values for the inspector; an empty value makes the name a heading. Plain text.
using Properties = QList<std::pair<QString, QString>>;

/// Of an object of a catalog: where it is, its numbers, options, when it was read, and in which other databases it is too.
[[nodiscard]] Properties objectProperties(const Services &services, const ObjectAddress &address);
/// When and how a database was read; empty where it was not.
[[nodiscard]] Properties catalogProperties(const Services &services, const QUuid &profile);

} // namespace concord
