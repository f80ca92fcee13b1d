// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/systemviews.h"

#include "query/sqltext.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/systemrowsink.h"
#include "support/opened.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord::test {

/// Shapes as the documentation of the catalog views lists them (2022), without what no test needs of the physical side. Columns that
/// begin with is_ or has_, or end with _id, and those marked #, are numbers.
static const QMap<QString, QString> &shapes()
{
    static const QString object = u"name object_id principal_id schema_id parent_object_id type type_desc create_date modify_date is_ms_shipped "_s;
    static const QMap<QString, QString> shapes = {
        {u"databases"_s, u"name database_id collation_name state# compatibility_level#"_s},
        {u"schemas"_s, u"name schema_id principal_id"_s},
        {u"types"_s,
         u"name system_type_id user_type_id schema_id principal_id max_length# precision# scale# collation_name is_nullable is_user_defined "
         "is_assembly_type default_object_id rule_object_id is_table_type"_s},
        {u"table_types"_s, u"name system_type_id user_type_id schema_id max_length# precision# scale# is_nullable is_user_defined is_table_type "
                           "type_table_object_id is_memory_optimized"_s},
        {u"objects"_s, object},
        {u"tables"_s,
         object + u"lob_data_space_id is_external is_memory_optimized durability_desc temporal_type# history_table_id is_node is_edge"_s},
        {u"views"_s, object + u"is_replicated has_opaque_metadata with_check_option#"_s},
        {u"columns"_s,
         u"object_id name column_id system_type_id user_type_id max_length# precision# scale# collation_name is_nullable is_ansi_padded "
         "is_rowguidcol is_identity is_computed is_filestream is_sparse is_column_set generated_always_type# is_hidden default_object_id"_s},
        {u"identity_columns"_s, u"object_id name column_id seed_value increment_value last_value is_not_for_replication"_s},
        {u"computed_columns"_s, u"object_id name column_id definition is_persisted is_computed"_s},
        {u"default_constraints"_s, object + u"parent_column_id definition is_system_named"_s},
        {u"check_constraints"_s, object + u"is_disabled is_not_trusted is_not_for_replication parent_column_id definition is_system_named"_s},
        {u"key_constraints"_s, object + u"unique_index_id is_system_named is_enforced"_s},
        {u"indexes"_s,
         u"object_id name index_id type# type_desc is_unique data_space_id ignore_dup_key# is_primary_key is_unique_constraint fill_factor# "
         "is_padded is_disabled is_hypothetical allow_row_locks# allow_page_locks# has_filter filter_definition"_s},
        {u"index_columns"_s, u"object_id index_id index_column_id column_id key_ordinal# partition_ordinal# is_descending_key is_included_column"_s},
        {u"hash_indexes"_s, u"object_id name index_id type# bucket_count# auto_created#"_s},
        {u"foreign_keys"_s, object
                                + u"referenced_object_id key_index_id is_disabled is_not_trusted is_not_for_replication delete_referential_action# "
                                  "update_referential_action# is_system_named"_s},
        {u"foreign_key_columns"_s,
         u"constraint_object_id constraint_column_id parent_object_id parent_column_id referenced_object_id referenced_column_id"_s},
        {u"sql_modules"_s, u"object_id definition uses_ansi_nulls# uses_quoted_identifier# is_schema_bound"_s},
        {u"parameters"_s,
         u"object_id name parameter_id system_type_id user_type_id max_length# precision# scale# is_output is_readonly has_default_value"_s},
        {u"triggers"_s, u"name object_id parent_class# parent_class_desc parent_id type is_ms_shipped is_disabled is_not_for_replication "
                        "is_instead_of_trigger"_s},
        {u"trigger_events"_s, u"object_id type# type_desc is_first is_last"_s},
        {u"synonyms"_s, object + u"base_object_name"_s},
        {u"sequences"_s,
         object
             + u"start_value increment minimum_value maximum_value is_cycling is_cached cache_size# system_type_id user_type_id precision# "
               "scale# max_length#"_s},
        {u"extended_properties"_s, u"class# class_desc major_id minor_id name value"_s},
        {u"sql_expression_dependencies"_s,
         u"referencing_id referencing_minor_id referencing_class# referenced_class# referenced_id referenced_minor_id"_s},
        {u"periods"_s, u"name period_type# object_id start_column_id end_column_id"_s},
        {u"partition_schemes"_s, u"name data_space_id type function_id"_s},
        {u"partition_functions"_s, u"name function_id type fanout# boundary_value_on_right#"_s},
        {u"partition_range_values"_s, u"function_id boundary_id parameter_id value"_s},
        {u"partitions"_s, u"partition_id object_id index_id partition_number# hobt_id rows# data_compression# data_compression_desc"_s},
        {u"allocation_units"_s, u"allocation_unit_id type# container_id total_pages# used_pages#"_s},
        {u"database_permissions"_s,
         u"class# class_desc major_id minor_id grantee_principal_id grantor_principal_id type permission_name state state_desc"_s},
        {u"database_principals"_s, u"name principal_id type default_schema_name"_s}};
    return shapes;
}

