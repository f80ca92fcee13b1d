// SPDX-License-Identifier: GPL-3.0-or-later
#include "worksessionlist.h"

#include "workspace/workspacethread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static const QString currentKey = u"workSession"_s;

WorkSessionList::WorkSessionList(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace) {}

std::optional<WorkSession> WorkSessionList::find(const QUuid &id) const
{
    const auto it = std::ranges::find(m_entries, id, &WorkSession::id);
    return it == m_entries.end() ? std::nullopt : std::optional(*it);
}

QString WorkSessionList::freeName() const
{
    for (int number = int(m_entries.size()) + 1;; ++number) {
        const QString name = tr("session %1").arg(number);
        if (std::ranges::none_of(m_entries, [&](const WorkSession &each) { return each.name.compare(name, Qt::CaseInsensitive) == 0; }))
            return name;
    }
}

void WorkSessionList::take(QList<WorkSession> entries, const QUuid &current)
{
    const bool other = current != m_current;
    m_entries = std::move(entries);
    m_current = current;
    if (other)
        Q_EMIT currentChanged();
    Q_EMIT changed();
}

void WorkSessionList::setCurrent(const QUuid &id)
{
    if (id == m_current || (!id.isNull() && !find(id)))
        return;
    take(m_entries, id);
    if (m_workspace)
        (void)m_workspace->post([id](Workspace &workspace) { return workspace.setSetting(currentKey, id.toString().toUtf8()); });
}

void WorkSessionList::reload()
{
    if (!m_workspace)
        return;
    using Read = std::pair<QList<WorkSession>, QUuid>;
    auto job = [](Workspace &workspace) -> Result<Read> {
        auto sessions = workspace.sessions();
        if (!sessions)
            return fail(sessions.error());
        return Read(std::move(*sessions), QUuid(QString::fromUtf8(workspace.setting(currentKey).value_or(QByteArray()))));
    };
    m_workspace->post(job).then(this, [this](const Result<Read> &read) {
        if (!read) {
            Q_EMIT failed(read.error());
            return;
        }
        const bool known = std::ranges::contains(read->first, read->second, &WorkSession::id);
        take(read->first, known ? read->second : QUuid());
    });
}

void WorkSessionList::save(const WorkSession &session, const std::function<void(const Result<WorkSession> &)> &done)
{
    const auto saved = [this, done](const Result<WorkSession> &kept) {
        if (kept) {
            auto entries = m_entries;
            entries.removeIf([&](const WorkSession &other) { return other.id == kept->id; });
            entries.append(*kept);
            std::ranges::sort(entries, {}, [](const WorkSession &each) { return each.name.toCaseFolded(); });
            take(entries, m_current);
        }
        if (done)
            done(kept);
    };
    if (!m_workspace) {
        WorkSession own = session;
        if (own.id.isNull())
            own.id = QUuid::createUuid();
        saved(own);
        return;
    }
    m_workspace->post([session](Workspace &workspace) { return workspace.saveSession(session); }).then(this, saved);
}

void WorkSessionList::remove(const QUuid &id)
{
    auto entries = m_entries;
    entries.removeIf([&](const WorkSession &other) { return other.id == id; });
    if (m_current == id)
        setCurrent({});
    take(entries, m_current);
    if (!m_workspace)
        return;
    m_workspace->post([id](Workspace &workspace) { return workspace.removeSession(id); }).then(this, [this](const Result<void> &gone) {
        if (gone)
            return;
        Q_EMIT failed(gone.error());
        reload();
    });
}

} // namespace concord
