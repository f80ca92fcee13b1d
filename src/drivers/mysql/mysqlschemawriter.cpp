// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlschemawriter.h"

#include "mysql/mysqlddltext.h"
#include "mysql/mysqlwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

/// Collects the statements of one object.
class Script
{
public:
    Script(const SchemaObject &object, const WriteOptions &options, bool mariaDb) : m_object(object), m_ddl(options, mariaDb) {}

    void writeSchema(const Schema &schema);
    void writeTable(const Table &table);
    void writeView(const View &view);
    void writeSequence(const Sequence &sequence);
    void writeRoutine(const Routine &routine);
    void writePackage(const Package &package);
    void writePrivileges(const QString &target);
    [[nodiscard]] const MysqlDdlText &ddl() const { return m_ddl; }

    std::vector<DdlStatement> statements;

private:
    void add(DdlPhase phase, const QString &sql, const QString &note = {}) { statements.push_back({sql, phase, m_object.kind, m_object.ref, note}); }
    void addUnderMode(DdlPhase phase, const QString &mode, const QString &zone, const QString &sql);
    void writeTriggers(const Table &table);
    [[nodiscard]] QString triggerText(const Trigger &trigger, const Table &table) const;

    const SchemaObject &m_object;
    MysqlDdlText m_ddl;
};

/// The session gets its own mode back, as in a dump.
void Script::addUnderMode(DdlPhase phase, const QString &mode, const QString &zone, const QString &sql)
{
    QStringList words = mode.split(u',', Qt::SkipEmptyParts);
    if (!m_ddl.isMariaDb())
        words.removeAll(u"NO_AUTO_CREATE_USER"_s); // MySQL 8 refuses what 5.7 kept
    QString before = u"SET @concord_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = "_s + MysqlDdlText::literal(words.join(u','));
    QString after = u"SET SESSION sql_mode = @concord_sql_mode"_s;
    if (!zone.isEmpty()) {
        before += u", @concord_time_zone = @@SESSION.time_zone, SESSION time_zone = "_s + MysqlDdlText::literal(zone);
        after += u", SESSION time_zone = @concord_time_zone"_s;
    }
    add(phase, before);
    add(phase, sql);
    add(phase, after);
}

void Script::writeSchema(const Schema &schema)
{
    if (schema.ref.name == m_ddl.options().ownSchema) { // the one that the script runs in
        if (!schema.collation.isEmpty())
            add(DdlPhase::Schema, u"ALTER DATABASE CHARACTER SET %1 COLLATE %2"_s.arg(schema.charset, schema.collation));
        return;
    }
    QString sql = u"CREATE DATABASE "_s + MysqlDdlText::quoted(schema.ref.name);
    if (!schema.collation.isEmpty())
        sql += u" CHARACTER SET %1 COLLATE %2"_s.arg(schema.charset, schema.collation);
    add(DdlPhase::Schema, sql + m_ddl.comment(schema.comment));
}

void Script::writeTable(const Table &table)
{
    add(DdlPhase::Table, createTableText(table, m_ddl));
    if (const QString keys = addForeignKeysText(table, m_ddl); !keys.isEmpty())
        add(DdlPhase::ForeignKey, keys);
    writeTriggers(table);
    writePrivileges(m_ddl.name(table.ref));
}

QString Script::triggerText(const Trigger &trigger, const Table &table) const
{
    QString sql = u"CREATE DEFINER=%1 TRIGGER %2 %3 %4 ON %5 FOR EACH ROW "_s.arg(quotedAccount(trigger.options.value(u"definer"_s)),
                                                                                  m_ddl.name({table.ref.schema, trigger.name}), trigger.timing,
                                                                                  trigger.events.join(" OR "_L1), m_ddl.name(table.ref));
    if (const QString before = trigger.options.value(u"follows"_s); !before.isEmpty())
        sql += u"FOLLOWS %1 "_s.arg(MysqlDdlText::quoted(before));
    return sql + m_ddl.text(trigger.body);
}

/// Each after the one that it follows.
void Script::writeTriggers(const Table &table)
{
    std::vector<const Trigger *> waiting;
    for (const Trigger &trigger : table.triggers)
        waiting.push_back(&trigger);
    QStringList written;
    while (!waiting.empty()) {
        auto next = std::ranges::find_if(waiting, [&](const Trigger *trigger) {
            const QString before = trigger->options.value(u"follows"_s);
            return before.isEmpty() || written.contains(before);
        });
        if (next == waiting.end())
            next = waiting.begin();
        addUnderMode(DdlPhase::Trigger, (*next)->options.value(u"sql_mode"_s), {}, triggerText(**next, table));
        written.append((*next)->name);
        waiting.erase(next);
    }
}

