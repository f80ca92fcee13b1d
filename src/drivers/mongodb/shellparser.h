// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "mongodb/bsonbuilder.h"
#include "mongodb/shelllexer.h"

#include <vector>

namespace concord {

/// A key that begins with "$", wherever it stands, and its place: what a read-only check asks about.
struct ShellOperator
{
    QString name;
    int offset = 0;
};

/// A key of the outermost document of a text, with its place and its value's.
struct ShellKey
{
    QString name;
    int offset = 0;
    int valueOffset = 0;
};

/// Reads values in mongosh's and relaxed JSON5's notation: unquoted keys, single quotes, trailing commas, comments, the
/// constructors of mongosh (ObjectId("…"), ISODate("…"), NumberLong("…"), /regex/i …) and Extended JSON v2. By recursive
/// descent to a bounded depth; nothing is ever evaluated, so functions and arithmetic are errors that say so.
/// Errors are of kind Syntax and have their offset in the text.
class ShellParser
{
public:
    static constexpr int maxDepth = 250;

    /// `text` and `parameters` must outlive the parser. `:name` stands for the parameter of that name.
    ShellParser(QStringView text, const QList<Parameter> &parameters);

    /// Unknown parameters are read as null: for what only wants to know a statement's shape.
    void allowUnboundParameters() { m_unbound = true; }

    // The token at hand. Blanks and comments are passed over.
    [[nodiscard]] bool atEnd() const { return m_atEnd; }
    [[nodiscard]] const ShellToken &token() const { return m_token; }
    [[nodiscard]] QStringView word() const { return m_text.sliced(m_token.offset, m_token.length); }
    [[nodiscard]] bool isWord(QStringView expected) const;
    [[nodiscard]] bool isPunctuation(QChar expected) const;
    [[nodiscard]] int offset() const { return m_atEnd ? static_cast<int>(m_text.size()) : m_token.offset; }
    /// Whether a line break stands before the token at hand.
    [[nodiscard]] bool afterLineBreak() const { return m_afterLineBreak; }
    void advance();
    /// Passes over the expected sign, or says that it is missing.
    [[nodiscard]] Result<void> expect(QChar sign);

    [[nodiscard]] Result<BsonValue> value() { return readValue(0); }
    /// The text of the String token at hand, which is passed over.
    [[nodiscard]] Result<QString> string();
    /// `(a, b)`: the values between parentheses.
    [[nodiscard]] Result<std::vector<BsonValue>> arguments();

    [[nodiscard]] std::unexpected<Error> error(const QString &message, int offset = -1) const;
    /// "Expected …, found …".
    [[nodiscard]] std::unexpected<Error> expected(const QString &what) const;

    [[nodiscard]] const std::vector<ShellOperator> &operators() const { return m_operators; }
    [[nodiscard]] const std::vector<ShellKey> &topKeys() const { return m_topKeys; }

private:
    [[nodiscard]] Result<BsonValue> readValue(int depth);
    [[nodiscard]] Result<BsonValue> readDocument(int depth);
    [[nodiscard]] Result<BsonValue> readArray(int depth);
    [[nodiscard]] Result<QString> readKey();
    [[nodiscard]] Result<BsonValue> readSigned();
    [[nodiscard]] Result<BsonValue> readNumber(bool negative);
    [[nodiscard]] Result<BsonValue> readRegex();
    [[nodiscard]] Result<BsonValue> readParameter();
    [[nodiscard]] Result<BsonValue> readWord(int depth);
    [[nodiscard]] Result<BsonValue> readConstructor(int depth);
    [[nodiscard]] Result<void> checkNothingIsEvaluated() const;

    QStringView m_text;
    const QList<Parameter> &m_parameters;
    ShellLexer m_lexer;
    ShellToken m_token;
    bool m_atEnd = false;
    bool m_afterLineBreak = false;
    bool m_unbound = false;
    std::vector<ShellOperator> m_operators;
    std::vector<ShellKey> m_topKeys;
};

} // namespace concord
