// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/limitrules.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

bool acrossEngines(const RuleInput &in)
{
    return in.leftColumn && !in.sameEngine();
}

bool bothAre(const RuleInput &in, TypeFamily family)
{
    return in.leftColumn->type.family == family && in.rightColumn->type.family == family;
}

bool isText(const LogicalType &type)
{
    return type.family == TypeFamily::Text;
}

} // namespace

/// As with whole numbers: REAL, FLOAT and DOUBLE are one type there.
std::optional<RuleAnswer> sqliteFloat(const RuleInput &in)
{
    if (!acrossEngines(in) || !bothAre(in, TypeFamily::Float))
        return std::nullopt;
    return equivalent(tr("SQLite has one floating type, of 64 bits"));
}

/// SQLite keeps a moment as it is given; DATETIME(3) says how many digits are meant, DATETIME says nothing of them.
std::optional<RuleAnswer> sqliteMoment(const RuleInput &in)
{
    const bool moment = acrossEngines(in) && (bothAre(in, TypeFamily::Timestamp) || bothAre(in, TypeFamily::Time));
    if (!moment || in.leftColumn->type.withZone != in.rightColumn->type.withZone)
        return std::nullopt;
    static const QRegularExpression number(QStringLiteral("\\(\\s*(\\d+)\\s*\\)"));
    const auto match = number.match(in.leftNamed ? in.left : in.right);
    const int digits = (in.leftNamed ? in.rightColumn : in.leftColumn)->type.fractionDigits;
    const bool same = !match.hasMatch() || match.captured(1).toInt() == (digits < 0 ? 6 : digits);
    return same ? equivalent(tr("SQLite keeps a moment as it is given, with any digits of a second")) : std::nullopt;
}

std::optional<RuleAnswer> duckdbLength(const RuleInput &in)
{
    if (!acrossEngines(in) || !(bothAre(in, TypeFamily::Text) || bothAre(in, TypeFamily::Bytes)))
        return std::nullopt;
    return equivalent(tr("DuckDB keeps no length: VARCHAR(n) is VARCHAR there, and longer values fit"));
}

std::optional<RuleAnswer> duckdbTime(const RuleInput &in)
{
    const bool times = acrossEngines(in) && bothAre(in, TypeFamily::Time) && in.leftColumn->type.withZone == in.rightColumn->type.withZone;
    return times ? equivalent(tr("DuckDB's TIME always has six digits of a second")) : std::nullopt;
}

/// LONGTEXT ends at 4 GiB, text nowhere, or at 1 GB because no value may be larger.
std::optional<RuleAnswer> practicallyUnlimited(const RuleInput &in)
{
    if (!acrossEngines(in) || !(bothAre(in, TypeFamily::Text) || bothAre(in, TypeFamily::Bytes)))
        return std::nullopt;
    constexpr qint64 gigabyte = 1'000'000'000;
    const auto unlimited = [](const LogicalType &type) { return (type.length < 0 || type.length >= gigabyte) && !type.fixedLength; };
    return unlimited(in.leftColumn->type) && unlimited(in.rightColumn->type) ? equivalent(tr("no value meets the limit of either")) : std::nullopt;
}

std::optional<RuleAnswer> uuidAsText(const RuleInput &in)
{
    if (!acrossEngines(in))
        return std::nullopt;
    const auto stands = [](const LogicalType &uuid, const LogicalType &other) {
        constexpr int characters = 36;
        constexpr int bytes = 16;
        const bool asText = isText(other) && other.length == characters;
        const bool asBytes = other.family == TypeFamily::Bytes && other.length == bytes;
        return uuid.family == TypeFamily::Uuid && (asText || asBytes);
    };
    const LogicalType &left = in.leftColumn->type;
    const LogicalType &right = in.rightColumn->type;
    return stands(left, right) || stands(right, left) ? equivalent(tr("where there is no UUID, its 36 characters or 16 bytes stand for it"))
                                                      : std::nullopt;
}

std::optional<RuleAnswer> generatedKind(const RuleInput &in)
{
    if (in.sameEngine() || in.left.isNull() || in.right.isNull())
        return std::nullopt;
    return equivalent(tr("the same values, computed when the row is written or when it is read"));
}

std::optional<RuleAnswer> noComments(const RuleInput &in)
{
    return in.sameEngine() ? std::nullopt : equivalent(tr("SQLite keeps no comments"));
}

} // namespace concord
