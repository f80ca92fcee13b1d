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

/// Where passwords come from, in this order: given for this run, CONCORD_PASSWORD, the keychain (QtKeychain, never its
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

    /// The first source that has one. NotFound: none, connect without.
    [[nodiscard]] Result<Secret> find(const Endpoint &endpoint, Deadline deadline);
    /// Keeps it under the server's id. Error Unsupported where no keyring answers and no vault is open.
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
