// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord {

class SchemaWriter;

[[nodiscard]] const SchemaWriter &firebirdSchemaWriter();

} // namespace concord
