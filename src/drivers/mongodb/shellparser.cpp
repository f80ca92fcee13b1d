// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/shellparser.h"

#include "mongodb/extendedjson.h"
#include "mongodb/shellliterals.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

using Kind = ShellToken::Kind;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};
} // namespace

ShellParser::ShellParser(QStringView text, const QList<Parameter> &parameters) : m_text(text), m_parameters(parameters), m_lexer(text)
{
    advance();
}

bool ShellParser::isWord(QStringView expected) const
{
    return !m_atEnd && m_token.kind == Kind::Word && word() == expected;
}

bool ShellParser::isPunctuation(QChar expected) const
{
    return !m_atEnd && m_token.kind == Kind::Punctuation && m_text[m_token.offset] == expected;
}

void ShellParser::advance()
{
    m_afterLineBreak = false;
    while (true) {
        if (!m_lexer.next(m_token)) {
            m_atEnd = true;
            return;
        }
        if (m_token.kind != Kind::Blank && m_token.kind != Kind::Comment)
            return;
        m_afterLineBreak = m_afterLineBreak || m_token.lineBreak;
    }
}

std::unexpected<Error> ShellParser::error(const QString &message, int at) const
{
    Error error{ErrorKind::Syntax, message, {}, {}, at < 0 ? offset() : at, 0, 0};
    locate(error, m_text);
    return fail(std::move(error));
}

std::unexpected<Error> ShellParser::expected(const QString &what) const
{
    if (m_atEnd)
        return error(Words::tr("Expected %1, but the text ends here.").arg(what));
    if (m_token.kind == Kind::Unterminated) {
        const QChar first = m_text[m_token.offset];
        return error(first == u'/' ? Words::tr("This comment or regular expression has no end.") : Words::tr("This string has no end."));
    }
    return error(Words::tr("Expected %1, found “%2”.").arg(what, word().left(40).toString()));
}

Result<void> ShellParser::expect(QChar sign)
{
    if (!isPunctuation(sign))
        return expected(u"“%1”"_s.arg(sign));
    advance();
    return {};
}

Result<QString> ShellParser::string()
{
    if (m_atEnd || m_token.kind != Kind::String)
        return expected(Words::tr("a string"));
    auto text = unescapedString(word());
    if (!text)
        return error(text.error().message, m_token.offset + text.error().offset);
    advance();
    return *text;
}

Result<std::vector<BsonValue>> ShellParser::arguments()
{
    if (const auto open = expect(u'('); !open)
        return fail(open.error());
    std::vector<BsonValue> values;
    while (!isPunctuation(u')')) {
        auto value = readValue(0);
        if (!value)
            return fail(value.error());
        values.push_back(std::move(*value));
        if (isPunctuation(u','))
            advance();
        else if (!isPunctuation(u')'))
            return expected(Words::tr("“,” or “)”"));
    }
    advance();
    return values;
}

Result<BsonValue> ShellParser::readValue(int depth)
{
    if (depth > maxDepth)
        return error(Words::tr("This is nested deeper than %1 levels.").arg(maxDepth));
    if (m_atEnd)
        return expected(Words::tr("a value"));
    auto read = [&]() -> Result<BsonValue> {
        switch (m_token.kind) {
        case Kind::String: return string().transform([](const QString &text) { return bsonText(text.toStdString()); });
        case Kind::Number: return readNumber(false);
        case Kind::Regex: return readRegex();
        case Kind::Parameter: return readParameter();
        case Kind::Word: return readWord(depth);
        default: break;
        }
        if (isPunctuation(u'{'))
            return readDocument(depth);
        if (isPunctuation(u'['))
            return readArray(depth);
        if (isPunctuation(u'-') || isPunctuation(u'+'))
            return readSigned();
        if (isPunctuation(u'(')) // (x) => …, (1 + 2)
            return error(Words::tr("JavaScript is not evaluated here: write the value."));
        return expected(Words::tr("a value"));
    }();
    if (!read)
        return read;
    if (const auto plain = checkNothingIsEvaluated(); !plain)
        return fail(plain.error());
    return read;
}

/// What may follow a value is a comma or a closing bracket; an operator or an arrow would want JavaScript.
Result<void> ShellParser::checkNothingIsEvaluated() const
{
    if (m_atEnd || m_token.kind == Kind::Regex)
        return m_atEnd ? Result<void>() : error(Words::tr("Divisions are not evaluated here: write the value."));
    if (m_token.kind != Kind::Punctuation)
        return {};
    const QChar sign = m_text[m_token.offset];
    if (sign == u'=' || sign == u'?')
        return error(Words::tr("JavaScript is not evaluated here: write the value."));
    if (QStringView(u"+-*/%&|<>").contains(sign))
        return error(Words::tr("Arithmetic is not evaluated here: write the value."));
    return {};
}

Result<QString> ShellParser::readKey()
{
    if (!m_atEnd && m_token.kind == Kind::String)
        return string();
    if (!m_atEnd && (m_token.kind == Kind::Word || m_token.kind == Kind::Number)) {
        const QString name = word().toString();
        advance();
        return name;
    }
    return expected(Words::tr("a field's name or “}”"));
}

