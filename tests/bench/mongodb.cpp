// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/mongodb.h"

#include "bench/benchservers.h"
#include "bench/report.h"
#include "connection/driver.h"
#include "registry/drivers.h"
#include "results/resulttable.h"
#include "servers/testservers.h"

#include <mongoc/mongoc.h>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

constexpr const char *databaseName = "concord_bench";

using Client = std::unique_ptr<mongoc_client_t, decltype(&mongoc_client_destroy)>;
using Collection = std::unique_ptr<mongoc_collection_t, decltype(&mongoc_collection_destroy)>;

class KeepingSink : public RowSink
{
public:
    std::shared_ptr<ResultTable> table;

    bool columns(const std::vector<ColumnInfo> &columns) override
    {
        table = std::make_shared<ResultTable>(columns);
        return true;
    }
    bool columnsAdded(const std::vector<ColumnInfo> &columns) override
    {
        table->addColumns(columns);
        return true;
    }
    bool rows(Batch &&batch) override
    {
        table->append(std::move(batch));
        return true;
    }
    void finished(const ResultSetEnd &) override { table->finish(); }
    void notice(const Notice &) override {}
};

Collection collectionOf(mongoc_client_t *client)
{
    return Collection(mongoc_client_get_collection(client, databaseName, "li"), mongoc_collection_destroy);
}

bson_t *makeDocument(quint64 i)
{
    const std::string name = "customer number " + std::to_string(i);
    return BCON_NEW("_id", BCON_INT64(static_cast<std::int64_t>(i)), "name", BCON_UTF8(name.c_str()), "age",
                    BCON_INT32(static_cast<std::int32_t>(i % 90)), "score", BCON_DOUBLE(static_cast<double>(i) / 7), "active", BCON_BOOL(i % 3 == 0),
                    "created", BCON_DATE_TIME(static_cast<std::int64_t>(i) * 1000), "city", BCON_UTF8(i % 2 ? "Lisboa" : "Αθήνα"), "visits",
                    BCON_INT64(static_cast<std::int64_t>(i) * 3), "note", BCON_NULL, "code", BCON_UTF8("AB-12"));
}

QString fill(mongoc_client_t *client, quint64 documents)
{
    const Collection collection = collectionOf(client);
    bson_error_t error{};
    mongoc_collection_drop(collection.get(), nullptr);
    constexpr quint64 atOnce = 10'000;
    static const bson_t *batch[atOnce]; // no vector: bson_t's alignment is no part of a template's argument
    for (quint64 first = 0; first < documents; first += atOnce) {
        const quint64 count = std::min(documents - first, atOnce);
        for (quint64 i = 0; i < count; ++i)
            batch[i] = makeDocument(first + i);
        const bool done = mongoc_collection_insert_many(collection.get(), batch, count, nullptr, nullptr, &error);
        for (quint64 i = 0; i < count; ++i)
            bson_destroy(const_cast<bson_t *>(batch[i]));
        if (!done)
            return QString::fromUtf8(error.message);
    }
    return {};
}

/// What the peer does: every document is looked at, none is kept.
bool loop(mongoc_client_t *client, quint64 documents)
{
    const Collection collection = collectionOf(client);
    bson_t filter = BSON_INITIALIZER;
    mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(collection.get(), &filter, nullptr, nullptr);
    const bson_t *document = nullptr;
    quint64 count = 0;
    while (mongoc_cursor_next(cursor, &document))
        count += document->len > 0 ? 1 : 0;
    mongoc_cursor_destroy(cursor);
    bson_destroy(&filter);
    return count == documents;
}

} // namespace

void measureMongodb(quint64 documents, const QString &folder)
{
    const QString what = u"MongoDB, against libmongoc's cursor loop"_s;
    heading(u"%L1 documents of ten fields into a result table"_s.arg(documents));
    const BenchServers servers(folder + u"/servers-mongodb"_s, {u"mongodb"_s});
    const auto server = test::testServer(u"mongodb"_s);
    if (!server)
        return skipped(what, u"no server here"_s);
    mongoc_init();
    const Client client(mongoc_client_new(u"mongodb://%1:%2/"_s.arg(server->host).arg(server->port).toUtf8().constData()), mongoc_client_destroy);
    if (const QString problem = fill(client.get(), documents); !problem.isEmpty())
        return skipped(what, problem);
    DriverRegistry registry;
    registerDrivers(registry);
    Endpoint endpoint;
    endpoint.engine = u"mongodb"_s;
    endpoint.host = server->host;
    endpoint.port = server->port;
    endpoint.database = QString::fromLatin1(databaseName);
    const auto connection = registry.find(u"mongodb"_s)->open(endpoint, {}, noDeadline);
    if (!connection)
        return skipped(what, connection.error().message);
    const auto ours = median([&] {
        KeepingSink sink;
        return (*connection)->execute({u"db.li.find()"_s, {}}, sink).has_value() && sink.table->rowCount() == documents;
    });
    const auto theirs = median([&] { return loop(client.get(), documents); });
    if (!ours || !theirs)
        return skipped(what, u"not all documents came"_s);
    line(what, *ours, *theirs, 1.2);
    mongoc_collection_drop(collectionOf(client.get()).get(), nullptr);
}

} // namespace concord::bench
