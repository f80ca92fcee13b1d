// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteparse.h"

#include "query/sqllexer.h"
#include "sqlite/sqlitedialect.h"
#include "sqlite/sqliteparsecolumn.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// An optional clause and what follows it, with a blank between.
QString joined(const QString &first, const QString &second)
{
    return first.isEmpty() || second.isEmpty() ? first + second : first + u' ' + second;
}

class TableParser
{
public:
    explicit TableParser(const QString &sql) : m_cursor(sql), m_table(std::make_shared<Table>()) {}

    Result<std::shared_ptr<Table>> parse()
    {
        if (m_cursor.isBroken() || !statement())
            return fail(m_cursor.unexpected());
        settle();
        return m_table;
    }

private:
    bool statement();
    bool name();
    bool virtualTable();
    bool body();
    bool column();
    bool columnConstraint(Column &column);
    bool columnKey(Column &column);
    bool notNull(Column &column);
    bool generated(Column &column);
    bool tableConstraint();
    bool tableKey(bool primary);
    bool check();
    bool foreignKey();
    bool tableOptions();
    void settle();
    void settleNames(QStringList &names) const;
    [[nodiscard]] bool beginsTableConstraint() const;

    template<class Member>
    Member &named(Member &member)
    {
        member.name = std::exchange(m_name, {});
        member.nameGenerated = member.name.isEmpty();
        return member;
    }

    SqliteCursor m_cursor;
    std::shared_ptr<Table> m_table;
    QString m_name; ///< after CONSTRAINT, for the constraint to come
};

bool TableParser::statement()
{
    if (!m_cursor.word("CREATE"_L1))
        return false;
    if (m_cursor.words("VIRTUAL"_L1, "TABLE"_L1))
        return name() && virtualTable();
    if (!m_cursor.word("TEMP"_L1))
        m_cursor.word("TEMPORARY"_L1);
    return m_cursor.word("TABLE"_L1) && name() && m_cursor.symbol(u'(') && body() && m_cursor.symbol(u')') && tableOptions() && m_cursor.atEnd();
}

bool TableParser::name()
{
    if (m_cursor.isWord("IF"_L1) && m_cursor.isWord("NOT"_L1, 1)) {
        m_cursor.words("IF"_L1, "NOT"_L1);
        if (!m_cursor.word("EXISTS"_L1))
            return false;
    }
    std::optional<QString> name = m_cursor.name();
    if (name && m_cursor.symbol(u'.'))
        name = m_cursor.name();
    if (name)
        m_table->ref.name = *name;
    return name.has_value();
}

bool TableParser::virtualTable()
{
    m_table->variant = u"virtual"_s;
    if (!m_cursor.word("USING"_L1))
        return false;
    const std::optional<QString> module = m_cursor.name();
    if (!module)
        return false;
    m_table->options.insert(u"module"_s, *module);
    if (m_cursor.isSymbol(u'(')) {
        const std::optional<QString> arguments = m_cursor.parenthesised();
        if (!arguments)
            return false;
        m_table->options.insert(u"arguments"_s, *arguments);
    }
    return m_cursor.atEnd();
}

bool TableParser::beginsTableConstraint() const
{
    static constexpr QLatin1StringView words[] = {"CONSTRAINT"_L1, "PRIMARY"_L1, "UNIQUE"_L1, "CHECK"_L1, "FOREIGN"_L1};
    return std::ranges::any_of(words, [this](QLatin1StringView word) { return m_cursor.isWord(word); });
}

bool TableParser::body()
{
    do {
        if (!column())
            return false;
    } while (m_cursor.symbol(u',') && !beginsTableConstraint());
    // Between constraints SQLite does without commas.
    while (beginsTableConstraint()) {
        if (!tableConstraint())
            return false;
        if (m_cursor.symbol(u','))
            m_name.clear();
    }
    return true;
}

