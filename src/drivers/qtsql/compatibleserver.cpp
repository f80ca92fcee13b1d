// SPDX-License-Identifier: GPL-3.0-or-later
#include "qtsql/compatibleserver.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompatibleServer", text);
}

/// What a product lacks of the engine whose protocol it speaks, as far as Concord would run into it.
enum Lack : unsigned {
    Nothing = 0,
    CatalogDiffers = 1,   ///< system catalogs are emulated
    NoReadOnly = 2,       ///< read-only transactions are not known to hold
    NoForeignKeys = 4,    ///< declared at most, not enforced
    NoRoutines = 8,       ///< triggers and routines are missing or others
    WeakTransactions = 16 ///< statements are not in one transaction
};

struct Product
{
    const char *pattern; ///< of version() or the comment; the first group is the version
    const char *name;
    unsigned lacks;
};

// What the servers are documented to answer. Most specific first.
constexpr std::array postgresqlProducts{
    Product{"^CockroachDB \\S+ v?([0-9][^ ]*)", "CockroachDB", CatalogDiffers | NoRoutines},
    Product{"Redshift ([0-9.]+)", "Amazon Redshift", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines},
    Product{"-YB-([0-9.]+)", "YugabyteDB", CatalogDiffers},
    Product{"Greenplum Database ([0-9.]+)", "Greenplum", CatalogDiffers | NoForeignKeys},
    Product{"EnterpriseDB Advanced Server ([0-9.]+)", "EDB Postgres Advanced Server", Nothing},
    Product{"Materialize v?([0-9.]+)", "Materialize", CatalogDiffers | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"^CrateDB ([0-9.]+)", "CrateDB", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"RisingWave-([0-9.]+)", "RisingWave", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"QuestDB ?([0-9.]*)", "QuestDB", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"openGauss ([0-9.]+)", "openGauss", CatalogDiffers},
};

constexpr std::array mysqlProducts{
    Product{"-TiDB-v?([0-9.]+)", "TiDB", CatalogDiffers | NoRoutines},
    Product{"StarRocks(?: version)? ?([0-9.]*)", "StarRocks", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"Doris(?: version)? ?(?:doris-)?([0-9.]*)", "Apache Doris", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"-OceanBase-v?([0-9.]+)|OceanBase(?:_CE)? ([0-9.]+)", "OceanBase", CatalogDiffers},
    Product{"SingleStoreDB ?([0-9.]*)|MemSQL ?([0-9.]*)", "SingleStore", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines},
    Product{"-Vitess ?([0-9.]*)", "Vitess", CatalogDiffers | NoForeignKeys | NoRoutines},
    Product{"ClickHouse ?([0-9.]*)", "ClickHouse", CatalogDiffers | NoReadOnly | NoForeignKeys | NoRoutines | WeakTransactions},
    Product{"Dolt ?([0-9.]*)", "Dolt", CatalogDiffers},
    Product{"ProxySQL ?([0-9.]*)", "ProxySQL", CatalogDiffers},
};

constexpr std::array sqlServerProducts{
    Product{"^Babelfish for Aurora[\\s\\S]*\\(Babelfish ([0-9.]+)\\)", "Babelfish for Aurora PostgreSQL", CatalogDiffers},
    Product{"^Babelfish[\\s\\S]*\\(Babelfish ([0-9.]+)\\)", "Babelfish for PostgreSQL", CatalogDiffers},
    Product{"^Babelfish(?:.* - ([0-9.]+))?", "Babelfish for PostgreSQL", CatalogDiffers},
};

