// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"
#include "compare/expressionform.h"
#include "compare/objectcomparison.h"
#include "compare/propertylist.h"

#include <QSet>

#include <functional>

namespace concord {

/// Compares the members of one pair of objects. Left members are compared as the right side would write them.
class MemberComparer
{
public:
    MemberComparer(const CompareEnd &left, const CompareEnd &right, const NameTranslation &names, const ObjectComparison &object);

    [[nodiscard]] std::vector<MemberComparison> run();
    /// The differences of two lists of properties, each judged.
    [[nodiscard]] std::vector<Difference> compareProperties(const QString &kind, const std::vector<Property> &left,
                                                            const std::vector<Property> &right, const Column *leftColumn = nullptr,
                                                            const Column *rightColumn = nullptr) const;
    [[nodiscard]] Difference judged(const QString &kind, const QString &property, const QString &left, const QString &right,
                                    FieldRole role = FieldRole::Declared, const Column *leftColumn = nullptr,
                                    const Column *rightColumn = nullptr) const;

private:
    template<class T>
    using Content = std::function<QString(const T &, bool isLeft)>;

    void compareColumns();
    void compareTable(const Table &left, const Table &right);
    void compareIndexes(const std::vector<Index> &left, const std::vector<Index> &right);
    void compareTriggers(const std::vector<Trigger> &left, const std::vector<Trigger> &right);
    void compareKeys(const Table &left, const Table &right);
    void compareUniquesWithIndexes(const Table &left, const Table &right, QSet<const void *> &leftUsed, QSet<const void *> &rightUsed);
    void takeEnumChecks(const Table &left, const Table &right);
    template<class T>
    void compareNamed(const QString &kind, const std::vector<T> &left, const std::vector<T> &right, const Content<T> &content);
    void comparePrivileges();
    template<class T>
    void addPair(const QString &kind, const T &left, const T &right);
    template<class T>
    void addOneSided(const QString &kind, const T &member, bool isLeft);
    void addJudged(const QString &kind, const QString &label, bool isLeft, Difference &&difference);
    void add(MemberComparison &&member);

    // A left member in the right side's names.
    [[nodiscard]] QStringList translated(const QStringList &columns) const;
    [[nodiscard]] Key translated(Key key) const;
    [[nodiscard]] Check translated(Check check) const;
    [[nodiscard]] Exclusion translated(Exclusion exclusion) const { return exclusion; }
    [[nodiscard]] ForeignKey translated(ForeignKey key) const;
    [[nodiscard]] Index translated(Index index) const;
    [[nodiscard]] Trigger translated(Trigger trigger) const;
    [[nodiscard]] Policy translated(Policy policy) const { return policy; }

    [[nodiscard]] ExpressionOwner owner(bool isLeft) const;
    /// What an index is over, in a spelling that both engines share as far as it can be read; empty: it cannot.
    [[nodiscard]] QString partsForm(const Index &index, bool isLeft) const;
    /// Checks of two engines that are about the same columns and nothing else is: one matter, though they may say two things of it.
    [[nodiscard]] std::vector<std::pair<const Check *, const Check *>> checksOfOneMatter(const Table &left, const Table &right) const;
    [[nodiscard]] std::optional<Difference> spelledParts(const Index &left, const Index &right) const;

    const CompareEnd &m_left;
    const CompareEnd &m_right;
    const NameTranslation &m_names;
    const ObjectComparison &m_object;
    const Table *m_leftTable = nullptr;
    const Table *m_rightTable = nullptr;
    bool m_sameEngine;
    QSet<const void *> m_done; ///< members that another kind's comparison has taken
    std::vector<MemberComparison> m_members;
};

/// How people call a member that may have no name: "(a, b)", "price > 0".
[[nodiscard]] QString memberLabel(const Column &column);
[[nodiscard]] QString memberLabel(const Key &key);
[[nodiscard]] QString memberLabel(const Check &check);
[[nodiscard]] QString memberLabel(const Exclusion &exclusion);
[[nodiscard]] QString memberLabel(const ForeignKey &key);
[[nodiscard]] QString memberLabel(const Index &index);
[[nodiscard]] QString memberLabel(const Trigger &trigger);
[[nodiscard]] QString memberLabel(const Policy &policy);
[[nodiscard]] QString memberLabel(const Privilege &privilege);

} // namespace concord
