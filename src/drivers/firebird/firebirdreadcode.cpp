// SPDX-License-Identifier: GPL-3.0-or-later
// Sequences, triggers, exceptions, routines and packages, and what depends on what.
#include "firebird/firebirdcatalogreader.h"

#include "connection/dialect.h"
#include "firebird/firebirddialect.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int databaseTriggers = 8192; ///< RDB$TRIGGER_TYPE from here on: of the database, of its DDL

QString identifier(const QString &name)
{
    return firebirdDialect().identifier(name);
}

/// RDB$TRIGGER_TYPE + 1: its lowest bit says AFTER, then two bits an event.
QStringList eventsOf(int type)
{
    static const QString words[] = {u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s};
    QStringList events;
    for (int bits = (type + 1) >> 1; bits != 0; bits >>= 2) {
        if ((bits & 3) != 0)
            events.append(words[(bits & 3) - 1]);
    }
    return events;
}

QString databaseEvent(int type)
{
    static const QString events[] = {u"ON CONNECT"_s, u"ON DISCONNECT"_s, u"ON TRANSACTION START"_s, u"ON TRANSACTION COMMIT"_s,
                                     u"ON TRANSACTION ROLLBACK"_s};
    const int number = type - databaseTriggers;
    return number >= 0 && number < 5 ? events[number] : QString();
}

QString bodyText(const QString &source)
{
    const QString body = source.trimmed();
    return body.startsWith("AS"_L1, Qt::CaseInsensitive) ? body : u"AS\n"_s + body;
}

} // namespace

Result<void> FirebirdCatalogReader::sequences()
{
    return each("SELECT TRIM(RDB$GENERATOR_NAME), RDB$INITIAL_VALUE, RDB$GENERATOR_INCREMENT, RDB$SYSTEM_FLAG, RDB$DESCRIPTION FROM RDB$GENERATORS"
                " WHERE RDB$SYSTEM_FLAG IN (0, 6)",
                [&](const QStringList &row) {
                    SequenceOptions counting;
                    counting.start = row[1];
                    counting.increment = row[2];
                    if (row[3].toInt() == 6) {
                        m_identities.insert(row[0], counting);
                        return;
                    }
                    counting.type = u"BIGINT"_s;
                    if (accepts(row[0]))
                        add(std::make_shared<Sequence>(), row[0], row[4]).counting = counting;
                });
}

/// Of a table or view, or of the database, which is an object of its own.
void FirebirdCatalogReader::trigger(const QStringList &row)
{
    const int type = row[3].toInt();
    const QString active = row[5].toInt() == 1 ? u"INACTIVE "_s : u"ACTIVE "_s;
    const QString position = u" POSITION "_s + (row[2].isEmpty() ? u"0"_s : row[2]);
    if (row[1].isNull()) {
        const QString event = databaseEvent(type);
        if (event.isEmpty() || !accepts(row[0])) {
            if (event.isEmpty())
                m_info.unread.push_back(
                    {u"trigger "_s + row[0], {{}, row[0]}, QCoreApplication::translate("FirebirdCatalog", "triggers of DDL are not read")});
            return;
        }
        Routine &made = add(std::make_shared<Routine>(), row[0], row[6]);
        made.variant = u"event"_s;
        made.language = u"PSQL"_s;
        made.body = bodyText(row[4]);
        made.definition = u"CREATE TRIGGER "_s + identifier(row[0]) + u' ' + active + event + position + u'\n' + made.body;
        return;
    }
    Trigger trigger;
    trigger.name = row[0];
    trigger.timing = ((type + 1) & 1) == 0 ? u"BEFORE"_s : u"AFTER"_s;
    trigger.events = eventsOf(type);
    trigger.level = u"ROW"_s;
    trigger.body = bodyText(row[4]);
    trigger.comment = row[6];
    trigger.enabled = row[5].toInt() == 1 ? u"disabled"_s : QString();
    if (row[2].toInt() != 0)
        trigger.options.insert(u"position"_s, row[2]);
    trigger.definition = u"CREATE TRIGGER "_s + identifier(row[0]) + u" FOR "_s + identifier(row[1]) + u' ' + active + trigger.timing + u' '
                         + trigger.events.join(u" OR "_s) + position + u'\n' + trigger.body;
    if (Table *table = m_tables.value(row[1]))
        table->triggers.push_back(std::move(trigger));
    else if (View *view = m_views.value(row[1]))
        view->triggers.push_back(std::move(trigger));
}

