// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcapi.h"

#include <string>

namespace concord {

/// Reads a value of the current row in pieces as UTF-16. A pair of surrogates that a piece's end cuts is whole again in
/// `value`. False: the driver failed, its diagnostics say why.
[[nodiscard]] bool readOdbcWide(SQLHSTMT statement, SQLUSMALLINT column, std::u16string &value, bool &isNull);
/// The same as bytes, or (`narrow`) as characters.
[[nodiscard]] bool readOdbcBytes(SQLHSTMT statement, SQLUSMALLINT column, bool narrow, std::string &value, bool &isNull);

} // namespace concord
