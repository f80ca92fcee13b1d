// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"
#include "shell/startsteps.h"

#include <QScrollArea>
#include <QSet>
#include <QUuid>

class QLayout;
class QVBoxLayout;

namespace concord {

/// "Start here": what to do first. With the demo's databases in the workspace, or a person's own that were read, steps that open a query
/// on them.
class StartPage : public QScrollArea
{
    Q_OBJECT

public:
    struct Steps
    {
        QSet<QUuid> demo;     ///< profiles that lead to the demo's databases
        QList<StartStep> own; ///< for the others
    };

    /// `offersDemoWorkspace`: there is one beside this workspace.
    StartPage(const Services &services, bool offersDemoWorkspace, QWidget *parent = nullptr);
    /// The workspace could not be read: that stands there instead of what an empty one is offered.
    void setProblem(const QString &problem);

Q_SIGNALS:
    void addWanted();
    void demoWanted();
    /// Read the schemas of all connections: choose which first.
    void extractWanted();
    void searchWanted();
    void demoWorkspaceWanted();
    /// Compare the schemas of these two, and show this table; empty: none.
    void compareWanted(const QStringList &profiles, const QString &object);
    /// Open this statement on these profiles, and run it.
    void stepWanted(const QString &title, const QString &statement, const QList<QUuid> &profiles);

protected:
    void changeEvent(QEvent *event) override;

private:
    void findSteps();
    void build();
    void addProblem(QVBoxLayout &layout);
    void addSteps(QVBoxLayout &layout);
    [[nodiscard]] QLayout *makeButtons(bool hasDemo);
    [[nodiscard]] QList<QUuid> profilesOf(const StartStep &step) const;
    [[nodiscard]] QWidget *stepWidget(int number, const StartStep &step, const QList<QUuid> &profiles);

    Services m_services;
    bool m_offersDemoWorkspace;
    Steps m_steps;
    QString m_problem;
    int m_question = 0;
};

} // namespace concord
