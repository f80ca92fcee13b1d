// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <bson/bson.h>

#include <string_view>

namespace concord {

/// libmongoc's error, with the server's own code and words where `reply` (BSON, may be empty) has them.
[[nodiscard]] Error mongoError(const bson_error_t &error, std::string_view reply = {});
/// What a reply says although its command succeeded: writeErrors, writeConcernError. No message: all went well.
[[nodiscard]] Error writeProblem(std::string_view reply);

} // namespace concord
