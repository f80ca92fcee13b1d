// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"

#include <QMap>
#include <QVariant>

namespace concord::test {

/// SQL Server's system views as tables of the same names and shapes (sys.tables …) in another engine's database, and what a script of
/// T-SQL would have put there. Only as much of T-SQL is read as tests write: CREATE TABLE, INDEX, FOREIGN KEY as generators print them.
class SystemViews
{
public:
    using Row = QMap<QString, QVariant>;

    /// `connection` must outlive it. Empty: all went well.
    [[nodiscard]] QString create(Connection &connection);
    [[nodiscard]] QString insert(const QString &view, const Row &row);
    /// Chinook's own script, or any other in its way of writing.
    [[nodiscard]] QString load(const QString &script);
    [[nodiscard]] Result<CatalogPtr> read(const CatalogRequest &request = {});

    // What hand-written facts are made of; each gives the object_id.
    qint64 addTable(const QString &name, const Row &more = {});
    /// "nvarchar(160)"; `more`: is_identity, collation_name …
    void addColumn(qint64 table, int number, const QString &name, const QString &type, bool nullable, const Row &more = {});
    void addIndex(qint64 table, int number, const QString &name, const Row &more, const QList<Row> &columns);
    qint64 addConstraint(const QString &view, qint64 table, const QString &name, const Row &more);
    void addModule(qint64 object, const QString &definition, const Row &more = {});
    void addProperty(int objectClass, qint64 major, qint64 minor, const QString &value);
    [[nodiscard]] qint64 nextId() { return ++m_lastId; }
    /// The first statement that the other engine refused.
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    [[nodiscard]] QString run(const QString &sql);
    void keep(const QString &problem);
    void loadTable(const QString &statement);
    void loadForeignKey(const QString &statement);
    void loadIndex(const QString &statement);

    Connection *m_connection = nullptr;
    qint64 m_lastId = 1000;
    QString m_problem;
    QMap<QString, qint64> m_tables;
    QMap<QString, QStringList> m_columns;
    QMap<QString, int> m_indexes;
};

} // namespace concord::test
