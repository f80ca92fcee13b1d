// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/objectdetails.h"

#include "schema/collectiontable.h"
#include "schema/objectwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ObjectDetails)
};

QString defaultText(const Column &column)
{
    if (column.generated != Generated::No)
        return u"= "_s + column.generationExpression;
    switch (column.identity) {
    case Identity::Always: return Words::tr("identity, always");
    case Identity::ByDefault: return Words::tr("identity, by default");
    case Identity::AutoIncrement: return Words::tr("auto-increment");
    case Identity::Serial: return Words::tr("serial");
    case Identity::No: break;
    }
    const QString plain = column.defaultExpression.value_or(QString());
    return column.onUpdate.isEmpty() ? plain : plain + u" ON UPDATE "_s + column.onUpdate;
}

QString columnToolTip(const Column &column)
{
    QStringList lines{column.name, column.nativeType, Words::tr("logical type: %1").arg(describeType(column.type))};
    if (!column.collation.isEmpty())
        lines.append(Words::tr("collation: %1").arg(column.collation));
    if (!column.charset.isEmpty())
        lines.append(Words::tr("character set: %1").arg(column.charset));
    if (column.generated != Generated::No)
        lines.append(column.generated == Generated::Stored ? Words::tr("generated, stored") : Words::tr("generated, virtual"));
    if (column.hidden)
        lines.append(Words::tr("not part of SELECT *"));
    if (!column.options.isEmpty())
        lines.append(column.options);
    if (!column.comment.isEmpty())
        lines.append(column.comment);
    return lines.join(u'\n');
}

QString frequencyText(const Field &field)
{
    if (field.parents == 0)
        return {};
    const double share = 100.0 * double(field.present) / double(field.parents);
    return Words::tr("%1 % (%2 of %3)").arg(share, 0, 'f', share < 100 ? 1 : 0).arg(approximate(field.present), approximate(field.parents));
}

QString fieldToolTip(const Collection &collection, const Field &field)
{
    QStringList lines{field.path};
    for (const FieldType &type : field.types)
        lines.append(Words::tr("%1: %2 times").arg(type.type, approximate(type.count)));
    const QString parent = parentPath(field.path);
    if (!parent.isEmpty())
        lines.append(Words::tr("counted within %1").arg(parent));
    if (fieldTakesNull(field))
        lines.append(Words::tr("null in some, which is not the same as missing"));
    if (!field.reference.isEmpty())
        lines.append(Words::tr("seems to refer to %1, %2 % sure").arg(field.reference, QString::number(field.referencePercent)));
    lines.append(samplingText(collection));
    return lines.join(u'\n');
}

Details fieldDetails(const Collection &collection)
{
    Details details;
    details.headings = {Words::tr("field"), Words::tr("key"), Words::tr("type"), Words::tr("required"), Words::tr("seen in"), Words::tr("refers to")};
    details.codeColumn = 2;
    for (const Field &field : collection.fields) {
        QStringList types;
        for (const FieldType &type : field.types) {
            const double share = field.types.size() > 1 && field.present > 0 ? 100.0 * double(type.count) / double(field.present) : 0;
            types.append(share > 0 && !field.path.endsWith("[]"_L1) ? u"%1 %2 %"_s.arg(type.type, QString::number(share, 'f', 1)) : type.type);
        }
        const bool whole = field.types.size() == 1;
        const QString reference =
            field.reference.isEmpty() ? QString() : Words::tr("%1, %2 %").arg(field.reference, QString::number(field.referencePercent));
        details.rows.append({{field.path, keySigns(collection, field.path), whole ? fieldTypeText(collection, field) : types.join(u" | "_s),
                              field.required ? Words::tr("in all") : Words::tr("optional"), frequencyText(field), reference},
                             fieldToolTip(collection, field),
                             {},
                             !field.required,
                             false});
    }
    return details;
}

