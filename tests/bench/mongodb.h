// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord::bench {

/// Documents of ten fields from MongoDB into a result table, against libmongoc's own cursor loop over the same ones.
/// `folder` is for the server's state where one has to be started.
void measureMongodb(quint64 documents, const QString &folder);

} // namespace concord::bench
