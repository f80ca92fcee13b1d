// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/namedcatalog.h"

#include <QSet>

#include <memory>
#include <vector>

namespace concord {

/// Which part of an object was found.
enum class MemberKind : quint8 { None, Column, Key, Check, ForeignKey, Index, Trigger, Policy, EnumValue, Field };
[[nodiscard]] QString memberKindName(MemberKind kind); ///< "", column, key, check, foreign_key, index, trigger, policy, enum_value, field

/// How the text was found; the better ones come first.
enum class MatchKind : quint8 {
    Exact,      ///< the whole name; user_id, userId and USERID are one
    Prefix,     ///< its beginning
    Word,       ///< the beginning of a word in it: account in UserAccount
    Substring,
    Comment,
    Subsequence ///< its characters in order, with gaps; only where asked for
};
[[nodiscard]] QString matchKindName(MatchKind kind); ///< exact, prefix, word, substring, comment, subsequence

struct SearchHit
{
    QUuid database; ///< NamedCatalog::id
    QString databaseName;
    ObjectKind kind = ObjectKind::Table;
    ObjectRef object;
    MemberKind memberKind = MemberKind::None;
    QString member; ///< empty: the object itself
    MatchKind match = MatchKind::Exact;
    QString text;         ///< what was searched: the name, or the comment
    qsizetype start = 0;  ///< of the match in `text`, in UTF-16 units
    qsizetype length = 0; ///< 0: no one piece to mark (Subsequence, several words)
    std::vector<QUuid> alsoIn; ///< with SearchOptions::groupEqual: databases with the very same schema, where it is too
};

struct SearchOptions
{
    bool members = true;  ///< columns, keys, indexes, … too; false: objects only
    bool comments = true;
    bool fuzzy = false;   ///< Subsequence matches of object names too: for "go to object"
    bool groupEqual = false; ///< databases with equal schemas make one hit
    int limit = 200;      ///< the best so many; 0: all
    QSet<ObjectKind> kinds;   ///< empty: all
    QSet<QUuid> databases;    ///< empty: all
};

struct SearchResult
{
    std::vector<SearchHit> hits; ///< best first; equally good ones by database
    qsizetype total = 0;         ///< with those that the limit cut off
};

class CatalogSearch;
using CatalogSearchPtr = std::shared_ptr<const CatalogSearch>;

/// "Where does X live": an index over the names and comments in many catalogs, fast enough to ask at each key press. Without regard
/// to case, accents and the separators of words. Catalogs of equal fingerprint share their index. Immutable: share it between threads
/// freely; making one takes about a second per million names, so off the GUI's thread.
class CatalogSearch
{
public:
    [[nodiscard]] static CatalogSearchPtr make(const std::vector<NamedCatalog> &catalogs);
    /// A copy with this catalog added, or put in the place of the one with its id; the others' index is shared.
    [[nodiscard]] CatalogSearchPtr with(const NamedCatalog &catalog) const;
    [[nodiscard]] CatalogSearchPtr without(const QUuid &database) const;

    /// "user" finds users, user_id, UserAccount. Several words, or words with dots between them, look for the last one where the others
    /// stand in the path before it: "shop users email", "public.users"; words without dots then in any order too: "users shop". Empty text
    /// finds nothing.
    [[nodiscard]] SearchResult find(const QString &text, const SearchOptions &options = {}) const;

    [[nodiscard]] std::vector<NamedCatalog> catalogs() const;
    /// Of the index alone, in bytes, not of the catalogs.
    [[nodiscard]] qint64 memory() const;

    ~CatalogSearch();
    CatalogSearch(const CatalogSearch &) = delete;
    CatalogSearch &operator=(const CatalogSearch &) = delete;

private:
    struct Private;
    explicit CatalogSearch(std::unique_ptr<Private> parts);
    [[nodiscard]] static CatalogSearchPtr makeFrom(std::vector<NamedCatalog> catalogs, const CatalogSearch *known);
    std::unique_ptr<const Private> d;
};

} // namespace concord