Result<void> FirebirdCatalogReader::triggers()
{
    return each("SELECT TRIM(RDB$TRIGGER_NAME), TRIM(RDB$RELATION_NAME), RDB$TRIGGER_SEQUENCE, RDB$TRIGGER_TYPE, RDB$TRIGGER_SOURCE,"
                " RDB$TRIGGER_INACTIVE, RDB$DESCRIPTION FROM RDB$TRIGGERS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0 ORDER BY 1",
                [&](const QStringList &row) { trigger(row); });
}

Result<void> FirebirdCatalogReader::exceptions()
{
    return each("SELECT TRIM(RDB$EXCEPTION_NAME), RDB$MESSAGE, RDB$DESCRIPTION FROM RDB$EXCEPTIONS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0",
                [&](const QStringList &row) {
                    if (!accepts(row[0]))
                        return;
                    TypeObject &made = add(std::make_shared<TypeObject>(), row[0], row[2]);
                    made.variant = u"exception"_s;
                    made.definition = firebirdDialect().literal(row[1]);
                });
}

/// Rows: routine, name, direction (0 in, 1 out), default, not null, mechanism (1: TYPE OF), table and column of TYPE OF COLUMN, the field.
Result<FirebirdCatalogReader::Parameters> FirebirdCatalogReader::parameters(const QByteArray &sql)
{
    Parameters parameters;
    const Result<void> read = each(sql, [&](const QStringList &row) {
        const FirebirdField field = firebirdField(row, 8, m_info.charset);
        QString type = field.isDomain() ? identifier(field.name) : field.nativeType;
        if (!row[6].isNull() && !row[7].isNull())
            type = u"TYPE OF COLUMN "_s + identifier(row[6]) + u'.' + identifier(row[7]);
        else if (field.isDomain() && row[5].toInt() == 1)
            type = u"TYPE OF "_s + type;
        else if (!field.isDomain() && !field.collation.isEmpty())
            type += u" COLLATE "_s + field.collation;
        QString text = row[1].isEmpty() ? type : identifier(row[1]) + u' ' + type;
        if (row[4].toInt() == 1)
            text += u" NOT NULL"_s;
        if (const QString value = firebirdDefaultText(row[3]); !value.isNull())
            text += u" = "_s + value;
        (row[2].toInt() == 0 ? parameters.in : parameters.out)[row[0]].append(text);
    });
    if (!read)
        return fail(read.error());
    return parameters;
}

/// Rows: name, source, comment, engine, entry point, deterministic.
void FirebirdCatalogReader::routine(const QStringList &row, bool isFunction, const Parameters &parameters)
{
    if (!accepts(row[0]))
        return;
    Routine &made = add(std::make_shared<Routine>(), row[0], row[2]);
    made.variant = isFunction ? u"function"_s : u"procedure"_s;
    made.language = row[3].isNull() ? u"PSQL"_s : row[3];
    made.arguments = parameters.in.value(row[0]).join(u", "_s);
    const QString out = parameters.out.value(row[0]).join(u", "_s);
    made.returns = isFunction || out.isEmpty() ? out : u'(' + out + u')';
    if (row[3].isNull() && row[1].isNull())
        return; // its source was taken away
    made.body = row[3].isNull() ? bodyText(row[1]) : u"EXTERNAL NAME "_s + firebirdDialect().literal(row[4]) + u" ENGINE "_s + row[3];
    made.definition = u"CREATE "_s + (isFunction ? u"FUNCTION "_s : u"PROCEDURE "_s) + identifier(row[0]);
    if (isFunction || !made.arguments.isEmpty())
        made.definition += u" ("_s + made.arguments + u')';
    if (!out.isEmpty())
        made.definition += u"\nRETURNS "_s + made.returns;
    if (row[5].toInt() == 1) {
        made.options.insert(u"volatility"_s, u"deterministic"_s);
        made.definition += u" DETERMINISTIC"_s;
    }
    made.definition += u'\n' + made.body;
}

Result<void> FirebirdCatalogReader::procedures()
{
    const QByteArray sql = QByteArray("SELECT TRIM(p.RDB$PROCEDURE_NAME), TRIM(p.RDB$PARAMETER_NAME), p.RDB$PARAMETER_TYPE, p.RDB$DEFAULT_SOURCE,"
                                      " p.RDB$NULL_FLAG, p.RDB$PARAMETER_MECHANISM, TRIM(p.RDB$RELATION_NAME), TRIM(p.RDB$FIELD_NAME), ")
                           + firebirdFieldColumns + " FROM RDB$PROCEDURE_PARAMETERS p JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = p.RDB$FIELD_SOURCE"
                           + firebirdFieldJoins
                           + " WHERE p.RDB$PACKAGE_NAME IS NULL AND COALESCE(p.RDB$SYSTEM_FLAG, 0) = 0 ORDER BY 1, 3, p.RDB$PARAMETER_NUMBER";
    const Result<Parameters> known = parameters(sql);
    if (!known)
        return fail(known.error());
    return each("SELECT TRIM(RDB$PROCEDURE_NAME), RDB$PROCEDURE_SOURCE, RDB$DESCRIPTION, TRIM(RDB$ENGINE_NAME), RDB$ENTRYPOINT, 0 FROM RDB$PROCEDURES"
                " WHERE RDB$PACKAGE_NAME IS NULL AND COALESCE(RDB$SYSTEM_FLAG, 0) = 0",
                [&](const QStringList &row) { routine(row, false, *known); });
}

