// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/listing.h"

#include "concordctl/texttable.h"
#include "concordctl/translate.h"

#include <algorithm>

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

static void writeSeparated(const Listing &listing, QChar separator, Output &output)
{
    QStringList head;
    for (const ListingColumn &column : listing.columns)
        head.append(QString::fromLatin1(column.key));
    output.line(head.join(separator));
    for (const JsonValue &record : listing.records) {
        QStringList cells;
        for (const ListingColumn &column : listing.columns)
            cells.append(separatedText(plainText(record.value(column.key, JsonValue()), {}), separator));
        output.line(cells.join(separator));
    }
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

void writeListing(const Listing &listing, Format format, Output &output)
{
    switch (format) {
    case Format::Json: {
        JsonValue document = JsonValue::object();
        document[listing.key] = listing.records;
        document.update(listing.more);
        output.write(documentText(document));
        return;
    }
    case Format::NdJson:
        for (const JsonValue &record : listing.records)
            output.write(record.dump() + '\n');
        return;
    case Format::Csv: writeSeparated(listing, u',', output); return;
    case Format::Tsv: writeSeparated(listing, u'\t', output); return;
    case Format::Markdown: textTable(listing).writeMarkdown(output); return;
    case Format::Table: break;
    }
    if (listing.records.empty()) {
        output.note(listing.emptyText);
        return;
    }
    textTable(listing).writeText(output);
    if (!listing.lastLine.isEmpty())
        output.line(u"\n"_s + listing.lastLine);
}

} // namespace concord::ctl
