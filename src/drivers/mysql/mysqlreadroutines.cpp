// SPDX-License-Identifier: GPL-3.0-or-later
// What has a body: functions, procedures, packages, triggers and events.
#include "mysql/mysqldialect.h"
#include "mysql/mysqlschemareader.h"
#include "mysql/mysqltypes.h"
#include "mysql/mysqlwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

struct Parameters
{
    QStringList types;
    QStringList written; ///< "OUT b varchar(20)"
    QString returns;

    void add(const MysqlRow &row)
    {
        const QString type = MysqlTypes::canonical(row.text(5));
        if (row.number(2) == 0) {
            returns = type;
            return;
        }
        const QString mode = row.text(3);
        types.append(type);
        written.append((mode.isEmpty() || mode == "IN"_L1 ? QString() : mode + u' ') + row.text(4) + u' ' + type);
    }
};

/// From ON SCHEDULE to before ON COMPLETION.
QString scheduleOf(const MysqlRow &row)
{
    const Dialect &dialect = mysqlDialect();
    if (row.view(4) == "ONE TIME")
        return u"AT "_s + dialect.literal(row.text(5));
    bool number = false;
    const QString count = row.text(6);
    count.toLongLong(&number);
    QString schedule = u"EVERY %1 %2"_s.arg(number ? count : dialect.literal(count), row.text(7));
    if (!row.isNull(9))
        schedule += u" STARTS "_s + dialect.literal(row.text(9));
    if (!row.isNull(10))
        schedule += u" ENDS "_s + dialect.literal(row.text(10));
    return schedule;
}

QString statusWords(const QString &status)
{
    if (status == "ENABLED"_L1)
        return u"ENABLE"_s;
    return status == "DISABLED"_L1 ? u"DISABLE"_s : u"DISABLE ON SLAVE"_s;
}

} // namespace

Result<void> MysqlSchemaReader::readRoutines()
{
    step(tr("routines"));
    QHash<QString, Parameters> parameters; // by kind and name: a function and a procedure may share one
    auto read = m_queries.each(u"SELECT SPECIFIC_NAME, ROUTINE_TYPE, ORDINAL_POSITION, PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER "
                               "FROM information_schema.PARAMETERS WHERE "_s
                                   + m_queries.isNamed(u"SPECIFIC_SCHEMA"_s, m_wanted.schema) + u" ORDER BY ORDINAL_POSITION"_s,
                               [&](const MysqlRow &row) { parameters[row.text(1) + u' ' + row.text(0)].add(row); });
    if (!read)
        return read;
    QSet<QString> functions;
    read = m_queries.each(
        u"SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION, IS_DETERMINISTIC, SQL_DATA_ACCESS, SECURITY_TYPE, SQL_MODE, ROUTINE_COMMENT, "
        "DEFINER FROM information_schema.ROUTINES WHERE "_s
            + m_queries.isNamed(u"ROUTINE_SCHEMA"_s, m_wanted.schema) + u" ORDER BY ROUTINE_TYPE"_s, // functions first
        [&](const MysqlRow &row) {
            const QString name = row.text(0);
            const QString type = row.text(1);
            if (!m_wanted.filter.accepts(m_wanted.schema, name))
                return;
            if (type.startsWith("PACKAGE"_L1)) {
                m_routineTexts.append({name, type, {}});
                return;
            }
            const Parameters of = parameters.value(type + u' ' + name);
            auto routine = std::make_shared<Routine>();
            routine->ref = {m_wanted.schema, name + u'(' + of.types.join(", "_L1) + u')'};
            if (type == "FUNCTION"_L1)
                functions.insert(routine->ref.name);
            else if (functions.contains(routine->ref.name))
                routine->ref.name += u" procedure"_s;
            routine->variant = type.toLower();
            routine->arguments = of.written.join(", "_L1);
            routine->returns = of.returns;
            routine->language = u"SQL"_s;
            routine->body = row.text(2);
            routine->comment = row.text(7);
            routine->options = {{u"deterministic"_s, row.text(3).toLower()},
                                {u"data_access"_s, row.text(4)},
                                {u"sql_security"_s, row.text(5)},
                                {u"sql_mode"_s, row.text(6)},
                                {u"definer"_s, row.text(8)}};
            m_draft.others.push_back(routine);
            m_routineTexts.append({name, type, routine});
        });
    return read ? readRoutineTexts() : read;
}

