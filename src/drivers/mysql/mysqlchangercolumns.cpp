// SPDX-License-Identifier: GPL-3.0-or-later
// How the columns of one table become those of another.
#include "mysql/mysqlchangercolumns.h"

#include "mysql/mysqlchangeroptions.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MysqlChanger", text);
}

bool hasCharset(const Column &column)
{
    return column.type.family == TypeFamily::Text || column.type.family == TypeFamily::Enum || column.type.family == TypeFamily::Set;
}

/// MariaDB has no cast, not even of no rows, between its types of addresses and UUIDs and what is no text.
bool isUncastable(const Column &old, const Column &wanted)
{
    static const QStringList own = {u"uuid"_s, u"inet4"_s, u"inet6"_s};
    const auto takesAll = [](const Column &column) {
        using enum TypeFamily;
        const TypeFamily family = column.type.family;
        return family == Text || family == Bytes || family == Json || family == Enum || family == Set;
    };
    const bool bothAddresses = old.nativeType.startsWith("inet"_L1) && wanted.nativeType.startsWith("inet"_L1);
    return old.nativeType != wanted.nativeType && (own.contains(old.nativeType) || own.contains(wanted.nativeType)) && !bothAddresses
           && !takesAll(old) && !takesAll(wanted);
}

/// With the character set and collation that it has from its table.
Column withOwnCollation(Column column, const Table &table)
{
    if (!hasCharset(column))
        return column;
    if (column.charset.isEmpty())
        column.charset = table.options.value(u"charset"_s);
    if (column.collation.isEmpty())
        column.collation = table.options.value(u"collation"_s);
    return column;
}

/// The names in `wanted` that can stay where they are, as many as possible: the longest run that is in order in both.
QSet<QString> staying(const QStringList &current, const QStringList &wanted)
{
    std::vector<qsizetype> tails;     // of a run of each length, the element of `wanted` that ends it with the lowest place
    std::vector<qsizetype> previous(static_cast<size_t>(wanted.size()), -1);
    const auto place = [&](qsizetype i) { return current.indexOf(wanted[i]); };
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (place(i) < 0)
            continue;
        const auto longer = std::ranges::lower_bound(tails, place(i), {}, place);
        if (longer != tails.begin())
            previous[static_cast<size_t>(i)] = *std::prev(longer);
        if (longer == tails.end())
            tails.push_back(i);
        else
            *longer = i;
    }
    QSet<QString> names;
    for (qsizetype i = tails.empty() ? -1 : tails.back(); i >= 0; i = previous[static_cast<size_t>(i)])
        names.insert(wanted[i]);
    return names;
}

class ColumnChanges
{
public:
    explicit ColumnChanges(const MysqlTablePair &pair)
        : m_pair(pair),
          m_anotherCollation(pair.from.options.value(u"collation"_s) != pair.to.options.value(u"collation"_s))
    {}

    std::vector<MysqlClause> run()
    {
        stopCounting();
        const QSet<QString> stay = stayingColumns();
        QString place = u" FIRST"_s;
        for (const Column &wanted : m_pair.to.columns) {
            const Column *old = findColumn(m_pair.from.columns, wanted.name);
            const QString where = stay.contains(wanted.name) ? QString() : place;
            if (isMysqlAddedWithVersioning(m_pair, wanted))
                continue;
            if (!old)
                add(wanted, where);
            else if (isMysqlColumnRemade(*old, wanted))
                remake(*old, wanted, where);
            else
                change(*old, wanted, where);
            place = u" AFTER "_s + MysqlDdlText::quoted(wanted.name);
        }
        return std::move(m_clauses);
    }

private:
    [[nodiscard]] QSet<QString> stayingColumns() const
    {
        QStringList current;
        QStringList wanted;
        for (const Column &column : m_pair.from.columns)
            current.append(column.name);
        for (const Column &column : m_pair.to.columns) {
            const Column *old = findColumn(m_pair.from.columns, column.name);
            if (old && !isMysqlColumnRemade(*old, column))
                wanted.append(column.name);
        }
        return staying(current, wanted);
    }

