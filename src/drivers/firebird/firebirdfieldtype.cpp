// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdfieldtype.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

// RDB$FIELDS.RDB$FIELD_TYPE
enum FieldType { Short = 7, Long = 8, Quad = 9, Int64 = 16, Int128 = 26, Char = 14, Varchar = 37, Blob = 261 };

QString plainType(int type)
{
    static const QHash<int, QString> names{{10, u"FLOAT"_s},
                                           {11, u"DOUBLE PRECISION"_s},
                                           {12, u"DATE"_s},
                                           {13, u"TIME"_s},
                                           {23, u"BOOLEAN"_s},
                                           {24, u"DECFLOAT(16)"_s},
                                           {25, u"DECFLOAT(34)"_s},
                                           {27, u"DOUBLE PRECISION"_s},
                                           {28, u"TIME WITH TIME ZONE"_s},
                                           {29, u"TIMESTAMP WITH TIME ZONE"_s},
                                           {30, u"TIME WITH TIME ZONE"_s},
                                           {31, u"TIMESTAMP WITH TIME ZONE"_s},
                                           {35, u"TIMESTAMP"_s}};
    return names.value(type, u"UNKNOWN(%1)"_s.arg(type));
}

QString numberType(int type, int subType, int precision, int scale)
{
    if (subType == 0 && scale == 0)
        return type == Short ? u"SMALLINT"_s : type == Long ? u"INTEGER"_s : type == Int64 ? u"BIGINT"_s : type == Int128 ? u"INT128"_s : u"QUAD"_s;
    const int digits = precision > 0 ? precision : type == Short ? 4 : type == Long ? 9 : type == Int64 ? 18 : 38;
    return u"%1(%2, %3)"_s.arg(subType == 2 ? u"DECIMAL"_s : u"NUMERIC"_s).arg(digits).arg(-scale);
}

QString blobType(int subType)
{
    return u"BLOB SUB_TYPE "_s + (subType == 1 ? u"TEXT"_s : subType == 0 ? u"BINARY"_s : QString::number(subType));
}

} // namespace

QString firebirdDefaultText(const QString &source)
{
    static const QRegularExpression word(u"^\\s*(DEFAULT\\s+|=\\s*)"_s, QRegularExpression::CaseInsensitiveOption);
    QString text = source;
    return source.isNull() ? source : text.remove(word).trimmed();
}

QString firebirdWithin(const QString &source)
{
    static const QRegularExpression word(u"^\\s*CHECK\\s*"_s, QRegularExpression::CaseInsensitiveOption);
    QString text = source;
    text = text.remove(word).trimmed();
    return text.startsWith(u'(') && text.endsWith(u')') ? text.sliced(1, text.size() - 2).trimmed() : text;
}

FirebirdField firebirdField(const QStringList &row, int first, const QString &databaseCharset)
{
    const auto number = [&](int i) { return row[first + i].toInt(); };
    FirebirdField field;
    field.name = row[first];
    const int type = number(1);
    const int subType = number(2);
    const QString charset = row[first + 7];
    const bool hasText = type == Char || type == Varchar || (type == Blob && subType == 1);
    if (type == Char || type == Varchar) {
        const QString length = row[first + 4].isNull() ? row[first + 3] : row[first + 4];
        field.nativeType = (type == Char ? u"CHAR(%1)"_s : u"VARCHAR(%1)"_s).arg(length);
    } else if (type == Blob) {
        field.nativeType = blobType(subType);
    } else if (type == Short || type == Long || type == Int64 || type == Int128 || type == Quad) {
        field.nativeType = numberType(type, subType, number(5), number(6));
    } else {
        field.nativeType = plainType(type);
    }
    if (hasText && !charset.isEmpty() && charset != databaseCharset)
        field.nativeType += u" CHARACTER SET "_s + charset;
    if (hasText && row[first + 8] != row[first + 9])
        field.collation = row[first + 8];
    if (number(14) > 0)
        field.nativeType += u" ARRAY"_s;
    field.computed = firebirdWithin(row[first + 10]);
    field.defaultText = firebirdDefaultText(row[first + 11]);
    field.check = firebirdWithin(row[first + 12]);
    field.notNull = number(13) == 1;
    return field;
}

} // namespace concord
