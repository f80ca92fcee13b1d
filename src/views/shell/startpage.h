// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

#include <QScrollArea>
#include <QUuid>

namespace concord {

/// One step of the walk through the demo: a statement and the databases it is for.
struct DemoStep
{
    QString title;
    QString why;
    QString statement;
    QStringList profiles; ///< names; a trailing * stands for all that begin so
    QString object = {};  ///< without a statement: the schemas are compared, and this table is shown
};
[[nodiscard]] QList<DemoStep> demoSteps();

/// "Start here": what to do first. With the demo's databases in the workspace, steps that open a query on them.
class StartPage : public QScrollArea
{
    Q_OBJECT

public:
    /// `offersDemoWorkspace`: there is one beside this workspace.
    StartPage(const Services &services, bool offersDemoWorkspace, QWidget *parent = nullptr);

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
    void build();
    [[nodiscard]] QList<QUuid> profilesOf(const DemoStep &step) const;
    [[nodiscard]] QWidget *stepWidget(int number, const DemoStep &step, const QList<QUuid> &profiles);

    Services m_services;
    bool m_offersDemoWorkspace;
};

} // namespace concord
