// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace concord::resultmemory {

/// Bytes that all result tables of this process hold in memory. Any thread.
[[nodiscard]] std::size_t used();
/// Past this many bytes full chunks go to a temporary file: a quarter of the machine's memory unless set. Any thread.
[[nodiscard]] std::size_t budget();
void setBudget(std::size_t bytes);
/// A table grew by so many bytes, or shrank (negative).
void change(std::ptrdiff_t bytes);

} // namespace concord::resultmemory