Result<BsonValue> ShellParser::readDocument(int depth)
{
    const int start = offset();
    advance();
    BsonBuilder builder;
    int elements = 0;
    QString firstKey;
    while (!isPunctuation(u'}')) {
        const int keyOffset = offset();
        const auto key = readKey();
        if (!key)
            return fail(key.error());
        if (key->contains(QChar(0)))
            return error(Words::tr("A field's name cannot hold a NUL character."), keyOffset);
        if (const auto colon = expect(u':'); !colon)
            return fail(colon.error());
        if (key->startsWith(u'$'))
            m_operators.push_back({*key, keyOffset});
        if (depth == 0)
            m_topKeys.push_back({*key, keyOffset, offset()});
        const auto value = readValue(depth + 1);
        if (!value)
            return value;
        if (elements++ == 0)
            firstKey = *key;
        builder.append(key->toStdString(), *value);
        if (isPunctuation(u','))
            advance();
        else if (!isPunctuation(u'}'))
            return expected(Words::tr("“,” or “}”"));
    }
    advance();
    BsonValue document = bsonDocument(builder.take());
    if (!firstKey.startsWith(u'$'))
        return document;
    auto meant = fromExtendedJson(document);
    if (!meant)
        return error(meant.error().message, start);
    return std::move(*meant);
}

Result<BsonValue> ShellParser::readArray(int depth)
{
    advance();
    BsonBuilder builder;
    int index = 0;
    while (!isPunctuation(u']')) {
        const auto value = readValue(depth + 1);
        if (!value)
            return value;
        builder.append(std::to_string(index++), *value);
        if (isPunctuation(u','))
            advance();
        else if (!isPunctuation(u']'))
            return expected(Words::tr("“,” or “]”"));
    }
    advance();
    return bsonDocument(builder.take(), BsonType::Array);
}

Result<BsonValue> ShellParser::readSigned()
{
    const bool negative = isPunctuation(u'-');
    advance();
    if (isWord(u"Infinity")) {
        advance();
        return bsonDouble(negative ? -HUGE_VAL : HUGE_VAL);
    }
    if (m_atEnd || m_token.kind != Kind::Number)
        return expected(Words::tr("a number"));
    return readNumber(negative);
}

Result<BsonValue> ShellParser::readNumber(bool negative)
{
    auto number = numberLiteral(word(), negative);
    if (!number)
        return error(number.error().message);
    advance();
    return number;
}

Result<BsonValue> ShellParser::readRegex()
{
    const QStringView text = word();
    const qsizetype end = text.lastIndexOf(u'/');
    auto regex = regexLiteral(text.sliced(1, end - 1).toString(), text.sliced(end + 1).toString());
    if (!regex)
        return error(regex.error().message);
    advance();
    return regex;
}

Result<BsonValue> ShellParser::readParameter()
{
    const QString name = word().sliced(1).toString();
    const auto it = std::ranges::find(m_parameters, name, &Parameter::name);
    if (it == m_parameters.end() && !m_unbound) {
        auto missing = error(Words::tr("The parameter :%1 has no value.").arg(name));
        missing.error().kind = ErrorKind::Usage;
        return missing;
    }
    advance();
    return it == m_parameters.end() ? BsonValue() : parameterValue(*it);
}

Result<BsonValue> ShellParser::readWord(int depth)
{
    static const std::array<std::pair<QStringView, BsonValue>, 8> constants{{
        {u"true", bsonBool(true)},
        {u"false", bsonBool(false)},
        {u"null", BsonValue()},
        {u"undefined", BsonValue{BsonType::Undefined, {}}},
        {u"NaN", bsonDouble(std::numeric_limits<double>::quiet_NaN())},
        {u"Infinity", bsonDouble(HUGE_VAL)},
        {u"MinKey", BsonValue{BsonType::MinKey, {}}},
        {u"MaxKey", BsonValue{BsonType::MaxKey, {}}},
    }};
    if (isWord(u"function") || isWord(u"async"))
        return error(Words::tr("JavaScript functions are not evaluated here."));
    for (const auto &[name, value] : constants) {
        if (word() != name)
            continue;
        advance();
        const bool isKey = value.type == BsonType::MinKey || value.type == BsonType::MaxKey;
        if (isKey && isPunctuation(u'(')) {
            if (const auto none = arguments(); !none)
                return fail(none.error());
        }
        return value;
    }
    return readConstructor(depth);
}

/// ObjectId("…"), new Date(…), Long.fromString("…").
Result<BsonValue> ShellParser::readConstructor(int depth)
{
    const int start = offset();
    if (isWord(u"new"))
        advance();
    if (m_atEnd || m_token.kind != Kind::Word)
        return expected(Words::tr("a value"));
    QString name = word().toString();
    advance();
    while (isPunctuation(u'.')) {
        advance();
        name += u'.' + word().toString();
        advance();
    }
    if (isPunctuation(u'=')) // x => …
        return error(Words::tr("JavaScript functions are not evaluated here."), start);
    if (!isPunctuation(u'('))
        return error(Words::tr("“%1” is not a value: text stands in quotes.").arg(name.left(60)), start);
    if (!isShellConstructor(name))
        return error(Words::tr("“%1(…)” is not known and nothing is evaluated here.").arg(name.left(60)), start);
    if (depth >= maxDepth)
        return error(Words::tr("This is nested deeper than %1 levels.").arg(maxDepth));
    std::vector<BsonValue> values;
    advance();
    while (!isPunctuation(u')')) {
        auto value = readValue(depth + 1);
        if (!value)
            return value;
        values.push_back(std::move(*value));
        if (isPunctuation(u','))
            advance();
        else if (!isPunctuation(u')'))
            return expected(Words::tr("“,” or “)”"));
    }
    advance();
    auto made = constructedValue(name, values);
    if (!made)
        return error(made.error().message, start);
    return made;
}

} // namespace concord
