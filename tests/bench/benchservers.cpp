// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/benchservers.h"

#include "bench/report.h"
#include "bench/table.h"

using namespace Qt::StringLiterals;

namespace concord::bench {

BenchServers::BenchServers(const QString &folder) : m_folder(folder)
{
    if (test::testServer(u"postgresql17"_s) || test::testServer(u"mariadb"_s))
        return;
    const QString error = runProgram(QStringLiteral(CONCORD_SERVERS_SCRIPT), {u"start"_s, m_folder});
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
