// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/jsontree.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int deepest = 1000;

/// Reads JSON as it stands; after a mistake at() is where.
class Reader
{
public:
    explicit Reader(const QString &text) : m_text(text) {}

    bool read(JsonNode &root)
    {
        blanks();
        const bool whole = value(root, 0);
        blanks();
        return whole && m_at == m_text.size();
    }
    [[nodiscard]] qsizetype at() const { return m_at; }

private:
    [[nodiscard]] QChar next() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    void blanks()
    {
        while (m_at < m_text.size() && u" \t\r\n"_s.contains(m_text[m_at]))
            ++m_at;
    }
    bool take(QChar c)
    {
        blanks();
        if (next() != c)
            return false;
        ++m_at;
        blanks();
        return true;
    }

    bool value(JsonNode &node, int depth)
    {
        if (depth > deepest)
            return false;
        node.start = m_at;
        bool read = false;
        if (next() == u'{')
            read = object(node, depth);
        else if (next() == u'[')
            read = array(node, depth);
        else if (next() == u'"')
            read = text(node);
        else
            read = word(node);
        node.length = m_at - node.start;
        return read;
    }
    bool object(JsonNode &node, int depth)
    {
        node.kind = JsonNode::Kind::Object;
        node.type = u"object"_s;
        ++m_at;
        blanks();
        if (take(u'}'))
            return closed();
        do {
            JsonNode &child = node.children.emplace_back();
            if (next() != u'"' || !string(child.key) || !take(u':') || !value(child, depth + 1))
                return false;
        } while (take(u','));
        return take(u'}') && closed();
    }
    bool array(JsonNode &node, int depth)
    {
        node.kind = JsonNode::Kind::Array;
        node.type = u"array"_s;
        ++m_at;
        blanks();
        if (take(u']'))
            return closed();
        do {
            JsonNode &child = node.children.emplace_back();
            child.key = QString::number(node.children.size() - 1);
            if (!value(child, depth + 1))
                return false;
        } while (take(u','));
        return take(u']') && closed();
    }
    /// take() went past the blanks behind the bracket, which are not the value's.
    bool closed()
    {
        while (m_at > 0 && u" \t\r\n"_s.contains(m_text[m_at - 1]))
            --m_at;
        return true;
    }
    bool text(JsonNode &node)
    {
        node.kind = JsonNode::Kind::Text;
        node.type = u"string"_s;
        return string(node.value);
    }
    bool string(QString &out)
    {
        const qsizetype start = ++m_at;
        bool plain = true;
        for (; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] != u'\\')
                continue;
            plain = false;
            ++m_at;
        }
        if (m_at >= m_text.size())
            return false;
        const QStringView raw = QStringView(m_text).sliced(start, m_at - start);
        ++m_at;
        out = plain ? raw.toString() : unescaped(raw);
        return true;
    }
    static QString unescaped(QStringView raw)
    {
        static const QHash<QChar, QChar> simple = {{u'n', u'\n'}, {u't', u'\t'}, {u'r', u'\r'}, {u'b', u'\b'}, {u'f', u'\f'}};
        QString out;
        for (qsizetype i = 0; i < raw.size(); ++i) {
            if (raw[i] != u'\\' || i + 1 >= raw.size()) {
                out += raw[i];
                continue;
            }
            ++i;
            if (raw[i] == u'u' && i + 4 < raw.size()) {
                out += QChar(raw.sliced(i + 1, 4).toUShort(nullptr, 16));
                i += 4;
            } else {
                out += simple.value(raw[i], raw[i]);
            }
        }
        return out;
    }
    /// A number, true, false or null; as it is written.
    bool word(JsonNode &node)
    {
        static const QRegularExpression number(u"\\A-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\z"_s);
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || u"+-."_s.contains(m_text[m_at])))
            ++m_at;
        node.value = m_text.sliced(start, m_at - start);
        const bool isBoolean = node.value == "true"_L1 || node.value == "false"_L1;
        if (isBoolean || node.value == "null"_L1) {
            node.kind = isBoolean ? JsonNode::Kind::Boolean : JsonNode::Kind::Null;
            node.type = isBoolean ? u"boolean"_s : u"null"_s;
            return true;
        }
        node.kind = JsonNode::Kind::Number;
        node.type = u"number"_s;
        return number.match(node.value).hasMatch();
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

