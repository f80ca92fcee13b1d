// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search.h"

#include "schema/searchblock.h"
#include "schema/searchquery.h"

#include <QThread>
#include <QThreadPool>
#include <QtConcurrentMap>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace concord {

QString memberKindName(MemberKind kind)
{
    static constexpr std::array<QLatin1StringView, 10> names = {
        QLatin1StringView(""),        QLatin1StringView("column"),      QLatin1StringView("key"),
        QLatin1StringView("check"),   QLatin1StringView("foreign_key"), QLatin1StringView("index"),
        QLatin1StringView("trigger"), QLatin1StringView("policy"),      QLatin1StringView("enum_value"),
        QLatin1StringView("field")};
    return names[static_cast<size_t>(kind)];
}

QString matchKindName(MatchKind kind)
{
    static constexpr std::array<QLatin1StringView, 6> names = {QLatin1StringView("exact"),   QLatin1StringView("prefix"),
                                                               QLatin1StringView("word"),    QLatin1StringView("substring"),
                                                               QLatin1StringView("comment"), QLatin1StringView("subsequence")};
    return names[static_cast<size_t>(kind)];
}

/// Databases whose schemas are equal share a block.
struct SharedBlock
{
    std::shared_ptr<const SearchBlock> block;
    std::vector<size_t> databases; ///< positions, never empty
};

struct CatalogSearch::Private
{
    std::vector<NamedCatalog> catalogs;
    std::vector<SharedBlock> blocks;
};

namespace {

constexpr size_t fewBlocks = 16; ///< below that, one thread is as quick

/// For work that waits for no other. Not the global pool: searches are made and asked on its threads, and would wait there for places that
/// they hold themselves.
QThreadPool *leafPool()
{
    static QThreadPool pool;
    return &pool;
}

/// The smaller, the better.
quint32 scoreOf(MatchKind match, ObjectKind kind, MemberKind member, size_t length, int way)
{
    static constexpr std::array<quint8, 11> objects = {2, 0, 1, 1, 5, 3, 4, 6, 4, 4, 0}; // by ObjectKind
    static constexpr std::array<quint8, 10> members = {0, 8, 11, 11, 11, 11, 10, 11, 10, 8}; // by MemberKind
    const quint32 rank = member == MemberKind::None ? objects[static_cast<size_t>(kind)] : members[static_cast<size_t>(member)];
    const quint32 turned = way < 0 ? 0 : (way == 0 ? 16 : 32);
    return static_cast<quint32>(match) << 24 | (rank + turned) << 16 | static_cast<quint32>(std::min<size_t>(length, 0xffff));
}

struct Candidate
{
    quint32 score = 0;
    quint32 block = 0;
    SearchEntry entry;
    MatchKind match = MatchKind::Exact;
    qint32 way = -1;        ///< of the query; -1: found as one name
    qint32 database = -1;   ///< only this one of the block's; -1: all

    [[nodiscard]] auto order() const { return std::tuple(score, block, quint32(entry.object), quint32(entry.kind), quint32(entry.member), database); }
};

/// Keeps the best so many of what is offered, and counts the rest.
class Best
{
public:
    explicit Best(int limit) : m_limit(limit > 0 ? static_cast<size_t>(limit) : std::numeric_limits<size_t>::max()) {}

    void offer(const Candidate &candidate)
    {
        if (m_full && (candidate.score > m_worst.score || candidate.order() >= m_worst.order()))
            return;
        m_all.push_back(candidate);
        if (m_limit < m_all.max_size() / 4 && m_all.size() >= 4 * m_limit)
            cut();
    }
    [[nodiscard]] std::vector<Candidate> take()
    {
        std::ranges::sort(m_all, {}, &Candidate::order);
        if (m_all.size() > m_limit)
            m_all.resize(m_limit);
        return std::move(m_all);
    }

private:
    void cut()
    {
        const auto middle = m_all.begin() + static_cast<std::ptrdiff_t>(m_limit) - 1;
        std::ranges::nth_element(m_all, middle, {}, &Candidate::order);
        m_all.resize(m_limit);
        m_worst = m_all.back();
        m_full = true;
    }

