// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/extractions.h"

#include "extract/entityfiles.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/extractionjob.h"
#include "schema/unreadjob.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

static const QString choicesKey = u"extraction"_s;

Extractions::Extractions(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    loadChoices();
}

void Extractions::loadChoices()
{
    m_services.workspace->post([](Workspace &workspace) { return workspace.setting(choicesKey); }).then(this, [this](const Result<QByteArray> &kept) {
        const QJsonObject json = QJsonDocument::fromJson(kept.value_or(QByteArray())).object();
        if (json.isEmpty())
            return;
        m_choices.concurrency = std::clamp(json.value("concurrency"_L1).toInt(m_choices.concurrency), 1, 64);
        m_choices.timeoutSeconds = std::max(0, json.value("timeout"_L1).toInt());
        m_choices.include = json.value("include"_L1).toVariant().toStringList();
        m_choices.exclude = json.value("exclude"_L1).toVariant().toStringList();
        m_choices.partial = json.value("partial"_L1).toBool();
    });
}

void Extractions::setChoices(const ExtractionChoices &choices)
{
    m_choices = choices;
    m_choices.output.clear();
    const QJsonObject json{{u"concurrency"_s, choices.concurrency},
                           {u"timeout"_s, choices.timeoutSeconds},
                           {u"include"_s, QJsonArray::fromStringList(choices.include)},
                           {u"exclude"_s, QJsonArray::fromStringList(choices.exclude)},
                           {u"partial"_s, choices.partial}};
    (void)m_services.workspace->post(
        [text = QJsonDocument(json).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(choicesKey, text); });
}

bool Extractions::start(const QList<QUuid> &profiles, const ExtractionChoices &choices, bool quiet, const Begun &begun)
{
    ExtractionOrder order;
    for (const QUuid &profile : profiles) {
        if (const auto entry = m_services.profiles->find(profile))
            order.targets.append({entry->endpoint, {}});
    }
    return start(order, choices, quiet, begun);
}

SecretProvider withGiven(const SecretProvider &secrets, const QHash<QUuid, Secret> &given)
{
    const auto find = [secrets, given](const Endpoint &endpoint, Deadline deadline) -> Result<Secret> {
        if (const auto own = given.constFind(endpoint.profileId); own != given.cend())
            return *own;
        return secrets.find(endpoint, deadline);
    };
    const auto ask = [secrets](const Endpoint &endpoint, const Secret &refused, const Error &why) { return secrets.ask(endpoint, refused, why); };
    const auto accepted = [secrets](const Endpoint &endpoint, const Secret &secret) { secrets.accepted(endpoint, secret); };
    return given.isEmpty() ? secrets : SecretProvider(find, ask, accepted);
}

SecretProvider withoutQuestions(const SecretProvider &secrets, const std::shared_ptr<const std::atomic_bool> &attended)
{
    const auto find = [secrets](const Endpoint &endpoint, Deadline deadline) { return secrets.find(endpoint, deadline); };
    const auto ask = [secrets, attended](const Endpoint &endpoint, const Secret &refused, const Error &why) -> Result<Secret> {
        if (*attended)
            return secrets.ask(endpoint, refused, why);
        Error error = why;
        error.message = Extractions::tr("%1 Nobody was asked for its password, because nobody asked for this reading: it was the schedule's.")
                            .arg(why.message.trimmed());
        return fail(error);
    };
    const auto accepted = [secrets](const Endpoint &endpoint, const Secret &secret) { secrets.accepted(endpoint, secret); };
    return {find, ask, accepted};
}

