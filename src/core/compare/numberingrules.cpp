// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/numberingrules.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

static std::optional<RuleAnswer> equivalent(const QString &reason)
{
    return RuleAnswer{Verdict::Equivalent, reason, {}};
}

/// An identity's default is the identity.
std::optional<RuleAnswer> identityDefault(const RuleInput &in)
{
    if (in.sameEngine() || !in.leftColumn)
        return std::nullopt;
    const bool both = in.leftColumn->identity != Identity::No && in.rightColumn->identity != Identity::No;
    return both ? equivalent(tr("both number new rows by themselves")) : std::nullopt;
}

std::optional<RuleAnswer> identityKinds(const RuleInput &in)
{
    if (in.sameEngine() || !in.leftColumn)
        return std::nullopt;
    const bool both = in.leftColumn->identity != Identity::No && in.rightColumn->identity != Identity::No;
    return both ? equivalent(tr("both number new rows by themselves, each engine in its way")) : std::nullopt;
}

/// SQLite numbers an INTEGER PRIMARY KEY by itself.
std::optional<RuleAnswer> rowidIdentity(const RuleInput &in)
{
    if (in.sameEngine() || !in.leftColumn)
        return std::nullopt;
    const auto counts = [](bool named, const Table *table, const Column &column) {
        const bool rowid = named && table && table->primaryKey && table->primaryKey->columns == QStringList{column.name}
                           && column.nativeType.compare(u"INTEGER", Qt::CaseInsensitive) == 0;
        return rowid || column.identity != Identity::No;
    };
    return counts(in.leftNamed, in.leftTable, *in.leftColumn) && counts(in.rightNamed, in.rightTable, *in.rightColumn)
               ? equivalent(tr("both number new rows by themselves, each engine in its way"))
               : std::nullopt;
}

/// SEQ.NEXTVAL
static bool isNextValue(const QString &sql)
{
    static const QRegularExpression nextValue(QStringLiteral("\\.\\s*\"?NEXTVAL\"?\\s*$"), QRegularExpression::CaseInsensitiveOption);
    return nextValue.match(sql).hasMatch();
}

/// A trigger that puts a sequence's next number into the column of each new row, as before there were identity columns.
static bool numberedByTrigger(const Table *table, const QString &column)
{
    const QRegularExpression assigns(QStringLiteral("NEXTVAL\\b(?:[^;]*\\bINTO\\s*)?[^;]*:new\\.\"?%1\"?|:new\\.\"?%1\"?\\s*:=[^;]*\\.\\s*NEXTVAL\\b")
                                         .arg(QRegularExpression::escape(column)),
                                     QRegularExpression::CaseInsensitiveOption);
    return table && std::ranges::any_of(table->triggers, [&](const Trigger &trigger) {
               return trigger.timing == u"BEFORE" && trigger.events.contains(QStringLiteral("INSERT")) && assigns.match(trigger.body).hasMatch();
           });
}

static bool numbersItself(const Column &column, const Table *table)
{
    return column.identity != Identity::No || isNextValue(column.defaultExpression.value_or(QString())) || numberedByTrigger(table, column.name);
}

std::optional<RuleAnswer> oracleSequence(const RuleInput &in)
{
    if (in.sameEngine() || !in.leftColumn)
        return std::nullopt;
    return numbersItself(*in.leftColumn, in.leftTable) && numbersItself(*in.rightColumn, in.rightTable)
               ? equivalent(tr("both number new rows by themselves; Oracle also by a sequence as default or in a trigger"))
               : std::nullopt;
}

std::optional<RuleAnswer> identitySequence(const RuleInput &in)
{
    return in.sameEngine() ? std::nullopt : equivalent(tr("how the numbers are counted is the engine's own"));
}

} // namespace concord
