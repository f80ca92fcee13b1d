// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/testservers.h"

namespace concord::bench {

/// The test servers, started for this program where ctest did not, and stopped with this object. `folder` is for their state.
class BenchServers
{
public:
    explicit BenchServers(const QString &folder);
    ~BenchServers();
    BenchServers(const BenchServers &) = delete;
    BenchServers &operator=(const BenchServers &) = delete;

private:
    QString m_folder;
    bool m_started = false;
};

} // namespace concord::bench
