// SPDX-License-Identifier: GPL-3.0-or-later
// Tables, their columns and options, and MariaDB's sequences.
#include "mysql/mysqlcreatetext.h"
#include "mysql/mysqldialect.h"
#include "mysql/mysqlschemareader.h"
#include "mysql/mysqltypes.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

QString charsetOf(const QString &collation)
{
    return collation.section(u'_', 0, 0);
}

/// "row_format=COMPRESSED DATA DIRECTORY='/tmp/' partitioned": keys in lower case, values as DDL writes them.
void takeOptions(const QString &text, Table &table)
{
    static const QRegularExpression option(u"`?((?:DATA |INDEX )?\\w+)`?=('(?:[^']|'')*'|\"[^\"]*\"|\\S+)"_s);
    for (auto matches = option.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        QString value = match.captured(2);
        if (value.startsWith(u'"'))
            value = u'\'' + value.sliced(1, value.size() - 2) + u'\'';
        table.options.insert(match.captured(1).toLower().replace(u' ', u'_'), value);
    }
    static const QRegularExpression partitioned(u"(?:^| )partitioned(?: |$)"_s);
    if (text.contains(partitioned))
        table.variant = u"partitioned"_s;
}

/// Engines that keep in their options what only SHOW CREATE TABLE tells: CONNECTION, UNION …
bool hasHiddenOptions(const QString &engine)
{
    static const QStringList usual = {u"InnoDB"_s, u"MyISAM"_s, u"Aria"_s, u"MEMORY"_s, u"CSV"_s, u"ARCHIVE"_s, u"BLACKHOLE"_s, u"ROCKSDB"_s};
    return !engine.isEmpty() && !usual.contains(engine, Qt::CaseInsensitive);
}

void takeExpression(const QString &exact, QString &expression)
{
    if (!exact.isNull())
        expression = withoutOuterParentheses(exact);
}

void takeParts(const QStringList &exact, Index &index)
{
    for (size_t i = 0; i < index.parts.size() && static_cast<qsizetype>(i) < exact.size(); ++i) {
        QString part = exact[static_cast<qsizetype>(i)];
        if (part.endsWith(" DESC"_L1))
            part.chop(5);
        if (index.parts[i].column.isEmpty())
            takeExpression(part, index.parts[i].expression);
    }
}

} // namespace

void MysqlSchemaReader::addTable(const MysqlRow &row)
{
    const QString name = row.text(0);
    const std::string_view type = row.view(1);
    if (type == "SEQUENCE") {
        addSequence(name);
    } else if (type == "VIEW" || type == "SYSTEM VIEW") {
        auto view = std::make_shared<View>();
        view->ref = {m_wanted.schema, name};
        if (const QString comment = row.text(5); comment.compare("VIEW"_L1, Qt::CaseInsensitive) != 0)
            view->error = comment;
        m_draft.views.insert(name, view);
    } else {
        auto table = std::make_shared<Table>();
        table->ref = {m_wanted.schema, name};
        table->comment = row.text(5);
        if (!row.isNull(2))
            table->options.insert(u"engine"_s, row.text(2));
        if (!row.isNull(3)) {
            table->options.insert(u"collation"_s, row.text(3));
            table->options.insert(u"charset"_s, charsetOf(row.text(3)));
        }
        takeOptions(row.text(4), *table);
        if (type == "SYSTEM VERSIONED")
            table->options.insert(u"system_versioning"_s, u"yes"_s);
        if (table->variant == "partitioned"_L1 || hasHiddenOptions(row.text(2)))
            m_inexact.insert(name);
        table->statistics.rows = row.number(6, -1);
        if (!row.isNull(7))
            table->statistics.bytes = row.number(7) + row.number(8);
        m_draft.tables.insert(name, table);
    }
}

