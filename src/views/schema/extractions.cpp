// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/extractions.h"

#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/extractionjob.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

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
    const QJsonObject json{{u"concurrency"_s, choices.concurrency},
                           {u"timeout"_s, choices.timeoutSeconds},
                           {u"include"_s, QJsonArray::fromStringList(choices.include)},
                           {u"exclude"_s, QJsonArray::fromStringList(choices.exclude)},
                           {u"partial"_s, choices.partial}};
    (void)m_services.workspace->post(
        [text = QJsonDocument(json).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(choicesKey, text); });
}

void Extractions::start(const QList<QUuid> &profiles, const ExtractionChoices &choices, bool quiet)
{
    ExtractRequest request;
    request.concurrency = choices.concurrency;
    request.timeoutMs = choices.timeoutSeconds * 1000;
    request.partial = choices.partial;
    for (const QUuid &profile : profiles) {
        const auto entry = m_services.profiles->find(profile);
        if (!entry || m_reading.contains(profile))
            continue;
        ExtractTarget target;
        target.endpoint = entry->endpoint;
        target.request.include = choices.include;
        target.request.exclude = choices.exclude;
        request.targets.append(target);
        m_reading.insert(profile);
        m_services.catalogs->setReading(profile, {});
    }
    if (request.targets.isEmpty())
        return;
    m_services.workspace->post([](Workspace &workspace) -> Result<QString> { return workspace.path(); })
        .then(this, [this, request, quiet](const Result<QString> &path) {
            if (!path)
                Q_EMIT failed(path.error()); // it is read all the same, only not kept
            launch(request, path.value_or(QString()), quiet);
        });
}

void Extractions::launch(const ExtractRequest &request, const QString &workspacePath, bool quiet)
{
    auto *job =
        new ExtractionJob(std::make_unique<ExtractJob>(request, m_services.registry, m_services.secrets,
                                                       workspacePath.isEmpty() ? SnapshotStore() : snapshotStore(workspacePath, m_services.registry)),
                          this);
    connect(job, &ExtractionJob::targetChanged, this, [this, job](int target) { targetChanged(*job, target); });
    connect(job, &ExtractionJob::finished, this, [this, job] { Q_EMIT finished(job); });
    connect(job, &QObject::destroyed, this, [this, request] {
        for (const ExtractTarget &target : request.targets)
            m_reading.remove(target.endpoint.profileId);
    });
    job->setQuiet(quiet);
    Q_EMIT started(job);
    job->start();
}

void Extractions::targetChanged(const ExtractionJob &job, int target)
{
    const QUuid profile = job.job().request().targets.at(target).endpoint.profileId;
    const ExtractOutcome outcome = job.job().outcome(target);
    switch (outcome.state) {
    case ExtractState::Done:
        m_reading.remove(profile);
        m_services.catalogs->take(profile, outcome.catalog);
        break;
    case ExtractState::Failed:
        m_reading.remove(profile);
        m_services.catalogs->setFailed(profile, outcome.error);
        break;
    case ExtractState::Cancelled:
        m_reading.remove(profile);
        m_services.catalogs->setFailed(profile, std::nullopt);
        break;
    default:
        m_reading.insert(profile);
        m_services.catalogs->setReading(profile, outcome.progress);
        break;
    }
}

} // namespace concord
