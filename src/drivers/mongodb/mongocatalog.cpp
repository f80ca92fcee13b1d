// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongocatalog.h"

#include "mongodb/extendedjson.h"
#include "mongodb/mongocollection.h"
#include "mongodb/mongoinference.h"
#include "mongodb/mongolink.h"
#include "mongodb/mongosample.h"
#include "relate/fieldreferences.h"
#include "schema/catalogfilter.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// A sample of large documents ends here; what was read by then is as random as the rest.
constexpr std::size_t sampledBytes = 32 << 20;
/// What the server may take for one sample: a view can be a long computation.
constexpr std::chrono::seconds sampleLimit{20};

QString tr(const char *text)
{
    return QCoreApplication::translate("MongoCatalog", text);
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

/// libbson takes no nothing.
bool find(std::string_view bson, const char *key, bson_iter_t &at)
{
    return !bson.empty() && findKey(bson, key, at);
}

QString textAt(std::string_view bson, const char *key)
{
    bson_iter_t at;
    if (!find(bson, key, at) || !BSON_ITER_HOLDS_UTF8(&at))
        return {};
    std::uint32_t length = 0;
    const char *text = bson_iter_utf8(&at, &length);
    return QString::fromUtf8(text, length);
}

qint64 numberAt(std::string_view bson, const char *key, qint64 otherwise)
{
    bson_iter_t at;
    return find(bson, key, at) && BSON_ITER_HOLDS_NUMBER(&at) ? qint64(bson_iter_as_double(&at)) : otherwise;
}

std::string_view documentAt(std::string_view bson, const char *key)
{
    bson_iter_t at;
    if (!find(bson, key, at) || !(BSON_ITER_HOLDS_DOCUMENT(&at) || BSON_ITER_HOLDS_ARRAY(&at)))
        return {};
    return nestedBson(at);
}

/// {name: value}
std::string command(const char *name, const QString &value)
{
    BsonBuilder builder;
    builder.append(name, utf8(value));
    return builder.take();
}

/// A reply that ends the whole reading rather than one part of it.
bool endsAll(const Error &error)
{
    return error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Lost || error.kind == ErrorKind::Connection;
}

class Reading
{
public:
    Reading(MongoLink &link, const CatalogRequest &request, const CatalogListener &listener) : m_link(link), m_request(request), m_listener(listener)
    {}

    Result<CatalogPtr> run();

private:
    Result<void> readInfo();
    Result<void> listCollections();
    Result<void> listNamesOnly();
    Result<void> readCollection(Collection &collection);
    Result<void> readIndexes(Collection &collection);
    Result<void> readStatistics(Collection &collection);
    Result<void> readFields(Collection &collection);
    Result<void> lacking(Result<void> read, const QString &what, const ObjectRef &object);
    void say(const QString &step, qint64 done);

    MongoLink &m_link;
    const CatalogRequest &m_request;
    const CatalogListener &m_listener;
    CatalogInfo m_info;
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
};

void Reading::say(const QString &step, qint64 done)
{
    if (m_listener)
        m_listener({step, done, static_cast<qint64>(m_objects.size())});
}

Result<CatalogPtr> Reading::run()
{
    if (const auto info = readInfo(); !info)
        return fail(info.error());
    say(tr("collections"), 0);
    if (auto listed = listCollections(); !listed) {
        if (listed.error().kind != ErrorKind::Permission)
            return fail(listed.error());
        m_info.unread.push_back({tr("options and validators of collections"), {}, listed.error().message});
        if (const auto names = listNamesOnly(); !names)
            return fail(names.error());
    }
    const CatalogFilter filter(m_request, Qt::CaseSensitive);
    std::erase_if(m_objects, [&](const auto &object) { return !filter.accepts(object->ref.schema, object->ref.name); });
    qint64 done = 0;
    for (const std::shared_ptr<SchemaObject> &object : m_objects) {
        say(tr("documents of %1").arg(object->ref.name), done++);
        if (const auto read = readCollection(static_cast<Collection &>(*object)); !read)
            return fail(read.error());
    }
    guessReferences(m_objects);
    say(tr("done"), done);
    return Catalog::make(m_info, std::move(m_objects));
}

Result<void> Reading::readInfo()
{
    m_info.engine = u"mongodb"_s;
    m_info.database = m_link.database();
    m_info.defaultSchema = m_info.database;
    m_info.nameRule = u"exact"_s;
    m_info.readAt = QDateTime::currentDateTimeUtc();
    m_info.transactional = false;
    m_info.scope = m_request.schema;
    m_info.include = m_request.include;
    m_info.exclude = m_request.exclude;
    const auto build = m_link.command(u"admin"_s, simpleCommand("buildInfo"));
    if (!build)
        return fail(build.error());
    const std::string_view ferret = documentAt(*build, "ferretdb");
    m_info.product = ferret.empty() ? u"MongoDB"_s : u"FerretDB"_s;
    m_info.serverVersion = ferret.empty() ? textAt(*build, "version") : textAt(ferret, "version");
    const auto status = m_link.command(u"admin"_s, simpleCommand("connectionStatus"));
    if (status) {
        const std::string_view users = documentAt(documentAt(*status, "authInfo"), "authenticatedUsers");
        m_info.role = textAt(documentAt(users, "0"), "user");
    } else if (endsAll(status.error())) {
        return fail(status.error());
    }
    if (m_request.statistics) {
        if (const auto stats = m_link.command(m_info.database, simpleCommand("dbStats")))
            m_info.bytes = numberAt(*stats, "storageSize", 0) + numberAt(*stats, "indexSize", 0);
    }
    return {};
}

Result<void> Reading::listCollections()
{
    return m_link.each(m_info.database, simpleCommand("listCollections"), [&](std::string_view entry) {
        if (auto collection = collectionFrom(entry, m_info.database))
            m_objects.push_back(std::move(collection));
        return true;
    });
}

/// What a role without listCollections sees: the names that it has any right on.
Result<void> Reading::listNamesOnly()
{
    BsonBuilder builder;
    builder.append("listCollections", std::int32_t{1});
    builder.append("nameOnly", true);
    builder.append("authorizedCollections", true);
    return m_link.each(m_info.database, builder.take(), [&](std::string_view entry) {
        if (auto collection = collectionFrom(entry, m_info.database))
            m_objects.push_back(std::move(collection));
        return true;
    });
}

/// A part that could not be read is noted, and the reading goes on.
Result<void> Reading::lacking(Result<void> read, const QString &what, const ObjectRef &object)
{
    if (read || endsAll(read.error()))
        return read;
    m_info.unread.push_back({what, object, read.error().message});
    return {};
}

Result<void> Reading::readCollection(Collection &collection)
{
    const bool view = collection.variant == "view"_L1;
    if (!view) {
        if (auto read = lacking(readIndexes(collection), tr("indexes of %1").arg(collection.ref.name), collection.ref); !read)
            return read;
    }
    if (!view && m_request.statistics) {
        if (auto read = readStatistics(collection); !read && endsAll(read.error()))
            return read;
    }
    return lacking(readFields(collection), tr("documents of %1").arg(collection.ref.name), collection.ref);
}

Result<void> Reading::readIndexes(Collection &collection)
{
    return m_link.each(m_info.database, command("listIndexes", collection.ref.name), [&](std::string_view entry) {
        if (auto index = indexFrom(entry))
            collection.indexes.push_back(std::move(*index));
        return true;
    });
}

Result<void> Reading::readStatistics(Collection &collection)
{
    const auto stats = m_link.command(m_info.database, command("collStats", collection.ref.name));
    if (!stats)
        return fail(stats.error());
    collection.statistics.rows = numberAt(*stats, "count", -1);
    const qint64 size = numberAt(*stats, "storageSize", -1);
    collection.statistics.bytes = size < 0 ? -1 : size + numberAt(*stats, "totalIndexSize", 0);
    return {};
}

Result<void> Reading::readFields(Collection &collection)
{
    FieldSample sample;
    std::size_t bytes = 0;
    const SampleRequest request{collection.ref.name, sampledDocuments, sampleLimit, collection.variant == "view"_L1, m_info.product == "FerretDB"_L1};
    const auto drawn = eachOfSample(m_link, request, [&](std::string_view document) {
        addDocument(sample, document);
        bytes += document.size();
        return bytes < sampledBytes;
    });
    // Fewer than were asked for: there are no others.
    const bool whole = drawn && sample.documents() < sampledDocuments && bytes < sampledBytes;
    const bool blocks = drawn && *drawn == SampleDrawn::InBlocks;
    sample.describe(collection, whole ? FieldSample::Choice::All : blocks ? FieldSample::Choice::InBlocks : FieldSample::Choice::AtRandom);
    if (sample.isCutShort())
        m_info.unread.push_back({tr("some fields of %1").arg(collection.ref.name), collection.ref,
                                 tr("its documents are keyed by data: only the first %1 paths are listed").arg(collection.fields.size())});
    if (!drawn)
        return fail(drawn.error());
    return {};
}

/// An action on a resource of the server's list.
bool covers(std::string_view resource, const QString &database)
{
    bson_iter_t at;
    if (find(resource, "anyResource", at))
        return true;
    const bool anyCollection = find(resource, "collection", at) && textAt(resource, "collection").isEmpty();
    const QString own = textAt(resource, "db");
    return find(resource, "db", at) && anyCollection && (own.isEmpty() || own == database);
}

} // namespace

