// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/completion.h"

#include "connections/catalognodes.h"
#include "profilelist.h"
#include "query/sqltables.h"
#include "query/sqltext.h"
#include "query/statementlanguage.h"
#include "schema/cataloglibrary.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool sameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

void addColumns(QStringList &names, const Catalog &catalog, const NamedTable &table)
{
    for (const ObjectPtr &object : catalog.objects()) {
        if (!isRelation(object->kind) || !sameName(object->ref.name, table.name)
            || (!table.schema.isEmpty() && !sameName(object->ref.schema, table.schema)))
            continue;
        for (const Column &column : columnsOf(*object))
            names.append(column.name);
    }
}

void addTables(QStringList &names, const Catalog &catalog, const QString &schema)
{
    for (const ObjectPtr &object : catalog.objects()) {
        if (isRelation(object->kind) && (schema.isEmpty() || sameName(object->ref.schema, schema)))
            names.append(object->ref.name);
    }
}

/// Paths as statements write them: what is in an array by the array's name.
void addFields(QStringList &names, const Catalog &catalog, const LanguageCompletion &wanted)
{
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind != ObjectKind::Collection || (!wanted.object.isEmpty() && object->ref.name != wanted.object))
            continue;
        for (const Field &field : static_cast<const Collection &>(*object).fields) {
            if (!field.path.endsWith("[]"_L1))
                names.append(wanted.fieldPrefix + QString(field.path).remove(u"[]"_s));
        }
    }
}

/// By an engine's own language.
CompletionAnswer languageCompletion(const StatementLanguage &language, const std::vector<CatalogPtr> &catalogs, const CompletionPlace &place)
{
    const LanguageCompletion wanted = language.completionAt(place.text, place.cursor);
    CompletionAnswer answer{wanted.words, wanted.onlyThese, wanted.typed};
    for (const CatalogPtr &catalog : catalogs) {
        if (wanted.objects)
            addTables(answer.names, *catalog, QString());
        if (wanted.fields)
            addFields(answer.names, *catalog, wanted);
    }
    return answer;
}

} // namespace

CompletionAnswer catalogCompletion(const Services &services, const CompletionPlace &place)
{
    std::vector<CatalogPtr> catalogs;
    std::shared_ptr<const Driver> driver;
    for (const QUuid &profile : place.profiles) {
        const auto entry = services.profiles->find(profile);
        if (entry && !driver)
            driver = services.registry->find(entry->endpoint.engine);
        if (const CatalogPtr catalog = services.catalogs ? services.catalogs->catalog(profile) : nullptr)
            catalogs.push_back(catalog);
    }
    CompletionAnswer answer;
    if (driver && driver->dialect().language)
        return languageCompletion(*driver->dialect().language, catalogs, place);
    if (!driver || catalogs.empty())
        return answer;
    const auto statement = statementAt(place.text, place.cursor, driver->dialect());
    const QList<NamedTable> tables = namedTables(statement ? statement->text : place.text, driver->dialect());
    const QString qualifier = qualifierAt(place.text, place.cursor, driver->dialect());
    for (const CatalogPtr &catalog : catalogs) {
        for (const NamedTable &table : tables) {
            const bool meant = sameName(table.alias, qualifier) || (table.alias.isEmpty() && sameName(table.name, qualifier));
            if (qualifier.isEmpty() || meant)
                addColumns(answer.names, *catalog, table);
        }
        addTables(answer.names, *catalog, qualifier);
    }
    answer.onlyThese = !qualifier.isEmpty() && !answer.names.isEmpty();
    return answer;
}

} // namespace concord