Result<void> MysqlSchemaReader::readColumns()
{
    const QString stepName = tr("columns");
    m_progress(stepName, 0, m_total);
    std::string lastName;
    std::vector<Column> *columns = nullptr;
    const Table *table = nullptr;
    const QString sql = u"SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, COLUMN_TYPE, COLLATION_NAME, EXTRA, "
                        "COLUMN_COMMENT, %1, %2 FROM information_schema.COLUMNS"_s.arg(m_queries.column(u"COLUMNS"_s, u"GENERATION_EXPRESSION"_s),
                                                                                       m_queries.column(u"COLUMNS"_s, u"SRS_ID"_s));
    return m_queries.each(sql + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s), [&](const MysqlRow &row) {
        if (lastName != row.view(0)) {
            lastName = row.view(0);
            const QString name = row.text(0);
            table = m_draft.tables.value(name).get();
            const auto view = table ? nullptr : m_draft.views.value(name);
            columns = table ? &m_draft.tables.value(name)->columns : view ? &view->columns : nullptr;
            if (columns && ++m_done % 250 == 0)
                m_progress(stepName, m_done, m_total);
        }
        if (columns)
            addColumn(row, *columns, table);
    });
}

void MysqlSchemaReader::addColumn(const MysqlRow &row, std::vector<Column> &columns, const Table *table)
{
    const auto shared = [this](const QString &text) { return m_texts.emplace(text, text).value(); };
    const auto position = static_cast<size_t>(std::max<qint64>(row.number(2, 1), 1));
    if (columns.size() < position)
        columns.resize(position);
    Column &column = columns[position - 1];
    const QString columnType = row.text(5);
    column.name = shared(row.text(1));
    column.nativeType = shared(table ? MysqlTypes::written(columnType) : MysqlTypes::canonical(columnType));
    const auto known = m_types.constFind(column.nativeType);
    column.type = known != m_types.constEnd()
                      ? *known
                      : *m_types.insert(column.nativeType, (m_queries.isMariaDb() ? mariadbTypes() : mysqlTypes()).logical(column.nativeType));
    column.nullable = row.view(4) == "YES";
    if (!table)
        return; // of a view only what it answers with
    column.comment = row.text(8);
    if (const QString collation = row.text(6); !collation.isEmpty() && collation != table->options.value(u"collation"_s)) {
        column.collation = shared(collation);
        if (charsetOf(collation) != table->options.value(u"charset"_s))
            column.charset = shared(charsetOf(collation));
    }
    if (columnType.contains("COMPRESSED*/"_L1))
        column.options = u"COMPRESSED"_s;
    addColumnExtra(row.text(7), column);
    if (column.generated != Generated::No) {
        column.generationExpression = expression(row, 9, table->ref.name);
    } else if (!row.isNull(3)) {
        addColumnDefault(row, column, *table);
    }
    if (!row.isNull(10))
        column.options = u"SRID "_s + row.text(10);
}

/// MariaDB gives an expression, MySQL a bare value unless EXTRA says DEFAULT_GENERATED.
void MysqlSchemaReader::addColumnDefault(const MysqlRow &row, Column &column, const Table &table)
{
    static const QRegularExpression now(u"^CURRENT_TIMESTAMP(\\(\\d\\))?$"_s, QRegularExpression::CaseInsensitiveOption);
    using enum TypeFamily;
    const QString text = row.text(3);
    if (m_queries.isMariaDb()) {
        if (text != "NULL"_L1)
            column.defaultExpression = text;
        return;
    }
    const TypeFamily family = column.type.family;
    if (row.view(7).find("DEFAULT_GENERATED") != std::string_view::npos || (family == Timestamp && text.contains(now))) {
        const QString sql = expression(row, 3, table.ref.name);
        column.defaultExpression = sql.contains(now) ? sql : u'(' + sql + u')';
    } else if (family == Integer || family == Decimal || family == Float || family == Boolean || family == Bits) {
        column.defaultExpression = text;
    } else {
        column.defaultExpression = mysqlDialect().literal(text);
        if (family == Bytes || text.contains(u'?')) // broken in information_schema: zeros, and signs of four bytes
            m_inexact.insert(table.ref.name);
    }
}