void addKey(Details &details, const QString &kind, const Key &key)
{
    QStringList more;
    if (!key.included.isEmpty())
        more.append(u"INCLUDE ("_s + key.included.join(u", "_s) + u')');
    if (key.nullsNotDistinct)
        more.append(u"NULLS NOT DISTINCT"_s);
    if (key.deferrable)
        more.append(key.initiallyDeferred ? u"DEFERRABLE INITIALLY DEFERRED"_s : u"DEFERRABLE"_s);
    more.append(key.options);
    more.append(key.comment);
    more.removeAll(QString());
    details.rows.append({{kind, key.nameGenerated ? QString() : key.name, key.columns.join(u", "_s), more.join(u", "_s)}, {}, {}, false, false});
}

void addChecks(Details &details, const std::vector<Check> &checks)
{
    for (const Check &check : checks) {
        QStringList more;
        if (!check.validated)
            more.append(Words::tr("not validated"));
        if (!check.enforced)
            more.append(Words::tr("not enforced"));
        more.append(check.comment);
        more.removeAll(QString());
        details.rows.append({{Words::tr("check"), check.nameGenerated ? QString() : check.name, check.expression, more.join(u", "_s)},
                             {},
                             {},
                             false,
                             !check.validated || !check.enforced});
    }
}

QString optionText(const QMap<QString, QString> &options)
{
    QStringList parts;
    for (auto it = options.cbegin(); it != options.cend(); ++it)
        parts.append(it.key() + u'=' + it.value());
    return parts.join(u", "_s);
}

void addIndexes(Details &details, const std::vector<Index> &indexes)
{
    for (const Index &index : indexes) {
        QStringList more;
        if (!index.method.isEmpty() && index.method != "btree"_L1)
            more.append(index.method);
        if (!index.included.isEmpty())
            more.append(u"INCLUDE ("_s + index.included.join(u", "_s) + u')');
        if (!index.predicate.isEmpty())
            more.append(u"WHERE "_s + index.predicate);
        if (!index.valid)
            more.append(Words::tr("not valid"));
        if (!index.visible)
            more.append(Words::tr("invisible"));
        more.append(index.options);
        if (!index.settings.isEmpty())
            more.append(optionText(index.settings));
        more.append(index.comment);
        more.removeAll(QString());
        details.rows.append({{index.unique ? Words::tr("unique index") : Words::tr("index"), index.name, partsText(index), more.join(u", "_s)},
                             {},
                             {},
                             index.inherited,
                             !index.valid});
    }
}

void addRow(Details &details, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        details.rows.append({{name, value}, value, {}, false, false});
}

void declare(Details &details, const Sequence &sequence)
{
    addRow(details, Words::tr("type"), sequence.counting.type);
    addRow(details, Words::tr("starts at"), sequence.counting.start);
    addRow(details, Words::tr("step"), sequence.counting.increment);
    addRow(details, Words::tr("least"), sequence.counting.minimum);
    addRow(details, Words::tr("greatest"), sequence.counting.maximum);
    addRow(details, Words::tr("cache"), sequence.counting.cache);
    addRow(details, Words::tr("begins again"), sequence.counting.cycle ? Words::tr("yes") : Words::tr("no"));
    if (!sequence.ownerTable.name.isEmpty())
        addRow(details, Words::tr("belongs to"), fullName(sequence.ownerTable) + u'.' + sequence.ownerColumn);
}

void declare(Details &details, const Routine &routine)
{
    addRow(details, Words::tr("arguments"), routine.arguments);
    addRow(details, Words::tr("returns"), routine.returns);
    addRow(details, Words::tr("language"), routine.language);
    for (auto it = routine.options.cbegin(); it != routine.options.cend(); ++it)
        addRow(details, it.key(), it.value());
}

void declare(Details &details, const TypeObject &type)
{
    addRow(details, Words::tr("values"), type.values.join(u", "_s));
    addRow(details, Words::tr("over"), type.baseType);
    if (type.notNull)
        addRow(details, Words::tr("NULL"), Words::tr("not allowed"));
    addRow(details, Words::tr("default"), type.defaultExpression.value_or(QString()));
    for (const Check &check : type.checks)
        addRow(details, Words::tr("check"), check.expression);
    for (const Column &attribute : type.attributes)
        addRow(details, attribute.name, attribute.nativeType);
    addRow(details, Words::tr("definition"), type.definition);
}

} // namespace

