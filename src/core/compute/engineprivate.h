// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/duck.h"
#include "compute/engine.h"

#include <QTemporaryDir>

namespace concord {

struct ComputeEngine::Private
{
    std::mutex mutex;
    std::unique_ptr<QTemporaryDir> spillFolder;
    std::shared_ptr<Duck> duck;

    /// Opens the instance at the first use.
    Result<std::shared_ptr<Duck>> open();
};

/// Row numbers are 32 bits wide; a result with more rows is refused in words.
[[nodiscard]] Result<void> checkRowCount(const CombinedResult &result);

} // namespace concord
