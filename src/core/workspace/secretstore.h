// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connectionthread.h"
#include "connection/profile.h"
#include "connection/secret.h"

#include <functional>
#include <memory>
#include <optional>

namespace concord {

/// The environment variable with one connection's password: CONCORD_PASSWORD_TENANT_1 for "tenant-1".
[[nodiscard]] QByteArray passwordVariable(const QString &name);

/// Where passwords come from, in this order: given for this run, CONCORD_PASSWORD_NAME (the profile's
/// name in capitals, other characters as _) or CONCORD_PASSWORD, the keychain (QtKeychain, never its
/// clear-text fallback), the vault once unlocked, ~/.pgpass or ~/.my.cnf by the engine's rules, asking. Thread-safe.
class SecretStore
{
public:
    enum class Place { Session, Keychain, Vault };
    /// Asks a person; may block. `why`: what was wrong with the answer before, or the server's own words. nullopt: cancelled.
    using Ask = std::function<std::optional<Secret>(const Endpoint &, const QString &why)>;

    /// `vaultPath`: file beside the workspace.
    explicit SecretStore(QString vaultPath);
    ~SecretStore();

    void setAsk(Ask ask);
    /// For the vault's passphrase, wanted where the vault is locked and a server refused what else there is.
    void setAskPassphrase(Ask ask);
    /// For this program's life only, for one server (by id) or for all (null id): --password-stdin.
    void setForSession(const QUuid &serverId, const Secret &secret);
    /// What a person gave once a server refused find()'s: for this program's life, and for good where that was kept and the server
    /// takes this one (accepted()). Blocks.
    void setAnswer(const Endpoint &endpoint, const Secret &secret);
    /// A server took this secret: where it is the answer of a person, and what was refused before stands in the keychain or the
    /// open vault, it takes that one's place. Blocks.
    void accepted(const Endpoint &endpoint, const Secret &secret);
    /// Of a URL: for that one target alone, by id and name, before all others. Two URLs of one server may hold different ones.
    void setForTarget(const Endpoint &endpoint, const Secret &secret);
    void forgetForTarget(const Endpoint &endpoint);
    /// The target has another id or name from now on.
    void moveTarget(const Endpoint &from, const Endpoint &to);
    void forgetForSession(const QUuid &serverId);

    /// The first source that has one; nobody is asked. NotFound: none, connect without one; its detail says which source was
    /// passed over and why. Blocks; not for the GUI's thread.
    [[nodiscard]] Result<Secret> find(const Endpoint &endpoint, Deadline deadline);
    /// Once the server refused what find() gave (`refused`; null: nothing was sent) in the words of `why`: asks a person, for a
    /// locked vault's passphrase first. One question at a time, and one for all who want the same server's; the answer holds for
    /// this program's life. NotFound: nobody to ask. Cancelled: the person gave none. Blocks.
    [[nodiscard]] Result<Secret> ask(const Endpoint &endpoint, const Secret &refused = {}, const QString &why = {});
    /// Keeps it under the server's id, in the keychain, else in the vault. Error Unsupported where no keyring answers and no vault is open.
    [[nodiscard]] Result<Place> save(const QUuid &serverId, const Secret &secret);
    [[nodiscard]] Result<void> remove(const QUuid &serverId);
    /// What is kept for one server, also for another: a connection that leaves those that it shared a server with. No error where nothing is.
    /// Blocks.
    [[nodiscard]] Result<void> copy(const QUuid &from, const QUuid &to);

    [[nodiscard]] bool hasVault() const;
    [[nodiscard]] bool isVaultOpen() const;
    /// Opens the vault, or makes it where there is none (Argon2id, XChaCha20-Poly1305). Authentication: wrong passphrase.
    [[nodiscard]] Result<void> openVault(const Secret &passphrase);

    /// For sessions and jobs: find(), ask() once a server refused, and accepted(). The store outlives it.
    [[nodiscard]] SecretProvider provider();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
