// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqltables.h"

#include "query/sqlanalysis.h"
#include "query/statementlanguage.h"

#include <QSet>

#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString unquoted(QStringView text, SqlToken::Kind kind)
{
    if (kind != SqlToken::Kind::QuotedIdentifier || text.size() < 2)
        return text.toString();
    const QChar close = text.back();
    QString name = text.sliced(1, text.size() - 2).toString();
    return name.replace(QString(2, close), QString(close));
}

/// Words that may follow a table and are no alias of it.
bool endsTable(const QString &word)
{
    static const QSet<QString> words{u"WHERE"_s,  u"JOIN"_s,    u"INNER"_s,   u"LEFT"_s,        u"RIGHT"_s,        u"FULL"_s,
                                     u"CROSS"_s,  u"NATURAL"_s, u"ON"_s,      u"USING"_s,       u"GROUP"_s,        u"ORDER"_s,
                                     u"HAVING"_s, u"LIMIT"_s,   u"OFFSET"_s,  u"FETCH"_s,       u"UNION"_s,        u"EXCEPT"_s,
                                     u"SET"_s,    u"VALUES"_s,  u"SELECT"_s,  u"WINDOW"_s,      u"INTERSECT"_s,    u"RETURNING"_s,
                                     u"FOR"_s,    u"LATERAL"_s, u"DEFAULT"_s, u"TABLESAMPLE"_s, u"STRAIGHT_JOIN"_s};
    return words.contains(word);
}

class Reader
{
public:
    /// `statement` must outlive it.
    Reader(const QString &statement, const Dialect &dialect) : m_lexemes(statement, dialect) {}

    [[nodiscard]] QList<NamedTable> tables()
    {
        for (int i = 0; i < m_lexemes.size(); ++i) {
            // Not SqlLexemes::word(): in an unfinished `o. FROM orders o` FROM would be a name.
            const QString word = m_lexemes[i].kind == SqlToken::Kind::Word ? upperAscii(m_lexemes.text(i)) : QString();
            if (word == "FROM"_L1 || word == "JOIN"_L1)
                readList(i + 1);
            else if (word == "INTO"_L1 || word == "UPDATE"_L1)
                (void)readTable(i + 1);
        }
        return m_tables;
    }

private:
    [[nodiscard]] bool isIdentifier(int i) const
    {
        if (i >= m_lexemes.size())
            return false;
        const auto kind = m_lexemes[i].kind;
        return kind == SqlToken::Kind::Word || kind == SqlToken::Kind::QuotedIdentifier;
    }
    [[nodiscard]] QString name(int i) const { return unquoted(m_lexemes.text(i), m_lexemes[i].kind); }

    void readList(int i)
    {
        for (;;) {
            i = readTable(i);
            if (!m_lexemes.isSymbol(i, u","))
                return;
            ++i;
        }
    }

    /// The lexeme after the table (or the subquery) at i, and after its alias.
    int readTable(int i)
    {
        if (m_lexemes.isWord(i, "ONLY"_L1) || m_lexemes.isWord(i, "LATERAL"_L1))
            ++i;
        NamedTable table;
        const bool subquery = m_lexemes.isSymbol(i, u"(");
        if (subquery) {
            i = m_lexemes.afterGroup(i); // its own FROM is read when the walk comes to it
        } else {
            if (!isIdentifier(i) || (m_lexemes[i].kind == SqlToken::Kind::Word && endsTable(m_lexemes.word(i))))
                return i;
            table.name = name(i++);
            while (m_lexemes.isSymbol(i, u".") && isIdentifier(i + 1)) {
                table.schema = table.name;
                table.name = name(i + 1);
                i += 2;
            }
        }
        if (i < m_lexemes.size() && m_lexemes[i].kind == SqlToken::Kind::Word && isKeyword(m_lexemes.text(i), "AS"_L1))
            ++i;
        if (isIdentifier(i) && !(m_lexemes[i].kind == SqlToken::Kind::Word && endsTable(upperAscii(m_lexemes.text(i)))))
            table.alias = name(i++);
        if (!subquery)
            m_tables.append(table);
        return i;
    }

    SqlLexemes m_lexemes;
    QList<NamedTable> m_tables;
};

} // namespace

QList<NamedTable> namedTables(const QString &statement, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->objects(statement);
    return Reader(statement, dialect).tables();
}

QString qualifierAt(const QString &text, int cursor, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->qualifierAt(text, cursor);
    QString before;    // the name right before what comes
    QString qualifier; // the name before the last dot, while nothing but a name has come since
    for (const SqlToken &token : tokenize(QStringView(text).left(cursor), dialect)) {
        const QStringView part = QStringView(text).sliced(token.offset, token.length);
        if (token.kind == SqlToken::Kind::Symbol && part == u".") {
            qualifier = std::exchange(before, {});
        } else if (token.kind == SqlToken::Kind::Word || token.kind == SqlToken::Kind::QuotedIdentifier) {
            before = unquoted(part, token.kind);
        } else {
            before.clear();
            qualifier.clear();
        }
    }
    return qualifier;
}

QString firstTable(const QString &statement, const Dialect &dialect)
{
    if (dialect.language) {
        const QList<NamedTable> objects = dialect.language->objects(statement);
        return objects.isEmpty() ? QString() : objects.first().name;
    }
    const QList<SqlToken> tokens = tokenize(statement, dialect);
    bool after = false;
    QString name;
    for (const SqlToken &token : tokens) {
        const QString text = statement.mid(token.offset, token.length);
        const bool isName = token.kind == SqlToken::Kind::Word || token.kind == SqlToken::Kind::QuotedIdentifier;
        if (token.kind == SqlToken::Kind::Blank || token.kind == SqlToken::Kind::Comment)
            continue;
        if (!name.isEmpty() && text != u"."_s && !name.endsWith(u'.'))
            return name;
        if (after && (isName || (!name.isEmpty() && text == u"."_s)))
            name += text;
        else if (after)
            after = false;
        if (!after && token.kind == SqlToken::Kind::Word) {
            const QString word = text.toUpper();
            after = word == u"FROM"_s || word == u"INTO"_s || word == u"UPDATE"_s || word == u"TABLE"_s;
        }
    }
    return name;
}

} // namespace concord
