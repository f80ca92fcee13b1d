// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdschemawriter.h"

#include "connection/dialect.h"
#include "firebird/firebirddialect.h"
#include "firebird/firebirdtabletext.h"
#include "schema/schemawriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdSchemaWriter", text);
}

/// Writes the statements of one object.
class Script
{
public:
    Script(const SchemaObject &object, const WriteOptions &options)
        : m_object(object),
          m_options(options),
          m_name(firebirdIdentifier(object.ref.name))
    {}

    std::vector<DdlStatement> write();

private:
    void add(DdlPhase phase, const QString &sql, const QString &note = {}) { m_script.push_back({sql, phase, m_object.kind, m_object.ref, note}); }
    void comment(const QString &what, const QString &text)
    {
        if (m_options.comments && !text.isEmpty())
            add(DdlPhase::Comment, u"COMMENT ON %1 IS %2"_s.arg(what, firebirdDialect().literal(text)));
    }
    void columnComments(const std::vector<Column> &columns)
    {
        for (const Column &column : columns)
            comment(u"COLUMN "_s + m_name + u'.' + firebirdIdentifier(column.name), column.comment);
    }
    void privileges(const QString &what);
    void table(const Table &table);
    void index(const Table &table, const Index &index);
    void triggers(const std::vector<Trigger> &triggers);
    void view(const View &view);
    void sequence(const Sequence &sequence);
    void type(const TypeObject &type);
    void routine(const Routine &routine);
    void package(const Package &package);

    const SchemaObject &m_object;
    const WriteOptions &m_options;
    QString m_name;
    std::vector<DdlStatement> m_script;
};

void Script::privileges(const QString &what)
{
    if (!m_options.privileges)
        return;
    for (const Privilege &privilege : m_object.privileges) {
        const QString columns = privilege.column.isEmpty() ? QString() : u" ("_s + firebirdIdentifier(privilege.column) + u')';
        const QString grantee = privilege.grantee == "PUBLIC"_L1 ? privilege.grantee : firebirdIdentifier(privilege.grantee);
        add(DdlPhase::Privilege, u"GRANT "_s + privilege.privilege + columns + u" ON "_s + what + m_name + u" TO "_s + grantee
                                     + (privilege.grantable ? u" WITH GRANT OPTION"_s : QString()));
    }
}

void Script::table(const Table &table)
{
    add(DdlPhase::Table, firebirdCreateTable(table));
    for (const Index &one : table.indexes)
        index(table, one);
    for (const ForeignKey &key : table.foreignKeys)
        add(DdlPhase::ForeignKey, u"ALTER TABLE "_s + m_name + u" ADD "_s + firebirdForeignKeyText(key));
    triggers(table.triggers);
    comment(u"TABLE "_s + m_name, table.comment);
    columnComments(table.columns);
    for (const Index &one : table.indexes)
        comment(u"INDEX "_s + firebirdIdentifier(one.name), one.comment);
    privileges({});
}

void Script::index(const Table &table, const Index &index)
{
    const auto &parts = index.parts;
    const bool expression = std::ranges::any_of(parts, [](const IndexPart &part) { return part.column.isEmpty(); });
    const bool mixed = std::ranges::any_of(parts, [&](const IndexPart &part) { return part.descending != parts.front().descending; });
    if (expression && parts.size() > 1)
        return add(DdlPhase::Index, {}, tr("Firebird has no indexes over several expressions: %1 is left out.").arg(index.name));
    QString note;
    if (mixed)
        note = tr("An index of Firebird's has one direction: that of the first column is taken for %1.").arg(index.name);
    if (!index.predicate.isEmpty())
        note = tr("Firebird knows partial indexes since 5.0: %1 needs such a server.").arg(index.name);
    add(DdlPhase::Index, firebirdIndexText(index, table.ref.name), note);
    if (!index.valid)
        add(DdlPhase::Index, u"ALTER INDEX "_s + firebirdIdentifier(index.name) + u" INACTIVE"_s);
}

/// Another engine's trigger has a body that only its own people can translate.
void Script::triggers(const std::vector<Trigger> &triggers)
{
    for (const Trigger &trigger : triggers) {
        const bool own = trigger.definition.startsWith("CREATE TRIGGER "_L1) && trigger.body.startsWith("AS"_L1, Qt::CaseInsensitive);
        if (own)
            add(DdlPhase::Trigger, trigger.definition);
        else
            add(DdlPhase::Trigger, {}, tr("The trigger %1 is not written in PSQL: it is left out.").arg(trigger.name));
        comment(u"TRIGGER "_s + firebirdIdentifier(trigger.name), own ? trigger.comment : QString());
    }
}

