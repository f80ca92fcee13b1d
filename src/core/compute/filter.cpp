// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/filter.h"

#include "results/exactnumber.h"
#include "compute/moment.h"
#include "compute/sortkey.h"

#include <QRegularExpression>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace concord {

using Kind = ColumnFilter::Kind;

static const char *sqlOperator(Kind kind)
{
    switch (kind) {
    case Kind::NotEquals: return " <> ";
    case Kind::Less: return " < ";
    case Kind::LessOrEqual: return " <= ";
    case Kind::Greater: return " > ";
    case Kind::GreaterOrEqual: return " >= ";
    default: return " = ";
    }
}

static bool holds(Kind kind, std::strong_ordering order)
{
    switch (kind) {
    case Kind::NotEquals: return order != 0;
    case Kind::Less: return order < 0;
    case Kind::LessOrEqual: return order <= 0;
    case Kind::Greater: return order > 0;
    case Kind::GreaterOrEqual: return order >= 0;
    default: return order == 0;
    }
}

static bool namePasses(const QString &name, const ColumnFilter &filter)
{
    switch (filter.kind) {
    case Kind::Contains: return name.contains(filter.text, Qt::CaseInsensitive);
    case Kind::NotContains: return !name.contains(filter.text, Qt::CaseInsensitive);
    case Kind::Regex: return QRegularExpression(filter.text).match(name).hasMatch();
    case Kind::IsNotNull: return true;
    case Kind::IsNull:
    case Kind::IsMissing: return false;
    default: return holds(filter.kind, name.toUtf8().toStdString() <=> filter.text.toUtf8().toStdString());
    }
}

std::vector<bool> passingSources(const CombinedResult &result, const std::vector<ColumnFilter> &filters)
{
    std::vector<bool> passing(result.sources().size(), true);
    for (const ColumnFilter &filter : filters) {
        for (std::size_t source = 0; source < passing.size(); ++source) {
            if (filter.column < 0) {
                passing[source] = passing[source] && namePasses(result.sources()[source].name, filter);
                continue;
            }
            const bool missing = result.columns()[static_cast<std::size_t>(filter.column)].sourceColumn[source] < 0;
            passing[source] = passing[source] && missing == (filter.kind == Kind::IsMissing);
        }
    }
    return passing;
}

/// The smallest and largest raw integer of a column.
struct Range
{
    Int128 least;
    Int128 most;
    const char *type;
};

static Int128 tenToThe(int exponent)
{
    return exponent == 0 ? 1 : 10 * tenToThe(exponent - 1);
}

static std::optional<Range> rawRange(const ColumnInfo &info)
{
    constexpr auto limits = []<class T>(T, const char *type) { return Range{std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), type}; };
    switch (info.physical) {
    case Physical::Int16: return limits(std::int16_t{}, "SMALLINT");
    case Physical::Int32:
    case Physical::Date: return limits(std::int32_t{}, "INTEGER");
    case Physical::Int64:
    case Physical::Decimal64:
    case Physical::Timestamp:
    case Physical::TimestampTz: return limits(std::int64_t{}, "BIGINT");
    case Physical::UInt64: return limits(std::uint64_t{}, "UBIGINT");
    case Physical::Decimal128: return Range{-tenToThe(38) + 1, tenToThe(38) - 1, "HUGEINT"};
    default: return std::nullopt;
    }
}

/// A column of raw integers against a value that may lie between two of them, or beyond all.
static std::string rawCondition(Kind kind, const std::string &value, const Range &range, const ExactNumber::Floor &floor)
{
    const std::string always = "(" + value + " IS NOT NULL)";
    const int outside = floor.outside != 0 ? floor.outside : floor.value > range.most ? 1 : floor.value < range.least ? -1 : 0;
    if (outside != 0) {
        const bool passes =
            kind == Kind::NotEquals
            || (outside > 0 ? kind == Kind::Less || kind == Kind::LessOrEqual : kind == Kind::Greater || kind == Kind::GreaterOrEqual);
        return passes ? always : "FALSE";
    }
    if (!floor.exact) {
        if (kind == Kind::Equals)
            return "FALSE";
        if (kind == Kind::NotEquals)
            return always;
        kind = kind == Kind::Less || kind == Kind::LessOrEqual ? Kind::LessOrEqual : Kind::Greater;
    }
    return value + sqlOperator(kind) + "CAST('" + decimalText(floor.value) + "' AS " + range.type + ")";
}

