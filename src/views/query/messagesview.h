// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

#include <QTreeWidget>

namespace concord {

/// What servers said, per target: errors with code and detail, notices, changed rows; and why a run was refused.
/// Activating an error goes to its place in the text.
class MessagesView : public QTreeWidget
{
    Q_OBJECT

public:
    explicit MessagesView(QWidget *parent = nullptr);

    /// Replaces all.
    void setRefusals(const QList<Error> &refusals);
    void setRun(const Run &run);
    void showTarget(int target);
    /// Errors and warnings.
    [[nodiscard]] int problemCount() const { return m_problems; }

Q_SIGNALS:
    /// UTF-16 position in the run's text.
    void placeWanted(int offset);

private:
    QTreeWidgetItem *addTarget(int target, const Endpoint &endpoint, const Outcome &outcome);
    void addError(QTreeWidgetItem *parent, const Error &error, int statement);
    void copySelected();

    QHash<int, QTreeWidgetItem *> m_targets;
    int m_problems = 0;
};

} // namespace concord
