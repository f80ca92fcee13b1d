// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace concord {

inline constexpr int workspaceApplicationId = 0x434e4344; ///< "CNCD" in the SQLite file's header

struct FileHeader
{
    bool isEmpty = false; ///< no byte in it: as good as a new file
    bool isWal = false;
    int version = 0;
};

/// Looks at the first 100 bytes with plain file reads, so that nothing is written. Damaged: no SQLite file, another program's,
/// cut off, or from a version past `knownVersion`.
[[nodiscard]] Result<FileHeader> checkFileHeader(const QString &path, int knownVersion);
[[nodiscard]] QString newerVersionText(const QString &path, int version, int knownVersion);

} // namespace concord
