// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbschemawriter.h"

#include "connection/dialect.h"
#include "duckdb/duckdbdialect.h"
#include "schema/schemawriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbSchemaWriter", text);
}

QString identifier(const QString &name)
{
    return duckdbDialect().identifier(name);
}

QString names(const QStringList &all)
{
    QStringList quoted;
    for (const QString &name : all)
        quoted.append(identifier(name));
    return u'(' + quoted.join(u", "_s) + u')';
}

/// Writes the statements of one object.
class Script
{
public:
    Script(const SchemaObject &object, const WriteOptions &options) : m_object(object), m_options(options) {}

    std::vector<DdlStatement> write();

private:
    void add(DdlPhase phase, const QString &sql, const QString &note = {}) { m_script.push_back({sql, phase, m_object.kind, m_object.ref, note}); }
    [[nodiscard]] QString name(const ObjectRef &ref) const
    {
        const bool bare = ref.schema.isEmpty() || ref.schema == "main"_L1 || ref.schema == m_options.ownSchema;
        return bare ? identifier(ref.name) : identifier(ref.schema) + u'.' + identifier(ref.name);
    }
    void comment(const QString &what, const QString &text)
    {
        if (m_options.comments && !text.isEmpty())
            add(DdlPhase::Comment, u"COMMENT ON %1 IS %2"_s.arg(what, duckdbDialect().literal(text)));
    }
    void schema();
    void table(const Table &table);
    void index(const Table &table, const Index &index);
    void view(const View &view);
    void sequence(const Sequence &sequence);
    void type(const TypeObject &type);
    void macro(const Routine &routine);
    [[nodiscard]] static QString columnText(const Column &column);
    [[nodiscard]] QString foreignKeyText(const ForeignKey &key) const;

    const SchemaObject &m_object;
    const WriteOptions &m_options;
    std::vector<DdlStatement> m_script;
};

QString Script::columnText(const Column &column)
{
    QString text = identifier(column.name) + u' ' + column.nativeType;
    if (!column.collation.isEmpty())
        text += u" COLLATE "_s + column.collation;
    if (column.generated != Generated::No)
        return text + u" GENERATED ALWAYS AS ("_s + column.generationExpression + u')';
    if (column.defaultExpression)
        text += u" DEFAULT ("_s + *column.defaultExpression + u')';
    if (!column.nullable)
        text += u" NOT NULL"_s;
    return text;
}

QString Script::foreignKeyText(const ForeignKey &key) const
{
    QString text = u"FOREIGN KEY "_s + names(key.columns) + u" REFERENCES "_s + name(key.target);
    if (!key.targetColumns.isEmpty())
        text += u' ' + names(key.targetColumns);
    return text;
}

void Script::table(const Table &table)
{
    QStringList lines;
    QString note;
    for (const Column &column : table.columns)
        lines.append(columnText(column));
    if (table.primaryKey)
        lines.append(u"PRIMARY KEY "_s + names(table.primaryKey->columns));
    for (const Key &key : table.uniques)
        lines.append(u"UNIQUE "_s + names(key.columns));
    for (const Check &check : table.checks)
        lines.append(u"CHECK ("_s + check.expression + u')');
    for (const ForeignKey &key : table.foreignKeys) {
        const bool acts = key.onDelete > ReferentialAction::Restrict || key.onUpdate > ReferentialAction::Restrict;
        if (acts)
            note = tr("DuckDB's foreign keys only refuse: ON DELETE and ON UPDATE are left out.");
        if (key.target.schema == table.ref.schema || key.target.schema.isEmpty())
            lines.append(foreignKeyText(key));
        else
            note = tr("DuckDB has no foreign keys to another schema: the one to %1 is left out.").arg(key.target.schema + u'.' + key.target.name);
    }
    add(DdlPhase::Table, u"CREATE TABLE "_s + name(table.ref) + u" (\n  "_s + lines.join(u",\n  "_s) + u"\n)"_s, note);
    for (const Index &one : table.indexes)
        index(table, one);
    comment(u"TABLE "_s + name(table.ref), table.comment);
    for (const Column &column : table.columns)
        comment(u"COLUMN "_s + name(table.ref) + u'.' + identifier(column.name), column.comment);
}

