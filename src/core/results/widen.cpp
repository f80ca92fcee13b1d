// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/align.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Two types that met.
struct Meeting
{
    ColumnInfo info;       ///< what holds both
    bool widened = false;
    bool conflict = false;
};

} // namespace

static bool isSigned(Physical physical)
{
    return physical == Physical::Int16 || physical == Physical::Int32 || physical == Physical::Int64;
}

static bool isWhole(Physical physical)
{
    return isSigned(physical) || physical == Physical::UInt64;
}

static bool isDecimal(Physical physical)
{
    return physical == Physical::Decimal64 || physical == Physical::Decimal128;
}

static bool isFloat(Physical physical)
{
    return physical == Physical::Float || physical == Physical::Double;
}

/// Digits that a whole number or the part before a decimal's point may have.
static int wholeDigits(const ColumnInfo &info)
{
    switch (info.physical) {
    case Physical::Int16: return 5;
    case Physical::Int32: return 10;
    case Physical::Int64: return 19;
    case Physical::UInt64: return 20;
    default: return info.precision - info.scale;
    }
}

static ColumnInfo asVariant(ColumnInfo info, Logical logical)
{
    info.physical = Physical::Variant;
    info.logical = logical;
    return info;
}

static Meeting meetExactNumbers(const ColumnInfo &a, const ColumnInfo &b)
{
    ColumnInfo info = a;
    if (isSigned(a.physical) && isSigned(b.physical)) {
        info.physical = std::max(a.physical, b.physical); // Int16 < Int32 < Int64
        return {info, true, false};
    }
    const bool whole = isWhole(a.physical) && isWhole(b.physical);
    const int scale = std::max(isWhole(a.physical) ? 0 : a.scale, isWhole(b.physical) ? 0 : b.scale);
    const int precision = std::max(wholeDigits(a), wholeDigits(b)) + scale;
    info.logical = whole ? Logical::Integer : Logical::Decimal;
    if (precision > 38)
        return {asVariant(info, info.logical), true, false};
    info.physical = precision > 18 ? Physical::Decimal128 : Physical::Decimal64;
    info.precision = static_cast<std::uint8_t>(precision);
    info.scale = static_cast<std::uint8_t>(scale);
    return {info, true, false};
}

/// Kinds of text that a grid shows and compares alike.
static bool isPlainText(Logical logical)
{
    return logical == Logical::Text || logical == Logical::Enum || logical == Logical::Json || logical == Logical::Uuid
           || logical == Logical::Unknown;
}

static bool isExactNumber(Logical logical)
{
    return logical == Logical::Integer || logical == Logical::Decimal;
}

/// One of them already holds cells of any kind.
static Meeting meetVariant(const ColumnInfo &a, const ColumnInfo &b)
{
    if (a.logical == b.logical)
        return {asVariant(a, a.logical), a.physical != b.physical, false};
    if (isExactNumber(a.logical) && isExactNumber(b.logical))
        return {asVariant(a, Logical::Decimal), true, false};
    const auto any = [](const ColumnInfo &info) {
        return info.physical == Physical::Variant && (info.logical == Logical::Mixed || info.logical == Logical::Unknown);
    };
    return {asVariant(a, Logical::Mixed), true, !any(a) && !any(b)};
}

static Meeting meet(const ColumnInfo &a, const ColumnInfo &b)
{
    if (a.physical == Physical::Variant || b.physical == Physical::Variant)
        return meetVariant(a, b);
    ColumnInfo info = a;
    if (a.physical == b.physical && !isDecimal(a.physical)) {
        info.fraction = std::max(a.fraction, b.fraction);
        if (a.logical == b.logical)
            return {info, false, false};
        if (a.physical != Physical::Text)
            return {info, true, false};
        if (!isPlainText(a.logical) || !isPlainText(b.logical))
            return {asVariant(info, Logical::Mixed), true, true};
        info.logical = Logical::Text;
        return {info, true, false};
    }
    if (a.physical == b.physical && a.precision == b.precision && a.scale == b.scale && a.logical == b.logical)
        return {info, false, false};
    const bool exactA = isWhole(a.physical) || isDecimal(a.physical);
    const bool exactB = isWhole(b.physical) || isDecimal(b.physical);
    if (exactA && exactB)
        return meetExactNumbers(a, b);
    if (isFloat(a.physical) && isFloat(b.physical)) {
        info.physical = Physical::Double;
        return {info, true, false};
    }
    return {asVariant(info, Logical::Mixed), true, true};
}

