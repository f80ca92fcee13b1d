// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqltypes.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

/// "decimal(10,2) unsigned" in its parts.
struct Native
{
    QString word;      ///< lower case
    QString arguments; ///< in the parentheses
    QString rest;      ///< behind them, lower case

    explicit Native(const QString &text)
    {
        static const QRegularExpression pattern(
            u"^\\s*([a-z0-9_ ]+?)\\s*(?:\\((.*)\\))?\\s*((?:\\b(?:unsigned|signed|zerofill|binary|character|charset|"
            "collate)\\b.*)?)$"_s,
            QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
        const auto match = pattern.match(text);
        word = match.captured(1).toLower();
        arguments = match.captured(2);
        rest = match.captured(3).toLower();
    }
    [[nodiscard]] qint64 number(int i, qint64 otherwise) const
    {
        bool ok = false;
        const qint64 value = arguments.section(u',', i, i).trimmed().toLongLong(&ok);
        return ok ? value : otherwise;
    }
};

/// 'a','b''c' as the values themselves.
QStringList valuesOf(const QString &list)
{
    QStringList values;
    for (qsizetype i = list.indexOf(u'\''); i >= 0 && i < list.size(); i = list.indexOf(u'\'', i)) {
        QString value;
        for (++i; i < list.size(); ++i) {
            if (list[i] == u'\'' && (i + 1 >= list.size() || list[i + 1] != u'\''))
                break;
            if (list[i] == u'\'')
                ++i;
            value += list[i];
        }
        values.append(value);
        ++i;
    }
    return values;
}

LogicalType made(TypeFamily family, qint64 length = -1)
{
    LogicalType type;
    type.family = family;
    type.length = length;
    return type;
}

LogicalType sized(TypeFamily family, int bits, bool isUnsigned)
{
    LogicalType type = made(family);
    type.bits = static_cast<qint16>(bits);
    type.isUnsigned = isUnsigned;
    return type;
}

/// TEXT and BLOB of a size in bytes.
LogicalType large(TypeFamily family, qint64 bytes)
{
    LogicalType type = made(family, bytes);
    if (family == TypeFamily::Text)
        type.lengthUnit = LogicalType::Unit::Bytes;
    return type;
}

LogicalType moment(TypeFamily family, const Native &native, bool withZone = false)
{
    LogicalType type = made(family);
    type.fractionDigits = static_cast<qint16>(native.number(0, 0));
    type.withZone = withZone;
    return type;
}

LogicalType detailed(TypeFamily family, const QString &detail)
{
    LogicalType type = made(family);
    type.detail = detail;
    return type;
}

bool integer(const Native &native, LogicalType &type)
{
    static const QHash<QString, int> bits = {{u"tinyint"_s, 8}, {u"smallint"_s, 16}, {u"mediumint"_s, 24},
                                             {u"int"_s, 32},    {u"integer"_s, 32},  {u"bigint"_s, 64}};
    if (!bits.contains(native.word))
        return false;
    const bool isUnsigned = native.rest.contains("unsigned"_L1) || native.rest.contains("zerofill"_L1);
    const bool boolean = native.word == "tinyint"_L1 && native.arguments == "1"_L1 && !isUnsigned;
    type = sized(boolean ? TypeFamily::Boolean : TypeFamily::Integer, bits.value(native.word), isUnsigned);
    return true;
}

bool number(const Native &native, LogicalType &type)
{
    const bool isUnsigned = native.rest.contains("unsigned"_L1) || native.rest.contains("zerofill"_L1);
    if (native.word == "decimal"_L1 || native.word == "numeric"_L1 || native.word == "dec"_L1 || native.word == "fixed"_L1) {
        type = made(TypeFamily::Decimal);
        type.precision = static_cast<qint32>(native.number(0, 10));
        type.scale = static_cast<qint32>(native.number(1, 0));
        type.isUnsigned = isUnsigned;
    } else if (native.word == "float"_L1) {
        type = sized(TypeFamily::Float, native.number(0, 0) > 24 && native.number(1, -1) < 0 ? 64 : 32, isUnsigned);
    } else if (native.word == "double"_L1 || native.word == "double precision"_L1 || native.word == "real"_L1) {
        type = sized(TypeFamily::Float, 64, isUnsigned);
    } else if (native.word == "bit"_L1) {
        type = made(TypeFamily::Bits, native.number(0, 1));
    } else if (native.word == "bool"_L1 || native.word == "boolean"_L1) {
        type = sized(TypeFamily::Boolean, 8, false);
    } else {
        return integer(native, type);
    }
    return true;
}

bool text(const Native &native, LogicalType &type)
{
    static const QHash<QString, qint64> sizes = {{u"tiny"_s, 255}, {QString(), 65'535}, {u"medium"_s, 16'777'215}, {u"long"_s, 4'294'967'295}};
    const QString &word = native.word;
    if (word == "char"_L1 || word == "varchar"_L1 || word == "nchar"_L1 || word == "nvarchar"_L1 || word == "character varying"_L1) {
        const bool fixed = word == "char"_L1 || word == "nchar"_L1;
        type = made(TypeFamily::Text, native.number(0, fixed ? 1 : -1));
        type.fixedLength = fixed;
    } else if (word == "binary"_L1 || word == "varbinary"_L1) {
        type = made(TypeFamily::Bytes, native.number(0, 1));
        type.fixedLength = word == "binary"_L1;
    } else if (word.endsWith("text"_L1) && sizes.contains(word.chopped(4))) {
        type = large(TypeFamily::Text, sizes.value(word.chopped(4)));
    } else if (word.endsWith("blob"_L1) && sizes.contains(word.chopped(4))) {
        type = large(TypeFamily::Bytes, sizes.value(word.chopped(4)));
    } else if (word == "enum"_L1 || word == "set"_L1) {
        type = made(word == "enum"_L1 ? TypeFamily::Enum : TypeFamily::Set);
        type.values = valuesOf(native.arguments);
    } else {
        return false;
    }
    return true;
}

bool moments(const Native &native, LogicalType &type)
{
    if (native.word == "date"_L1) {
        type = made(TypeFamily::Date);
    } else if (native.word == "time"_L1) {
        type = moment(TypeFamily::Time, native);
    } else if (native.word == "datetime"_L1) {
        type = moment(TypeFamily::Timestamp, native);
    } else if (native.word == "timestamp"_L1) {
        type = moment(TypeFamily::Timestamp, native, true);
    } else if (native.word == "year"_L1) {
        type = sized(TypeFamily::Integer, 16, true);
        type.detail = u"year"_s;
    } else {
        return false;
    }
    return true;
}

bool special(const Native &native, LogicalType &type)
{
    static const QSet<QString> geometries = {u"point"_s,           u"linestring"_s,         u"polygon"_s,       u"multipoint"_s, u"multipolygon"_s,
                                             u"multilinestring"_s, u"geometrycollection"_s, u"geomcollection"_s};
    if (native.word == "json"_L1) {
        type = made(TypeFamily::Json);
    } else if (native.word == "geometry"_L1) {
        type = made(TypeFamily::Geometry);
    } else if (geometries.contains(native.word)) {
        type = detailed(TypeFamily::Geometry, native.word == "geomcollection"_L1 ? u"geometrycollection"_s : native.word);
    } else if (native.word == "uuid"_L1) {
        type = made(TypeFamily::Uuid);
    } else if (native.word == "inet4"_L1 || native.word == "inet6"_L1) {
        type = detailed(TypeFamily::Network, native.word);
    } else if (native.word == "xmltype"_L1) {
        type = made(TypeFamily::Xml);
    } else if (native.word == "vector"_L1) {
        type = detailed(TypeFamily::Array, u"vector"_s);
        type.length = native.number(0, 2048);
        type.element = std::make_shared<LogicalType>(sized(TypeFamily::Float, 32, false));
    } else {
        return false;
    }
    return true;
}

} // namespace

