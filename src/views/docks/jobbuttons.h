// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "docks/job.h"

#include <QPointer>
#include <QWidget>

class QToolButton;

namespace concord {

/// What can be done with a job, or with one of its databases, at the end of its row.
class JobButtons : public QWidget
{
    Q_OBJECT

public:
    /// `part` -1: the job itself.
    JobButtons(Job *job, int part, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void dismissed(concord::Job *job);

private:
    QPointer<Job> m_job;
    int m_part;
    QToolButton *m_retry;
    QToolButton *m_cancel;
    QToolButton *m_dismiss;
};

} // namespace concord
