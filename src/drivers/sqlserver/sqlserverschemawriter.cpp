// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlserverschemawriter.h"

#include "sqlserver/sqlserverddltext.h"
#include "sqlserver/tsqltext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

/// Collects the statements of one object.
class Script
{
public:
    Script(const SchemaObject &object, const WriteOptions &options) : m_object(object), m_ddl(options) {}

    void writeSchema(const Schema &schema);
    void writeTable(const Table &table);
    void writeView(const View &view);
    void writeSequence(const Sequence &sequence);
    void writeRoutine(const Routine &routine);
    void writeType(const TypeObject &type);
    void writeSynonym(const Synonym &synonym);
    void writePrivileges();

    std::vector<DdlStatement> statements;

private:
    void add(DdlPhase phase, const QString &sql, const QString &note = {}) { statements.push_back({sql, phase, m_object.kind, m_object.ref, note}); }
    void addIndexes(const std::vector<Index> &indexes, DdlPhase phase, const QString &level1);
    void addTriggers(const std::vector<Trigger> &triggers);
    void addComment(const QString &text, const QString &level1, const QString &level2 = {}, const QString &name = {});
    [[nodiscard]] QString securable() const;

    const SchemaObject &m_object;
    SqlServerDdlText m_ddl;
};

void Script::addComment(const QString &text, const QString &level1, const QString &level2, const QString &name)
{
    if (text.isEmpty() || !m_ddl.options().comments)
        return;
    const ObjectRef ref{m_object.ref.schema, m_object.kind == ObjectKind::Routine ? routineName(m_object.ref) : m_object.ref.name};
    add(DdlPhase::Comment, m_ddl.comment(u"add"_s, text, level1, ref, level2, name));
}

void Script::writeSchema(const Schema &schema)
{
    if (schema.ref.name != "dbo"_L1 && schema.ref.name != m_ddl.options().ownSchema)
        add(DdlPhase::Schema, u"CREATE SCHEMA "_s + SqlServerDdlText::quoted(schema.ref.name));
    addComment(schema.comment, {});
}

void Script::addIndexes(const std::vector<Index> &indexes, DdlPhase phase, const QString &level1)
{
    for (const Index &index : indexes) {
        if (m_object.kind == ObjectKind::Table && SqlServerDdlText::isInMemory(static_cast<const Table &>(m_object))) {
            addComment(index.comment, level1, u"INDEX"_s, index.name); // it is there with the table
            continue;
        }
        const QString sql = m_ddl.createIndex(index, m_object.ref);
        if (sql.isEmpty()) {
            add(phase, u"PRINT "_s + SqlServerDdlText::literal(index.name),
                tr("The index “%1” is not written: it is one over XML, space or an expression.").arg(index.name));
            continue;
        }
        add(phase, sql);
        if (!index.valid)
            add(phase, u"ALTER INDEX %1 ON %2 DISABLE"_s.arg(SqlServerDdlText::quoted(index.name), m_ddl.name(m_object.ref)));
        addComment(index.comment, level1, u"INDEX"_s, index.name);
    }
}

void Script::addTriggers(const std::vector<Trigger> &triggers)
{
    for (const Trigger &trigger : triggers) {
        if (trigger.definition.isEmpty()) {
            add(DdlPhase::Trigger, u"PRINT "_s + SqlServerDdlText::literal(trigger.name),
                tr("The text of trigger “%1” could not be read.").arg(trigger.name));
            continue;
        }
        const QString name = m_ddl.name({m_object.ref.schema, trigger.name});
        add(DdlPhase::Trigger, moduleWithName(m_ddl.text(trigger.definition), name));
        if (!trigger.enabled.isEmpty())
            add(DdlPhase::Trigger, u"DISABLE TRIGGER %1 ON %2"_s.arg(name, m_ddl.name(m_object.ref)));
    }
}