    size_t m_limit;
    std::vector<Candidate> m_all;
    Candidate m_worst;
    bool m_full = false;
};

/// One search over one block.
class BlockSearch
{
public:
    BlockSearch(const std::vector<NamedCatalog> &catalogs, const SharedBlock &shared, quint32 number, const SearchQuery &query,
                const SearchOptions &options, Best &best)
        : m_catalogs(catalogs),
          m_block(*shared.block),
          m_number(number),
          m_query(query),
          m_options(options),
          m_best(best)
    {
        for (const size_t database : shared.databases) {
            if (options.databases.isEmpty() || options.databases.contains(catalogs[database].id))
                m_databases.push_back(database);
        }
        if (!m_databases.empty())
            m_catalog = catalogs[m_databases.front()].catalog.get();
    }

    qsizetype run()
    {
        if (m_databases.empty())
            return 0;
        m_block.findNames(m_query.whole, !m_options.members,
                          [this](size_t name, MatchKind match) { takeName(name, match, m_block.textOf(name).size()); });
        searchOwnSchemas();
        for (size_t way = 0; way < m_query.ways.size(); ++way)
            searchByWay(static_cast<int>(way));
        if (m_options.comments)
            m_block.findComments(m_query.comment, [this](SearchEntry entry) { takeComment(entry); });
        if (m_options.fuzzy && m_query.whole.text.size() > 1)
            m_block.findScattered(m_query.whole.text, [this](size_t name, int cost) { takeScattered(name, cost); });
        return m_total;
    }

private:
    [[nodiscard]] const SchemaObject &objectOf(SearchEntry entry) const { return *m_catalog->objects()[entry.object]; }
    [[nodiscard]] bool isWanted(SearchEntry entry) const
    {
        return (m_options.members || entry.memberKind() == MemberKind::None)
               && (m_options.kinds.isEmpty() || m_options.kinds.contains(m_block.kindOf(entry)));
    }
    void take(SearchEntry entry, MatchKind match, size_t length, int way = -1, qint32 database = -1)
    {
        m_total += database >= 0 || m_options.groupEqual ? 1 : std::ssize(m_databases);
        m_best.offer({scoreOf(match, m_block.kindOf(entry), entry.memberKind(), length, way), m_number, entry, match, way, database});
    }
    void takeName(size_t name, MatchKind match, size_t length)
    {
        for (const SearchEntry entry : m_block.entriesOf(name)) {
            if (isWanted(entry))
                take(entry, match, length);
            else if (!m_options.members && entry.memberKind() != MemberKind::None)
                return; // only members follow
        }
    }
    void takeComment(SearchEntry entry)
    {
        // Said once: by its name, where that has it too.
        if (isWanted(entry) && !findIn(foldName(entryName(objectOf(entry), entry)), m_query.whole))
            take(entry, MatchKind::Comment, 0);
    }
    void takeScattered(size_t name, int cost)
    {
        if (m_block.textOf(name).find(std::string_view(m_query.whole.text.constData(), static_cast<size_t>(m_query.whole.text.size())))
            != std::string_view::npos)
            return; // found whole
        for (const SearchEntry entry : m_block.entriesOf(name)) {
            if (entry.memberKind() == MemberKind::None && isWanted(entry))
                take(entry, MatchKind::Subsequence, static_cast<size_t>(cost) << 8 | std::min<size_t>(m_block.textOf(name).size(), 255));
        }
    }
    /// The schema that a catalog is about goes by another name in each database.
    void searchOwnSchemas()
    {
        for (const size_t database : m_databases) {
            const Catalog &catalog = *m_catalogs[database].catalog;
            const QString scope = catalog.info().scope;
            if (scope.isEmpty())
                continue;
            const auto found = std::ranges::find_if(catalog.objects(),
                                                    [&](const ObjectPtr &one) { return one->kind == ObjectKind::Schema && one->ref.name == scope; });
            if (found == catalog.objects().end())
                continue;
            SearchEntry entry;
            entry.object = static_cast<quint32>(found - catalog.objects().begin());
            const auto match = findIn(foldName(scope), m_query.whole);
            if (match && isWanted(entry))
                take(entry, match->match, static_cast<size_t>(scope.size()), -1, static_cast<qint32>(database));
        }
    }
    void searchByWay(int number)
    {
        const SearchWay &way = m_query.ways[static_cast<size_t>(number)];
        std::vector<quint32> inDatabase;
        for (const size_t database : m_databases)
            inDatabase.push_back(wordsIn(m_catalogs[database].name, way) | wordsIn(m_catalogs[database].catalog->info().scope, way));
        m_before.assign(m_catalog->objects().size(), {});
        m_lastSchema.reset();
        const quint32 all = (1U << way.others.size()) - 1;
        m_block.findNames(way.needle, !m_options.members, [&](size_t name, MatchKind match) {
            const std::string_view text = m_block.textOf(name);
            if (isIn(text, m_query.whole) || wasFoundBefore(text, number))
                return;
            const quint32 inName = wordsInText(text, way);
            for (const SearchEntry entry : m_block.entriesOf(name)) {
                if (!isWanted(entry))
                    continue;
                const quint32 here = inName | wordsBefore(entry, way, all);
                if (here == all) {
                    take(entry, match, text.size(), number);
                    continue;
                }
                for (size_t i = 0; i < m_databases.size(); ++i) {
                    if ((here | inDatabase[i]) == all)
                        take(entry, match, text.size(), number, static_cast<qint32>(m_databases[i]));
                }
            }
        });
    }
    [[nodiscard]] static bool isIn(std::string_view text, const SearchNeedle &needle)
    {
        return text.find(std::string_view(needle.text.constData(), static_cast<size_t>(needle.text.size()))) != std::string_view::npos;
    }
    /// A name with two of the words in it is found by one of them.
    [[nodiscard]] bool wasFoundBefore(std::string_view text, int way) const
    {
        const auto earlier = m_query.ways.begin();
        return std::any_of(earlier, earlier + way, [&](const SearchWay &one) { return isIn(text, one.needle); });
    }
    [[nodiscard]] static quint32 wordsInText(std::string_view text, const SearchWay &way)
    {
        quint32 bits = 0;
        for (size_t i = 0; i < way.others.size(); ++i)
            bits |= isIn(text, way.others[i]) ? 1U << i : 0U;
        return bits;
    }
    /// Which of the other words are in this name, as bits.
    [[nodiscard]] static quint32 wordsIn(const QString &name, const SearchWay &way)
    {
        quint32 bits = 0;
        const FoldedName folded = foldName(name);
        for (size_t i = 0; i < way.others.size(); ++i) {
            if (findIn(folded, way.others[i]))
                bits |= 1U << i;
        }
        return bits;
    }
    /// In the schema's name, and of a member in the object's too.
    [[nodiscard]] quint32 wordsBefore(SearchEntry entry, const SearchWay &way, quint32 all)
    {
        Before &known = m_before[entry.object];
        if (known.schema == unknown)
            known.schema = wordsInSchema(objectOf(entry).ref.schema, way);
        if (entry.memberKind() == MemberKind::None || known.schema == all)
            return known.schema;
        if (known.name == unknown)
            known.name = wordsIn(objectOf(entry).ref.name, way);
        return known.schema | known.name;
    }
    /// Objects stand by schema: mostly it is that of the one before.
    [[nodiscard]] quint32 wordsInSchema(const QString &schema, const SearchWay &way)
    {
        if (!m_lastSchema || m_lastSchema->first != schema)
            m_lastSchema = {schema, schema == m_catalog->info().scope ? 0 : wordsIn(schema, way)}; // the scope is asked for by database
        return m_lastSchema->second;
    }