Result<void> FirebirdCatalogReader::functions()
{
    const QByteArray sql = QByteArray("SELECT TRIM(a.RDB$FUNCTION_NAME), TRIM(a.RDB$ARGUMENT_NAME),"
                                      " IIF(a.RDB$ARGUMENT_POSITION = n.RDB$RETURN_ARGUMENT, 1, 0), a.RDB$DEFAULT_SOURCE, a.RDB$NULL_FLAG,"
                                      " a.RDB$ARGUMENT_MECHANISM, TRIM(a.RDB$RELATION_NAME), TRIM(a.RDB$FIELD_NAME), ")
                           + firebirdFieldColumns
                           + " FROM RDB$FUNCTION_ARGUMENTS a JOIN RDB$FUNCTIONS n ON n.RDB$FUNCTION_NAME = a.RDB$FUNCTION_NAME"
                             " AND n.RDB$PACKAGE_NAME IS NULL JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = a.RDB$FIELD_SOURCE"
                           + firebirdFieldJoins
                           + " WHERE a.RDB$PACKAGE_NAME IS NULL AND COALESCE(a.RDB$SYSTEM_FLAG, 0) = 0 ORDER BY 1, a.RDB$ARGUMENT_POSITION";
    const Result<Parameters> known = parameters(sql);
    if (!known)
        return fail(known.error());
    return each("SELECT TRIM(RDB$FUNCTION_NAME), RDB$FUNCTION_SOURCE, RDB$DESCRIPTION, TRIM(RDB$ENGINE_NAME), RDB$ENTRYPOINT,"
                " RDB$DETERMINISTIC_FLAG FROM RDB$FUNCTIONS WHERE RDB$PACKAGE_NAME IS NULL AND COALESCE(RDB$SYSTEM_FLAG, 0) = 0",
                [&](const QStringList &row) { routine(row, true, *known); });
}

Result<void> FirebirdCatalogReader::packages()
{
    return each("SELECT TRIM(RDB$PACKAGE_NAME), RDB$PACKAGE_HEADER_SOURCE, RDB$PACKAGE_BODY_SOURCE, RDB$DESCRIPTION FROM RDB$PACKAGES"
                " WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0",
                [&](const QStringList &row) {
                    if (!accepts(row[0]))
                        return;
                    Package &made = add(std::make_shared<Package>(), row[0], row[3]);
                    made.specification = row[1].trimmed();
                    made.body = row[2].trimmed();
                });
}

/// For the order of scripts. What a view's columns call is told by its text alone. RDB$DEPENDENCIES: 0 table, 1 view, 5 procedure, 15 function, 18 and 19 package.
Result<void> FirebirdCatalogReader::dependencies()
{
    QHash<QString, SchemaObject *> byName;
    for (const auto &object : m_objects) {
        const ObjectKind kind = object->kind;
        if (kind == ObjectKind::View || kind == ObjectKind::Routine || kind == ObjectKind::Package)
            byName.insert(object->ref.name, object.get());
    }
    return each("SELECT TRIM(RDB$DEPENDENT_NAME), TRIM(COALESCE(RDB$PACKAGE_NAME, RDB$DEPENDED_ON_NAME)) FROM RDB$DEPENDENCIES"
                " WHERE RDB$DEPENDENT_TYPE IN (1, 5, 15, 18, 19) AND RDB$DEPENDED_ON_TYPE IN (0, 1, 5, 15, 18, 19)"
                " UNION SELECT TRIM(v.RDB$RELATION_NAME), TRIM(COALESCE(f.RDB$PACKAGE_NAME, f.RDB$FUNCTION_NAME)) FROM RDB$RELATIONS v"
                " JOIN RDB$FUNCTIONS f ON v.RDB$VIEW_SOURCE CONTAINING TRIM(f.RDB$FUNCTION_NAME) WHERE f.RDB$SYSTEM_FLAG = 0 ORDER BY 1, 2",
                [&](const QStringList &row) {
                    SchemaObject *object = byName.value(row[0]);
                    if (object && row[0] != row[1])
                        object->dependsOn.push_back({{}, row[1]});
                });
}

} // namespace concord
