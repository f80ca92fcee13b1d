// SPDX-License-Identifier: GPL-3.0-or-later
// Views, routines, triggers, synonyms and sequences.
#include "connection/dialect.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/tsqltext.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

static QString unseenText()
{
    return tr("its text is encrypted, or the right VIEW DEFINITION is missing");
}

void SqlServerCatalogReader::readView(const SystemRow &row)
{
    m_names.insert(row.number("object_id"_L1), refOf(row));
    if (!wants(row, row.text("name"_L1)))
        return;
    auto view = std::make_shared<View>();
    view->ref = refOf(row);
    if (row.flag("with_check_option"_L1))
        view->checkOption = u"CASCADED"_s;
    const qint64 id = row.number("object_id"_L1);
    m_relations[id].view = view;
    m_objects.insert(id, view);
}

/// Types of sys.objects that are routines; tables, views, constraints have views of their own.
static QString routineVariant(const QString &type)
{
    static const QHash<QString, QString> variants = {{u"P"_s, u"procedure"_s}, {u"PC"_s, u"procedure"_s}, {u"X"_s, u"procedure"_s},
                                                     {u"FN"_s, u"function"_s}, {u"IF"_s, u"function"_s},  {u"TF"_s, u"function"_s},
                                                     {u"FS"_s, u"function"_s}, {u"FT"_s, u"function"_s},  {u"AF"_s, u"aggregate"_s}};
    return variants.value(type);
}

void SqlServerCatalogReader::readObject(const SystemRow &row)
{
    const QString type = row.text("type"_L1).trimmed();
    const QString variant = routineVariant(type);
    if (variant.isEmpty() || !wants(row, row.text("name"_L1)))
        return;
    auto routine = std::make_shared<Routine>();
    routine->ref = refOf(row);
    routine->variant = variant;
    const bool clr = type == "PC"_L1 || type == "FS"_L1 || type == "FT"_L1 || type == "AF"_L1;
    routine->language = clr ? u"CLR"_s : u"SQL"_s;
    if (type == "IF"_L1 || type == "TF"_L1 || type == "FT"_L1)
        routine->returns = u"TABLE"_s;
    const qint64 id = row.number("object_id"_L1);
    m_routines[id].routine = routine;
    m_objects.insert(id, routine);
}

/// parameter_id 0 is what a function returns.
void SqlServerCatalogReader::readParameter(const SystemRow &row)
{
    const auto found = m_routines.find(row.number("object_id"_L1));
    if (found == m_routines.end())
        return;
    const QString type = typeText(typeUse(row), false);
    const qint64 number = row.number("parameter_id"_L1);
    if (number == 0) {
        found->routine->returns = type;
        return;
    }
    QString argument = row.text("name"_L1) + u' ' + type;
    if (row.flag("is_output"_L1))
        argument += u" OUTPUT"_s;
    if (row.flag("is_readonly"_L1))
        argument += u" READONLY"_s;
    found->arguments.append({number, argument, type});
}

void SqlServerCatalogReader::readTrigger(const SystemRow &row)
{
    const qint64 id = row.number("object_id"_L1);
    const qint64 parent = row.number("parent_id"_L1);
    m_parents.insert(id, parent);
    if (row.flag("is_ms_shipped"_L1))
        return;
    if (row.has("parent_class"_L1) && row.number("parent_class"_L1) == 0) {
        note(tr("database trigger %1").arg(row.text("name"_L1)), {}, tr("triggers of the whole database are not part of the catalog"));
        return;
    }
    if (!m_relations.contains(parent))
        return;
    TriggerFact fact;
    fact.parent = parent;
    fact.assembly = row.text("type"_L1).trimmed() == "TA"_L1;
    fact.trigger.name = row.text("name"_L1);
    fact.trigger.timing = row.flag("is_instead_of_trigger"_L1) ? u"INSTEAD OF"_s : u"AFTER"_s;
    fact.trigger.level = u"STATEMENT"_s;
    if (row.flag("is_disabled"_L1))
        fact.trigger.enabled = u"disabled"_s;
    fact.trigger.comment = comment(1, id);
    m_triggers.insert(id, fact);
}

