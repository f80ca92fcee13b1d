// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchblock.h"

#include "schema/searchentries.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

quint64 bitsOf(size_t from, size_t to)
{
    quint64 bits = 0;
    for (size_t i = from; i < to && i < 64; ++i)
        bits |= quint64(1) << i;
    return bits;
}

/// A match that runs over a separator counts where it begins with a word, or was typed with one: rid is not in user_id.
bool runsTogether(quint64 words, quint64 gaps, size_t at, size_t size, bool hasGap)
{
    const bool atWord = at < 64 && (words >> at & 1) != 0;
    return !hasGap && !atWord && (gaps & bitsOf(at + 1, at + size)) != 0;
}

MatchKind matchOf(quint64 words, size_t at, size_t size, size_t length)
{
    if (at == 0)
        return size == length ? MatchKind::Exact : MatchKind::Prefix;
    return at < 64 && (words >> at & 1) != 0 ? MatchKind::Word : MatchKind::Substring;
}

} // namespace

struct SearchBlock::FoundName
{
    FoldedName name;
    SearchEntry entry;

    [[nodiscard]] auto order() const
    {
        return std::tuple<const FoldedName &, quint32, quint32, quint32>(name, entry.kind, entry.object, entry.member);
    }
};

/// Those names that stand for an object, or those that do not. `found` is sorted: an object's entry is the first of its name.
void SearchBlock::addNames(const std::vector<FoundName> &found, bool ofObjects)
{
    for (auto first = found.begin(); first != found.end();) {
        const auto next = std::find_if(first, found.end(), [&](const FoundName &one) { return one.name != first->name; });
        if ((first->entry.memberKind() == MemberKind::None) == ofObjects) {
            m_list.push_back({first->name.words, first->name.gaps, static_cast<quint32>(m_names.size()), static_cast<quint32>(m_entries.size())});
            m_names.append(first->name.text).append('\n');
            for (; first != next; ++first)
                m_entries.push_back(first->entry);
        }
        first = next;
    }
}

SearchBlock::SearchBlock(const Catalog &catalog)
{
    std::vector<FoundName> found;
    const QString scope = catalog.info().scope;
    for (size_t i = 0; i < catalog.objects().size(); ++i) {
        const SchemaObject &object = *catalog.objects()[i];
        m_kinds.push_back(object.kind);
        // The schema that the catalog is about is called otherwise in each database that shares this index.
        if (object.kind == ObjectKind::Schema && object.ref.name == scope)
            continue;
        forEachEntry(static_cast<quint32>(i), object, [&](SearchEntry entry, const QString &name, const QString &comment) {
            if (!name.isEmpty())
                found.push_back({foldName(name), entry});
            if (!comment.isEmpty()) {
                m_commentList.push_back({static_cast<quint32>(m_comments.size()), entry});
                m_comments.append(foldText(comment)).append('\n');
            }
        });
    }
    m_commentList.push_back({static_cast<quint32>(m_comments.size()), {}});
    std::ranges::sort(found, {}, &FoundName::order);
    addNames(found, true);
    m_objectNames = m_list.size();
    addNames(found, false);
    m_list.push_back({0, 0, static_cast<quint32>(m_names.size()), static_cast<quint32>(m_entries.size())});
    m_names.squeeze();
    m_comments.squeeze();
    m_list.shrink_to_fit();
    m_entries.shrink_to_fit();
    m_commentList.shrink_to_fit();
}

/// The name that the offset is in, which is `from` or one after it, mostly close by.
size_t SearchBlock::nameAt(size_t offset, size_t from) const
{
    size_t step = 1;
    size_t low = from;
    while (low + step < m_list.size() && m_list[low + step].offset <= offset) {
        low += step;
        step *= 2;
    }
    const auto end = m_list.begin() + static_cast<std::ptrdiff_t>(std::min(low + step, m_list.size()));
    const auto after = std::ranges::upper_bound(m_list.begin() + static_cast<std::ptrdiff_t>(low), end, offset, {}, &Name::offset);
    return static_cast<size_t>(after - m_list.begin()) - 1;
}

