// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/shellliterals.h"

#include <bson/bson.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

std::unexpected<Error> wrong(const QString &message, int offset = 0)
{
    return fail(Error{ErrorKind::Syntax, message, {}, {}, offset, 0, 0});
}

} // namespace

// ---- strings

/// The code units of \xHH, \uHHHH or \u{H…} at i (behind its letter); i is moved past it. Empty: it is not one.
static QString hexEscape(QStringView text, QChar letter, qsizetype &i)
{
    qsizetype length = letter == u'x' ? 2 : 4;
    qsizetype start = i;
    if (letter == u'u' && i < text.size() && text[i] == u'{') {
        start = i + 1;
        length = text.indexOf(u'}', start) - start;
    }
    bool ok = false;
    const uint code = length > 0 && length <= 6 && start + length <= text.size() ? text.sliced(start, length).toUInt(&ok, 16) : 0;
    if (!ok || code > 0x10FFFF)
        return {};
    i = start + length + (start > i ? 1 : 0);
    return code < 0x10000 ? QString(QChar(static_cast<char16_t>(code))) : QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
}

Result<QString> unescapedString(QStringView literal)
{
    const QStringView text = literal.sliced(1, literal.size() - 2);
    QString made;
    made.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        if (literal.front() == u'`' && text[i] == u'$' && i + 1 < text.size() && text[i + 1] == u'{')
            return wrong(Words::tr("Template strings are not evaluated here."), static_cast<int>(i) + 1);
        if (text[i] != u'\\') {
            made += text[i++];
            continue;
        }
        const auto at = static_cast<int>(i) + 1;
        if (++i >= text.size())
            break;
        const QChar letter = text[i++];
        switch (letter.unicode()) {
        case u'n': made += u'\n'; break;
        case u't': made += u'\t'; break;
        case u'r': made += u'\r'; break;
        case u'b': made += u'\b'; break;
        case u'f': made += u'\f'; break;
        case u'v': made += u'\v'; break;
        case u'0': made += QChar(0); break;
        case u'\n': break; // a continued line
        case u'x':
        case u'u': {
            const QString unit = hexEscape(text, letter, i);
            if (unit.isEmpty())
                return wrong(Words::tr("After \\%1 hexadecimal digits of a character must follow.").arg(letter), at);
            made += unit;
            break;
        }
        default: made += letter;
        }
    }
    return made;
}

// ---- numbers

Result<BsonValue> decimalFromText(const QString &text)
{
    bson_decimal128_t decimal;
    const QByteArray latin = text.toLatin1();
    if (!bson_decimal128_from_string(latin.constData(), &decimal))
        return wrong(Words::tr("“%1” is not a decimal number of at most 34 digits.").arg(text.left(60)));
    // Digits that it has no room for would be rounded away silently.
    const auto digits = std::ranges::count_if(latin.left(latin.toLower().indexOf('e') < 0 ? latin.size() : latin.toLower().indexOf('e')),
                                              [](char c) { return c >= '0' && c <= '9'; });
    char shown[BSON_DECIMAL128_STRING];
    bson_decimal128_to_string(&decimal, shown);
    if (digits > 6000 || std::string_view(shown) == "NaN")
        return text.compare("nan"_L1, Qt::CaseInsensitive) == 0
                   ? Result<BsonValue>(BsonValue{BsonType::Decimal128, std::string(reinterpret_cast<const char *>(&decimal), sizeof decimal)})
                   : wrong(Words::tr("“%1” is not a decimal number of at most 34 digits.").arg(text.left(60)));
    return BsonValue{BsonType::Decimal128, std::string(reinterpret_cast<const char *>(&decimal), sizeof decimal)};
}

static BsonValue wholeNumber(std::int64_t number)
{
    const auto narrow = static_cast<std::int32_t>(number);
    return narrow == number ? bsonInt32(narrow) : bsonInt64(number);
}

Result<BsonValue> numberLiteral(QStringView text, bool negative)
{
    QByteArray digits = text.toLatin1();
    digits.replace("_", "");
    const bool hex = digits.startsWith("0x") || digits.startsWith("0X");
    if (hex) {
        bool ok = false;
        const qulonglong number = digits.toULongLong(&ok, 16);
        if (!ok || number > static_cast<qulonglong>(std::numeric_limits<std::int64_t>::max()))
            return wrong(Words::tr("“%1” is not a number.").arg(text.left(60)));
        return wholeNumber(negative ? -static_cast<std::int64_t>(number) : static_cast<std::int64_t>(number));
    }
    if (digits.endsWith('n')) // a BigInt
        digits.chop(1);
    if (negative)
        digits.prepend('-');
    const bool whole = std::ranges::all_of(digits.sliced(negative ? 1 : 0), [](char c) { return c >= '0' && c <= '9'; });
    if (whole) {
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(digits.constBegin(), digits.constEnd(), number);
        if (problem == std::errc() && end == digits.constEnd())
            return wholeNumber(number);
        return decimalFromText(QString::fromLatin1(digits));
    }
    bool ok = false;
    const double number = digits.toDouble(&ok);
    if (!ok || std::isinf(number))
        return wrong(Words::tr("“%1” is not a number.").arg(text.left(60)));
    return bsonDouble(number);
}

// ---- others