void Script::index(const Table &table, const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts)
        parts.append(part.column.isEmpty() ? u'(' + part.expression + u')' : identifier(part.column));
    QString note;
    if (!index.predicate.isEmpty())
        note = tr("DuckDB has no partial indexes: the condition of %1 is left out.").arg(index.name);
    if (!note.isEmpty() && index.unique)
        return add(DdlPhase::Index, {}, tr("DuckDB has no partial indexes: %1 is left out.").arg(index.name));
    add(DdlPhase::Index,
        (index.unique ? u"CREATE UNIQUE INDEX "_s : u"CREATE INDEX "_s) + identifier(index.name) + u" ON "_s + name(table.ref) + u" ("_s
            + parts.join(u", "_s) + u')',
        note);
    comment(u"INDEX "_s + name({table.ref.schema, index.name}), index.comment);
}

void Script::view(const View &view)
{
    const QString columns = view.options.value(u"columns"_s);
    add(DdlPhase::View,
        u"CREATE VIEW "_s + name(view.ref) + (columns.isEmpty() ? QString() : u" ("_s + columns + u')') + u" AS\n"_s + view.definition);
    comment(u"VIEW "_s + name(view.ref), view.comment);
}

void Script::sequence(const Sequence &sequence)
{
    const SequenceOptions &counting = sequence.counting;
    QString text = u"CREATE SEQUENCE "_s + name(sequence.ref);
    const auto part = [&](const QString &word, const QString &value) {
        if (!value.isEmpty())
            text += u' ' + word + u' ' + value;
    };
    part(u"INCREMENT BY"_s, counting.increment);
    part(u"MINVALUE"_s, counting.minimum);
    part(u"MAXVALUE"_s, counting.maximum);
    part(u"START"_s, counting.start);
    add(DdlPhase::Sequence, counting.cycle ? text + u" CYCLE"_s : text);
    comment(u"SEQUENCE "_s + name(sequence.ref), sequence.comment);
}

void Script::type(const TypeObject &type)
{
    QStringList values;
    for (const QString &value : type.values)
        values.append(duckdbDialect().literal(value));
    add(DdlPhase::Type,
        u"CREATE TYPE "_s + name(type.ref) + u" AS "_s + (type.variant == "enum"_L1 ? u"ENUM ("_s + values.join(u", "_s) + u')' : type.baseType));
    comment(u"TYPE "_s + name(type.ref), type.comment);
}

void Script::macro(const Routine &routine)
{
    add(DdlPhase::Routine, u"CREATE MACRO "_s + name(routine.ref) + routine.body);
    comment((routine.body.contains(") AS TABLE "_L1) ? u"MACRO TABLE "_s : u"MACRO "_s) + name(routine.ref), routine.comment);
}

void Script::schema()
{
    if (m_object.ref.name != "main"_L1)
        add(DdlPhase::Schema, u"CREATE SCHEMA "_s + identifier(m_object.ref.name));
}

std::vector<DdlStatement> Script::write()
{
    switch (m_object.kind) {
    case ObjectKind::Schema: schema(); break;
    case ObjectKind::Table: table(static_cast<const Table &>(m_object)); break;
    case ObjectKind::View: view(static_cast<const View &>(m_object)); break;
    case ObjectKind::Sequence: sequence(static_cast<const Sequence &>(m_object)); break;
    case ObjectKind::Type: type(static_cast<const TypeObject &>(m_object)); break;
    case ObjectKind::Routine: macro(static_cast<const Routine &>(m_object)); break;
    default: break;
    }
    return std::move(m_script);
}

class DuckdbSchemaWriter final : public SchemaWriter
{
public:
    std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options) const override
    {
        return Script(object, options).write();
    }
};

} // namespace

const SchemaWriter &duckdbSchemaWriter()
{
    static const DuckdbSchemaWriter writer;
    return writer;
}

} // namespace concord
