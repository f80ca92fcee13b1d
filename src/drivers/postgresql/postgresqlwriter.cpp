// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlwriter.h"

#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlWriter", text);
}

void writePgView(PgScript &script, const View &view)
{
    const bool materialized = view.kind == ObjectKind::MaterializedView;
    const QString word = materialized ? u"MATERIALIZED VIEW "_s : u"VIEW "_s;
    if (view.definition.isEmpty()) {
        script.add(DdlPhase::View, u"/* "_s + tr("%1 cannot be written.").arg(script.name()).replace(u"*/"_s, u"* /"_s) + u" */"_s,
                   tr("The server no longer compiles it: %1").arg(view.error));
        return;
    }
    QString sql = u"CREATE "_s + word + script.name();
    if (const QString method = view.options.value(u"access_method"_s); !method.isEmpty())
        sql += u" USING "_s + pgName(method);
    sql += pgStorageClause(view.options);
    if (const QString tablespace = view.options.value(u"tablespace"_s); !tablespace.isEmpty())
        sql += u" TABLESPACE "_s + pgName(tablespace);
    sql += u" AS\n"_s + script.text(view.definition);
    if (!view.checkOption.isEmpty())
        sql += u"\n WITH "_s + view.checkOption + u" CHECK OPTION"_s;
    script.add(DdlPhase::View, sql);
    for (const Column &column : view.columns) {
        if (column.defaultExpression)
            script.add(DdlPhase::View, u"ALTER VIEW "_s + script.name() + u" ALTER COLUMN "_s + pgName(column.name) + u" SET DEFAULT "_s
                                           + script.text(*column.defaultExpression));
        for (const QString &clause : materialized ? column.options.split(u"; "_s, Qt::SkipEmptyParts) : QStringList())
            script.add(DdlPhase::View, u"ALTER "_s + word + script.name() + u" ALTER COLUMN "_s + pgName(column.name) + u' ' + clause);
        script.comment(u"COLUMN "_s + script.name() + u'.' + pgName(column.name), column.comment);
    }
    for (const Index &index : view.indexes) {
        script.add(DdlPhase::ViewIndex, pgIndex(script, view.ref, index));
        for (const QString &setting : pgIndexSettings(script.name({view.ref.schema, index.name}), {}, index.settings))
            script.add(DdlPhase::ViewIndex, setting);
        script.comment(u"INDEX "_s + script.name({view.ref.schema, index.name}), index.comment);
    }
    if (const QString cluster = view.options.value(u"clustered_on"_s); !cluster.isEmpty())
        script.add(DdlPhase::ViewIndex, u"ALTER MATERIALIZED VIEW "_s + script.name() + u" CLUSTER ON "_s + pgName(cluster));
    writePgTriggers(script, view.triggers, view.options);
    script.comment(word + script.name(), view.comment);
    script.privileges(u"TABLE "_s + script.name());
}

/// "f(integer, text)" as SQL.
static QString routineName(const PgScript &script, const ObjectRef &ref)
{
    const qsizetype open = ref.name.lastIndexOf(u'(');
    return script.name({ref.schema, ref.name.first(open)}) + script.text(ref.name.mid(open));
}

static bool isRoutine(const ObjectRef &ref)
{
    return ref.name.endsWith(u')');
}

/// A body that is only text may name what is not there yet, and the server would look at it: at all of SQL's, at what PL/pgSQL declares.
static bool looksBeyond(const Routine &routine)
{
    static const QRegularExpression declares(u"\\bdeclare\\b"_s, QRegularExpression::CaseInsensitiveOption);
    return (routine.language == "sql"_L1 && !routine.body.isEmpty()) || (routine.language == "plpgsql"_L1 && routine.body.contains(declares));
}

void writePgRoutine(PgScript &script, const Routine &routine)
{
    const QString name = routineName(script, routine.ref);
    const QString word = routine.variant == "aggregate"_L1 ? u"AGGREGATE "_s : routine.variant == "procedure"_L1 ? u"PROCEDURE "_s : u"FUNCTION "_s;
    if (routine.definition.isEmpty()) {
        script.add(DdlPhase::Routine, u"/* "_s + tr("%1 cannot be written.").arg(name).replace(u"*/"_s, u"* /"_s) + u" */"_s,
                   tr("Its definition could not be read."));
        return;
    }
    // What names a table or view in its signature, or in a body that the server has parsed, comes behind those.
    const bool late = !std::ranges::all_of(routine.dependsOn, isRoutine);
    const DdlPhase phase = late ? DdlPhase::View : DdlPhase::EarlyRoutine;
    const bool unchecked = looksBeyond(routine);
    if (unchecked)
        script.add(phase, u"SET check_function_bodies = off"_s);
    script.add(phase, script.text(routine.definition));
    if (unchecked)
        script.add(phase, u"RESET check_function_bodies"_s);
    script.comment(word + name, routine.comment);
    script.privileges((word == "PROCEDURE "_L1 ? word : u"FUNCTION "_s) + name);
}

