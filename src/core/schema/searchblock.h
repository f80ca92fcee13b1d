// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/search.h"
#include "schema/searchtext.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace concord {

/// What a name stands for in a catalog.
struct SearchEntry
{
    quint32 object = 0; ///< position in Catalog::objects()
    quint32 member : 24 = 0;
    quint32 kind : 8 = 0; ///< MemberKind

    [[nodiscard]] MemberKind memberKind() const { return static_cast<MemberKind>(kind); }
};

/// What is looked for, folded.
struct SearchNeedle
{
    QByteArray text;
    bool hasGap = false; ///< typed with a separator: may be found across words from anywhere
};

/// The names and comments of one catalog, folded, in one long text each: a search is one run over memory. Immutable.
class SearchBlock
{
public:
    explicit SearchBlock(const Catalog &catalog);

    /// Calls `found(name, match)` for each distinct name that has the needle in it; `objectsOnly`: of those that some object has.
    void findNames(const SearchNeedle &needle, bool objectsOnly, const std::function<void(size_t, MatchKind)> &found) const;
    /// Those of objects that have its bytes in order, with gaps; `cost`: how scattered.
    void findScattered(const QByteArray &needle, const std::function<void(size_t, int)> &found) const;
    /// Calls `found` for each comment that has this text in it.
    void findComments(const QByteArray &text, const std::function<void(SearchEntry)> &found) const;

    [[nodiscard]] std::span<const SearchEntry> entriesOf(size_t name) const; ///< objects before members
    [[nodiscard]] std::string_view textOf(size_t name) const;
    [[nodiscard]] ObjectKind kindOf(SearchEntry entry) const { return m_kinds[entry.object]; }
    [[nodiscard]] qint64 memory() const;

private:
    struct Name
    {
        quint64 words = 0;
        quint64 gaps = 0;
        quint32 offset = 0; ///< in m_names
        quint32 firstEntry = 0;
    };
    struct Comment
    {
        quint32 offset = 0;
        SearchEntry entry;
    };
    struct FoundName;
    void addNames(const std::vector<FoundName> &found, bool ofObjects);
    [[nodiscard]] size_t nameAt(size_t offset, size_t from) const;

    QByteArray m_names; ///< each followed by a line break; those of objects first
    std::vector<Name> m_list; ///< with an end mark
    size_t m_objectNames = 0; ///< how many of them are names of objects
    std::vector<SearchEntry> m_entries;
    std::vector<ObjectKind> m_kinds; ///< of the catalog's objects
    QByteArray m_comments;
    std::vector<Comment> m_commentList; ///< with an end mark
};

/// The name and the comment of what an entry stands for.
[[nodiscard]] QString entryName(const SchemaObject &object, const SearchEntry &entry);
[[nodiscard]] QString entryComment(const SchemaObject &object, const SearchEntry &entry);

/// Where and how the needle is in a folded name, at its best; nothing where it is not.
struct FoundAt
{
    MatchKind match;
    qsizetype at;
};
[[nodiscard]] std::optional<FoundAt> findIn(const FoldedName &name, const SearchNeedle &needle);

} // namespace concord