void Script::writeTable(const Table &table)
{
    QStringList notes;
    if (table.options.contains(u"partition_function"_s))
        notes.append(tr("Its partition scheme and function must be there: %1.").arg(table.options.value(u"partition_function"_s)));
    if (table.variant == "foreign"_L1)
        notes.append(tr("This is an external table: its data source is not written."));
    add(DdlPhase::Table, m_ddl.createTable(table), notes.join(u'\n'));
    for (const Check &check : table.checks) {
        if (!check.enforced && !check.nameGenerated)
            add(DdlPhase::ForeignKey, u"ALTER TABLE %1 NOCHECK CONSTRAINT %2"_s.arg(m_ddl.name(table.ref), SqlServerDdlText::quoted(check.name)));
    }
    addIndexes(table.indexes, DdlPhase::Index, u"TABLE"_s);
    for (const ForeignKey &key : table.foreignKeys) {
        const QString check = key.validated ? QString() : u" WITH NOCHECK"_s;
        add(DdlPhase::ForeignKey, u"ALTER TABLE %1%2 ADD %3"_s.arg(m_ddl.name(table.ref), check, m_ddl.foreignKey(key)));
        if (!key.enforced && !key.nameGenerated)
            add(DdlPhase::ForeignKey, u"ALTER TABLE %1 NOCHECK CONSTRAINT %2"_s.arg(m_ddl.name(table.ref), SqlServerDdlText::quoted(key.name)));
    }
    addTriggers(table.triggers);
    addComment(table.comment, u"TABLE"_s);
    for (const Column &column : table.columns)
        addComment(column.comment, u"TABLE"_s, u"COLUMN"_s, column.name);
}

void Script::writeView(const View &view)
{
    if (view.definition.isEmpty())
        return add(DdlPhase::View, u"PRINT "_s + SqlServerDdlText::literal(view.ref.name),
                   tr("The text of view “%1” could not be read.").arg(view.ref.name));
    QString sql = u"CREATE VIEW "_s + m_ddl.name(view.ref);
    if (view.options.contains(u"named_columns"_s)) {
        QStringList names;
        for (const Column &column : view.columns)
            names.append(column.name);
        sql += u' ' + SqlServerDdlText::list(names);
    }
    if (view.options.contains(u"schemabinding"_s))
        sql += u" WITH SCHEMABINDING"_s;
    sql += u" AS\n"_s + m_ddl.text(view.definition);
    add(DdlPhase::View, view.checkOption.isEmpty() ? sql : sql + u"\nWITH CHECK OPTION"_s);
    addIndexes(view.indexes, DdlPhase::ViewIndex, u"VIEW"_s);
    addTriggers(view.triggers);
    addComment(view.comment, u"VIEW"_s);
    for (const Column &column : view.columns)
        addComment(column.comment, u"VIEW"_s, u"COLUMN"_s, column.name);
}

void Script::writeSequence(const Sequence &sequence)
{
    const SequenceOptions &counting = sequence.counting;
    QString sql = u"CREATE SEQUENCE "_s + m_ddl.name(sequence.ref);
    if (!counting.type.isEmpty())
        sql += u" AS "_s + counting.type;
    const auto part = [&sql](const QString &words, const QString &value) { sql += value.isEmpty() ? QString() : words + value; };
    part(u" START WITH "_s, counting.start);
    part(u" INCREMENT BY "_s, counting.increment);
    part(u" MINVALUE "_s, counting.minimum);
    part(u" MAXVALUE "_s, counting.maximum);
    sql += counting.cycle ? u" CYCLE"_s : QString();
    if (counting.cache == "0"_L1)
        sql += u" NO CACHE"_s;
    else
        part(u" CACHE "_s, counting.cache);
    add(DdlPhase::Sequence, sql);
    addComment(sequence.comment, u"SEQUENCE"_s);
}

void Script::writeRoutine(const Routine &routine)
{
    const QString name = m_ddl.name({routine.ref.schema, routineName(routine.ref)});
    if (routine.definition.isEmpty())
        return add(DdlPhase::Routine, u"PRINT "_s + SqlServerDdlText::literal(routineName(routine.ref)),
                   tr("The text of “%1” could not be read.").arg(routine.ref.name));
    // A function may be called by a table's default or computed column; a procedure's names are looked up when it runs.
    const bool early = routine.variant == "function"_L1 && routine.dependsOn.empty();
    add(early ? DdlPhase::EarlyRoutine : DdlPhase::Routine, moduleWithName(m_ddl.text(routine.definition), name));
    addComment(routine.comment, routine.variant == "procedure"_L1 ? u"PROCEDURE"_s : u"FUNCTION"_s);
}