Result<CatalogPtr> readMongoCatalog(MongoLink &link, const CatalogRequest &request, const CatalogListener &listener)
{
    return Reading(link, request, listener).run();
}

Result<QList<MissingRight>> missingMongoRights(MongoLink &link)
{
    BsonBuilder builder;
    builder.append("connectionStatus", std::int32_t{1});
    builder.append("showPrivileges", true);
    const auto status = link.command(u"admin"_s, builder.take());
    if (!status)
        return endsAll(status.error()) ? Result<QList<MissingRight>>(fail(status.error())) : QList<MissingRight>();
    const std::string_view info = documentAt(*status, "authInfo");
    const std::string_view privileges = documentAt(info, "authenticatedUserPrivileges");
    bson_iter_t at;
    const bool authenticated = !documentAt(documentAt(info, "authenticatedUsers"), "0").empty();
    if (!authenticated || privileges.empty() || !iterate(privileges, at) || documentAt(privileges, "0").empty())
        return QList<MissingRight>(); // no access control, or a server that does not tell
    QSet<QString> allowed;
    while (bson_iter_next(&at)) {
        const std::string_view privilege = nestedBson(at);
        bson_iter_t action;
        const std::string_view actions = documentAt(privilege, "actions");
        if (actions.empty() || !covers(documentAt(privilege, "resource"), link.database()) || !iterate(actions, action))
            continue;
        while (bson_iter_next(&action)) {
            if (BSON_ITER_HOLDS_UTF8(&action))
                allowed.insert(QString::fromUtf8(bson_iter_utf8(&action, nullptr)));
        }
    }
    QList<MissingRight> missing;
    const auto need = [&](const QString &action, const QString &effect, bool essential) {
        if (!allowed.contains(action))
            missing.append({tr("database %1").arg(link.database()), action, effect, essential});
    };
    need(u"listCollections"_s, tr("only collections with rights of their own are seen, without options and validators"), true);
    need(u"find"_s, tr("documents cannot be sampled, so that no field is known, but for collections with rights of their own"), false);
    need(u"listIndexes"_s, tr("indexes cannot be read"), false);
    need(u"collStats"_s, tr("sizes and counts cannot be read"), false);
    return missing;
}

} // namespace concord
