// SPDX-License-Identifier: GPL-3.0-or-later
// What a script's page does with servers: applying, the check on a copy, and stopping either.
#include "compare/scriptpage.h"

#include "compare/freshread.h"
#include "compare/scriptapplier.h"
#include "compare/scriptcheck.h"
#include "compare/steplist.h"
#include "compare/stepmodel.h"
#include "migrate/selfcheck.h"
#include "profilelist.h"

#include <QAction>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace concord {

void ScriptPage::connectRuns()
{
    connect(m_applier, &ScriptApplier::runningChanged, this, &ScriptPage::refresh);
    connect(m_applier, &ScriptApplier::started, this, &ScriptPage::jobStarted);
    connect(m_applier, &ScriptApplier::progressed, this, [this](int number, int count) {
        m_applying = tr("%1 of %2").arg(QLocale().toString(number), QLocale().toString(count));
        refreshStop();
    });
    connect(m_applier, &ScriptApplier::notRun, this, [this](const QString &why) { showResult({u"✗ "_s + why}, false); });
    connect(m_applier, &ScriptApplier::finished, this, [this](const ApplyReport &report) {
        m_appliedTo = report.changed && m_comparison ? (m_kind == Kind::Schema ? m_comparison->left : m_comparison->right).catalog : nullptr;
        showResult(report.lines, report.done);
        m_read->setVisible(true); // should the reading fail
        m_read->setAccessibleName(tr("Read %1 again and show what is left").arg(endName(m_services, changed())));
        if (report.changed)
            Q_EMIT extractWanted({changed().profile});
    });
    connect(m_checker, &ScriptCheck::runningChanged, this, &ScriptPage::refresh);
    connect(m_checker, &ScriptCheck::finished, this, &ScriptPage::showResult);
    connect(m_checker, &ScriptCheck::progressed, this, [this](qsizetype done, qsizetype total) {
        if (m_checker->isRunning())
            m_check->setText(tr("&Stop the check (%1 of %2)").arg(QLocale().toString(done), QLocale().toString(total)));
    });
}

/// The key is that of the query's Stop: one thing to a person.
void ScriptPage::makeStopAction()
{
    m_stopAction = new QAction(tr("S&top"), this);
    m_stopAction->setObjectName(u"query.stop"_s);
    m_stopAction->setShortcuts({Qt::CTRL | Qt::Key_Pause, Qt::CTRL | Qt::Key_Cancel});
    m_stopAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_stopAction, &QAction::triggered, this, &ScriptPage::stop);
    addAction(m_stopAction);
}

void ScriptPage::stop()
{
    if (m_fresh->isRunning() && m_next) {
        m_next = nullptr;
        m_fresh->cancel();
        showResult({tr("✗ Nothing was sent: stopped while %1 was read.").arg(endName(m_services, changed()))}, false);
        refreshStop();
        hideStop();
    } else if (m_checker->isRunning()) {
        m_checker->cancel();
    } else {
        m_applier->cancel();
        refreshStop();
    }
}

bool ScriptPage::canStop() const
{
    return (m_fresh->isRunning() && m_next) || m_applier->isRunning();
}

/// Before the others are greyed: what is greyed would hand the focus to another part of the window, where the key is not heard.
void ScriptPage::refreshStop()
{
    m_stopAction->setEnabled(canStop() || m_checker->isRunning());
    m_stop->setText(!m_applier->isApplying()  ? tr("■ S&top")
                    : m_applier->isStopping() ? tr("Do not &wait for the server")
                                              : tr("■ S&top (%1)").arg(m_applying));
    if (!canStop() || m_stop->isVisibleTo(this))
        return;
    QWidget *focus = window()->focusWidget();
    m_focusBefore = focus && isAncestorOf(focus) ? focus : nullptr;
    m_stop->show();
    if (m_focusBefore)
        m_stop->setFocus();
}

/// Once the others can be used again.
void ScriptPage::hideStop()
{
    if (canStop() || !m_stop->isVisibleTo(this))
        return;
    const bool hadFocus = m_stop->hasFocus();
    m_stop->hide();
    if (hadFocus)
        (m_focusBefore && m_focusBefore->isEnabled() ? m_focusBefore.data() : m_steps)->setFocus();
}

QString ScriptPage::wouldLose() const
{
    return m_applier->isRunning() ? tr("A script is being run on %1. It is cancelled where it is.").arg(endName(m_services, changed())) : QString();
}

void ScriptPage::apply()
{
    forgetResult();
    m_applier->apply(m_model->chosen(), endpointOf(m_services, changed().profile));
}

void ScriptPage::check()
{
    const Endpoint left = endpointOf(m_services, m_left.profile);
    const auto driver = m_services.registry->find(m_comparison->left.catalog->info().engine);
    if (!driver)
        return;
    QList<Endpoint> known;
    for (const ProfileEntry &entry : m_services.profiles->entries())
        known.append(entry.endpoint);
    if (const auto may = checkSelfCheck(*driver, left, known); !may) {
        showResult({tr("✗ Not checked: %1").arg(may.error().message)}, false);
        return;
    }
    const QString question = selfCheckQuestion(*driver, left);
    if (question.isEmpty()) {
        startCheck();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Check on a copy"), question, QMessageBox::Yes | QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QDialog::finished, this, [this](int answer) {
        if (answer == QMessageBox::Yes)
            startCheck();
    });
    box->open();
}

void ScriptPage::startCheck()
{
    SelfCheckRequest request;
    request.driver = m_services.registry->find(m_comparison->left.catalog->info().engine);
    request.left = endpointOf(m_services, m_left.profile);
    request.comparison = m_comparison;
    request.migration = m_model->migration();
    request.steps = m_model->ticked();
    for (const ProfileEntry &entry : m_services.profiles->entries())
        request.known.append(entry.endpoint);
    request.secrets = m_services.secrets;
    request.consent = true;
    m_checker->start(request);
}

} // namespace concord