Details columnDetails(const SchemaObject &object)
{
    if (object.kind == ObjectKind::Collection)
        return fieldDetails(static_cast<const Collection &>(object));
    Details details;
    details.headings = {Words::tr("column"), Words::tr("key"), Words::tr("type"), Words::tr("NULL"), Words::tr("default"), Words::tr("comment")};
    details.codeColumn = 2;
    for (const Column &column : columnsOf(object)) {
        details.rows.append({{column.name, keySigns(object, column.name), column.nativeType, column.nullable ? Words::tr("yes") : Words::tr("no"),
                              defaultText(column), column.comment},
                             columnToolTip(column),
                             {},
                             column.hidden,
                             false});
    }
    return details;
}

Details keyDetails(const SchemaObject &object)
{
    Details details;
    details.headings = {Words::tr("kind"), Words::tr("name"), Words::tr("columns or expression"), Words::tr("details")};
    details.codeColumn = 2;
    if (object.kind == ObjectKind::Table) {
        const auto &table = static_cast<const Table &>(object);
        if (table.primaryKey)
            addKey(details, Words::tr("primary key"), *table.primaryKey);
        for (const Key &key : table.uniques)
            addKey(details, Words::tr("unique"), key);
        addChecks(details, table.checks);
        for (const Exclusion &exclusion : table.exclusions)
            details.rows.append(
                {{Words::tr("exclusion"), exclusion.nameGenerated ? QString() : exclusion.name, exclusion.definition, exclusion.comment},
                 {},
                 {},
                 false,
                 false});
        addIndexes(details, table.indexes);
    } else if (object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView) {
        addIndexes(details, static_cast<const View &>(object).indexes);
    } else if (object.kind == ObjectKind::Collection) {
        addIndexes(details, static_cast<const Collection &>(object).indexes);
    }
    return details;
}

static QString originText(const Relation &relation)
{
    switch (relation.origin) {
    case RelationOrigin::Declared: return Words::tr("declared");
    case RelationOrigin::User: return Words::tr("drawn by you");
    case RelationOrigin::Inferred: break;
    }
    return Words::tr("likely, %1").arg(relation.confidence, 0, 'f', 2);
}

Details relationDetails(const std::vector<Relation> &relations, const TableRef &table, const std::function<QString(const TableRef &)> &nameOf,
                        const std::function<ObjectKind(const TableRef &)> &kindOf)
{
    Details details;
    details.headings = {QString(),         Words::tr("columns"), Words::tr("other table"), Words::tr("its columns"),
                        Words::tr("rows"), Words::tr("origin"),  Words::tr("details")};
    const auto add = [&](std::size_t position, bool outward) {
        const Relation &relation = relations[position];
        const RelationEnd &here = outward ? relation.from : relation.to;
        const RelationEnd &there = outward ? relation.to : relation.from;
        QStringList more;
        if (relation.origin == RelationOrigin::Declared && relation.onDelete != ReferentialAction::NoAction)
            more.append(u"ON DELETE "_s + actionWord(relation.onDelete));
        if (relation.origin == RelationOrigin::Declared && relation.onUpdate != ReferentialAction::NoAction)
            more.append(u"ON UPDATE "_s + actionWord(relation.onUpdate));
        if (!relation.from.indexed)
            more.append(Words::tr("no index on %1").arg(relation.from.columns.join(u", "_s)));
        more.append(relation.reason);
        more.removeAll(QString());
        details.rows.append({{outward ? Words::tr("→ refers to") : Words::tr("← from"), here.columns.join(u", "_s), nameOf(there.table),
                              there.columns.join(u", "_s), multiplicityName(relation.multiplicity), originText(relation), more.join(u", "_s)},
                             {},
                             {there.table.database, kindOf(there.table), there.table.table},
                             relation.origin == RelationOrigin::Inferred,
                             false,
                             static_cast<int>(position)});
    };
    for (const bool outward : {true, false}) {
        for (std::size_t i = 0; i < relations.size(); ++i) {
            if ((outward ? relations[i].from : relations[i].to).table == table)
                add(i, outward);
        }
    }
    return details;
}

