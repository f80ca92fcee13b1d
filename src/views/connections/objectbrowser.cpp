// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/objectbrowser.h"

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
    m_reading.insert(id);
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
    m_session.connection(endpoint)->post(job, Clock::now() + readLimit).then(this, [this, id](const Result<Read> &read) {
        m_reading.remove(id);
        Known &known = m_known[id];
        known.error.reset();
        if (read) {
            known.objects = read->first;
            known.info = read->second;
        } else {
            known.error = read.error();
        }
        Q_EMIT objectsRead(id);
    });
}

void ObjectBrowser::readColumns(const Endpoint &endpoint, const ObjectName &object)
{
    const QUuid id = endpoint.profileId;
    const std::pair key(id, objectKey(object));
    if (m_readingColumns.contains(key))
        return;
    m_readingColumns.insert(key);
    auto job = [object](Connection &connection) { return connection.columns(object, Clock::now() + readLimit); };
    m_session.connection(endpoint)->post(job, Clock::now() + readLimit).then(this, [this, id, object, key](const Result<QList<ColumnSummary>> &read) {
        m_readingColumns.remove(key);
        Known &known = m_known[id];
        known.columns.insert(objectKey(object), read.value_or(QList<ColumnSummary>()));
        if (!read)
            known.error = read.error();
        Q_EMIT columnsRead(id, object);
    });
}

void ObjectBrowser::forget(const Endpoint &endpoint)
{
    m_known.remove(endpoint.profileId);
    m_reading.remove(endpoint.profileId);
    m_session.abandon(endpoint);
}

} // namespace concord
