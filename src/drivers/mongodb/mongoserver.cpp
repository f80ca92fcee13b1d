// SPDX-License-Identifier: GPL-3.0-or-later
// What a MongoDB server says about itself and what it holds.
#include "mongodb/extendedjson.h"
#include "mongodb/mongocatalog.h"
#include "mongodb/mongoconnection.h"
#include "mongodb/mongosample.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString textIn(std::string_view document, const char *key)
{
    bson_iter_t at;
    if (!findKey(document, key, at) || !BSON_ITER_HOLDS_UTF8(&at))
        return {};
    return QString::fromUtf8(valueAt(at).text());
}

/// Who is logged in, of connectionStatus.
static QString userIn(std::string_view status)
{
    bson_iter_t at;
    bson_iter_t users;
    bson_iter_t first;
    if (!findKey(status, "authInfo", at) || !BSON_ITER_HOLDS_DOCUMENT(&at) || !findKey(nestedBson(at), "authenticatedUsers", users)
        || !iterate(nestedBson(users), first) || !bson_iter_next(&first))
        return {};
    return textIn(nestedBson(first), "user");
}

Result<ServerInfo> MongoConnection::serverInfo(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<ServerInfo> {
        const auto build = m_link->command(u"admin"_s, simpleCommand("buildInfo"));
        if (!build)
            return fail(build.error());
        ServerInfo info;
        info.product = u"MongoDB"_s;
        info.version = textIn(*build, "version");
        // Another server that speaks MongoDB's protocol says so beside the version that it follows.
        if (bson_iter_t at; findKey(*build, "ferretdb", at) && BSON_ITER_HOLDS_DOCUMENT(&at)) {
            info.product = u"FerretDB"_s;
            info.warnings.append(
                QCoreApplication::translate("MongodbDriver",
                                            "This is FerretDB %1, which answers like MongoDB %2: killOp, transactions and roles are not there.")
                    .arg(textIn(nestedBson(at), "version"), info.version));
        }
        if (const auto status = m_link->command(u"admin"_s, simpleCommand("connectionStatus")))
            info.user = userIn(*status);
        info.database = m_link->database();
        info.tls = m_link->isEncrypted() ? u"TLS"_s : QString();
        return info;
    });
}

Result<QStringList> MongoConnection::databases(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QStringList> {
        BsonBuilder command;
        command.append("listDatabases", 1);
        command.append("nameOnly", true);
        const auto reply = m_link->command(u"admin"_s, command.take());
        if (!reply)
            return fail(reply.error());
        QStringList names;
        bson_iter_t list;
        bson_iter_t at;
        for (bool more = findKey(*reply, "databases", list) && iterate(nestedBson(list), at) && bson_iter_next(&at); more; more = bson_iter_next(&at))
            names.append(textIn(nestedBson(at), "name"));
        names.sort();
        return names;
    });
}

static QString kindOf(const QString &type)
{
    return type == "view"_L1 ? u"view"_s : type == "timeseries"_L1 ? u"time series"_s : u"collection"_s;
}

Result<QList<ObjectName>> MongoConnection::objects(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ObjectName>> {
        QList<ObjectName> objects;
        const auto take = [&](std::string_view collection) {
            ObjectName object;
            object.name = textIn(collection, "name");
            object.kind = kindOf(textIn(collection, "type"));
            if (!object.name.startsWith("system."_L1))
                objects.append(object);
            return true;
        };
        BsonBuilder command;
        command.append("listCollections", 1);
        command.append("nameOnly", true);
        if (const auto read = m_link->each(m_link->database(), command.take(), take); !read)
            return fail(read.error());
        std::ranges::sort(objects, {}, &ObjectName::name);
        return objects;
    });
}

/// What a sample of documents holds on its outermost level.
Result<QList<ColumnSummary>> MongoConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ColumnSummary>> {
        QList<ColumnSummary> columns;
        const auto take = [&](std::string_view document) {
            bson_iter_t at;
            for (bool more = iterate(document, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
                const QString name = QString::fromUtf8(bson_iter_key(&at));
                const QString type = bsonTypeName(at);
                const auto known = std::ranges::find(columns, name, &ColumnSummary::name);
                if (known == columns.end())
                    columns.append({name, type, name != "_id"_L1, name == "_id"_L1});
                else if (known->nativeType != type)
                    known->nativeType = u"mixed"_s;
            }
            return true;
        };
        const auto build = m_link->command(u"admin"_s, simpleCommand("buildInfo"));
        bson_iter_t at;
        SampleRequest request{object.name, 100, {}, object.kind == "view"_L1, build && findKey(*build, "ferretdb", at)};
        if (request.ferret && !request.view)
            request.limit = std::chrono::seconds(2); // another way follows
        if (const auto drawn = eachOfSample(*m_link, request, take); !drawn)
            return fail(drawn.error());
        return columns;
    });
}

Result<CatalogPtr> MongoConnection::readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener,
                                                Deadline deadline)
{
    return guarded(deadline, [&] { return readMongoCatalog(*m_link, request, listener); });
}

Result<QList<MissingRight>> MongoConnection::missingRights(const CatalogRequest & /*request*/, Deadline deadline)
{
    return guarded(deadline, [&] { return missingMongoRights(*m_link); });
}

} // namespace concord
