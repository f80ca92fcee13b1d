// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/memorydriver.h"

#include "qtsql/batchwriter.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Planet
{
    const char *name;
    const char *ring; ///< null: none
    std::int64_t moons;
};
constexpr std::array planets{Planet{"Mercury", nullptr, 0}, Planet{"Earth", nullptr, 1}, Planet{"Saturn", "A to G", 274}};

std::vector<ColumnInfo> planetColumns()
{
    ColumnInfo name{.name = u"name"_s, .nativeType = u"string"_s, .logical = Logical::Text, .physical = Physical::Text, .zone = {}};
    ColumnInfo ring = name;
    ring.name = u"ring"_s;
    ColumnInfo moons{.name = u"moons"_s, .nativeType = u"number"_s, .logical = Logical::Integer, .physical = Physical::Int64, .zone = {}};
    return {name, ring, moons};
}

} // namespace

Result<void> MemoryConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &)
{
    m_stop = false;
    if (statement.text.trimmed().compare(u"TABLE planets"_s, Qt::CaseInsensitive) != 0) {
        Error error;
        error.kind = ErrorKind::Syntax;
        error.message = u"Only TABLE planets is understood."_s;
        error.code = u"M0001"_s;
        error.line = error.column = 1; // in the text as it was typed
        return fail(error);
    }
    BatchWriter writer(sink, planetColumns());
    bool goesOn = writer.announce();
    for (std::size_t i = 0; i < planets.size() && goesOn; ++i) {
        if (m_stop)
            return fail(ErrorKind::Cancelled, u"Stopped."_s);
        writer.column(0).appendText(planets[i].name);
        if (planets[i].ring)
            writer.column(1).appendText(planets[i].ring);
        else
            writer.column(1).appendNull();
        writer.column(2).appendFixed(planets[i].moons);
        goesOn = writer.endRow(16);
    }
    goesOn = writer.flush() && goesOn;
    sink.finished({.affectedRows = -1, .command = {}, .truncated = !goesOn});
    return {};
}

Result<PlanNode> MemoryConnection::explain(const Statement &, Deadline)
{
    return fail(ErrorKind::Unsupported, u"Memory has no plans."_s);
}

Result<ServerInfo> MemoryConnection::serverInfo(Deadline)
{
    ServerInfo info;
    info.product = u"Memory"_s;
    info.version = u"1"_s;
    info.readOnlyHeld = true;
    return info;
}

Result<QStringList> MemoryConnection::databases(Deadline)
{
    return QStringList{u"sky"_s};
}

Result<QList<ObjectName>> MemoryConnection::objects(Deadline)
{
    return QList<ObjectName>{{{}, u"planets"_s, u"table"_s, std::ssize(planets)}};
}

Result<QList<ColumnSummary>> MemoryConnection::columns(const ObjectName &object, Deadline)
{
    if (object.name != "planets"_L1)
        return fail(ErrorKind::NotFound, u"There is only the table planets."_s);
    QList<ColumnSummary> all;
    for (const ColumnInfo &column : planetColumns())
        all.append({column.name, column.nativeType, column.name == "ring"_L1, column.name == "name"_L1});
    return all;
}

/// The same as memory.json says: that is what is known of the engine before this code is loaded.
const EngineInfo &MemoryDriver::info() const
{
    static const EngineInfo info = [] {
        EngineInfo made;
        made.id = u"memory"_s;
        made.displayName = u"Memory"_s;
        made.defaultPort = 1;
        made.hasUser = false;
        made.urlSchemes = {u"memory"_s};
        return made;
    }();
    return info;
}

const Dialect &MemoryDriver::dialect() const
{
    static const Dialect dialect = [] {
        Dialect made;
        made.engine = u"memory"_s;
        made.displayName = u"Memory"_s;
        made.highlighting = u"SQL"_s;
        made.readKeywords = {u"TABLE"_s};
        return made;
    }();
    return dialect;
}

Result<std::unique_ptr<Connection>> MemoryDriver::open(const Endpoint &endpoint, const Secret &, Deadline) const
{
    if (auto checked = check(endpoint); !checked)
        return fail(checked.error());
    return std::make_unique<MemoryConnection>();
}

Result<void> MemoryDriver::check(const Endpoint &) const
{
    return {};
}

} // namespace concord
