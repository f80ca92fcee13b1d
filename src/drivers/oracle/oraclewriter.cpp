// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oraclewriter.h"

#include "oracle/oracleddltext.h"
#include "oracle/oracledialect.h"
#include "query/sqlanalysis.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OracleDdl", text);
}

/// Collects the statements of one object.
class Script
{
public:
    Script(const SchemaObject &object, const WriteOptions &options) : m_object(object), m_ddl(options) {}

    void write();
    std::vector<DdlStatement> statements;

private:
    void add(DdlPhase phase, const QString &sql, const QString &note = {}) { statements.push_back({sql, phase, m_object.kind, m_object.ref, note}); }
    void writeTable(const Table &table);
    void writeView(const View &view);
    void writeMaterializedView(const View &view);
    void writeSequence(const Sequence &sequence);
    void writeUnit(const QString &source, DdlPhase phase);
    void writeRoutine(const Routine &routine);
    void writeSynonym(const Synonym &synonym);
    void writeTriggers(const std::vector<Trigger> &triggers);
    void writeComments(const QString &kind, const std::vector<Column> &columns);
    void writePrivileges();

    const SchemaObject &m_object;
    OracleDdlText m_ddl;
};

void Script::write()
{
    switch (m_object.kind) {
    case ObjectKind::Table: writeTable(static_cast<const Table &>(m_object)); break;
    case ObjectKind::View: writeView(static_cast<const View &>(m_object)); break;
    case ObjectKind::MaterializedView: writeMaterializedView(static_cast<const View &>(m_object)); break;
    case ObjectKind::Sequence: writeSequence(static_cast<const Sequence &>(m_object)); break;
    case ObjectKind::Routine: writeRoutine(static_cast<const Routine &>(m_object)); break;
    case ObjectKind::Package:
        writeUnit(static_cast<const Package &>(m_object).specification, DdlPhase::EarlyRoutine);
        writeUnit(static_cast<const Package &>(m_object).body, DdlPhase::Routine);
        break;
    case ObjectKind::Type: {
        const QStringList parts = static_cast<const TypeObject &>(m_object).definition.split(u"\n/\n"_s); // specification and body
        writeUnit(parts.value(0), DdlPhase::Type);
        writeUnit(parts.value(1), DdlPhase::Routine);
        break;
    }
    case ObjectKind::Synonym: writeSynonym(static_cast<const Synonym &>(m_object)); break;
    default: break; // a schema is a user, which a person makes with a password
    }
    writePrivileges();
}

void Script::writeTable(const Table &table)
{
    add(DdlPhase::Table, createTableText(table, m_ddl), tableNote(table));
    for (const Index &index : table.indexes)
        add(DdlPhase::Index, indexText(index, table.ref, m_ddl));
    for (const ForeignKey &key : table.foreignKeys)
        add(DdlPhase::ForeignKey, u"ALTER TABLE "_s + m_ddl.name(table.ref) + u" ADD "_s + foreignKeyText(key, m_ddl));
    writeTriggers(table.triggers);
    writeComments(u"TABLE"_s, table.columns);
}

void Script::writeTriggers(const std::vector<Trigger> &triggers)
{
    for (const Trigger &trigger : triggers) {
        if (trigger.definition.isEmpty())
            continue;
        const QString definition = trigger.definition.endsWith(u';') ? trigger.definition : trigger.definition + u';';
        add(DdlPhase::Trigger, definition);
        if (trigger.enabled == "disabled"_L1)
            add(DdlPhase::Trigger, u"ALTER TRIGGER "_s + m_ddl.name({m_object.ref.schema, trigger.name}) + u" DISABLE"_s);
    }
}

void Script::writeView(const View &view)
{
    QStringList names;
    for (const Column &column : view.columns)
        names.append(column.name);
    // ALL_VIEWS.TEXT holds the clause that ends the query, if it was written there.
    static const QRegularExpression ends(u"\\bWITH\\s+(?:READ\\s+ONLY|CHECK\\s+OPTION)(?:\\s+CONSTRAINT\\s+\\S+)?\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QString sql = u"CREATE VIEW "_s + m_ddl.name(view.ref) + (names.isEmpty() ? QString() : u' ' + OracleDdlText::columnList(names));
    if (view.options.value(u"bequeath"_s) == "current_user"_L1)
        sql += u" BEQUEATH CURRENT_USER"_s;
    sql += u" AS\n"_s + m_ddl.text(view.definition);
    if (!ends.match(view.definition).hasMatch()) {
        if (view.options.contains(u"read_only"_s))
            sql += u"\nWITH READ ONLY"_s;
        else if (!view.checkOption.isEmpty())
            sql += u"\nWITH CHECK OPTION"_s;
    }
    add(DdlPhase::View, sql, view.error.isEmpty() ? QString() : tr("This view does not compile (%1).").arg(view.error));
    writeTriggers(view.triggers);
    writeComments(u"TABLE"_s, view.columns);
}

void Script::writeMaterializedView(const View &view)
{
    QString sql = u"CREATE MATERIALIZED VIEW "_s + m_ddl.name(view.ref);
    if (const QString build = view.options.value(u"build"_s); build == "deferred"_L1)
        sql += u" BUILD DEFERRED"_s;
    const QString refresh = view.options.value(u"refresh"_s);
    const QString mode = view.options.value(u"refresh_on"_s);
    if (refresh == "never"_L1)
        sql += u" NEVER REFRESH"_s;
    else if (!refresh.isEmpty())
        sql += u" REFRESH "_s + refresh.toUpper() + (mode == "commit"_L1 || mode == "demand"_L1 ? u" ON "_s + mode.toUpper() : QString());
    if (view.options.contains(u"query_rewrite"_s))
        sql += u" ENABLE QUERY REWRITE"_s;
    add(DdlPhase::View, sql + u" AS\n"_s + m_ddl.text(view.definition));
    for (const Index &index : view.indexes)
        add(DdlPhase::ViewIndex, indexText(index, view.ref, m_ddl));
    writeComments(u"MATERIALIZED VIEW"_s, view.columns);
}

void Script::writeSequence(const Sequence &sequence)
{
    const SequenceOptions &counting = sequence.counting;
    QString sql = u"CREATE SEQUENCE "_s + m_ddl.name(sequence.ref);
    const auto word = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            sql += u' ' + name + u' ' + value;
    };
    word(u"START WITH"_s, counting.start);
    word(u"INCREMENT BY"_s, counting.increment);
    word(u"MINVALUE"_s, counting.minimum);
    word(u"MAXVALUE"_s, counting.maximum);
    if (counting.cache == "0"_L1 || counting.cache == "1"_L1)
        sql += u" NOCACHE"_s;
    else
        word(u"CACHE"_s, counting.cache);
    if (counting.cycle)
        sql += u" CYCLE"_s;
    add(DdlPhase::Sequence, sql);
}

