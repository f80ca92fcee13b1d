// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord {

class TypeSystem;

[[nodiscard]] const TypeSystem &firebirdTypes();

} // namespace concord
