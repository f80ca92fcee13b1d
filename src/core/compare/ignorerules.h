// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QStringList>

namespace concord {

/// Takes differences out of a comparison's verdict; they stay visible and are counted. Empty: any.
struct IgnoreRule
{
    QString kind;     ///< of the object or member: table, view, column, index, check, trigger, privilege …
    QString property; ///< comment, collation, column_order, name …; "*": the whole object or member, also where it is missing on a side
    QString name;     ///< glob over the object's or member's name ("*_tmp"), or over "table.member" where it has a dot
    QString schema;   ///< glob over the schema

    friend bool operator==(const IgnoreRule &, const IgnoreRule &) = default;
};

/// Where a difference stands, for a rule to look at.
struct IgnoreSubject
{
    QString objectKind;
    QString schema;
    QString object;
    QString memberKind; ///< empty: the object itself
    QString member;
    QString property;   ///< empty: the object or member is missing on a side
};

[[nodiscard]] bool ruleTakes(const IgnoreRule &rule, const IgnoreSubject &subject);
/// Index of the first rule that takes it; -1: none.
[[nodiscard]] int ignoringRule(const QList<IgnoreRule> &rules, const IgnoreSubject &subject);
/// Index of the first rule ("*") that takes the object with all that is in it, `object` being the object itself; -1: none.
[[nodiscard]] int wholeObjectRule(const QList<IgnoreRule> &rules, const IgnoreSubject &object);

/// One of the words comments, collation, column_order, index_names, constraint_names, privileges, triggers, indexes, options, owners; or
/// "kind=index property=name name=tmp_* schema=audit" with any of them left out. Error Usage names the words.
[[nodiscard]] Result<IgnoreRule> parseIgnoreRule(const QString &text);
/// What parseIgnoreRule() reads.
[[nodiscard]] QString ignoreRuleText(const IgnoreRule &rule);
/// Those that hold until a person takes them out: "owners", since staging seldom has production's roles.
[[nodiscard]] QList<IgnoreRule> defaultIgnoreRules();

} // namespace concord