Result<BsonValue> regexLiteral(const QString &pattern, const QString &options)
{
    QString sorted = options;
    std::ranges::sort(sorted);
    static const QRegularExpression known(u"^[gimsuxly]*$"_s);
    if (!known.match(sorted).hasMatch() || pattern.contains(QChar(0)))
        return wrong(Words::tr("A regular expression's options are letters of i, m, s, u and x, not “%1”.").arg(options.left(20)));
    sorted.remove(u'g'); // all matches anyway
    sorted.remove(u'y');
    BsonValue value{BsonType::Regex, pattern.toStdString()};
    value.bytes.push_back('\0');
    value.bytes += sorted.toStdString();
    value.bytes.push_back('\0');
    return value;
}

Result<BsonValue> objectIdFromText(const QString &hex)
{
    static const QRegularExpression digits(u"^[0-9A-Fa-f]{24}$"_s);
    if (!digits.match(hex).hasMatch())
        return wrong(Words::tr("An ObjectId has 24 hexadecimal digits, not “%1”.").arg(hex.left(60)));
    return BsonValue{BsonType::ObjectId, QByteArray::fromHex(hex.toLatin1()).toStdString()};
}

BsonValue binaryValue(std::uint8_t subtype, std::string_view bytes)
{
    // Subtype 2, the old one, has its length twice.
    const std::size_t inner = subtype == 2 ? 4 : 0;
    BsonValue value{BsonType::Binary, {}};
    const auto length = static_cast<std::int32_t>(bytes.size() + inner);
    value.bytes.append(reinterpret_cast<const char *>(&length), sizeof length);
    value.bytes.push_back(static_cast<char>(subtype));
    if (inner != 0) {
        const auto old = static_cast<std::int32_t>(bytes.size());
        value.bytes.append(reinterpret_cast<const char *>(&old), sizeof old);
    }
    value.bytes.append(bytes);
    return value;
}

Result<BsonValue> binaryFromBase64(std::uint8_t subtype, const QString &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return wrong(Words::tr("“%1” is not base64.").arg(base64.left(60)));
    return binaryValue(subtype, {(*decoded).constData(), static_cast<std::size_t>((*decoded).size())});
}

Result<BsonValue> uuidFromText(const QString &text)
{
    QString plain = text;
    plain.remove(u'-');
    static const QRegularExpression digits(u"^[0-9A-Fa-f]{32}$"_s);
    if (!digits.match(plain).hasMatch())
        return wrong(Words::tr("A UUID has 32 hexadecimal digits, not “%1”.").arg(text.left(60)));
    const QByteArray bytes = QByteArray::fromHex(plain.toLatin1());
    return binaryValue(4, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

BsonValue dateFromMilliseconds(std::int64_t ms)
{
    BsonValue value = bsonInt64(ms);
    value.type = BsonType::Date;
    return value;
}

Result<BsonValue> dateFromText(const QString &text)
{
    static const QRegularExpression shape(
        u"^([+-]?[0-9]{4,6})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)? ?(Z|[+-][0-9]{2}:?[0-9]{2})?$"_s);
    const auto match = shape.match(text.trimmed());
    const auto part = [&](int group, int otherwise) { return match.captured(group).isEmpty() ? otherwise : match.captured(group).toInt(); };
    const QDate date(part(1, 0), part(2, 1), part(3, 1));
    const int milliseconds = match.captured(7).isEmpty() ? 0 : QStringView(match.captured(7) + u"00"_s).first(3).toInt();
    const QTime time(part(4, 0), part(5, 0), part(6, 0), milliseconds);
    if (!match.hasMatch() || !date.isValid() || !time.isValid())
        return wrong(Words::tr("“%1” is not a date like 2026-11-21T09:30:00Z.").arg(text.left(60)));
    int offset = 0;
    const QStringView zone = match.capturedView(8);
    if (zone.size() > 1)
        offset = (zone.sliced(1, 2).toInt() * 60 + zone.last(2).toInt()) * (zone.front() == u'-' ? -60'000 : 60'000);
    return dateFromMilliseconds(QDateTime(date, time, QTimeZone::UTC).toMSecsSinceEpoch() - offset);
}

BsonValue timestampValue(std::uint32_t seconds, std::uint32_t increment)
{
    BsonValue value{BsonType::Timestamp, {}};
    value.bytes.append(reinterpret_cast<const char *>(&increment), sizeof increment);
    value.bytes.append(reinterpret_cast<const char *>(&seconds), sizeof seconds);
    return value;
}

BsonValue parameterValue(const Parameter &parameter)
{
    switch (parameter.type) {
    case Tag::Null: return {};
    case Tag::Boolean: return bsonBool(parameter.text.compare("true"_L1, Qt::CaseInsensitive) == 0 || parameter.text == u"1");
    case Tag::Integer:
        return numberLiteral(QStringView(parameter.text).sliced(parameter.text.startsWith(u'-') ? 1 : 0), parameter.text.startsWith(u'-'))
            .value_or(bsonText(parameter.text.toStdString()));
    case Tag::Decimal: return decimalFromText(parameter.text).value_or(bsonText(parameter.text.toStdString()));
    case Tag::Float: return bsonDouble(parameter.text.toDouble());
    default: return bsonText(parameter.text.toStdString());
    }
}

} // namespace concord
