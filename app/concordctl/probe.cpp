// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/probe.h"

#include "concordctl/fanout.h"

namespace concord::ctl {

namespace {

struct Answer
{
    ServerInfo info;
    double connectMs = 0;
    double latencyMs = 0;
};

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace

QList<Probe> probe(Context &context, const QList<Endpoint> &endpoints, int timeoutMs, bool *interrupted)
{
    FanOut<Answer> fanOut(context, endpoints, timeoutMs, [](const Turn &turn, Connection &connection) -> Result<Answer> {
        Answer answer;
        answer.connectMs = msSince(turn.began);
        const auto asked = Clock::now();
        auto info = connection.serverInfo(turn.deadline);
        if (!info)
            return fail(info.error());
        answer.info = std::move(*info);
        answer.latencyMs = msSince(asked);
        return answer;
    });
    const QList<Result<Answer>> answers = fanOut.run();
    if (interrupted)
        *interrupted = fanOut.wasInterrupted();
    QList<Probe> probes;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        Probe probe{.endpoint = endpoints[i]};
        if (answers[i]) {
            probe.answer = answers[i]->info;
            probe.connectMs = answers[i]->connectMs;
            probe.latencyMs = answers[i]->latencyMs;
        } else {
            probe.answer = fail(answers[i].error());
        }
        probes.append(std::move(probe));
    }
    return probes;
}

} // namespace concord::ctl