/// ALL_SOURCE begins with PROCEDURE name, PACKAGE BODY name …: the name is written anew, with its schema where that is wanted.
void Script::writeUnit(const QString &source, DdlPhase phase)
{
    if (source.isEmpty())
        return;
    const SqlLexemes tokens(source, oracleDialect());
    const int name = tokens.isWord(1, "BODY"_L1) ? 2 : 1;
    const int last = tokens.isSymbol(name + 1, u".") ? name + 2 : name;
    QString sql = source;
    if (last < tokens.size()) {
        const int begin = tokens[name].offset;
        sql.replace(begin, tokens[last].offset + tokens[last].length - begin, m_ddl.name(m_object.ref));
    }
    const bool wrapped = tokens.isWord(last + 1, "WRAPPED"_L1); // nothing may be added to its code
    add(phase, u"CREATE OR REPLACE "_s + sql + (wrapped || sql.endsWith(u';') ? QString() : u";"_s));
}

void Script::writeRoutine(const Routine &routine)
{
    if (routine.variant != "event"_L1)
        return writeUnit(routine.definition, DdlPhase::EarlyRoutine);
    if (!routine.definition.isEmpty()) // a trigger of the schema or the database
        add(DdlPhase::Trigger, routine.definition.endsWith(u';') ? routine.definition : routine.definition + u';');
}

void Script::writeSynonym(const Synonym &synonym)
{
    const QString link = synonym.target.section(u'@', 1);
    const QString target = synonym.target.section(u'@', 0, 0);
    const ObjectRef ref = target.contains(u'.') ? ObjectRef{target.section(u'.', 0, 0), target.section(u'.', 1)} : ObjectRef{{}, target};
    const bool isPublic = synonym.ref.schema == "PUBLIC"_L1;
    add(DdlPhase::View,
        (isPublic ? u"CREATE PUBLIC SYNONYM "_s + OracleDdlText::identifier(synonym.ref.name) : u"CREATE SYNONYM "_s + m_ddl.name(synonym.ref))
            + u" FOR "_s + m_ddl.name(ref) + (link.isEmpty() ? QString() : u'@' + link));
}

void Script::writeComments(const QString &kind, const std::vector<Column> &columns)
{
    if (!m_ddl.options().comments)
        return;
    const QString name = m_ddl.name(m_object.ref);
    if (!m_object.comment.isEmpty())
        add(DdlPhase::Comment, u"COMMENT ON %1 %2 IS %3"_s.arg(kind, name, OracleDdlText::literal(m_object.comment)));
    for (const Column &column : columns) {
        if (!column.comment.isEmpty())
            add(DdlPhase::Comment,
                u"COMMENT ON COLUMN %1.%2 IS %3"_s.arg(name, OracleDdlText::identifier(column.name), OracleDdlText::literal(column.comment)));
    }
}

void Script::writePrivileges()
{
    if (!m_ddl.options().privileges)
        return;
    for (const Privilege &privilege : m_object.privileges)
        add(DdlPhase::Privilege, privilegeText(privilege, m_ddl.name(m_object.ref), true));
}

class OracleWriter final : public SchemaWriter
{
public:
    std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options) const override
    {
        Script script(object, options);
        script.write();
        return std::move(script.statements);
    }
};

} // namespace

QString privilegeText(const Privilege &privilege, const QString &target, bool give)
{
    const QString right =
        privilege.column.isEmpty() ? privilege.privilege : privilege.privilege + u' ' + OracleDdlText::columnList({privilege.column});
    const QString grantee = OracleDdlText::identifier(privilege.grantee);
    const QString who = privilege.grantee == "PUBLIC"_L1 ? privilege.grantee : grantee;
    if (!give)
        return u"REVOKE %1 ON %2 FROM %3"_s.arg(privilege.privilege, target, who); // never of one column alone
    return u"GRANT %1 ON %2 TO %3"_s.arg(right, target, who) + (privilege.grantable ? u" WITH GRANT OPTION"_s : QString());
}

const SchemaWriter &oracleWriter()
{
    static const OracleWriter writer;
    return writer;
}

} // namespace concord
