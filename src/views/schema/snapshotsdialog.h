// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "extract/snapshot.h"
#include "services.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeView;

namespace concord {

class SnapshotModel;

/// What was read of one database over time: name, keep, remove, prune, to a file and from one, and open as it was then.
class SnapshotsDialog : public QDialog
{
    Q_OBJECT

public:
    SnapshotsDialog(const Services &services, const QUuid &profile, QWidget *parent = nullptr);

    [[nodiscard]] SnapshotModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }

Q_SIGNALS:
    /// Show the database as it was then.
    void openWanted(const concord::SnapshotInfo &snapshot);
    /// One with what is known now, or several with each other; the oldest first.
    void compareWanted(const QList<concord::SnapshotInfo> &snapshots);
    /// Snapshots came or went.
    void changed();

private:
    void makeButtons();
    void reload();
    /// Runs a change on the workspace's thread, says what went wrong, and shows the list anew.
    void change(std::function<Result<QString>(class Workspace &)> job);
    void exportCurrent();
    void import();
    void askToRemove(const QString &question, const std::function<void()> &remove);
    void removeSelected();
    void prune();
    void openCurrent();
    void compareSelected();
    void useAsBaseline();
    void updateButtons();
    void say(const QString &text, bool isError);
    [[nodiscard]] QList<SnapshotInfo> selected() const;

    Services m_services;
    QUuid m_profile;
    SnapshotModel *m_model;
    QTreeView *m_view;
    QLabel *m_words;
    QPushButton *m_open = nullptr;
    QPushButton *m_compare = nullptr;
    QPushButton *m_baseline = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace concord
