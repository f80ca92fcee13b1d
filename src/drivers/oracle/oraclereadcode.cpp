// SPDX-License-Identifier: GPL-3.0-or-later
// Program units: procedures, functions, packages, types, triggers; what does not compile.
#include "oracle/oraclecatalogreader.h"

#include "oracle/oracledialect.h"
#include "oracle/oracletypes.h"
#include "query/sqlanalysis.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QString OracleCatalogReader::SourceText::joined() const
{
    QList<std::pair<qint64, QString>> sorted = lines;
    std::ranges::stable_sort(sorted, {}, [](const auto &line) { return line.first; });
    QString text;
    for (const auto &[number, line] : std::as_const(sorted)) {
        if (!text.isEmpty() && !text.endsWith(u'\n'))
            text += u'\n';
        text += line;
    }
    return text.trimmed();
}

Result<void> OracleCatalogReader::readSource()
{
    QHash<std::pair<ObjectRef, QString>, SourceText> units;
    const auto read = m_queries.each(m_queries.view("source"_L1), {u"owner"_s, u"name"_s, u"type"_s, u"line"_s, u"text"_s},
                                     withoutBin(u"owner"_s, u"name"_s) + u" AND type <> 'TRIGGER'"_s, [&](const OracleRow &row) {
                                         const ObjectRef ref{row.text("owner"_L1), row.text("name"_L1)};
                                         // Made for a pipelined function or COLLECT, and gone with it.
                                         const bool made = ref.name.startsWith("SYS_PLSQL_"_L1) || ref.name.startsWith("SYSTP"_L1);
                                         if (!made && accepts(ref))
                                             units[{ref, row.text("type"_L1)}].lines.append({row.number("line"_L1), row.text("text"_L1)});
                                     });
    if (!read)
        return read;
    auto names = units.keys();
    std::ranges::sort(names); // PACKAGE before PACKAGE BODY
    for (const auto &name : std::as_const(names))
        addUnit(name.first, name.second, units[name].joined());
    return {};
}

/// "f(a IN NUMBER) RETURN NUMBER IS …": arguments and result, as written.
static void readHeader(Routine &routine, const QString &source)
{
    const SqlLexemes tokens(source, oracleDialect());
    int i = 0;
    while (i < tokens.size() && !tokens.isWord(i, "IS"_L1) && !tokens.isWord(i, "AS"_L1) && !tokens.isSymbol(i, u"(")
           && !tokens.isWord(i, "RETURN"_L1))
        ++i;
    if (tokens.isSymbol(i, u"(")) {
        const int after = tokens.afterGroup(i);
        const int begin = tokens[i].offset + 1;
        const int end = tokens[after - 1].offset;
        routine.arguments = source.sliced(begin, std::max(0, end - begin)).simplified();
        i = after;
    }
    if (!tokens.isWord(i, "RETURN"_L1))
        return;
    static const QStringList stops{u"IS"_s,           u"AS"_s,       u"DETERMINISTIC"_s, u"PIPELINED"_s, u"AUTHID"_s, u"PARALLEL_ENABLE"_s,
                                   u"RESULT_CACHE"_s, u"AGGREGATE"_s};
    const int begin = ++i;
    while (i < tokens.size() && !stops.contains(upperAscii(tokens.text(i))))
        ++i;
    if (begin < i)
        routine.returns = source.sliced(tokens[begin].offset, tokens[i - 1].offset + tokens[i - 1].length - tokens[begin].offset).simplified();
}

void OracleCatalogReader::addUnit(const ObjectRef &ref, const QString &type, const QString &text)
{
    const auto existing = [&](ObjectKind kind) -> SchemaObject * {
        const auto found = std::ranges::find_if(m_objects, [&](const auto &object) { return object->kind == kind && object->ref == ref; });
        return found == m_objects.end() ? nullptr : found->get();
    };
    if (type == "PROCEDURE"_L1 || type == "FUNCTION"_L1) {
        auto routine = std::make_shared<Routine>();
        routine->ref = ref;
        routine->variant = type.toLower();
        routine->language = u"plsql"_s;
        routine->definition = text;
        readHeader(*routine, text);
        keep(routine);
    } else if (type == "PACKAGE"_L1) {
        auto package = std::make_shared<Package>();
        package->ref = ref;
        package->specification = text;
        keep(package);
    } else if (type == "PACKAGE BODY"_L1) {
        auto *package = static_cast<Package *>(existing(ObjectKind::Package));
        if (!package) { // its specification cannot be read
            auto made = std::make_shared<Package>();
            made->ref = ref;
            keep(made);
            package = made.get();
        }
        package->body = text;
    } else if (type == "TYPE"_L1) {
        auto made = std::make_shared<TypeObject>();
        made->ref = ref;
        made->variant = u"object"_s;
        made->definition = text;
        keep(made);
    } else if (type == "TYPE BODY"_L1) {
        if (auto *made = static_cast<TypeObject *>(existing(ObjectKind::Type)))
            made->definition += u"\n/\n"_s + text;
    }
}