void Script::view(const View &view)
{
    QStringList columns;
    for (const Column &column : view.columns)
        columns.append(column.name);
    add(DdlPhase::View, u"CREATE VIEW "_s + m_name + (columns.isEmpty() ? QString() : u' ' + firebirdNames(columns)) + u" AS\n"_s + view.definition);
    triggers(view.triggers);
    comment(u"VIEW "_s + m_name, view.comment);
    columnComments(view.columns);
    privileges({});
}

void Script::sequence(const Sequence &sequence)
{
    const SequenceOptions &counting = sequence.counting;
    QString text = u"CREATE SEQUENCE "_s + m_name;
    if (!counting.start.isEmpty())
        text += u" START WITH "_s + counting.start;
    if (!counting.increment.isEmpty() && counting.increment != "1"_L1)
        text += u" INCREMENT BY "_s + counting.increment;
    add(DdlPhase::Sequence, text, counting.cycle ? tr("A sequence of Firebird's does not begin anew.") : QString());
    comment(u"SEQUENCE "_s + m_name, sequence.comment);
    privileges(u"SEQUENCE "_s);
}

void Script::type(const TypeObject &type)
{
    if (type.variant == "exception"_L1) {
        add(DdlPhase::Type, u"CREATE EXCEPTION "_s + m_name + u' ' + type.definition);
        return comment(u"EXCEPTION "_s + m_name, type.comment);
    }
    if (type.variant != "domain"_L1)
        return add(DdlPhase::Type, {}, tr("Firebird has no types but domains: %1 is left out.").arg(type.ref.name));
    QString text = u"CREATE DOMAIN "_s + m_name + u" AS "_s + type.baseType;
    if (type.defaultExpression)
        text += u" DEFAULT "_s + *type.defaultExpression;
    if (type.notNull)
        text += u" NOT NULL"_s;
    QStringList checks;
    for (const Check &check : type.checks)
        checks.append(type.checks.size() > 1 ? u'(' + check.expression + u')' : check.expression);
    if (!checks.isEmpty())
        text += u" CHECK ("_s + checks.join(u" AND "_s) + u')';
    if (!type.collation.isEmpty())
        text += u" COLLATE "_s + firebirdIdentifier(type.collation);
    add(DdlPhase::Type, text);
    comment(u"DOMAIN "_s + m_name, type.comment);
}

/// Among the views: what a routine reads must be there, and views read routines.
void Script::routine(const Routine &routine)
{
    const bool event = routine.variant == "event"_L1;
    if (routine.definition.isEmpty())
        return add(DdlPhase::View, {}, tr("The source of %1 was removed from the database: it cannot be written.").arg(routine.ref.name));
    add(event ? DdlPhase::Trigger : DdlPhase::View, routine.definition);
    const QString kind = event ? u"TRIGGER "_s : routine.variant == "function"_L1 ? u"FUNCTION "_s : u"PROCEDURE "_s;
    comment(kind + m_name, routine.comment);
    if (!event)
        privileges(kind);
}

void Script::package(const Package &package)
{
    add(DdlPhase::View, u"CREATE PACKAGE "_s + m_name + u" AS\n"_s + package.specification);
    if (!package.body.isEmpty())
        add(DdlPhase::ViewIndex, u"CREATE PACKAGE BODY "_s + m_name + u" AS\n"_s + package.body);
    comment(u"PACKAGE "_s + m_name, package.comment);
    privileges(u"PACKAGE "_s);
}

std::vector<DdlStatement> Script::write()
{
    switch (m_object.kind) {
    case ObjectKind::Table: table(static_cast<const Table &>(m_object)); break;
    case ObjectKind::View: view(static_cast<const View &>(m_object)); break;
    case ObjectKind::Sequence: sequence(static_cast<const Sequence &>(m_object)); break;
    case ObjectKind::Type: type(static_cast<const TypeObject &>(m_object)); break;
    case ObjectKind::Routine: routine(static_cast<const Routine &>(m_object)); break;
    case ObjectKind::Package: package(static_cast<const Package &>(m_object)); break;
    default: break;
    }
    return std::move(m_script);
}

class FirebirdSchemaWriter final : public SchemaWriter
{
public:
    std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options) const override
    {
        return Script(object, options).write();
    }
};

} // namespace

const SchemaWriter &firebirdSchemaWriter()
{
    static const FirebirdSchemaWriter writer;
    return writer;
}

} // namespace concord