bool Extractions::start(const ExtractionOrder &order, const ExtractionChoices &choices, bool quiet, const Begun &begun)
{
    Launch start{.request = {},
                 .choices = choices,
                 .secrets = withGiven(m_services.secrets, order.secrets),
                 .quiet = quiet,
                 .begun = begun,
                 .number = ++m_launches};
    start.request.concurrency = choices.concurrency;
    start.request.timeoutMs = choices.timeoutSeconds * 1000;
    start.request.partial = choices.partial;
    start.request.run = order.run;
    start.request.started = order.started;
    for (ExtractTarget target : order.targets) {
        if (m_reading.contains(target.endpoint.profileId))
            continue;
        target.request.include += choices.include;
        target.request.exclude += choices.exclude;
        start.request.targets.append(target);
        m_reading.insert(target.endpoint.profileId);
        m_newest.insert(target.endpoint.profileId, start.number);
        m_services.catalogs->setReading(target.endpoint.profileId, {});
    }
    if (start.request.targets.isEmpty())
        return false;
    m_services.workspace->post([](Workspace &workspace) -> Result<QString> { return workspace.path(); })
        .then(this, [this, start](const Result<QString> &path) {
            if (!path)
                Q_EMIT failed(path.error()); // it is read all the same, only not kept
            launch(start, path.value_or(QString()));
        });
    return true;
}

void Extractions::launch(const Launch &launch, const QString &workspacePath)
{
    const SnapshotStore store = workspacePath.isEmpty() ? SnapshotStore() : snapshotStore(workspacePath, m_services.registry);
    const auto attended = std::make_shared<std::atomic_bool>(!launch.quiet);
    const SecretProvider secrets = withoutQuestions(launch.secrets, attended);
    auto *job = new ExtractionJob(std::make_unique<ExtractJob>(launch.request, m_services.registry, secrets, store), this);
    connect(job, &ExtractionJob::retried, this, [attended] { *attended = true; });
    connect(job, &ExtractionJob::targetChanged, this, [this, job, number = launch.number](int target) { targetChanged(*job, number, target); });
    connect(job, &ExtractionJob::finished, this, [this, job, choices = launch.choices] {
        ended(*job, choices);
        Q_EMIT finished(job);
    });
    connect(job, &QObject::destroyed, this, [this, request = launch.request, number = launch.number] {
        for (const ExtractTarget &target : request.targets)
            letGo(target.endpoint.profileId, number);
    });
    job->setQuiet(launch.quiet);
    if (launch.begun)
        launch.begun(job);
    Q_EMIT started(job);
    job->start();
}

/// An extraction that left nothing forgets of an earlier one only what it read itself.
static Result<void> keepUnread(Workspace &workspace, const UnfinishedExtraction &left, const QSet<QUuid> &read)
{
    if (!left.databases.isEmpty())
        return rememberUnfinished(workspace, left);
    return unfinishedExtraction(workspace).and_then([&](UnfinishedExtraction before) {
        before.databases.removeIf([&](const UnreadDatabase &one) { return read.contains(one.id); });
        return rememberUnfinished(workspace, before);
    });
}

void Extractions::ended(const ExtractionJob &job, const ExtractionChoices &choices)
{
    const ExtractJob &extraction = job.job();
    const UnfinishedExtraction left{.run = extraction.run(),
                                    .started = extraction.started(),
                                    .databases = unreadDatabases(extraction, *m_services.registry),
                                    .file = {},
                                    .output = choices.output,
                                    .include = choices.include,
                                    .exclude = choices.exclude,
                                    .partial = choices.partial};
    QSet<QUuid> read;
    bool isNew = false;
    for (const ExtractTarget &target : extraction.request().targets) {
        read.insert(target.endpoint.profileId);
        isNew = isNew || !m_services.profiles->find(target.endpoint.profileId);
    }
    m_services.workspace->post([left, read](Workspace &workspace) { return keepUnread(workspace, left, read); })
        .then(this, [this](const Result<void> &kept) {
            if (!kept)
                Q_EMIT failed(kept.error());
        });
    if (isNew) // what a connection string led to is shown from now on
        m_services.profiles->reload();
    if (!choices.output.isEmpty())
        writeOutput(job, choices.output);
}

void Extractions::writeOutput(const ExtractionJob &job, const QString &folder)
{
    const ExtractJob &extraction = job.job();
    QtConcurrent::run([folder, run = extraction.run(), started = extraction.started(), databases = extractedDatabases(extraction)] {
        return writeEntityFiles(folder, run, started, databases);
    }).then(this, [this, folder](const Result<void> &done) {
        if (done)
            Q_EMIT written(folder);
        else
            Q_EMIT failed(done.error());
    });
}

