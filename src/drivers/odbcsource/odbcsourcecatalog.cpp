// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcsourcecatalog.h"

#include "schema/catalogfilter.h"
#include "schema/logicaltype.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OdbcSource", text);
}

/// An argument of a catalog function: a null one means "any".
class Argument
{
public:
    explicit Argument(const QString &text) : m_isNull(text.isNull()), m_text(text) {}
    [[nodiscard]] SQLWCHAR *data() { return m_isNull ? nullptr : m_text.data(); }
    [[nodiscard]] SQLSMALLINT size() const { return m_isNull ? SQLSMALLINT(0) : m_text.shortSize(); }

private:
    bool m_isNull;
    OdbcText m_text;
};

LogicalType logicalOf(int sqlType, int size, int digits, bool isUnsigned)
{
    LogicalType type;
    const auto family = [&type](TypeFamily wanted, qint16 bits = -1) {
        type.family = wanted;
        type.bits = bits;
    };
    const auto sized = [&](TypeFamily wanted, bool fixed) {
        type.family = wanted;
        type.length = size > 0 ? size : -1;
        type.fixedLength = fixed;
        type.lengthUnit = wanted == TypeFamily::Bytes ? LogicalType::Unit::Bytes : LogicalType::Unit::Characters;
    };
    switch (sqlType) {
    case SQL_BIT: family(TypeFamily::Boolean); break;
    case SQL_TINYINT: family(TypeFamily::Integer, 8); break;
    case SQL_SMALLINT: family(TypeFamily::Integer, 16); break;
    case SQL_INTEGER: family(TypeFamily::Integer, 32); break;
    case SQL_BIGINT: family(TypeFamily::Integer, 64); break;
    case SQL_REAL: family(TypeFamily::Float, 32); break;
    case SQL_FLOAT:
    case SQL_DOUBLE: family(TypeFamily::Float, 64); break;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        family(TypeFamily::Decimal);
        type.precision = size > 0 ? size : -1;
        type.scale = size > 0 ? digits : 0;
        break;
    case SQL_CHAR:
    case SQL_WCHAR: sized(TypeFamily::Text, true); break;
    case SQL_VARCHAR:
    case SQL_WVARCHAR: sized(TypeFamily::Text, false); break;
    case SQL_LONGVARCHAR:
    case SQL_WLONGVARCHAR: family(TypeFamily::Text); break;
    case SQL_BINARY: sized(TypeFamily::Bytes, true); break;
    case SQL_VARBINARY: sized(TypeFamily::Bytes, false); break;
    case SQL_LONGVARBINARY: family(TypeFamily::Bytes); break;
    case SQL_DATE:
    case SQL_TYPE_DATE: family(TypeFamily::Date); break;
    case SQL_TIME:
    case SQL_TYPE_TIME:
        family(TypeFamily::Time);
        type.fractionDigits = static_cast<qint16>(digits);
        break;
    case SQL_TIMESTAMP:
    case SQL_TYPE_TIMESTAMP:
        family(TypeFamily::Timestamp);
        type.fractionDigits = static_cast<qint16>(digits);
        break;
    case SQL_GUID: family(TypeFamily::Uuid); break;
    default: break;
    }
    type.isUnsigned = isUnsigned && type.family == TypeFamily::Integer;
    return type;
}

Column columnOf(const QStringList &row, const OdbcCatalogAsk &ask)
{
    Column column;
    const int sqlType = row.value(4).toInt();
    const QString typeName = row.value(5);
    column.name = row.value(3);
    column.nativeType = odbcSizedType(typeName, sqlType, row.value(6).toLongLong(), row.value(8).toInt(), ask.sizedTypes);
    if (const TypeSystem *types = odbcTypes(ask.dbms))
        column.type = types->logical(column.nativeType);
    if (column.type.family == TypeFamily::Unknown)
        column.type = logicalOf(sqlType, row.value(6).toInt(), row.value(8).toInt(), typeName.contains("unsigned"_L1, Qt::CaseInsensitive));
    column.nullable = row.value(10).toInt() != SQL_NO_NULLS;
    column.comment = row.value(11);
    if (!row.value(12).isNull() && row.value(12).compare("NULL"_L1, Qt::CaseInsensitive) != 0)
        column.defaultExpression = row.value(12);
    return column;
}