static bool isNumber(const QString &column)
{
    return column.endsWith(u'#') || column.startsWith("is_"_L1) || column.startsWith("has_"_L1) || column.endsWith("_id"_L1);
}

/// The system's own types: name, number, bytes, digits, digits after the point.
struct SystemType
{
    const char *name;
    int number;
    int length;
    int precision;
    int scale;
};
static constexpr std::array systemTypes = {SystemType{"image", 34, 16, 0, 0},
                                           SystemType{"text", 35, 16, 0, 0},
                                           SystemType{"uniqueidentifier", 36, 16, 0, 0},
                                           SystemType{"date", 40, 3, 10, 0},
                                           SystemType{"time", 41, 5, 16, 7},
                                           SystemType{"datetime2", 42, 8, 27, 7},
                                           SystemType{"datetimeoffset", 43, 10, 34, 7},
                                           SystemType{"tinyint", 48, 1, 3, 0},
                                           SystemType{"smallint", 52, 2, 5, 0},
                                           SystemType{"int", 56, 4, 10, 0},
                                           SystemType{"smalldatetime", 58, 4, 16, 0},
                                           SystemType{"real", 59, 4, 24, 0},
                                           SystemType{"money", 60, 8, 19, 4},
                                           SystemType{"datetime", 61, 8, 23, 3},
                                           SystemType{"float", 62, 8, 53, 0},
                                           SystemType{"sql_variant", 98, 8016, 0, 0},
                                           SystemType{"ntext", 99, 16, 0, 0},
                                           SystemType{"bit", 104, 1, 1, 0},
                                           SystemType{"decimal", 106, 17, 38, 38},
                                           SystemType{"numeric", 108, 17, 38, 38},
                                           SystemType{"smallmoney", 122, 4, 10, 4},
                                           SystemType{"bigint", 127, 8, 19, 0},
                                           SystemType{"varbinary", 165, 8000, 0, 0},
                                           SystemType{"varchar", 167, 8000, 0, 0},
                                           SystemType{"binary", 173, 8000, 0, 0},
                                           SystemType{"char", 175, 8000, 0, 0},
                                           SystemType{"timestamp", 189, 8, 0, 0},
                                           SystemType{"nvarchar", 231, 8000, 0, 0},
                                           SystemType{"nchar", 239, 8000, 0, 0},
                                           SystemType{"xml", 241, -1, 0, 0}};

static SystemType typeNamed(const QString &name)
{
    const auto found = std::ranges::find_if(systemTypes, [&](const SystemType &type) { return name == QLatin1StringView(type.name); });
    return found == systemTypes.end() ? systemTypes[9] : *found;
}

