// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitetablefacts.h"

#include "query/sqllexer.h"
#include "sqlite/sqlitedialect.h"
#include "sqlite/sqliteparsecolumn.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqliteCatalog", text);
}

QStringList keyColumns(const SqliteFacts &facts)
{
    std::vector<std::pair<int, QString>> found;
    for (const SqliteColumnFact &column : facts.columns) {
        if (column.keyPosition > 0)
            found.emplace_back(column.keyPosition, column.name);
    }
    std::ranges::sort(found);
    QStringList columns;
    for (const auto &[position, name] : found)
        columns.append(name);
    return columns;
}

QStringList columnsOfIndex(const SqliteIndexFact &index)
{
    QStringList columns;
    for (const SqliteIndexFact::Part &part : index.parts)
        columns.append(part.name);
    return columns;
}

/// SQLite answers with the author's own spelling, blanks and comments included, or with a usual name in upper case.
bool sameType(const QString &text, const QString &said)
{
    if (text.compare(said, Qt::CaseInsensitive) == 0)
        return true;
    // Of a quoted type it tells what is left after a rough way of taking quotes off.
    if (!text.isEmpty() && QStringView(u"\"'`[").contains(text.front()))
        return true;
    SqliteCursor cursor(said);
    return takeSqliteType(cursor).compare(text, Qt::CaseInsensitive) == 0;
}

bool sameColumn(const Column &text, const SqliteColumnFact &fact)
{
    const int hidden = text.generated == Generated::Stored ? 3 : text.generated == Generated::Virtual ? 2 : 0;
    // NOT NULL of a key's columns is not always written.
    const bool sameNull = fact.keyPosition > 0 || text.nullable != fact.notNull;
    return text.name == fact.name && sameType(text.nativeType, fact.type) && sameNull && hidden == fact.hidden
           && text.defaultExpression.has_value() == fact.defaultText.has_value();
}

ReferentialAction actionOf(const QString &words)
{
    if (words == u"CASCADE")
        return ReferentialAction::Cascade;
    if (words == u"RESTRICT")
        return ReferentialAction::Restrict;
    if (words == u"SET NULL")
        return ReferentialAction::SetNull;
    return words == u"SET DEFAULT" ? ReferentialAction::SetDefault : ReferentialAction::NoAction;
}

Column columnFrom(const SqliteColumnFact &fact)
{
    Column column;
    column.name = fact.name;
    column.nativeType = fact.type;
    column.nullable = !fact.notNull;
    column.hidden = fact.hidden == 1;
    column.generated = fact.hidden == 3 ? Generated::Stored : fact.hidden == 2 ? Generated::Virtual : Generated::No;
    column.defaultExpression = fact.defaultText;
    return column;
}

Key unnamedKey(const QStringList &columns)
{
    Key key;
    key.nameGenerated = true;
    key.columns = columns;
    return key;
}

QString builtInUpper(const QString &collation)
{
    const QString upper = upperAscii(collation);
    return upper == u"NOCASE" || upper == u"RTRIM" || upper == u"BINARY" ? upper : collation;
}

} // namespace

bool sqliteTextTellsAll(const Table &text, const SqliteFacts &facts)
{
    static constexpr auto unsure = {"\"", "`", "[", "--", "/*"};
    const bool plain = std::ranges::none_of(unsure, [&](const char *mark) { return facts.sql.contains(mark); });
    const bool generates = std::ranges::any_of(text.columns, [](const Column &column) { return column.generated != Generated::No; });
    return plain && !generates && text.options.isEmpty() && !facts.withoutRowid && !facts.strict
           && text.columns.size() == static_cast<size_t>(facts.columnCount);
}

QString sqliteOwnSpelling(const QString &type)
{
    static const QStringList own = {u"ANY"_s, u"BLOB"_s, u"INT"_s, u"INTEGER"_s, u"REAL"_s, u"TEXT"_s};
    const auto found = std::ranges::find_if(own, [&type](const QString &one) { return type.compare(one, Qt::CaseInsensitive) == 0; });
    return found == own.end() ? type : *found;
}