QStringList notesOf(unsigned lacks, const QString &product, const QString &engine)
{
    if (lacks == Nothing)
        return {};
    QStringList notes{tr("%1 speaks the protocol of %2 but is another server; Concord is not tested with it.").arg(product, engine)};
    if (lacks & CatalogDiffers)
        notes.append(tr("Its system catalog differs: schemas may be read in part only, and comparisons with %1 may say “cannot tell”.").arg(engine));
    if (lacks & NoReadOnly)
        notes.append(tr("It is not known to hold read-only transactions: use a login that may only read."));
    if (lacks & NoForeignKeys)
        notes.append(tr("Foreign keys are missing or not enforced."));
    if (lacks & NoRoutines)
        notes.append(tr("Triggers and routines are missing or written otherwise."));
    if (lacks & WeakTransactions)
        notes.append(tr("It has no transactions over several statements: a schema is not read at one moment."));
    return notes;
}

template<std::size_t N>
CompatibleServer recognise(const std::array<Product, N> &products, const QString &text, const QString &engine)
{
    for (const Product &product : products) {
        const auto match = QRegularExpression(QString::fromLatin1(product.pattern), QRegularExpression::CaseInsensitiveOption).match(text);
        if (!match.hasMatch())
            continue;
        const QString name = QString::fromLatin1(product.name);
        const QString version = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        return {name, version, notesOf(product.lacks, name, engine)};
    }
    return {};
}

} // namespace

CompatibleServer recognisePostgresql(const QString &version, const QString &serverVersion, const QStringList &extensions,
                                     const QStringList &functions)
{
    CompatibleServer server = recognise(postgresqlProducts, version, u"PostgreSQL"_s);
    if (server.product.isEmpty()) {
        server.product = version.section(u' ', 0, 0); // "PostgreSQL 17.5 on …"
        server.version = serverVersion.section(u' ', 0, 0);
    } else if (server.version.isEmpty()) {
        server.version = serverVersion.section(u' ', 0, 0);
    }
    if (functions.contains("aurora_version"_L1)) {
        server.product = u"Amazon Aurora PostgreSQL"_s;
        server.notes.append(tr("Amazon Aurora: its storage is its own; settings of files and replication are not PostgreSQL's."));
    }
    for (const QString &extension : extensions) {
        const QString name = extension.section(u' ', 0, 0);
        if (name == "timescaledb"_L1)
            server.notes.append(tr("TimescaleDB %1: hypertables are shown as tables; their chunks and policies are not part of comparisons.")
                                    .arg(extension.section(u' ', 1)));
        else if (name == "citus"_L1)
            server.notes.append(tr("Citus %1: how tables are distributed is not part of comparisons.").arg(extension.section(u' ', 1)));
    }
    return server;
}

CompatibleServer recogniseMysql(const QString &version, const QString &comment, const QStringList &variables)
{
    CompatibleServer server = recognise(mysqlProducts, version + u' ' + comment, u"MySQL"_s);
    if (server.product.isEmpty()) {
        server.product = version.contains("MariaDB"_L1) ? u"MariaDB"_s : u"MySQL"_s;
        if (comment.contains("Percona"_L1))
            server.product = u"Percona Server for MySQL"_s;
    }
    if (server.version.isEmpty())
        server.version = version.section(u'-', 0, 0);
    if (variables.contains("aurora_version"_L1) || version.contains("mysql_aurora"_L1)) {
        server.product = u"Amazon Aurora MySQL"_s;
        server.notes.append(tr("Amazon Aurora: its storage is its own; settings of files and replication are not MySQL's."));
    }
    return server;
}

CompatibleServer recogniseSqlServer(const QString &version)
{
    const QString engine = u"SQL Server"_s;
    const QString first = version.section(u'\n', 0, 0).trimmed();
    if (first.isEmpty() || first.startsWith("Microsoft"_L1, Qt::CaseInsensitive))
        return {};
    CompatibleServer server = recognise(sqlServerProducts, version, engine);
    if (server.product.isEmpty()) { // none that is known: its own words
        server.product = first.section(u" - "_s, 0, 0).left(60);
        server.notes = notesOf(CatalogDiffers, server.product, engine);
    }
    return server;
}

} // namespace concord
