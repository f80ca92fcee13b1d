// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/search.h"

#include <QObject>

#include <functional>

namespace concord {

class SchemaIndex;

/// One search box's questions to the index: answered off the GUI thread, only the newest counts, and asked again when the index changes.
class CatalogQuery : public QObject
{
    Q_OBJECT

public:
    CatalogQuery(SchemaIndex &index, SearchOptions options, QObject *parent = nullptr);

    void ask(const QString &text);
    void setOptions(const SearchOptions &options);

Q_SIGNALS:
    void answered(const concord::SearchResult &result);

private:
    void run();

    SchemaIndex &m_index;
    SearchOptions m_options;
    QString m_text;
    int m_question = 0;
};

} // namespace concord
