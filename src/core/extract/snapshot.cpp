// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/snapshot.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString kindWord(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema: return u"schemas"_s;
    case ObjectKind::Table: return u"tables"_s;
    case ObjectKind::View: return u"views"_s;
    case ObjectKind::MaterializedView: return u"materialized_views"_s;
    case ObjectKind::Sequence: return u"sequences"_s;
    case ObjectKind::Routine: return u"routines"_s;
    case ObjectKind::Type: return u"types"_s;
    case ObjectKind::Extension: return u"extensions"_s;
    case ObjectKind::Other: return u"others"_s;
    case ObjectKind::Synonym: return u"synonyms"_s;
    case ObjectKind::Package: return u"packages"_s;
    case ObjectKind::Collection: return u"collections"_s;
    }
    return {};
}

void add(EntityCounts &counts, const QString &word, std::size_t number)
{
    if (number > 0)
        counts[word] += static_cast<qint64>(number);
}

void addTable(EntityCounts &counts, const Table &table)
{
    add(counts, u"columns"_s, table.columns.size());
    add(counts, u"keys"_s, table.uniques.size() + (table.primaryKey ? 1 : 0));
    add(counts, u"foreign_keys"_s, table.foreignKeys.size());
    add(counts, u"indexes"_s, table.indexes.size());
    add(counts, u"checks"_s, table.checks.size() + table.exclusions.size());
    add(counts, u"triggers"_s, table.triggers.size());
    add(counts, u"policies"_s, table.policies.size());
}

void addCollection(EntityCounts &counts, const Collection &collection)
{
    add(counts, u"fields"_s, collection.fields.size());
    add(counts, u"indexes"_s, collection.indexes.size());
}

void addView(EntityCounts &counts, const View &view)
{
    add(counts, u"columns"_s, view.columns.size());
    add(counts, u"indexes"_s, view.indexes.size());
    add(counts, u"triggers"_s, view.triggers.size());
}

} // namespace

EntityCounts countEntities(const Catalog &catalog)
{
    EntityCounts counts;
    for (const ObjectPtr &object : catalog.objects()) {
        ++counts[kindWord(object->kind)];
        if (object->kind == ObjectKind::Table)
            addTable(counts, static_cast<const Table &>(*object));
        else if (object->kind == ObjectKind::View || object->kind == ObjectKind::MaterializedView)
            addView(counts, static_cast<const View &>(*object));
        else if (object->kind == ObjectKind::Collection)
            addCollection(counts, static_cast<const Collection &>(*object));
    }
    return counts;
}

QString ageText(const QDateTime &taken, const QDateTime &now)
{
    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS(Snapshot)
    };
    const qint64 seconds = taken.secsTo(now);
    const int minutes = static_cast<int>(std::clamp<qint64>(seconds / 60, 0, 59));
    const int hours = static_cast<int>(std::clamp<qint64>(seconds / 3600, 0, 23));
    const qint64 days = seconds / (24 * 3600);
    if (seconds < 60)
        return Words::tr("just now");
    if (seconds < 3600)
        return minutes == 1 ? Words::tr("a minute ago") : Words::tr("%n minutes ago", nullptr, minutes);
    if (days < 1)
        return hours == 1 ? Words::tr("an hour ago") : Words::tr("%n hours ago", nullptr, hours);
    if (days < 30)
        return days == 1 ? Words::tr("a day ago") : Words::tr("%n days ago", nullptr, static_cast<int>(days));
    return Words::tr("on %1").arg(taken.toLocalTime().date().toString(Qt::ISODate));
}

} // namespace concord
