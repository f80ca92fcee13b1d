// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/listing.h"

#include "concordctl/texttable.h"
#include "concordctl/translate.h"

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord::ctl {

QString plainText(const JsonValue &value, const QString &nullText)
{
    if (value.is_null())
        return nullText;
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_boolean())
        return value.get<bool>() ? Ctl::tr("yes") : Ctl::tr("no");
    if (value.is_array()) {
        QStringList parts;
        for (const JsonValue &part : value)
            parts.append(plainText(part, nullText));
        return parts.join(u", "_s);
    }
    return QString::fromStdString(value.dump());
}

QString separatedText(const QString &text, QChar separator)
{
    const auto special = [&](QChar c) { return c == separator || c == u'"' || c == u'\n' || c == u'\r'; };
    if (!std::ranges::any_of(text, special))
        return text;
    return u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"';
}

static std::optional<QChar> separatorOf(Format format)
{
    if (format == Format::Csv)
        return u',';
    return format == Format::Tsv ? std::optional(QChar(u'\t')) : std::nullopt;
}

static QString separatedLine(const Listing &listing, const JsonValue &record, QChar separator)
{
    QStringList cells;
    for (const ListingColumn &column : listing.columns)
        cells.append(separatedText(plainText(record.value(column.key, JsonValue()), {}), separator));
    return cells.join(separator);
}

/// As it stands within a document that is indented by so much: no string of JSON has a line break of its own.
static std::string indented(const JsonValue &value, std::size_t spaces)
{
    const std::string lines = value.dump(2);
    std::string text;
    text.reserve(lines.size());
    std::size_t begin = 0;
    for (std::size_t end = lines.find('\n'); end != std::string::npos; end = lines.find('\n', begin)) {
        text.append(lines, begin, end + 1 - begin).append(spaces, ' ');
        begin = end + 1;
    }
    return text.append(lines, begin);
}

static TextTable textTable(const Listing &listing)
{
    TextTable table;
    for (const ListingColumn &column : listing.columns)
        table.columns.append({column.title, column.right});
    table.rowCount = listing.records.size();
    table.row = [&listing](std::uint64_t r) {
        QList<TextCell> cells;
        for (const ListingColumn &column : listing.columns) {
            const JsonValue value = listing.records[r].value(column.key, JsonValue());
            const QString text = plainText(value, u"—"_s);
            cells.append({text.isEmpty() ? u"—"_s : text, value.is_null()});
        }
        return cells;
    };
    return table;
}

void ListingStream::begin()
{
    if (std::exchange(m_begun, true))
        return;
    if (m_format == Format::Json)
        m_output.write("{\n  " + JsonValue(m_listing.key).dump() + ": [");
    const auto separator = separatorOf(m_format);
    if (!separator)
        return;
    QStringList head;
    for (const ListingColumn &column : m_listing.columns)
        head.append(QString::fromLatin1(column.key));
    m_output.line(head.join(*separator));
}

void ListingStream::add(JsonValue record)
{
    begin();
    if (m_format == Format::Json)
        m_output.write((m_empty ? "\n    " : ",\n    ") + indented(record, 4));
    else if (m_format == Format::NdJson)
        m_output.write(record.dump() + '\n');
    else if (const auto separator = separatorOf(m_format))
        m_output.line(separatedLine(m_listing, record, *separator));
    else
        m_listing.records.push_back(std::move(record));
    m_empty = false;
}

void ListingStream::end()
{
    begin();
    if (m_format == Format::Json) {
        m_output.write(std::string_view(m_empty ? "]" : "\n  ]"));
        for (const auto &[key, value] : m_listing.more.items())
            m_output.write(",\n  " + JsonValue(key).dump() + ": " + indented(value, 2));
        m_output.write(std::string_view("\n}\n"));
    } else if (m_format == Format::Markdown) {
        textTable(m_listing).writeMarkdown(m_output);
    } else if (m_format == Format::Table && m_empty) {
        m_output.note(m_listing.emptyText);
    } else if (m_format == Format::Table) {
        textTable(m_listing).writeText(m_output);
        if (!m_listing.lastLine.isEmpty())
            m_output.line(u"\n"_s + m_listing.lastLine);
    }
}

void writeListing(const Listing &listing, Format format, Output &output)
{
    Listing shape = listing;
    const std::vector<JsonValue> records = std::exchange(shape.records, {});
    ListingStream stream(shape, format, output);
    for (const JsonValue &record : records)
        stream.add(record);
    stream.end();
}

} // namespace concord::ctl
