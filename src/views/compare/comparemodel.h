// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>

namespace concord {

/// What of a comparison is shown.
struct CompareFilter
{
    bool hideSame = true;
    QSet<Verdict> only; ///< objects of these verdicts; empty: all. A verdict that is asked for is shown though it be the same
    QString text;       ///< part of an object's or a member's name on either side

    friend bool operator==(const CompareFilter &, const CompareFilter &) = default;
};

/// A comparison as a tree: verdicts, their objects, below these what differs and the members. Rows below an object are made when they are
/// asked for. GUI thread.
class CompareModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Left, VerdictColumn, Right, Differs, ColumnCount };
    enum Role {
        VerdictRole = Qt::UserRole + 1, ///< int of Verdict
        GroupRole                       ///< bool: a verdict's own row
    };
    /// What a row shows; each is null where it does not apply.
    struct Place
    {
        const ObjectComparison *object = nullptr;
        const MemberComparison *member = nullptr;
        const Difference *difference = nullptr;
    };

    explicit CompareModel(QObject *parent = nullptr);
    ~CompareModel() override;

    void setComparison(std::shared_ptr<const Comparison> comparison);
    [[nodiscard]] const std::shared_ptr<const Comparison> &comparison() const { return m_comparison; }
    void setFilter(const CompareFilter &filter);
    [[nodiscard]] const CompareFilter &filter() const { return m_filter; }

    [[nodiscard]] Place place(const QModelIndex &index) const;
    /// What a row stands for, by names: the same in the next comparison of the same two. Empty: no row.
    [[nodiscard]] QString key(const QModelIndex &index) const;
    /// The first row that the filter's text found, and those objects that are to be opened for what it found in them, at most so many.
    [[nodiscard]] QModelIndex firstHit() const;
    [[nodiscard]] QList<QModelIndex> rowsToOpen(int most) const;
    /// The row of the object of this kind and name on either side; invalid where it is not shown.
    [[nodiscard]] QModelIndex find(ObjectKind kind, const ObjectRef &ref) const;
    /// Objects that the filter's text finds and that are not shown because they are the same on both sides, or ignored.
    [[nodiscard]] qsizetype hiddenAsSame() const;
    /// The next row after `from` (or before it) that is itself a difference; invalid: there is none. An invalid `from`: from the end that
    /// lies behind.
    [[nodiscard]] QModelIndex nextDifference(const QModelIndex &from, bool forward) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    void rebuild();
    [[nodiscard]] bool fits(const ObjectComparison &object) const;
    [[nodiscard]] bool hits(const MemberComparison &member) const;
    [[nodiscard]] bool hitsByName(const ObjectComparison &object) const;
    [[nodiscard]] bool shows(const ObjectComparison &object) const;
    void fill(Node &node) const;
    [[nodiscard]] bool mayHoldDifferences(Node &node) const;
    [[nodiscard]] Node *after(Node *node) const;  ///< as read from top to bottom; null: it is the last
    [[nodiscard]] Node *before(Node *node) const;
    [[nodiscard]] Node &nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;
    [[nodiscard]] QString text(const Node &node, int column) const;
    [[nodiscard]] QVariant look(const Node &node, int column, int role) const;

    std::shared_ptr<const Comparison> m_comparison;
    CompareFilter m_filter;
    std::unique_ptr<Node> m_root;
};

} // namespace concord
