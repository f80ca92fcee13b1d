// SPDX-License-Identifier: GPL-3.0-or-later
// How the options of one table become those of another.
#include "mysql/mysqlchangeroptions.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MysqlChanger", text);
}

class OptionChanges
{
public:
    OptionChanges(const MysqlTablePair &pair, ChangeList &list) : m_pair(pair), m_list(list) {}

    std::vector<MysqlClause> run()
    {
        changeOptions();
        return std::move(m_clauses);
    }

private:
    void clause(const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}) { m_clauses.push_back({sql, purpose, hazards}); }

    void changeOptions()
    {
        static const QStringList others = {u"engine"_s, u"charset"_s, u"collation"_s, u"period"_s, u"system_versioning"_s};
        const auto wanted = [&](const QString &key) { return m_pair.to.options.value(key); };
        const auto differs = [&](const QString &key) { return m_pair.from.options.value(key) != m_pair.to.options.value(key); };
        if (differs(u"engine"_s))
            clause(u"ENGINE="_s + wanted(u"engine"_s), tr("keep the table in %1").arg(wanted(u"engine"_s)), {Hazard::Rewrite, Hazard::Lock});
        if (differs(u"collation"_s) && !wanted(u"collation"_s).isEmpty())
            clause(u"DEFAULT CHARSET=%1 COLLATE=%2"_s.arg(wanted(u"charset"_s), wanted(u"collation"_s)), tr("collation of new columns"));
        if (m_pair.from.comment != m_pair.to.comment)
            clause(u"COMMENT="_s + MysqlDdlText::literal(m_pair.to.comment), tr("comment"));
        QStringList keys = m_pair.from.options.keys() + m_pair.to.options.keys();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys)) {
            if (!others.contains(key) && differs(key))
                setOption(key, m_pair.to.options.contains(key) ? wanted(key) : usualValue(key));
        }
        if (differs(u"system_versioning"_s))
            changeVersioning(m_pair.to.options.contains(u"system_versioning"_s));
    }

    void setOption(const QString &key, const QString &value)
    {
        if (key.endsWith("_directory"_L1)) {
            m_list.notes.push_back({m_pair.to.ref, tr("“%1”: %2 can be said only when a table is made.").arg(m_pair.to.ref.name, key)});
            return;
        }
        const bool rewrites = key == "row_format"_L1 || key == "key_block_size"_L1 || key == "encryption"_L1 || key == "page_compressed"_L1;
        clause(optionText(key, value), tr("option %1").arg(key), rewrites ? QList<Hazard>{Hazard::Rewrite} : QList<Hazard>());
    }

    /// What stands for not saying it.
    [[nodiscard]] QString usualValue(const QString &key) const
    {
        static const QMap<QString, QString> usual = {{u"key_block_size"_s, u"0"_s}, {u"max_rows"_s, u"0"_s},        {u"min_rows"_s, u"0"_s},
                                                     {u"avg_row_length"_s, u"0"_s}, {u"checksum"_s, u"0"_s},        {u"delay_key_write"_s, u"0"_s},
                                                     {u"insert_method"_s, u"NO"_s}, {u"autoextend_size"_s, u"0"_s}, {u"connection"_s, u"''"_s},
                                                     {u"compression"_s, u"''"_s},   {u"union"_s, u"()"_s}};
        if (key == "encryption"_L1 && !m_pair.ddl.isMariaDb())
            return u"'N'"_s;
        return usual.value(key, u"DEFAULT"_s);
    }

    /// The columns of each row's time, where they are written out, come and go in the very statement.
    void changeVersioning(bool keep)
    {
        if (!keep) {
            QString sql = u"DROP SYSTEM VERSIONING"_s;
            for (const Column &column : m_pair.from.columns) {
                if (column.generationExpression.startsWith("ROW "_L1))
                    sql += u", DROP COLUMN "_s + MysqlDdlText::quoted(column.name);
            }
            clause(sql, tr("no longer keep old rows"), {Hazard::DataLoss, Hazard::Rewrite});
            return;
        }
        const QString period = systemPeriodText(m_pair.to);
        QStringList clauses{u"ADD SYSTEM VERSIONING"_s};
        if (!period.isEmpty())
            clauses.prepend(u"ADD "_s + period);
        if (isMysqlVersionedFirst(m_pair)) {
            qsizetype at = 0;
            for (const Column &column : m_pair.to.columns) {
                if (isMysqlAddedWithVersioning(m_pair, column))
                    clauses.insert(at++, u"ADD COLUMN "_s + columnText(column, m_pair.to, m_pair.ddl));
            }
            m_list.steps.push_back({u"ALTER TABLE %1 %2"_s.arg(m_pair.ddl.name(m_pair.to.ref), clauses.join(u", "_s)),
                                    ChangePhase::AlterTable,
                                    ObjectKind::Table,
                                    m_pair.to.ref,
                                    tr("keep old rows"),
                                    {Hazard::Rewrite},
                                    {}});
            return;
        }
        clause(clauses.join(u", "_s), tr("keep old rows"), {Hazard::Rewrite});
    }

    const MysqlTablePair &m_pair;
    ChangeList &m_list;
    std::vector<MysqlClause> m_clauses;
};

} // namespace

bool isMysqlVersionedFirst(const MysqlTablePair &pair)
{
    const bool added = !pair.from.options.contains(u"system_versioning"_s) && pair.to.options.contains(u"system_versioning"_s);
    return added && std::ranges::any_of(pair.to.columns, [](const Column &column) { return column.options == "WITHOUT SYSTEM VERSIONING"_L1; });
}

bool isMysqlAddedWithVersioning(const MysqlTablePair &pair, const Column &column)
{
    return isMysqlVersionedFirst(pair) && column.generationExpression.startsWith("ROW "_L1) && !findColumn(pair.from.columns, column.name);
}

bool isMysqlBlockSizeChanged(const MysqlTablePair &pair)
{
    const QString key = u"key_block_size"_s;
    return pair.ddl.isMariaDb() && pair.from.options.value(key) != pair.to.options.value(key);
}

bool isMysqlPlacedAnew(const Index &index, const MysqlTablePair &pair)
{
    const auto moves = [&](const IndexPart &part) {
        const Column *old = findColumn(pair.from.columns, part.column);
        const Column *wanted = findColumn(pair.to.columns, part.column);
        return index.method == "spatial"_L1 && old && wanted && old->options != wanted->options;
    };
    return isMysqlBlockSizeChanged(pair) || std::ranges::any_of(index.parts, moves);
}

std::vector<MysqlClause> mysqlOptionClauses(const MysqlTablePair &pair, ChangeList &list)
{
    return OptionChanges(pair, list).run();
}

} // namespace concord
