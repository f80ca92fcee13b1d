// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/logpanel.h"

#include <QMutex>
#include <QPointer>
#include <QTime>

using namespace Qt::StringLiterals;

namespace concord {

static QMutex panelMutex;
static LogPanel *currentPanel = nullptr;
static QtMessageHandler previousHandler = nullptr;

/// Called on any thread.
static void toPanel(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (previousHandler)
        previousHandler(type, context, message);
    const QMutexLocker lock(&panelMutex);
    if (!currentPanel)
        return;
    const QString line = u"%1  %2"_s.arg(QTime::currentTime().toString(u"HH:mm:ss"_s), message);
    QMetaObject::invokeMethod(currentPanel, [panel = currentPanel, line] { panel->appendPlainText(line); }, Qt::QueuedConnection);
}

LogPanel::LogPanel(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setMaximumBlockCount(2000);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Log"));
    setPlaceholderText(tr("Nothing has been logged."));
    const QMutexLocker lock(&panelMutex);
    currentPanel = this;
    previousHandler = qInstallMessageHandler(toPanel);
}

LogPanel::~LogPanel()
{
    const QMutexLocker lock(&panelMutex);
    currentPanel = nullptr;
    qInstallMessageHandler(previousHandler);
}

} // namespace concord