QString childValue(const JsonNode &node, QLatin1StringView key)
{
    for (const JsonNode &child : node.children) {
        if (child.key == key)
            return child.value;
    }
    return {};
}

QString momentText(const JsonNode &inner)
{
    bool isNumber = false;
    const qint64 milliseconds = inner.value.toLongLong(&isNumber);
    return isNumber ? QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC).toString(Qt::ISODateWithMs) : inner.value;
}

/// What an inner value that is itself a document says.
QString innerText(const QString &key, const JsonNode &inner)
{
    if (key == "$timestamp"_L1)
        return u"(%1, %2)"_s.arg(childValue(inner, "t"_L1), childValue(inner, "i"_L1));
    if (key == "$binary"_L1)
        return childValue(inner, "base64"_L1);
    if (key == "$regularExpression"_L1)
        return u'/' + childValue(inner, "pattern"_L1) + u'/' + childValue(inner, "options"_L1);
    return inner.value;
}

/// Documents that stand for one value.
void joinTyped(JsonNode &node)
{
    static const QHash<QString, QString> types = {{u"$oid"_s, u"ObjectId"_s},        {u"$date"_s, u"Date"_s},
                                                  {u"$numberInt"_s, u"Int32"_s},     {u"$numberLong"_s, u"Int64"_s},
                                                  {u"$numberDouble"_s, u"Double"_s}, {u"$numberDecimal"_s, u"Decimal128"_s},
                                                  {u"$binary"_s, u"Binary"_s},       {u"$uuid"_s, u"UUID"_s},
                                                  {u"$timestamp"_s, u"Timestamp"_s}, {u"$regularExpression"_s, u"RegExp"_s},
                                                  {u"$symbol"_s, u"Symbol"_s},       {u"$code"_s, u"Code"_s},
                                                  {u"$undefined"_s, u"Undefined"_s}, {u"$minKey"_s, u"MinKey"_s},
                                                  {u"$maxKey"_s, u"MaxKey"_s}};
    for (JsonNode &child : node.children)
        joinTyped(child);
    if (node.kind != JsonNode::Kind::Object || node.children.size() != 1)
        return;
    const JsonNode inner = node.children.front();
    const QString type = types.value(inner.key);
    if (type.isEmpty())
        return;
    node.kind = JsonNode::Kind::Typed;
    node.type = type;
    node.value = inner.key == "$date"_L1 ? momentText(inner) : innerText(inner.key, inner);
    node.children.clear();
}

} // namespace

Result<JsonNode> readJsonTree(const QString &text)
{
    JsonNode root;
    Reader reader(text);
    if (!reader.read(root)) {
        Error error{ErrorKind::Syntax, QCoreApplication::translate("JsonTree", "This is not JSON."), {}, {}, int(reader.at()), 0, 0};
        locate(error, text);
        return fail(error);
    }
    joinTyped(root);
    return root;
}

QString jsonPath(const QString &parent, const JsonNode &holder, const QString &key)
{
    if (holder.kind == JsonNode::Kind::Array)
        return parent + u'[' + key + u']';
    static const QRegularExpression plain(u"^[\\p{L}_$][\\p{L}\\p{N}_$-]*$"_s, QRegularExpression::UseUnicodePropertiesOption);
    if (plain.match(key).hasMatch())
        return parent.isEmpty() ? key : parent + u'.' + key;
    return parent + u"[\""_s + QString(key).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u"\"]"_s;
}

} // namespace concord
