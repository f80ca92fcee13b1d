// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <memory>

namespace concord {

/// What a value is, apart from the engine that keeps it.
enum class TypeFamily : quint8 {
    Unknown, ///< a type that Concord does not know: only its text can be compared
    Boolean,
    Integer,
    Decimal, ///< exact, NUMERIC and money
    Float,
    Text,
    Bytes,
    Bits,
    Date,
    Time,
    Timestamp,
    Interval,
    Uuid,
    Json,
    Xml,
    Enum,
    Set, ///< several of a list of values (MySQL)
    Array,
    Range,
    Network,
    Geometry,
    TextSearch,
    Composite,
    RowVersion, ///< changed by the server at each write (SQL Server's rowversion)
    ObjectId,   ///< MongoDB
    Document,   ///< MongoDB: an embedded document
    Any         ///< values of any type (SQLite without a declared type, sql_variant)
};
[[nodiscard]] QString typeFamilyName(TypeFamily family);                        ///< "integer", "text_search", …
[[nodiscard]] bool typeFamilyFromName(const QString &name, TypeFamily &family); ///< false: unknown

/// A type as all engines understand it. Made from the native text by an engine's TypeSystem; loses nothing that decides
/// which values fit. -1: not said, or without a limit.
struct LogicalType
{
    enum class Unit : quint8 { Characters, Bytes };

    TypeFamily family = TypeFamily::Unknown;
    bool isUnsigned = false;
    bool fixedLength = false;        ///< CHAR(n), BINARY(n): padded
    bool withZone = false;           ///< Time, Timestamp: an instant
    bool caseInsensitive = false;    ///< citext and the like
    Unit lengthUnit = Unit::Characters;
    qint16 bits = -1;                ///< Integer 8 … 64, Float 32 or 64
    qint16 fractionDigits = -1;      ///< Time, Timestamp, Interval: digits of a second
    qint32 precision = -1;           ///< Decimal
    qint32 scale = 0;                ///< Decimal with a precision; -1: any
    qint64 length = -1;              ///< Text, Bytes, Bits
    QString detail;                  ///< what else tells two of a family apart: "inet", "point", "interval year to month", a composite's name
    QStringList values;              ///< Enum, Set
    std::shared_ptr<const LogicalType> element; ///< Array, Range

    friend bool operator==(const LogicalType &a, const LogicalType &b);
};

/// "integer(32)", "decimal(10,2)", "text(200 characters)", "timestamp(6) with zone", "enum('a','b')", "array of text".
[[nodiscard]] QString describeType(const LogicalType &type);

/// What happens to values that move from one type to another.
enum class TypeVerdict {
    Same,       ///< the same values fit
    Widening,   ///< all values fit; the target holds more
    NeedsCheck, ///< whether they fit depends on the data
    Lossy,      ///< something is lost: precision, zone, order, padding …
    None        ///< no conversion
};
[[nodiscard]] QString typeVerdictName(TypeVerdict verdict); ///< same, widening, needs_check, lossy, none

struct TypeConversion
{
    TypeVerdict verdict = TypeVerdict::Same;
    QString reason; ///< for a person; empty for Same
};
/// Moving values of `from` into a column of `to`.
[[nodiscard]] TypeConversion convertType(const LogicalType &from, const LogicalType &to);

/// How one engine writes a logical type.
struct NativeType
{
    QString text;          ///< "varchar(200)"
    TypeConversion conversion;
    QString check;         ///< where NeedsCheck: a condition over `{column}` that finds the rows that do not fit, in the source's dialect-free SQL
};

/// An engine's types: native text to logical type and back. Stateless; from any thread.
class TypeSystem
{
public:
    virtual ~TypeSystem() = default;
    /// Family Unknown where the text names no type of the engine.
    [[nodiscard]] virtual LogicalType logical(const QString &native) const = 0;
    /// The nearest native type, with what that costs.
    [[nodiscard]] virtual NativeType native(const LogicalType &type) const = 0;
};

} // namespace concord
