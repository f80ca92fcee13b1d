// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <concepts>
#include <functional>
#include <memory>

namespace concord {

/// Where an endpoint's secret comes from: what is kept, and a person, who is asked only once a server refused what was kept.
/// All are called on a connection's thread. Empty: connect without one.
class SecretProvider
{
public:
    /// May block until the deadline. NotFound: connect without one.
    using Find = std::function<Result<Secret>(const Endpoint &, Deadline)>;
    /// May block as long as a person needs. `refused`: what the server did not take (null: none was sent), `why` in its words.
    /// NotFound: nobody to ask. Cancelled: the person gave none.
    using Ask = std::function<Result<Secret>(const Endpoint &, const Secret &refused, const Error &why)>;
    /// Told what a server took, so that it may replace what is kept and was refused.
    using Accepted = std::function<void(const Endpoint &, const Secret &)>;

    SecretProvider() = default;
    template<class F>
        requires(std::constructible_from<Find, F> && !std::same_as<std::remove_cvref_t<F>, SecretProvider>)
    SecretProvider(F find, Ask ask = {}, Accepted accepted = {}) : m_find(std::move(find)),
                                                                   m_ask(std::move(ask)),
                                                                   m_accepted(std::move(accepted))
    {}

    [[nodiscard]] Result<Secret> find(const Endpoint &endpoint, Deadline deadline) const;
    [[nodiscard]] Result<Secret> ask(const Endpoint &endpoint, const Secret &refused, const Error &why) const;
    void accepted(const Endpoint &endpoint, const Secret &secret) const;

private:
    Find m_find;
    Ask m_ask;
    Accepted m_accepted;
};

/// Servers lock accounts after a few wrong passwords.
inline constexpr int mostSecretQuestions = 3;

/// Does what needs a secret with the one that is kept. Where the server refuses that (Authentication), a person is asked and it is
/// done again, until the secret is right, the person gives up (Cancelled) or the third answer was wrong.
/// `attempt`: Result<T>(const Secret &). `deadline`: for finding. `asking`: told when a person is asked, and has answered.
template<class Attempt>
auto withSecret(
    const Endpoint &endpoint, const SecretProvider &secrets, Deadline deadline, Attempt attempt,
    const std::function<void(bool)> &asking = [](bool) {}) -> std::invoke_result_t<Attempt, const Secret &>
{
    Result<Secret> secret = secrets.find(endpoint, deadline);
    for (int questions = 0;; ++questions) {
        if (!secret && secret.error().kind != ErrorKind::NotFound)
            return fail(secret.error());
        const Secret sent = secret.value_or(Secret());
        auto done = attempt(sent);
        if (done && !sent.isNull())
            secrets.accepted(endpoint, sent);
        if (done || done.error().kind != ErrorKind::Authentication || questions == mostSecretQuestions)
            return done;
        asking(true);
        secret = secrets.ask(endpoint, sent, done.error());
        asking(false);
        if (!secret && secret.error().kind == ErrorKind::NotFound)
            return done;
    }
}

} // namespace concord
