// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteparse.h"

#include "query/sqllexer.h"
#include "sqlite/sqlitecursor.h"
#include "sqlite/sqlitedialect.h"

using namespace Qt::StringLiterals;

namespace concord {

/// [IF NOT EXISTS] [schema.]name
static std::optional<QString> takeObjectName(SqliteCursor &cursor)
{
    if (cursor.isWord("IF"_L1) && cursor.isWord("NOT"_L1, 1)) {
        cursor.words("IF"_L1, "NOT"_L1);
        cursor.word("EXISTS"_L1);
    }
    std::optional<QString> name = cursor.name();
    if (name && cursor.symbol(u'.'))
        name = cursor.name();
    return name;
}

/// "expr [ASC|DESC]" of an index. Of a name alone a COLLATE is the part's, else the expression's.
static IndexPart indexPart(const QString &text)
{
    IndexPart part;
    SqliteCursor cursor(text);
    const size_t begin = cursor.place();
    while (cursor.left() > 1)
        cursor.any();
    part.expression = text;
    part.descending = cursor.isWord("DESC"_L1);
    if (cursor.place() > begin && (part.descending || cursor.isWord("ASC"_L1)))
        part.expression = cursor.textSince(begin);

    SqliteCursor name(part.expression);
    const std::optional<QString> column = name.name();
    const bool collated = column && name.word("COLLATE"_L1);
    const std::optional<QString> collation = collated ? name.name() : std::nullopt;
    if (column && name.atEnd()) {
        part.column = *column;
        part.collation = collation.value_or(QString());
        part.expression.clear();
    }
    return part;
}

Result<Index> parseSqliteIndex(const QString &sql)
{
    SqliteCursor cursor(sql);
    Index index;
    index.method = u"btree"_s;
    const bool create = cursor.word("CREATE"_L1);
    index.unique = cursor.word("UNIQUE"_L1);
    if (cursor.isBroken() || !create || !cursor.word("INDEX"_L1))
        return fail(cursor.unexpected());
    const std::optional<QString> name = takeObjectName(cursor);
    if (!name || !cursor.word("ON"_L1) || !cursor.name() || !cursor.symbol(u'('))
        return fail(cursor.unexpected());
    index.name = *name;
    do {
        index.parts.push_back(indexPart(cursor.item()));
    } while (cursor.symbol(u','));
    if (!cursor.symbol(u')'))
        return fail(cursor.unexpected());
    if (cursor.word("WHERE"_L1))
        index.predicate = cursor.rest();
    else if (!cursor.atEnd())
        return fail(cursor.unexpected());
    return index;
}

Result<std::shared_ptr<View>> parseSqliteView(const QString &sql)
{
    SqliteCursor cursor(sql);
    const bool create = cursor.word("CREATE"_L1);
    if (!cursor.word("TEMP"_L1))
        cursor.word("TEMPORARY"_L1);
    if (cursor.isBroken() || !create || !cursor.word("VIEW"_L1))
        return fail(cursor.unexpected());
    const std::optional<QString> name = takeObjectName(cursor);
    if (!name)
        return fail(cursor.unexpected());
    auto view = std::make_shared<View>();
    view->ref.name = *name;
    if (cursor.symbol(u'(')) {
        QStringList columns;
        do {
            columns.append(sqliteIdentifier(cursor.name().value_or(QString())));
        } while (cursor.symbol(u','));
        view->options.insert(u"columns"_s, columns.join(u", "_s));
        if (!cursor.symbol(u')'))
            return fail(cursor.unexpected());
    }
    if (!cursor.word("AS"_L1))
        return fail(cursor.unexpected());
    view->definition = cursor.rest();
    return view;
}

static QStringList takeEvents(SqliteCursor &cursor)
{
    if (cursor.word("DELETE"_L1))
        return {u"DELETE"_s};
    if (cursor.word("INSERT"_L1))
        return {u"INSERT"_s};
    if (!cursor.word("UPDATE"_L1))
        return {};
    if (!cursor.word("OF"_L1))
        return {u"UPDATE"_s};
    QStringList columns;
    do {
        columns.append(sqliteIdentifier(cursor.name().value_or(QString())));
    } while (cursor.symbol(u','));
    return {u"UPDATE OF "_s + columns.join(u", "_s)};
}

static QString takeTiming(SqliteCursor &cursor)
{
    if (cursor.word("AFTER"_L1))
        return u"AFTER"_s;
    if (cursor.words("INSTEAD"_L1, "OF"_L1))
        return u"INSTEAD OF"_s;
    cursor.word("BEFORE"_L1);
    return u"BEFORE"_s;
}

Result<Trigger> parseSqliteTrigger(const QString &sql)
{
    SqliteCursor cursor(sql);
    const bool create = cursor.word("CREATE"_L1);
    if (!cursor.word("TEMP"_L1))
        cursor.word("TEMPORARY"_L1);
    if (cursor.isBroken() || !create || !cursor.word("TRIGGER"_L1))
        return fail(cursor.unexpected());
    const std::optional<QString> name = takeObjectName(cursor);
    Trigger trigger;
    trigger.definition = sql.trimmed();
    trigger.level = u"ROW"_s;
    trigger.name = name.value_or(QString());
    trigger.timing = takeTiming(cursor);
    trigger.events = takeEvents(cursor);
    if (!name || trigger.events.isEmpty() || !cursor.word("ON"_L1) || !cursor.name())
        return fail(cursor.unexpected());
    if (cursor.words("FOR"_L1, "EACH"_L1) && !cursor.word("ROW"_L1))
        return fail(cursor.unexpected());
    if (cursor.word("WHEN"_L1)) {
        const size_t begin = cursor.place();
        while (!cursor.atEnd() && !cursor.isWord("BEGIN"_L1))
            cursor.any();
        trigger.condition = cursor.textSince(begin);
    }
    if (!cursor.isWord("BEGIN"_L1))
        return fail(cursor.unexpected());
    trigger.body = cursor.rest();
    return trigger;
}

namespace {

/// Finds the places of a query where a table's name may stand.
class TableNames
{
public:
    explicit TableNames(const QString &sql) : m_cursor(sql) {}

