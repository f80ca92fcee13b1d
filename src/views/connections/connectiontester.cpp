// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectiontester.h"

#include "look/wording.h"

#include <QCoreApplication>
#include <QDebug>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto testLimit = 30s;
static constexpr int atOnce = 8;

QString failureBadge(const Error &error)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ConnectionTester", text); };
    switch (error.kind) {
    case ErrorKind::Connection:
    case ErrorKind::Lost: return tr("✗ not reached");
    case ErrorKind::Timeout: return tr("✗ no answer in time");
    case ErrorKind::Authentication: return tr("✗ not let in");
    case ErrorKind::Permission: return tr("✗ rights are missing");
    default: return tr("✗ not read");
    }
}

TestAnswer testAnswer(const Result<ServerInfo> &info, qint64 milliseconds)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ConnectionTester", text); };
    if (!info) {
        const Error &error = info.error();
        const QString words = error.code.isEmpty() ? error.message : u"%1 [%2]"_s.arg(error.message, error.code);
        const QString more = error.detail.isEmpty() ? QString() : u'\n' + error.detail; // what to do about it stands there
        return {false, false, u"✗ "_s + firstLine(words, 60), words + more};
    }
    QStringList lines{tr("%1 %2 answered in %3 ms").arg(info->product, info->version).arg(milliseconds)};
    if (!info->user.isEmpty())
        lines.append(tr("as %1, %2").arg(info->user, info->tls.isEmpty() ? tr("not encrypted") : info->tls));
    lines.append(info->warnings);
    return {true, false, u"✓ "_s + durationText(double(milliseconds)), lines.join(u'\n')};
}

ConnectionTester::ConnectionTester(const Services &services, QObject *parent)
    : QObject(parent),
      m_session(services.registry, services.secrets),
      m_places(atOnce)
{
    m_again.setSingleShot(true);
    m_again.setInterval(100);
    connect(&m_again, &QTimer::timeout, this, &ConnectionTester::startWaiting);
}

void ConnectionTester::test(const Endpoint &endpoint)
{
    const QUuid id = endpoint.profileId;
    if (m_answers.value(id).answer.asking)
        return;
    m_answers.insert(id, {endpoint, {false, true, tr("testing…"), tr("Testing…")}});
    Q_EMIT changed(id);
    m_waiting.append(endpoint);
    startWaiting();
}

void ConnectionTester::startWaiting()
{
    for (const Endpoint &endpoint : QList<Endpoint>(m_waiting)) {
        if (!m_places.isFree(endpoint))
            continue;
        m_waiting.removeOne(endpoint);
        start(endpoint);
    }
    if (!m_waiting.isEmpty())
        m_again.start();
}

void ConnectionTester::start(const Endpoint &endpoint)
{
    m_places.take(endpoint);
    const auto start = Clock::now();
    m_session.connection(endpoint)
        ->post([](Connection &connection) { return connection.serverInfo(Clock::now() + testLimit); }, start + testLimit)
        .then(this, [this, endpoint, start](const Result<ServerInfo> &info) {
            const auto asked = m_session.connection(endpoint)->askedTime();
            const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start - asked).count();
            m_session.abandon(endpoint);
            m_places.giveBack(endpoint);
            startWaiting();
            take(endpoint, testAnswer(info, ms));
        });
}

void ConnectionTester::take(const Endpoint &endpoint, const TestAnswer &answer)
{
    m_answers.insert(endpoint.profileId, {endpoint, answer});
    const QString line = endpoint.name + u": "_s + answer.text;
    if (answer.good)
        qInfo().noquote() << line;
    else
        qWarning().noquote() << line;
    Q_EMIT changed(endpoint.profileId);
}

std::optional<TestAnswer> ConnectionTester::answer(const Endpoint &endpoint) const
{
    const auto it = m_answers.constFind(endpoint.profileId);
    return it == m_answers.cend() || it->endpoint != endpoint ? std::nullopt : std::optional(it->answer);
}

void ConnectionTester::forget(const QUuid &profile)
{
    if (!m_answers.value(profile).answer.asking && m_answers.remove(profile) > 0)
        Q_EMIT changed(profile);
}

} // namespace concord