void SqlServerCatalogReader::readTriggerEvent(const SystemRow &row)
{
    const auto found = m_triggers.find(row.number("object_id"_L1));
    if (found == m_triggers.end())
        return;
    static const QHash<qint64, QString> events = {{1, u"INSERT"_s}, {2, u"UPDATE"_s}, {3, u"DELETE"_s}};
    const QString event = events.value(row.number("type"_L1), row.text("type_desc"_L1));
    if (!event.isEmpty() && !found->trigger.events.contains(event))
        found->trigger.events.append(event);
}

/// The text of a view, routine or trigger; NULL where it was encrypted, or the role may not see definitions.
void SqlServerCatalogReader::readModule(const SystemRow &row)
{
    const qint64 id = row.number("object_id"_L1);
    const QString text = row.text("definition"_L1).trimmed();
    const bool bound = row.flag("is_schema_bound"_L1);
    const auto relation = m_relations.constFind(id);
    if (relation != m_relations.constEnd() && relation->view) {
        const ModuleText module = readModuleText(text);
        relation->view->definition = module.query;
        if (module.namedColumns)
            relation->view->options.insert(u"named_columns"_s, u"true"_s);
        if (bound)
            relation->view->options.insert(u"schemabinding"_s, u"true"_s);
        if (module.checkOption)
            relation->view->checkOption = u"CASCADED"_s;
    } else if (const auto routine = m_routines.find(id); routine != m_routines.end()) {
        routine->routine->definition = text;
        if (bound)
            routine->routine->options.insert(u"schemabinding"_s, u"true"_s);
    } else if (const auto trigger = m_triggers.find(id); trigger != m_triggers.end()) {
        trigger->trigger.definition = text;
    }
}

void SqlServerCatalogReader::readSynonym(const SystemRow &row)
{
    if (!wants(row, row.text("name"_L1)))
        return;
    auto synonym = std::make_shared<Synonym>();
    synonym->ref = refOf(row);
    synonym->target = row.text("base_object_name"_L1);
    m_objects.insert(row.number("object_id"_L1), synonym);
}

void SqlServerCatalogReader::readSequence(const SystemRow &row)
{
    if (!wants(row, row.text("name"_L1)))
        return;
    auto sequence = std::make_shared<Sequence>();
    sequence->ref = refOf(row);
    SequenceOptions &counting = sequence->counting;
    counting.type = typeText(typeUse(row), false);
    counting.start = row.text("start_value"_L1);
    counting.increment = row.text("increment"_L1);
    counting.minimum = row.text("minimum_value"_L1);
    counting.maximum = row.text("maximum_value"_L1);
    counting.cycle = row.flag("is_cycling"_L1);
    if (row.has("is_cached"_L1) && !row.flag("is_cached"_L1))
        counting.cache = u"0"_s;
    else
        counting.cache = row.text("cache_size"_L1);
    m_objects.insert(row.number("object_id"_L1), sequence);
}

void SqlServerCatalogReader::finishModules()
{
    for (RoutineFact &fact : m_routines) {
        std::ranges::stable_sort(fact.arguments, {}, [](const auto &argument) { return std::get<0>(argument); });
        QStringList arguments;
        QStringList types;
        for (const auto &[number, argument, type] : std::as_const(fact.arguments)) {
            arguments.append(argument);
            types.append(type);
        }
        fact.routine->arguments = arguments.join(u", "_s);
        fact.routine->ref.name += u'(' + types.join(u", "_s) + u')';
        if (fact.routine->definition.isEmpty() && fact.routine->language == "SQL"_L1)
            note(tr("routine %1").arg(fact.routine->ref.name), fact.routine->ref, unseenText());
    }
    std::set<ObjectRef> unseen;
    for (const Relation &relation : std::as_const(m_relations)) {
        if (relation.view && relation.view->definition.isEmpty() && m_standardIds.isEmpty())
            unseen.insert(relation.view->ref);
    }
    for (const ObjectRef &view : unseen)
        note(tr("view %1").arg(view.name), view, unseenText());
    for (const TriggerFact &fact : std::as_const(m_triggers)) {
        if (fact.trigger.definition.isEmpty() && !fact.assembly)
            note(tr("trigger %1").arg(fact.trigger.name), m_names.value(fact.parent), unseenText());
        const Relation relation = m_relations.value(fact.parent);
        if (relation.table)
            relation.table->triggers.push_back(fact.trigger);
        else if (relation.view)
            relation.view->triggers.push_back(fact.trigger);
    }
}

} // namespace concord
