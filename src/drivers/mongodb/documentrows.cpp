// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/documentrows.h"

#include <QByteArray>
#include <QUuid>

#include <limits>

using namespace Qt::StringLiterals;

namespace concord {

DocumentRows::DocumentRows(RowSink &sink) : m_writer(sink, {})
{
    m_writer.beforeAnnounce([this] { settle(); });
}

bool DocumentRows::take(std::string_view document)
{
    ++m_row;
    m_filled = 0;
    m_textBytes = document.size();
    if (bson_iter_t iterator; iterate(document, iterator))
        takeElements(iterator, m_root, 0);
    for (std::size_t i = 0; m_filled < m_states.size() && i < m_states.size(); ++i) {
        if (m_states[i].row != m_row)
            m_writer.column(i).appendMissing();
    }
    m_writer.documents().appendBytes(document);
    return m_writer.endRow(m_textBytes);
}

bool DocumentRows::finish()
{
    return m_writer.flush();
}

DocumentRows::Path &DocumentRows::child(Path &path, std::string_view key, std::size_t &guess)
{
    // Documents of a collection mostly have the same keys in the same order.
    if (guess < path.children.size() && path.children[guess]->key == key)
        return *path.children[guess++];
    constexpr std::size_t many = 16;
    if (path.children.size() >= many) {
        if (path.byKey.empty()) {
            for (const auto &known : path.children)
                path.byKey.emplace(known->key, known.get());
        }
        if (const auto it = path.byKey.find(key); it != path.byKey.end())
            return *it->second;
    } else {
        for (std::size_t i = 0; i < path.children.size(); ++i) {
            if (path.children[i]->key == key) {
                guess = i + 1;
                return *path.children[i];
            }
        }
    }
    auto made = std::make_unique<Path>();
    made->key = key;
    made->name = path.name.empty() ? made->key : path.name + '.' + made->key;
    Path &added = *made;
    path.children.push_back(std::move(made));
    if (!path.byKey.empty())
        path.byKey.emplace(added.key, &added);
    guess = path.children.size();
    return added;
}

void DocumentRows::takeElements(bson_iter_t &iterator, Path &path, int depth)
{
    std::size_t guess = 0;
    while (bson_iter_next(&iterator)) {
        Path *at = &child(path, {bson_iter_key(&iterator), bson_iter_key_len(&iterator)}, guess);
        // A key that comes again in the same document gets a column of its own name too: nothing is lost.
        while (at->column >= 0 && m_states[static_cast<std::size_t>(at->column)].row == m_row) {
            std::size_t second = 0;
            const std::string name = at->name;
            at = &child(*at, {}, second);
            at->name = name;
        }
        takeValue(iterator, *at, depth);
    }
}

void DocumentRows::takeValue(const bson_iter_t &at, Path &path, int depth)
{
    if (BSON_ITER_HOLDS_DOCUMENT(&at) && depth < deepest) {
        constexpr std::size_t emptySize = 5;
        const std::string_view nested = nestedBson(at);
        if (bson_iter_t inner; nested.size() > emptySize && iterate(nested, inner)) {
            takeElements(inner, path, depth + 1);
            return;
        }
    }
    const int column = path.column >= 0 ? path.column : columnFor(path);
    if (column < 0)
        return;
    ++m_filled;
    m_states[static_cast<std::size_t>(column)].row = m_row;
    appendCell(static_cast<std::size_t>(column), at);
}

int DocumentRows::columnFor(Path &path)
{
    if (m_states.size() >= mostColumns) {
        m_tooMany = true;
        return -1;
    }
    ColumnInfo info;
    info.name = QString::fromStdString(path.name);
    info.nativeType = u"null"_s;
    path.column = static_cast<int>(m_writer.addColumn(std::move(info)));
    m_states.emplace_back();
    return path.column;
}

DocumentRows::Kind DocumentRows::kindOf(const bson_iter_t &at)
{
    switch (bson_iter_type(&at)) {
    case BSON_TYPE_BOOL: return Kind::Bool;
    case BSON_TYPE_INT32:
    case BSON_TYPE_INT64: return Kind::Integer;
    case BSON_TYPE_DOUBLE: return Kind::Double;
    case BSON_TYPE_DECIMAL128: return Kind::Decimal;
    case BSON_TYPE_UTF8: return Kind::Text;
    case BSON_TYPE_OID: return Kind::ObjectId;
    case BSON_TYPE_ARRAY: return Kind::Array;
    case BSON_TYPE_DOCUMENT: return Kind::Json;
    case BSON_TYPE_DATE_TIME: {
        // Microseconds have room for fewer years than milliseconds.
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 1000 - 1;
        const std::int64_t ms = bson_iter_date_time(&at);
        return ms < most && ms > -most ? Kind::Date : Kind::Other;
    }
    case BSON_TYPE_BINARY: {
        bson_subtype_t subtype{};
        std::uint32_t length = 0;
        const std::uint8_t *data = nullptr;
        bson_iter_binary(&at, &subtype, &length, &data);
        return subtype == BSON_SUBTYPE_UUID && length == 16 ? Kind::Uuid : Kind::Binary;
    }
    case BSON_TYPE_NULL: return Kind::None;
    default: return Kind::Other;
    }
}

/// Physical, logical and native type of a column that holds one kind.
void DocumentRows::decide(std::size_t column, Kind kind, const bson_iter_t &at)
{
    m_states[column].kind = kind;
    ColumnInfo &info = m_writer.infos()[column];
    const auto be = [&](Physical physical, Logical logical, const QString &name) {
        info.physical = physical;
        info.logical = logical;
        info.nativeType = name;
    };
    switch (kind) {
    case Kind::Bool: be(Physical::Bool, Logical::Boolean, u"bool"_s); break;
    case Kind::Integer: be(Physical::Int64, Logical::Integer, bsonTypeName(at)); break;
    case Kind::Double:
        be(Physical::Double, Logical::Float, u"double"_s);
        info.scale = 1; // always with its point, unlike an integer
        break;
    case Kind::Decimal: be(Physical::Variant, Logical::Decimal, u"decimal"_s); break;
    case Kind::Text: be(Physical::Text, Logical::Text, u"string"_s); break;
    case Kind::ObjectId: be(Physical::Text, Logical::Text, u"objectId"_s); break;
    case Kind::Uuid: be(Physical::Text, Logical::Uuid, u"uuid"_s); break;
    case Kind::Binary: be(Physical::Bytes, Logical::Binary, u"binData"_s); break;
    case Kind::Date:
        be(Physical::TimestampTz, Logical::TimestampTz, u"date"_s);
        info.fraction = 3;
        info.zone = u"UTC"_s;
        break;
    case Kind::Array: be(Physical::Text, Logical::Array, u"array"_s); break;
    case Kind::Json: be(Physical::Text, Logical::Json, u"object"_s); break;
    case Kind::Other: be(Physical::Variant, Logical::Other, bsonTypeName(at)); break;
    case Kind::None: break;
    }
    ColumnData decided(info.physical);
    decided.appendColumn(m_writer.column(column), info); // nothing but NULL and missing
    m_writer.column(column) = std::move(decided);
}

/// The text of a value whose column holds texts; valid until the next call.
std::string_view DocumentRows::textOf(const bson_iter_t &at, Kind kind)
{
    m_text.clear();
    switch (kind) {
    case Kind::Text: {
        std::uint32_t length = 0;
        const char *text = bson_iter_utf8(&at, &length);
        return {text, length};
    }
    case Kind::ObjectId:
        m_text.resize(25);
        bson_oid_to_string(bson_iter_oid(&at), m_text.data());
        m_text.pop_back();
        break;
    case Kind::Uuid:
    case Kind::Binary: {
        bson_subtype_t subtype{};
        std::uint32_t length = 0;
        const std::uint8_t *data = nullptr;
        bson_iter_binary(&at, &subtype, &length, &data);
        if (kind == Kind::Binary)
            return {reinterpret_cast<const char *>(data), length};
        const QByteArrayView bytes(data, length);
        m_text = QUuid::fromRfc4122(bytes).toByteArray(QUuid::WithoutBraces).toStdString();
        break;
    }
    case Kind::Decimal: {
        bson_decimal128_t decimal;
        bson_iter_decimal128(&at, &decimal);
        m_text.resize(BSON_DECIMAL128_STRING);
        bson_decimal128_to_string(&decimal, m_text.data());
        m_text.resize(std::strlen(m_text.c_str()));
        break;
    }
    case Kind::Array:
    case Kind::Json: appendExtendedJson(at, JsonStyle::Relaxed, m_text); break;
    default: appendExtendedJson(at, JsonStyle::Canonical, m_text); break;
    }
    return m_text;
}

void DocumentRows::appendCell(std::size_t column, const bson_iter_t &at)
{
    const Kind kind = kindOf(at);
    State &state = m_states[column];
    if (kind == Kind::None) {
        m_writer.column(column).appendNull();
        return;
    }
    // A column that was told of while it held nothing but NULLs is text for good.
    if (state.kind == Kind::None && !m_writer.isTold(column))
        decide(column, kind, at);
    ColumnData &data = m_writer.column(column);
    if (kind != state.kind || data.physical() == Physical::Variant) {
        appendMixed(column, at, kind);
        return;
    }
    switch (kind) {
    case Kind::Bool: data.appendFixed<std::uint8_t>(bson_iter_bool(&at) ? 1 : 0); break;
    case Kind::Integer: data.appendFixed<std::int64_t>(bson_iter_as_int64(&at)); break;
    case Kind::Double: data.appendFixed(bson_iter_double(&at)); break;
    case Kind::Date: data.appendFixed<std::int64_t>(bson_iter_date_time(&at) * 1000); break;
    case Kind::Binary: {
        const std::string_view bytes = textOf(at, kind);
        data.appendBytes(bytes);
        m_textBytes += bytes.size();
        break;
    }
    default: {
        const std::string_view text = textOf(at, kind);
        data.appendText(text);
        m_textBytes += text.size();
    }
    }
}

void DocumentRows::appendMixed(std::size_t column, const bson_iter_t &at, Kind kind)
{
    State &state = m_states[column];
    const bool isNumber = kind == Kind::Integer || kind == Kind::Double || kind == Kind::Decimal;
    state.mixed = state.mixed || kind != state.kind;
    state.numbersOnly = state.numbersOnly && isNumber
                        && (state.kind == Kind::Integer || state.kind == Kind::Double || state.kind == Kind::Decimal || state.kind == Kind::None);
    const ColumnInfo &info = m_writer.infos()[column];
    std::string text;
    Tag tag = Tag::Other;
    switch (kind) {
    case Kind::Bool:
        tag = Tag::Boolean;
        text = bson_iter_bool(&at) ? "true" : "false";
        break;
    case Kind::Integer:
        tag = Tag::Integer;
        text = std::to_string(bson_iter_as_int64(&at));
        break;
    case Kind::Double: {
        ColumnInfo asDouble = info;
        asDouble.scale = 1;
        tag = Tag::Float;
        appendDoubleText(bson_iter_double(&at), asDouble, text);
        break;
    }
    case Kind::Date: {
        ColumnInfo asDate = info;
        asDate.physical = Physical::TimestampTz;
        asDate.fraction = 3;
        asDate.zone = u"UTC"_s;
        ColumnData one(Physical::TimestampTz);
        one.appendFixed<std::int64_t>(bson_iter_date_time(&at) * 1000);
        tag = Tag::TimestampTz;
        appendCellUtf8(one, asDate, 0, text);
        break;
    }
    default:
        tag = kind == Kind::Text ? Tag::Text : kind == Kind::Binary ? Tag::Bytes : kind == Kind::Decimal ? Tag::Decimal : Tag::Other;
        text = textOf(at, kind);
    }
    m_textBytes += text.size();
    m_writer.appendVariant(column, tag, text);
}

/// Until the columns are told they may still become what the rows that wait show them to be.
void DocumentRows::settle()
{
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (m_writer.isTold(i))
            continue;
        ColumnInfo &info = m_writer.infos()[i];
        info.physical = m_writer.column(i).physical();
        if (!m_states[i].mixed)
            continue;
        info.nativeType = u"mixed"_s;
        info.logical = m_states[i].numbersOnly ? Logical::Decimal : Logical::Mixed;
    }
}

} // namespace concord
