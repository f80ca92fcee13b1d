// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace concord {

/// Whether nothing more can be read at all after this error; any other concerns the one question.
[[nodiscard]] inline bool endsReading(const Error &error)
{
    return error.kind == ErrorKind::Lost || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled
           || error.kind == ErrorKind::Connection;
}

} // namespace concord
