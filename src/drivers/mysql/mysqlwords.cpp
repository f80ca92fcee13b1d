// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlwords.h"

#include "mysql/mysqldialect.h"
#include "query/sqltext.h"

using namespace Qt::StringLiterals;

namespace concord {
namespace {

using Kind = SqlToken::Kind;

/// Tokens that are neither blanks nor comments.
QList<SqlToken> wordsOf(const QString &sql)
{
    QList<SqlToken> tokens = tokenize(sql, mysqlDialect());
    tokens.removeIf([](const SqlToken &token) { return token.kind == Kind::Blank || token.kind == Kind::Comment; });
    return tokens;
}

QString wordAt(const QString &sql, const QList<SqlToken> &tokens, qsizetype i)
{
    return i < tokens.size() ? sql.sliced(tokens[i].offset, tokens[i].length).toUpper() : QString();
}

/// Past DEFINER = account, where it begins at `i`.
qsizetype pastDefiner(const QString &sql, const QList<SqlToken> &tokens, qsizetype i)
{
    if (wordAt(sql, tokens, i) != "DEFINER"_L1)
        return i;
    i += 3; // DEFINER = user
    // "`u`@`h`" is one or several tokens, by how a dialect takes variables.
    while (i < tokens.size() && tokens[i - 1].offset + tokens[i - 1].length == tokens[i].offset)
        ++i;
    return i;
}

} // namespace

QString quotedAccount(const QString &account)
{
    const Dialect &dialect = mysqlDialect();
    const qsizetype at = account.lastIndexOf(u'@');
    return at < 0 ? dialect.quoted(account) : dialect.quoted(account.first(at)) + u'@' + dialect.quoted(account.sliced(at + 1));
}

bool beginsWithWords(const QString &sql, const QStringList &words)
{
    const QList<SqlToken> tokens = wordsOf(sql);
    qsizetype i = 0;
    for (const QString &word : words) {
        i = pastDefiner(sql, tokens, i);
        if (wordAt(sql, tokens, i++) != word)
            return false;
    }
    return true;
}

QString withName(const QString &create, const QString &name)
{
    static const QStringList kinds = {u"FUNCTION"_s, u"PROCEDURE"_s, u"EVENT"_s, u"PACKAGE"_s, u"BODY"_s};
    const QList<SqlToken> tokens = wordsOf(create);
    qsizetype i = pastDefiner(create, tokens, 1);
    while (i < tokens.size() && !kinds.contains(wordAt(create, tokens, i)))
        ++i;
    while (i < tokens.size() && kinds.contains(wordAt(create, tokens, i)))
        ++i;
    if (i >= tokens.size())
        return create;
    return create.first(tokens[i].offset) + name + create.sliced(tokens[i].offset + tokens[i].length);
}

} // namespace concord
