// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/searchblock.h"

#include <vector>

namespace concord {

/// One of several words is the name, the others stand around it: in the database's, schema's or table's name, or in the name too.
struct SearchWay
{
    SearchNeedle needle;
    std::vector<SearchNeedle> others;
};

/// What a person typed: all of it as one name; or, of several words, one with the others around it.
struct SearchQuery
{
    SearchNeedle whole;
    std::vector<SearchWay> ways; ///< as it was typed first: the last word is the name
    QByteArray comment;
};
[[nodiscard]] SearchQuery searchQuery(const QString &text);

} // namespace concord
