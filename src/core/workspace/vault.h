// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/secret.h"

#include <QMap>
#include <QString>
#include <QUuid>

#include <memory>

namespace concord {

/// Secrets in one encrypted file, for where there is no keyring: Argon2id makes the key from a passphrase, XChaCha20-Poly1305
/// keeps the content. The file is read anew for each question and written as a whole, so that several programs share it.
/// Blocking (open() takes about a second, on purpose). Not thread-safe: SecretStore holds a lock.
class Vault
{
public:
    explicit Vault(QString path);
    ~Vault();

    [[nodiscard]] bool exists() const;
    [[nodiscard]] bool isOpen() const;
    /// Opens the file, or makes it where there is none. Authentication: wrong passphrase. Damaged: cut off, changed, from a
    /// newer version; the file stays as it is.
    [[nodiscard]] Result<void> open(const Secret &passphrase);

    [[nodiscard]] Result<Secret> find(const QUuid &id) const; ///< NotFound
    [[nodiscard]] Result<void> save(const QUuid &id, const Secret &secret);
    [[nodiscard]] Result<void> remove(const QUuid &id);

private:
    using Entries = QMap<QUuid, Secret>;
    struct Key;

    [[nodiscard]] Result<Entries> read(const Key &key) const;
    [[nodiscard]] Result<void> write(const Key &key, const Entries &entries) const;
    /// Reads, changes and writes under the file's lock.
    template<class F>
    [[nodiscard]] Result<void> change(F change) const;

    QString m_path;
    std::unique_ptr<Key> m_key;
};

} // namespace concord
