// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relationgraph.h"

namespace concord {

struct JoinStep
{
    Relation relation;
    bool forward = true; ///< from the referring end to the one referred to

    [[nodiscard]] const RelationEnd &here() const { return forward ? relation.from : relation.to; }
    [[nodiscard]] const RelationEnd &there() const { return forward ? relation.to : relation.from; }
};

struct JoinPath
{
    std::vector<JoinStep> steps;
    double cost = 0;
    QStringList notes; ///< for a person: a missing index, several rows a row, databases that are crossed
};

struct JoinPathOptions
{
    int maxHops = 5;
    int alternatives = 3; ///< how many paths at most
};

/// The cheapest ways to join two tables, the cheapest first. A declared or drawn relation is cheaper than an inferred one, that the cheaper
/// the surer it is; crossing databases is dear, a join without an index a little dearer. Ties are settled by name. Empty: there is no way.
[[nodiscard]] std::vector<JoinPath> joinPaths(const RelationGraph &graph, const TableRef &from, const TableRef &to,
                                              const JoinPathOptions &options = {});

} // namespace concord
