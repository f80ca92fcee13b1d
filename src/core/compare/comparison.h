// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/ignorerules.h"
#include "compare/mapping.h"
#include "compare/verdict.h"
#include "schema/catalog.h"

#include <QStringList>

#include <optional>

namespace concord {

struct Dialect;

/// One end of a comparison: a catalog with what people must see beside it.
struct CompareEnd
{
    CatalogPtr catalog;
    const Dialect *dialect = nullptr; ///< for reading expressions; outlives the comparison. Null: expressions are texts
    QString name;                     ///< "production", "production@2"
    QString environment;
    QString snapshot;                 ///< its id; empty: read just now
};

/// A column, key, check, index, trigger … of two objects.
struct MemberComparison
{
    QString kind; ///< column, primary_key, unique, check, exclusion, foreign_key, index, trigger, policy, privilege, value
    std::optional<QString> left; ///< its name; nullopt: not on that side. Of an unnamed one what it holds
    std::optional<QString> right;
    Verdict verdict = Verdict::Identical;
    double confidence = 1; ///< below 1: offered as a pair, not assumed
    QString reason;        ///< why they are a pair, or why it is left out of the verdict
    QString content{};     ///< of one that only one side of a pair has: what it says, beyond its name
    std::vector<Difference> differences;
    int ignoredBy = -1;    ///< of one that is missing on a side: the ignore rule that takes it
};

struct ObjectComparison
{
    ObjectPtr left;  ///< null: not on that side
    ObjectPtr right;
    Verdict verdict = Verdict::Identical;
    double confidence = 1;
    QString reason;
    std::vector<Difference> differences;
    std::vector<MemberComparison> members; ///< of identical objects empty: see membersOf()
    int ignoredBy = -1;

    [[nodiscard]] const SchemaObject &any() const { return left ? *left : *right; }
};

struct CompareSummary
{
    qsizetype identical = 0;
    qsizetype equivalent = 0;
    qsizetype different = 0;
    qsizetype cannotTell = 0;
    qsizetype onlyLeft = 0;
    qsizetype onlyRight = 0;
    qsizetype ignored = 0; ///< differences, members and objects that rules took out

    [[nodiscard]] bool differs() const { return different > 0 || onlyLeft > 0 || onlyRight > 0; }
    /// Neither differs nor holds what cannot be told: what was not checked never counts as passed.
    [[nodiscard]] bool isSame() const { return !differs() && cannotTell == 0; }
};

struct CompareOptions
{
    QList<IgnoreRule> ignore;
    Mapping mapping;
    bool byLikeness = true; ///< offer pairs of other names
    QStringList tables;     ///< only these, by name, on either side; empty: everything
};

/// Two catalogs side by side. A value; every finding is a property that differs, never a text.
struct Comparison
{
    CompareEnd left;
    CompareEnd right;
    std::vector<ObjectComparison> objects; ///< by kind and name of the left, or else right, object
    CompareSummary summary;
    QList<IgnoreRule> ignore;
    Mapping mapping;                ///< what it was made with, as is `tables`
    QStringList tables;
    QList<qsizetype> ignoredByRule; ///< how much each rule took
    QStringList notes;              ///< a mapping that names what is gone, a rule that takes nothing, what a side could not read
};

/// How a comparison's notes name a rule that takes nothing in it.
[[nodiscard]] QString idleRuleNote(const IgnoreRule &rule);

/// Compares by content hash first: what is equal costs next to nothing. From any thread.
[[nodiscard]] Comparison compareCatalogs(const CompareEnd &left, const CompareEnd &right, const CompareOptions &options = {});
/// Those of CompareOptions::tables that no object of any of the catalogs is called. Null catalogs are passed over.
[[nodiscard]] QStringList namesOfNothing(const QStringList &tables, const std::vector<CatalogPtr> &catalogs);
/// CompareOptions::tables for looking at the same objects again once a script has renamed some: both names of each. Empty: everything.
[[nodiscard]] QStringList tablesUnderBothNames(const Comparison &comparison);
/// Whole kinds of objects that `one` could not read and that `other`, of the same engine, does not say just so of itself ("2 event
/// triggers", with an equal digest): whether they differ cannot be told.
[[nodiscard]] QStringList unreadKinds(const CatalogInfo &one, const CatalogInfo &other);
/// Every member of the two, also of an identical pair and of an object without counterpart.
[[nodiscard]] std::vector<MemberComparison> membersOf(const ObjectComparison &object);

} // namespace concord
