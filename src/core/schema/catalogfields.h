// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <concepts>
#include <span>
#include <string_view>

/// Every field of the catalog's structs, said once: an archive (JSON writer, JSON reader, hasher, property list) is called
/// for each with its key in JSON, its value and its role. A new field is added here and nowhere else.
namespace concord {

enum class FieldRole : quint8 {
    Declared,  ///< part of the schema
    Text,      ///< part of the schema, SQL that may name the object's own schema
    Physical,  ///< part of the schema, but only of how it is kept or shown: comments, storage
    Statistic, ///< changes without the schema changing
    Ownership, ///< whom it belongs to: compared by itself, and no part of the fingerprint
    Inferred,  ///< seen in data, not declared
    Derived    ///< follows from the other fields
};

template<class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

/// The words of an enumeration in JSON, in the order of its values.
inline std::span<const std::string_view> wordsOf(Generated)
{
    static constexpr std::string_view words[] = {"no", "stored", "virtual"};
    return words;
}
inline std::span<const std::string_view> wordsOf(Identity)
{
    static constexpr std::string_view words[] = {"no", "always", "by_default", "auto_increment", "serial"};
    return words;
}
inline std::span<const std::string_view> wordsOf(ReferentialAction)
{
    static constexpr std::string_view words[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};
    return words;
}

template<class A, Is<LogicalType> T>
void describe(A &a, T &t)
{
    a.family("family", t.family);
    a.field("unsigned", t.isUnsigned);
    a.field("fixed_length", t.fixedLength);
    a.field("with_zone", t.withZone);
    a.field("case_insensitive", t.caseInsensitive);
    a.unit("length_unit", t.lengthUnit);
    a.number("bits", t.bits, -1);
    a.number("fraction_digits", t.fractionDigits, -1);
    a.number("precision", t.precision, -1);
    a.number("scale", t.scale, 0);
    a.number("length", t.length, -1);
    a.field("detail", t.detail);
    a.field("values", t.values);
    a.shared("element", t.element);
}

template<class A, Is<ObjectRef> T>
void describe(A &a, T &r)
{
    a.field("schema", r.schema);
    a.field("name", r.name);
}

template<class A, Is<Privilege> T>
void describe(A &a, T &p)
{
    a.field("grantee", p.grantee);
    a.field("privilege", p.privilege);
    a.field("column", p.column);
    a.field("grantable", p.grantable);
    a.field("revoked", p.revoked);
}

template<class A, Is<SequenceOptions> T>
void describe(A &a, T &s)
{
    a.field("type", s.type);
    a.field("start", s.start);
    a.field("increment", s.increment);
    a.field("minimum", s.minimum);
    a.field("maximum", s.maximum);
    a.field("cache", s.cache);
    a.field("cycle", s.cycle);
    a.field("name", s.name);
}

template<class A, Is<Column> T>
void describe(A &a, T &c)
{
    a.field("name", c.name);
    a.field("native_type", c.nativeType, FieldRole::Text);
    a.nested("logical_type", c.type, FieldRole::Derived);
    a.flag("nullable", c.nullable, true);
    a.optional("default", c.defaultExpression, FieldRole::Text);
    a.choice("generated", c.generated);
    a.field("generation_expression", c.generationExpression, FieldRole::Text);
    a.choice("identity", c.identity);
    a.shared("sequence", c.sequence);
    a.field("on_update", c.onUpdate);
    a.field("collation", c.collation);
    a.field("charset", c.charset);
    a.field("hidden", c.hidden);
    a.field("inherited", c.inherited);
    a.field("options", c.options, FieldRole::Physical);
    a.field("comment", c.comment, FieldRole::Physical);
}

template<class A, Is<Key> T>
void describe(A &a, T &k)
{
    a.memberName(k.name, k.nameGenerated);
    a.field("columns", k.columns);
    a.field("included", k.included);
    a.field("deferrable", k.deferrable);
    a.field("initially_deferred", k.initiallyDeferred);
    a.field("nulls_not_distinct", k.nullsNotDistinct);
    a.field("options", k.options, FieldRole::Physical);
    a.field("comment", k.comment, FieldRole::Physical);
}

template<class A, Is<Check> T>
void describe(A &a, T &c)
{
    a.memberName(c.name, c.nameGenerated);
    a.field("expression", c.expression, FieldRole::Text);
    a.field("columns", c.columns, FieldRole::Derived);
    a.flag("validated", c.validated, true);
    a.flag("enforced", c.enforced, true);
    a.field("no_inherit", c.noInherit);
    a.field("inherited", c.inherited);
    a.field("comment", c.comment, FieldRole::Physical);
}

template<class A, Is<Exclusion> T>
void describe(A &a, T &e)
{
    a.memberName(e.name, e.nameGenerated);
    a.field("definition", e.definition, FieldRole::Text);
    a.field("comment", e.comment, FieldRole::Physical);
}

template<class A, Is<ForeignKey> T>
void describe(A &a, T &f)
{
    a.memberName(f.name, f.nameGenerated);
    a.field("columns", f.columns);
    a.ref("target", f.target);
    a.field("target_columns", f.targetColumns);
    a.choice("on_update", f.onUpdate);
    a.choice("on_delete", f.onDelete);
    a.field("on_delete_columns", f.onDeleteColumns);
    a.field("match", f.match);
    a.field("deferrable", f.deferrable);
    a.field("initially_deferred", f.initiallyDeferred);
    a.flag("validated", f.validated, true);
    a.flag("enforced", f.enforced, true);
    a.field("options", f.options);
    a.field("comment", f.comment, FieldRole::Physical);
}

template<class A, Is<IndexPart> T>
void describe(A &a, T &p)
{
    a.field("column", p.column);
    a.field("expression", p.expression, FieldRole::Text);
    a.field("descending", p.descending);
    a.optional("nulls_first", p.nullsFirst);
    a.field("collation", p.collation);
    a.field("operator_class", p.operatorClass);
    a.number("prefix_length", p.prefixLength, 0);
}

template<class A, Is<Index> T>
void describe(A &a, T &i)
{
    a.memberName(i.name, i.nameGenerated);
    a.field("method", i.method);
    a.field("unique", i.unique);
    a.flag("valid", i.valid, true);
    a.flag("visible", i.visible, true);
    a.field("nulls_not_distinct", i.nullsNotDistinct);
    a.list("parts", i.parts);
    a.field("included", i.included);
    a.field("predicate", i.predicate, FieldRole::Text);
    a.field("options", i.options, FieldRole::Physical);
    a.field("comment", i.comment, FieldRole::Physical);
    a.field("partitioned", i.partitioned);
    a.field("inherited", i.inherited);
    a.map("settings", i.settings);
}

template<class A, Is<Trigger> T>
void describe(A &a, T &t)
{
    a.field("name", t.name);
    a.field("timing", t.timing);
    a.field("events", t.events);
    a.field("level", t.level);
    a.ref("function", t.function);
    a.field("condition", t.condition, FieldRole::Text);
    a.field("body", t.body, FieldRole::Text);
    a.field("definition", t.definition, FieldRole::Text);
    a.field("enabled", t.enabled);
    a.field("comment", t.comment, FieldRole::Physical);
    a.map("options", t.options);
}

template<class A, Is<Policy> T>
void describe(A &a, T &p)
{
    a.field("name", p.name);
    a.flag("permissive", p.permissive, true);
    a.field("command", p.command);
    a.field("roles", p.roles);
    a.field("using", p.usingExpression, FieldRole::Text);
    a.field("check", p.checkExpression, FieldRole::Text);
}

template<class A, Is<Statistics> T>
void describe(A &a, T &s)
{
    a.number("rows", s.rows, -1);
    a.number("bytes", s.bytes, -1);
}

template<class A, Is<FieldType> T>
void describe(A &a, T &t)
{
    a.field("type", t.type);
    a.number("count", t.count, 0);
    a.nested("logical_type", t.logical, FieldRole::Derived);
}

template<class A, Is<Field> T>
void describe(A &a, T &f)
{
    a.field("path", f.path);
    a.list("types", f.types);
    a.number("present", f.present, 0);
    a.field("required", f.required);
    a.field("reference", f.reference);
    a.number("parents", f.parents, 0);
    a.number("reference_percent", f.referencePercent, 0);
}

template<class A, Is<Unread> T>
void describe(A &a, T &u)
{
    a.field("what", u.what);
    a.ref("object", u.object);
    a.field("reason", u.reason);
}

/// What every object has; `describe` of each kind calls it first.
template<class A, class T>
void describeObject(A &a, T &o)
{
    a.field("comment", o.comment, FieldRole::Physical);
    a.field("extension", o.extension);
    a.field("owner", o.owner, FieldRole::Ownership);
    a.list("privileges", o.privileges);
    a.refs("depends_on", o.dependsOn, FieldRole::Derived);
}

template<class A, Is<Schema> T>
void describe(A &a, T &s)
{
    describeObject(a, s);
    a.field("charset", s.charset);
    a.field("collation", s.collation);
}

template<class A, Is<Table> T>
void describe(A &a, T &t)
{
    describeObject(a, t);
    a.field("variant", t.variant);
    a.field("unlogged", t.unlogged);
    a.list("columns", t.columns);
    a.optionalNested("primary_key", t.primaryKey);
    a.list("uniques", t.uniques);
    a.list("checks", t.checks);
    a.list("exclusions", t.exclusions);
    a.list("foreign_keys", t.foreignKeys);
    a.list("indexes", t.indexes);
    a.list("triggers", t.triggers);
    a.list("policies", t.policies);
    a.field("row_security", t.rowSecurity);
    a.field("row_security_forced", t.rowSecurityForced);
    a.refs("inherits", t.inherits);
    a.field("partition_key", t.partitionKey, FieldRole::Text);
    a.field("partition_bound", t.partitionBound, FieldRole::Text);
    a.map("options", t.options);
    a.nested("statistics", t.statistics, FieldRole::Statistic);
}

template<class A, Is<View> T>
void describe(A &a, T &v)
{
    describeObject(a, v);
    a.list("columns", v.columns);
    a.field("definition", v.definition, FieldRole::Text);
    a.field("error", v.error, FieldRole::Derived);
    a.field("check_option", v.checkOption);
    a.map("options", v.options);
    a.list("indexes", v.indexes);
    a.list("triggers", v.triggers);
    a.nested("statistics", v.statistics, FieldRole::Statistic);
}

template<class A, Is<Sequence> T>
void describe(A &a, T &s)
{
    describeObject(a, s);
    a.field("unlogged", s.unlogged);
    a.nested("counting", s.counting);
    a.ref("owner_table", s.ownerTable);
    a.field("owner_column", s.ownerColumn);
}

template<class A, Is<Routine> T>
void describe(A &a, T &r)
{
    describeObject(a, r);
    a.field("variant", r.variant);
    a.field("arguments", r.arguments, FieldRole::Text);
    a.field("returns", r.returns, FieldRole::Text);
    a.field("language", r.language);
    a.field("body", r.body, FieldRole::Text);
    a.field("definition", r.definition, FieldRole::Text);
    a.map("options", r.options);
}

template<class A, Is<TypeObject> T>
void describe(A &a, T &t)
{
    describeObject(a, t);
    a.field("variant", t.variant);
    a.field("values", t.values);
    a.list("attributes", t.attributes);
    a.field("base_type", t.baseType, FieldRole::Text);
    a.field("not_null", t.notNull);
    a.optional("default", t.defaultExpression, FieldRole::Text);
    a.field("collation", t.collation);
    a.list("checks", t.checks);
    a.field("definition", t.definition, FieldRole::Text);
}

template<class A, Is<Extension> T>
void describe(A &a, T &e)
{
    describeObject(a, e);
    a.field("version", e.version);
    a.field("installed_in", e.installedIn);
}

template<class A, Is<Synonym> T>
void describe(A &a, T &s)
{
    describeObject(a, s);
    a.field("target", s.target, FieldRole::Text);
}

template<class A, Is<Package> T>
void describe(A &a, T &p)
{
    describeObject(a, p);
    a.field("specification", p.specification, FieldRole::Text);
    a.field("body", p.body, FieldRole::Text);
}

template<class A, Is<Collection> T>
void describe(A &a, T &c)
{
    describeObject(a, c);
    a.field("variant", c.variant);
    a.field("validator", c.validator);
    a.field("validation_level", c.validationLevel);
    a.field("validation_action", c.validationAction);
    a.map("options", c.options);
    a.list("indexes", c.indexes);
    a.number("sampled", c.sampled, 0, FieldRole::Inferred);
    a.field("sampling", c.sampling, FieldRole::Inferred);
    a.field("miss_probability", c.missProbability, FieldRole::Inferred);
    a.list("fields", c.fields, FieldRole::Inferred);
    a.nested("statistics", c.statistics, FieldRole::Statistic);
}

template<class A, Is<Other> T>
void describe(A &a, T &o)
{
    describeObject(a, o);
    a.field("variant", o.variant);
    a.field("identity", o.identity, FieldRole::Text);
    a.field("definition", o.definition, FieldRole::Text);
    a.map("options", o.options);
}

/// Calls `f` with the object as what it is. `O` is SchemaObject or const SchemaObject.
template<class O, class F>
decltype(auto) visitObject(O &object, F &&f)
{
    const auto as = [&]<class T>(std::type_identity<T>) -> decltype(auto) {
        using Target = std::conditional_t<std::is_const_v<O>, const T, T>;
        return f(static_cast<Target &>(object));
    };
    switch (object.kind) {
    case ObjectKind::Schema: return as(std::type_identity<Schema>());
    case ObjectKind::Table: return as(std::type_identity<Table>());
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return as(std::type_identity<View>());
    case ObjectKind::Sequence: return as(std::type_identity<Sequence>());
    case ObjectKind::Routine: return as(std::type_identity<Routine>());
    case ObjectKind::Type: return as(std::type_identity<TypeObject>());
    case ObjectKind::Extension: return as(std::type_identity<Extension>());
    case ObjectKind::Synonym: return as(std::type_identity<Synonym>());
    case ObjectKind::Package: return as(std::type_identity<Package>());
    case ObjectKind::Collection: return as(std::type_identity<Collection>());
    case ObjectKind::Other: break;
    }
    return as(std::type_identity<Other>());
}

} // namespace concord
