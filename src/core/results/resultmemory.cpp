// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/resultmemory.h"

#include <unistd.h>

#include <atomic>

namespace concord::resultmemory {

static std::size_t quarterOfTheMachine()
{
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long size = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || size <= 0)
        return std::size_t{1} << 30U;
    return static_cast<std::size_t>(pages) * static_cast<std::size_t>(size) / 4;
}

static std::atomic<std::ptrdiff_t> s_used{0};

static std::atomic<std::size_t> &storedBudget()
{
    static std::atomic<std::size_t> budget{quarterOfTheMachine()};
    return budget;
}

std::size_t used()
{
    return static_cast<std::size_t>(s_used.load(std::memory_order_relaxed));
}

std::size_t budget()
{
    return storedBudget().load(std::memory_order_relaxed);
}

void setBudget(std::size_t bytes)
{
    storedBudget().store(bytes, std::memory_order_relaxed);
}

void change(std::ptrdiff_t bytes)
{
    s_used.fetch_add(bytes, std::memory_order_relaxed);
}

} // namespace concord::resultmemory
