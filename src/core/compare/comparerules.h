// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/verdict.h"
#include "schema/catalog.h"

#include <QHash>

#include <optional>
#include <span>

namespace concord {

struct Dialect;

/// What a rule is shown: one property of a pair that is not spelled the same.
struct RuleInput
{
    QString leftEngine;
    QString rightEngine;
    const Dialect *leftDialect = nullptr;
    const Dialect *rightDialect = nullptr;
    QString kind;     ///< of the member, or of the object
    QString property;
    QString left;     ///< own schema replaced by a marker; null: not set
    QString right;
    const Column *leftColumn = nullptr; ///< of a column; else null
    const Column *rightColumn = nullptr;
    const Table *leftTable = nullptr;
    const Table *rightTable = nullptr;
    QHash<QString, QString> rightNames{}; ///< LEFT's columns → what they are called in RIGHT, lower case
    bool leftNamed = false;  ///< set by judge(): the side's engine is one that the rule is about
    bool rightNamed = false;
    bool twoProducts = false; ///< read by one generic engine

    [[nodiscard]] bool sameEngine() const;
};

struct RuleAnswer
{
    Verdict verdict = Verdict::Equivalent;
    QString reason;
    QString risk;
};
[[nodiscard]] inline std::optional<RuleAnswer> equivalent(const QString &reason)
{
    return RuleAnswer{Verdict::Equivalent, reason, {}};
}

/// One rule why two spellings mean the same, or why that cannot be told. Tried in the table's order; the first that answers speaks.
struct CompareRule
{
    const char *id;
    const char *property; ///< "": any
    const char *engines;  ///< which ones it is about, one of them at least a side; "": any
    const char *source;   ///< where this is written: a documentation page, by title
    std::optional<RuleAnswer> (*apply)(const RuleInput &);
};
[[nodiscard]] std::span<const CompareRule> compareRules();
/// Whether a rule's list, separated by blanks, names the engine; an empty list names all.
[[nodiscard]] bool isAbout(const char *engines, const QString &engine);

/// The check that allows a text column just the values of the enum; null: none does.
[[nodiscard]] const Check *checkOfEnum(const Column &list, const Column &text, const Table &table);

/// The difference with the verdict of the first rule that speaks; without one Different in one engine, and for text that only
/// the engine understands (views, bodies, checks) cannot tell between two.
[[nodiscard]] Difference judge(const RuleInput &input);

} // namespace concord
