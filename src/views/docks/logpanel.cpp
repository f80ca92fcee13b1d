// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/logpanel.h"

#include <QMutex>
#include <QTime>

using namespace Qt::StringLiterals;

namespace concord {

static QMutex panelMutex;
static QList<LogPanel *> panels; // a window each
static QtMessageHandler previousHandler = nullptr;

/// Called on any thread.
static void toPanel(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (previousHandler)
        previousHandler(type, context, message);
    const QMutexLocker lock(&panelMutex);
    const QString line = u"%1  %2"_s.arg(QTime::currentTime().toString(u"HH:mm:ss"_s), message);
    for (LogPanel *panel : std::as_const(panels))
        QMetaObject::invokeMethod(panel, [panel, line] { panel->appendPlainText(line); }, Qt::QueuedConnection);
}

LogPanel::LogPanel(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setMaximumBlockCount(2000);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Log"));
    setPlaceholderText(tr("Nothing has been logged."));
    const QMutexLocker lock(&panelMutex);
    if (panels.isEmpty())
        previousHandler = qInstallMessageHandler(toPanel);
    panels.append(this);
}

LogPanel::~LogPanel()
{
    const QMutexLocker lock(&panelMutex);
    panels.removeOne(this);
    if (panels.isEmpty())
        qInstallMessageHandler(previousHandler);
}

} // namespace concord
