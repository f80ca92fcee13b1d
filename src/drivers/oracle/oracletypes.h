// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

namespace concord {

/// Oracle's types, from the spelling of the catalog ("VARCHAR2(200)" counts bytes, "VARCHAR2(200 CHAR)" characters) and from ANSI's names.
[[nodiscard]] const TypeSystem &oracleTypes();

/// What ALL_TAB_COLS says of a column's type; -1: NULL.
struct OracleTypeFacts
{
    QString dataType;  ///< "VARCHAR2", "TIMESTAMP(6)", an object type's name
    QString typeOwner; ///< of an object type
    QString typeModifier; ///< "REF"
    qint64 length = -1;     ///< bytes
    qint64 precision = -1;
    qint64 scale = -1000;   ///< -1000: NULL; scales may be negative
    qint64 charLength = -1;
    QString charUsed;       ///< B or C
};
/// "NUMBER(10,2)", "NUMBER(*,0)", "VARCHAR2(40 CHAR)", "RAW(16)", "HR"."ADDRESS" as HR.ADDRESS.
[[nodiscard]] QString oracleTypeText(const OracleTypeFacts &facts);

} // namespace concord