/// Of each column that the answers to a question are about. Where the server does not answer, the driver's words stay.
Result<void> takeAnswers(const OdbcCatalogAsk &ask, const QString &question, QHash<ObjectRef, std::vector<Column>> &columns,
                         const std::function<void(Column &, const QStringList &)> &take)
{
    if (question.isEmpty() || !ask.query)
        return {};
    const auto rows = ask.query(question);
    if (!rows) {
        const ErrorKind kind = rows.error().kind;
        return kind == ErrorKind::Lost || kind == ErrorKind::Cancelled || kind == ErrorKind::Timeout ? fail(rows.error()) : Result<void>();
    }
    for (const QStringList &row : *rows) {
        const auto table = columns.find({ask.schemas ? row.value(0) : QString(), row.value(1)});
        if (table == columns.end())
            continue;
        const auto column = std::ranges::find(*table, row.value(2), &Column::name);
        if (column != table->end())
            take(*column, row);
    }
    return {};
}

/// A column that counts, or is an enum, as the server's own driver reads it.
void takeNumbering(Column &column, const QStringList &row)
{
    const QString counts = row.value(3);
    if (counts == "a"_L1)
        column.identity = Identity::Always;
    else if (counts == "d"_L1)
        column.identity = Identity::ByDefault;
    else if (counts == "n"_L1)
        column.identity = Identity::AutoIncrement;
    else if (counts == "s"_L1 && !column.nullable && column.defaultExpression.value_or(QString()).startsWith("nextval("_L1))
        column.identity = Identity::Serial;
    if (column.identity != Identity::No)
        column.defaultExpression.reset();
    if (row.value(4).isEmpty())
        return;
    column.type = LogicalType();
    column.type.family = TypeFamily::Enum;
    const QJsonArray labels = QJsonDocument::fromJson(row.value(4).toUtf8()).array();
    for (const QJsonValue &label : labels)
        column.type.values.append(label.toString());
}

/// Over what the driver says: types, enums and columns that count, in the server's own words.
Result<void> takeServersWords(const OdbcCatalogAsk &ask, const ObjectRef &ref, QHash<ObjectRef, std::vector<Column>> &columns)
{
    const TypeSystem *types = odbcTypes(ask.dbms);
    const auto takeType = [types](Column &column, const QStringList &row) {
        column.nativeType = row.value(3);
        if (const LogicalType type = types->logical(row.value(3)); type.family != TypeFamily::Unknown)
            column.type = type;
    };
    return takeAnswers(ask, odbcTypeQuestion(ask.dbms, ref), columns, takeType).and_then([&] {
        return takeAnswers(ask, odbcNumberingQuestion(ask.dbms, ref), columns, takeNumbering);
    });
}

ReferentialAction actionOf(const QString &rule)
{
    switch (rule.toInt()) {
    case SQL_CASCADE: return ReferentialAction::Cascade;
    case SQL_SET_NULL: return ReferentialAction::SetNull;
    case SQL_SET_DEFAULT: return ReferentialAction::SetDefault;
    case SQL_RESTRICT: return ReferentialAction::Restrict;
    default: return ReferentialAction::NoAction;
    }
}

QString schemaOf(const OdbcCatalogAsk &ask, const QString &schema)
{
    return ask.schemas ? schema : QString();
}

/// Null, so that any schema fits, where the source has none.
QString schemaArgument(const OdbcCatalogAsk &ask, const ObjectRef &ref)
{
    return ask.schemas && !ref.schema.isEmpty() ? ref.schema : QString();
}

Result<std::vector<ForeignKey>> foreignKeysOf(const OdbcCatalogAsk &ask, const ObjectRef &ref)
{
    Argument catalog(ask.catalog);
    Argument schema(schemaArgument(ask, ref));
    Argument table(ref.name);
    auto rows = ask.rows([&](SQLHSTMT statement) {
        return SQLForeignKeysW(statement, nullptr, 0, nullptr, 0, nullptr, 0, catalog.data(), catalog.size(), schema.data(), schema.size(),
                               table.data(), table.size());
    });
    if (!rows)
        return fail(rows.error());
    std::ranges::stable_sort(*rows, {}, [](const QStringList &row) { return row.value(11); }); // by the key's name
    std::vector<ForeignKey> keys;
    for (const QStringList &row : std::as_const(*rows)) {
        if (keys.empty() || row.value(8).toInt() <= 1) {
            ForeignKey &key = keys.emplace_back();
            key.name = row.value(11);
            key.target = {schemaOf(ask, row.value(1)), row.value(2)};
            key.onUpdate = actionOf(row.value(9));
            key.onDelete = actionOf(row.value(10));
        }
        keys.back().columns.append(row.value(7));
        keys.back().targetColumns.append(row.value(3));
    }
    return keys;
}

