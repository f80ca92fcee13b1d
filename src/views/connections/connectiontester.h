// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/serverplaces.h"
#include "connection/session.h"
#include "services.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUuid>

namespace concord {

/// What a test of a connection said, in words: product and version, time, user and TLS, or the server's own words.
struct TestAnswer
{
    bool good = false;
    bool asking = false; ///< no answer yet
    QString shortText;   ///< for a badge
    QString text;        ///< all of it, several lines
};
/// What went wrong, in a few words: a server that answered was reached.
[[nodiscard]] QString failureBadge(const Error &error);
/// `milliseconds`: from asking to the answer.
[[nodiscard]] TestAnswer testAnswer(const Result<ServerInfo> &info, qint64 milliseconds);

/// Tests saved connections beside whatever else uses them: each on a link of its own, which is closed with the answer; at most 8 at
/// once, and at most a server's own cap. GUI thread; never blocks.
class ConnectionTester : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionTester(const Services &services, QObject *parent = nullptr);

    void test(const Endpoint &endpoint);
    /// The last answer since the program began, or nothing; also nothing when the connection has been edited since.
    [[nodiscard]] std::optional<TestAnswer> answer(const Endpoint &endpoint) const;
    void forget(const QUuid &profile);

Q_SIGNALS:
    /// Asked, or answered.
    void changed(const QUuid &profile);

private:
    void startWaiting();
    void start(const Endpoint &endpoint);
    void take(const Endpoint &endpoint, const TestAnswer &answer);

    Session m_session;
    ServerPlaces m_places;
    QList<Endpoint> m_waiting;
    QTimer m_again; ///< looks whether another operation gave a place back
    struct Tested
    {
        Endpoint endpoint;
        TestAnswer answer;
    };
    QHash<QUuid, Tested> m_answers; ///< by profile
};

} // namespace concord