/// Nothing but NULLs of no declared type: says nothing about the column.
static bool isSilent(const TableView &view, std::size_t column)
{
    if (view.columns[column].logical != Logical::Unknown)
        return false;
    return std::all_of(view.chunks.begin(), view.chunks.end(), [&](const ChunkPtr &chunk) { return chunk->column(column).nulls() == chunk->rows; });
}

static QString typeWords(const ColumnInfo &info, bool native)
{
    return native && !info.nativeType.isEmpty() ? info.nativeType : logicalName(info.logical);
}

/// "integer in a, b; text in c"; four names a type at most.
static QString noteOf(const CombinedColumn &column, const std::vector<CombinedSource> &sources, const std::vector<const TableView *> &views)
{
    bool native = true; // the logical words, unless they would all be the same
    for (std::size_t i = 0, first = views.size(); i < views.size(); ++i) {
        if (column.sourceColumn[i] < 0)
            continue;
        first = first == views.size() ? i : first;
        native = native
                 && views[i]->columns[static_cast<std::size_t>(column.sourceColumn[i])].logical
                        == views[first]->columns[static_cast<std::size_t>(column.sourceColumn[first])].logical;
    }
    QStringList types;
    QList<QStringList> names;
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (column.sourceColumn[i] < 0)
            continue;
        const auto index = static_cast<std::size_t>(column.sourceColumn[i]);
        if (isSilent(*views[i], index))
            continue;
        const QString type = typeWords(views[i]->columns[index], native);
        qsizetype at = types.indexOf(type);
        if (at < 0) {
            at = types.size();
            types.append(type);
            names.append(QStringList());
        }
        names[at].append(sources[i].name);
    }
    QStringList parts;
    for (qsizetype i = 0; i < types.size(); ++i) {
        QString list = names.at(i).first(std::min<qsizetype>(names.at(i).size(), 4)).join(u", "_s);
        if (const int more = static_cast<int>(names.at(i).size()) - 4; more > 0)
            list = QCoreApplication::translate("CombinedResult", "%1 and %n more", nullptr, more).arg(list);
        parts.append(QCoreApplication::translate("CombinedResult", "%1 in %2", "a type, names of databases").arg(types.at(i), list));
    }
    return parts.join(u"; "_s);
}

void widenColumn(CombinedColumn &column, const std::vector<CombinedSource> &sources, const std::vector<const TableView *> &views)
{
    const QString name = column.info.name;
    bool known = false;
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (!views[i])
            continue;
        if (column.sourceColumn[i] < 0) {
            column.missingIn += sources[i].settled ? 1 : 0;
            continue;
        }
        const auto index = static_cast<std::size_t>(column.sourceColumn[i]);
        const ColumnInfo &info = views[i]->columns[index];
        const bool silent = isSilent(*views[i], index);
        if (!known) {
            // A silent column's type stands until another source has a better one.
            if (column.info.nativeType.isEmpty() || !silent)
                column.info = info;
            known = !silent;
            continue;
        }
        if (silent)
            continue;
        Meeting meeting = meet(column.info, info);
        column.info = std::move(meeting.info);
        column.widened = column.widened || meeting.widened;
        column.conflict = column.conflict || meeting.conflict;
    }
    column.info.name = name;
    if (column.widened || column.conflict)
        column.note = noteOf(column, sources, views);
}

} // namespace concord
