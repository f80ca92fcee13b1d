// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/json.h"
#include "concordctl/output.h"

#include <QList>
#include <QString>

#include <vector>

namespace concord::ctl {

/// Which field of a record stands in which column.
struct ListingColumn
{
    const char *key = nullptr;
    QString title;
    bool right = false;
};

/// What a command answers as a list of records: the same records in every format.
struct Listing
{
    const char *key = "rows"; ///< name of the records' array in JSON
    QList<ListingColumn> columns; ///< of the formats that have columns; JSON shows every field
    std::vector<JsonValue> records;
    JsonValue more = JsonValue::object(); ///< what JSON says beside the records: totals
    QString emptyText; ///< what a person reads (on standard error) where there are no records
    QString lastLine;  ///< below a table
};

/// Writes a listing's records one after another, so that large ones are never held together. The formats that have to know all of them
/// first (Table, Markdown) hold what their columns show.
class ListingStream
{
public:
    /// Nothing is written before the first record or the end.
    ListingStream(const Listing &listing, Format format, Output &output) : m_listing(listing), m_format(format), m_output(output) {}
    void add(JsonValue record);
    void end();

private:
    void begin();

    Listing m_listing;
    Format m_format;
    Output &m_output;
    bool m_begun = false;
    bool m_empty = true;
};

/// Writes it in the format. Table: `NAME  ENGINE …`; lists are joined by ", ", null is "—".
void writeListing(const Listing &listing, Format format, Output &output);
/// One value as a table or CSV shows it.
[[nodiscard]] QString plainText(const JsonValue &value, const QString &nullText);

/// A value as CSV or TSV writes it: quoted where it must be.
[[nodiscard]] QString separatedText(const QString &text, QChar separator);

} // namespace concord::ctl
