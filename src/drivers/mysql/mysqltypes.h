// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

namespace concord {

/// The types of MySQL and MariaDB; they differ in json, uuid, inet and vector.
class MysqlTypes : public TypeSystem
{
public:
    explicit MysqlTypes(bool mariaDb) : m_mariaDb(mariaDb) {}

    [[nodiscard]] LogicalType logical(const QString &native) const override;
    [[nodiscard]] NativeType native(const LogicalType &type) const override;

    /// COLUMN_TYPE without what says nothing: int(11) is int; tinyint(1), the convention for booleans, and the width of a
    /// zerofill column stay.
    [[nodiscard]] static QString canonical(const QString &columnType);
    /// The same, with the width of a whole number where it is not the one that it has anyway: MariaDB keeps it, and dumps show it.
    [[nodiscard]] static QString written(const QString &columnType);

private:
    [[nodiscard]] QString nativeText(const LogicalType &type) const;
    [[nodiscard]] QString otherText(const LogicalType &type) const;

    bool m_mariaDb;
};

[[nodiscard]] const MysqlTypes &mysqlTypes();
[[nodiscard]] const MysqlTypes &mariadbTypes();

} // namespace concord