QString SystemViews::run(const QString &sql)
{
    const Answer answer = concord::test::run(*m_connection, sql);
    return answer.error ? sql + u": "_s + answer.error->message : QString();
}

void SystemViews::keep(const QString &problem)
{
    if (m_problem.isEmpty())
        m_problem = problem;
}

QString SystemViews::create(Connection &connection)
{
    m_connection = &connection;
    for (auto it = shapes().cbegin(); it != shapes().cend(); ++it) {
        QStringList columns;
        for (QString name : it.value().split(u' ', Qt::SkipEmptyParts)) {
            const QString type = isNumber(name) ? u" bigint"_s : u" text"_s;
            columns.append(name.remove(u'#') + type);
        }
        keep(run(u"CREATE TABLE sys.%1 (%2)"_s.arg(it.key(), columns.join(u", "_s))));
    }
    keep(insert(u"databases"_s, {{u"name"_s, u"Emulated"_s}, {u"database_id"_s, 5}, {u"collation_name"_s, u"SQL_Latin1_General_CP1_CI_AS"_s}}));
    for (const auto &[name, id] : {std::pair(u"dbo"_s, 1), std::pair(u"guest"_s, 2), std::pair(u"INFORMATION_SCHEMA"_s, 3), std::pair(u"sys"_s, 4),
                                   std::pair(u"db_owner"_s, 16384)})
        keep(insert(u"schemas"_s, {{u"name"_s, name}, {u"schema_id"_s, id}, {u"principal_id"_s, 1}}));
    for (const SystemType &type : systemTypes)
        keep(insert(u"types"_s, {{u"name"_s, QString::fromLatin1(type.name)},
                                 {u"system_type_id"_s, type.number},
                                 {u"user_type_id"_s, type.number},
                                 {u"schema_id"_s, 4},
                                 {u"max_length"_s, type.length},
                                 {u"precision"_s, type.precision},
                                 {u"scale"_s, type.scale},
                                 {u"is_nullable"_s, 1},
                                 {u"is_user_defined"_s, 0},
                                 {u"is_assembly_type"_s, 0},
                                 {u"is_table_type"_s, 0}}));
    return m_problem;
}

QString SystemViews::insert(const QString &view, const Row &row)
{
    QStringList names;
    QStringList values;
    for (auto it = row.cbegin(); it != row.cend(); ++it) {
        names.append(it.key());
        const bool number =
            it.value().typeId() == QMetaType::Int || it.value().typeId() == QMetaType::LongLong || it.value().typeId() == QMetaType::Bool;
        values.append(it.value().isNull() ? u"NULL"_s
                      : number            ? QString::number(it.value().toLongLong())
                                          : u'\'' + it.value().toString().replace(u'\'', u"''"_s) + u'\'');
    }
    return run(u"INSERT INTO sys.%1 (%2) VALUES (%3)"_s.arg(view, names.join(u", "_s), values.join(u", "_s)));
}

Result<CatalogPtr> SystemViews::read(const CatalogRequest &request)
{
    const SystemRowSource source = [this](const QString &sql, const std::function<void(const SystemRow &)> &each) -> Result<void> {
        SystemRowSink sink(each);
        return m_connection->execute({sql, {}}, sink);
    };
    return SqlServerCatalogReader(source, request, {}).read();
}

qint64 SystemViews::addTable(const QString &name, const Row &more)
{
    const qint64 id = nextId();
    Row row{{u"name"_s, name}, {u"object_id"_s, id}, {u"schema_id"_s, 1}, {u"parent_object_id"_s, 0}, {u"type"_s, u"U "_s}, {u"is_ms_shipped"_s, 0}};
    row.insert(more);
    keep(insert(u"tables"_s, row));
    return id;
}

