// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/affinityrules.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

/// https://sqlite.org/datatype3.html, 3.1: the first of these rules that fits a declared type decides.
QString affinityOf(const QString &declared)
{
    const auto has = [&](QLatin1StringView part) { return declared.contains(part, Qt::CaseInsensitive); };
    if (has("INT"_L1))
        return u"INTEGER"_s;
    if (has("CHAR"_L1) || has("CLOB"_L1) || has("TEXT"_L1))
        return u"TEXT"_s;
    if (declared.isEmpty() || has("BLOB"_L1))
        return u"BLOB"_s;
    if (has("REAL"_L1) || has("FLOA"_L1) || has("DOUB"_L1))
        return u"REAL"_s;
    return u"NUMERIC"_s;
}

/// The affinity that both sides have; empty: there is none, or it is not about two columns of SQLite.
QString commonAffinity(const RuleInput &in)
{
    if (!in.leftColumn || !in.leftNamed || !in.rightNamed)
        return {};
    const QString affinity = affinityOf(in.left);
    return affinity == affinityOf(in.right) ? affinity : QString();
}

bool isRowid(const Column &column, const Table *table)
{
    return table && table->primaryKey && table->primaryKey->columns == QStringList{column.name} && !table->primaryKey->options.startsWith(u"DESC")
           && !table->options.contains(u"without_rowid"_s) && column.nativeType.compare(u"INTEGER", Qt::CaseInsensitive) == 0;
}

} // namespace

/// https://sqlite.org/lang_createtable.html#rowid: only the very word INTEGER makes a key the rowid itself.
std::optional<RuleAnswer> rowidAlias(const RuleInput &in)
{
    if (!in.leftColumn || !in.leftNamed || !in.rightNamed || isRowid(*in.leftColumn, in.leftTable) == isRowid(*in.rightColumn, in.rightTable))
        return std::nullopt;
    return RuleAnswer{Verdict::Different,
                      tr("INTEGER PRIMARY KEY is the row's own number (rowid), given by SQLite and never NULL; with any other word the key is a "
                         "column with an index beside it"),
                      typeVerdictName(convertType(in.leftColumn->type, in.rightColumn->type).verdict)};
}

/// SQLite keeps any spelling; the case of it and blanks mean nothing.
std::optional<RuleAnswer> sqliteSpelling(const RuleInput &in)
{
    if (!in.leftNamed || !in.rightNamed)
        return std::nullopt;
    const auto plain = [](QString type) { return type.toUpper().remove(u' '); };
    return plain(in.left) == plain(in.right) ? equivalent(tr("SQLite does not tell these spellings apart")) : std::nullopt;
}

/// Two words for one thing (INT and INTEGER, BOOL and BOOLEAN): SQLite stores both alike, and they mean the same to people.
std::optional<RuleAnswer> sameAffinity(const RuleInput &in)
{
    const QString affinity = commonAffinity(in);
    if (affinity.isEmpty() || !(in.leftColumn->type == in.rightColumn->type))
        return std::nullopt;
    return equivalent(tr("two words for one type: both give the column the affinity %1").arg(affinity));
}

/// DATE and BOOLEAN are both NUMERIC to SQLite, but whoever wrote them meant two things, and so do programs that read them.
std::optional<RuleAnswer> declaredOtherwise(const RuleInput &in)
{
    const QString affinity = commonAffinity(in);
    if (affinity.isEmpty())
        return std::nullopt;
    const TypeConversion conversion = convertType(in.leftColumn->type, in.rightColumn->type);
    const QString stored = tr("SQLite stores both alike (affinity %1) and refuses no value, but programs go by the declared type").arg(affinity);
    return RuleAnswer{Verdict::Different, conversion.reason.isEmpty() ? stored : conversion.reason + u"; "_s + stored,
                      typeVerdictName(conversion.verdict)};
}

/// SQLite's INTEGER holds 64 bits whatever it stands for elsewhere.
std::optional<RuleAnswer> sqliteInteger(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    const bool both = in.leftColumn->type.family == TypeFamily::Integer && in.rightColumn->type.family == TypeFamily::Integer;
    return both ? equivalent(tr("SQLite has one integer type, of up to 64 bits")) : std::nullopt;
}

} // namespace concord
