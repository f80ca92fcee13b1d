// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/endsource.h"

#include "look/age.h"
#include "look/wording.h"
#include "schema/cataloglibrary.h"
#include "schema/onlyschema.h"
#include "workspace/workspacethread.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace concord {

static Error notFound(const QString &message)
{
    return {ErrorKind::NotFound, message, {}, {}, -1, 0, 0};
}

EndSource::EndSource(const Services &services, const EndChoice &choice, QObject *parent) : QObject(parent), m_services(services), m_choice(choice)
{
    connect(m_services.catalogs, &CatalogLibrary::changed, this, [this](const QUuid &profile) {
        if (profile == m_choice.profile && !m_choice.isPast())
            load();
    });
    connect(m_services.catalogs, &CatalogLibrary::stateChanged, this, [this](const QUuid &profile) {
        if (profile == m_choice.profile)
            Q_EMIT stateChanged();
    });
    load();
}

void EndSource::setChoice(const EndChoice &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_catalog.reset();
    m_error = {};
    m_gone = false;
    load();
    Q_EMIT changed();
}

void EndSource::load()
{
    const int question = ++m_question;
    m_opening = false;
    if (!m_choice.isPast()) {
        takeWhole(m_services.catalogs->catalog(m_choice.profile));
        return;
    }
    if (!m_services.workspace)
        return;
    m_opening = true;
    m_services.workspace->post([id = m_choice.snapshot](Workspace &workspace) { return workspace.openSnapshot(id); })
        .then(this, [this, question](const Result<CatalogPtr> &opened) {
            if (question != m_question)
                return;
            m_opening = false;
            if (opened)
                takeWhole(*opened);
            else if (opened.error().kind == ErrorKind::NotFound)
                take(nullptr, notFound(tr("This snapshot is gone: it was removed or pruned. Choose another one.")));
            else
                take(nullptr, opened.error());
        });
}

void EndSource::lookAtSnapshot()
{
    if (!m_choice.isPast() || !m_services.workspace || m_gone || !m_catalog)
        return;
    m_services.workspace->post([profile = m_choice.profile](Workspace &workspace) { return workspace.snapshots(profile); })
        .then(this, [this, id = m_choice.snapshot](const Result<QList<SnapshotInfo>> &kept) {
            if (id != m_choice.snapshot || !kept || std::ranges::contains(*kept, id, &SnapshotInfo::id))
                return;
            m_gone = true;
            Q_EMIT stateChanged();
        });
}

void EndSource::takeWhole(const CatalogPtr &whole)
{
    if (!whole || m_choice.schema.isEmpty()) {
        take(whole, {});
        return;
    }
    if (!whole->schemas().contains(m_choice.schema)) {
        take(nullptr, notFound(tr("There is no schema “%1” in it.").arg(m_choice.schema)));
        return;
    }
    m_opening = true;
    QtConcurrent::run([whole, schema = m_choice.schema] {
        return onlySchema(*whole, schema);
    }).then(this, [this, question = m_question](const CatalogPtr &part) {
        if (question == m_question) {
            m_opening = false;
            take(part, {});
        }
    });
}

void EndSource::take(const CatalogPtr &catalog, const Error &error)
{
    m_catalog = catalog;
    m_error = error;
    Q_EMIT changed();
}

MatrixColumn EndSource::column() const
{
    const Endpoint end = endpoint();
    const KnownCatalog known = m_services.catalogs->known(m_choice.profile);
    MatrixColumn column;
    column.end.catalog = m_catalog;
    column.end.name = name();
    column.end.environment = environmentName(end.environment);
    if (m_choice.isPast())
        column.end.snapshot = m_choice.snapshot.toString(QUuid::WithoutBraces);
    if (const auto driver = m_services.registry->find(m_catalog ? m_catalog->info().engine : end.engine))
        column.end.dialect = &driver->dialect();
    if (!m_error.message.isEmpty())
        column.error = m_error;
    else if (end.profileId.isNull())
        column.error = notFound(tr("This connection is no longer in the workspace."));
    else if (known.error && !m_choice.isPast())
        column.error = *known.error;
    else if (!m_catalog)
        column.error = notFound(m_opening ? tr("It is being opened.") : tr("Its schema was never read."));
    return column;
}

bool EndSource::isReading() const
{
    return m_services.catalogs->known(m_choice.profile).isReading;
}

bool EndSource::wantsReading() const
{
    return !m_catalog && !m_opening && m_error.message.isEmpty() && !m_choice.isPast() && !endpoint().profileId.isNull();
}

QString EndSource::state() const
{
    if (!m_error.message.isEmpty())
        return m_error.message;
    if (m_gone)
        return tr("✗ removed or pruned since: what was read of it is still shown");
    if (endpoint().profileId.isNull())
        return tr("no longer in the workspace");
    const KnownCatalog known = m_services.catalogs->known(m_choice.profile);
    if (m_opening)
        return tr("opening…");
    if (known.isReading)
        return tr("reading…");
    if (known.error && !m_choice.isPast())
        return tr("could not be read: %1").arg(firstLine(known.error->message));
    if (!m_catalog)
        return tr("never read");
    if (!m_choice.isPast() && isStale(m_catalog->info().readAt))
        return tr("may have changed since");
    return {};
}

} // namespace concord
