// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/session.h"
#include "services.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace concord {

/// Reads tables and columns for the tree and the editor's completion, each database on a connection of its own beside
/// those of the queries, closed when idle. What was read by a connection that was edited to lead elsewhere is forgotten. Lives on the
/// GUI thread; answers by signals, never blocks.
class ObjectBrowser : public QObject
{
    Q_OBJECT

public:
    explicit ObjectBrowser(const Services &services, QObject *parent = nullptr);

    /// What has been read; nullptr before objectsRead().
    [[nodiscard]] const QList<ObjectName> *objects(const QUuid &profile) const;
    [[nodiscard]] const QList<ColumnSummary> *columns(const QUuid &profile, const ObjectName &object) const;
    [[nodiscard]] std::optional<Error> error(const QUuid &profile) const;
    [[nodiscard]] std::optional<ServerInfo> serverInfo(const QUuid &profile) const;
    [[nodiscard]] bool isReading(const QUuid &profile) const { return m_reading.contains(profile); }

    void readObjects(const Endpoint &endpoint);
    void readColumns(const Endpoint &endpoint, const ObjectName &object);
    /// Forgets what was read and closes the connection.
    void forget(const Endpoint &endpoint);

Q_SIGNALS:
    void objectsRead(const QUuid &profile);
    void columnsRead(const QUuid &profile, const concord::ObjectName &object);

private:
    struct Known
    {
        std::optional<QList<ObjectName>> objects;
        QHash<QString, QList<ColumnSummary>> columns; ///< by objectKey
        std::optional<ServerInfo> info;
        std::optional<Error> error;
    };

    void take(const QUuid &profile, const Result<std::pair<QList<ObjectName>, ServerInfo>> &read);

    Session m_session;
    QTimer m_idle;
    QHash<QUuid, Known> m_known;
    // The question under way; an answer to an earlier one is not taken.
    int m_lastQuestion = 0;
    QHash<QUuid, int> m_reading;
    QHash<QUuid, QHash<QString, int>> m_readingColumns; ///< by profile and objectKey
};

/// Tells objects of one database apart.
[[nodiscard]] QString objectKey(const ObjectName &object);

} // namespace concord