/// The exact CREATE; AGGREGATE and defaults of arguments are told nowhere else.
Result<void> MysqlSchemaReader::readRoutineTexts()
{
    const Dialect &dialect = mysqlDialect();
    QHash<QString, std::shared_ptr<Package>> packages;
    for (const RoutineText &text : std::as_const(m_routineTexts)) {
        QString definition;
        auto read = m_queries.each(u"SHOW CREATE %1 %2.%3"_s.arg(text.type, dialect.quoted(m_wanted.schema), dialect.quoted(text.name)),
                                   [&](const MysqlRow &row) { definition = row.text(2); });
        if (auto goOn = tolerate(read, text.type.toLower(), text.routine ? text.routine->ref.name : text.name); !goOn)
            return goOn;
        if (read && definition.isEmpty())
            m_draft.unread.push_back({text.type.toLower(),
                                      {m_wanted.schema, text.routine ? text.routine->ref.name : text.name},
                                      tr("Its body is shown to its definer and to those with SHOW_ROUTINE or SELECT on everything only")});
        if (++m_done % 250 == 0)
            step(tr("routines"));
        if (text.routine) {
            text.routine->definition = definition;
            if (beginsWithWords(definition, {u"CREATE"_s, u"AGGREGATE"_s}))
                text.routine->variant = u"aggregate"_s;
            continue;
        }
        auto &package = packages[text.name];
        if (!package) {
            package = std::make_shared<Package>();
            package->ref = {m_wanted.schema, text.name};
            m_draft.others.push_back(package);
        }
        (text.type == "PACKAGE"_L1 ? package->specification : package->body) = definition;
    }
    return {};
}

/// Only mysql.procs_priv tells them: information_schema has none of routines.
Result<void> MysqlSchemaReader::readRoutinePrivileges()
{
    if (m_routineTexts.isEmpty())
        return {};
    QHash<QString, std::shared_ptr<SchemaObject>> owners; // by kind and name, which the server keeps in lower case there
    for (const RoutineText &text : std::as_const(m_routineTexts)) {
        if (text.routine)
            owners.insert(text.type + u' ' + text.name.toLower(), text.routine);
    }
    for (const std::shared_ptr<SchemaObject> &object : m_draft.others) {
        if (object->kind == ObjectKind::Package)
            owners.insert(u"PACKAGE "_s + object->ref.name.toLower(), object);
    }
    const auto read = m_queries.each(
        u"SELECT Routine_type, Routine_name, User, Host, Proc_priv FROM mysql.procs_priv WHERE "_s + m_queries.isNamed(u"Db"_s, m_wanted.schema),
        [&](const MysqlRow &row) {
            const auto owner = owners.value(row.text(0) + u' ' + row.text(1).toLower());
            if (!owner)
                return;
            const QString grantee = row.view(3).empty() ? row.text(2) : row.text(2) + u'@' + row.text(3); // a role of MariaDB has no host
            QStringList rights = row.text(4).toUpper().split(u',', Qt::SkipEmptyParts);
            const bool grantable = rights.removeAll(u"GRANT"_s) > 0;
            if (rights.isEmpty() && grantable)
                rights.append(u"USAGE"_s);
            for (const QString &right : std::as_const(rights))
                owner->privileges.push_back({grantee, right, {}, grantable});
        });
    using enum ErrorKind;
    if (read || read.error().kind == Lost || read.error().kind == Cancelled || read.error().kind == Timeout)
        return read;
    m_draft.unread.push_back({tr("privileges of routines"), {}, read.error().message});
    return {};
}

