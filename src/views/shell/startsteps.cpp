// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/startsteps.h"

#include "shell/startpage.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QList<StartStep> demoSteps()
{
    const auto tr = [](const char *text) { return StartPage::tr(text); };
    return {
        {tr("Did the migration keep every customer?"),
         tr("One statement, two databases, one grid: each row says which database it came from."),
         u"SELECT count(*) AS customers FROM customers"_s,
         {u"old_database"_s, u"new_database"_s}},
        {tr("Which tenant has the most active orders?"),
         tr("Four tenants at once. Sort the grid by a click on its header."),
         u"SELECT count(*) AS active_orders FROM orders WHERE status = 'active'"_s,
         {u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4"_s}},
        {tr("What does a column that one tenant lacks look like?"),
         tr("tenant_4 has drifted: what it does not have is hatched, which is neither NULL nor empty."),
         u"SELECT * FROM users ORDER BY id LIMIT 5"_s,
         {u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4"_s}},
        {tr("How do development and production compare?"),
         tr("The dot beside a name is the environment's; production asks before it is written to."),
         u"SELECT count(*) AS users FROM users"_s,
         {u"development"_s, u"production"_s}},
        {tr("What did each region sell?"),
         tr("Sums are exact: nothing passes through floating point on its way to the grid."),
         u"SELECT region, count(*) AS orders, sum(amount) AS sales FROM orders GROUP BY region"_s,
         {u"us"_s, u"eu"_s, u"apac"_s}},
        {tr("And if a database cannot answer?"),
         tr("Only the databases with that table answer; the others say why, and the grid says how many did."),
         u"SELECT count(*) AS sessions FROM sessions"_s,
         {u"production"_s, u"warehouse"_s, u"development"_s}},
        {tr("Which tables in production are replicated to the warehouse?"),
         tr("Side by side, renamed ones too (users is dim_users, orders is fact_orders), each with how sure that is and why."),
         {},
         {u"production"_s, u"warehouse"_s}},
        {tr("What is the schema difference between legacy and modern customers?"),
         tr("Column by column, each verdict with its reason: what is new, what is missing, what only changed its name."),
         {},
         {u"legacy"_s, u"modern"_s},
         u"customers"_s},
    };
}

namespace {

/// Bare names of the tables of a catalog's own schema.
QStringList ownTables(const Catalog &catalog)
{
    const CatalogInfo &info = catalog.info();
    QStringList names;
    for (const ObjectPtr &object : catalog.objects()) {
        const QString &schema = object->ref.schema;
        if (object->kind == ObjectKind::Table && (schema.isEmpty() || schema == info.defaultSchema || schema == info.database))
            names.append(object->ref.name);
    }
    return names;
}

/// How the table is written for all of these databases; empty where they do not agree.
QString writtenAlike(const QString &table, const std::vector<const NamedCatalog *> &having, const DriverRegistry &registry)
{
    QString written;
    for (const NamedCatalog *one : having) {
        const auto driver = registry.find(one->catalog->info().engine);
        const QString here = driver ? driver->dialect().identifier(table) : QString();
        if (here.isEmpty() || (!written.isEmpty() && here != written))
            return {};
        written = here;
    }
    return written;
}

QStringList namesOf(const std::vector<const NamedCatalog *> &catalogs)
{
    QStringList names;
    for (const NamedCatalog *one : catalogs)
        names.append(one->name);
    return names;
}

using TableOwners = QMap<QString, std::vector<const NamedCatalog *>>;

/// The table that most databases have; of several the one with the shorter name: users rather than users_archive.
void addCount(QList<StartStep> &steps, const TableOwners &tables, const DriverRegistry &registry)
{
    const auto isBetter = [](const auto &a, const auto &b) {
        return std::pair(a->second.size(), b->first.size()) > std::pair(b->second.size(), a->first.size());
    };
    std::vector<const std::pair<const QString, std::vector<const NamedCatalog *>> *> shared;
    const auto all = tables.toStdMap();
    for (const auto &one : all) {
        if (one.second.size() > 1)
            shared.push_back(&one);
    }
    std::ranges::stable_sort(shared, isBetter);
    for (const auto *one : shared) {
        const QString written = writtenAlike(one->first, one->second, registry);
        if (written.isEmpty())
            continue;
        const QStringList names = namesOf(one->second);
        steps.append({StartPage::tr("How many rows has %1 in each of %n databases?", nullptr, static_cast<int>(names.size())).arg(one->first),
                      StartPage::tr("One statement for all that have this table; the answers arrive in one grid."),
                      u"SELECT count(*) AS n FROM %1"_s.arg(written), names});
        return;
    }
}

/// The two that share the most tables.
void addComparison(QList<StartStep> &steps, const TableOwners &tables)
{
    QMap<std::pair<QString, QString>, int> shared;
    for (const auto &having : tables) {
        for (size_t i = 0; i < having.size() && i < 50; ++i) {
            for (size_t j = i + 1; j < having.size() && j < 50; ++j)
                ++shared[{having[i]->name, having[j]->name}];
        }
    }
    const auto most = std::max_element(shared.cbegin(), shared.cend());
    if (most == shared.cend())
        return;
    const auto &[left, right] = most.key();
    steps.append({StartPage::tr("How do the schemas of %1 and %2 differ?").arg(left, right),
                  StartPage::tr("Side by side, with each verdict's reason: what is new, what is missing, what only changed its name."),
                  {},
                  {left, right}});
}

} // namespace

QList<StartStep> ownSteps(const std::vector<NamedCatalog> &catalogs, const DriverRegistry &registry)
{
    TableOwners tables;
    for (const NamedCatalog &one : catalogs) {
        const QStringList names = ownTables(*one.catalog);
        for (const QString &name : names)
            tables[name].push_back(&one);
    }
    QList<StartStep> steps;
    addCount(steps, tables, registry);
    addComparison(steps, tables);
    return steps;
}

} // namespace concord
