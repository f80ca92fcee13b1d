// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/oracledictionary.h"

#include "oracle/oraclecatalogreader.h"
#include "oracle/oracledialect.h"
#include "query/sqltext.h"
#include "schema/sqldefcases.h"
#include "support/opened.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord::test {

OracleDictionary::OracleDictionary()
{
    m_error = load(u"dictionary.sql"_s);
}

QString OracleDictionary::load(const QString &file)
{
    QFile source(QStringLiteral(CONCORD_ORACLE_FACTS) + u'/' + file);
    return source.open(QIODevice::ReadOnly) ? m_file.exec(QString::fromUtf8(source.readAll())) : source.errorString();
}

OracleQueries OracleDictionary::queries()
{
    return OracleQueries([this](const QString &sql, const OracleQueries::OnCells &onCells) -> Result<void> {
        m_asked.append(sql);
        const Answer answer = run(m_file.connection(), sql);
        if (answer.error)
            return fail(*answer.error);
        for (const QStringList &row : answer.results.value(0).rows())
            onCells(row);
        return {};
    });
}

CatalogPtr OracleDictionary::read(const CatalogRequest &request)
{
    OracleQueries asks = queries();
    CatalogInfo info;
    info.defaultSchema = u"CHINOOK"_s;
    const auto catalog = OracleCatalogReader(asks, request, {}).read(info);
    if (!catalog)
        m_error = catalog.error().message;
    return catalog.value_or(nullptr);
}

namespace {

QString literal(const QString &text)
{
    return text.isNull() ? u"NULL"_s : OracleQueries::literal(text);
}

QString insertion(const QString &table, const QString &columns, const QStringList &values)
{
    QStringList cells;
    for (const QString &value : values)
        cells.append(literal(value));
    return u"INSERT INTO %1 (%2) VALUES (%3);\n"_s.arg(table, columns, cells.join(u", "_s));
}

/// "NAME VARCHAR2(120) NOT NULL," of a CREATE TABLE.
QString columnFacts(const QString &table, const QStringList &words, int place)
{
    static const QRegularExpression type(u"^(\\w+)(?:\\((\\d+)(?:,(\\d+))?\\))?$"_s);
    const auto match = type.match(words[1]);
    const QString name = match.captured(1);
    const bool text = name == "VARCHAR2"_L1;
    const auto numberOr = [](const QString &number) { return number.isEmpty() ? QString() : number; };
    return insertion(
        u"all_tab_cols"_s,
        u"owner, table_name, column_name, data_type, data_length, data_precision, data_scale, nullable, column_id, char_length, char_used, "
        "hidden_column, virtual_column, internal_column_id, user_generated"_s,
        {u"CHINOOK"_s, table, words[0].toUpper(), name, text ? match.captured(2) : u"22"_s, text ? QString() : numberOr(match.captured(2)),
         text ? QString() : numberOr(match.captured(3)), words.contains(u"NOT"_s) ? u"N"_s : u"Y"_s, QString::number(place),
         text ? match.captured(2) : u"0"_s, text ? u"B"_s : QString(), u"NO"_s, u"NO"_s, QString::number(place), u"YES"_s});
}

QString keyFacts(const QString &table, const QString &name, const QString &type, const QString &columns, const QString &target)
{
    QString facts =
        insertion(u"all_constraints"_s,
                  u"owner, constraint_name, constraint_type, table_name, r_owner, r_constraint_name, delete_rule, status, \"deferrable\", "
                  "deferred, validated, generated, index_owner, index_name"_s,
                  {u"CHINOOK"_s, name, type, table, target.isEmpty() ? QString() : u"CHINOOK"_s, target.isEmpty() ? QString() : u"PK_"_s + target,
                   type == "R"_L1 ? u"NO ACTION"_s : QString(), u"ENABLED"_s, u"NOT DEFERRABLE"_s, u"IMMEDIATE"_s, u"VALIDATED"_s, u"USER NAME"_s,
                   type == "P"_L1 ? u"CHINOOK"_s : QString(), type == "P"_L1 ? name : QString()});
    int place = 0;
    for (const QString &column : columns.split(u','))
        facts += insertion(u"all_cons_columns"_s, u"owner, constraint_name, table_name, column_name, position"_s,
                           {u"CHINOOK"_s, name, table, column.trimmed().toUpper(), QString::number(++place)});
    return facts;
}

QString tableFacts(const QRegularExpressionMatch &match)
{
    const QString table = match.captured(1).toUpper();
    QString facts = insertion(u"all_tables"_s, u"owner, table_name, temporary, nested, secondary, partitioned, num_rows"_s,
                              {u"CHINOOK"_s, table, u"N"_s, u"NO"_s, u"N"_s, u"NO"_s, u"25"_s});
    static const QRegularExpression key(u"^CONSTRAINT (\\w+) PRIMARY KEY\\s+\\(([^)]*)\\)"_s);
    int place = 0;
    for (const QString &given : match.captured(2).split(u'\n')) {
        QString line = given.trimmed();
        if (line.endsWith(u','))
            line.chop(1);
        if (const auto primary = key.match(line); primary.hasMatch()) {
            const QString name = primary.captured(1).toUpper();
            facts += keyFacts(table, name, u"P"_s, primary.captured(2), {});
            facts += insertion(u"all_indexes"_s,
                               u"owner, index_name, index_type, table_owner, table_name, uniqueness, status, partitioned, generated, visibility"_s,
                               {u"CHINOOK"_s, name, u"NORMAL"_s, u"CHINOOK"_s, table, u"UNIQUE"_s, u"VALID"_s, u"NO"_s, u"N"_s, u"VISIBLE"_s});
            int position = 0;
            for (const QString &column : primary.captured(2).split(u','))
                facts += insertion(u"all_ind_columns"_s, u"index_owner, index_name, table_owner, table_name, column_name, column_position, descend"_s,
                                   {u"CHINOOK"_s, name, u"CHINOOK"_s, table, column.trimmed().toUpper(), QString::number(++position), u"ASC"_s});
        } else if (!line.isEmpty()) {
            facts += columnFacts(table, line.split(u' ', Qt::SkipEmptyParts), ++place);
        }
    }
    return facts;
}

} // namespace

QString chinookFacts()
{
    QFile source(corporaFolder() + u"/chinook/Chinook_Oracle.sql"_s);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    const auto statements = splitScript(QString::fromUtf8(source.readAll()), oracleDialect());
    if (!statements)
        return {};
    static const QRegularExpression table(u"^CREATE TABLE (\\w+)\\s*\\((.*)\\)$"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression foreign(u"^ALTER TABLE (\\w+) ADD CONSTRAINT (\\w+)\\s+FOREIGN KEY \\(([^)]*)\\) REFERENCES (\\w+)"_s);
    QString facts;
    for (const ScriptStatement &statement : *statements) {
        if (const auto made = table.match(statement.text); made.hasMatch())
            facts += tableFacts(made);
        else if (const auto key = foreign.match(statement.text); key.hasMatch())
            facts += keyFacts(key.captured(1).toUpper(), key.captured(2).toUpper(), u"R"_s, key.captured(3), key.captured(4).toUpper());
    }
    return facts;
}

} // namespace concord::test
