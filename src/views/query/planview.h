// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/planrun.h"

#include <QTreeWidget>

namespace concord {

/// How each database would run a statement, as trees: a database, its statements where there are several, their steps.
class PlanView : public QTreeWidget
{
    Q_OBJECT

public:
    explicit PlanView(QWidget *parent = nullptr);

    /// Follows it until it goes; null: empty. Not owned.
    void setPlans(const PlanRun *plans);
    /// The selected steps with all below them, indented; all where nothing is selected.
    void copySelected();

Q_SIGNALS:
    /// Position in the request's text.
    void placeWanted(int offset);

private:
    void showAnswer(int target);
    void showError(QTreeWidgetItem *parent, const Error &error);

    const PlanRun *m_plans = nullptr;
};

} // namespace concord
