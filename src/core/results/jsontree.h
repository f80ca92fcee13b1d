// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

#include <vector>

namespace concord {

/// One value of a JSON text, with its place in it: what is copied is what stands there, digit by digit, in its order, a key given twice
/// twice. A value of MongoDB's Extended JSON ({"$oid": "…"}) is one value with its type, not a document.
struct JsonNode
{
    enum class Kind : quint8 { Object, Array, Text, Number, Boolean, Null, Typed };

    QString key;          ///< in an object; of an array's element its number
    Kind kind = Kind::Null;
    QString type;         ///< object, array, string, number, boolean, null, or Extended JSON's: ObjectId, Int32, Date …
    QString value;        ///< of what has no children: as people read it, text without its quotes
    qsizetype start = 0;  ///< in the text
    qsizetype length = 0;
    std::vector<JsonNode> children;

    [[nodiscard]] bool isContainer() const { return kind == Kind::Object || kind == Kind::Array; }
};

/// Error (Syntax) with the offset where the text is no JSON, or goes deeper than 1,000 levels.
[[nodiscard]] Result<JsonNode> readJsonTree(const QString &text);
/// `key` after the path of what holds it: address.city, items[0], ["a.b"] where a name would be misread.
[[nodiscard]] QString jsonPath(const QString &parent, const JsonNode &holder, const QString &key);

} // namespace concord
