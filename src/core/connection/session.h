// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionthread.h"

#include <QHash>
#include <QObject>
#include <QUuid>

namespace concord {

/// The connections of one editor tab, one per target, opened at its first run. Use from one thread (the owner's).
class Session : public QObject
{
    Q_OBJECT

public:
    Session(std::shared_ptr<const DriverRegistry> registry, SecretProvider secrets, QObject *parent = nullptr);
    ~Session() override;

    /// The thread that owns the target's connection; made, not yet opened, where there is none. Never null.
    [[nodiscard]] std::shared_ptr<ConnectionThread> connection(const Endpoint &endpoint);
    [[nodiscard]] const DriverRegistry &registry() const { return *m_registry; }
    /// Lets go of a connection whose driver does not come back: it ends by itself when it does.
    void abandon(const Endpoint &endpoint);
    /// Closes connections that were idle for so long and hold no state; those with state are closed too and reported.
    void closeIdle(std::chrono::milliseconds idle);
    void closeAll();

Q_SIGNALS:
    /// A connection with state was closed or lost: what it held (SET, temporary tables, an open transaction) is gone.
    void stateLost(const QString &name, const QString &reason);

private:
    std::shared_ptr<const DriverRegistry> m_registry;
    SecretProvider m_secrets;
    QHash<QUuid, std::shared_ptr<ConnectionThread>> m_threads;
};

} // namespace concord