    static constexpr quint32 unknown = ~0U;
    struct Before
    {
        quint32 schema = unknown; ///< which of the other words are in the schema's name
        quint32 name = unknown;   ///< and in the object's
    };
    const std::vector<NamedCatalog> &m_catalogs;
    const SearchBlock &m_block;
    quint32 m_number;
    const SearchQuery &m_query;
    const SearchOptions &m_options;
    Best &m_best;
    std::vector<size_t> m_databases;
    const Catalog *m_catalog = nullptr;
    std::vector<Before> m_before; ///< by object
    std::optional<std::pair<QString, quint32>> m_lastSchema;
    qsizetype m_total = 0;
};

/// Where in the text the match is, for marking it.
void markMatch(SearchHit &hit, const Candidate &candidate, const SearchQuery &query)
{
    std::vector<qsizetype> origins;
    qsizetype at = -1;
    qsizetype size = 0;
    if (candidate.match == MatchKind::Comment) {
        at = foldText(hit.text, &origins).indexOf(query.comment);
        size = query.comment.size();
    } else if (candidate.match != MatchKind::Subsequence) {
        const SearchNeedle &needle = candidate.way >= 0 ? query.ways[static_cast<size_t>(candidate.way)].needle : query.whole;
        const auto found = findIn(foldName(hit.text, &origins), needle);
        at = found ? found->at : -1;
        size = needle.text.size();
    }
    if (at < 0)
        return;
    const auto end = static_cast<size_t>(at + size);
    hit.start = origins[static_cast<size_t>(at)];
    hit.length = (end < origins.size() ? origins[end] : hit.text.size()) - hit.start;
    while (hit.length > 1 && end < origins.size() && u"_-. "_s.contains(hit.text[hit.start + hit.length - 1]))
        --hit.length; // a separator before the next letter is none of it
}

SearchHit hitOf(const NamedCatalog &catalog, const Candidate &candidate, const SearchQuery &query)
{
    const SchemaObject &object = *catalog.catalog->objects()[candidate.entry.object];
    SearchHit hit;
    hit.database = catalog.id;
    hit.databaseName = catalog.name;
    hit.kind = object.kind;
    hit.object = object.ref;
    hit.memberKind = candidate.entry.memberKind();
    hit.match = candidate.match;
    const QString name = entryName(object, candidate.entry);
    if (hit.memberKind != MemberKind::None)
        hit.member = name;
    hit.text = candidate.match == MatchKind::Comment ? entryComment(object, candidate.entry) : name;
    markMatch(hit, candidate, query);
    return hit;
}

/// A hit in each of the databases that share the block, or one for all; no more than `limit` in the whole.
void appendHits(std::vector<SearchHit> &hits, size_t limit, const std::vector<NamedCatalog> &catalogs, const SharedBlock &shared,
                const Candidate &candidate, const SearchQuery &query, const SearchOptions &options)
{
    bool first = true;
    for (const size_t database : shared.databases) {
        const NamedCatalog &catalog = catalogs[database];
        const bool other = candidate.database >= 0 && static_cast<size_t>(candidate.database) != database;
        if (other || (!options.databases.isEmpty() && !options.databases.contains(catalog.id)))
            continue;
        if (!first && options.groupEqual)
            hits.back().alsoIn.push_back(catalog.id);
        else if (hits.size() < limit)
            hits.push_back(hitOf(catalog, candidate, query));
        else
            return;
        first = false;
    }
}

} // namespace

