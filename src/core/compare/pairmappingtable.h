// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/mapping.h"

#include <QUuid>

namespace concord {

/// What a person confirmed for two databases each, by their profiles: as the workspace keeps it for the window and the command line.
using PairMappingTable = QHash<std::pair<QUuid, QUuid>, Mapping>;

/// The workspace's setting that holds it.
inline constexpr QLatin1StringView pairMappingsKey("compareMappings");

/// Entries that cannot be read are passed over.
[[nodiscard]] PairMappingTable pairMappingsFromJson(const QByteArray &json);
[[nodiscard]] QByteArray pairMappingsToJson(const PairMappingTable &table);
/// The one of these two, kept either way round; empty: none.
[[nodiscard]] Mapping mappingOf(const PairMappingTable &table, const QUuid &left, const QUuid &right);

} // namespace concord