/// The moment as the column's raw integers, if the text reads as one.
static std::optional<ExactNumber::Floor> rawMoment(const ColumnInfo &info, const std::string &text)
{
    std::optional<Moment> moment = Moment::parse(text);
    if (!moment)
        return std::nullopt;
    const bool isDate = info.physical == Physical::Date;
    if (moment->isInfinite()) {
        const Int128 infinity = isDate ? Int128{std::numeric_limits<std::int32_t>::max()} : Int128{std::numeric_limits<std::int64_t>::max()};
        return ExactNumber::Floor{moment->day > 0 ? infinity : -infinity, true, 0};
    }
    if (info.physical == Physical::TimestampTz)
        moment = moment->inZone(info.zone);
    if (isDate)
        return ExactNumber::Floor{moment->day, moment->microOfDay == 0, 0};
    return ExactNumber::Floor{Int128{moment->day} * 86'400'000'000 + moment->microOfDay, true, 0};
}

static std::string blobLiteral(const std::string &bytes)
{
    static constexpr char hex[] = "0123456789abcdef";
    std::string literal = "from_hex('";
    for (const char c : bytes) {
        literal.push_back(hex[static_cast<unsigned char>(c) >> 4U]);
        literal.push_back(hex[static_cast<unsigned char>(c) & 15U]);
    }
    return literal + "')";
}

static std::string shownComparison(const ColumnFilter &filter, Scan &scan)
{
    return scan.use(Scan::What::Shown, filter.column) + sqlOperator(filter.kind) + duckLiteral(filter.text);
}

/// Cells of any kind: a number is compared with the numbers alone, a moment with moments, everything else as text.
static std::string keyedComparison(const ColumnFilter &filter, const ColumnInfo &info, Scan &scan)
{
    const std::string text = filter.text.toStdString();
    std::string key;
    KeyClass what = KeyClass::Text;
    if (const auto number = ExactNumber::parse(text)) {
        what = KeyClass::Number;
        appendNumberKey(*number, key);
    } else if (Moment::parse(text)) {
        what = KeyClass::Moment;
        const bool zoned = info.logical == Logical::TimestampTz;
        appendTaggedKey(zoned ? Tag::TimestampTz : Tag::Timestamp, text, info.zone, key);
    } else if (parseTime(text)) {
        what = KeyClass::Time;
        appendTaggedKey(Tag::Time, text, info.zone, key);
    } else {
        return shownComparison(filter, scan);
    }
    const std::string value = scan.use(Scan::What::Value, filter.column);
    const auto next = static_cast<char>(static_cast<unsigned char>(what) + 1);
    const std::string inClass = "(" + value + " >= " + blobLiteral({static_cast<char>(what)}) + " AND " + value + " < " + blobLiteral({next}) + ")";
    const std::string compared = value + sqlOperator(filter.kind) + blobLiteral(key);
    if (filter.kind == Kind::Equals || filter.kind == Kind::NotEquals)
        return "(CASE WHEN " + inClass + " THEN " + compared + " ELSE " + shownComparison(filter, scan) + " END)";
    return "(" + inClass + " AND " + compared + ")";
}

static std::string comparison(const ColumnFilter &filter, Scan &scan)
{
    const ColumnInfo &info = scan.result().columns()[static_cast<std::size_t>(filter.column)].info;
    if (isKeyed(info))
        return keyedComparison(filter, info, scan);
    const std::string text = filter.text.toStdString();
    const auto value = [&] { return scan.use(Scan::What::Value, filter.column); };
    if (info.physical == Physical::Date || info.physical == Physical::Timestamp || info.physical == Physical::TimestampTz) {
        if (const auto raw = rawMoment(info, text))
            return rawCondition(filter.kind, value(), *rawRange(info), *raw);
        return shownComparison(filter, scan);
    }
    if (const std::optional<Range> range = rawRange(info)) {
        const auto number = ExactNumber::parse(text);
        if (!number || number->kind == ExactNumber::Kind::NotANumber)
            return shownComparison(filter, scan);
        const bool decimal = info.physical == Physical::Decimal64 || info.physical == Physical::Decimal128;
        return rawCondition(filter.kind, value(), *range, number->floorAt(decimal ? info.scale : 0));
    }
    if ((info.physical == Physical::Float || info.physical == Physical::Double) && ExactNumber::parse(text))
        return value() + sqlOperator(filter.kind) + "CAST(" + duckLiteral(filter.text)
               + (info.physical == Physical::Float ? " AS FLOAT)" : " AS DOUBLE)");
    return shownComparison(filter, scan);
}

std::string filterCondition(const ColumnFilter &filter, Scan &scan)
{
    if (filter.column < 0 || filter.kind == Kind::IsMissing)
        return {};
    switch (filter.kind) {
    case Kind::IsNull: return scan.use(Scan::What::Value, filter.column) + " IS NULL";
    case Kind::IsNotNull: return scan.use(Scan::What::Value, filter.column) + " IS NOT NULL";
    case Kind::Regex: return "regexp_matches(" + scan.use(Scan::What::Shown, filter.column) + ", " + duckLiteral(filter.text) + ")";
    case Kind::Contains:
    case Kind::NotContains: {
        const std::string contains = "contains(lower(" + scan.use(Scan::What::Shown, filter.column) + "), lower(" + duckLiteral(filter.text) + "))";
        return filter.kind == Kind::Contains ? contains : "NOT " + contains;
    }
    default: return comparison(filter, scan);
    }
}

} // namespace concord
