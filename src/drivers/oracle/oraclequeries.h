// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "odbc/endsreading.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace concord {

/// One row of the data dictionary by the names of its columns; gone with the next row.
class OracleRow
{
public:
    OracleRow(const QHash<QString, qsizetype> &places, const QStringList &cells) : m_places(places), m_cells(cells) {}

    /// Null for NULL, for '' (which is NULL in Oracle), and for a column that this server's version has not.
    [[nodiscard]] QString text(QLatin1StringView column) const;
    [[nodiscard]] qint64 number(QLatin1StringView column, qint64 otherwise = -1) const;
    [[nodiscard]] bool is(QLatin1StringView column, QLatin1StringView value) const { return text(column) == value; }

private:
    const QHash<QString, qsizetype> &m_places;
    const QStringList &m_cells;
};

/// Concord's own queries of the data dictionary: one flat SELECT a view, of names and comparisons that every SQL has. What a
/// version lacks is found by asking, not by its number. Where rows come from is the caller's: an ODBC link, or a test's
/// tables of the same names. Lives as long as one reading, on the connection's thread.
class OracleQueries
{
public:
    using OnCells = std::function<void(const QStringList &)>;
    /// Runs one query and gives each row's cells, NULL as a null QString.
    using Run = std::function<Result<void>(const QString &sql, const OnCells &onCells)>;
    using OnRow = std::function<void(const OracleRow &)>;

    explicit OracleQueries(Run run) : m_run(std::move(run)) {}

    /// Reads DBA_… instead of ALL_… from now on where the role may.
    [[nodiscard]] Result<void> chooseScope();
    [[nodiscard]] bool seesAll() const { return m_prefix == u"dba_"; }
    /// "tables" → all_tables or dba_tables.
    [[nodiscard]] QString view(QLatin1StringView name) const { return m_prefix + name; }

    /// The columns of a view, those of them that this server has. Error: the view is not there, or the link broke.
    [[nodiscard]] Result<void> each(const QString &view, const QStringList &columns, const QString &where, const OnRow &onRow);
    /// Whether the view has that column.
    [[nodiscard]] Result<bool> has(const QString &view, const QString &column);

    [[nodiscard]] static QString literal(const QString &text);

private:
    [[nodiscard]] Result<bool> answers(const QString &sql);
    /// How the view's column is written: bare, or as a reserved word wants it where the tables are another engine's.
    [[nodiscard]] Result<QString> spelling(const QString &view, const QString &column);
    [[nodiscard]] Result<QStringList> present(const QString &view, const QStringList &columns, const Error &why);

    Run m_run;
    QString m_prefix = QStringLiteral("all_");
    QHash<QString, QString> m_known; ///< "view.column" → how it is written, null where it is not there
};

} // namespace concord
