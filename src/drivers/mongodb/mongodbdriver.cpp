// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongodbdriver.h"

#include "mongodb/extendedjson.h"
#include "mongodb/mongoconnection.h"
#include "mongodb/mongolanguage.h"
#include "mongodb/mongoschemawriter.h"
#include "mongodb/mongotypes.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

class MongodbDriver final : public Driver
{
public:
    const EngineInfo &info() const override
    {
        // The rest is in the plugin's metadata (mongodb.json), which is what the registry shows.
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"mongodb"_s;
            made.displayName = u"MongoDB"_s;
            return made;
        }();
        return info;
    }
    const Dialect &dialect() const override { return mongoDialect(); }
    Result<void> check(const Endpoint &endpoint) const override { return checkMongoEndpoint(endpoint); }

    Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override
    {
        if (const auto possible = check(endpoint); !possible)
            return fail(possible.error());
        auto link = MongoLink::open(endpoint, secret, deadline);
        if (!link)
            return fail(link.error());
        return std::make_unique<MongoConnection>(endpoint, secret, std::move(*link));
    }

    const TypeSystem &types() const override { return mongoTypes(); }
    const SchemaWriter &schemaWriter() const override
    {
        static const MongoSchemaWriter writer;
        return writer;
    }
    QString documentText(std::string_view document) const override
    {
        std::string text;
        appendExtendedJson(document, false, JsonStyle::Canonical, text);
        return QString::fromStdString(text);
    }
};

} // namespace

std::shared_ptr<const Driver> makeMongodbDriver()
{
    return std::make_shared<const MongodbDriver>();
}

} // namespace concord