QString sqliteDisagreement(const Table &text, const SqliteFacts &facts)
{
    if (text.columns.size() != facts.columns.size())
        return tr("SQLite knows %1 columns, the text names %2.").arg(facts.columns.size()).arg(text.columns.size());
    for (size_t i = 0; i < facts.columns.size(); ++i) {
        if (!sameColumn(text.columns[i], facts.columns[i]))
            return tr("SQLite and the text say different things of column “%1”.").arg(facts.columns[i].name);
    }
    if ((text.primaryKey ? text.primaryKey->columns : QStringList()) != keyColumns(facts))
        return tr("SQLite and the text name different primary keys.");
    if (text.options.contains(u"without_rowid"_s) != facts.withoutRowid || text.options.contains(u"strict"_s) != facts.strict)
        return tr("SQLite and the text name different table options.");
    return {};
}

std::shared_ptr<Table> sqliteTableFromFacts(const SqliteFacts &facts)
{
    auto table = std::make_shared<Table>();
    for (const SqliteColumnFact &column : facts.columns)
        table->columns.push_back(columnFrom(column));
    if (const QStringList key = keyColumns(facts); !key.isEmpty())
        table->primaryKey = unnamedKey(key);
    for (const SqliteIndexFact &index : facts.uniques)
        table->uniques.push_back(unnamedKey(columnsOfIndex(index)));
    for (const SqliteForeignFact &fact : facts.foreignKeys) {
        ForeignKey &key = table->foreignKeys.emplace_back();
        key.nameGenerated = true;
        key.columns = fact.from;
        key.target = {{}, fact.target};
        key.targetColumns = fact.to;
        key.onUpdate = actionOf(fact.onUpdate);
        key.onDelete = actionOf(fact.onDelete);
        key.match = fact.match == u"NONE" || fact.match == u"SIMPLE" ? QString() : fact.match;
    }
    if (facts.withoutRowid)
        table->options.insert(u"without_rowid"_s, u"true"_s);
    if (facts.strict)
        table->options.insert(u"strict"_s, u"true"_s);
    return table;
}

/// The collation that a part names beside its column's own; empty: the column's.
static QString ownCollation(const QString &named, const Column *column)
{
    const QString inherited = column && !column->collation.isEmpty() ? column->collation : u"BINARY"_s;
    const QString collation = builtInUpper(named);
    return collation == builtInUpper(inherited) ? QString() : collation;
}

bool settleSqliteIndex(Index &index, const std::vector<Column> &columns)
{
    for (IndexPart &part : index.parts) {
        const auto column = std::ranges::find_if(columns, [&](const Column &one) { return sameSqliteName(one.name, part.column); });
        if (!part.expression.isEmpty() || column == columns.end())
            return false;
        part.column = column->name;
        if (!part.collation.isEmpty())
            part.collation = ownCollation(part.collation, &*column);
    }
    return true;
}

Index sqliteIndexFromFacts(const SqliteIndexFact &fact, Index text, const std::vector<Column> &columns)
{
    Index index = std::move(text);
    index.name = fact.name;
    index.method = u"btree"_s;
    index.unique = fact.unique;
    index.parts.resize(fact.parts.size());
    for (size_t i = 0; i < fact.parts.size(); ++i) {
        const SqliteIndexFact::Part &said = fact.parts[i];
        IndexPart &part = index.parts[i];
        part.descending = said.descending;
        if (said.column == -2) {
            if (part.expression.isEmpty() && !part.column.isEmpty())
                part.expression = sqliteIdentifier(part.column);
            part.column.clear();
            part.collation.clear(); // stands in the expression
            continue;
        }
        part.expression.clear();
        if (said.column >= 0)
            part.column = said.name;
        part.collation = ownCollation(said.collation, findColumn(columns, part.column));
    }
    return index;
}

} // namespace concord
