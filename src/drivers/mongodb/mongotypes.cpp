// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongotypes.h"

#include "mongodb/mongoinference.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr QLatin1StringView arrayOf("array of ");

/// Where a " | " stands outside of parentheses; -1: nowhere.
qsizetype alternativeIn(const QString &native)
{
    int open = 0;
    for (qsizetype i = 0; i + 2 < native.size(); ++i) {
        open += native[i] == u'(' ? 1 : native[i] == u')' ? -1 : 0;
        if (open == 0 && QStringView(native).sliced(i).startsWith(" | "_L1))
            return i;
    }
    return -1;
}

QString integerText(const LogicalType &type)
{
    const int needed = type.bits < 0 ? 64 : type.bits + (type.isUnsigned ? 1 : 0);
    return needed <= 32 ? u"int"_s : needed <= 64 ? u"long"_s : u"decimal"_s;
}

QString nativeText(const LogicalType &type)
{
    switch (type.family) {
    case TypeFamily::Boolean: return u"bool"_s;
    case TypeFamily::Integer: return integerText(type);
    case TypeFamily::Decimal: return u"decimal"_s;
    case TypeFamily::Float: return u"double"_s;
    case TypeFamily::Bytes:
    case TypeFamily::Bits:
    case TypeFamily::RowVersion: return u"binData"_s;
    case TypeFamily::Date:
    case TypeFamily::Timestamp: return u"date"_s;
    case TypeFamily::Uuid: return u"uuid"_s;
    case TypeFamily::ObjectId: return u"objectId"_s;
    case TypeFamily::Json:
    case TypeFamily::Composite:
    case TypeFamily::Geometry:
    case TypeFamily::Document: return u"object"_s;
    case TypeFamily::Set: return arrayOf + u"string"_s;
    case TypeFamily::Array: return type.element ? arrayOf + nativeText(*type.element) : u"array"_s;
    default: return u"string"_s;
    }
}

class MongoTypes final : public TypeSystem
{
public:
    LogicalType logical(const QString &native) const override
    {
        if (alternativeIn(native) >= 0) {
            LogicalType any;
            any.family = TypeFamily::Any;
            return any;
        }
        if (!native.startsWith(arrayOf))
            return mongoLogicalType(native);
        LogicalType array = mongoLogicalType(u"array"_s);
        QString element = native.sliced(arrayOf.size());
        if (element.startsWith(u'(') && element.endsWith(u')'))
            element = element.sliced(1, element.size() - 2);
        array.element = std::make_shared<LogicalType>(logical(element));
        return array;
    }

    NativeType native(const LogicalType &type) const override
    {
        NativeType made;
        made.text = nativeText(type);
        made.conversion = convertType(type, logical(made.text));
        return made;
    }
};

} // namespace

const TypeSystem &mongoTypes()
{
    static const MongoTypes types;
    return types;
}

} // namespace concord