LogicalType MysqlTypes::logical(const QString &text_) const
{
    const Native native(text_);
    LogicalType type;
    if (!number(native, type) && !text(native, type) && !moments(native, type) && !special(native, type))
        type.detail = text_;
    return type;
}

QString MysqlTypes::canonical(const QString &columnType)
{
    static const QRegularExpression width(u"^((?:tiny|small|medium|big)?int|year)\\(\\d+\\)"_s);
    static const QRegularExpression comment(u" ?/\\*.*\\*/"_s);
    QString type = columnType;
    if (type.startsWith("enum("_L1) || type.startsWith("set("_L1))
        return type;
    type.remove(comment);
    if (type.endsWith("zerofill"_L1) || type == "tinyint(1)"_L1)
        return type;
    if (type == "geomcollection"_L1)
        return u"geometrycollection"_s;
    return type.replace(width, u"\\1"_s);
}

QString MysqlTypes::written(const QString &columnType)
{
    static const QRegularExpression number(u"^(\\w+)(\\(\\d+\\)) ?(unsigned)?"_s);
    static const QSet<QString> usual = {u"tinyint(4)"_s,           u"smallint(6)"_s,        u"mediumint(9)"_s,    u"int(11)"_s,
                                        u"bigint(20)"_s,           u"tinyint(3)unsigned"_s, u"int(10)unsigned"_s, u"smallint(5)unsigned"_s,
                                        u"mediumint(8)unsigned"_s, u"bigint(20)unsigned"_s, u"year(4)"_s};
    const QString type = canonical(columnType);
    const auto match = number.match(columnType);
    const QString word = match.captured(1);
    const bool wide = type == word || type.startsWith(word + u' '); // its width went
    if (!match.hasMatch() || !wide || usual.contains(word + match.captured(2) + match.captured(3)))
        return type;
    return QString(type).insert(word.size(), match.captured(2));
}

const MysqlTypes &mysqlTypes()
{
    static const MysqlTypes types(false);
    return types;
}

const MysqlTypes &mariadbTypes()
{
    static const MysqlTypes types(true);
    return types;
}

} // namespace concord
