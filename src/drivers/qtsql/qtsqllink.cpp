// SPDX-License-Identifier: GPL-3.0-or-later
#include "qtsql/qtsqllink.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QThread>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("QtSqlLink", text);
}

/// Two connections of one name would silently replace each other. A plugin has a counter of its own, known by where it lies.
QString uniqueName()
{
    static std::atomic<quint64> counter{0};
    return u"concord-%1-%2"_s.arg(reinterpret_cast<quintptr>(&counter), 0, 16).arg(++counter);
}

/// close() first: removing an open database makes its teardown hold QtSql's global lock.
void closeAndRemove(const QString &name)
{
    {
        QSqlDatabase db = QSqlDatabase::database(name, false);
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
}

Result<void> openHere(const QString &name, const QtSqlSettings &settings, const Secret &secret)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(settings.plugin, name);
    if (!db.isValid())
        return fail(ErrorKind::Internal, tr("Qt's database plugin %1 is not installed.").arg(settings.plugin));
    db.setDatabaseName(settings.database);
    db.setHostName(settings.host);
    if (settings.port > 0)
        db.setPort(settings.port);
    db.setConnectOptions(settings.options);
    QString password = QString::fromUtf8(secret.reveal());
    const bool ok = db.open(settings.user, password); // setPassword() would keep it in clear
    password.fill(QChar(0));
    if (ok)
        return {};
    const QSqlError error = db.lastError();
    return fail(ErrorKind::Connection, error.databaseText().trimmed(), error.nativeErrorCode());
}

struct Opening
{
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    bool abandoned = false;
    Result<void> outcome;
};

} // namespace

QtSqlLink::~QtSqlLink()
{
    if (!m_name.isEmpty())
        closeAndRemove(m_name);
}

Result<QtSqlLink> QtSqlLink::open(const QtSqlSettings &settings, const Secret &secret, Deadline deadline)
{
    const QString name = uniqueName();
    auto opening = std::make_shared<Opening>();
    QThread *owner = QThread::currentThread();
    std::thread([opening, name, settings, secret, owner] {
        Result<void> outcome = openHere(name, settings, secret);
        const std::scoped_lock lock(opening->mutex);
        if (opening->abandoned) {
            closeAndRemove(name);
            return;
        }
        QSqlDatabase db = QSqlDatabase::database(name, false);
        if (outcome && !db.moveToThread(owner))
            outcome = fail(ErrorKind::Internal, tr("The connection could not be handed to its thread."));
        db = {};
        if (!outcome)
            closeAndRemove(name);
        opening->outcome = std::move(outcome);
        opening->done = true;
        opening->changed.notify_one();
    }).detach();

    std::unique_lock lock(opening->mutex);
    const auto isDone = [&] { return opening->done; };
    if (deadline == noDeadline) {
        opening->changed.wait(lock, isDone);
    } else if (!opening->changed.wait_until(lock, deadline, isDone)) {
        opening->abandoned = true;
        return fail(ErrorKind::Timeout, tr("No connection within the time allowed."));
    }
    if (!opening->outcome)
        return fail(opening->outcome.error());
    return QtSqlLink(name);
}

} // namespace concord
