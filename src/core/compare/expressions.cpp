// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/expressions.h"

#include "connection/dialect.h"
#include "query/sqllexer.h"

#include <QHash>
#include <QRegularExpression>

namespace concord {

static QString unquotedName(QStringView token)
{
    const QChar close = token.back();
    return token.sliced(1, token.size() - 2).toString().replace(QString(2, close), QString(close));
}

static QString foldedWord(QStringView word, const Dialect &dialect)
{
    if (dialect.reservedWords.contains(upperAscii(word)))
        return upperAscii(word);
    // Unquoted names are equal without regard to case, whichever way the engine folds them.
    return word.toString().toLower();
}

QStringList expressionTokens(const QString &sql, const Dialect &dialect)
{
    QStringList tokens;
    SqlLexer lexer(sql, dialect, SqlLexer::Scope::Statement);
    SqlToken token;
    while (lexer.next(token)) {
        const QStringView text = QStringView(sql).sliced(token.offset, token.length);
        switch (token.kind) {
        case SqlToken::Kind::Blank:
        case SqlToken::Kind::Comment: break;
        case SqlToken::Kind::Word: tokens.append(foldedWord(text, dialect)); break;
        case SqlToken::Kind::QuotedIdentifier: {
            // A quoted name that the engine would find without quotes is that name.
            const QString name = unquotedName(text);
            const QString folded = dialect.folding == Dialect::Folding::Upper ? name.toUpper() : name.toLower();
            tokens.append(dialect.folding == Dialect::Folding::None || name == folded ? name.toLower() : text.toString());
            break;
        }
        default: tokens.append(text.toString()); break;
        }
    }
    return tokens;
}

/// Whether the first parenthesis closes with the last.
static bool wrapped(const QStringList &tokens)
{
    if (tokens.size() < 2 || tokens.front() != u"(" || tokens.back() != u")")
        return false;
    int depth = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        depth += tokens[i] == u"(" ? 1 : tokens[i] == u")" ? -1 : 0;
        if (depth == 0)
            return i == tokens.size() - 1;
    }
    return false;
}

static QStringList bareTokens(const QString &sql, const Dialect &dialect)
{
    QStringList tokens = expressionTokens(sql, dialect);
    while (wrapped(tokens))
        tokens = tokens.sliced(1, tokens.size() - 2);
    return tokens;
}

bool sameExpression(const QString &left, const Dialect &leftDialect, const QString &right, const Dialect &rightDialect)
{
    return bareTokens(left, leftDialect) == bareTokens(right, rightDialect);
}

/// Whether the first character is a parenthesis that the last one closes.
static bool isWrapped(QStringView text)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\'')
            inText = !inText;
        else if (!inText && text[i] == u'(')
            ++depth;
        else if (!inText && text[i] == u')')
            --depth;
        if (depth == 0)
            return i > 0 && i == text.size() - 1;
    }
    return false;
}

static QString withoutParentheses(QString text)
{
    text = text.trimmed();
    while (isWrapped(text))
        text = text.sliced(1, text.size() - 2).trimmed();
    return text;
}

static QString withoutBackslashes(const QString &text)
{
    static const QHash<QChar, QChar> letters{{u'0', QChar(0)}, {u'b', u'\b'}, {u'n', u'\n'}, {u'r', u'\r'}, {u't', u'\t'}, {u'Z', QChar(26)}};
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == u'\\' && i + 1 < text.size();
        plain += escape ? letters.value(text[i + 1], text[i + 1]) : text[i];
        i += escape;
    }
    return plain;
}

/// CAST('t' AS BOOLEAN), as DuckDB keeps true.
static std::optional<Literal> castLiteral(const QString &value, const QString &type, const Dialect *dialect)
{
    const auto literal = literalOf(value, dialect);
    const auto truth = literal && type.startsWith(u"BOOL", Qt::CaseInsensitive) ? booleanOf(literal->text) : std::nullopt;
    return truth ? Literal{*truth ? QStringLiteral("true") : QStringLiteral("false"), false} : literal;
}

/// "x" alone, `x` or [x], which SQLite takes for a text where no name may stand.
static std::optional<Literal> quotedNameLiteral(const QString &text)
{
    static const QRegularExpression quoted(QStringLiteral("^(?:\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\])$"));
    return quoted.match(text).hasMatch() ? std::optional(Literal{unquotedName(text), true}) : std::nullopt;
}