void SearchBlock::findNames(const SearchNeedle &needle, bool objectsOnly, const std::function<void(size_t, MatchKind)> &found) const
{
    const std::string_view all = objectsOnly ? viewOf(m_names).substr(0, m_list[m_objectNames].offset) : viewOf(m_names);
    const std::string_view text = viewOf(needle.text);
    size_t name = 0;
    for (size_t at = text.empty() ? std::string_view::npos : all.find(text); at != std::string_view::npos;) {
        name = nameAt(at, name);
        const Name &here = m_list[name];
        const size_t end = m_list[name + 1].offset - 1;
        std::optional<MatchKind> best;
        for (; at < end; at = all.find(text, at + 1)) { // npos is past every end
            const size_t inside = at - here.offset;
            if (runsTogether(here.words, here.gaps, inside, text.size(), needle.hasGap))
                continue;
            const MatchKind kind = matchOf(here.words, inside, text.size(), end - here.offset);
            if (!best || kind < *best)
                best = kind;
            if (kind < MatchKind::Substring) { // none behind it is better
                at = all.find(text, end);
                break;
            }
        }
        if (best)
            found(name, *best);
    }
}

void SearchBlock::findScattered(const QByteArray &needle, const std::function<void(size_t, int)> &found) const
{
    const std::string_view text = viewOf(needle);
    for (size_t name = 0; name < m_objectNames; ++name) {
        const std::string_view whole = textOf(name);
        size_t next = 0;
        int cost = 0;
        size_t last = std::string_view::npos;
        for (size_t at = 0; at < whole.size() && next < text.size(); ++at) {
            if (whole[at] != text[next])
                continue;
            const bool atWord = at < 64 && (m_list[name].words >> at & 1) != 0;
            if (!atWord && last + 1 != at)
                ++cost;
            last = at;
            ++next;
        }
        if (next == text.size())
            found(name, cost);
    }
}

void SearchBlock::findComments(const QByteArray &text, const std::function<void(SearchEntry)> &found) const
{
    const std::string_view all = viewOf(m_comments);
    size_t comment = 0;
    for (size_t at = all.find(viewOf(text)); at != std::string_view::npos;) {
        const auto after =
            std::ranges::upper_bound(m_commentList.begin() + static_cast<std::ptrdiff_t>(comment), m_commentList.end(), at, {}, &Comment::offset);
        comment = static_cast<size_t>(after - m_commentList.begin()) - 1;
        found(m_commentList[comment].entry);
        at = all.find(viewOf(text), m_commentList[comment + 1].offset);
    }
}

std::span<const SearchEntry> SearchBlock::entriesOf(size_t name) const
{
    return std::span(m_entries).subspan(m_list[name].firstEntry, m_list[name + 1].firstEntry - m_list[name].firstEntry);
}

std::string_view SearchBlock::textOf(size_t name) const
{
    return viewOf(m_names).substr(m_list[name].offset, m_list[name + 1].offset - m_list[name].offset - 1);
}

qint64 SearchBlock::memory() const
{
    return m_names.capacity() + m_comments.capacity()
           + static_cast<qint64>(m_list.capacity() * sizeof(Name) + m_entries.capacity() * sizeof(SearchEntry)
                                 + m_commentList.capacity() * sizeof(Comment) + m_kinds.capacity() * sizeof(ObjectKind) + sizeof *this);
}

std::optional<FoundAt> findIn(const FoldedName &name, const SearchNeedle &needle)
{
    std::optional<FoundAt> best;
    const std::string_view whole = viewOf(name.text);
    const std::string_view text = viewOf(needle.text);
    for (size_t at = whole.find(text); at != std::string_view::npos && !text.empty(); at = whole.find(text, at + 1)) {
        if (runsTogether(name.words, name.gaps, at, text.size(), needle.hasGap))
            continue;
        const MatchKind kind = matchOf(name.words, at, text.size(), whole.size());
        if (!best || kind < best->match)
            best = FoundAt{kind, static_cast<qsizetype>(at)};
    }
    return best;
}

} // namespace concord
