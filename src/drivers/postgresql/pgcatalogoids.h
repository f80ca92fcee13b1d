// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// Oids of the system catalogs, by which descriptions, dependencies and extension members name them; they never change.
namespace concord::pgcatalog {

enum : std::uint32_t {
    Type = 1247,
    Attribute = 1249,
    Proc = 1255,
    Class = 1259,
    Attrdef = 2604,
    Constraint = 2606,
    OperatorClass = 2616,
    Publication = 6104,
    Namespace = 2615,
    Rewrite = 2618,
    Trigger = 2620,
    ForeignServer = 1417,
    UserMapping = 1418,
    Extension = 3079,
    Policy = 3256,
    StatisticExt = 3381
};

inline constexpr std::uint32_t publicSchema = 2200;
inline constexpr std::uint32_t firstNormal = 16384; ///< what initdb made has smaller ones

} // namespace concord::pgcatalog