    /// Columns go last, their keys before them: what counts must have stopped by then.
    void stopCounting()
    {
        for (Column column : m_pair.from.columns) {
            if (column.identity != Identity::AutoIncrement || findColumn(m_pair.to.columns, column.name))
                continue;
            column.identity = Identity::No;
            m_clauses.push_back({u"MODIFY COLUMN "_s + columnText(column, m_pair.from, m_pair.ddl),
                                 tr("stop counting column %1").arg(column.name),
                                 {Hazard::Rewrite, Hazard::Lock},
                                 {},
                                 column.name});
        }
    }

    /// What it will be, for comparing; what is written leaves to the table what is the table's, whose default changes with it.
    [[nodiscard]] QString definition(const Column &wanted) const
    {
        return columnText(m_anotherCollation ? withOwnCollation(wanted, m_pair.to) : wanted, m_pair.to, m_pair.ddl);
    }

    /// MySQL keeps whether a column says its collation itself, also where its table's becomes the same.
    [[nodiscard]] bool isWrittenOtherwise(const Column &old, const Column &wanted) const
    {
        return m_anotherCollation && !m_pair.ddl.isMariaDb() && hasCharset(wanted) && old.collation.isEmpty() != wanted.collation.isEmpty();
    }

    void add(const Column &wanted, const QString &where)
    {
        MysqlClause clause;
        Column first = wanted;
        if (isMysqlDefaultSetLater(m_pair, wanted)) {
            first.defaultExpression.reset();
            first.nullable = true;
        }
        clause.sql = u"ADD COLUMN "_s + columnText(first, m_pair.to, m_pair.ddl) + where;
        clause.purpose = tr("add column %1").arg(wanted.name);
        clause.column = wanted.name;
        clause.positioned = true;
        const bool dated = wanted.type.family == TypeFamily::Date || wanted.type.family == TypeFamily::Timestamp;
        if (!wanted.nullable && !wanted.defaultExpression && wanted.generated == Generated::No && dated) {
            clause.hazards.append(Hazard::MayFail); // there is no date that the server could fill in
            clause.check = m_pair.rowsWhere(u"TRUE"_s) + u" LIMIT 1"_s;
        }
        if (wanted.identity == Identity::AutoIncrement || wanted.generated == Generated::Stored)
            clause.hazards.append(Hazard::Rewrite);
        m_clauses.push_back(std::move(clause));
    }

    void remake(const Column &old, const Column &wanted, const QString &where)
    {
        // What is computed can be computed again; values of a plain column, or for one, would be lost.
        const bool loses = old.generated == Generated::No || wanted.generated == Generated::No;
        MysqlClause clause;
        clause.sql = u"DROP COLUMN %1, ADD COLUMN %2%3"_s.arg(MysqlDdlText::quoted(m_pair.oldName(old.name)),
                                                              columnText(wanted, m_pair.to, m_pair.ddl), where);
        clause.purpose = isUncastable(old, wanted)
                             ? tr("make column %1 anew: there is no way from %2 to %3").arg(wanted.name, old.nativeType, wanted.nativeType)
                             : tr("make column %1 anew: it is computed in another way").arg(wanted.name);
        clause.hazards = loses ? QList<Hazard>{Hazard::DataLoss, Hazard::Rewrite, Hazard::Lock} : QList<Hazard>{Hazard::Rewrite, Hazard::Lock};
        clause.column = wanted.name;
        clause.positioned = true;
        clause.anotherType = true; // it goes, which a foreign key over it does not allow
        m_clauses.push_back(std::move(clause));
    }

