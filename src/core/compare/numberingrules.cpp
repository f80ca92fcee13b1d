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

/// An INTEGER PRIMARY KEY of SQLite, which stands for the row's own number.
static bool isRowid(const Column &column, const Table *table)
{
    return table && table->primaryKey && table->primaryKey->columns == QStringList{column.name}
           && column.nativeType.compare(u"INTEGER", Qt::CaseInsensitive) == 0;
}

/// SQLite numbers an INTEGER PRIMARY KEY by itself.
std::optional<RuleAnswer> rowidIdentity(const RuleInput &in)
{
    if (in.sameEngine() || !in.leftColumn)
        return std::nullopt;
    const auto counts = [](bool named, const Table *table, const Column &column) {
        return (named && isRowid(column, table)) || column.identity != Identity::No;
    };
    return counts(in.leftNamed, in.leftTable, *in.leftColumn) && counts(in.rightNamed, in.rightTable, *in.rightColumn)
               ? equivalent(tr("both number new rows by themselves, each engine in its way"))
               : std::nullopt;
}

std::optional<RuleAnswer> rowidNotNull(const RuleInput &in)
{
    const auto plain = [](const QString &options) { return options.isEmpty() || options == u"NOT NULL"; };
    const bool rowids =
        in.sameEngine() && in.leftColumn && in.rightColumn && isRowid(*in.leftColumn, in.leftTable) && isRowid(*in.rightColumn, in.rightTable);
    return rowids && plain(in.left) && plain(in.right) ? equivalent(tr("a row's own number is never NULL, whether that is said or not"))
                                                       : std::nullopt;
}

QString numberingSequence(const QString &defaultExpression)
{
    static const QRegularExpression call(QStringLiteral("^\\(*nextval\\(\\s*'((?:[^']|'')+)'(?:::\\w+)?\\s*\\)\\)*$"),
                                         QRegularExpression::CaseInsensitiveOption);
    return call.match(defaultExpression.trimmed()).captured(1).replace(QStringLiteral("''"), QStringLiteral("'"));
}

QSet<QString> numberingSequences(const Catalog &catalog)
{
    QSet<QString> names;
    for (const ObjectPtr &object : catalog.objects()) {
        for (const Column &column : columnsOf(*object)) {
            const bool calls = column.defaultExpression && column.defaultExpression->contains(u"nextval", Qt::CaseInsensitive);
            const QString sequence = calls ? numberingSequence(*column.defaultExpression) : QString();
            if (!sequence.isEmpty()) // its schema aside
                names.insert(sequence.section(u'.', -1).remove(u'"').toLower());
        }
    }
    return names;
}

std::optional<RuleAnswer> sequenceNumbers(const RuleInput &in)
{
    if (in.sameEngine() || !in.leftColumn)
        return std::nullopt;
    const auto counts = [](const QString &engine, const Table *table, const Column &column) {
        return column.identity != Identity::No || !numberingSequence(column.defaultExpression.value_or(QString())).isEmpty()
               || (engine == u"sqlite" && isRowid(column, table));
    };
    return counts(in.leftEngine, in.leftTable, *in.leftColumn) && counts(in.rightEngine, in.rightTable, *in.rightColumn)
               ? equivalent(tr("both number new rows by themselves, one by a sequence as its default"))
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