void SystemViews::addColumn(qint64 table, int number, const QString &name, const QString &type, bool nullable, const Row &more)
{
    static const QRegularExpression pattern(u"^(\\w+)(?:\\((max|\\d+)(?:,(\\d+))?\\))?$"_s);
    const auto match = pattern.match(type);
    const SystemType base = typeNamed(match.captured(1));
    const QString word = match.captured(1);
    const bool sized = match.hasCaptured(2);
    const int first = match.captured(2) == "max"_L1 ? -1 : match.captured(2).toInt();
    const bool exact = word == "decimal"_L1 || word == "numeric"_L1;
    const bool timed = word == "time"_L1 || word == "datetime2"_L1 || word == "datetimeoffset"_L1;
    const int length = sized && !exact && !timed ? (word.startsWith(u'n') && first > 0 ? first * 2 : first) : base.length;
    const bool text = word.contains("char"_L1);
    Row row{{u"object_id"_s, table},
            {u"name"_s, name},
            {u"column_id"_s, number},
            {u"system_type_id"_s, base.number},
            {u"user_type_id"_s, base.number},
            {u"max_length"_s, length},
            {u"precision"_s, exact ? first : base.precision},
            {u"scale"_s, exact            ? match.captured(3).toInt()
                         : timed && sized ? first
                                          : base.scale},
            {u"collation_name"_s, text ? QVariant(u"SQL_Latin1_General_CP1_CI_AS"_s) : QVariant()},
            {u"is_nullable"_s, nullable ? 1 : 0},
            {u"is_identity"_s, 0},
            {u"is_computed"_s, 0}};
    row.insert(more);
    keep(insert(u"columns"_s, row));
}

void SystemViews::addIndex(qint64 table, int number, const QString &name, const Row &more, const QList<Row> &columns)
{
    Row row{{u"object_id"_s, table},    {u"name"_s, name},       {u"index_id"_s, number},   {u"type"_s, number == 1 ? 1 : 2},
            {u"is_unique"_s, 0},        {u"data_space_id"_s, 1}, {u"is_primary_key"_s, 0},  {u"is_unique_constraint"_s, 0},
            {u"fill_factor"_s, 0},      {u"is_disabled"_s, 0},   {u"is_hypothetical"_s, 0}, {u"allow_row_locks"_s, 1},
            {u"allow_page_locks"_s, 1}, {u"has_filter"_s, 0}};
    row.insert(more);
    keep(insert(u"indexes"_s, row));
    int place = 0;
    for (const Row &column : columns) {
        ++place;
        Row part{{u"object_id"_s, table},     {u"index_id"_s, number},     {u"index_column_id"_s, place}, {u"key_ordinal"_s, place},
                 {u"partition_ordinal"_s, 0}, {u"is_descending_key"_s, 0}, {u"is_included_column"_s, 0}};
        part.insert(column);
        keep(insert(u"index_columns"_s, part));
    }
}

qint64 SystemViews::addConstraint(const QString &view, qint64 table, const QString &name, const Row &more)
{
    const qint64 id = nextId();
    Row row{{u"name"_s, name},       {u"object_id"_s, id},     {u"schema_id"_s, 1}, {u"parent_object_id"_s, table},
            {u"is_ms_shipped"_s, 0}, {u"is_system_named"_s, 0}};
    row.insert(more);
    keep(insert(view, row));
    return id;
}

void SystemViews::addModule(qint64 object, const QString &definition, const Row &more)
{
    Row row{{u"object_id"_s, object}, {u"definition"_s, definition.isNull() ? QVariant() : QVariant(definition)}, {u"is_schema_bound"_s, 0}};
    row.insert(more);
    keep(insert(u"sql_modules"_s, row));
}

void SystemViews::addProperty(int objectClass, qint64 major, qint64 minor, const QString &value)
{
    keep(insert(u"extended_properties"_s,
                {{u"class"_s, objectClass}, {u"major_id"_s, major}, {u"minor_id"_s, minor}, {u"name"_s, u"MS_Description"_s}, {u"value"_s, value}}));
}

// --- a script ------------------------------------------------------------------------------------------------------

