// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/mysqlschema.h"

#include "bench/report.h"
#include "bench/schema.h"
#include "bench/table.h"
#include "servers/testservers.h"

using namespace Qt::StringLiterals;

namespace concord::bench {

/// Tables of ten columns with a key, an index and a foreign key to the table before.
static QString mariadbTables(const QString &database, int tables)
{
    QString script = u"DROP DATABASE `%1`; CREATE DATABASE `%1`; USE `%1`; SET foreign_key_checks = 0;\n"
                     // The usual 2,000 would hold a thousand tables, which are then read from memory, and not ten thousand.
                     "SET GLOBAL table_open_cache = 100; SET GLOBAL table_definition_cache = 400;\n"_s.arg(database);
    for (int i = 0; i < tables; ++i)
        script += u"CREATE TABLE customer_order_%1 (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, parent_id bigint, name varchar(200) NOT NULL,"
                  " amount decimal(12,2) NOT NULL DEFAULT 0, quantity int, created_at timestamp NOT NULL DEFAULT current_timestamp,"
                  " active boolean NOT NULL DEFAULT true, code char(8), notes text, payload json, KEY name_created (name, created_at),"
                  " FOREIGN KEY (parent_id) REFERENCES customer_order_%2 (id));\n"_s.arg(i)
                      .arg(qMax(0, i - 1));
    return script;
}

void measureMariadbSchema(int tables)
{
    SchemaPeer peer;
    peer.what = u"MariaDB, against mariadb-dump --no-data"_s;
    peer.goal = 0.05;
    const auto server = test::testServer(u"mariadb"_s);
    if (!server)
        return skipped(peer.what, u"no server here"_s);
    const auto database = test::ScratchDatabase::create(*server);
    if (!database)
        return skipped(peer.what, database.error());
    peer.endpoint.engine = u"mariadb"_s;
    peer.endpoint.host = server->host;
    peer.endpoint.port = server->port;
    peer.endpoint.user = server->user;
    peer.endpoint.database = database->name();
    peer.endpoint.options.tls = TlsMode::Disable;
    peer.secret = Secret(server->password.toUtf8());
    peer.passwordVariable = u"MYSQL_PWD"_s;
    peer.password = server->password;
    const QStringList place = {u"--no-defaults"_s, u"--skip-ssl"_s, u"--host="_s + server->host, u"--port="_s + QString::number(server->port),
                               u"--user="_s + server->user};
    peer.program = u"mariadb-dump"_s;
    peer.arguments = place + QStringList{u"--no-data"_s, u"--result-file=/dev/null"_s, database->name()};
    measureSchema(peer, tables, [&](int count) {
        return runProgram(u"mariadb"_s, place, peer.passwordVariable, peer.password, mariadbTables(database->name(), count));
    });
}

} // namespace concord::bench
