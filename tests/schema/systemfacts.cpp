// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/systemfacts.h"

using namespace Qt::StringLiterals;

namespace concord::test {

/// One of each thing, as the documentation says that SQL Server writes them.
void putFacts(SystemViews &views)
{
    std::ignore = views.insert(u"schemas"_s, {{u"name"_s, u"sales"_s}, {u"schema_id"_s, 5}, {u"principal_id"_s, 1}});
    std::ignore = views.insert(u"types"_s, {{u"name"_s, u"Phone"_s},
                                            {u"system_type_id"_s, 231},
                                            {u"user_type_id"_s, 257},
                                            {u"schema_id"_s, 1},
                                            {u"max_length"_s, 40},
                                            {u"precision"_s, 0},
                                            {u"scale"_s, 0},
                                            {u"is_nullable"_s, 0},
                                            {u"is_user_defined"_s, 1},
                                            {u"is_assembly_type"_s, 0},
                                            {u"is_table_type"_s, 0}});
    const qint64 customer = views.addTable(u"customer"_s);
    views.addColumn(customer, 1, u"id"_s, u"int"_s, false, {{u"is_identity"_s, 1}});
    std::ignore = views.insert(u"identity_columns"_s, {{u"object_id"_s, customer},
                                                       {u"column_id"_s, 1},
                                                       {u"name"_s, u"id"_s},
                                                       {u"seed_value"_s, u"100"_s},
                                                       {u"increment_value"_s, u"5"_s},
                                                       {u"is_not_for_replication"_s, 0}});
    views.addColumn(customer, 3, u"doubled"_s, u"int"_s, true, {{u"is_computed"_s, 1}});
    std::ignore = views.insert(u"computed_columns"_s,
                               {{u"object_id"_s, customer}, {u"column_id"_s, 3}, {u"definition"_s, u"([id]*(2))"_s}, {u"is_persisted"_s, 1}});
    views.addColumn(customer, 2, u"name"_s, u"nvarchar(50)"_s, true, {{u"collation_name"_s, u"Latin1_General_CS_AS"_s}});
    views.addColumn(customer, 4, u"phone"_s, u"nvarchar(20)"_s, false, {{u"user_type_id"_s, 257}});
    views.addColumn(customer, 5, u"active"_s, u"bit"_s, false);
    views.addColumn(customer, 6, u"made"_s, u"datetime2(3)"_s, false);
    views.addColumn(customer, 7, u"stamp"_s, u"timestamp"_s, false);
    views.addConstraint(u"default_constraints"_s, customer, u"DF__customer__active__1"_s,
                        {{u"parent_column_id"_s, 5}, {u"definition"_s, u"((1))"_s}, {u"is_system_named"_s, 1}});
    views.addConstraint(u"default_constraints"_s, customer, u"DF_made"_s,
                        {{u"parent_column_id"_s, 6}, {u"definition"_s, u"(sysdatetime())"_s}, {u"is_system_named"_s, 0}});
    views.addConstraint(
        u"check_constraints"_s, customer, u"CK__customer__1"_s,
        {{u"definition"_s, u"(len([name])>(0) AND [active]=(1))"_s}, {u"is_system_named"_s, 1}, {u"is_disabled"_s, 0}, {u"is_not_trusted"_s, 1}});
    views.addIndex(customer, 1, u"PK__customer__X"_s, {{u"is_unique"_s, 1}, {u"is_primary_key"_s, 1}}, {{{u"column_id"_s, 1}}});
    views.addConstraint(u"key_constraints"_s, customer, u"PK__customer__X"_s,
                        {{u"type"_s, u"PK"_s}, {u"unique_index_id"_s, 1}, {u"is_system_named"_s, 1}});
    views.addIndex(customer, 2, u"UQ_phone"_s, {{u"is_unique"_s, 1}, {u"is_unique_constraint"_s, 1}},
                   {{{u"column_id"_s, 4}, {u"is_descending_key"_s, 1}}});
    const qint64 unique = views.addConstraint(u"key_constraints"_s, customer, u"UQ_phone"_s, {{u"type"_s, u"UQ"_s}, {u"unique_index_id"_s, 2}});
    views.addIndex(customer, 3, u"IX_name"_s, {{u"has_filter"_s, 1}, {u"filter_definition"_s, u"([active]=(1))"_s}, {u"fill_factor"_s, 80}},
                   {{{u"column_id"_s, 2}, {u"is_descending_key"_s, 1}},
                    {{u"column_id"_s, 6}, {u"key_ordinal"_s, 0}, {u"is_included_column"_s, 1}},
                    {{u"column_id"_s, 5}, {u"key_ordinal"_s, 0}, {u"is_included_column"_s, 1}}});
    views.addIndex(customer, 4, u"CS"_s, {{u"type"_s, 6}}, {{{u"column_id"_s, 6}, {u"key_ordinal"_s, 0}, {u"is_included_column"_s, 1}}});
    views.addProperty(1, customer, 0, u"who buys"_s);
    views.addProperty(1, customer, 2, u"as they sign; кириллица"_s);
    views.addProperty(1, unique, 0, u"one each"_s);
    views.addProperty(7, customer, 3, u"for the list"_s);
    std::ignore = views.insert(u"partitions"_s, {{u"partition_id"_s, 71},
                                                 {u"object_id"_s, customer},
                                                 {u"index_id"_s, 1},
                                                 {u"hobt_id"_s, 71},
                                                 {u"rows"_s, 42},
                                                 {u"data_compression_desc"_s, u"PAGE"_s}});
    std::ignore = views.insert(u"allocation_units"_s, {{u"allocation_unit_id"_s, 9}, {u"type"_s, 1}, {u"container_id"_s, 71}, {u"total_pages"_s, 3}});

    const qint64 order = views.addTable(u"order"_s, {{u"schema_id"_s, 5}});
    views.addColumn(order, 1, u"id"_s, u"bigint"_s, false);
    views.addColumn(order, 2, u"customer_id"_s, u"int"_s, true);
    const qint64 key = views.addConstraint(u"foreign_keys"_s, order, u"FK_customer"_s,
                                           {{u"referenced_object_id"_s, customer},
                                            {u"is_disabled"_s, 1},
                                            {u"is_not_trusted"_s, 1},
                                            {u"delete_referential_action"_s, 2},
                                            {u"update_referential_action"_s, 1}});
    std::ignore = views.insert(u"foreign_key_columns"_s, {{u"constraint_object_id"_s, key},
                                                          {u"constraint_column_id"_s, 1},
                                                          {u"parent_object_id"_s, order},
                                                          {u"parent_column_id"_s, 2},
                                                          {u"referenced_object_id"_s, customer},
                                                          {u"referenced_column_id"_s, 1}});
    const auto object = [&](const QString &view, const QString &name, const QString &type, SystemViews::Row more = {}) {
        const qint64 id = views.nextId();
        SystemViews::Row row{{u"name"_s, name},          {u"object_id"_s, id}, {u"schema_id"_s, 1},
                             {u"parent_object_id"_s, 0}, {u"type"_s, type},    {u"is_ms_shipped"_s, 0}};
        row.insert(more);
        std::ignore = views.insert(view, row);
        return id;
    };
    const qint64 view = object(u"views"_s, u"active_customer"_s, u"V "_s, {{u"with_check_option"_s, 1}});
    views.addColumn(view, 1, u"id"_s, u"int"_s, false);
    views.addModule(
        view,
        u"-- of the day\nCREATE VIEW [dbo].[active_customer] (id) WITH SCHEMABINDING AS\nSELECT id FROM dbo.customer WHERE active = 1\nWITH CHECK OPTION"_s,
        {{u"is_schema_bound"_s, 1}});
    std::ignore = views.insert(u"sql_expression_dependencies"_s, {{u"referencing_id"_s, view}, {u"referenced_id"_s, customer}});
    const qint64 procedure = object(u"objects"_s, u"close_order"_s, u"P "_s);
    std::ignore = views.insert(u"parameters"_s, {{u"object_id"_s, procedure},
                                                 {u"name"_s, u"@id"_s},
                                                 {u"parameter_id"_s, 1},
                                                 {u"system_type_id"_s, 127},
                                                 {u"user_type_id"_s, 127},
                                                 {u"max_length"_s, 8},
                                                 {u"precision"_s, 19},
                                                 {u"scale"_s, 0},
                                                 {u"is_output"_s, 0}});
    views.addModule(procedure,
                    u"CREATE PROC dbo.close_order @id AS bigint AS BEGIN UPDATE sales.[order] SET customer_id = NULL WHERE id = @id; END"_s);
    const qint64 secret = object(u"objects"_s, u"secret"_s, u"FN"_s);
    views.addModule(secret, {});
    const qint64 trigger = views.nextId();
    std::ignore = views.insert(u"triggers"_s, {{u"name"_s, u"tr_order"_s},
                                               {u"object_id"_s, trigger},
                                               {u"parent_class"_s, 1},
                                               {u"parent_id"_s, order},
                                               {u"is_ms_shipped"_s, 0},
                                               {u"is_disabled"_s, 1},
                                               {u"is_instead_of_trigger"_s, 0}});
    std::ignore = views.insert(u"trigger_events"_s, {{u"object_id"_s, trigger}, {u"type"_s, 1}, {u"type_desc"_s, u"INSERT"_s}});
    std::ignore = views.insert(u"trigger_events"_s, {{u"object_id"_s, trigger}, {u"type"_s, 3}, {u"type_desc"_s, u"DELETE"_s}});
    views.addModule(trigger, u"CREATE TRIGGER sales.tr_order ON sales.[order] AFTER INSERT, DELETE AS SET NOCOUNT ON"_s);
    object(u"synonyms"_s, u"cust"_s, u"SN"_s, {{u"base_object_name"_s, u"[other].[dbo].[customer]"_s}});
    object(u"sequences"_s, u"numbers"_s, u"SO"_s,
           {{u"start_value"_s, u"10"_s},
            {u"increment"_s, u"2"_s},
            {u"minimum_value"_s, u"1"_s},
            {u"maximum_value"_s, u"999"_s},
            {u"is_cycling"_s, 1},
            {u"is_cached"_s, 0},
            {u"system_type_id"_s, 56},
            {u"user_type_id"_s, 56}});
    std::ignore = views.insert(u"database_principals"_s, {{u"name"_s, u"reporter"_s}, {u"principal_id"_s, 9}});
    std::ignore = views.insert(u"database_permissions"_s, {{u"class"_s, 1},
                                                           {u"major_id"_s, customer},
                                                           {u"minor_id"_s, 2},
                                                           {u"grantee_principal_id"_s, 9},
                                                           {u"permission_name"_s, u"SELECT"_s},
                                                           {u"state"_s, u"W"_s}});
    object(u"tables"_s, u"MSreplication"_s, u"U "_s, {{u"is_ms_shipped"_s, 1}});
}

} // namespace concord::test
