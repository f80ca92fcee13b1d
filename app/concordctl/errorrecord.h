// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "concordctl/json.h"

namespace concord::ctl {

/// {"kind", "code", "message", "detail", "line", "column"}; what is not known is left out.
[[nodiscard]] inline JsonValue errorRecord(const Error &error)
{
    JsonValue record = JsonValue::object();
    record["kind"] = utf8(errorKindName(error.kind));
    if (!error.code.isEmpty())
        record["code"] = utf8(error.code);
    record["message"] = utf8(error.message);
    if (!error.detail.isEmpty())
        record["detail"] = utf8(error.detail);
    if (error.line > 0) {
        record["line"] = error.line;
        record["column"] = error.column;
    }
    return record;
}

} // namespace concord::ctl
