// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/pairing.h"

#include <QHash>

namespace concord {

/// How names of the left side are called on the right: built once for a comparison, used for every object of it.
class NameTranslation
{
public:
    NameTranslation(const Pairing &pairing, const Mapping &mapping, bool byLikeness, bool sameEngine);

    [[nodiscard]] ObjectRef object(const ObjectRef &left) const;
    [[nodiscard]] QString schema(const QString &left) const { return m_schemas.value(left, left); }
    /// The columns of a pair of objects; each pair is made once.
    [[nodiscard]] const std::vector<ColumnPair> &columns(const ObjectRef &left) const;
    /// A column of that table as the right side calls it; itself where it has no counterpart.
    [[nodiscard]] QString column(const ObjectRef &table, const QString &left) const;

private:
    struct Columns
    {
        std::vector<ColumnPair> pairs;
        QHash<QString, QString> names;
    };
    [[nodiscard]] const Columns &columnsOf(const ObjectRef &left) const;

    QHash<QString, QString> m_schemas;
    QHash<ObjectRef, std::pair<ObjectPtr, ObjectPtr>> m_objects; ///< of those with columns
    QHash<ObjectRef, ObjectRef> m_names;
    const Mapping &m_mapping;
    bool m_byLikeness;
    bool m_sameEngine;
    mutable QHash<ObjectRef, Columns> m_columns;
};

/// Compares two objects property by property and member by member. Not from several threads at once.
class ObjectComparer
{
public:
    ObjectComparer(const CompareEnd &left, const CompareEnd &right, const NameTranslation &names, const QList<IgnoreRule> &ignore);

    /// Fills verdict, differences and members of a pair, or of an object without counterpart.
    void compare(ObjectComparison &comparison) const;

private:
    friend class MemberComparer;
    void applyIgnore(ObjectComparison &comparison) const;

    const CompareEnd &m_left;
    const CompareEnd &m_right;
    const NameTranslation &m_names;
    const QList<IgnoreRule> &m_ignore;
    bool m_sameEngine;
};

} // namespace concord
