// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogquery.h"

#include "schema/schemaindex.h"

#include <QtConcurrentRun>

namespace concord {

CatalogQuery::CatalogQuery(SchemaIndex &index, SearchOptions options, QObject *parent)
    : QObject(parent),
      m_index(index),
      m_options(std::move(options))
{
    connect(&m_index, &SchemaIndex::searchChanged, this, &CatalogQuery::run);
}

void CatalogQuery::ask(const QString &text)
{
    m_text = text;
    run();
}

void CatalogQuery::setOptions(const SearchOptions &options)
{
    m_options = options;
    run();
}

void CatalogQuery::run()
{
    const int question = ++m_question;
    const CatalogSearchPtr search = m_index.search();
    if (!search || m_text.trimmed().isEmpty()) {
        Q_EMIT answered({});
        return;
    }
    QtConcurrent::run([search, text = m_text, options = m_options] {
        return search->find(text, options);
    }).then(this, [this, question](const SearchResult &result) {
        if (question == m_question)
            Q_EMIT answered(result);
    });
}

} // namespace concord
