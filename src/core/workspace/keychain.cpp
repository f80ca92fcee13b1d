// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/keychain.h"

#include "base/threadguard.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;

namespace concord::keychain {

namespace {

QString service()
{
    return u"org.concord.Concord"_s;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Keychain", text);
}

/// What a job left, on its way from the keychain's thread to the caller, who may have gone.
struct Answer
{
    std::mutex mutex;
    std::condition_variable arrived;
    bool isThere = false;
    bool isOverdue = false;
    QKeychain::Error error = QKeychain::NoError;
    QString words;
    Secret secret;
};

std::atomic<int> overdueJobs{0};

/// Without a bus D-Bus would try to start one, which takes long and fails: look first.
bool hasSessionBus()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return true;
#else
    const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (address.isEmpty()) {
        const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
        return !runtime.isEmpty() && QFile::exists(runtime + u"/bus"_s);
    }
    if (!address.startsWith("unix:path="_L1))
        return true;
    return QFile::exists(address.sliced(10).section(u',', 0, 0).section(u';', 0, 0));
#endif
}

/// QtKeychain queues its jobs in one object without locks: they all live on this one thread. Never deleted, because a keyring
/// that hangs would hang the program's end too.
QObject *worker()
{
    static QObject *const object = [] {
        auto *thread = new QThread;
        thread->setObjectName(u"keychain"_s);
        auto *context = new QObject;
        context->moveToThread(thread);
        thread->start();
        static QThread *running = thread;
        qAddPostRoutine([] {
            running->quit();
            running->wait(200);
        });
        return context;
    }();
    return object;
}

std::unexpected<Error> failed(QKeychain::Error error, const QString &words)
{
    switch (error) {
    case QKeychain::EntryNotFound: return fail(ErrorKind::NotFound, tr("The keyring has no such entry."));
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return fail(ErrorKind::Permission, tr("The keyring refused: %1").arg(words));
    default: return fail(ErrorKind::Unsupported, tr("No keyring can be used: %1").arg(words));
    }
}

/// `make` is called on the keychain's thread and gives the job, not started; `take` reads what it brought.
Result<Secret> run(std::function<QKeychain::Job *()> make, std::function<Secret(QKeychain::Job *)> take, Deadline deadline)
{
    blockingWorkBegins("The keyring");
    if (!QCoreApplication::instance() || !hasSessionBus())
        return fail(ErrorKind::Unsupported, tr("There is no keyring: no session bus is running."));
    if (overdueJobs > 0)
        return fail(ErrorKind::Unsupported, tr("The keyring does not answer."));
    auto answer = std::make_shared<Answer>();
    QMetaObject::invokeMethod(worker(), [answer, make = std::move(make), take = std::move(take)] {
        QKeychain::Job *job = make();
        QObject::connect(job, &QKeychain::Job::finished, worker(), [answer, take](QKeychain::Job *done) {
            const std::scoped_lock lock(answer->mutex);
            answer->error = done->error();
            answer->words = done->errorString();
            if (answer->error == QKeychain::NoError && take)
                answer->secret = take(done);
            answer->isThere = true;
            if (answer->isOverdue)
                --overdueJobs;
            answer->arrived.notify_all();
        });
        job->start();
    });
    std::unique_lock lock(answer->mutex);
    const Deadline until = std::min(deadline, Clock::now() + std::chrono::seconds(5));
    if (!answer->arrived.wait_until(lock, until, [&] { return answer->isThere; })) {
        answer->isOverdue = true;
        ++overdueJobs;
        return fail(ErrorKind::Unsupported, tr("The keyring does not answer."));
    }
    if (answer->error != QKeychain::NoError)
        return failed(answer->error, answer->words);
    return answer->secret;
}

} // namespace

Result<Secret> read(const QString &key, Deadline deadline)
{
    return run(
        [key] {
            auto *job = new QKeychain::ReadPasswordJob(service());
            job->setKey(key);
            return job;
        },
        [](QKeychain::Job *job) { return Secret(static_cast<QKeychain::ReadPasswordJob *>(job)->binaryData()); }, deadline);
}

Result<void> write(const QString &key, const Secret &secret, Deadline deadline)
{
    const auto written = run(
        [key, secret] {
            auto *job = new QKeychain::WritePasswordJob(service());
            job->setKey(key);
            job->setBinaryData(secret.reveal());
            return job;
        },
        {}, deadline);
    return written.transform([](const Secret &) {});
}

Result<void> remove(const QString &key, Deadline deadline)
{
    const auto removed = run(
        [key] {
            auto *job = new QKeychain::DeletePasswordJob(service());
            job->setKey(key);
            return job;
        },
        {}, deadline);
    return removed.transform([](const Secret &) {});
}

} // namespace concord::keychain
