// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteschemawriter.h"

#include "connection/dialect.h"
#include "query/sqllexer.h"
#include "sqlite/sqlitedialect.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString names(const QStringList &all)
{
    QStringList quoted;
    for (const QString &name : all)
        quoted.append(sqliteIdentifier(name));
    return u'(' + quoted.join(u", "_s) + u')';
}

/// A comment to the end of the line would swallow what comes after it.
QString closedLine(const QString &text)
{
    SqlLexer lexer(text, sqliteDialect(), SqlLexer::Scope::Statement);
    SqlToken token;
    bool open = false;
    while (lexer.next(token))
        open = token.kind == SqlToken::Kind::Comment && QStringView(text).sliced(token.offset).startsWith(u"--");
    return open ? text + u'\n' : text;
}

QString inParentheses(const QString &expression)
{
    return u'(' + closedLine(expression) + u')';
}

/// What may stand after DEFAULT without parentheses: one literal.
bool isLiteral(const QString &expression)
{
    SqlLexer lexer(expression, sqliteDialect(), SqlLexer::Scope::Statement);
    SqlToken token;
    int count = 0;
    bool literal = false;
    while (lexer.next(token)) {
        const QString text = expression.sliced(token.offset, token.length);
        const bool sign = count == 0 && (text == u"-" || text == u"+");
        if (sign)
            continue;
        static const QSet<QString> words{u"NULL"_s, u"TRUE"_s, u"FALSE"_s, u"CURRENT_DATE"_s, u"CURRENT_TIME"_s, u"CURRENT_TIMESTAMP"_s};
        literal = token.kind == SqlToken::Kind::Number || token.kind == SqlToken::Kind::String || token.kind == SqlToken::Kind::QuotedIdentifier
                  || (token.kind == SqlToken::Kind::Word && words.contains(upperAscii(text)));
        ++count;
    }
    return count == 1 && literal;
}

QString constraintName(const QString &name, bool generated)
{
    return name.isEmpty() || generated ? QString() : u"CONSTRAINT "_s + sqliteIdentifier(name) + u' ';
}

QString actionText(ReferentialAction action)
{
    switch (action) {
    case ReferentialAction::Restrict: return u"RESTRICT"_s;
    case ReferentialAction::Cascade: return u"CASCADE"_s;
    case ReferentialAction::SetNull: return u"SET NULL"_s;
    case ReferentialAction::SetDefault: return u"SET DEFAULT"_s;
    case ReferentialAction::NoAction: break;
    }
    return {};
}

QString foreignKeyText(const ForeignKey &key)
{
    QString text =
        constraintName(key.name, key.nameGenerated) + u"FOREIGN KEY "_s + names(key.columns) + u" REFERENCES "_s + sqliteIdentifier(key.target.name);
    if (!key.targetColumns.isEmpty())
        text += u' ' + names(key.targetColumns);
    if (const QString action = actionText(key.onDelete); !action.isEmpty())
        text += u" ON DELETE "_s + action;
    if (const QString action = actionText(key.onUpdate); !action.isEmpty())
        text += u" ON UPDATE "_s + action;
    if (!key.match.isEmpty())
        text += u" MATCH "_s + key.match;
    if (key.deferrable)
        text += key.initiallyDeferred ? u" DEFERRABLE INITIALLY DEFERRED"_s : u" DEFERRABLE"_s;
    return text;
}

/// The key stands at its column: only there AUTOINCREMENT, DESC and the row's own number read as people write them.
bool standsAtColumn(const Table &table, const Column &column)
{
    const std::optional<Key> &key = table.primaryKey;
    if (!key || key->columns != QStringList{column.name} || key->options.startsWith(u'('))
        return false;
    return column.identity == Identity::AutoIncrement || key->options.startsWith(u"DESC")
           || column.nativeType.compare(u"INTEGER"_s, Qt::CaseInsensitive) == 0;
}

QString keyText(const Key &key, const QString &word)
{
    const bool hasList = key.options.startsWith(u'(');
    QString text = constraintName(key.name, key.nameGenerated) + word + u' ' + (hasList ? key.options : names(key.columns));
    if (!hasList && !key.options.isEmpty())
        text += u' ' + key.options;
    return text;
}

