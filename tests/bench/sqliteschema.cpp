// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sqliteschema.h"

#include "bench/schema.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace concord::bench {

static QString tableText(int number)
{
    return u"CREATE TABLE customer_order_%1 (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES customer_order_%2 (id), name VARCHAR(200) NOT NULL,"
           " amount DECIMAL(12,2) NOT NULL DEFAULT 0, quantity INTEGER, created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,"
           " active BOOLEAN NOT NULL DEFAULT 1, code CHAR(8), notes TEXT, payload JSON)"_s.arg(number)
               .arg(qMax(0, number - 1));
}

/// The error, or nothing.
static QString fillFile(const QString &path, int tables)
{
    const QString name = u"bench_schema"_s;
    QString problem;
    {
        QFile::remove(path);
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(path);
        bool made = database.open() && database.transaction();
        QSqlQuery query(database);
        for (int i = 0; i < tables && made; ++i)
            made = query.exec(tableText(i)) && query.exec(u"CREATE INDEX order_name_%1 ON customer_order_%1 (name, created_at DESC)"_s.arg(i));
        if (!made || !database.commit())
            problem = query.lastError().text() + database.lastError().text();
    }
    QSqlDatabase::removeDatabase(name);
    return problem;
}

void measureSqliteSchema(int tables, const QString &folder)
{
    SchemaPeer peer;
    peer.what = u"SQLite, against a second for 10,000 tables"_s;
    peer.goalSeconds = tables / 10'000.0;
    peer.endpoint.engine = u"sqlite"_s;
    peer.endpoint.database = folder + u"/schema.db"_s;
    peer.endpoint.readOnly = true;
    measureSchema(peer, tables, [&](int count) { return fillFile(peer.endpoint.database, count); });
}

} // namespace concord::bench
