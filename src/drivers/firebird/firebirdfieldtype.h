// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// A row of RDB$FIELDS as the columns that firebirdFieldColumns names, beginning at `first` of a row.
struct FirebirdField
{
    QString name;         ///< the domain's own name, RDB$… where it has none
    QString nativeType;   ///< "VARCHAR(20)", with CHARACTER SET where it is not the database's
    QString collation;    ///< where it is not its character set's own
    QString computed;     ///< expression of a computed column
    QString defaultText;  ///< without the word DEFAULT; null: none
    QString check;        ///< of a domain, without CHECK and its parentheses
    bool notNull = false;

    [[nodiscard]] bool isDomain() const { return !name.startsWith(QLatin1StringView("RDB$")); }
};

/// For a SELECT … FROM RDB$FIELDS f with the joins of firebirdFieldJoins.
inline constexpr auto firebirdFieldColumns =
    "TRIM(f.RDB$FIELD_NAME), f.RDB$FIELD_TYPE, f.RDB$FIELD_SUB_TYPE, f.RDB$FIELD_LENGTH, f.RDB$CHARACTER_LENGTH, f.RDB$FIELD_PRECISION,"
    " f.RDB$FIELD_SCALE, TRIM(cs.RDB$CHARACTER_SET_NAME), TRIM(co.RDB$COLLATION_NAME), TRIM(cs.RDB$DEFAULT_COLLATE_NAME), f.RDB$COMPUTED_SOURCE,"
    " f.RDB$DEFAULT_SOURCE, f.RDB$VALIDATION_SOURCE, f.RDB$NULL_FLAG, f.RDB$DIMENSIONS";
inline constexpr int firebirdFieldColumnCount = 15;
inline constexpr auto firebirdFieldJoins =
    " LEFT JOIN RDB$CHARACTER_SETS cs ON cs.RDB$CHARACTER_SET_ID = f.RDB$CHARACTER_SET_ID"
    " LEFT JOIN RDB$COLLATIONS co ON co.RDB$CHARACTER_SET_ID = f.RDB$CHARACTER_SET_ID AND co.RDB$COLLATION_ID = f.RDB$COLLATION_ID";

[[nodiscard]] FirebirdField firebirdField(const QStringList &row, int first, const QString &databaseCharset);
/// "DEFAULT 1", "= 1" → "1"; a null string stays one.
[[nodiscard]] QString firebirdDefaultText(const QString &source);
/// "CHECK (a > 0)", "(a + b)" → what stands within.
[[nodiscard]] QString firebirdWithin(const QString &source);

} // namespace concord