CatalogSearch::CatalogSearch(std::unique_ptr<Private> parts) : d(std::move(parts)) {}
CatalogSearch::~CatalogSearch() = default;

CatalogSearchPtr CatalogSearch::makeFrom(std::vector<NamedCatalog> catalogs, const CatalogSearch *known)
{
    auto parts = std::make_unique<Private>();
    parts->catalogs = std::move(catalogs);
    std::map<Fingerprint, size_t> numbers;
    for (size_t i = 0; i < parts->catalogs.size(); ++i) {
        const auto [number, isNew] = numbers.emplace(parts->catalogs[i].catalog->fingerprint(), parts->blocks.size());
        if (isNew)
            parts->blocks.emplace_back();
        parts->blocks[number->second].databases.push_back(i);
    }
    for (const SharedBlock &old : known ? known->d->blocks : std::vector<SharedBlock>()) {
        const auto same = numbers.find(known->d->catalogs[old.databases.front()].catalog->fingerprint());
        if (same != numbers.end())
            parts->blocks[same->second].block = old.block;
    }
    QtConcurrent::blockingMap(leafPool(), parts->blocks, [&](SharedBlock &shared) {
        if (!shared.block)
            shared.block = std::make_shared<const SearchBlock>(*parts->catalogs[shared.databases.front()].catalog);
    });
    return CatalogSearchPtr(new CatalogSearch(std::move(parts)));
}