    void change(const Column &old, const Column &wanted, const QString &where)
    {
        const QString before = columnText(m_anotherCollation ? withOwnCollation(old, m_pair.from) : old, m_pair.from, m_pair.ddl);
        const QString oldName = m_pair.oldName(wanted.name);
        const bool isRenamed = oldName != wanted.name;
        Column first = wanted;
        if (isMysqlDefaultSetLater(m_pair, wanted))
            first.defaultExpression = old.nativeType == wanted.nativeType ? old.defaultExpression : std::nullopt; // it may not fit another type
        if (before == definition(first) && where.isEmpty() && !isRenamed && !isWrittenOtherwise(old, wanted))
            return;
        MysqlClause clause;
        clause.sql = (isRenamed ? u"CHANGE COLUMN %1 "_s.arg(MysqlDdlText::quoted(oldName)) : u"MODIFY COLUMN "_s)
                     + columnText(first, m_pair.to, m_pair.ddl) + where;
        clause.purpose = isRenamed ? tr("rename column %1 to %2").arg(oldName, wanted.name) : tr("change column %1").arg(wanted.name);
        clause.column = wanted.name;
        clause.positioned = !where.isEmpty();
        clause.anotherType = old.identity != wanted.identity; // which the server minds likewise
        const bool anew =
            wanted.generated != Generated::No && old.generated != Generated::No && old.generationExpression != wanted.generationExpression;
        if (anew) {
            judgeComputed(old, wanted, clause);
        } else {
            judgeType(old, wanted, clause);
            judgeCharset(old, wanted, clause);
        }
        if (old.nullable && !wanted.nullable && wanted.generated == Generated::No)
            mayFail(clause, MysqlDdlText::quoted(oldName) + u" IS NULL"_s);
        if (!where.isEmpty() && !clause.hazards.contains(Hazard::Rewrite))
            clause.hazards.append(Hazard::Rewrite);
        if (wanted.generated == Generated::Stored && old.generated == Generated::No)
            clause.hazards.append(Hazard::DataLoss);
        m_clauses.push_back(std::move(clause));
    }

    /// Its values are reckoned anew, so none is lost; what stands on them may refuse the new ones.
    void judgeComputed(const Column &old, const Column &wanted, MysqlClause &clause) const
    {
        clause.anotherType = old.nativeType != wanted.nativeType;
        clause.hazards += {Hazard::Rewrite, Hazard::Lock};
        const auto isOver = [&](const QStringList &columns) { return columns.contains(wanted.name); };
        const Table &to = m_pair.to;
        const bool bound = !wanted.nullable || (to.primaryKey && isOver(to.primaryKey->columns))
                           || std::ranges::any_of(to.uniques, [&](const Key &key) { return isOver(key.columns); })
                           || std::ranges::any_of(to.foreignKeys, [&](const ForeignKey &key) { return isOver(key.columns); })
                           || std::ranges::any_of(to.checks, [&](const Check &check) { return isOver(check.columns); })
                           || std::ranges::any_of(to.indexes, [&](const Index &index) {
                                  return index.unique && std::ranges::contains(index.parts, wanted.name, &IndexPart::column);
                              });
        if (bound)
            mayFail(clause, {});
    }

    void mayFail(MysqlClause &clause, const QString &condition) const
    {
        if (!clause.hazards.contains(Hazard::MayFail))
            clause.hazards.append(Hazard::MayFail);
        if (!condition.isEmpty())
            clause.check = clause.check.isEmpty() ? m_pair.rowsWhere(condition) : clause.check + u" OR "_s + condition;
    }

    void judgeType(const Column &old, const Column &wanted, MysqlClause &clause) const
    {
        if (old.nativeType == wanted.nativeType)
            return;
        clause.purpose = tr("change column %1 from %2 to %3").arg(wanted.name, old.nativeType, wanted.nativeType);
        const bool filled = old.nativeType.endsWith("zerofill"_L1) || wanted.nativeType.endsWith("zerofill"_L1);
        if (old.type == wanted.type && old.type.family == TypeFamily::Integer && !filled)
            return; // only its width
        clause.anotherType = true;
        const TypeVerdict verdict = convertType(old.type, wanted.type).verdict;
        const bool grows = hasCharset(old) && hasCharset(wanted) && (verdict == TypeVerdict::Widening || verdict == TypeVerdict::Same);
        if (!grows)
            clause.hazards += {Hazard::Rewrite, Hazard::Lock};
        if (verdict == TypeVerdict::Lossy || verdict == TypeVerdict::None)
            clause.hazards.append(Hazard::DataLoss);
        if (verdict == TypeVerdict::NeedsCheck)
            mayFail(clause, doesNotFit(wanted));
    }

