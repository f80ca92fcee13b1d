// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcsourcedialect.h"

#include "odbc/odbclink.h"
#include "odbcsource/odbcdbms.h"

using namespace Qt::StringLiterals;

namespace concord {

/// SQL-92's reserved words, as far as people take them for names.
static QSet<QString> standardWords()
{
    static const auto words =
        u"ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BETWEEN BOTH BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONSTRAINT CREATE CROSS CURRENT "
        "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATE DAY DEFAULT DELETE DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXISTS "
        "EXTERNAL FALSE FETCH FOR FOREIGN FROM FULL GRANT GROUP HAVING HOUR IN INDEX INNER INSERT INTERSECT INTERVAL INTO IS JOIN KEY LEADING LEFT "
        "LEVEL "
        "LIKE MINUTE MONTH NATURAL NOT NULL OF ON OPTION OR ORDER OUTER PRIMARY PRIVILEGES PROCEDURE REFERENCES REVOKE RIGHT ROLLBACK SECOND SELECT "
        "SESSION_USER SET SIZE SOME TABLE THEN TIME TIMESTAMP TO TRAILING TRANSACTION TRIGGER TRUE UNION UNIQUE UPDATE USAGE USER USING VALUE VALUES "
        "VIEW WHEN WHERE WITH YEAR"_s;
    const QStringList list = words.split(u' ');
    return QSet<QString>(list.begin(), list.end());
}

const Dialect &odbcSourceDialect()
{
    static const Dialect dialect = [] {
        Dialect d;
        d.engine = u"odbc"_s;
        d.displayName = u"ODBC"_s;
        d.highlighting = u"SQL"_s;
        d.backtickIdentifiers = true;
        d.castOperator = true;
        d.dollarQuotes = true;
        d.compoundBodies = true;
        d.schemas = true;
        d.reservedWords = standardWords();
        d.readKeywords = {u"SELECT"_s, u"WITH"_s, u"VALUES"_s};
        // Known ones of the engines that people reach this way; any other function may write too, hence "advisory".
        d.writingFunctions = {u"nextval"_s,
                              u"setval"_s,
                              u"lo_import"_s,
                              u"lo_export"_s,
                              u"lo_unlink"_s,
                              u"dblink"_s,
                              u"dblink_exec"_s,
                              u"pg_notify"_s,
                              u"set_config"_s,
                              u"load_extension"_s,
                              u"writefile"_s,
                              u"openquery"_s,
                              u"openrowset"_s,
                              u"xp_cmdshell"_s,
                              u"sleep"_s,
                              u"get_lock"_s,
                              u"release_lock"_s,
                              u"pg_sleep"_s,
                              u"load_file"_s,
                              u"benchmark"_s,
                              u"pg_read_file"_s,
                              u"pg_terminate_backend"_s,
                              u"pg_cancel_backend"_s};
        return d;
    }();
    return dialect;
}

Dialect odbcSourceDialect(const OdbcLink &link)
{
    const QString product = link.text(SQL_DBMS_NAME);
    const OdbcDbms dbms = odbcDbmsNamed(product);
    Dialect d = odbcDialect(dbms);
    if (!product.isEmpty())
        d.displayName = product;
    // A blank says that names cannot be quoted.
    if (const QString quote = link.text(SQL_IDENTIFIER_QUOTE_CHAR).trimmed(); quote.size() == 1)
        d.identifierQuote = quote.front();
    if (dbms == OdbcDbms::Unknown) {
        const bool likeMysql = d.identifierQuote == u'`';
        d.backslashEscapes = likeMysql;
        d.hashComments = likeMysql;
        d.executableComments = likeMysql;
        d.bracketIdentifiers = d.identifierQuote == u'[';
    }
    d.doubleQuotedStrings = d.identifierQuote == u'`'; // MySQL's sql_mode may have ANSI_QUOTES
    d.schemas = (link.number(SQL_SCHEMA_USAGE) & SQL_SU_DML_STATEMENTS) != 0 && !link.text(SQL_SCHEMA_TERM).isEmpty();
    switch (link.shortNumber(SQL_IDENTIFIER_CASE)) {
    case SQL_IC_UPPER: d.folding = Dialect::Folding::Upper; break;
    case SQL_IC_LOWER: d.folding = Dialect::Folding::Lower; break;
    default: d.folding = Dialect::Folding::None; break;
    }
    const QStringList own = link.text(SQL_KEYWORDS).toUpper().split(u',', Qt::SkipEmptyParts);
    for (const QString &word : own)
        d.reservedWords.insert(word.trimmed());
    return d;
}

} // namespace concord
