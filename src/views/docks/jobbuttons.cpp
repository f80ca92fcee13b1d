// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobbuttons.h"

#include "look/smallbuttons.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

JobButtons::JobButtons(Job *job, int part, QWidget *parent) : QWidget(parent), m_job(job), m_part(part)
{
    const bool whole = part < 0;
    m_retry = whole ? makeLinkButton(tr("Retry failed"), this) : makeSignButton(u"⟳"_s, tr("Retry %1").arg(job->part(part).name), this);
    m_cancel = whole ? makeLinkButton(tr("Cancel"), this) : makeSignButton(u"✕"_s, tr("Cancel %1").arg(job->part(part).name), this);
    m_dismiss = makeSignButton(u"✕"_s, tr("Remove from this list"), this);
    m_retry->setObjectName(u"retry"_s);
    m_cancel->setObjectName(u"cancel"_s);
    m_dismiss->setObjectName(u"dismiss"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addStretch();
    layout->addWidget(m_retry);
    layout->addWidget(m_cancel);
    layout->addWidget(m_dismiss);
    connect(m_retry, &QToolButton::clicked, this, [this] {
        if (m_job)
            m_part < 0 ? m_job->retryFailed() : m_job->retryPart(m_part);
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_job)
            m_part < 0 ? m_job->cancel() : m_job->cancelPart(m_part);
    });
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        if (m_job)
            Q_EMIT dismissed(m_job);
    });
    refresh();
}

void JobButtons::refresh()
{
    if (!m_job || m_part >= m_job->partCount())
        return;
    if (m_part < 0) {
        m_retry->setVisible(m_job->retryable() > 0);
        m_cancel->setVisible(m_job->isRunning());
        m_dismiss->setVisible(!m_job->isRunning());
        return;
    }
    const Job::Part part = m_job->part(m_part);
    m_retry->setVisible(part.canRetry);
    m_cancel->setVisible(part.canCancel);
    m_dismiss->hide();
}

} // namespace concord