static QStringList namesIn(const QString &text)
{
    static const QRegularExpression bracketed(u"\\[([^\\]]+)\\]"_s);
    QStringList names;
    auto matches = bracketed.globalMatch(text);
    while (matches.hasNext())
        names.append(matches.next().captured(1));
    return names;
}

QString SystemViews::load(const QString &script)
{
    const auto batches = splitScript(script, sqlServerDialect());
    if (!batches)
        return batches.error().message;
    for (const ScriptStatement &batch : *batches) {
        if (batch.text.startsWith("CREATE TABLE"_L1))
            loadTable(batch.text);
        else if (batch.text.startsWith("ALTER TABLE"_L1))
            loadForeignKey(batch.text);
        else if (batch.text.startsWith("CREATE INDEX"_L1))
            loadIndex(batch.text);
    }
    return m_problem;
}

void SystemViews::loadTable(const QString &statement)
{
    static const QRegularExpression head(u"CREATE TABLE \\[dbo\\]\\.\\[(\\w+)\\]"_s);
    static const QRegularExpression column(u"^\\s*\\[(\\w+)\\] (\\w+(?:\\([\\d, max]+\\))?)( NOT NULL)?"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression key(u"CONSTRAINT \\[(\\w+)\\] PRIMARY KEY (?:NON)?CLUSTERED \\(([^)]*)\\)"_s);
    const QString name = head.match(statement).captured(1);
    const qint64 table = addTable(name);
    m_tables.insert(name, table);
    m_indexes.insert(name, 1);
    QStringList columns;
    for (const QString &line : statement.split(u'\n')) {
        const auto match = column.match(line);
        if (!match.hasMatch())
            continue;
        columns.append(match.captured(1));
        const int number = static_cast<int>(columns.size());
        addColumn(table, number, match.captured(1), match.captured(2).toLower().remove(u' '), match.captured(3).isEmpty());
    }
    m_columns.insert(name, columns);
    const auto primary = key.match(statement);
    QList<Row> parts;
    for (const QString &part : namesIn(primary.captured(2)))
        parts.append({{u"column_id"_s, columns.indexOf(part) + 1}});
    addIndex(table, 1, primary.captured(1), {{u"is_unique"_s, 1}, {u"is_primary_key"_s, 1}}, parts);
    addConstraint(u"key_constraints"_s, table, primary.captured(1), {{u"type"_s, u"PK"_s}, {u"unique_index_id"_s, 1}});
}

void SystemViews::loadForeignKey(const QString &statement)
{
    const QStringList names = namesIn(statement);
    // [dbo] [table] [key] [column] [dbo] [target] [column]
    const qint64 table = m_tables.value(names.value(1));
    const qint64 target = m_tables.value(names.value(5));
    const qint64 key = addConstraint(u"foreign_keys"_s, table, names.value(2),
                                     {{u"referenced_object_id"_s, target},
                                      {u"is_disabled"_s, 0},
                                      {u"is_not_trusted"_s, 0},
                                      {u"delete_referential_action"_s, 0},
                                      {u"update_referential_action"_s, 0}});
    keep(insert(u"foreign_key_columns"_s, {{u"constraint_object_id"_s, key},
                                           {u"constraint_column_id"_s, 1},
                                           {u"parent_object_id"_s, table},
                                           {u"parent_column_id"_s, m_columns.value(names.value(1)).indexOf(names.value(3)) + 1},
                                           {u"referenced_object_id"_s, target},
                                           {u"referenced_column_id"_s, m_columns.value(names.value(5)).indexOf(names.value(6)) + 1}}));
}

void SystemViews::loadIndex(const QString &statement)
{
    const QStringList names = namesIn(statement); // [index] [dbo] [table] [column]
    const QString table = names.value(2);
    addIndex(m_tables.value(table), ++m_indexes[table], names.value(0), {}, {{{u"column_id"_s, m_columns.value(table).indexOf(names.value(3)) + 1}}});
}

} // namespace concord::test
