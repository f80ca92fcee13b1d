// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcdbms.h"

#include "mysql/mysqldialect.h"
#include "mysql/mysqltypes.h"
#include "odbcsource/odbcsourcedialect.h"
#include "oracle/oracledialect.h"
#include "oracle/oracletypes.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqltypes.h"
#include "sqlite/sqlitedialect.h"
#include "sqlite/sqlitetypes.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/sqlservertypes.h"

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

OdbcDbms odbcDbmsNamed(const QString &name)
{
    // "Oracle" stands behind MySQL, whose driver's path may hold that word.
    static constexpr std::array<std::pair<QLatin1StringView, OdbcDbms>, 13> words = {{{"postgres"_L1, OdbcDbms::PostgreSql},
                                                                                      {"psqlodbc"_L1, OdbcDbms::PostgreSql},
                                                                                      {"maria"_L1, OdbcDbms::MariaDb},
                                                                                      {"libmaodbc"_L1, OdbcDbms::MariaDb},
                                                                                      {"mysql"_L1, OdbcDbms::MySql},
                                                                                      {"libmyodbc"_L1, OdbcDbms::MySql},
                                                                                      {"sqlite"_L1, OdbcDbms::Sqlite},
                                                                                      {"sql server"_L1, OdbcDbms::SqlServer},
                                                                                      {"msodbcsql"_L1, OdbcDbms::SqlServer},
                                                                                      {"freetds"_L1, OdbcDbms::SqlServer},
                                                                                      {"tdsodbc"_L1, OdbcDbms::SqlServer},
                                                                                      {"oracle"_L1, OdbcDbms::Oracle},
                                                                                      {"sqora"_L1, OdbcDbms::Oracle}}};
    for (const auto &[word, dbms] : words) {
        if (name.contains(word, Qt::CaseInsensitive))
            return dbms;
    }
    return OdbcDbms::Unknown;
}

static const Dialect *ownDialect(OdbcDbms dbms)
{
    switch (dbms) {
    case OdbcDbms::PostgreSql: return &postgresqlDialect();
    case OdbcDbms::MySql: return &mysqlDialect();
    case OdbcDbms::MariaDb: return &mariadbDialect();
    case OdbcDbms::Sqlite: return &sqliteDialect();
    case OdbcDbms::SqlServer: return &sqlServerDialect();
    case OdbcDbms::Oracle: return &oracleDialect();
    case OdbcDbms::Unknown: break;
    }
    return nullptr;
}

const Dialect &odbcDialect(OdbcDbms dbms)
{
    const auto make = [](OdbcDbms one) {
        Dialect dialect = odbcSourceDialect();
        if (const Dialect *own = ownDialect(one)) {
            const QSet<QString> writing = dialect.writingFunctions; // no engine holds read-only here
            dialect = *own;
            dialect.writingFunctions += writing;
        }
        dialect.engine = u"odbc"_s;
        dialect.placeholder = Dialect::Placeholder::Question;
        return dialect;
    };
    static const std::array<Dialect, 7> dialects = {make(OdbcDbms::Unknown), make(OdbcDbms::PostgreSql), make(OdbcDbms::MySql),
                                                    make(OdbcDbms::MariaDb), make(OdbcDbms::Sqlite),     make(OdbcDbms::SqlServer),
                                                    make(OdbcDbms::Oracle)};
    return dialects.at(static_cast<std::size_t>(dbms));
}

const TypeSystem *odbcTypes(OdbcDbms dbms)
{
    switch (dbms) {
    case OdbcDbms::PostgreSql: return &postgresqlTypes();
    case OdbcDbms::MySql: return &mysqlTypes();
    case OdbcDbms::MariaDb: return &mariadbTypes();
    case OdbcDbms::Sqlite: return &sqliteTypes();
    case OdbcDbms::SqlServer: return &sqlServerTypes();
    case OdbcDbms::Oracle: return &oracleTypes();
    case OdbcDbms::Unknown: break;
    }
    return nullptr;
}

/// The end of a question that is about one table.
static QString only(OdbcDbms dbms, const ObjectRef &table, const QString &nameColumn)
{
    return table.name.isEmpty() ? QString() : u" AND %1 = %2"_s.arg(nameColumn, odbcDialect(dbms).literal(table.name));
}

QString odbcTypeQuestion(OdbcDbms dbms, const ObjectRef &table)
{
    switch (dbms) {
    case OdbcDbms::PostgreSql:
        return u"SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a "
               "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
               "WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
               "AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"_s
               + only(dbms, table, u"c.relname"_s);
    case OdbcDbms::MySql:
    case OdbcDbms::MariaDb:
        return u"SELECT '', TABLE_NAME, COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"_s
               + only(dbms, table, u"TABLE_NAME"_s);
    case OdbcDbms::Sqlite: // one broken view would end a join over all
        return u"SELECT '', m.name, p.name, p.type FROM sqlite_master m JOIN pragma_table_xinfo(m.name) p WHERE m.type = 'table'"_s
               + only(dbms, table, u"m.name"_s);
    default: return {};
    }
}

QString odbcNumberingQuestion(OdbcDbms dbms, const ObjectRef &table)
{
    switch (dbms) {
    case OdbcDbms::PostgreSql:
        return u"SELECT nspname, relname, attname, counts, labels FROM (SELECT n.nspname, c.relname, a.attname, "
               "CASE WHEN a.attidentity <> '' THEN CAST(a.attidentity AS text) WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_depend d "
               "JOIN pg_catalog.pg_class s ON s.oid = d.objid WHERE s.relkind = 'S' AND d.deptype = 'a' AND d.refobjid = c.oid "
               "AND d.refobjsubid = a.attnum) THEN 's' ELSE '' END AS counts, "
               "(SELECT CAST(array_to_json(array_agg(e.enumlabel ORDER BY e.enumsortorder)) AS text) FROM pg_catalog.pg_enum e "
               "WHERE e.enumtypid = a.atttypid) AS labels "
               "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
               "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
               "WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
               "AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"_s
               + only(dbms, table, u"c.relname"_s) + u") q WHERE counts <> '' OR labels IS NOT NULL"_s;
    case OdbcDbms::MySql:
    case OdbcDbms::MariaDb:
        return u"SELECT '', TABLE_NAME, COLUMN_NAME, 'n', NULL FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() "
               "AND EXTRA LIKE '%auto_increment%'"_s
               + only(dbms, table, u"TABLE_NAME"_s);
    default: return {};
    }
}

} // namespace concord