Result<void> OracleCatalogReader::readTypes()
{
    QHash<ObjectRef, TypeObject *> types;
    for (const auto &object : m_objects) {
        if (object->kind == ObjectKind::Type)
            types.insert(object->ref, static_cast<TypeObject *>(object.get()));
    }
    const auto codes =
        m_queries.each(m_queries.view("types"_L1), {u"owner"_s, u"type_name"_s, u"typecode"_s}, wanted(u"owner"_s), [&](const OracleRow &row) {
            if (TypeObject *type = types.value({row.text("owner"_L1), row.text("type_name"_L1)}); type && row.is("typecode"_L1, "COLLECTION"_L1))
                type->variant = u"collection"_s;
        });
    if (!codes || types.isEmpty())
        return codes;
    QHash<ObjectRef, QMap<qint64, Column>> attributes;
    const auto read = m_queries.each(m_queries.view("type_attrs"_L1),
                                     {u"owner"_s, u"type_name"_s, u"attr_name"_s, u"attr_type_owner"_s, u"attr_type_name"_s, u"attr_type_mod"_s,
                                      u"length"_s, u"precision"_s, u"scale"_s, u"char_used"_s, u"attr_no"_s},
                                     wanted(u"owner"_s), [&](const OracleRow &row) {
                                         OracleTypeFacts facts;
                                         facts.dataType = row.text("attr_type_name"_L1);
                                         facts.typeOwner = row.text("attr_type_owner"_L1);
                                         facts.typeModifier = row.text("attr_type_mod"_L1);
                                         facts.length = facts.charLength = row.number("length"_L1);
                                         facts.precision = row.number("precision"_L1);
                                         facts.scale = row.number("scale"_L1, -1000);
                                         facts.charUsed = row.text("char_used"_L1);
                                         Column column;
                                         column.name = row.text("attr_name"_L1);
                                         column.nativeType = oracleTypeText(facts);
                                         column.type = oracleTypes().logical(column.nativeType);
                                         attributes[{row.text("owner"_L1), row.text("type_name"_L1)}].insert(row.number("attr_no"_L1), column);
                                     });
    for (auto it = attributes.cbegin(); it != attributes.cend(); ++it) {
        TypeObject *type = types.value(it.key());
        for (const Column &column : it.value()) {
            if (type)
                type->attributes.push_back(column);
        }
    }
    return read;
}

static Trigger triggerOf(const OracleRow &row)
{
    Trigger trigger;
    trigger.name = row.text("trigger_name"_L1);
    const QString type = row.text("trigger_type"_L1); // BEFORE EACH ROW, AFTER STATEMENT, INSTEAD OF, COMPOUND
    trigger.timing = type.section(u' ', 0, type.startsWith("INSTEAD"_L1) ? 1 : 0);
    trigger.level = type.endsWith("EACH ROW"_L1) || type.startsWith("INSTEAD"_L1) ? u"ROW"_s : u"STATEMENT"_s;
    for (const QString &event : row.text("triggering_event"_L1).split(u" OR "_s, Qt::SkipEmptyParts))
        trigger.events.append(event.trimmed());
    trigger.condition = row.text("when_clause"_L1).trimmed();
    trigger.body = row.text("trigger_body"_L1).trimmed();
    if (row.is("status"_L1, "DISABLED"_L1))
        trigger.enabled = u"disabled"_s;
    const QString header = row.text("description"_L1).trimmed();
    if (!header.isEmpty() && !trigger.body.isEmpty()) {
        const QString when = trigger.condition.isEmpty() ? QString() : u"WHEN ("_s + trigger.condition + u")\n"_s;
        trigger.definition = u"CREATE OR REPLACE TRIGGER "_s + header + u'\n' + when + trigger.body;
    }
    return trigger;
}

Result<void> OracleCatalogReader::readTriggers()
{
    const QStringList columns{u"owner"_s,      u"trigger_name"_s, u"trigger_type"_s, u"triggering_event"_s, u"table_owner"_s, u"base_object_type"_s,
                              u"table_name"_s, u"when_clause"_s,  u"status"_s,       u"description"_s,      u"trigger_body"_s};
    return m_queries.each(m_queries.view("triggers"_L1), columns, withoutBin(u"owner"_s, u"trigger_name"_s), [&](const OracleRow &row) {
        const ObjectRef on{row.text("table_owner"_L1), row.text("table_name"_L1)};
        Trigger trigger = triggerOf(row);
        if (const QString owner = row.text("owner"_L1); owner != on.schema)
            trigger.options.insert(u"owner"_s, owner);
        if (Table *of = table(on)) {
            of->triggers.push_back(std::move(trigger));
        } else if (View *view = viewOf(on)) {
            view->triggers.push_back(std::move(trigger));
        } else if (row.is("base_object_type"_L1, "SCHEMA"_L1) || row.is("base_object_type"_L1, "DATABASE"_L1)) {
            auto routine = std::make_shared<Routine>(); // of the schema or the database: an event's code
            routine->ref = {row.text("owner"_L1), trigger.name};
            routine->variant = u"event"_s;
            routine->language = u"plsql"_s;
            routine->definition = trigger.definition;
            routine->body = trigger.body;
            keep(routine);
        }
    });
}

Result<void> OracleCatalogReader::readStatus()
{
    return m_queries.each(m_queries.view("objects"_L1), {u"owner"_s, u"object_name"_s, u"object_type"_s},
                          wanted(u"owner"_s) + u" AND status = 'INVALID'"_s, [&](const OracleRow &row) {
                              View *view = viewOf({row.text("owner"_L1), row.text("object_name"_L1)});
                              if (view && row.is("object_type"_L1, "VIEW"_L1))
                                  view->error = u"INVALID"_s;
                          });
}

} // namespace concord
