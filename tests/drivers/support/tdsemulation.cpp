// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tdsemulation.h"

#include "support/opened.h"

using namespace Qt::StringLiterals;

namespace concord::test {

using Type = tds::Type;

QByteArray oneCell(const QVariant &value, Type type)
{
    return tds::columns({u"v"_s}, {type}) + tds::row({value}, {type}) + tds::done(false, 1);
}

QString shownPlan()
{
    return u"<ShowPlanXML><BatchSequence><Batch><Statements><StmtSimple StatementText='SELECT 1' StatementSubTreeCost='1'><QueryPlan>"
           "<RelOp PhysicalOp='Constant Scan' LogicalOp='Constant Scan' EstimateRows='1'/></QueryPlan></StmtSimple></Statements></Batch>"
           "</BatchSequence></ShowPlanXML>"_s;
}

TdsEmulation::TdsEmulation(const QString &main, const QString &views)
{
    auto opened = open(sqliteEndpoint(main));
    if (!opened)
        return;
    m_database = std::move(*opened);
    run(*m_database, u"ATTACH '%1' AS sys"_s.arg(views));
    run(*m_database, u"ATTACH '%1' AS dbo"_s.arg(main));
}

static Type typeOf(const ColumnInfo &column)
{
    if (column.name.startsWith("is_"_L1))
        return Type::Bit;
    if (column.name.endsWith("_id"_L1) || column.logical == Logical::Integer)
        return Type::BigInt;
    if (column.name == "value"_L1 || column.name == "seed_value"_L1)
        return Type::Variant;
    return column.name == "definition"_L1 ? Type::NVarCharMax : Type::NVarChar;
}

static QByteArray onWire(const RecordedResult &result)
{
    QStringList names;
    QList<Type> types;
    for (const ColumnInfo &column : result.columns) {
        names.append(column.name);
        types.append(typeOf(column));
    }
    QByteArray bytes = tds::columns(names, types);
    for (const QStringList &row : result.rows()) {
        QVariantList values;
        for (const QString &cell : row)
            values.append(cell.isNull() ? QVariant() : QVariant(cell));
        bytes += tds::row(values, types);
    }
    return bytes + tds::done(false, result.rowCount());
}

QByteArray TdsEmulation::answer(const QString &sql)
{
    if (sql.startsWith(u"SET SHOWPLAN_XML")) {
        m_planning = sql.endsWith(u"ON");
        return tds::done();
    }
    if (m_planning)
        return oneCell(shownPlan(), Type::NVarCharMax);
    if (sql == u"SELECT DB_NAME()")
        return oneCell(u"Emulated"_s, Type::NVarChar);
    if (sql == u"SELECT @@TRANCOUNT")
        return oneCell(u"0"_s, Type::NVarChar);
    if (!m_database)
        return tds::message(50000, 16, u"no database"_s, 1) + tds::done(false, -1, true);
    const Answer answer = run(*m_database, sql);
    if (answer.error)
        return tds::message(208, 16, answer.error->message, 1) + tds::done(false, -1, true);
    QByteArray bytes;
    for (const RecordedResult &result : answer.results)
        bytes += result.columns.empty() ? tds::done(false, result.end.affectedRows, false, 0xc3) : onWire(result);
    return bytes.isEmpty() ? tds::done() : bytes;
}

} // namespace concord::test