    [[nodiscard]] QString doesNotFit(const Column &wanted) const
    {
        const QString name = MysqlDdlText::quoted(m_pair.oldName(wanted.name));
        if (wanted.type.family == TypeFamily::Text && wanted.type.length >= 0)
            return u"CHAR_LENGTH(%1) > %2"_s.arg(name, QString::number(wanted.type.length));
        if (wanted.type.family != TypeFamily::Integer || wanted.type.bits <= 0 || wanted.type.bits > 64)
            return {};
        const int bits = wanted.type.bits;
        const quint64 highest = (~quint64(0) >> (64 - bits)) >> (wanted.type.isUnsigned ? 0 : 1);
        const QString lowest = wanted.type.isUnsigned ? u"0"_s : u'-' + QString::number(highest) + u" - 1"_s;
        return u"%1 NOT BETWEEN %2 AND %3"_s.arg(name, lowest, QString::number(highest));
    }

    void judgeCharset(const Column &old, const Column &wanted, MysqlClause &clause) const
    {
        if (!hasCharset(old) || !hasCharset(wanted))
            return;
        const Column before = withOwnCollation(old, m_pair.from);
        const Column after = withOwnCollation(wanted, m_pair.to);
        if (before.collation == after.collation)
            return;
        clause.anotherType = true;
        for (const Hazard hazard : {Hazard::Rewrite, Hazard::Lock}) {
            if (!clause.hazards.contains(hazard))
                clause.hazards.append(hazard);
        }
        if (before.charset != after.charset && after.charset != "utf8mb4"_L1) {
            const QString name = MysqlDdlText::quoted(m_pair.oldName(wanted.name));
            mayFail(clause, u"CONVERT(CONVERT(%1 USING %2) USING utf8mb4) <> CONVERT(%1 USING utf8mb4)"_s.arg(name, after.charset));
        }
    }

    const MysqlTablePair &m_pair;
    bool m_anotherCollation;
    std::vector<MysqlClause> m_clauses;
};

} // namespace

void MysqlAlter::add(const MysqlClause &clause)
{
    clauses.append(clause.sql);
    if (!clause.purpose.isEmpty())
        purposes.append(clause.purpose);
    for (const Hazard hazard : clause.hazards) {
        if (!hazards.contains(hazard))
            hazards.append(hazard);
    }
    if (!clause.check.isEmpty())
        checks.append(clause.check);
    anotherType = anotherType || clause.anotherType;
}

QString MysqlAlter::check() const
{
    if (checks.size() < 2)
        return checks.join(QString());
    QStringList all;
    for (const QString &query : checks)
        all.append(u"SELECT 1 FROM (%1) AS q%2"_s.arg(query, QString::number(all.size() + 1)));
    return all.join(u"\nUNION ALL "_s);
}

QString MysqlTablePair::rowsWhere(const QString &condition) const
{
    return u"SELECT * FROM %1 WHERE %2"_s.arg(ddl.name(before.ref), condition);
}

bool isMysqlColumnRemade(const Column &old, const Column &wanted)
{
    if (isUncastable(old, wanted))
        return true;
    return old.generated != wanted.generated && (old.generated == Generated::Virtual || wanted.generated == Generated::Virtual);
}

bool isMysqlDefaultSetLater(const MysqlTablePair &pair, const Column &wanted)
{
    static const QRegularExpression unsafe(u"\\b(uuid|uuid_short|rand|sysdate|user|current_user|session_user|system_user|version)\\s*\\("_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const Column *old = findColumn(pair.from.columns, wanted.name);
    const bool another = wanted.identity == Identity::No && (!old || old->defaultExpression != wanted.defaultExpression);
    return another && !pair.ddl.isMariaDb() && wanted.defaultExpression && wanted.defaultExpression->contains(unsafe);
}

std::vector<MysqlClause> mysqlColumnClauses(const MysqlTablePair &pair)
{
    return ColumnChanges(pair).run();
}

} // namespace concord