Result<std::vector<Index>> indexesOf(const OdbcCatalogAsk &ask, const Table &owner)
{
    Argument catalog(ask.catalog);
    Argument schema(schemaArgument(ask, owner.ref));
    Argument table(owner.ref.name);
    const auto rows = ask.rows([&](SQLHSTMT statement) {
        return SQLStatisticsW(statement, catalog.data(), catalog.size(), schema.data(), schema.size(), table.data(), table.size(), SQL_INDEX_ALL,
                              SQL_QUICK);
    });
    if (!rows)
        return fail(rows.error());
    std::vector<Index> indexes;
    for (const QStringList &row : *rows) {
        if (row.value(6).toInt() == SQL_TABLE_STAT || row.value(5).isEmpty())
            continue;
        if (indexes.empty() || indexes.back().name != row.value(5)) {
            Index &index = indexes.emplace_back();
            index.name = row.value(5);
            index.unique = row.value(3).toInt() == 0;
            index.predicate = row.value(12);
        }
        IndexPart part;
        part.column = row.value(8);
        part.descending = row.value(9) == "D"_L1;
        indexes.back().parts.push_back(std::move(part));
    }
    // What only carries the primary key says nothing of its own.
    std::erase_if(indexes, [&owner](const Index &index) {
        QStringList columns;
        for (const IndexPart &part : index.parts)
            columns.append(part.column);
        return index.unique && owner.primaryKey && columns == owner.primaryKey->columns;
    });
    return indexes;
}

Result<std::shared_ptr<Table>> tableOf(const OdbcCatalogAsk &ask, const OdbcRelation &relation, CatalogInfo &info)
{
    auto table = std::make_shared<Table>();
    table->ref = relation.ref;
    table->comment = relation.comment;
    const auto note = [&](const QString &what, const Error &error) -> Result<void> {
        if (error.kind == ErrorKind::Lost || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Timeout)
            return fail(error);
        info.unread.push_back({what, relation.ref, error.message});
        return {};
    };
    auto key = odbcPrimaryKey(ask, relation.ref);
    if (key)
        table->primaryKey = std::move(*key);
    else if (auto noted = note(tr("primary key"), key.error()); !noted)
        return fail(noted.error());
    auto foreign = foreignKeysOf(ask, relation.ref);
    if (foreign)
        table->foreignKeys = std::move(*foreign);
    else if (auto noted = note(tr("foreign keys"), foreign.error()); !noted)
        return fail(noted.error());
    auto indexes = indexesOf(ask, *table);
    if (indexes)
        table->indexes = std::move(*indexes);
    else if (auto noted = note(tr("indexes"), indexes.error()); !noted)
        return fail(noted.error());
    return table;
}

void addSchemas(const QList<OdbcRelation> &relations, std::vector<std::shared_ptr<SchemaObject>> &objects)
{
    QSet<QString> seen;
    for (const OdbcRelation &relation : relations) {
        if (relation.ref.schema.isEmpty() || seen.contains(relation.ref.schema))
            continue;
        seen.insert(relation.ref.schema);
        auto schema = std::make_shared<Schema>();
        schema->ref = {{}, relation.ref.schema};
        objects.push_back(std::move(schema));
    }
}

} // namespace

QString odbcSizedType(const QString &name, int sqlType, qint64 size, int digits, const QSet<QString> &sizedTypes)
{
    if (name.contains(u'(') || size <= 0 || !sizedTypes.contains(name.toLower()))
        return name;
    switch (sqlType) {
    case SQL_CHAR:
    case SQL_WCHAR:
    case SQL_VARCHAR:
    case SQL_WVARCHAR:
    case SQL_BINARY:
    case SQL_VARBINARY: return u"%1(%2)"_s.arg(name, QString::number(size));
    case SQL_DECIMAL:
    case SQL_NUMERIC: return u"%1(%2,%3)"_s.arg(name, QString::number(size), QString::number(digits));
    default: return name;
    }
}