    QStringList find()
    {
        while (!m_cursor.atEnd())
            step();
        return m_names;
    }

private:
    void step();
    bool keyword();

    SqliteCursor m_cursor;
    QStringList m_names;
    std::vector<bool> m_inFrom{false}; ///< for each depth of parentheses: a comma is followed by a table
    bool m_expected = false;
};

/// Words that open or end a list of tables.
bool TableNames::keyword()
{
    static constexpr QLatin1StringView ends[] = {"WHERE"_L1,  "GROUP"_L1,  "ORDER"_L1,     "HAVING"_L1, "LIMIT"_L1,     "UNION"_L1, "EXCEPT"_L1,
                                                 "SELECT"_L1, "VALUES"_L1, "INTERSECT"_L1, "WINDOW"_L1, "RETURNING"_L1, "SET"_L1};
    for (const QLatin1StringView word : ends) {
        if (m_cursor.word(word)) {
            m_inFrom.back() = false;
            m_expected = false;
            return true;
        }
    }
    if (m_cursor.word("FROM"_L1)) {
        m_inFrom.back() = true;
        m_expected = true;
        return true;
    }
    if (m_cursor.word("JOIN"_L1) || m_cursor.word("INTO"_L1) || m_cursor.word("UPDATE"_L1) || m_cursor.word("IN"_L1)) {
        m_expected = true;
        return true;
    }
    if (m_expected && m_cursor.word("OR"_L1)) { // UPDATE OR IGNORE t
        m_cursor.any();
        return true;
    }
    return false;
}

void TableNames::step()
{
    if (keyword())
        return;
    if (m_expected && m_cursor.isName()) {
        std::optional<QString> name = m_cursor.name();
        if (m_cursor.symbol(u'.'))
            name = m_cursor.name();
        if (name && !m_names.contains(*name))
            m_names.append(*name);
        m_expected = false;
    } else if (m_cursor.symbol(u'(')) {
        m_inFrom.push_back(m_expected && m_inFrom.back());
        m_expected = m_inFrom.back();
    } else if (m_cursor.symbol(u')')) {
        if (m_inFrom.size() > 1)
            m_inFrom.pop_back();
        m_expected = false;
    } else {
        m_expected = m_cursor.isSymbol(u',') && m_inFrom.back();
        if (m_cursor.isKind(SqlToken::Kind::Delimiter))
            m_inFrom = {false};
        m_cursor.any();
    }
}

} // namespace

QStringList sqliteTableNames(const QString &sql)
{
    return TableNames(sql).find();
}

} // namespace concord