Result<void> MysqlSchemaReader::readTriggers()
{
    if (m_draft.tables.isEmpty())
        return {};
    step(tr("triggers"));
    QHash<QString, QString> before; // table, time and event → the last trigger of them
    auto read = m_queries.each(u"SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, SQL_MODE, DEFINER "
                               "FROM information_schema.TRIGGERS"_s
                                   + where(u"EVENT_OBJECT_SCHEMA"_s, u"EVENT_OBJECT_TABLE"_s) + u" ORDER BY ACTION_ORDER"_s,
                               [&](const MysqlRow &row) {
                                   Table *table = tableOf(row, 0);
                                   if (!table)
                                       return;
                                   const QString name = row.text(1);
                                   if (const auto known = std::ranges::find(table->triggers, name, &Trigger::name); known != table->triggers.end()) {
                                       known->events.append(row.text(3)); // MariaDB 12: several events, a row each
                                       return;
                                   }
                                   Trigger trigger;
                                   trigger.name = name;
                                   trigger.timing = row.text(2);
                                   trigger.events = {row.text(3)};
                                   trigger.level = u"ROW"_s;
                                   trigger.body = row.text(4);
                                   trigger.options = {{u"sql_mode"_s, row.text(5)}, {u"definer"_s, row.text(6)}};
                                   QString &last = before[table->ref.name + u'\n' + trigger.timing + u'\n' + row.text(3)];
                                   if (!last.isEmpty())
                                       trigger.options.insert(u"follows"_s, last);
                                   last = name;
                                   const Dialect &dialect = mysqlDialect();
                                   trigger.definition = u"CREATE DEFINER=%1 TRIGGER %2 %3 %4 ON %5 FOR EACH ROW "_s.arg(
                                                            quotedAccount(row.text(6)), dialect.quoted(name), trigger.timing, row.text(3),
                                                            dialect.quoted(table->ref.name))
                                                        + trigger.body;
                                   table->triggers.push_back(std::move(trigger));
                               });
    return read ? readTriggerBodies() : read;
}

Result<void> MysqlSchemaReader::readEvents()
{
    step(tr("events"));
    auto read = m_queries.each(
        u"SELECT EVENT_NAME, DEFINER, TIME_ZONE, EVENT_DEFINITION, EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, SQL_MODE, STARTS, ENDS, "
        "STATUS, ON_COMPLETION, EVENT_COMMENT FROM information_schema.EVENTS WHERE "_s
            + m_queries.isNamed(u"EVENT_SCHEMA"_s, m_wanted.schema),
        [this](const MysqlRow &row) {
            if (!m_wanted.filter.accepts(m_wanted.schema, row.text(0)))
                return;
            const Dialect &dialect = mysqlDialect();
            auto event = std::make_shared<Routine>();
            event->ref = {m_wanted.schema, row.text(0)};
            event->variant = u"event"_s;
            event->language = u"SQL"_s;
            event->body = row.text(3);
            event->comment = row.text(13);
            event->options = {
                {u"definer"_s, row.text(1)}, {u"time_zone"_s, row.text(2)}, {u"sql_mode"_s, row.text(8)}, {u"schedule"_s, scheduleOf(row)}};
            event->definition = u"CREATE DEFINER=%1 EVENT %2 ON SCHEDULE %3 ON COMPLETION %4 %5"_s.arg(
                quotedAccount(row.text(1)), dialect.quoted(row.text(0)), scheduleOf(row), row.text(12), statusWords(row.text(11)));
            if (!event->comment.isEmpty())
                event->definition += u" COMMENT "_s + dialect.literal(event->comment);
            event->definition += u" DO "_s + event->body;
            m_draft.others.push_back(event);
        });
    return read ? readEventBodies() : read;
}

} // namespace concord
