// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlschemareader.h"

#include "mysql/mysqlcreatetext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

MysqlSchemaReader::MysqlSchemaReader(const MysqlQueries &queries, const Wanted &wanted, MysqlSchemaDraft &draft, Progress progress)
    : m_queries(queries),
      m_wanted(wanted),
      m_draft(draft),
      m_progress(std::move(progress))
{}

Result<void> MysqlSchemaReader::read()
{
    using Step = Result<void> (MysqlSchemaReader::*)();
    const bool whole = m_wanted.onlyTable.isEmpty();
    std::vector<Step> steps;
    if (whole)
        steps.push_back(&MysqlSchemaReader::readSchema);
    steps.insert(steps.end(), {&MysqlSchemaReader::readTables, &MysqlSchemaReader::readColumns, &MysqlSchemaReader::readIndexes,
                               &MysqlSchemaReader::readForeignKeys, &MysqlSchemaReader::readChecks, &MysqlSchemaReader::readPeriods,
                               &MysqlSchemaReader::readTriggers, &MysqlSchemaReader::readViews, &MysqlSchemaReader::readCreateTexts});
    if (whole)
        steps.insert(steps.end(), {&MysqlSchemaReader::readSequences, &MysqlSchemaReader::readRoutines, &MysqlSchemaReader::readEvents});
    if (m_wanted.privileges)
        steps.push_back(&MysqlSchemaReader::readPrivileges);
    for (const Step one : steps) {
        if (auto done = (this->*one)(); !done)
            return done;
    }
    finishTables();
    finishViews();
    return {};
}

void MysqlSchemaReader::step(const QString &name)
{
    m_progress(name, m_done, m_total);
}

QString MysqlSchemaReader::where(const QString &schemaColumn, const QString &tableColumn) const
{
    QString condition = u" WHERE "_s + m_queries.isNamed(schemaColumn, m_wanted.schema);
    if (!m_wanted.onlyTable.isEmpty())
        condition += u" AND "_s + m_queries.isNamed(tableColumn, m_wanted.onlyTable);
    return condition;
}

Table *MysqlSchemaReader::tableOf(const MysqlRow &row, int cell)
{
    const std::string_view name = row.view(cell);
    if (!m_last.table || m_last.name != name) {
        m_last.name = name;
        m_last.table = m_draft.tables.value(row.text(cell)).get();
    }
    return m_last.table;
}

QString MysqlSchemaReader::expression(const MysqlRow &row, int cell, const QString &table)
{
    QString text = row.text(cell);
    if (m_queries.isMariaDb() && text.contains(u'?')) // a sign of four bytes, perhaps
        m_inexact.insert(table);
    if (m_queries.isMariaDb() || !m_queries.has(u"STATISTICS"_s, u"IS_VISIBLE"_s))
        return withoutOuterParentheses(text);
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size())
            ++i;
        if (text[i].unicode() > 127)
            m_inexact.insert(table);
        plain += text[i];
    }
    return withoutOuterParentheses(plain);
}

Result<void> MysqlSchemaReader::tolerate(const Result<void> &result, const QString &what, const QString &object)
{
    using enum ErrorKind;
    if (result || result.error().kind == Lost || result.error().kind == Cancelled || result.error().kind == Timeout)
        return result;
    m_draft.unread.push_back({what, {m_wanted.schema, object}, result.error().message});
    return {};
}

Result<void> MysqlSchemaReader::readSchema()
{
    step(tr("the database"));
    auto read = m_queries.each(u"SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, %1 FROM information_schema.SCHEMATA"_s.arg(
                                   m_queries.column(u"SCHEMATA"_s, u"SCHEMA_COMMENT"_s, u"''"_s))
                                   + where(u"SCHEMA_NAME"_s, {}),
                               [this](const MysqlRow &row) {
                                   m_draft.schema = std::make_shared<Schema>();
                                   m_draft.schema->ref = {m_wanted.schema, m_wanted.schema};
                                   m_draft.schema->charset = row.text(0);
                                   m_draft.schema->collation = row.text(1);
                                   m_draft.schema->comment = row.text(2);
                               });
    if (read && !m_draft.schema)
        return fail(ErrorKind::NotFound, tr("There is no database “%1”, or no right to see it").arg(m_wanted.schema));
    return read;
}

Result<void> MysqlSchemaReader::readTables()
{
    step(tr("tables"));
    const QString statistics = m_wanted.statistics ? u"TABLE_ROWS, DATA_LENGTH, INDEX_LENGTH"_s : u"NULL, NULL, NULL"_s;
    const QString sql = u"SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT, %1, CREATE_TIME "
                        "FROM information_schema.TABLES"_s.arg(statistics);
    auto read = m_queries.each(sql + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s), [this](const MysqlRow &row) {
        const QString name = row.text(0);
        ++m_there;
        if (!m_wanted.filter.accepts(m_wanted.schema, name) || row.view(1) == "TEMPORARY")
            return;
        m_draft.marks.insert(name, row.text(9));
        addTable(row);
    });
    m_total = m_draft.tables.size() + m_draft.views.size();
    return read;
}

/// "'user'@'host'" as user@host, which is how a definer is written too.
static QString grantee(const QString &quoted)
{
    const qsizetype at = quoted.lastIndexOf("'@'"_L1);
    return at < 0 ? QString(quoted).remove(u'\'') : quoted.sliced(1, at - 1) + u'@' + quoted.sliced(at + 3).chopped(1);
}

Result<void> MysqlSchemaReader::readPrivileges()
{
    step(tr("privileges"));
    const auto privilege = [](const MysqlRow &row) { return Privilege{grantee(row.text(0)), row.text(1), row.text(3), row.view(2) == "YES"}; };
    const auto add = [&](const MysqlRow &row) {
        const QString name = row.text(4);
        if (const auto table = m_draft.tables.value(name))
            table->privileges.push_back(privilege(row));
        else if (const auto view = m_draft.views.value(name))
            view->privileges.push_back(privilege(row));
    };
    const QString ofTables = where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s);
    auto read =
        m_queries.each(u"SELECT GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE, '', TABLE_NAME FROM information_schema.TABLE_PRIVILEGES"_s + ofTables, add);
    if (read)
        read = m_queries.each(
            u"SELECT GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE, COLUMN_NAME, TABLE_NAME FROM information_schema.COLUMN_PRIVILEGES"_s + ofTables, add);
    if (read && m_draft.schema && m_wanted.onlyTable.isEmpty())
        read = m_queries.each(u"SELECT GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE, '' FROM information_schema.SCHEMA_PRIVILEGES"_s + ofTables,
                              [&](const MysqlRow &row) { m_draft.schema->privileges.push_back(privilege(row)); });
    return read && m_wanted.onlyTable.isEmpty() ? readRoutinePrivileges() : read;
}

} // namespace concord