void Script::writeView(const View &view)
{
    QString sql = u"CREATE"_s;
    if (const QString algorithm = view.options.value(u"algorithm"_s); !algorithm.isEmpty() && algorithm != "UNDEFINED"_L1)
        sql += u" ALGORITHM="_s + algorithm;
    if (const QString definer = view.options.value(u"definer"_s); !definer.isEmpty())
        sql += u" DEFINER="_s + quotedAccount(definer);
    sql += u" SQL SECURITY %1 VIEW %2"_s.arg(view.options.value(u"sql_security"_s, u"DEFINER"_s), m_ddl.name(view.ref));
    if (view.options.contains(u"named_columns"_s)) {
        QStringList names;
        for (const Column &column : view.columns)
            names.append(column.name);
        sql += u' ' + m_ddl.columnList(names);
    }
    sql += u" AS "_s + m_ddl.text(view.definition);
    if (!view.checkOption.isEmpty())
        sql += u" WITH %1 CHECK OPTION"_s.arg(view.checkOption);
    if (!view.error.isEmpty()) { // the server would refuse it, and with it the rest of the script
        add(DdlPhase::View, {}, tr("This view no longer works, so it is not made: %1").arg(view.error) + u'\n' + sql + u';');
        return;
    }
    add(DdlPhase::View, sql);
    writePrivileges(m_ddl.name(view.ref));
}

void Script::writeSequence(const Sequence &sequence)
{
    const SequenceOptions &counting = sequence.counting;
    QString sql = u"CREATE SEQUENCE "_s + m_ddl.name(sequence.ref);
    if (!counting.type.isEmpty() && counting.type != "bigint"_L1)
        sql += u" AS "_s + counting.type;
    if (!counting.start.isEmpty())
        sql += u" START WITH %1 MINVALUE %2 MAXVALUE %3 INCREMENT BY %4 CACHE %5"_s.arg(counting.start, counting.minimum, counting.maximum,
                                                                                        counting.increment, counting.cache)
               + (counting.cycle ? u" CYCLE"_s : u" NOCYCLE"_s);
    add(DdlPhase::Sequence, sql + m_ddl.comment(sequence.comment));
}

void Script::writeRoutine(const Routine &routine)
{
    if (routine.definition.isEmpty())
        return;
    const bool event = routine.variant == "event"_L1;
    const QString name = m_ddl.name({routine.ref.schema, event ? routine.ref.name : routine.ref.name.section(u'(', 0, 0)});
    addUnderMode(event ? DdlPhase::Trigger : DdlPhase::EarlyRoutine, routine.options.value(u"sql_mode"_s), routine.options.value(u"time_zone"_s),
                 withName(m_ddl.text(routine.definition), name));
    if (!event)
        writePrivileges(mysqlRoutineWord(routine) + name);
}

void Script::writePackage(const Package &package)
{
    const QString name = m_ddl.name(package.ref);
    for (const auto &[text, phase] : {std::pair(package.specification, DdlPhase::EarlyRoutine), std::pair(package.body, DdlPhase::Routine)}) {
        if (text.isEmpty())
            continue;
        // The server spells names as the mode says under which it was made.
        const bool oracle = text.startsWith("CREATE DEFINER=\""_L1);
        addUnderMode(phase, oracle ? u"ORACLE"_s : QString(), {}, withName(m_ddl.text(text), name));
    }
    writePrivileges(u"PACKAGE "_s + name);
}

void Script::writePrivileges(const QString &target)
{
    if (!m_ddl.options().privileges)
        return;
    for (const Privilege &privilege : m_object.privileges) {
        const QString what =
            privilege.column.isEmpty() ? privilege.privilege : u"%1 (%2)"_s.arg(privilege.privilege, MysqlDdlText::quoted(privilege.column));
        add(DdlPhase::Privilege, u"GRANT %1 ON %2 TO %3"_s.arg(what, target, quotedAccount(privilege.grantee))
                                     + (privilege.grantable ? u" WITH GRANT OPTION"_s : QString()));
    }
}

} // namespace

QString mysqlRoutineWord(const Routine &routine)
{
    return routine.variant == "event"_L1 ? u"EVENT "_s : routine.variant == "procedure"_L1 ? u"PROCEDURE "_s : u"FUNCTION "_s;
}

std::vector<DdlStatement> MysqlSchemaWriter::create(const SchemaObject &object, const WriteOptions &options) const
{
    Script script(object, options, m_mariaDb);
    switch (object.kind) {
    case ObjectKind::Schema:
        script.writeSchema(static_cast<const Schema &>(object));
        script.writePrivileges(object.ref.name == options.ownSchema ? u"*"_s : MysqlDdlText::quoted(object.ref.name) + u".*"_s);
        break;
    case ObjectKind::Table: script.writeTable(static_cast<const Table &>(object)); break;
    case ObjectKind::View: script.writeView(static_cast<const View &>(object)); break;
    case ObjectKind::Sequence: script.writeSequence(static_cast<const Sequence &>(object)); break;
    case ObjectKind::Routine: script.writeRoutine(static_cast<const Routine &>(object)); break;
    case ObjectKind::Package: script.writePackage(static_cast<const Package &>(object)); break;
    default: break; // none of these engines has it
    }
    return std::move(script.statements);
}

} // namespace concord
