// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/benchservers.h"

#include "bench/report.h"
#include "bench/table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::bench {

BenchServers::BenchServers(const QString &folder, const QStringList &names) : m_folder(folder)
{
    if (std::ranges::any_of(names, [](const QString &name) { return test::testServer(name).has_value(); }))
        return;
    const QString error = runProgram(QStringLiteral(CONCORD_SERVERS_SCRIPT), QStringList{u"start"_s, m_folder} + names);
    if (!error.isEmpty())
        skipped(u"starting servers"_s, error);
    m_started = error.isEmpty();
    qputenv("CONCORD_TEST_SERVERS", (m_folder + u"/servers.json"_s).toUtf8());
}

BenchServers::~BenchServers()
{
    if (m_started)
        (void)runProgram(QStringLiteral(CONCORD_SERVERS_SCRIPT), {u"stop"_s, m_folder});
}

} // namespace concord::bench
