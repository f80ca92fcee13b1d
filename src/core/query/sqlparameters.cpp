// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlbody.h"
#include "query/sqllexer.h"
#include "query/statementlanguage.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// The tokens of one statement, and which of them are its :name parameters.
class ParameterLexer
{
public:
    ParameterLexer(const QString &statement, const Dialect &dialect)
        : m_statement(statement),
          m_lexer(statement, dialect, SqlLexer::Scope::Statement),
          m_body(dialect)
    {}
    bool next(SqlToken &token)
    {
        if (!m_lexer.next(token))
            return false;
        if (token.kind != SqlToken::Kind::Blank && token.kind != SqlToken::Kind::Comment)
            m_body.feed(token, QStringView(m_statement).sliced(token.offset, token.length));
        return true;
    }
    /// Of the token that next() gave.
    [[nodiscard]] bool isNamed(const SqlToken &token) const
    {
        return token.kind == SqlToken::Kind::Parameter && m_statement[token.offset] == u':' && !m_body.holdsVariables();
    }

private:
    const QString &m_statement;
    SqlLexer m_lexer;
    SqlBody m_body;
};

} // namespace

QStringList parameterNames(const QString &statement, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->parameterNames(statement);
    QStringList names;
    QSet<QString> seen;
    ParameterLexer lexer(statement, dialect);
    for (SqlToken token; lexer.next(token);) {
        if (!lexer.isNamed(token))
            continue;
        const QString name = statement.sliced(token.offset + 1, token.length - 1);
        if (!seen.contains(name)) {
            seen.insert(name);
            names.append(name);
        }
    }
    return names;
}

static std::unexpected<Error> failAt(const QString &statement, int offset, const QString &message)
{
    Error error{ErrorKind::Usage, message, {}, {}, offset};
    locate(error, statement);
    return fail(std::move(error));
}

namespace {

/// Writes a statement anew with placeholders for its named parameters, in the dialect's form.
class Placeholders
{
public:
    Placeholders(const QString &statement, const Dialect &dialect) : m_statement(statement), m_lexer(statement, dialect)
    {
        m_numbered = dialect.placeholder == Dialect::Placeholder::DollarNumber;
    }

    /// Goes on to the next named parameter, with the text before it written. False at the end, with all written.
    bool next()
    {
        while (m_lexer.next(token)) {
            if (m_lexer.isNamed(token)) {
                name = m_statement.sliced(token.offset + 1, token.length - 1);
                copyTo(token.offset);
                m_copied = token.offset + token.length;
                return true;
            }
            if (token.kind == SqlToken::Kind::Parameter && own < 0)
                own = token.offset;
        }
        copyTo(m_statement.size());
        return false;
    }
    /// Writes the placeholder. True when it stands for a value of its own: a numbered one is used again for the same name.
    bool write()
    {
        if (!m_numbered) {
            text += u'?';
            return true;
        }
        const bool isNew = !m_numbers.contains(name);
        if (isNew)
            m_numbers.insert(name, m_numbers.size() + 1);
        // "LIMIT$1" would be one word.
        if (!text.isEmpty() && (text.back().isLetterOrNumber() || text.back() == u'_' || text.back() == u'$'))
            text += u' ';
        text += u'$' + QString::number(m_numbers.value(name));
        return isNew;
    }

    QString text;
    QString name;
    SqlToken token;
    int own = -1; ///< where a placeholder in the engine's own form is

private:
    void copyTo(qsizetype offset)
    {
        text += QStringView(m_statement).sliced(m_copied, offset - m_copied);
        m_copied = offset;
    }

    const QString &m_statement;
    ParameterLexer m_lexer;
    bool m_numbered = false;
    QHash<QString, qsizetype> m_numbers;
    qsizetype m_copied = 0;
};

} // namespace

