// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

struct Dialect;
class TypeSystem;

/// The servers whose language and types are known here, whichever driver reaches them.
enum class OdbcDbms : quint8 { Unknown, PostgreSql, MySql, MariaDb, Sqlite, SqlServer, Oracle };

/// By what SQLGetInfo answers for SQL_DBMS_NAME, or by the name or file of an ODBC driver.
[[nodiscard]] OdbcDbms odbcDbmsNamed(const QString &name);
/// How the server writes SQL, as far as texts are split, classified and bound over ODBC. Of an unknown one what most have in common:
/// it mistakes nobody's `::`, `$$` and `#` for parameters, ends and names, and what it does not know counts as writing.
[[nodiscard]] const Dialect &odbcDialect(OdbcDbms dbms);
/// Null: not known.
[[nodiscard]] const TypeSystem *odbcTypes(OdbcDbms dbms);
/// A query for (schema, table, column, type as the server writes it) of all tables, or of `table` alone; SQLColumns tells less: no
/// values of an enum, no zone, sizes that nobody gave. Empty: no such question is known.
[[nodiscard]] QString odbcTypeQuestion(OdbcDbms dbms, const ObjectRef &table);
/// A query for (schema, table, column, how it numbers its rows, values of its enum as JSON) of the columns that do or have: a always,
/// d by default, s by a sequence of its own, n by AUTO_INCREMENT. Empty: no such question is known.
[[nodiscard]] QString odbcNumberingQuestion(OdbcDbms dbms, const ObjectRef &table);

} // namespace concord
