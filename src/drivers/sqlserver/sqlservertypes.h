// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

namespace concord {

/// SQL Server's types, as sys.types names them: "nvarchar(160)", "varchar(max)", "datetime2(7)", "decimal(10,2)".
[[nodiscard]] const TypeSystem &sqlServerTypes();
/// The nearest type for a logical one; empty: none is known.
[[nodiscard]] QString sqlServerTypeText(const LogicalType &type);
/// "nvarchar(160)" from a type's name and what sys.columns says of its use: bytes (-1: max), digits, digits after the point.
[[nodiscard]] QString sqlServerTypeText(const QString &name, qint64 length, qint64 precision, qint64 scale);

} // namespace concord
