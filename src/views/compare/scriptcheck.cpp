// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/scriptcheck.h"

#include "compare/comparereport.h"
#include "compare/comparewords.h"
#include "compare/verdictwords.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QSet>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

ScriptCheck::~ScriptCheck()
{
    cancel();
}

void ScriptCheck::cancel()
{
    if (m_check)
        m_check->cancel();
}

void ScriptCheck::start(const SelfCheckRequest &request)
{
    if (m_check)
        return;
    SelfCheckRequest heard = request;
    heard.listener = [guard = QPointer(this), last = QElapsedTimer()](qsizetype done, qsizetype total) mutable {
        constexpr int interval = 200; // ms
        if (last.isValid() && last.elapsed() < interval)
            return;
        last.start();
        // The page may be gone by the time that the GUI thread hears of it.
        QMetaObject::invokeMethod(qApp, [guard, done, total] {
            if (guard)
                Q_EMIT guard->progressed(done, total);
        });
    };
    m_check = std::make_shared<SelfCheck>(heard);
    Q_EMIT runningChanged(true);
    QtConcurrent::run([check = m_check] {
        return std::make_shared<const Result<SelfCheckResult>>(check->run());
    }).then(this, [this, migration = request.migration, steps = request.steps](const std::shared_ptr<const Result<SelfCheckResult>> &result) {
        m_check.reset();
        Q_EMIT runningChanged(false);
        if (*result)
            Q_EMIT finished(selfCheckWords(**result, migration, steps), (*result)->proven());
        else
            Q_EMIT finished({tr("✗ Not checked: %1").arg(result->error().message)}, false);
    });
}

namespace {

/// Objects that statements without a tick are about.
QSet<ObjectRef> heldBack(const Migration &migration, const QList<qsizetype> &steps)
{
    const QSet<qsizetype> ticked(steps.begin(), steps.end());
    QSet<ObjectRef> objects;
    for (qsizetype i = 0; i < std::ssize(migration.steps); ++i) {
        if (!ticked.contains(i))
            objects.insert(migration.steps[static_cast<size_t>(i)].object);
    }
    return objects;
}

/// What is left on the copy, a line each.
struct Leftover
{
    QStringList undone;   ///< though all that is about it ran
    QStringList heldBack; ///< statements about it have no tick
};

Leftover leftoverOf(const Comparison &comparison, const QSet<ObjectRef> &unticked)
{
    Leftover leftover;
    for (const ObjectComparison &object : comparison.objects) {
        if (isQuiet(object.verdict) || object.ignoredBy >= 0)
            continue;
        const QString differs = objectDiffers(object);
        const QString line =
            u"  %1 %2 · %3"_s.arg(verdictSign(object.verdict), object.any().ref.name, differs.isEmpty() ? verdictWord(object.verdict) : differs);
        const bool held = (object.left && unticked.contains(object.left->ref)) || (object.right && unticked.contains(object.right->ref));
        (held ? leftover.heldBack : leftover.undone).append(line);
    }
    return leftover;
}

QString sumOf(const SelfCheckResult &result, const Leftover &leftover)
{
    const QString summary = summaryText(result.leftover);
    if (result.proven())
        return ScriptCheck::tr("✓ Tried on a copy: nothing is left. %1").arg(summary);
    if (result.errors.empty() && result.copyErrors.empty() && leftover.undone.isEmpty())
        return ScriptCheck::tr("✗ Tried on a copy: what is ticked runs, and only what has no tick is left. %1").arg(summary);
    return ScriptCheck::tr("✗ Tried on a copy: not all of it is done. %1").arg(summary);
}

} // namespace

QStringList selfCheckWords(const SelfCheckResult &result, const Migration &migration, const QList<qsizetype> &steps)
{
    const Leftover leftover = leftoverOf(result.leftover, heldBack(migration, steps));
    QStringList lines{sumOf(result, leftover)};
    const auto addErrors = [&](const std::vector<CheckError> &errors, const QString &words) {
        for (const CheckError &error : errors) {
            const bool known = error.step >= 0 && error.step < static_cast<qsizetype>(migration.steps.size());
            lines.append(words.arg(known ? migration.steps[static_cast<size_t>(error.step)].purpose : error.sql, error.error.message));
        }
    };
    addErrors(result.errors, ScriptCheck::tr("“%1” failed: %2"));
    addErrors(result.copyErrors, ScriptCheck::tr("The copy lacks “%1”: %2"));
    lines += leftover.undone;
    if (!leftover.heldBack.isEmpty())
        lines.append(ScriptCheck::tr("Left because statements about it have no tick:") + u'\n' + leftover.heldBack.join(u'\n'));
    return lines + result.notes;
}

} // namespace concord
