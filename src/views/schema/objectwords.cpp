// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/objectwords.h"

#include "look/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ObjectWords)
};

QString tableWord(const QString &variant)
{
    if (variant == "partitioned"_L1)
        return Words::tr("partitioned table");
    if (variant == "partition"_L1)
        return Words::tr("partition");
    if (variant == "foreign"_L1)
        return Words::tr("foreign table");
    if (variant == "temporary"_L1)
        return Words::tr("temporary table");
    if (variant == "virtual"_L1)
        return Words::tr("virtual table");
    if (variant == "shadow"_L1)
        return Words::tr("shadow table");
    return Words::tr("table");
}

QString routineWord(const QString &variant)
{
    if (variant == "procedure"_L1)
        return Words::tr("procedure");
    if (variant == "aggregate"_L1)
        return Words::tr("aggregate");
    if (variant == "event"_L1)
        return Words::tr("event");
    if (variant == "window"_L1)
        return Words::tr("window function");
    return Words::tr("function");
}

} // namespace

QString kindWord(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema: return Words::tr("schema");
    case ObjectKind::Table: return Words::tr("table");
    case ObjectKind::View: return Words::tr("view");
    case ObjectKind::MaterializedView: return Words::tr("materialized view");
    case ObjectKind::Sequence: return Words::tr("sequence");
    case ObjectKind::Routine: return Words::tr("routine");
    case ObjectKind::Type: return Words::tr("type");
    case ObjectKind::Extension: return Words::tr("extension");
    case ObjectKind::Synonym: return Words::tr("synonym");
    case ObjectKind::Package: return Words::tr("package");
    case ObjectKind::Other: return Words::tr("object");
    case ObjectKind::Collection: break;
    }
    return Words::tr("collection");
}

QString kindWord(const SchemaObject &object)
{
    if (object.kind == ObjectKind::Table)
        return tableWord(static_cast<const Table &>(object).variant);
    if (object.kind == ObjectKind::Routine)
        return routineWord(static_cast<const Routine &>(object).variant);
    if (object.kind == ObjectKind::Type && !static_cast<const TypeObject &>(object).variant.isEmpty())
        return Words::tr("%1 type").arg(static_cast<const TypeObject &>(object).variant);
    if (object.kind == ObjectKind::Other)
        return static_cast<const Other &>(object).variant;
    return kindWord(object.kind);
}

QString kindHeading(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema: return Words::tr("Schemas");
    case ObjectKind::Table: return Words::tr("Tables");
    case ObjectKind::View: return Words::tr("Views");
    case ObjectKind::MaterializedView: return Words::tr("Materialized views");
    case ObjectKind::Sequence: return Words::tr("Sequences");
    case ObjectKind::Routine: return Words::tr("Routines");
    case ObjectKind::Type: return Words::tr("Types");
    case ObjectKind::Extension: return Words::tr("Extensions");
    case ObjectKind::Synonym: return Words::tr("Synonyms");
    case ObjectKind::Package: return Words::tr("Packages");
    case ObjectKind::Other: return Words::tr("Other objects");
    case ObjectKind::Collection: break;
    }
    return Words::tr("Collections");
}

QString fullName(const ObjectRef &ref)
{
    return ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name;
}

QString approximate(qint64 number)
{
    if (number < 0)
        return {};
    if (number < 1'000'000)
        return grouped(number);
    if (number < 1'000'000'000)
        return Words::tr("%1 M").arg(static_cast<double>(number) / 1e6, 0, 'f', 1);
    return Words::tr("%1 G").arg(static_cast<double>(number) / 1e9, 0, 'f', 1);
}

QString sizeText(qint64 bytes)
{
    return bytes < 0 ? QString() : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

Statistics statisticsOf(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Table: return static_cast<const Table &>(object).statistics;
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return static_cast<const View &>(object).statistics;
    case ObjectKind::Collection: return static_cast<const Collection &>(object).statistics;
    default: return {};
    }
}

QString partsText(const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        QString text = part.column.isEmpty() ? part.expression : part.column;
        if (part.prefixLength > 0)
            text += u'(' + QString::number(part.prefixLength) + u')';
        if (part.descending)
            text += u" DESC"_s;
        if (!part.operatorClass.isEmpty())
            text += u' ' + part.operatorClass;
        parts.append(text);
    }
    return parts.join(u", "_s);
}

QString triggerText(const Trigger &trigger)
{
    QString text = trigger.timing + u' ' + trigger.events.join(u" OR "_s);
    if (!trigger.level.isEmpty())
        text += u", "_s + (trigger.level == "ROW"_L1 ? Words::tr("each row") : Words::tr("each statement"));
    return text.trimmed();
}

QString actionWord(ReferentialAction action)
{
    switch (action) {
    case ReferentialAction::Restrict: return u"RESTRICT"_s;
    case ReferentialAction::Cascade: return u"CASCADE"_s;
    case ReferentialAction::SetNull: return u"SET NULL"_s;
    case ReferentialAction::SetDefault: return u"SET DEFAULT"_s;
    case ReferentialAction::NoAction: break;
    }
    return u"NO ACTION"_s;
}

QString keySigns(const SchemaObject &object, const QString &column)
{
    const Table *asTable = tableOf(object);
    if (!asTable)
        return {};
    const Table &table = *asTable;
    QStringList signs;
    if (table.primaryKey && table.primaryKey->columns.contains(column))
        signs.append(u"PK"_s);
    if (std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return key.columns.contains(column); }))
        signs.append(u"FK"_s);
    return signs.join(u' ');
}

} // namespace concord
