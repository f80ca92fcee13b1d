// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/readwords.h"

#include "extract/snapshot.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

QString readText(const std::vector<NamedCatalog> &catalogs)
{
    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS(ReadWords)
    };
    const auto moment = [](const NamedCatalog &each) { return each.catalog->info().readAt; };
    const auto [oldest, newest] = std::ranges::minmax_element(catalogs, {}, moment);
    if (oldest == catalogs.end())
        return {};
    const QString age = ageText(moment(*oldest));
    return age == ageText(moment(*newest)) ? Words::tr("read %1").arg(age) : Words::tr("the oldest read %1").arg(age);
}

} // namespace concord
