// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/runstarter.h"

#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Found
{
    QString text;
    int offset = 0;
    QList<Target> targets; ///< those that the text is for
    QStringList parameters;
};

/// A selection is for those databases that the part of the text around it is for.
QList<Target> targetsOf(const RunWish &wish, const DriverRegistry &registry)
{
    QList<Target> targets;
    for (const Target &target : wish.request.targets) {
        const bool all = wish.selection.isEmpty() || hasTextParts(wish.selection);
        if (all || isFor(wish.editorText, wish.selectionStart, target.endpoint, dialectOf(target.endpoint, registry)))
            targets.append(target);
    }
    return targets;
}

Found find(const RunWish &wish, const DriverRegistry &registry)
{
    Found found;
    found.targets = targetsOf(wish, registry);
    static const Dialect plain;
    const Dialect &dialect = wish.request.targets.isEmpty() ? plain : dialectOf(wish.request.targets.first().endpoint, registry);
    if (!wish.selection.isEmpty()) {
        found.text = wish.selection;
        found.offset = wish.selectionStart;
    } else if (wish.wholeScript || hasTextParts(wish.editorText)) { // in parts a text is one question, in several languages
        found.text = wish.editorText;
    } else if (const auto statement = statementAt(wish.editorText, wish.cursor, dialect)) {
        found.text = statement->text;
        found.offset = statement->offset;
    }
    QList<Endpoint> endpoints;
    for (const Target &target : found.targets)
        endpoints.append(target.endpoint);
    found.parameters = parameterNamesFor(found.text, endpoints, registry);
    return found;
}

Error usage(const QString &message)
{
    return {ErrorKind::Usage, message, {}, {}, -1, 0, 0};
}

} // namespace

const Dialect &dialectOf(const Endpoint &endpoint, const DriverRegistry &registry)
{
    static const Dialect plain;
    const auto driver = registry.find(endpoint.engine);
    return driver ? driver->dialectFor(endpoint) : plain;
}

QStringList parameterNamesFor(const QString &text, const QList<Endpoint> &endpoints, const DriverRegistry &registry)
{
    QStringList all;
    for (const Endpoint &endpoint : endpoints) {
        const Dialect &dialect = dialectOf(endpoint, registry);
        for (const QString &name : parameterNames(textFor(text, endpoint, dialect), dialect)) {
            if (!all.contains(name))
                all.append(name);
        }
    }
    return all;
}

RunStarter::RunStarter(std::shared_ptr<const DriverRegistry> registry, QObject *parent) : QObject(parent), m_registry(std::move(registry)) {}

void RunStarter::start(const RunWish &wish, Fill fill)
{
    const int question = ++m_question;
    if (wish.request.targets.isEmpty()) {
        Q_EMIT refused({usage(tr("No database connections specified. Choose targets beside Run (Ctrl+Shift+T)."))}, 0);
        return;
    }
    QtConcurrent::run([wish, registry = m_registry] { return find(wish, *registry); })
        .then(this, [this, question, request = wish.request, fill = std::move(fill), script = wish.wholeScript,
                     plan = wish.plan](const Found &found) mutable {
            if (question != m_question)
                return;
            request.text = found.text;
            request.textOffset = found.offset;
            request.targets = found.targets;
            if (found.targets.isEmpty()) {
                Q_EMIT refused({usage(tr("This part of the text is for none of the databases that are chosen."))}, 0);
                return;
            }
            if (found.text.trimmed().isEmpty()) {
                Q_EMIT refused({usage(script ? tr("The script is empty.") : tr("There is no statement at the cursor."))}, 0);
                return;
            }
            if (const Result<void> filled = fill(request, found.parameters); !filled) {
                Q_EMIT refused({filled.error()}, request.textOffset);
                return;
            }
            if (plan)
                Q_EMIT readyToExplain(request);
            else
                check(request, question);
        });
}

void RunStarter::check(const RunRequest &request, int question)
{
    QtConcurrent::run([request, registry = m_registry] {
        return checkRun(request, *registry);
    }).then(this, [this, request, question](const RunCheck &check) {
        if (question != m_question)
            return;
        if (!check.refusals.isEmpty())
            Q_EMIT refused(check.refusals, request.textOffset);
        else if (check.needsApproval)
            Q_EMIT approvalNeeded(request, check);
        else
            Q_EMIT ready(request, check.writes);
    });
}

} // namespace concord
