// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/completion.h"

#include "connections/catalognodes.h"
#include "connections/objectbrowser.h"
#include "profilelist.h"
#include "query/sqltables.h"
#include "query/sqltext.h"
#include "query/statementlanguage.h"
#include "schema/cataloglibrary.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

/// Tenants resemble each other, and each that is browsed costs its server a connection.
static constexpr qsizetype mostBrowsed = 8;

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
    CompletionAnswer answer{wanted.words, wanted.onlyThese, {}, false, wanted.typed};
    for (const CatalogPtr &catalog : catalogs) {
        if (wanted.objects)
            addTables(answer.names, *catalog, QString());
        if (wanted.fields)
            addFields(answer.names, *catalog, wanted);
    }
    return answer;
}

/// What may stand at the cursor, as far as the text tells.
struct Wanted
{
    QString qualifier;
    QList<NamedTable> tables; ///< whose columns
    bool allTables = true;    ///< or those of the schema that `qualifier` names
};

Wanted wantedAt(const QString &statement, const QString &qualifier, const Dialect &dialect)
{
    Wanted wanted{qualifier, namedTables(statement, dialect), true};
    wanted.tables.removeIf([&](const NamedTable &table) {
        const bool meant = sameName(table.alias, qualifier) || (table.alias.isEmpty() && sameName(table.name, qualifier));
        return !qualifier.isEmpty() && !meant;
    });
    return wanted;
}

/// From the names that the tree reads one by one; starts the reading of what is wanted.
void addBrowsed(CompletionAnswer &answer, ObjectBrowser &browser, const Endpoint &endpoint, const Wanted &wanted)
{
    const QUuid id = endpoint.profileId;
    const auto isReading = [&] {
        answer.isReading = true;
        answer.note = QCoreApplication::translate("Completion", "reading the schema of %1 …").arg(endpoint.name);
    };
    const QList<ObjectName> *objects = browser.objects(id);
    if (!objects) {
        if (const auto error = browser.error(id)) {
            answer.note = QCoreApplication::translate("Completion", "The schema of %1 could not be read: %2").arg(endpoint.name, error->message);
            return;
        }
        browser.readObjects(endpoint);
        isReading();
        return;
    }
    for (const ObjectName &object : *objects) {
        if (wanted.allTables && (wanted.qualifier.isEmpty() || sameName(object.schema, wanted.qualifier)))
            answer.names.append(object.name);
        const bool meant = std::ranges::any_of(wanted.tables, [&](const NamedTable &table) {
            return sameName(table.name, object.name) && (table.schema.isEmpty() || sameName(table.schema, object.schema));
        });
        if (!meant)
            continue;
        if (const QList<ColumnSummary> *columns = browser.columns(id, object)) {
            for (const ColumnSummary &column : *columns)
                answer.names.append(column.name);
        } else {
            browser.readColumns(endpoint, object);
            isReading();
        }
    }
}

} // namespace

CompletionAnswer catalogCompletion(const Services &services, ObjectBrowser *browser, const CompletionPlace &place)
{
    std::vector<CatalogPtr> catalogs;
    QList<Endpoint> unread;
    std::shared_ptr<const Driver> driver;
    for (const QUuid &profile : place.profiles) {
        const auto entry = services.profiles->find(profile);
        if (entry && !driver)
            driver = services.registry->find(entry->endpoint.engine);
        if (const CatalogPtr catalog = services.catalogs ? services.catalogs->catalog(profile) : nullptr)
            catalogs.push_back(catalog);
        else if (entry && browser && unread.size() < mostBrowsed)
            unread.append(entry->endpoint);
    }
    CompletionAnswer answer;
    if (!driver)
        return answer;
    Wanted wanted;
    if (const StatementLanguage *language = driver->dialect().language) {
        answer = languageCompletion(*language, catalogs, place);
        wanted.allTables = language->completionAt(place.text, place.cursor).objects;
    } else {
        const auto statement = statementAt(place.text, place.cursor, driver->dialect());
        wanted = wantedAt(statement ? statement->text : place.text, qualifierAt(place.text, place.cursor, driver->dialect()), driver->dialect());
        answer.onlyThese = !wanted.qualifier.isEmpty();
        for (const CatalogPtr &catalog : catalogs) {
            for (const NamedTable &table : wanted.tables)
                addColumns(answer.names, *catalog, table);
            addTables(answer.names, *catalog, wanted.qualifier);
        }
    }
    for (const Endpoint &endpoint : unread)
        addBrowsed(answer, *browser, endpoint, wanted);
    return answer;
}

} // namespace concord
