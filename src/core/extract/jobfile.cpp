// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/jobfile.h"

#include "connection/names.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("JobFile", text);
}

std::unexpected<Error> refused(const QString &message)
{
    return fail(ErrorKind::Usage, tr("The job file: %1").arg(message));
}

Result<void> checkKeys(const QJsonObject &object, const QStringList &known, const QString &where)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return refused(tr("%1 has no “%2”.").arg(where, key) + didYouMean(key, known));
    }
    return {};
}

Result<QString> text(const QJsonObject &object, const QString &key, const QString &where)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isString())
        return refused(tr("“%1” of %2 must be text.").arg(key, where));
    return value.toString();
}

Result<QStringList> texts(const QJsonObject &object, const QString &key, const QString &where)
{
    const QJsonValue value = object.value(key);
    if (value.isString())
        return QStringList{value.toString()};
    if (!value.isUndefined() && !value.isArray())
        return refused(tr("“%1” of %2 must be a list of patterns.").arg(key, where));
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        if (!one.isString())
            return refused(tr("“%1” of %2 must be a list of patterns.").arg(key, where));
        list.append(one.toString());
    }
    return list;
}

Result<JobDatabase> database(const QJsonValue &value, qsizetype position)
{
    const QString where = tr("database %1").arg(position + 1);
    if (!value.isObject())
        return refused(tr("%1 must be {\"name\": …, \"connection_string\": …}.").arg(where));
    const QJsonObject object = value.toObject();
    if (const auto known = checkKeys(object, {u"name"_s, u"connection_string"_s, u"schema"_s, u"include"_s, u"exclude"_s}, where); !known)
        return fail(known.error());
    const auto name = text(object, u"name"_s, where);
    const auto url = text(object, u"connection_string"_s, where);
    const auto schema = text(object, u"schema"_s, where);
    const auto include = texts(object, u"include"_s, where);
    const auto exclude = texts(object, u"exclude"_s, where);
    for (const auto *one : {&name, &url, &schema}) {
        if (!*one)
            return fail(one->error());
    }
    for (const auto *one : {&include, &exclude}) {
        if (!*one)
            return fail(one->error());
    }
    if (name->isEmpty() && url->isEmpty())
        return refused(tr("%1 needs a “connection_string”, or the “name” of a saved connection.").arg(where));
    // It becomes a name like a saved connection's: production@2, production/sales and group:x must mean one thing.
    if (const auto allowed = url->isEmpty() || name->isEmpty() ? Result<void>() : checkName(*name); !allowed)
        return refused(tr("the name of %1: %2").arg(where, allowed.error().message));
    return JobDatabase{*name, *url, *schema, *include, *exclude};
}

Result<void> readDatabases(const QJsonObject &job, JobFile &file)
{
    if (job.contains("connection_string"_L1) == job.contains("databases"_L1))
        return refused(tr("it needs either “databases” or one “connection_string”."));
    if (job.contains("connection_string"_L1)) {
        const QJsonObject single{{u"connection_string"_s, job.value("connection_string"_L1)}};
        return database(single, 0).transform([&](const JobDatabase &one) { file.databases.append(one); });
    }
    if (!job.value("databases"_L1).isArray() || job.value("databases"_L1).toArray().isEmpty())
        return refused(tr("“databases” must be a list of at least one."));
    const QJsonArray list = job.value("databases"_L1).toArray();
    QSet<QString> names;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const auto one = database(list[i], i);
        if (!one)
            return fail(one.error());
        if (!one->name.isEmpty() && names.contains(nameKey(one->name)))
            return refused(tr("two databases are called “%1”.").arg(one->name));
        names.insert(nameKey(one->name));
        file.databases.append(*one);
    }
    return {};
}

Result<void> readLimits(const QJsonObject &job, JobFile &file)
{
    if (job.contains("concurrency"_L1)) {
        file.concurrency = job.value("concurrency"_L1).toInt(0);
        if (*file.concurrency < 1)
            return refused(tr("“concurrency” must be a whole number of at least 1."));
    }
    if (job.contains("timeout"_L1)) {
        const double seconds = job.value("timeout"_L1).toDouble(0);
        if (!(seconds > 0) || seconds > 1e6)
            return refused(tr("“timeout” must be a number of seconds."));
        file.timeoutMs = std::max(1, static_cast<int>(seconds * 1000));
    }
    return {};
}

} // namespace

Result<JobFile> parseJobFile(const QByteArray &json)
{
    QJsonParseError parsed{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    if (!document.isObject())
        return refused(document.isNull() ? tr("no JSON at byte %1: %2.").arg(parsed.offset).arg(parsed.errorString()) : tr("it must be an object."));
    const QJsonObject job = document.object();
    const QStringList keys{u"databases"_s, u"connection_string"_s, u"concurrency"_s, u"timeout"_s,
                           u"include"_s,   u"exclude"_s,           u"partial"_s,     u"output"_s};
    if (const auto known = checkKeys(job, keys, tr("a job")); !known)
        return fail(known.error());
    JobFile file;
    if (const auto read = readDatabases(job, file); !read)
        return fail(read.error());
    if (const auto read = readLimits(job, file); !read)
        return fail(read.error());
    const auto include = texts(job, u"include"_s, tr("a job"));
    const auto exclude = texts(job, u"exclude"_s, tr("a job"));
    const auto output = text(job, u"output"_s, tr("a job"));
    if (!include || !exclude)
        return fail(include ? exclude.error() : include.error());
    if (!output)
        return fail(output.error());
    if (job.contains("partial"_L1) && !job.value("partial"_L1).isBool())
        return refused(tr("“partial” must be true or false."));
    file.include = *include;
    file.exclude = *exclude;
    file.output = *output;
    file.partial = job.value("partial"_L1).toBool();
    return file;
}

namespace {

void addTexts(QJsonObject &json, const QString &key, const QStringList &texts)
{
    if (!texts.isEmpty())
        json.insert(key, QJsonArray::fromStringList(texts));
}

QJsonObject databaseObject(const JobDatabase &database)
{
    QJsonObject json;
    const std::initializer_list<std::pair<QString, QString>> members{
        {u"name"_s, database.name}, {u"connection_string"_s, database.connectionString}, {u"schema"_s, database.schema}};
    for (const auto &[key, value] : members) {
        if (!value.isEmpty())
            json.insert(key, value);
    }
    addTexts(json, u"include"_s, database.include);
    addTexts(json, u"exclude"_s, database.exclude);
    return json;
}

} // namespace

QByteArray jobFileText(const JobFile &job)
{
    QJsonArray databases;
    for (const JobDatabase &database : job.databases)
        databases.append(databaseObject(database));
    QJsonObject json{{u"databases"_s, databases}};
    if (job.concurrency)
        json.insert(u"concurrency"_s, *job.concurrency);
    if (job.timeoutMs)
        json.insert(u"timeout"_s, *job.timeoutMs / 1000.0);
    addTexts(json, u"include"_s, job.include);
    addTexts(json, u"exclude"_s, job.exclude);
    if (job.partial)
        json.insert(u"partial"_s, true);
    if (!job.output.isEmpty())
        json.insert(u"output"_s, job.output);
    return QJsonDocument(json).toJson();
}

} // namespace concord
