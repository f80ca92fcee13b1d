// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firebird/firebirdcatalog.h"
#include "firebird/firebirdfieldtype.h"
#include "schema/catalogfilter.h"

namespace concord {

/// Reads one database in flat queries and hangs the rows together here. In three files: tables and views, their keys, and what runs.
class FirebirdCatalogReader
{
public:
    FirebirdCatalogReader(const FirebirdCatalogQuery &query, const CatalogRequest &request, CatalogInfo info);
    [[nodiscard]] Result<CatalogPtr> read(const CatalogListener &listener);

private:
    [[nodiscard]] Result<void> database();
    [[nodiscard]] Result<void> domains();
    [[nodiscard]] Result<void> relations();
    [[nodiscard]] Result<void> columns();
    [[nodiscard]] Result<void> constraints();
    [[nodiscard]] Result<void> checks();
    [[nodiscard]] Result<void> indexes();
    [[nodiscard]] Result<void> sequences();
    [[nodiscard]] Result<void> triggers();
    [[nodiscard]] Result<void> exceptions();
    [[nodiscard]] Result<void> procedures();
    [[nodiscard]] Result<void> functions();
    [[nodiscard]] Result<void> packages();
    [[nodiscard]] Result<void> dependencies();
    [[nodiscard]] Result<void> privileges();

    /// Calls `take` for each row.
    template<class F>
    [[nodiscard]] Result<void> each(const QByteArray &sql, F &&take)
    {
        const Result<QList<QStringList>> rows = m_query(sql, {});
        if (!rows)
            return fail(rows.error());
        for (const QStringList &row : *rows)
            take(row);
        return {};
    }
    [[nodiscard]] bool accepts(const QString &name) const { return m_filter.acceptsAll() || m_filter.accepts({}, name); }
    template<class T>
    T &add(std::shared_ptr<T> object, const QString &name, const QString &comment)
    {
        object->ref = {{}, name};
        object->comment = comment;
        m_objects.push_back(object);
        return *object;
    }
    [[nodiscard]] Column column(const QStringList &row) const;
    void constraint(Table &table, const QStringList &row);
    void trigger(const QStringList &row);
    /// "A INTEGER = 1, B VARCHAR(10)" of the parameters of a routine, by its name.
    struct Parameters
    {
        QHash<QString, QStringList> in;
        QHash<QString, QStringList> out;
    };
    [[nodiscard]] Result<Parameters> parameters(const QByteArray &sql);
    void routine(const QStringList &row, bool isFunction, const Parameters &parameters);

    const FirebirdCatalogQuery &m_query;
    const CatalogRequest &m_request;
    CatalogFilter m_filter;
    CatalogInfo m_info;
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
    QHash<QString, Table *> m_tables;
    QHash<QString, View *> m_views;
    QHash<QString, SequenceOptions> m_identities; ///< sequences of identity columns
};

} // namespace concord
