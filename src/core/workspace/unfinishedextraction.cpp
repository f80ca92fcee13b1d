// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/unfinishedextraction.h"

#include "connection/connectionurl.h"
#include "connection/samedatabase.h"
#include "workspace/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

const QString key = u"extract/failures"_s;

QStringList texts(const QJsonObject &json, QLatin1StringView member)
{
    return json.value(member).toVariant().toStringList();
}

QJsonObject errorObject(const Error &error)
{
    return {{u"kind"_s, errorKindName(error.kind)}, {u"message"_s, error.message}, {u"code"_s, error.code}, {u"detail"_s, error.detail}};
}

Error errorFrom(const QJsonObject &json)
{
    Error error;
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        if (errorKindName(ErrorKind(kind)) == json.value("kind"_L1).toString())
            error.kind = ErrorKind(kind);
    }
    error.message = json.value("message"_L1).toString();
    error.code = json.value("code"_L1).toString();
    error.detail = json.value("detail"_L1).toString();
    return error;
}

QJsonObject databaseObject(const UnreadDatabase &database)
{
    return {{u"id"_s, database.id.toString(QUuid::WithoutBraces)},
            {u"name"_s, database.name},
            {u"url"_s, database.url},
            {u"schema"_s, database.request.schema},
            {u"include"_s, QJsonArray::fromStringList(database.request.include)},
            {u"exclude"_s, QJsonArray::fromStringList(database.request.exclude)},
            {u"error"_s, errorObject(database.error)}};
}

UnreadDatabase databaseFrom(const QJsonObject &json)
{
    UnreadDatabase database;
    database.id = QUuid::fromString(json.value("id"_L1).toString());
    database.name = json.value("name"_L1).toString();
    database.url = json.value("url"_L1).toString();
    database.request.schema = json.value("schema"_L1).toString();
    database.request.include = texts(json, "include"_L1);
    database.request.exclude = texts(json, "exclude"_L1);
    database.error = errorFrom(json.value("error"_L1).toObject());
    return database;
}

} // namespace

QList<UnreadDatabase> unreadDatabases(const ExtractJob &job, const DriverRegistry &registry)
{
    QList<UnreadDatabase> unread;
    for (int i = 0; i < job.targetCount(); ++i) {
        const ExtractOutcome outcome = job.outcome(i);
        const ExtractTarget &target = job.request().targets[i];
        if (outcome.state != ExtractState::Done)
            unread.append(
                {target.endpoint.profileId, target.endpoint.name, urlOf(target.endpoint, registry), target.request, outcome.error.value_or(Error())});
    }
    return unread;
}

Result<Endpoint> unreadEndpoint(const UnreadDatabase &database, const DriverRegistry &registry)
{
    return parseUrl(database.url, registry).transform([&](const ParsedUrl &url) {
        Endpoint endpoint = adHocEndpoint(url, registry);
        endpoint.profileId = database.id;
        endpoint.name = database.name;
        endpoint.schema = database.request.schema;
        endpoint.readOnly = true;
        return endpoint;
    });
}

Result<UnfinishedExtraction> unfinishedExtraction(const Workspace &workspace)
{
    return workspace.setting(key).transform([](const QByteArray &kept) {
        const QJsonObject json = QJsonDocument::fromJson(kept).object();
        UnfinishedExtraction extraction;
        extraction.run = QUuid::fromString(json.value("run"_L1).toString());
        extraction.started = QDateTime::fromString(json.value("started"_L1).toString(), Qt::ISODateWithMs);
        const QJsonArray databases = json.value("databases"_L1).toArray();
        for (const QJsonValue &database : databases)
            extraction.databases.append(databaseFrom(database.toObject()));
        extraction.file = json.value("file"_L1).toString();
        extraction.output = json.value("output"_L1).toString();
        extraction.include = texts(json, "include"_L1);
        extraction.exclude = texts(json, "exclude"_L1);
        extraction.partial = json.value("partial"_L1).toBool();
        return extraction;
    });
}

Result<void> rememberUnfinished(Workspace &workspace, const UnfinishedExtraction &extraction)
{
    if (extraction.databases.isEmpty())
        return workspace.setSetting(key, {});
    QJsonArray databases;
    for (const UnreadDatabase &database : extraction.databases)
        databases.append(databaseObject(database));
    const QJsonObject json{{u"run"_s, extraction.run.toString(QUuid::WithoutBraces)},
                           {u"started"_s, extraction.started.toString(Qt::ISODateWithMs)},
                           {u"databases"_s, databases},
                           {u"file"_s, extraction.file},
                           {u"output"_s, extraction.output},
                           {u"include"_s, QJsonArray::fromStringList(extraction.include)},
                           {u"exclude"_s, QJsonArray::fromStringList(extraction.exclude)},
                           {u"partial"_s, extraction.partial}};
    return workspace.setSetting(key, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace concord