void Script::writeType(const TypeObject &type)
{
    const QString name = m_ddl.name(type.ref);
    if (type.variant == "composite"_L1) {
        QStringList parts;
        for (const Column &column : type.attributes)
            parts.append(m_ddl.column(column));
        if (!type.definition.isEmpty())
            parts.append(type.definition);
        add(DdlPhase::Type, u"CREATE TYPE %1 AS TABLE (\n  %2\n)"_s.arg(name, parts.join(u",\n  "_s)));
    } else if (type.variant == "domain"_L1) {
        add(DdlPhase::Type, u"CREATE TYPE %1 FROM %2%3"_s.arg(name, type.baseType, type.notNull ? u" NOT NULL"_s : u" NULL"_s));
    } else {
        add(DdlPhase::Type, u"PRINT "_s + SqlServerDdlText::literal(type.ref.name),
            tr("The type “%1” comes from an assembly, which is not written.").arg(type.ref.name));
    }
    addComment(type.comment, u"TYPE"_s);
}

void Script::writeSynonym(const Synonym &synonym)
{
    add(DdlPhase::View, u"CREATE SYNONYM %1 FOR %2"_s.arg(m_ddl.name(synonym.ref), m_ddl.text(synonym.target)));
    addComment(synonym.comment, u"SYNONYM"_s);
}

QString Script::securable() const
{
    if (m_object.kind == ObjectKind::Schema)
        return u"SCHEMA::"_s + SqlServerDdlText::quoted(m_object.ref.name);
    const QString name = m_ddl.name({m_object.ref.schema, m_object.kind == ObjectKind::Routine ? routineName(m_object.ref) : m_object.ref.name});
    return (m_object.kind == ObjectKind::Type ? u"TYPE::"_s : u"OBJECT::"_s) + name;
}

void Script::writePrivileges()
{
    if (!m_ddl.options().privileges)
        return;
    for (const Privilege &privilege : m_object.privileges) {
        const bool denied = privilege.privilege.startsWith("DENY "_L1);
        const QString right = denied ? privilege.privilege.sliced(5) : privilege.privilege;
        const QString column = privilege.column.isEmpty() ? QString() : u" ("_s + SqlServerDdlText::quoted(privilege.column) + u')';
        const QString grantee = privilege.grantee == "PUBLIC"_L1 ? u"public"_s : SqlServerDdlText::quoted(privilege.grantee);
        add(DdlPhase::Privilege, u"%1 %2 ON %3%4 TO %5%6"_s.arg(denied ? u"DENY"_s : u"GRANT"_s, right, securable(), column, grantee,
                                                                privilege.grantable ? u" WITH GRANT OPTION"_s : QString()));
    }
}

} // namespace

std::vector<DdlStatement> SqlServerSchemaWriter::create(const SchemaObject &object, const WriteOptions &options) const
{
    Script script(object, options);
    switch (object.kind) {
    case ObjectKind::Schema: script.writeSchema(static_cast<const Schema &>(object)); break;
    case ObjectKind::Table: script.writeTable(static_cast<const Table &>(object)); break;
    case ObjectKind::View: script.writeView(static_cast<const View &>(object)); break;
    case ObjectKind::Sequence: script.writeSequence(static_cast<const Sequence &>(object)); break;
    case ObjectKind::Routine: script.writeRoutine(static_cast<const Routine &>(object)); break;
    case ObjectKind::Type: script.writeType(static_cast<const TypeObject &>(object)); break;
    case ObjectKind::Synonym: script.writeSynonym(static_cast<const Synonym &>(object)); break;
    default: break; // it has no others
    }
    script.writePrivileges();
    return std::move(script.statements);
}

} // namespace concord