Details triggerDetails(const SchemaObject &object)
{
    Details details;
    details.headings = {Words::tr("trigger"), Words::tr("when"), Words::tr("does"), Words::tr("state")};
    details.codeColumn = 2;
    const std::vector<Trigger> none;
    const bool isTable = object.kind == ObjectKind::Table;
    const bool isView = object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView;
    const auto &triggers = isTable ? static_cast<const Table &>(object).triggers : isView ? static_cast<const View &>(object).triggers : none;
    for (const Trigger &trigger : triggers) {
        const QString does = trigger.function.name.isEmpty() ? trigger.body : fullName(trigger.function);
        details.rows.append({{trigger.name, triggerText(trigger), does, trigger.enabled.isEmpty() ? Words::tr("on") : trigger.enabled},
                             trigger.definition.isEmpty() ? trigger.body : trigger.definition,
                             {},
                             trigger.enabled == "disabled"_L1,
                             false});
    }
    return details;
}

Details rightDetails(const SchemaObject &object)
{
    Details details;
    details.headings = {Words::tr("who"), Words::tr("may"), Words::tr("where"), Words::tr("details")};
    for (const Privilege &privilege : object.privileges)
        details.rows.append({{privilege.grantee, privilege.privilege, privilege.column.isEmpty() ? Words::tr("everywhere") : privilege.column,
                              privilege.grantable ? Words::tr("may pass it on") : QString()},
                             {},
                             {},
                             false,
                             false});
    if (object.kind != ObjectKind::Table)
        return details;
    for (const Policy &policy : static_cast<const Table &>(object).policies)
        details.rows.append({{policy.roles.join(u", "_s), Words::tr("policy %1: %2").arg(policy.name, policy.command), policy.usingExpression,
                              policy.permissive ? policy.checkExpression : Words::tr("restrictive") + u' ' + policy.checkExpression},
                             {},
                             {},
                             false,
                             false});
    return details;
}

static void declare(Details &details, const Collection &collection)
{
    addRow(details, Words::tr("kind of collection"), QString(collection.variant).replace(u'_', u' '));
    for (auto it = collection.options.cbegin(); it != collection.options.cend(); ++it)
        addRow(details, it.key(), it.value());
    addRow(details, Words::tr("validation level"), collection.validationLevel);
    addRow(details, Words::tr("validation action"), collection.validationAction);
    addRow(details, Words::tr("fields"), samplingText(collection));
}

Details declarationDetails(const SchemaObject &object)
{
    Details details;
    details.headings = {Words::tr("property"), Words::tr("value")};
    details.codeColumn = 1;
    switch (object.kind) {
    case ObjectKind::Sequence: declare(details, static_cast<const Sequence &>(object)); break;
    case ObjectKind::Routine: declare(details, static_cast<const Routine &>(object)); break;
    case ObjectKind::Type: declare(details, static_cast<const TypeObject &>(object)); break;
    case ObjectKind::Extension:
        addRow(details, Words::tr("version"), static_cast<const Extension &>(object).version);
        addRow(details, Words::tr("installed in"), static_cast<const Extension &>(object).installedIn);
        break;
    case ObjectKind::Synonym: addRow(details, Words::tr("stands for"), static_cast<const Synonym &>(object).target); break;
    case ObjectKind::Table: addRow(details, Words::tr("options"), optionText(static_cast<const Table &>(object).options)); break;
    case ObjectKind::Collection: declare(details, static_cast<const Collection &>(object)); break;
    case ObjectKind::Other: addRow(details, Words::tr("options"), optionText(static_cast<const Other &>(object).options)); break;
    default: break;
    }
    addRow(details, Words::tr("owner"), object.owner);
    addRow(details, Words::tr("comment"), object.comment);
    return details;
}

QString definitionOf(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return static_cast<const View &>(object).definition;
    case ObjectKind::Routine: {
        const auto &routine = static_cast<const Routine &>(object);
        return routine.body.isEmpty() ? routine.definition : routine.body;
    }
    case ObjectKind::Package: return static_cast<const Package &>(object).specification + u"\n\n"_s + static_cast<const Package &>(object).body;
    case ObjectKind::Collection: {
        const auto &collection = static_cast<const Collection &>(object);
        return collection.variant == "view"_L1 ? collection.options.value(u"pipeline"_s) : collection.validator;
    }
    case ObjectKind::Other: return static_cast<const Other &>(object).definition;
    default: return {};
    }
}

} // namespace concord
