// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongoschemawriter.h"

#include "mongodb/shelllexer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

QString key(const QString &name)
{
    return isShellName(name) ? name : quoted(name);
}

/// "time_field" → "timeField", but for what MongoDB itself writes with an underscore.
QString camelCase(const QString &name)
{
    if (name == "default_language"_L1 || name == "language_override"_L1)
        return name;
    QString camel;
    for (qsizetype i = 0; i < name.size(); ++i)
        camel += name[i] == u'_' && i + 1 < name.size() ? name[++i].toUpper() : name[i];
    return camel;
}

/// Which options are words; all others are kept as JSON.
QString value(const QString &option, const QString &text)
{
    static const QSet<QString> words = {u"time_field"_s, u"meta_field"_s,       u"granularity"_s,
                                        u"view_on"_s,    u"default_language"_s, u"language_override"_s};
    return words.contains(option) ? quoted(text) : text;
}

bool isOfTimeSeries(const QString &option)
{
    static const QSet<QString> names = {u"time_field"_s, u"meta_field"_s, u"granularity"_s, u"bucket_max_span_seconds"_s,
                                        u"bucket_rounding_seconds"_s};
    return names.contains(option);
}

QString object(const QStringList &fields)
{
    return u"{ "_s + fields.join(u", "_s) + u" }"_s;
}

QString collectionCall(const QString &name)
{
    return isShellName(name) ? u"db."_s + name : u"db.getCollection(%1)"_s.arg(quoted(name));
}

QString createText(const Collection &collection)
{
    QStringList fields;
    QStringList series;
    if (collection.variant == "capped"_L1)
        fields.append(u"capped: true"_s);
    for (auto it = collection.options.cbegin(); it != collection.options.cend(); ++it) {
        if (it.key() != "view_on"_L1 && it.key() != "pipeline"_L1)
            (isOfTimeSeries(it.key()) ? series : fields).append(key(camelCase(it.key())) + u": "_s + value(it.key(), it.value()));
    }
    if (!series.isEmpty())
        fields.append(u"timeseries: "_s + object(series));
    if (!collection.validator.isEmpty())
        fields.append(u"validator: "_s + collection.validator);
    if (!collection.validationLevel.isEmpty())
        fields.append(u"validationLevel: "_s + quoted(collection.validationLevel));
    if (!collection.validationAction.isEmpty())
        fields.append(u"validationAction: "_s + quoted(collection.validationAction));
    const QString more = fields.isEmpty() ? QString() : u", "_s + object(fields);
    if (collection.variant == "view"_L1) {
        return u"db.createView(%1, %2, %3%4)"_s.arg(quoted(collection.ref.name), quoted(collection.options.value(u"view_on"_s)),
                                                    collection.options.value(u"pipeline"_s, u"[]"_s), more);
    }
    return u"db.createCollection(%1%2)"_s.arg(quoted(collection.ref.name), more);
}

QString createText(const Collection &collection, const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        const QString how = !part.operatorClass.isEmpty() ? quoted(part.operatorClass) : part.descending ? u"-1"_s : u"1"_s;
        parts.append(key(part.column) + u": "_s + how);
    }
    QStringList fields{u"name: "_s + quoted(index.name)};
    if (index.unique)
        fields.append(u"unique: true"_s);
    if (!index.visible)
        fields.append(u"hidden: true"_s);
    if (!index.predicate.isEmpty())
        fields.append(u"partialFilterExpression: "_s + index.predicate);
    for (auto it = index.settings.cbegin(); it != index.settings.cend(); ++it)
        fields.append(key(camelCase(it.key())) + u": "_s + value(it.key(), it.value()));
    return u"%1.createIndex(%2, %3)"_s.arg(collectionCall(collection.ref.name), object(parts), object(fields));
}

} // namespace

std::vector<DdlStatement> MongoSchemaWriter::create(const SchemaObject &object, const WriteOptions & /*options*/) const
{
    if (object.kind != ObjectKind::Collection)
        return {};
    const auto &collection = static_cast<const Collection &>(object);
    const bool view = collection.variant == "view"_L1;
    std::vector<DdlStatement> statements;
    statements.push_back({createText(collection), view ? DdlPhase::View : DdlPhase::Table, ObjectKind::Collection, collection.ref, {}});
    for (const Index &index : collection.indexes)
        statements.push_back({createText(collection, index), DdlPhase::Index, ObjectKind::Collection, collection.ref, {}});
    return statements;
}

} // namespace concord
