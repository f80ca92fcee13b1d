// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/utf8.h"

#include <cstdint>
#include <cstring>

namespace concord {

static bool isContinuation(unsigned char byte)
{
    return (byte & 0xC0U) == 0x80U;
}

/// The length of the well-formed sequence that begins at `at` with a byte ≥ 0x80; 0 where there is none.
static std::size_t sequenceLength(const unsigned char *at, std::size_t left)
{
    const unsigned char lead = at[0];
    if (lead < 0xC2)
        return 0;
    if (lead < 0xE0)
        return left >= 2 && isContinuation(at[1]) ? 2 : 0;
    if (lead < 0xF0) {
        if (left < 3 || !isContinuation(at[1]) || !isContinuation(at[2]))
            return 0;
        const bool overlong = lead == 0xE0 && at[1] < 0xA0;
        const bool surrogate = lead == 0xED && at[1] >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead > 0xF4 || left < 4 || !isContinuation(at[1]) || !isContinuation(at[2]) || !isContinuation(at[3]))
        return 0;
    const bool overlong = lead == 0xF0 && at[1] < 0x90;
    const bool tooLarge = lead == 0xF4 && at[1] >= 0x90;
    return overlong || tooLarge ? 0 : 4;
}

bool isValidUtf8(std::string_view bytes)
{
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.data());
    std::size_t left = bytes.size();
    while (left > 0) {
        while (left >= 8) {
            std::uint64_t word;
            std::memcpy(&word, at, 8);
            if (word & 0x8080808080808080ULL)
                break;
            at += 8;
            left -= 8;
        }
        if (left == 0)
            break;
        const std::size_t length = *at < 0x80 ? 1 : sequenceLength(at, left);
        if (length == 0)
            return false;
        at += length;
        left -= length;
    }
    return true;
}

void appendLatin1AsUtf8(std::string_view bytes, std::string &out)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out.push_back(c);
        } else {
            out.push_back(static_cast<char>(0xC0U | (byte >> 6U)));
            out.push_back(static_cast<char>(0x80U | (byte & 0x3FU)));
        }
    }
}

} // namespace concord
