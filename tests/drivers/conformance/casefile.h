// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace concord::test {

/// One `statement` block of a case file (conformance/README.md).
struct Case
{
    int line = 0;                ///< where it begins in the file
    QString sql;
    QStringList parameters;      ///< "integer 42"
    QStringList columns;         ///< "name: native type, logical"; empty with no `columns` line
    bool hasColumns = false;
    QList<QStringList> rows;     ///< expected cells as written: NULL, text
    bool hasRows = false;
    QString error;               ///< "syntax 42601 at 8"
    bool fails = false;
    QStringList notices;         ///< "WARNING 01000 text"
    bool hasNotices = false;
    QString affected;            ///< "3"
    int since = 0;               ///< the first major version of a server that knows the statement
};

struct CaseFile
{
    QString path;
    QStringList engines;         ///< names of targets or of engines; see README.md
    QString profile;             ///< "read-only" or empty
    QList<Case> cases;
    QString problem;             ///< what is wrong with the file itself
};

/// Reads the file as it is meant for one target: blocks and expectations of other engines are left out.
[[nodiscard]] CaseFile readCaseFile(const QString &path, const QString &target, const QString &engine);
/// Only the header's `engines`.
[[nodiscard]] QStringList enginesOf(const QString &path);

} // namespace concord::test
