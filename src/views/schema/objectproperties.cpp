// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/objectproperties.h"

#include "profilelist.h"
#include "schema/collectiontable.h"
#include "schema/catalogfilter.h"
#include "schema/cataloglibrary.h"
#include "schema/objectwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ObjectProperties)
};

void addNumbers(Properties &rows, const SchemaObject &object)
{
    const Statistics numbers = statisticsOf(object);
    if (numbers.rows >= 0)
        rows.append({Words::tr("rows (estimate)"), approximate(numbers.rows)});
    if (numbers.bytes >= 0)
        rows.append({Words::tr("size"), sizeText(numbers.bytes)});
    if (const auto columns = columnsOf(object).size(); columns > 0)
        rows.append({object.kind == ObjectKind::Collection ? Words::tr("fields") : Words::tr("columns"), approximate(static_cast<qint64>(columns))});
    if (object.kind == ObjectKind::Table) {
        const auto &table = static_cast<const Table &>(object);
        if (table.primaryKey)
            rows.append({Words::tr("primary key"), table.primaryKey->columns.join(u", "_s)});
        if (!table.indexes.empty())
            rows.append({Words::tr("indexes"), approximate(static_cast<qint64>(table.indexes.size()))});
        if (!table.partitionKey.isEmpty())
            rows.append({Words::tr("partitioned by"), table.partitionKey});
        if (table.rowSecurity)
            rows.append({Words::tr("row security"), Words::tr("on")});
    }
}

void addOptions(Properties &rows, const QMap<QString, QString> &options)
{
    for (auto it = options.cbegin(); it != options.cend(); ++it)
        rows.append({it.key(), it.value()});
}

/// Databases with a table of that name: those with the very same schema, and those where it differs.
void addOthers(Properties &rows, const CatalogLibrary &library, const ObjectAddress &address, const SchemaObject &object)
{
    QStringList same;
    QStringList different;
    for (const NamedCatalog &other : library.all()) {
        if (other.id == address.profile)
            continue;
        ObjectPtr twin = other.catalog->find(address.kind, address.ref);
        if (!twin) // MySQL's schema is called like its database
            twin = other.catalog->find(address.kind, {other.catalog->info().defaultSchema, address.ref.name});
        if (twin)
            (twin->fingerprint == object.fingerprint ? same : different).append(other.name);
    }
    if (same.isEmpty() && different.isEmpty())
        return;
    constexpr qsizetype most = 6;
    const auto some = [](const QStringList &names) {
        return names.size() <= most ? names.join(u", "_s) : Words::tr("%1 and %2 more").arg(names.first(most).join(u", "_s)).arg(names.size() - most);
    };
    rows.append({Words::tr("Also in"), {}});
    if (!same.isEmpty())
        rows.append({Words::tr("= identical"), some(same)});
    if (!different.isEmpty())
        rows.append({Words::tr("≠ different"), some(different)});
}

} // namespace

Properties objectProperties(const Services &services, const ObjectAddress &address)
{
    Properties rows;
    const auto entry = services.profiles->find(address.profile);
    const CatalogPtr catalog = services.catalogs ? services.catalogs->catalog(address.profile) : nullptr;
    const ObjectPtr object = catalog ? catalog->find(address.kind, address.ref) : nullptr;
    rows.append({Words::tr("database"), entry ? entry->endpoint.name : QString()});
    if (!address.ref.schema.isEmpty())
        rows.append({Words::tr("schema"), address.ref.schema});
    if (!object)
        return rows;
    rows.append({Words::tr("kind"), kindWord(*object)});
    addNumbers(rows, *object);
    if (object->kind == ObjectKind::Table) {
        addOptions(rows, static_cast<const Table &>(*object).options);
    } else if (object->kind == ObjectKind::Collection) {
        const auto &collection = static_cast<const Collection &>(*object);
        rows.append({Words::tr("indexes"), approximate(static_cast<qint64>(collection.indexes.size()))});
        addOptions(rows, collection.options);
        rows.append({Words::tr("how known"), samplingText(collection)});
    }
    if (!object->comment.isEmpty())
        rows.append({Words::tr("comment"), object->comment});
    rows += catalogProperties(services, address.profile);
    addOthers(rows, *services.catalogs, address, *object);
    return rows;
}

Properties catalogProperties(const Services &services, const QUuid &profile)
{
    const KnownCatalog known = services.catalogs ? services.catalogs->known(profile) : KnownCatalog();
    if (!known.catalog)
        return known.error ? Properties{{Words::tr("not read"), known.error->message}} : Properties();
    Properties rows{{Words::tr("read"), known.readNow ? ageText(known.readAt) : Words::tr("%1, from a snapshot").arg(ageText(known.readAt))}};
    const CatalogInfo &info = known.catalog->info();
    if (const QString patterns = patternsText(info.include, info.exclude); !patterns.isEmpty())
        rows.append({Words::tr("partial"), patterns});
    if (known.error)
        rows.append({Words::tr("offline"), known.error->message});
    return rows;
}

} // namespace concord
