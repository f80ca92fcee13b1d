// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/sortkey.h"

#include "compute/moment.h"
#include "results/utf8.h"

namespace concord {

static void appendClass(KeyClass what, std::string &key)
{
    key.push_back(static_cast<char>(what));
}

/// Big-endian with the sign turned, so that bytes compare as the numbers do.
static void appendOrdered(std::int64_t value, std::string &key)
{
    const auto turned = static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63U);
    for (int shift = 56; shift >= 0; shift -= 8)
        key.push_back(static_cast<char>(turned >> static_cast<unsigned>(shift)));
}

bool isKeyed(const ColumnInfo &info)
{
    if (info.physical == Physical::Variant)
        return true;
    if (info.physical != Physical::Text)
        return false;
    switch (info.logical) {
    case Logical::Boolean:
    case Logical::Integer:
    case Logical::Decimal:
    case Logical::Float:
    case Logical::Date:
    case Logical::Time:
    case Logical::Timestamp:
    case Logical::TimestampTz: return true;
    default: return false;
    }
}

void appendNumberKey(const ExactNumber &number, std::string &key)
{
    appendClass(KeyClass::Number, key);
    if (number.kind == ExactNumber::Kind::NotANumber) {
        key.push_back(5); // PostgreSQL and DuckDB: above all others
        return;
    }
    if (number.kind == ExactNumber::Kind::Infinity) {
        key.push_back(number.negative ? 0 : 4);
        return;
    }
    if (number.digits.empty()) {
        key.push_back(2);
        return;
    }
    key.push_back(number.negative ? 1 : 3);
    const std::size_t start = key.size();
    appendOrdered(number.exponent, key);
    key.append(number.digits);
    key.push_back('\0'); // a number that goes on is the larger one
    if (number.negative) {
        for (std::size_t i = start; i < key.size(); ++i)
            key[i] = static_cast<char>(~key[i]);
    }
}

static void appendMomentKey(const Moment &moment, std::string &key)
{
    appendClass(KeyClass::Moment, key);
    appendOrdered(moment.day, key);
    appendOrdered(moment.microOfDay, key);
}

static void appendTextKey(std::string_view text, std::string &key)
{
    appendClass(KeyClass::Text, key);
    appendAsUtf8(text, key); // as it is shown
}

void appendTaggedKey(Tag tag, std::string_view text, const QString &zone, std::string &key)
{
    switch (tag) {
    case Tag::Null: return;
    case Tag::Boolean: {
        appendClass(KeyClass::Boolean, key);
        const bool isTrue = text == "true" || text == "t" || text == "1";
        key.push_back(isTrue ? 1 : 0);
        return;
    }
    case Tag::Integer:
    case Tag::Decimal:
    case Tag::Float:
        if (const auto number = ExactNumber::parse(text)) {
            appendNumberKey(*number, key);
            return;
        }
        break;
    case Tag::Date:
    case Tag::Timestamp:
    case Tag::TimestampTz:
        if (const auto moment = Moment::parse(text)) {
            appendMomentKey(tag == Tag::TimestampTz ? moment->inZone(zone) : *moment, key);
            return;
        }
        break;
    case Tag::Time:
        if (const auto time = parseTime(text)) {
            appendClass(KeyClass::Time, key);
            appendOrdered(*time, key);
            return;
        }
        break;
    case Tag::Bytes:
        appendClass(KeyClass::Bytes, key);
        key.append(text);
        return;
    case Tag::Interval:
    case Tag::Text:
    case Tag::Other: break;
    }
    appendTextKey(text, key);
}

void appendSortKey(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &key)
{
    const Tag tag = cellTag(column, info, row);
    if (column.physical() == Physical::Variant || column.physical() == Physical::Text || column.physical() == Physical::Bytes) {
        appendTaggedKey(tag, column.bytes(row), info.zone, key);
        return;
    }
    thread_local std::string text;
    text.clear();
    appendCellUtf8(column, info, row, text);
    appendTaggedKey(tag, text, info.zone, key);
}

} // namespace concord