Result<Statement> bindParameters(const QString &statement, const QList<Parameter> &values, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->bind(statement, values);
    QHash<QString, const Parameter *> byName;
    for (const Parameter &value : values)
        byName.insert(value.name, &value);
    Placeholders placeholders(statement, dialect);
    Statement bound;
    while (placeholders.next()) {
        const Parameter *value = byName.value(placeholders.name);
        if (!value) {
            return failAt(statement, placeholders.token.offset,
                          QCoreApplication::translate("SqlText", "The parameter :%1 has no value.").arg(placeholders.name));
        }
        if (placeholders.write())
            bound.parameters.append(*value);
    }
    if (placeholders.own >= 0 && !bound.parameters.isEmpty()) {
        return failAt(statement, placeholders.own,
                      QCoreApplication::translate("SqlText", "A statement has either :name parameters or the engine's own placeholders, not both."));
    }
    bound.text = std::move(placeholders.text);
    return bound;
}

int unboundOffset(const QString &statement, int boundOffset, const Dialect &dialect)
{
    if (dialect.language)
        return boundOffset; // its texts stay as typed
    Placeholders placeholders(statement, dialect);
    int shift = 0; // of the typed text against the bound one, so far
    while (placeholders.next()) {
        const auto before = static_cast<int>(placeholders.text.size());
        if (boundOffset < before)
            break;
        (void)placeholders.write();
        if (boundOffset < placeholders.text.size())
            return placeholders.token.offset;
        shift = placeholders.token.offset + placeholders.token.length - static_cast<int>(placeholders.text.size());
    }
    return std::min(boundOffset + shift, static_cast<int>(statement.size()));
}

static bool isParameterName(QStringView name)
{
    const auto part = [](QChar c) { return c == u'_' || c.isLetterOrNumber(); };
    return !name.isEmpty() && !name.front().isDigit() && std::ranges::all_of(name, part);
}

/// Digits with an optional sign. A leading zero means a code ("007"), not a number.
static bool isInteger(QStringView text)
{
    if (text.startsWith(u'-') || text.startsWith(u'+'))
        text = text.sliced(1);
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !text.isEmpty() && std::ranges::all_of(text, digit) && (text.size() == 1 || text.front() != u'0');
}

static Tag numberType(const QString &text)
{
    if (isInteger(text)) {
        bool fits = false;
        (void)text.toLongLong(&fits);
        return fits ? Tag::Integer : Tag::Decimal;
    }
    const auto point = text.indexOf(u'.');
    const QStringView fraction = point < 0 ? QStringView() : QStringView(text).sliced(point + 1);
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const bool decimal = point > 0 && !fraction.isEmpty() && std::ranges::all_of(fraction, digit) && isInteger(QStringView(text).first(point));
    return decimal ? Tag::Decimal : Tag::Text;
}

Result<Parameter> parseParameter(const QString &assignment)
{
    const auto equals = assignment.indexOf(u'=');
    QString name = equals < 0 ? assignment : assignment.first(equals).trimmed();
    if (name.startsWith(u':'))
        name.removeFirst();
    if (equals < 0 || !isParameterName(name)) {
        return fail(ErrorKind::Usage, QCoreApplication::translate(
                                          "SqlText", "A parameter is given as name=value, with a name of letters, digits and _: \"%1\" is none.")
                                          .arg(equals < 0 ? assignment : assignment.first(equals)));
    }
    const QString value = assignment.sliced(equals + 1);
    if (value.size() >= 2 && value.startsWith(u'\'') && value.endsWith(u'\''))
        return Parameter{name, Tag::Text, value.sliced(1, value.size() - 2).replace(u"''"_s, u"'"_s)};
    if (value.compare("NULL"_L1, Qt::CaseInsensitive) == 0)
        return Parameter{name, Tag::Null, {}};
    if (value.compare("true"_L1, Qt::CaseInsensitive) == 0 || value.compare("false"_L1, Qt::CaseInsensitive) == 0)
        return Parameter{name, Tag::Boolean, value.toLower()};
    return Parameter{name, numberType(value), value};
}

} // namespace concord
