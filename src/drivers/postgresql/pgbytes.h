// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>

namespace concord {

/// A number in network order at any address.
template<std::integral T>
[[nodiscard]] inline T fromNetwork(const char *bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof value);
    if constexpr (sizeof(T) > 1 && std::endian::native == std::endian::little)
        value = std::byteswap(value);
    return value;
}

} // namespace concord