Result<QList<OdbcRelation>> odbcRelations(const OdbcCatalogAsk &ask)
{
    Argument catalog(ask.catalog);
    const auto rows =
        ask.rows([&](SQLHSTMT statement) { return SQLTablesW(statement, catalog.data(), catalog.size(), nullptr, 0, nullptr, 0, nullptr, 0); });
    if (!rows)
        return fail(rows.error());
    QList<OdbcRelation> relations;
    for (const QStringList &row : *rows) {
        const QString type = row.value(3).toUpper();
        if (!type.startsWith("SYSTEM"_L1) && (type.contains("TABLE"_L1) || type.contains("VIEW"_L1)))
            relations.append({{schemaOf(ask, row.value(1)), row.value(2)}, type, row.value(4)});
    }
    return relations;
}

Result<QHash<ObjectRef, std::vector<Column>>> odbcColumns(const OdbcCatalogAsk &ask, const ObjectRef &ref)
{
    Argument catalog(ask.catalog);
    Argument schema(schemaArgument(ask, ref));
    Argument table(ref.name.isEmpty() ? u"%"_s : ref.name);
    Argument all(u"%"_s);
    const auto rows = ask.rows([&](SQLHSTMT statement) {
        return SQLColumnsW(statement, catalog.data(), catalog.size(), schema.data(), schema.size(), table.data(), table.size(), all.data(),
                           all.size());
    });
    if (!rows)
        return fail(rows.error());
    QHash<ObjectRef, std::vector<Column>> columns;
    for (const QStringList &row : *rows)
        columns[{schemaOf(ask, row.value(1)), row.value(2)}].push_back(columnOf(row, ask));
    return takeServersWords(ask, ref, columns).transform([&] { return columns; });
}

Result<std::optional<Key>> odbcPrimaryKey(const OdbcCatalogAsk &ask, const ObjectRef &ref)
{
    Argument catalog(ask.catalog);
    Argument schema(schemaArgument(ask, ref));
    Argument table(ref.name);
    auto rows = ask.rows([&](SQLHSTMT statement) {
        return SQLPrimaryKeysW(statement, catalog.data(), catalog.size(), schema.data(), schema.size(), table.data(), table.size());
    });
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::optional<Key>();
    std::ranges::stable_sort(*rows, {}, [](const QStringList &row) { return row.value(4).toInt(); });
    Key key;
    key.name = rows->first().value(5);
    for (const QStringList &row : std::as_const(*rows))
        key.columns.append(row.value(3));
    return key;
}

Result<CatalogPtr> readOdbcCatalog(const OdbcCatalogAsk &ask, const CatalogRequest &request, const CatalogListener &listener, CatalogInfo info)
{
    const CatalogFilter filter(request, Qt::CaseSensitive);
    auto relations = odbcRelations(ask);
    if (!relations)
        return fail(relations.error());
    erase_if(*relations, [&](const OdbcRelation &one) {
        return (!request.schema.isEmpty() && one.ref.schema != request.schema) || !filter.accepts(one.ref.schema, one.ref.name);
    });
    const auto columns = odbcColumns(ask);
    if (!columns)
        return fail(columns.error());
    std::vector<std::shared_ptr<SchemaObject>> objects;
    addSchemas(*relations, objects);
    CatalogProgress progress{tr("tables"), 0, relations->size()};
    for (const OdbcRelation &relation : std::as_const(*relations)) {
        if (listener && progress.done % 100 == 0)
            listener(progress);
        ++progress.done;
        if (relation.type.contains("VIEW"_L1)) {
            auto view = std::make_shared<View>();
            view->ref = relation.ref;
            view->comment = relation.comment;
            view->columns = columns->value(relation.ref);
            objects.push_back(std::move(view));
            continue;
        }
        auto table = tableOf(ask, relation, info);
        if (!table)
            return fail(table.error());
        (*table)->columns = columns->value(relation.ref);
        objects.push_back(std::move(*table));
    }
    if (listener)
        listener(progress);
    const QString reason = tr("ODBC has no question for it.");
    const QStringList unasked{tr("definitions of views"), tr("checks"), tr("triggers"), tr("routines"), tr("sequences"), tr("privileges")};
    for (const QString &what : unasked)
        info.unread.push_back({what, {}, reason});
    info.transactional = false;
    return Catalog::make(std::move(info), std::move(objects));
}

} // namespace concord