void MysqlSchemaReader::addColumnExtra(const QString &extra, Column &column) const
{
    static const QRegularExpression onUpdate(u"on update (\\S+)"_s, QRegularExpression::CaseInsensitiveOption);
    if (extra.isEmpty())
        return;
    if (extra.contains("auto_increment"_L1))
        column.identity = Identity::AutoIncrement;
    if (extra.contains("VIRTUAL GENERATED"_L1))
        column.generated = Generated::Virtual;
    else if (extra.contains("STORED GENERATED"_L1) || extra.contains("PERSISTENT GENERATED"_L1))
        column.generated = Generated::Stored;
    column.hidden = extra.contains("INVISIBLE"_L1);
    column.onUpdate = onUpdate.match(extra).captured(1);
    if (extra.contains("WITHOUT SYSTEM VERSIONING"_L1))
        column.options = u"WITHOUT SYSTEM VERSIONING"_s;
}

static void addPeriodPart(Index &index, const QString &part)
{
    index.parts.resize(index.parts.size() - 2); // the period's own columns stand at the end
    index.parts.emplace_back().expression = part;
}

/// MariaDB's PERIOD FOR and the keys WITHOUT OVERLAPS; told since 11.4. Before, a period looks like a check of its order.
Result<void> MysqlSchemaReader::readPeriods()
{
    if (m_draft.tables.isEmpty())
        return {};
    if (!m_queries.has(u"PERIODS"_s)) {
        static const QRegularExpression order(u"^`[^`]+` < `[^`]+`$"_s);
        for (const auto &table : std::as_const(m_draft.tables)) {
            if (m_queries.isMariaDb()
                && std::ranges::any_of(table->checks, [](const Check &check) { return order.match(check.expression).hasMatch(); }))
                m_inexact.insert(table->ref.name);
        }
        return {};
    }
    bool found = false;
    auto read = m_queries.each(u"SELECT TABLE_NAME, PERIOD, START_COLUMN_NAME, END_COLUMN_NAME FROM information_schema.PERIODS"_s
                                   + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s),
                               [&](const MysqlRow &row) {
                                   Table *table = tableOf(row, 0);
                                   if (!table || row.view(1) == "SYSTEM_TIME") // its columns say so themselves
                                       return;
                                   found = true;
                                   const Dialect &dialect = mariadbDialect();
                                   table->options.insert(u"period"_s, u"%1 (%2, %3)"_s.arg(dialect.quoted(row.text(1)), dialect.quoted(row.text(2)),
                                                                                           dialect.quoted(row.text(3))));
                                   std::erase_if(table->checks, [&](const Check &check) { return check.name == row.text(1); });
                               });
    if (!read || !found)
        return read;
    return m_queries.each(u"SELECT TABLE_NAME, CONSTRAINT_NAME, PERIOD_NAME FROM information_schema.KEY_PERIOD_USAGE"_s
                              + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s),
                          [this](const MysqlRow &row) {
                              Table *table = tableOf(row, 0);
                              if (!table)
                                  return;
                              const auto index = std::ranges::find(table->indexes, row.text(1), &Index::name);
                              if (index == table->indexes.end() || index->parts.size() < 3)
                                  return;
                              addPeriodPart(*index, mariadbDialect().quoted(row.text(2)) + u" WITHOUT OVERLAPS"_s);
                          });
}

/// Of a MariaDB that has no information_schema.PERIODS.
static void takePeriod(Table &table, const MysqlCreateText &text)
{
    const QString period = text.period();
    table.options.insert(u"period"_s, period);
    const QString quoted = period.section(u" ("_s, 0, -2);
    std::erase_if(table.checks, [&](const Check &check) { return mariadbDialect().quoted(check.name) == quoted; });
    for (Index &index : table.indexes) {
        const QStringList parts = text.indexParts(index.name);
        if (index.parts.size() >= 3 && !parts.isEmpty() && parts.last() == quoted + u" WITHOUT OVERLAPS"_s)
            addPeriodPart(index, parts.last());
    }
}

