// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalogfields.h"

#include <memory>

namespace concord {

/// The object as what it is, to be changed.
inline std::shared_ptr<SchemaObject> copyOf(const SchemaObject &object)
{
    return visitObject(
        object, [](const auto &typed) -> std::shared_ptr<SchemaObject> { return std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed); });
}

} // namespace concord
