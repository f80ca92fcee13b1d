// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/kindwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(KindWords)
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

} // namespace concord
