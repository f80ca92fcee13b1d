// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/roundtrip.h"

#include "schema/catalogjson.h"

#include <QHash>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord::test {

namespace {

QString title(const SchemaObject &object)
{
    return u"%1 %2.%3"_s.arg(objectKindName(object.kind), object.ref.schema, object.ref.name);
}

QStringList jsonLines(const SchemaObject &object)
{
    return QString::fromStdString(objectToJson(object, JsonDetail::Compact, false).dump(2)).split(u'\n');
}

/// The lines of `lines` that `others` lacks, repeated ones as often as they are too many.
QStringList onlyIn(const QStringList &lines, const QStringList &others, QChar mark)
{
    QHash<QString, int> left;
    for (const QString &line : others)
        ++left[line];
    QStringList only;
    for (const QString &line : lines) {
        if (--left[line] < 0)
            only.append(u"    "_s + mark + u' ' + line);
    }
    return only;
}

QStringList changed(const SchemaObject &before, const SchemaObject &after)
{
    const QStringList old = jsonLines(before);
    const QStringList now = jsonLines(after);
    QStringList report = onlyIn(old, now, u'-') + onlyIn(now, old, u'+');
    if (report.isEmpty())
        report.append(u"    the same lines in another order"_s);
    report.prepend(title(before) + u" differs:"_s);
    return report;
}

/// The object's place in another catalog: of two catalogs of one schema each, that schema's name does not count.
ObjectRef placeIn(const Catalog &other, const Catalog &own, const SchemaObject &object)
{
    const QString &scope = own.info().scope;
    ObjectRef ref = object.ref;
    if (scope.isEmpty() || other.info().scope.isEmpty() || ref.schema != scope)
        return ref;
    ref.schema = other.info().scope;
    if (object.kind == ObjectKind::Schema)
        ref.name = ref.schema;
    return ref;
}

} // namespace

QString differences(const Catalog &before, const Catalog &after)
{
    QStringList report;
    for (const ObjectPtr &object : before.objects()) {
        const ObjectPtr twin = after.find(object->kind, placeIn(after, before, *object));
        if (!twin)
            report.append(title(*object) + u" is missing afterwards"_s);
        else if (twin->fingerprint != object->fingerprint)
            report.append(changed(*object, *twin));
    }
    for (const ObjectPtr &object : after.objects()) {
        if (!before.find(object->kind, placeIn(before, after, *object)))
            report.append(title(*object) + u" is only there afterwards"_s);
    }
    if (report.isEmpty() && before.fingerprint() != after.fingerprint())
        report.append(u"the catalogs' fingerprints differ, those of their objects do not"_s);
    return report.join(u'\n');
}

} // namespace concord::test