/// MySQL's CREATE_OPTIONS do not tell of PARTITION BY KEY ().
Result<void> MysqlSchemaReader::readUntoldPartitions()
{
    return m_queries.each(u"SELECT DISTINCT TABLE_NAME FROM information_schema.PARTITIONS"_s + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s)
                              + u" AND PARTITION_METHOD LIKE '%KEY' AND PARTITION_EXPRESSION IS NULL"_s,
                          [this](const MysqlRow &row) {
                              if (const auto table = m_draft.tables.value(row.text(0))) {
                                  table->variant = u"partitioned"_s;
                                  m_inexact.insert(table->ref.name);
                              }
                          });
}

Result<void> MysqlSchemaReader::readCreateTexts()
{
    if (!m_queries.isMariaDb()) {
        if (Result<void> read = readUntoldPartitions(); !read)
            return read;
    }
    const auto names = tablesToAsk();
    if (!names)
        return fail(names.error());
    if (names->isEmpty())
        return {};
    step(tr("details"));
    // As kept: translated into the connection's character set, MySQL breaks signs of four bytes.
    const auto raw = m_queries.run(u"SET @concord_results = @@SESSION.character_set_results, SESSION character_set_results = NULL"_s);
    using enum ErrorKind;
    if (!raw && (raw.error().kind == Lost || raw.error().kind == Timeout || raw.error().kind == Cancelled || raw.error().kind == Connection))
        return raw; // else a server that only speaks as MySQL does
    auto read = showCreate(u"TABLE"_s, *names, m_inexact, [this](const QString &name, const MysqlRow &row) {
        if (const auto table = m_draft.tables.value(name))
            takeExactTexts(*table, MysqlCreateText(row.text(1)));
    });
    if (!raw)
        return read;
    const QString asBefore = u"SET SESSION character_set_results = @concord_results"_s;
    auto back = m_queries.run(asBefore);
    if (!back) // a late cancel may have met it
        back = m_queries.run(asBefore);
    return read ? back : read;
}

/// What must be completed; and, in a database where that does not take seconds, all tables: only there it is told whether a
/// collation or an index' method that a table has anyway is written out.
Result<QStringList> MysqlSchemaReader::tablesToAsk() const
{
    constexpr int fewTables = 500;
    qint64 there = m_there;
    if (!m_wanted.onlyTable.isEmpty()) { // which is to be read as together with the others
        const auto count =
            m_queries.firstRow(u"SELECT COUNT(*) FROM information_schema.TABLES WHERE "_s + m_queries.isNamed(u"TABLE_SCHEMA"_s, m_wanted.schema));
        if (!count)
            return fail(count.error());
        there = count->value(0).toLongLong();
    }
    return there <= fewTables ? m_draft.tables.keys() : QStringList(m_inexact.cbegin(), m_inexact.cend());
}

/// MariaDB's information_schema tells a sign of four bytes as question marks.
static void takeLostSigns(Table &table, const MysqlCreateText &text)
{
    for (Column &column : table.columns) {
        if (column.generationExpression.contains(u'?'))
            takeExpression(MysqlCreateText::expressionAfter(text.column(column.name), u"AS"_s), column.generationExpression);
    }
    for (Check &check : table.checks) {
        if (!check.expression.contains(u'?'))
            continue;
        const QString own = text.check(check.name);
        takeExpression(own.isNull() ? MysqlCreateText::expressionAfter(text.column(check.name), u"CHECK"_s) : own, check.expression);
    }
}