bool TableParser::column()
{
    std::optional<QString> name = m_cursor.name();
    if (!name)
        return false;
    Column column;
    column.name = std::move(*name);
    column.nativeType = takeSqliteType(m_cursor);
    m_name.clear();
    while (!m_cursor.isSymbol(u',') && !m_cursor.isSymbol(u')')) {
        if (!columnConstraint(column))
            return false;
    }
    m_table->columns.push_back(std::move(column));
    return true;
}

bool TableParser::columnConstraint(Column &column)
{
    if (m_cursor.word("CONSTRAINT"_L1)) {
        m_name = m_cursor.name().value_or(QString());
        return !m_name.isEmpty();
    }
    if (m_cursor.isWord("PRIMARY"_L1) || m_cursor.isWord("UNIQUE"_L1))
        return columnKey(column);
    if (m_cursor.isWord("CHECK"_L1))
        return check();
    if (m_cursor.word("DEFAULT"_L1)) {
        m_name.clear();
        column.defaultExpression = takeSqliteDefault(m_cursor);
        return column.defaultExpression.has_value();
    }
    if (m_cursor.word("COLLATE"_L1)) {
        m_name.clear();
        column.collation = m_cursor.name().value_or(QString());
        return !column.collation.isEmpty();
    }
    if (m_cursor.word("REFERENCES"_L1)) {
        ForeignKey key;
        named(key).columns = {column.name};
        m_table->foreignKeys.push_back(std::move(key));
        return takeSqliteReference(m_cursor, m_table->foreignKeys.back());
    }
    if (m_cursor.isWord("DEFERRABLE"_L1) || (m_cursor.isWord("NOT"_L1) && m_cursor.isWord("DEFERRABLE"_L1, 1))) {
        ForeignKey none; // SQLite takes it without a foreign key too
        return takeSqliteDeferrable(m_cursor, m_table->foreignKeys.empty() ? none : m_table->foreignKeys.back());
    }
    if (m_cursor.isWord("NOT"_L1) || m_cursor.isWord("NULL"_L1))
        return notNull(column);
    return generated(column);
}

bool TableParser::notNull(Column &column)
{
    const bool no = m_cursor.word("NOT"_L1);
    if (!m_cursor.word("NULL"_L1))
        return false;
    const QString conflict = takeSqliteConflict(m_cursor);
    const QString name = std::exchange(m_name, {});
    if (!no) // NULL says what is so anyway
        return true;
    column.nullable = false;
    if (!conflict.isEmpty() || !name.isEmpty())
        column.options = joined(joined(name.isEmpty() ? QString() : u"CONSTRAINT "_s + sqliteIdentifier(name), u"NOT NULL"_s), conflict);
    return true;
}

bool TableParser::generated(Column &column)
{
    m_name.clear();
    m_cursor.words("GENERATED"_L1, "ALWAYS"_L1);
    if (!m_cursor.word("AS"_L1))
        return false;
    const std::optional<QString> expression = m_cursor.parenthesised();
    if (!expression)
        return false;
    column.generationExpression = *expression;
    column.generated = m_cursor.word("STORED"_L1) ? Generated::Stored : Generated::Virtual;
    m_cursor.word("VIRTUAL"_L1);
    return true;
}

bool TableParser::columnKey(Column &column)
{
    Key key;
    named(key).columns = {column.name};
    if (m_cursor.word("UNIQUE"_L1)) {
        key.options = takeSqliteConflict(m_cursor);
        m_table->uniques.push_back(std::move(key));
        return true;
    }
    if (!m_cursor.words("PRIMARY"_L1, "KEY"_L1))
        return false;
    const QString order = m_cursor.word("DESC"_L1) ? u"DESC"_s : QString();
    if (order.isEmpty())
        m_cursor.word("ASC"_L1);
    key.options = joined(order, takeSqliteConflict(m_cursor));
    if (m_cursor.word("AUTOINCREMENT"_L1))
        column.identity = Identity::AutoIncrement;
    m_table->primaryKey = std::move(key);
    return true;
}

