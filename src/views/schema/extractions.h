// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/extractjob.h"
#include "services.h"

#include <QObject>
#include <QSet>

namespace concord {

class ExtractionJob;

/// How a person last wanted schemas to be read; kept in the workspace.
struct ExtractionChoices
{
    int concurrency = 4;
    int timeoutSeconds = 0; ///< per database; 0: none
    QStringList include;
    QStringList exclude;
    bool partial = false;
};

/// Starts extractions and brings what they read into the library. Lives on the GUI thread.
class Extractions : public QObject
{
    Q_OBJECT

public:
    /// `services.catalogs` and `services.workspace` must be there.
    explicit Extractions(const Services &services, QObject *parent = nullptr);

    /// A database that is being read already is left out; nothing starts where none is left.
    /// `quiet`: nobody asked for it just now, so that no dock comes to the front.
    void start(const QList<QUuid> &profiles, const ExtractionChoices &choices, bool quiet = false);
    [[nodiscard]] const ExtractionChoices &choices() const { return m_choices; }
    /// For the next time, and after a restart.
    void setChoices(const ExtractionChoices &choices);

Q_SIGNALS:
    /// A job that has just begun; whoever shows it takes it.
    void started(concord::ExtractionJob *job);
    void finished(concord::ExtractionJob *job);
    void failed(const concord::Error &error);

private:
    void launch(const ExtractRequest &request, const QString &workspacePath, bool quiet);
    void targetChanged(const ExtractionJob &job, int target);
    void loadChoices();

    Services m_services;
    ExtractionChoices m_choices;
    QSet<QUuid> m_reading;
};

} // namespace concord
