// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/search.h"

#include "bench/report.h"
#include "schema/search.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

constexpr int databases = 200;
constexpr int tables = 500;
constexpr int columns = 10;

/// Words of a size and frequency like those of real schemas.
QString wordOf(quint32 number)
{
    static const std::array<QString, 24> words = {u"user"_s,   u"order"_s,   u"product"_s, u"account"_s, u"invoice"_s,  u"payment"_s,
                                                  u"status"_s, u"created"_s, u"address"_s, u"email"_s,   u"customer"_s, u"item"_s,
                                                  u"group"_s,  u"session"_s, u"report"_s,  u"value"_s,   u"country"_s,  u"region"_s,
                                                  u"ticket"_s, u"message"_s, u"event"_s,   u"price"_s,   u"stock"_s,    u"type"_s};
    return words[number % words.size()];
}

/// `seed` makes one database's names differ from another's.
NamedCatalog makeDatabase(int number, int seed)
{
    std::vector<std::shared_ptr<SchemaObject>> objects;
    quint32 random = static_cast<quint32>(seed) * 2654435761U + 1;
    const auto next = [&random] { return (random = random * 1664525U + 1013904223U) >> 8; };
    for (int t = 0; t < tables; ++t) {
        auto table = std::make_shared<Table>();
        table->ref = {u"public"_s, u"%1_%2_%3"_s.arg(wordOf(next()), wordOf(next())).arg(seed * tables + t)};
        for (int c = 0; c < columns; ++c)
            table->columns.emplace_back().name = u"%1_%2_%3"_s.arg(wordOf(next()), wordOf(next())).arg(next() % 100'000);
        objects.push_back(table);
    }
    const QString name = u"database_%1"_s.arg(number);
    return {QUuid::createUuid(), name, Environment::None, Catalog::make({}, std::move(objects))};
}

qsizetype lookAtEveryName(const std::vector<NamedCatalog> &all, const QString &text)
{
    qsizetype found = 0;
    for (const NamedCatalog &one : all) {
        for (const ObjectPtr &object : one.catalog->objects()) {
            found += object->ref.name.contains(text, Qt::CaseInsensitive) ? 1 : 0;
            for (const Column &column : columnsOf(*object))
                found += column.name.contains(text, Qt::CaseInsensitive) ? 1 : 0;
        }
    }
    return found;
}

double slowest(const CatalogSearchPtr &search, const QString &word, const SearchOptions &options)
{
    double worst = 0;
    for (qsizetype typed = 1; typed <= word.size(); ++typed) {
        const auto seconds = median([&] { return search->find(word.first(typed), options).total >= 0; });
        worst = std::max(worst, seconds.value_or(1e9));
    }
    return worst;
}

void measure(const QString &what, const std::vector<NamedCatalog> &all)
{
    QElapsedTimer timer;
    timer.start();
    const CatalogSearchPtr search = CatalogSearch::make(all);
    const double built = static_cast<double>(timer.elapsed()) / 1e3;
    const double naive = median([&] { return lookAtEveryName(all, u"user"_s) > 0; }).value_or(0);
    line(what + u": made, against one look at every name"_s, built, naive, 20);
    line(what + u": slowest key press of \"user\""_s, slowest(search, u"user"_s, {}), naive, 0.5);
    line(what + u": slowest key press of \"public user\""_s, slowest(search, u"public user"_s, {}), naive, 1);
    SearchOptions objects;
    objects.members = false;
    objects.fuzzy = true;
    line(what + u": slowest key press of \"usrprd\", with gaps"_s, slowest(search, u"usrprd"_s, objects), naive, 0.5);
    NamedCatalog changed = makeDatabase(7, 1'000'007);
    changed.id = all[7].id;
    line(what + u": one catalog changed, against a look at every name"_s, median([&] { return search->with(changed) != nullptr; }).value_or(0), naive,
         0.2);
    line(what + u": memory, against 200 bytes a name"_s, static_cast<double>(search->memory()) / 1e6, databases * tables * (columns + 1) * 200 / 1e6,
         1, u"MB"_s);
}

} // namespace

void measureSearching()
{
    heading(u"Where does X live: %1 databases × %2 tables × %3 columns"_s.arg(databases).arg(tables).arg(columns));
    std::vector<NamedCatalog> equal;
    std::vector<NamedCatalog> different;
    for (int i = 0; i < databases; ++i) {
        equal.push_back(makeDatabase(i, 1));
        different.push_back(makeDatabase(i, i + 1));
    }
    measure(u"equal schemas"_s, equal);
    measure(u"all different"_s, different);
}

} // namespace concord::bench