CatalogSearchPtr CatalogSearch::make(const std::vector<NamedCatalog> &catalogs)
{
    return makeFrom(catalogs, nullptr);
}

CatalogSearchPtr CatalogSearch::with(const NamedCatalog &catalog) const
{
    std::vector<NamedCatalog> catalogs = d->catalogs;
    const auto same = std::ranges::find(catalogs, catalog.id, &NamedCatalog::id);
    if (same == catalogs.end())
        catalogs.push_back(catalog);
    else
        *same = catalog;
    return makeFrom(std::move(catalogs), this);
}

CatalogSearchPtr CatalogSearch::without(const QUuid &database) const
{
    std::vector<NamedCatalog> catalogs = d->catalogs;
    std::erase_if(catalogs, [&](const NamedCatalog &one) { return one.id == database; });
    return makeFrom(std::move(catalogs), this);
}

/// Blocks are looked through on several threads, each with its own best; which those are does not depend on how they were shared out.
SearchResult CatalogSearch::find(const QString &text, const SearchOptions &options) const
{
    struct Share
    {
        size_t first;
        Best best;
        qsizetype total = 0;
    };
    SearchResult result;
    const SearchQuery query = searchQuery(text);
    if (query.whole.text.isEmpty())
        return result;
    const size_t threads = d->blocks.size() < fewBlocks ? 1 : static_cast<size_t>(std::max(1, QThread::idealThreadCount()));
    std::vector<Share> shares;
    for (size_t i = 0; i < threads; ++i)
        shares.push_back({i, Best(options.limit)});
    const auto look = [&](Share &share) {
        for (size_t i = share.first; i < d->blocks.size(); i += threads)
            share.total += BlockSearch(d->catalogs, d->blocks[i], static_cast<quint32>(i), query, options, share.best).run();
    };
    if (threads == 1)
        look(shares.front());
    else
        QtConcurrent::blockingMap(leafPool(), shares, look);
    Best best(options.limit);
    for (Share &share : shares) {
        result.total += share.total;
        for (const Candidate &candidate : share.best.take())
            best.offer(candidate);
    }
    const size_t limit = options.limit > 0 ? static_cast<size_t>(options.limit) : std::numeric_limits<size_t>::max();
    for (const Candidate &candidate : best.take())
        appendHits(result.hits, limit, d->catalogs, d->blocks[candidate.block], candidate, query, options);
    return result;
}

std::vector<NamedCatalog> CatalogSearch::catalogs() const
{
    return d->catalogs;
}

qint64 CatalogSearch::memory() const
{
    qint64 bytes = 0;
    for (const SharedBlock &shared : d->blocks)
        bytes += shared.block->memory();
    return bytes;
}

} // namespace concord
