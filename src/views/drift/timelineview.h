// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/objectaddress.h"
#include "services.h"
#include "workspace/drift.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace concord {

/// What changed between which snapshots, of a database or of one of its objects; newest first. Reads when it is first shown, and again
/// when the database was read.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// `request.object` empty: the whole database.
    TimelineView(const Services &services, const QUuid &profile, const TimelineRequest &request, QWidget *parent = nullptr);

    [[nodiscard]] const QUuid &profile() const { return m_profile; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QTreeWidget *view() const { return m_view; }

Q_SIGNALS:
    /// The two snapshots of a step side by side.
    void sideBySideWanted(const concord::SnapshotInfo &from, const concord::SnapshotInfo &to, const concord::ObjectAddress &object);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void showWords(const QString &words);
    void fill(const std::vector<SnapshotChanges> &timeline);
    void openCurrent();

    Services m_services;
    QUuid m_profile;
    TimelineRequest m_request;
    QTreeWidget *m_view;
    QLabel *m_words;
    std::vector<SnapshotChanges> m_timeline;
    bool m_stale = true;
};

} // namespace concord
