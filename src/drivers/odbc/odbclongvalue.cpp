// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbclongvalue.h"

#include <algorithm>
#include <vector>

namespace concord {

static constexpr std::size_t firstPiece = 4096;       ///< characters or bytes
static constexpr std::size_t largestPiece = 1U << 20;

namespace {

/// Reads pieces until the driver has no more. `Unit` is the value's character, `terminated` whether a piece ends with a
/// zero of that width.
template<class Unit, class String>
bool readPieces(SQLHSTMT statement, SQLUSMALLINT column, SQLSMALLINT cType, bool terminated, String &value, bool &isNull)
{
    static thread_local std::vector<Unit> piece(firstPiece);
    value.clear();
    isNull = false;
    for (;;) {
        const std::size_t room = piece.size() - (terminated ? 1 : 0);
        // A driver that does not want to cut a pair of surrogates ends a piece one character early: its zero tells.
        piece.back() = static_cast<Unit>(-1);
        SQLLEN length = 0;
        const SQLRETURN got = SQLGetData(statement, column, cType, piece.data(), static_cast<SQLLEN>(piece.size() * sizeof(Unit)), &length);
        if (got == SQL_NO_DATA)
            return true; // the piece before was the last
        if (!SQL_SUCCEEDED(got))
            return false;
        if (length == SQL_NULL_DATA) {
            isNull = true;
            return true;
        }
        const bool more = length == SQL_NO_TOTAL || static_cast<std::size_t>(length) > room * sizeof(Unit);
        std::size_t count = more ? room : static_cast<std::size_t>(length) / sizeof(Unit);
        if (more && terminated && piece.back() != 0 && piece[piece.size() - 2] == 0)
            --count;
        value.append(reinterpret_cast<const typename String::value_type *>(piece.data()), count);
        if (!more)
            return true;
        if (piece.size() < largestPiece)
            piece.resize(piece.size() * 4);
    }
}

} // namespace

bool readOdbcWide(SQLHSTMT statement, SQLUSMALLINT column, std::u16string &value, bool &isNull)
{
    return readPieces<SQLWCHAR>(statement, column, SQL_C_WCHAR, true, value, isNull);
}

bool readOdbcBytes(SQLHSTMT statement, SQLUSMALLINT column, bool narrow, std::string &value, bool &isNull)
{
    return readPieces<char>(statement, column, narrow ? SQL_C_CHAR : SQL_C_BINARY, narrow, value, isNull);
}

} // namespace concord