QString columnText(const Table &table, const Column &column)
{
    QString text = sqliteIdentifier(column.name);
    if (!column.nativeType.isEmpty())
        text += u' ' + column.nativeType;
    const bool key = standsAtColumn(table, column);
    const bool alone = table.primaryKey && table.primaryKey->columns == QStringList{column.name};
    const bool rowid = alone && !table.options.contains(u"without_rowid"_s) && column.nativeType.compare(u"INTEGER"_s, Qt::CaseInsensitive) == 0;
    if (key) {
        text += u' ' + constraintName(table.primaryKey->name, table.primaryKey->nameGenerated) + u"PRIMARY KEY"_s;
        if (!table.primaryKey->options.isEmpty())
            text += u' ' + table.primaryKey->options;
        if (column.identity == Identity::AutoIncrement)
            text += u" AUTOINCREMENT"_s;
    }
    if (!column.options.isEmpty())
        text += u' ' + column.options;
    else if (!column.nullable && !(rowid && !table.primaryKey->options.startsWith(u"DESC")))
        text += u" NOT NULL"_s;
    if (column.defaultExpression)
        text += u" DEFAULT "_s + (isLiteral(*column.defaultExpression) ? *column.defaultExpression : inParentheses(*column.defaultExpression));
    if (!column.collation.isEmpty())
        text += u" COLLATE "_s + sqliteIdentifier(column.collation);
    if (column.generated != Generated::No)
        text += u" GENERATED ALWAYS AS "_s + inParentheses(column.generationExpression)
                + (column.generated == Generated::Stored ? u" STORED"_s : u" VIRTUAL"_s);
    return text;
}

QString tableOptions(const Table &table)
{
    QStringList options;
    if (table.options.contains(u"strict"_s))
        options.append(u"STRICT"_s);
    if (table.options.contains(u"without_rowid"_s))
        options.append(u"WITHOUT ROWID"_s);
    return options.isEmpty() ? QString() : u' ' + options.join(u", "_s);
}

QString tableText(const Table &table)
{
    QStringList lines;
    bool keyWritten = !table.primaryKey;
    for (const Column &column : table.columns) {
        lines.append(columnText(table, column));
        keyWritten = keyWritten || standsAtColumn(table, column);
    }
    if (!keyWritten)
        lines.append(keyText(*table.primaryKey, u"PRIMARY KEY"_s));
    for (const Key &key : table.uniques)
        lines.append(keyText(key, u"UNIQUE"_s));
    for (const Check &check : table.checks)
        lines.append(constraintName(check.name, check.nameGenerated) + u"CHECK "_s + inParentheses(check.expression));
    for (const ForeignKey &key : table.foreignKeys)
        lines.append(foreignKeyText(key));
    return u"CREATE TABLE "_s + sqliteIdentifier(table.ref.name) + u" (\n  "_s + lines.join(u",\n  "_s) + u"\n)"_s + tableOptions(table);
}

QString virtualTableText(const Table &table)
{
    QString text = u"CREATE VIRTUAL TABLE "_s + sqliteIdentifier(table.ref.name) + u" USING "_s + sqliteIdentifier(table.options.value(u"module"_s));
    if (const auto arguments = table.options.constFind(u"arguments"_s); arguments != table.options.constEnd())
        text += inParentheses(*arguments);
    return text;
}

QString indexText(const Index &index, const QString &table)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        QString text = part.column.isEmpty() ? closedLine(part.expression) : sqliteIdentifier(part.column);
        if (!part.collation.isEmpty())
            text += u" COLLATE "_s + sqliteIdentifier(part.collation);
        parts.append(part.descending ? text + u" DESC"_s : text);
    }
    QString text = (index.unique ? u"CREATE UNIQUE INDEX "_s : u"CREATE INDEX "_s) + sqliteIdentifier(index.name) + u" ON "_s
                   + sqliteIdentifier(table) + u" ("_s + parts.join(u", "_s) + u')';
    if (!index.predicate.isEmpty())
        text += u" WHERE "_s + closedLine(index.predicate);
    return text;
}

class SqliteSchemaWriter final : public SchemaWriter
{
public:
    std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &) const override
    {
        std::vector<DdlStatement> script;
        const auto add = [&](DdlPhase phase, const QString &sql) { script.push_back({sql, phase, object.kind, object.ref, {}}); };
        if (object.kind == ObjectKind::Table) {
            const auto &table = static_cast<const Table &>(object);
            if (table.variant != u"shadow")
                add(DdlPhase::Table, table.variant == u"virtual" ? virtualTableText(table) : tableText(table));
            for (const Index &index : table.indexes)
                add(DdlPhase::Index, indexText(index, table.ref.name));
            for (const Trigger &trigger : table.triggers)
                add(DdlPhase::Trigger, closedLine(trigger.definition));
        } else if (object.kind == ObjectKind::View) {
            const auto &view = static_cast<const View &>(object);
            const QString columns = view.options.value(u"columns"_s);
            add(DdlPhase::View, u"CREATE VIEW "_s + sqliteIdentifier(view.ref.name) + (columns.isEmpty() ? QString() : u" ("_s + columns + u')')
                                    + u" AS\n"_s + closedLine(view.definition));
            for (const Trigger &trigger : view.triggers)
                add(DdlPhase::Trigger, closedLine(trigger.definition));
        }
        return script;
    }
};

} // namespace

const SchemaWriter &sqliteSchemaWriter()
{
    static const SqliteSchemaWriter writer;
    return writer;
}

} // namespace concord