bool TableParser::tableConstraint()
{
    if (m_cursor.word("CONSTRAINT"_L1)) {
        m_name = m_cursor.name().value_or(QString());
        return !m_name.isEmpty();
    }
    if (m_cursor.words("PRIMARY"_L1, "KEY"_L1))
        return tableKey(true);
    if (m_cursor.word("UNIQUE"_L1))
        return tableKey(false);
    if (m_cursor.words("FOREIGN"_L1, "KEY"_L1))
        return foreignKey();
    if (!check())
        return false;
    static_cast<void>(takeSqliteConflict(m_cursor)); // of a CHECK it means nothing
    return true;
}

bool TableParser::tableKey(bool primary)
{
    std::vector<SqliteKeyPart> parts;
    if (!takeSqliteKeyParts(m_cursor, parts))
        return false;
    Key key;
    named(key);
    QStringList written;
    bool plain = true;
    for (const SqliteKeyPart &part : parts) {
        key.columns.append(part.column);
        written.append(joined(sqliteIdentifier(part.column), part.decoration));
        plain = plain && part.decoration.isEmpty();
    }
    key.options = joined(plain ? QString() : u'(' + written.join(u", "_s) + u')', takeSqliteConflict(m_cursor));
    if (primary && parts.front().autoIncrement) {
        const auto column = std::ranges::find_if(m_table->columns, [&](const Column &one) { return sameSqliteName(one.name, parts.front().column); });
        if (column != m_table->columns.end())
            column->identity = Identity::AutoIncrement;
    }
    if (primary)
        m_table->primaryKey = std::move(key);
    else
        m_table->uniques.push_back(std::move(key));
    return true;
}

bool TableParser::check()
{
    if (!m_cursor.word("CHECK"_L1))
        return false;
    const std::optional<QString> expression = m_cursor.parenthesised();
    if (!expression)
        return false;
    Check check;
    named(check).expression = *expression;
    m_table->checks.push_back(std::move(check));
    return true;
}

bool TableParser::foreignKey()
{
    std::vector<SqliteKeyPart> parts;
    if (!takeSqliteKeyParts(m_cursor, parts) || !m_cursor.word("REFERENCES"_L1))
        return false;
    ForeignKey key;
    named(key);
    for (SqliteKeyPart &part : parts)
        key.columns.append(std::move(part.column));
    m_table->foreignKeys.push_back(std::move(key));
    return takeSqliteReference(m_cursor, m_table->foreignKeys.back());
}

bool TableParser::tableOptions()
{
    while (!m_cursor.atEnd()) {
        if (m_cursor.words("WITHOUT"_L1, "ROWID"_L1))
            m_table->options.insert(u"without_rowid"_s, u"true"_s);
        else if (m_cursor.word("STRICT"_L1))
            m_table->options.insert(u"strict"_s, u"true"_s);
        else if (!m_cursor.symbol(u',')) // one more than needed is fine
            return false;
    }
    return true;
}

/// Names as the columns spell them, so that a reader finds them.
void TableParser::settleNames(QStringList &names) const
{
    for (QString &name : names) {
        const auto column = std::ranges::find_if(m_table->columns, [&](const Column &one) { return sameSqliteName(one.name, name); });
        if (column != m_table->columns.end())
            name = column->name;
    }
}

void TableParser::settle()
{
    for (Column &column : m_table->columns) {
        const QString upper = upperAscii(column.collation);
        if (upper == u"BINARY")
            column.collation.clear();
        else if (upper == u"NOCASE" || upper == u"RTRIM")
            column.collation = upper;
    }
    if (m_table->primaryKey)
        settleNames(m_table->primaryKey->columns);
    for (Key &key : m_table->uniques)
        settleNames(key.columns);
    for (ForeignKey &key : m_table->foreignKeys)
        settleNames(key.columns);
}

} // namespace

Result<std::shared_ptr<Table>> parseSqliteTable(const QString &sql)
{
    return TableParser(sql).parse();
}

} // namespace concord
