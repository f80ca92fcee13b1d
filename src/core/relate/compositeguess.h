// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/tablenames.h"

#include <optional>

namespace concord {

/// A column's name as far as two columns are compared by it: order_no and orderNumber are the same.
struct ColumnMeaning
{
    QStringList stem;
    QString subject;  ///< the stem without separators
    QString family;   ///< of the key word: id, no, code …; empty: none
    QString squeezed; ///< all words without separators
    bool bare = false; ///< a key word and nothing else: id, no

    friend bool operator==(const ColumnMeaning &a, const ColumnMeaning &b) { return a.subject == b.subject && a.family == b.family; }
};

/// Where several columns of a table seem to refer to together.
struct CompositeGuess
{
    size_t table = 0; ///< position in TableNames::tables()
    QString naming;   ///< the column that names the table; empty: the referring table's own name does
    QStringList from;
    QStringList to; ///< as many, in the key's order
    double confidence = 0;
    QString reason; ///< for a person
};

/// Guesses references by several columns: order_lines (tenant_id, order_no) means orders, where these two are a key and neither is one alone.
/// One of the columns must name the table, by whole or by its last word, and the others have the same names at both ends; or the
/// referring table is named after the other: order_item_taxes with the whole key of order_items. Within a database only: that other
/// databases have columns of these names says little.
class CompositeGuesser
{
public:
    /// `declaredToo`: guess also what foreign keys say, to measure the guesses. `names` must outlive this.
    explicit CompositeGuesser(const TableNames &names, bool declaredToo = false);

    /// `from`: the table's position in TableNames::tables().
    [[nodiscard]] std::vector<CompositeGuess> guess(size_t from);

private:
    struct Key
    {
        size_t table = 0;
        std::vector<const Column *> columns;
        std::vector<ColumnMeaning> meanings; ///< theirs
    };
    /// A key and the column of it that names the table.
    struct Naming
    {
        size_t key = 0;
        size_t part = 0;
        bool lastWord = false; ///< line_no in order_lines
    };
    struct Candidate;

    void addKeys(size_t table);
    void addNaming(size_t key, size_t part);
    [[nodiscard]] bool namesAnother(size_t table, const QString &subject) const;
    const ColumnMeaning &meaningOf(const QString &column);
    [[nodiscard]] bool isOwn(size_t table, const Column &column, const ColumnMeaning &meaning) const;
    [[nodiscard]] bool isOwnKey(size_t table, const QStringList &columns, const QString &subject) const;
    [[nodiscard]] const Column *called(const Table &table, const ColumnMeaning &meaning, const Column *butNot);
    [[nodiscard]] bool mayRefer(const TableByName &from, const Column &column) const;

    [[nodiscard]] std::optional<CompositeGuess> guessByColumn(size_t from, const Column &column);
    [[nodiscard]] std::vector<CompositeGuess> guessByTableName(size_t from);
    [[nodiscard]] std::optional<Candidate> bestNamed(size_t from, const Column &column, const ColumnMeaning &meaning, qsizetype left);
    [[nodiscard]] std::optional<Candidate> ofLongerName(size_t from, const Key &key);
    [[nodiscard]] std::optional<Candidate> matched(size_t from, const Key &key, const Column *naming, size_t namingPart, const QString &role);
    [[nodiscard]] CompositeGuess made(const Candidate &candidate, double confidence, const QString &reason) const;

    const TableNames &m_names;
    bool m_declaredToo;
    std::vector<Key> m_keys;
    QHash<size_t, std::vector<size_t>> m_keysOfTable;
    QHash<QString, std::vector<Naming>> m_byNaming; ///< by catalog, subject and family
    QHash<QString, ColumnMeaning> m_meanings;
};

} // namespace concord