std::optional<Literal> literalOf(const QString &sql, const Dialect *dialect)
{
    static const QRegularExpression quotedText(QStringLiteral("^(?:[NEnebB]|_\\w+\\s*)?'((?:[^']|'')*)'(?:::[\\w\\s\".\\[\\](),]+)?$"));
    static const QRegularExpression escapedText(QStringLiteral("^(?:[NEnebB]|_\\w+\\s*)?'((?:[^'\\\\]|''|\\\\.)*)'$"),
                                                QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression cast(QStringLiteral("^CAST\\s*\\((.+) AS (\\w+)\\)$"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression number(QStringLiteral("^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?:::[\\w\\s(),]+)?$"));
    const QString text = withoutParentheses(sql);
    if (dialect && dialect->engine == u"sqlite") {
        if (auto literal = quotedNameLiteral(text))
            return literal;
    }
    if (const auto match = cast.match(text); match.hasMatch())
        return castLiteral(match.captured(1), match.captured(2), dialect);
    if (const auto match = (dialect && dialect->backslashEscapes ? escapedText : quotedText).match(text); match.hasMatch()) {
        const QString value = match.captured(1).replace(QStringLiteral("''"), QStringLiteral("'"));
        return Literal{dialect && dialect->backslashEscapes ? withoutBackslashes(value) : value, true};
    }
    if (number.match(text).hasMatch())
        return Literal{text.section(QStringLiteral("::"), 0, 0), false};
    const QString word = text.section(QStringLiteral("::"), 0, 0).toLower();
    if (word == u"true" || word == u"false")
        return Literal{word, false};
    return std::nullopt;
}

std::optional<bool> booleanOf(const QString &text)
{
    const QString word = text.toLower();
    if (word == u"1" || word == u"t" || word == u"true")
        return true;
    if (word == u"0" || word == u"f" || word == u"false")
        return false;
    return std::nullopt;
}

std::optional<QString> canonicalNumber(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^([+-]?)0*(\\d*)(?:\\.(\\d*?)0*)?$"));
    const auto match = plain.match(text.trimmed());
    if (!match.hasMatch() || (match.captured(2).isEmpty() && match.captured(3).isEmpty() && !text.contains(u'0')))
        return std::nullopt;
    const QString whole = match.captured(2).isEmpty() ? QStringLiteral("0") : match.captured(2);
    const QString digits = match.captured(3).isEmpty() ? whole : whole + u'.' + match.captured(3);
    return match.captured(1) == u"-" && digits != u"0" ? u'-' + digits : digits;
}

QString wellKnownFunction(const QString &sql)
{
    static const QHash<QString, QString> functions = {
        {QStringLiteral("now()"), QStringLiteral("now")},
        {QStringLiteral("current_timestamp"), QStringLiteral("now")},
        {QStringLiteral("current_timestamp()"), QStringLiteral("now")},
        {QStringLiteral("localtimestamp"), QStringLiteral("now")},
        {QStringLiteral("localtimestamp()"), QStringLiteral("now")},
        {QStringLiteral("transaction_timestamp()"), QStringLiteral("now")},
        {QStringLiteral("getdate()"), QStringLiteral("now")},
        {QStringLiteral("sysdatetime()"), QStringLiteral("now")},
        {QStringLiteral("sysdate"), QStringLiteral("now")},
        {QStringLiteral("sysdate()"), QStringLiteral("now")},
        {QStringLiteral("systimestamp"), QStringLiteral("now")},
        {QStringLiteral("datetime('now')"), QStringLiteral("now")},
        {QStringLiteral("strftime('%y-%m-%d%h:%m:%f','now')"), QStringLiteral("now")},
        {QStringLiteral("strftime('%y-%m-%d%h:%m:%s','now')"), QStringLiteral("now")},
        {QStringLiteral("current_date"), QStringLiteral("today")},
        {QStringLiteral("curdate()"), QStringLiteral("today")},
        {QStringLiteral("current_date()"), QStringLiteral("today")},
        {QStringLiteral("date('now')"), QStringLiteral("today")},
        {QStringLiteral("current_time"), QStringLiteral("time")},
        {QStringLiteral("curtime()"), QStringLiteral("time")},
        {QStringLiteral("localtime"), QStringLiteral("time")},
        {QStringLiteral("gen_random_uuid()"), QStringLiteral("uuid")},
        {QStringLiteral("uuid_generate_v4()"), QStringLiteral("uuid")},
        {QStringLiteral("uuid()"), QStringLiteral("uuid")},
        {QStringLiteral("newid()"), QStringLiteral("uuid")},
        {QStringLiteral("trunc(sysdate)"), QStringLiteral("today")},
        {QStringLiteral("sys_guid()"), QStringLiteral("uuid")},
        // CAST (… AS date), as SQL Server keeps it.
        {QStringLiteral("convert([date],getdate())"), QStringLiteral("today")},
        {QStringLiteral("convert([date],sysdatetime())"), QStringLiteral("today")},
        {QStringLiteral("convert([time],getdate())"), QStringLiteral("time")},
        {QStringLiteral("convert([time],sysdatetime())"), QStringLiteral("time")},
        {QStringLiteral("user_name()"), QStringLiteral("user")},
        {QStringLiteral("current_user"), QStringLiteral("user")},
        {QStringLiteral("current_user()"), QStringLiteral("user")},
    };
    static const QRegularExpression precision(QStringLiteral("\\(\\d\\)$"));
    QString text = withoutParentheses(sql).toLower();
    text.remove(u' ');
    text.replace(precision, QString());
    if (const auto found = functions.constFind(text); found != functions.constEnd())
        return *found;
    // now()::timestamp without time zone and the like
    return functions.value(text.section(QStringLiteral("::"), 0, 0));
}

} // namespace concord
