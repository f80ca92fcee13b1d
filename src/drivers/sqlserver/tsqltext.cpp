// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/tsqltext.h"

#include "query/sqllexer.h"
#include "sqlserver/sqlserverdialect.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QList<SqlToken> meaningful(const QString &text)
{
    QList<SqlToken> tokens;
    SqlLexer lexer(text, sqlServerDialect(), SqlLexer::Scope::Statement);
    for (SqlToken token; lexer.next(token);) {
        if (token.kind != SqlToken::Kind::Blank && token.kind != SqlToken::Kind::Comment)
            tokens.append(token);
    }
    return tokens;
}

} // namespace

QString bareExpression(const QString &expression)
{
    QString text = expression.trimmed();
    for (;;) {
        const QList<SqlToken> tokens = meaningful(text);
        const auto is = [&](const SqlToken &token, QStringView symbol) { return QStringView(text).sliced(token.offset, token.length) == symbol; };
        if (tokens.size() < 3 || !is(tokens.first(), u"(") || tokens.first().offset != 0)
            return text;
        int depth = 0;
        for (qsizetype i = 0; i < tokens.size(); ++i) {
            depth += is(tokens[i], u"(") ? 1 : is(tokens[i], u")") ? -1 : 0;
            if (depth == 0 && i < tokens.size() - 1)
                return text;
        }
        if (depth != 0 || tokens.last().offset != text.size() - 1)
            return text;
        text = text.sliced(1, text.size() - 2).trimmed();
    }
}

QStringList bracketedNames(const QString &expression)
{
    QStringList names;
    for (const SqlToken &token : meaningful(expression)) {
        if (token.kind != SqlToken::Kind::QuotedIdentifier || expression[token.offset] != u'[')
            continue;
        const QString name = expression.mid(token.offset + 1, token.length - 2).replace(u"]]"_s, u"]"_s);
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

ModuleText readModuleText(const QString &text)
{
    const QList<SqlToken> tokens = meaningful(text);
    const auto word = [&](qsizetype i) {
        return i >= 0 && i < tokens.size() && tokens[i].kind == SqlToken::Kind::Word
                   ? upperAscii(QStringView(text).sliced(tokens[i].offset, tokens[i].length))
                   : QString();
    };
    const auto symbol = [&](qsizetype i, QStringView what) {
        return i < tokens.size() && QStringView(text).sliced(tokens[i].offset, tokens[i].length) == what;
    };
    ModuleText module;
    qsizetype i = 0;
    if (word(i) != "CREATE"_L1 && word(i) != "ALTER"_L1)
        return module;
    module.createAt = tokens[i].offset;
    i += word(1) == "OR"_L1 ? 3 : 1;
    const QString kind = word(i) == "PROC"_L1 ? u"PROCEDURE"_s : word(i);
    if (!QStringList{u"VIEW"_s, u"PROCEDURE"_s, u"FUNCTION"_s, u"TRIGGER"_s}.contains(kind) || ++i >= tokens.size())
        return module;
    module.kind = kind;
    module.nameAt = tokens[i].offset;
    while (symbol(i + 1, u".") && i + 2 < tokens.size())
        i += 2;
    module.nameEnd = tokens[i].offset + tokens[i].length;
    if (kind != "VIEW"_L1)
        return module;
    module.namedColumns = symbol(i + 1, u"(");
    while (i < tokens.size() && word(i) != "AS"_L1)
        ++i;
    if (i + 1 >= tokens.size())
        return module;
    const qsizetype begin = tokens[i + 1].offset;
    qsizetype last = tokens.size() - 1;
    while (symbol(last, u";"))
        --last;
    module.checkOption = word(last) == "OPTION"_L1 && word(last - 1) == "CHECK"_L1 && word(last - 2) == "WITH"_L1;
    if (module.checkOption)
        last -= 3;
    if (last > i)
        module.query = text.sliced(begin, tokens[last].offset + tokens[last].length - begin);
    return module;
}

QString moduleWithName(const QString &text, const QString &name, bool alter)
{
    const ModuleText module = readModuleText(text);
    if (module.kind.isEmpty())
        return text;
    return text.first(module.createAt) + (alter ? u"ALTER "_s : u"CREATE "_s) + module.kind + u' ' + name + text.sliced(module.nameEnd);
}

} // namespace concord
