// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QList>
#include <QString>
#include <QVersionNumber>

namespace concord::test {

/// One case of sqldef's test files: a schema before and after. What sqldef itself answers (`up`, `down`) is one tool's way,
/// not the measure.
struct SqldefCase
{
    QString file; ///< "tests_tables.yml"
    QString name; ///< "CreateTable"
    QString current; ///< SQL that makes the schema; empty: an empty database
    QString desired;
    QString up;
    QString down;
    QString error;   ///< sqldef refuses this case, with these words; the server may well take both schemas
    QString flavor;  ///< "mariadb", "mysql", "tidb", or one of them after "!"; empty: all
    QString user;    ///< the role that should run it
    QVersionNumber minVersion; ///< null: any
    QVersionNumber maxVersion;
    bool offline = false; ///< sqldef compares the texts without a server

    /// "tests_tables/CreateTable", for a row of test data.
    [[nodiscard]] QString label() const;
    [[nodiscard]] bool runsOn(const QVersionNumber &server) const;
    /// `product` is "mysql", "mariadb" or "tidb".
    [[nodiscard]] bool runsOnFlavor(const QString &product) const;
};

/// $CONCORD_TEST_CORPORA; empty: unset, and the test is to be skipped.
[[nodiscard]] QString corporaFolder();
/// All cases of `tool` ("psqldef", "mysqldef", "sqlite3def") in the order of the files. Error Io or Damaged names the file.
[[nodiscard]] Result<QList<SqldefCase>> sqldefCases(const QString &tool);

} // namespace concord::test
