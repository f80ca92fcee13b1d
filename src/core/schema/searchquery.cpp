// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchquery.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr qsizetype mostWords = 31;
constexpr qsizetype mostTurned = 4; ///< words that are tried in any order

SearchNeedle needleOf(const QString &text)
{
    const FoldedName folded = foldName(text);
    return {folded.text, folded.gaps != 0};
}

} // namespace

SearchQuery searchQuery(const QString &text)
{
    static const QRegularExpression between(u"[\\s.]+"_s);
    SearchQuery query;
    query.whole = needleOf(text.trimmed());
    query.comment = foldText(text.trimmed());
    const QStringList words = text.split(between, Qt::SkipEmptyParts);
    if (words.size() < 2 || words.size() > mostWords)
        return query;
    std::vector<SearchNeedle> needles;
    for (const QString &word : words)
        needles.push_back(needleOf(word));
    const bool inOrder = text.trimmed().contains(u'.') || words.size() > mostTurned; // a path is written in one order
    for (size_t name = needles.size(); name-- > (inOrder ? needles.size() - 1 : 0);) {
        SearchWay way{needles[name], needles};
        way.others.erase(way.others.begin() + static_cast<std::ptrdiff_t>(name));
        query.ways.push_back(std::move(way));
    }
    return query;
}

} // namespace concord