static QString checkClause(const PgScript &script, const Check &check)
{
    const bool unnamed = check.nameGenerated && check.comment.isEmpty() && !isPgNumberedName(check.name);
    return (unnamed ? QString() : u"CONSTRAINT "_s + pgName(check.name) + u' ') + u"CHECK ("_s + script.text(check.expression) + u')'
           + (check.validated ? QString() : u" NOT VALID"_s);
}

static void writeDomain(PgScript &script, const TypeObject &type)
{
    QString sql = u"CREATE DOMAIN "_s + script.name() + u" AS "_s + script.text(type.baseType);
    if (!type.collation.isEmpty())
        sql += u" COLLATE "_s + script.text(type.collation);
    const bool callsRoutines = std::ranges::any_of(type.dependsOn, isRoutine);
    if (type.defaultExpression && !callsRoutines)
        sql += u" DEFAULT "_s + script.text(*type.defaultExpression);
    if (type.notNull)
        sql += u" NOT NULL"_s;
    for (const Check &check : type.checks) {
        if (check.validated && !callsRoutines)
            sql += u"\n    "_s + checkClause(script, check);
    }
    script.add(DdlPhase::Type, sql);
    if (type.defaultExpression && callsRoutines)
        script.add(DdlPhase::EarlyRoutine, u"ALTER DOMAIN "_s + script.name() + u" SET DEFAULT "_s + script.text(*type.defaultExpression));
    for (const Check &check : type.checks) {
        if (!check.validated || callsRoutines)
            script.add(DdlPhase::EarlyRoutine, u"ALTER DOMAIN "_s + script.name() + u" ADD "_s + checkClause(script, check));
        script.comment(u"CONSTRAINT "_s + pgName(check.name) + u" ON DOMAIN "_s + script.name(), check.comment);
    }
}

void writePgType(PgScript &script, const TypeObject &type)
{
    const QString create = u"CREATE TYPE "_s + script.name() + u" AS "_s;
    if (type.variant == "enum"_L1) {
        QStringList values;
        for (const QString &value : type.values)
            values.append(pgLiteral(value));
        script.add(DdlPhase::Type, create + u"ENUM ("_s + values.join(u", "_s) + u')');
    } else if (type.variant == "domain"_L1) {
        writeDomain(script, type);
    } else if (type.variant == "composite"_L1) {
        QStringList attributes;
        for (const Column &attribute : type.attributes) {
            attributes.append(pgName(attribute.name) + u' ' + script.text(attribute.nativeType)
                              + (attribute.collation.isEmpty() ? QString() : u" COLLATE "_s + script.text(attribute.collation)));
            script.comment(u"COLUMN "_s + script.name() + u'.' + pgName(attribute.name), attribute.comment);
        }
        script.add(DdlPhase::Type, create + u'(' + attributes.join(u", "_s) + u')');
    } else if (type.variant == "range"_L1) {
        const bool calls = std::ranges::any_of(type.dependsOn, isRoutine); // the difference of two values
        script.add(calls ? DdlPhase::EarlyRoutine : DdlPhase::Type,
                   create + u"RANGE (SUBTYPE = "_s + script.text(type.baseType)
                       + (type.definition.isEmpty() ? QString() : u", "_s + script.text(type.definition)) + u')');
    } else {
        script.add(DdlPhase::Type, u"CREATE TYPE "_s + script.name(), tr("A base type: its functions in C are not part of a schema."));
    }
    const bool domain = type.variant == "domain"_L1;
    script.comment((domain ? u"DOMAIN "_s : u"TYPE "_s) + script.name(), type.comment);
    script.privileges(u"TYPE "_s + script.name());
}

QString pgOtherName(const PgScript &script, const Other &other)
{
    return other.variant.toUpper() + u' ' + script.text(other.identity);
}

/// When it is made: what stands in no other's way early, what must not hinder the script last.
static DdlPhase phaseOf(const Other &other)
{
    if (other.variant == "event trigger"_L1)
        return DdlPhase::Last;
    if (other.variant == "publication"_L1)
        return DdlPhase::Policy;
    if (pgIsFar(other))
        return DdlPhase::EarlyRoutine;
    if (other.variant == "collation"_L1 || other.variant == "operator family"_L1 || other.variant.startsWith("text search"_L1))
        return DdlPhase::Type;
    const auto isRelation = [](const ObjectRef &ref) { return !ref.name.contains(u' ') && !isRoutine(ref); };
    return std::ranges::any_of(other.dependsOn, isRelation) ? DdlPhase::View : DdlPhase::EarlyRoutine;
}

bool pgIsFar(const Other &other)
{
    return other.variant == "foreign data wrapper"_L1 || other.variant == "server"_L1 || other.variant == "user mapping"_L1;
}

