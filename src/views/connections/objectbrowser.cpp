// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/objectbrowser.h"

#include "profilelist.h"

using namespace std::chrono_literals;

namespace concord {

static constexpr auto closeAfter = 2min;
static constexpr auto readLimit = 60s;

QString objectKey(const ObjectName &object)
{
    return object.schema + QChar(u'\x1f') + object.name;
}

ObjectBrowser::ObjectBrowser(const Services &services, QObject *parent) : QObject(parent), m_session(services.registry, services.secrets)
{
    m_idle.setInterval(30s);
    connect(&m_idle, &QTimer::timeout, this, [this] { m_session.closeIdle(closeAfter); });
    m_idle.start();
    connect(services.profiles, &ProfileList::edited, this, [this, profiles = services.profiles](const QUuid &profile, bool leadsElsewhere) {
        const auto entry = profiles->find(profile);
        if (entry && (leadsElsewhere || isReading(profile) || error(profile)))
            forget(entry->endpoint);
    });
}

const QList<ObjectName> *ObjectBrowser::objects(const QUuid &profile) const
{
    const auto it = m_known.constFind(profile);
    return it == m_known.cend() || !it->objects ? nullptr : &*it->objects;
}

const QList<ColumnSummary> *ObjectBrowser::columns(const QUuid &profile, const ObjectName &object) const
{
    const auto it = m_known.constFind(profile);
    if (it == m_known.cend())
        return nullptr;
    const auto column = it->columns.constFind(objectKey(object));
    return column == it->columns.cend() ? nullptr : &*column;
}

std::optional<Error> ObjectBrowser::error(const QUuid &profile) const
{
    return m_known.value(profile).error;
}

std::optional<ServerInfo> ObjectBrowser::serverInfo(const QUuid &profile) const
{
    return m_known.value(profile).info;
}

void ObjectBrowser::readObjects(const Endpoint &endpoint)
{
    const QUuid id = endpoint.profileId;
    if (m_reading.contains(id))
        return;
    const int question = ++m_lastQuestion;
    m_reading.insert(id, question);
    using Read = std::pair<QList<ObjectName>, ServerInfo>;
    auto job = [](Connection &connection) -> Result<Read> {
        const Deadline deadline = Clock::now() + readLimit;
        auto info = connection.serverInfo(deadline);
        if (!info)
            return fail(info.error());
        auto list = connection.objects(deadline);
        if (!list)
            return fail(list.error());
        return Read(std::move(*list), std::move(*info));
    };
    m_session.connection(endpoint)->post(job, Clock::now() + readLimit).then(this, [this, id, question](const Result<Read> &read) {
        if (m_reading.value(id) == question)
            take(id, read);
    });
}

void ObjectBrowser::take(const QUuid &profile, const Result<std::pair<QList<ObjectName>, ServerInfo>> &read)
{
    m_reading.remove(profile);
    Known &known = m_known[profile];
    known.error.reset();
    if (read) {
        known.objects = read->first;
        known.info = read->second;
    } else {
        known.error = read.error();
    }
    Q_EMIT objectsRead(profile);
}

void ObjectBrowser::readColumns(const Endpoint &endpoint, const ObjectName &object)
{
    const QUuid id = endpoint.profileId;
    const QString key = objectKey(object);
    if (m_readingColumns[id].contains(key))
        return;
    const int question = ++m_lastQuestion;
    m_readingColumns[id].insert(key, question);
    auto job = [object](Connection &connection) { return connection.columns(object, Clock::now() + readLimit); };
    const auto take = [this, id, object, key, question](const Result<QList<ColumnSummary>> &read) {
        if (m_readingColumns[id].value(key) != question)
            return;
        m_readingColumns[id].remove(key);
        Known &known = m_known[id];
        known.columns.insert(key, read.value_or(QList<ColumnSummary>()));
        if (!read)
            known.error = read.error();
        Q_EMIT columnsRead(id, object);
    };
    m_session.connection(endpoint)->post(job, Clock::now() + readLimit).then(this, take);
}

void ObjectBrowser::forget(const Endpoint &endpoint)
{
    m_known.remove(endpoint.profileId);
    m_reading.remove(endpoint.profileId);
    m_readingColumns.remove(endpoint.profileId);
    m_session.abandon(endpoint);
}

} // namespace concord