void MysqlSchemaReader::takeExactTexts(Table &table, const MysqlCreateText &text)
{
    table.partitionKey = text.partitions();
    if (hasHiddenOptions(table.options.value(u"engine"_s))) {
        for (const QString &key : {u"UNION"_s, u"INSERT_METHOD"_s, u"CONNECTION"_s}) {
            if (const QString value = text.option(key); !value.isNull())
                table.options.insert(key.toLower(), value);
        }
    }
    if (const QString size = text.option(u"AUTOEXTEND_SIZE"_s); !size.isNull())
        table.options.insert(u"autoextend_size"_s, size);
    const bool hashed = table.options.value(u"engine"_s).compare("MEMORY"_L1, Qt::CaseInsensitive) == 0;
    for (Index &index : table.indexes) {
        index.options = text.indexOptions(index.name);
        if ((index.method == "btree"_L1 && hashed) || (index.method == "hash"_L1 && !hashed)) // its method says so
            index.options = index.options.remove(u"USING "_s + index.method.toUpper()).trimmed();
    }
    if (!text.period().isNull() && !m_queries.has(u"PERIODS"_s))
        takePeriod(table, text);
    if (m_queries.isMariaDb()) {
        takeLostSigns(table, text);
        return;
    }
    for (Column &column : table.columns) {
        const QString definition = text.column(column.name);
        if (column.collation.isEmpty() && !MysqlCreateText::expressionAfter(definition, u"CHARACTER SET"_s).isNull())
            column.collation = table.options.value(u"collation"_s); // the table's, but written out
        if (column.generated != Generated::No)
            takeExpression(MysqlCreateText::expressionAfter(definition, u"AS"_s), column.generationExpression);
        else if (column.defaultExpression && column.type.family == TypeFamily::Bytes && !column.defaultExpression->startsWith(u'('))
            column.defaultExpression = MysqlCreateText::expressionAfter(definition, u"DEFAULT"_s);
        else if (column.defaultExpression && column.defaultExpression->contains(u'?') && column.defaultExpression->startsWith(u'\''))
            column.defaultExpression = MysqlCreateText::expressionAfter(definition, u"DEFAULT"_s);
        else if (column.defaultExpression && column.defaultExpression->startsWith(u'('))
            column.defaultExpression = u'(' + withoutOuterParentheses(MysqlCreateText::expressionAfter(definition, u"DEFAULT"_s)) + u')';
    }
    for (Check &check : table.checks)
        takeExpression(text.check(check.name), check.expression);
    for (Index &index : table.indexes)
        takeParts(text.indexParts(index.name), index);
}

void MysqlSchemaReader::addSequence(const QString &name)
{
    auto sequence = std::make_shared<Sequence>();
    sequence->ref = {m_wanted.schema, name};
    sequence->counting.type = u"bigint"_s;
    m_sequences.insert(name, sequence);
    m_draft.others.push_back(sequence);
}

Result<void> MysqlSchemaReader::readSequences()
{
    if (m_sequences.isEmpty())
        return {};
    step(tr("sequences"));
    if (m_queries.has(u"SEQUENCES"_s)) {
        auto read = m_queries.each(u"SELECT SEQUENCE_NAME, DATA_TYPE FROM information_schema.SEQUENCES"_s + where(u"SEQUENCE_SCHEMA"_s, {}),
                                   [this](const MysqlRow &row) {
                                       if (const auto sequence = m_sequences.value(row.text(0)))
                                           sequence->counting.type = row.text(1);
                                   });
        if (!read)
            return read;
    }
    const Dialect &dialect = mariadbDialect();
    for (const auto &sequence : std::as_const(m_sequences)) {
        auto read = m_queries.each(u"SELECT start_value, increment, minimum_value, maximum_value, cache_size, cycle_option FROM %1.%2"_s.arg(
                                       dialect.quoted(m_wanted.schema), dialect.quoted(sequence->ref.name)),
                                   [&](const MysqlRow &row) {
                                       SequenceOptions &counting = sequence->counting;
                                       counting.start = row.text(0);
                                       counting.increment = row.text(1);
                                       counting.minimum = row.text(2);
                                       counting.maximum = row.text(3);
                                       counting.cache = row.text(4);
                                       counting.cycle = row.view(5) == "1";
                                   });
        if (auto goOn = tolerate(read, u"sequence"_s, sequence->ref.name); !goOn)
            return goOn;
    }
    return {};
}

} // namespace concord
