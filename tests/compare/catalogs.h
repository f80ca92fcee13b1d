// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

/// Catalogs by hand, for tests of comparing that need no server.
namespace concord::test {

inline LogicalType logical(TypeFamily family, int number = -1)
{
    LogicalType type;
    type.family = family;
    if (family == TypeFamily::Integer || family == TypeFamily::Float)
        type.bits = static_cast<qint16>(number);
    else if (family == TypeFamily::Decimal)
        type.precision = number;
    else
        type.length = number;
    return type;
}

inline Column column(const QString &name, const QString &native, const LogicalType &type, bool nullable = true)
{
    Column made;
    made.name = name;
    made.nativeType = native;
    made.type = type;
    made.nullable = nullable;
    return made;
}

inline std::shared_ptr<Table> table(const QString &schema, const QString &name, std::vector<Column> columns)
{
    auto made = std::make_shared<Table>();
    made->ref = {schema, name};
    made->columns = std::move(columns);
    return made;
}

inline CompareEnd end(const QString &engine, std::vector<std::shared_ptr<SchemaObject>> objects, const QString &name = QStringLiteral("db"),
                      const QString &scope = {})
{
    CatalogInfo info;
    info.engine = engine;
    info.scope = scope;
    info.nameRule = engine == u"sqlite" ? QStringLiteral("ignore_case") : QStringLiteral("exact");
    info.defaultSchema = engine == u"postgresql" ? QStringLiteral("public") : QString();
    CompareEnd made;
    made.catalog = Catalog::make(info, std::move(objects));
    made.name = name;
    return made;
}

inline const ObjectComparison *find(const Comparison &comparison, const QString &left)
{
    for (const ObjectComparison &object : comparison.objects) {
        if (object.left && object.left->ref.name == left)
            return &object;
    }
    return nullptr;
}

inline const MemberComparison *findMember(const ObjectComparison &object, const QString &kind, const QString &left)
{
    for (const MemberComparison &member : object.members) {
        if (member.kind == kind && member.left == left)
            return &member;
    }
    return nullptr;
}

} // namespace concord::test
