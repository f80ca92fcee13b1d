// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlmentions.h"

#include "mysql/mysqldialect.h"
#include "query/sqltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

using Kind = SqlToken::Kind;

bool isName(const SqlToken &token)
{
    return token.kind == Kind::QuotedIdentifier || token.kind == Kind::Word;
}

QString nameOf(const QString &sql, const SqlToken &token)
{
    const QString text = sql.sliced(token.offset, token.length);
    return token.kind == Kind::QuotedIdentifier && text.startsWith(u'`') ? text.sliced(1, text.size() - 2).replace(u"``"_s, u"`"_s) : text;
}

bool isSymbol(const QString &sql, const QList<SqlToken> &tokens, qsizetype i, QChar symbol)
{
    return i >= 0 && i < tokens.size() && tokens[i].length == 1 && sql[tokens[i].offset] == symbol;
}

/// The token at `i` is a database before a dot, and no part of a longer name.
bool isQualifier(const QString &sql, const QList<SqlToken> &tokens, qsizetype i, const QString &schema)
{
    return isName(tokens[i]) && !isSymbol(sql, tokens, i - 1, u'.') && isSymbol(sql, tokens, i + 1, u'.') && i + 2 < tokens.size()
           && isName(tokens[i + 2]) && nameOf(sql, tokens[i]) == schema;
}

} // namespace

std::vector<ObjectRef> mentionedObjects(const QString &sql, const QString &schema)
{
    std::vector<ObjectRef> mentioned;
    const QList<SqlToken> tokens = tokenize(sql, mysqlDialect());
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (isQualifier(sql, tokens, i, schema))
            mentioned.push_back({schema, nameOf(sql, tokens[i + 2])});
        else if (tokens[i].kind == Kind::QuotedIdentifier && isSymbol(sql, tokens, i + 1, u'(') && !isSymbol(sql, tokens, i - 1, u'.'))
            mentioned.push_back({schema, nameOf(sql, tokens[i])});
    }
    std::ranges::sort(mentioned);
    const auto repeated = std::ranges::unique(mentioned);
    mentioned.erase(repeated.begin(), repeated.end());
    return mentioned;
}

QStringList mentionedColumns(const QString &expression, const std::vector<Column> &columns)
{
    QStringList names;
    for (const SqlToken &token : tokenize(expression, mysqlDialect())) {
        if (token.kind != Kind::QuotedIdentifier)
            continue;
        const QString name = nameOf(expression, token);
        if (!names.contains(name) && findColumn(columns, name))
            names.append(name);
    }
    return names;
}

QString withoutSchema(const QString &sql, const QString &schema)
{
    if (schema.isEmpty() || !sql.contains(schema))
        return sql;
    const QList<SqlToken> tokens = tokenize(sql, mysqlDialect());
    QString result;
    result.reserve(sql.size());
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (isQualifier(sql, tokens, i, schema))
            ++i; // and its dot
        else
            result += QStringView(sql).sliced(tokens[i].offset, tokens[i].length);
    }
    return result;
}

static QString replaced(const QString &sql, const QString &schema, const QString &other, bool everywhere)
{
    const QList<SqlToken> tokens = tokenize(sql, mysqlDialect());
    QString result;
    result.reserve(sql.size());
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const bool named = isName(tokens[i]) && nameOf(sql, tokens[i]).compare(schema, Qt::CaseInsensitive) == 0;
        if (named && !isSymbol(sql, tokens, i - 1, u'.') && (everywhere || isSymbol(sql, tokens, i + 1, u'.')))
            result += mysqlDialect().quoted(other);
        else
            result += QStringView(sql).sliced(tokens[i].offset, tokens[i].length);
    }
    return result;
}

QString withOtherSchema(const QString &sql, const QString &schema, const QString &other)
{
    return replaced(sql, schema, other, false);
}

QString withOtherName(const QString &sql, const QString &schema, const QString &other)
{
    return replaced(sql, schema, other, true);
}

} // namespace concord
