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
    /// Asks a person; may block. nullopt: cancelled.
    using Ask = std::function<std::optional<Secret>(const Endpoint &)>;

    /// `vaultPath`: file beside the workspace.
    explicit SecretStore(QString vaultPath);
    ~SecretStore();

    void setAsk(Ask ask);
    /// For this program's life only, for one server (by id) or for all (null id): --password-stdin.
    void setForSession(const QUuid &serverId, const Secret &secret);
    /// Of a URL: for that one target alone, by id and name, before all others. Two URLs of one server may hold different ones.
    void setForTarget(const Endpoint &endpoint, const Secret &secret);
    void forgetForTarget(const Endpoint &endpoint);
    /// The target has another id or name from now on.
    void moveTarget(const Endpoint &from, const Endpoint &to);
    /// After the server refused it: the next question is asked anew.
    void forgetForSession(const QUuid &serverId);

    /// The first source that has one, asking last. NotFound: none, connect without (a file, nobody to ask). Cancelled: a person
    /// was asked and gave none. Blocks; not for the GUI's thread.
    [[nodiscard]] Result<Secret> find(const Endpoint &endpoint, Deadline deadline);
    /// The same without asking: to try without a password first where none is kept, and ask() only once the server wants one.
    /// NotFound's detail says which source was passed over and why.
    [[nodiscard]] Result<Secret> findStored(const Endpoint &endpoint, Deadline deadline);
    /// Asks a person, one question at a time and once for all who want the same server's; the answer holds for this program's
    /// life. NotFound: nobody to ask.
    [[nodiscard]] Result<Secret> ask(const Endpoint &endpoint);
    /// Keeps it under the server's id, in the keychain, else in the vault. Error Unsupported where no keyring answers and no vault is open.
    [[nodiscard]] Result<Place> save(const QUuid &serverId, const Secret &secret);
    [[nodiscard]] Result<void> remove(const QUuid &serverId);

    [[nodiscard]] bool hasVault() const;
    [[nodiscard]] bool isVaultOpen() const;
    /// Opens the vault, or makes it where there is none (Argon2id, XChaCha20-Poly1305). Authentication: wrong passphrase.
    [[nodiscard]] Result<void> openVault(const Secret &passphrase);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