QString pgGrantedName(const Other &other)
{
    return (other.variant == "server"_L1 ? u"FOREIGN SERVER "_s : other.variant.toUpper() + u' ') + other.identity;
}

QStringList pgServerChange(const QString &name, const QMap<QString, QString> &before, const QMap<QString, QString> &after)
{
    QStringList statements;
    if (before.value(pgServerVersion) != after.value(pgServerVersion))
        statements.append(u"ALTER "_s + name + u" VERSION "_s + (after.contains(pgServerVersion) ? after.value(pgServerVersion) : u"NULL"_s));
    if (const QString change = pgOptionChange(before.value(pgServerOptions), after.value(pgServerOptions)); !change.isEmpty())
        statements.append(u"ALTER "_s + name + u" OPTIONS "_s + change);
    return statements;
}

void writePgOther(PgScript &script, const Other &other)
{
    const DdlPhase phase = phaseOf(other);
    if (!other.definition.isEmpty())
        script.add(phase, script.text(other.definition),
                   other.variant == "user mapping"_L1 ? tr("%1: a password is no part of a schema, and must be set by hand.").arg(other.identity)
                                                      : QString());
    const QStringList statements = pgIsFar(other) ? pgServerChange(pgOtherName(script, other), {}, other.options) : other.options.values();
    for (const QString &further : statements)
        script.add(phase, script.text(further));
    if (phase != DdlPhase::Last)
        script.comment(pgOtherName(script, other), other.comment);
    else if (!other.comment.isEmpty()) // there is no phase behind its own
        script.add(phase, u"COMMENT ON "_s + pgOtherName(script, other) + u" IS "_s + pgLiteral(other.comment));
    script.privileges(pgGrantedName(other));
}

namespace {

void writeSchema(PgScript &script, const Schema &schema)
{
    const QString name = pgName(schema.ref.name);
    if (!script.isOwnSchema(schema.ref.name))
        script.add(DdlPhase::Schema, u"CREATE SCHEMA IF NOT EXISTS "_s + name); // every database has public already
    script.comment(u"SCHEMA "_s + name, schema.comment);
    script.privileges(u"SCHEMA "_s + name);
}

void writeExtension(PgScript &script, const Extension &extension, bool version)
{
    const QString schema = pgName(extension.installedIn);
    if (extension.installedIn != "public"_L1 && extension.installedIn != "pg_catalog"_L1)
        script.add(DdlPhase::Extension, u"CREATE SCHEMA IF NOT EXISTS "_s + schema);
    script.add(DdlPhase::Extension, u"CREATE EXTENSION IF NOT EXISTS "_s + pgName(extension.ref.name) + u" WITH SCHEMA "_s + schema
                                        + (version && !extension.version.isEmpty() ? u" VERSION "_s + pgLiteral(extension.version) : QString()));
    script.comment(u"EXTENSION "_s + pgName(extension.ref.name), extension.comment);
}

void writeSequence(PgScript &script, const Sequence &sequence)
{
    script.add(DdlPhase::Sequence, (sequence.unlogged ? u"CREATE UNLOGGED SEQUENCE "_s : u"CREATE SEQUENCE "_s) + script.name()
                                       + pgSequenceClauses(sequence.counting, u"bigint"_s));
    if (!sequence.ownerTable.name.isEmpty())
        script.add(DdlPhase::SequenceOwner,
                   u"ALTER SEQUENCE "_s + script.name() + u" OWNED BY "_s + script.name(sequence.ownerTable) + u'.' + pgName(sequence.ownerColumn));
    script.comment(u"SEQUENCE "_s + script.name(), sequence.comment);
    script.privileges(u"SEQUENCE "_s + script.name());
}

class PostgresqlWriter final : public SchemaWriter
{
public:
    std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options) const override
    {
        PgScript script(object, options);
        switch (object.kind) {
        case ObjectKind::Schema: writeSchema(script, static_cast<const Schema &>(object)); break;
        case ObjectKind::Table: writePgTable(script, static_cast<const Table &>(object)); break;
        case ObjectKind::View:
        case ObjectKind::MaterializedView: writePgView(script, static_cast<const View &>(object)); break;
        case ObjectKind::Sequence: writeSequence(script, static_cast<const Sequence &>(object)); break;
        case ObjectKind::Routine: writePgRoutine(script, static_cast<const Routine &>(object)); break;
        case ObjectKind::Type: writePgType(script, static_cast<const TypeObject &>(object)); break;
        case ObjectKind::Extension: writeExtension(script, static_cast<const Extension &>(object), options.versions); break;
        case ObjectKind::Other: writePgOther(script, static_cast<const Other &>(object)); break;
        case ObjectKind::Synonym:
        case ObjectKind::Package:
        case ObjectKind::Collection: break; // no other engine's objects
        }
        return script.take();
    }
};

} // namespace

const SchemaWriter &postgresqlWriter()
{
    static const PostgresqlWriter writer;
    return writer;
}

} // namespace concord