void Extractions::recallUnread()
{
    if (std::exchange(m_recalled, true))
        return;
    m_services.workspace->post([](Workspace &workspace) { return unfinishedExtraction(workspace); })
        .then(this, [this](const Result<UnfinishedExtraction> &left) {
            if (!left)
                Q_EMIT failed(left.error());
            else
                showUnread(*left);
        });
}

/// A profile as it is by now; else by its URL.
std::optional<Endpoint> Extractions::endpointOf(const UnreadDatabase &database) const
{
    if (const auto entry = m_services.profiles->find(database.id))
        return entry->endpoint;
    const auto endpoint = unreadEndpoint(database, *m_services.registry);
    return endpoint ? std::optional(*endpoint) : std::nullopt;
}

void Extractions::showUnread(const UnfinishedExtraction &left)
{
    UnfinishedExtraction known = left; // of what can still be reached
    known.databases.removeIf([this](const UnreadDatabase &one) { return !endpointOf(one) || m_reading.contains(one.id); });
    if (known.databases.isEmpty())
        return;
    for (const UnreadDatabase &database : std::as_const(known.databases)) {
        const KnownCatalog here = m_services.catalogs->known(database.id);
        if (database.error.kind != ErrorKind::Cancelled && (!here.catalog || here.readAt < left.started))
            m_services.catalogs->setFailed(database.id, database.error);
    }
    QList<Endpoint> endpoints;
    for (const UnreadDatabase &database : std::as_const(known.databases))
        endpoints.append(*endpointOf(database));
    auto *job = new UnreadJob(known, endpoints, this);
    connect(job, &UnreadJob::retryWanted, this, [this, known](const QList<int> &databases) { retry(known, databases); });
    Q_EMIT leftUnread(job);
}

/// As part of that run, and as it was asked for.
void Extractions::retry(const UnfinishedExtraction &left, const QList<int> &databases)
{
    ExtractionOrder order{.targets = {}, .secrets = {}, .run = left.run, .started = left.started};
    for (const int i : databases) {
        const UnreadDatabase &database = left.databases[i];
        const auto endpoint = endpointOf(database);
        if (!endpoint)
            continue;
        ExtractTarget target{*endpoint, database.request};
        target.endpoint.name = database.name;
        order.targets.append(target);
    }
    ExtractionChoices choices{.concurrency = m_choices.concurrency,
                              .timeoutSeconds = m_choices.timeoutSeconds,
                              .include = {}, // with the targets already
                              .exclude = {},
                              .partial = left.partial,
                              .output = left.output};
    start(order, choices);
}

void Extractions::letGo(const QUuid &profile, int number)
{
    if (m_newest.value(profile) == number)
        m_reading.remove(profile);
}

void Extractions::targetChanged(const ExtractionJob &job, int number, int target)
{
    const Endpoint &endpoint = job.job().request().targets.at(target).endpoint;
    const QUuid profile = endpoint.profileId;
    const ExtractOutcome outcome = job.job().outcome(target);
    const bool hasEnded = outcome.state == ExtractState::Done || outcome.state == ExtractState::Failed || outcome.state == ExtractState::Cancelled;
    if (hasEnded && m_newest.value(profile) != number)
        return;
    if (hasEnded)
        letGo(profile, number);
    switch (outcome.state) {
    case ExtractState::Done:
        if (m_services.profiles->find(profile) && !m_services.profiles->leadsTo(profile, endpoint)) // it was edited meanwhile
            m_services.catalogs->setFailed(profile, std::nullopt);
        else
            m_services.catalogs->take(profile, outcome.catalog);
        break;
    case ExtractState::Failed: m_services.catalogs->setFailed(profile, outcome.error); break;
    case ExtractState::Cancelled: m_services.catalogs->setFailed(profile, std::nullopt); break;
    default:
        if (outcome.state == ExtractState::Waiting || outcome.state == ExtractState::Connecting) // it is told to read again
            m_newest.insert(profile, number);
        else if (m_newest.value(profile) != number)
            return;
        m_reading.insert(profile);
        m_services.catalogs->setReading(profile, outcome.progress);
        break;
    }
}

} // namespace concord
