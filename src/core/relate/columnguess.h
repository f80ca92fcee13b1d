// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/keytypes.h"
#include "relate/tablenames.h"

#include <optional>
#include <span>

namespace concord {

/// A column's name, read once for all columns that are called so.
struct ColumnReading
{
    ColumnNameParts parts;
    /// For each number of leading words left off the stem: the table names that are meant. billing_address → billingaddress; address.
    std::vector<QStringList> tableKeys;
};

/// Where a column seems to refer to.
struct ColumnGuess
{
    size_t table = 0; ///< position in TableNames::tables()
    int column = 0;
    double confidence = 0;
    QString reason; ///< for a person
};

/// Guesses what a column refers to, by one rule after the other, the surest first.
class ColumnGuesser
{
public:
    ColumnGuesser(const TableNames &names, const std::vector<NamedCatalog> &catalogs) : m_names(names), m_catalogs(catalogs) {}

    /// `from`: the table's position in TableNames::tables().
    [[nodiscard]] std::optional<ColumnGuess> guess(size_t from, const Column &column, bool acrossDatabases);

private:
    struct Reference; ///< the column that is looked at
    struct Candidate;

    const ColumnReading &readingOf(const QString &name);
    [[nodiscard]] std::optional<ColumnGuess> guessByWholeName(const Reference &reference) const;
    [[nodiscard]] std::optional<ColumnGuess> guessByOwnTable(const Reference &reference) const;
    [[nodiscard]] std::optional<ColumnGuess> guessByPrimaryKey(const Reference &reference, bool across) const;
    [[nodiscard]] std::optional<ColumnGuess> guessByRole(const Reference &reference) const;
    [[nodiscard]] std::optional<ColumnGuess> guessHierarchy(const Reference &reference) const;
    [[nodiscard]] std::optional<ColumnGuess> guessPerson(const Reference &reference) const;
    [[nodiscard]] std::optional<ColumnGuess> guessByBareName(const Reference &reference) const;
    [[nodiscard]] std::optional<ColumnGuess> guessAcross(const Reference &reference) const;

    [[nodiscard]] std::optional<Candidate> pick(const Reference &reference, std::span<const QString> keys, bool across, bool allowSelf) const;
    [[nodiscard]] std::optional<Candidate> candidate(const Reference &reference, const NameMatch &match) const;
    [[nodiscard]] ColumnGuess made(const Candidate &candidate, double confidence, const QString &reason) const;
    [[nodiscard]] std::optional<ColumnGuess> ownKey(const Reference &reference, double confidence, const QString &reason) const;

    const TableNames &m_names;
    const std::vector<NamedCatalog> &m_catalogs;
    QHash<QString, ColumnReading> m_readings;
};

} // namespace concord
