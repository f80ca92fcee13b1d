// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/oneengine.h"

#include "compare/comparerules.h"

namespace concord {

static constexpr const char *genericEngines = "odbc";

bool areOfOneEngine(const CatalogInfo &left, const CatalogInfo &right)
{
    return left.engine == right.engine && (left.product == right.product || !isAbout(genericEngines, left.engine));
}

} // namespace concord
