// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/testservers.h"

namespace concord::bench {

/// The test servers, started for this program where none of them is known (ctest's, a person's), and stopped with this object. `folder` is
/// for their state.
class BenchServers
{
public:
    BenchServers(const QString &folder, const QStringList &names);
    ~BenchServers();
    BenchServers(const BenchServers &) = delete;
    BenchServers &operator=(const BenchServers &) = delete;

private:
    QString m_folder;
    bool m_started = false;
};

} // namespace concord::bench
