// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/secret.h"
#include "extract/extractjob.h"
#include "services.h"
#include "workspace/unfinishedextraction.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <functional>
#include <memory>

namespace concord {

class ExtractionJob;
class UnreadJob;

/// How a person last wanted schemas to be read; kept in the workspace.
struct ExtractionChoices
{
    int concurrency = 4;
    int timeoutSeconds = 0; ///< per database; 0: none
    QStringList include;
    QStringList exclude;
    bool partial = false;
    QString output = {}; ///< folder for files of entities, of one extraction: not kept; empty: none
};

/// What is to be read.
struct ExtractionOrder
{
    QList<ExtractTarget> targets;  ///< with patterns of their own alone
    QHash<QUuid, Secret> secrets = {}; ///< of connection strings, by profile: for this extraction alone
    QUuid run = {};                ///< of an earlier extraction that this one goes on with; null: a new one
    QDateTime started = {};        ///< likewise
};

/// Secrets of connection strings before all others, each for its own target.
[[nodiscard]] SecretProvider withGiven(const SecretProvider &secrets, const QHash<QUuid, Secret> &given);

/// For what nobody attends to: no question, but the server's refusal and that nobody was asked; until `attended` is set.
[[nodiscard]] SecretProvider withoutQuestions(const SecretProvider &secrets, const std::shared_ptr<const std::atomic_bool> &attended);

/// Starts extractions and brings what they read into the library. Lives on the GUI thread.
class Extractions : public QObject
{
    Q_OBJECT

public:
    /// `services.catalogs` and `services.workspace` must be there.
    explicit Extractions(const Services &services, QObject *parent = nullptr);

    using Begun = std::function<void(ExtractionJob *)>;
    /// A database that is being read already is left out; false, and nothing starts, where none is left.
    /// `quiet`: nobody asked for it just now, so that no dock comes to the front and no password is asked for. `begun` gets this very job, right before started().
    bool start(const ExtractionOrder &order, const ExtractionChoices &choices, bool quiet = false, const Begun &begun = {});
    bool start(const QList<QUuid> &profiles, const ExtractionChoices &choices, bool quiet = false, const Begun &begun = {});
    /// Asks the workspace, once, what the last extraction left unread, here or by concordctl; leftUnread() follows where there is something.
    void recallUnread();
    [[nodiscard]] const ExtractionChoices &choices() const { return m_choices; }
    /// For the next time, and after a restart.
    void setChoices(const ExtractionChoices &choices);

Q_SIGNALS:
    /// A job that has just begun; whoever shows it takes it.
    void started(concord::ExtractionJob *job);
    void finished(concord::ExtractionJob *job);
    /// Of an earlier start of the program; whoever shows it takes it.
    void leftUnread(concord::UnreadJob *job);
    /// Files of entities were written into this folder.
    void written(const QString &folder);
    void failed(const concord::Error &error);

private:
    struct Launch
    {
        ExtractRequest request;
        ExtractionChoices choices;
        SecretProvider secrets;
        bool quiet = false;
        Begun begun;
        int number = 0;
    };
    void launch(const Launch &launch, const QString &workspacePath);
    void ended(const ExtractionJob &job, const ExtractionChoices &choices);
    void writeOutput(const ExtractionJob &job, const QString &folder);
    [[nodiscard]] std::optional<Endpoint> endpointOf(const UnreadDatabase &database) const;
    void showUnread(const UnfinishedExtraction &left);
    void retry(const UnfinishedExtraction &left, const QList<int> &databases);
    void targetChanged(const ExtractionJob &job, int number, int target);
    void letGo(const QUuid &profile, int number);
    void loadChoices();

    Services m_services;
    ExtractionChoices m_choices;
    QSet<QUuid> m_reading;
    QHash<QUuid, int> m_newest; ///< by profile, the launch that was the last to begin reading it; what older ones still tell is old
    int m_launches = 0;
    bool m_recalled = false;
};

} // namespace concord
