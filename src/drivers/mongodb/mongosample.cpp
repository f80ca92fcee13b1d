// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongosample.h"

namespace concord {

namespace {

/// {aggregate: name, pipeline: [{$match: {_id: {$exists: true}}}, {$sample: {size: …}}]}; the first stage only where each is drawn by itself
/// behind it.
std::string sampleCommand(const SampleRequest &request, bool behindCondition)
{
    BsonBuilder builder;
    builder.append("aggregate", request.collection.toStdString());
    builder.begin("pipeline", BsonType::Array);
    if (behindCondition) {
        builder.begin("0", BsonType::Document);
        builder.begin("$match", BsonType::Document);
        builder.begin("_id", BsonType::Document);
        builder.append("$exists", true);
        builder.end();
        builder.end();
        builder.end();
    }
    builder.begin(behindCondition ? "1" : "0", BsonType::Document);
    builder.begin("$sample", BsonType::Document);
    builder.append("size", std::int32_t{request.documents});
    builder.end();
    builder.end();
    builder.end();
    builder.begin("cursor", BsonType::Document);
    builder.append("batchSize", std::int32_t{100});
    builder.end();
    if (request.limit.count() > 0)
        builder.append("maxTimeMS", std::int32_t(request.limit.count()));
    return builder.take();
}

} // namespace

Result<SampleDrawn> eachOfSample(MongoLink &link, const SampleRequest &request, const MongoLink::Take &take)
{
    // FerretDB runs on DocumentDB's extension, which samples by PostgreSQL's system_rows where $sample comes first: whole pages, so that a
    // field that half of all documents have can be missed (seen with 2.7.0, as its explain() tells). Behind a condition that all meet it
    // draws each by itself, at the price of a walk along _id's index. A view's own stages come first, and its documents may have no _id.
    if (!request.ferret || request.view) {
        const auto read = link.each(link.database(), sampleCommand(request, false), take);
        return read ? Result<SampleDrawn>(SampleDrawn::EachByItself) : fail(read.error());
    }
    bool any = false;
    const auto read = link.each(link.database(), sampleCommand(request, true), [&](std::string_view document) {
        any = true;
        return take(document);
    });
    if (read)
        return SampleDrawn::EachByItself;
    if (read.error().kind != ErrorKind::Timeout || any)
        return fail(read.error());
    const auto again = link.each(link.database(), sampleCommand(request, false), take);
    return again ? Result<SampleDrawn>(SampleDrawn::InBlocks) : fail(again.error());
}

} // namespace concord
