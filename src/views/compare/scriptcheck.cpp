// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/scriptcheck.h"

#include "compare/comparereport.h"
#include "compare/comparewords.h"
#include "compare/verdictlook.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>
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
    }).then(this, [this, migration = request.migration](const std::shared_ptr<const Result<SelfCheckResult>> &result) {
        m_check.reset();
        Q_EMIT runningChanged(false);
        if (*result)
            Q_EMIT finished(selfCheckWords(**result, migration), (*result)->proven());
        else
            Q_EMIT finished({tr("✗ Not checked: %1").arg(result->error().message)}, false);
    });
}

QStringList selfCheckWords(const SelfCheckResult &result, const Migration &migration)
{
    const Comparison &leftover = result.leftover;
    QStringList lines;
    if (result.proven())
        lines.append(ScriptCheck::tr("✓ Tried on a copy: nothing is left. %1").arg(summaryText(leftover)));
    else
        lines.append(ScriptCheck::tr("✗ Tried on a copy: not all of it is done. %1").arg(summaryText(leftover)));
    const auto addErrors = [&](const std::vector<CheckError> &errors, const QString &words) {
        for (const CheckError &error : errors) {
            const bool known = error.step >= 0 && error.step < static_cast<qsizetype>(migration.steps.size());
            lines.append(words.arg(known ? migration.steps[static_cast<size_t>(error.step)].purpose : error.sql, error.error.message));
        }
    };
    addErrors(result.errors, ScriptCheck::tr("“%1” failed: %2"));
    addErrors(result.copyErrors, ScriptCheck::tr("The copy lacks “%1”: %2"));
    for (const ObjectComparison &object : leftover.objects) {
        if (isQuiet(object.verdict) || object.ignoredBy >= 0)
            continue;
        const QString differs = objectDiffers(object);
        lines.append(
            u"  %1 %2 · %3"_s.arg(verdictSign(object.verdict), object.any().ref.name, differs.isEmpty() ? verdictWord(object.verdict) : differs));
    }
    return lines + result.notes;
}

} // namespace concord
