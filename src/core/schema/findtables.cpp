// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/findtables.h"

#include "connection/namepattern.h"
#include "connection/names.h"
#include "schema/catalogfilter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString qualified(const ObjectRef &ref)
{
    return ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name;
}

bool isRelation(const SchemaObject &object)
{
    return object.kind == ObjectKind::Table || object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView
           || object.kind == ObjectKind::Collection;
}

} // namespace

Result<std::vector<ObjectPtr>> findTables(const Catalog &catalog, const QString &word)
{
    std::vector<ObjectPtr> all;
    std::ranges::copy_if(catalog.objects(), std::back_inserter(all), [](const ObjectPtr &object) { return isRelation(*object); });
    const auto those = [&](auto matches) {
        std::vector<ObjectPtr> found;
        std::ranges::copy_if(all, std::back_inserter(found),
                             [&](const ObjectPtr &object) { return matches(object->ref.name) || matches(qualified(object->ref)); });
        return found;
    };
    std::vector<ObjectPtr> found = those([&](const QString &name) { return name == word; });
    if (found.empty())
        found = those([&](const QString &name) { return name.compare(word, Qt::CaseInsensitive) == 0; });
    if (found.empty() && isNamePattern(word))
        found = those([&](const QString &name) { return !matchPatterns({name}, word, Qt::CaseInsensitive).isEmpty(); });
    if (!found.empty())
        return found;
    QStringList names;
    for (const ObjectPtr &object : all)
        names.append(word.contains(u'.') ? qualified(object->ref) : object->ref.name);
    names.removeDuplicates();
    QString message = QCoreApplication::translate("Schema", "There is no table “%1”.").arg(word) + didYouMean(word, names);
    if (const QString patterns = patternsText(catalog.info().include, catalog.info().exclude); !patterns.isEmpty())
        message += u' ' + QCoreApplication::translate("Schema", "The schema was read in part: %1.").arg(patterns);
    return fail(ErrorKind::NotFound, message);
}

CatalogPtr onlyObjects(const Catalog &catalog, std::vector<ObjectPtr> objects)
{
    return Catalog::makeFromShared(catalog.info(), std::move(objects));
}

} // namespace concord
