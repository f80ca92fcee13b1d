// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace concord {

/// What a comparison says of two things, or of one that has no counterpart.
enum class Verdict : quint8 { Identical, Equivalent, Different, CannotTell, OnlyLeft, OnlyRight };
[[nodiscard]] QString verdictName(Verdict verdict); ///< identical, equivalent, different, cannot_tell, only_left, only_right

/// The verdict over several: Different, then CannotTell, then Equivalent, then Identical. One-sided parts make Different.
[[nodiscard]] Verdict worse(Verdict a, Verdict b);

/// One property of two objects or members that is not spelled the same.
struct Difference
{
    QString property;  ///< "type", "default"; the key that the catalog's JSON has
    QString left;      ///< as people read it; null: not set on that side
    QString right;
    Verdict verdict = Verdict::Different;
    QString rule;      ///< id of the rule that spoke; empty: none did
    QString reason;    ///< for a person
    QString risk;      ///< what becomes of values that move from left to right: a TypeVerdict's name; empty: no type
    int ignoredBy = -1; ///< index of the ignore rule that takes it out of the verdict; -1: none
};

} // namespace concord
