// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace concord {

/// Whether the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF. Eight ASCII bytes a step.
[[nodiscard]] bool isValidUtf8(std::string_view bytes);

/// Appends the bytes as UTF-8, each byte read as the latin1 character of its number.
void appendLatin1AsUtf8(std::string_view bytes, std::string &out);

/// Appends text that ought to be UTF-8: verbatim where it is, read as latin1 where it is not.
inline void appendAsUtf8(std::string_view bytes, std::string &out)
{
    if (isValidUtf8(bytes))
        out.append(bytes);
    else
        appendLatin1AsUtf8(bytes, out);
}

} // namespace concord
