// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/secret.h"

#include <QByteArray>
#include <QMap>
#include <QUuid>

/// The vault's file, all numbers little-endian:
///   "CNCDVLT\0" · u32 version · u32 algorithm · u64 operations · u64 memory · 16 bytes salt   (how the key is made)
///   24 bytes nonce · sealed entries (each: 16 bytes id, u32 length, secret) and their tag     (XChaCha20-Poly1305; all before
///   it is authenticated too) · 32 bytes BLAKE2b over all before                               (tells damage from a wrong passphrase)
namespace concord::vaultformat {

inline constexpr int keyBytes = 32;
inline constexpr qint64 largestFile = 64 << 20;

struct Derivation
{
    quint64 operations = 0;
    quint64 memory = 0;
    QByteArray salt;
};

[[nodiscard]] Derivation newDerivation();
/// Checks the file's form and checksum. Error Damaged.
[[nodiscard]] Result<Derivation> readDerivation(const QByteArray &file, const QString &path);
/// About a second and 256 MB. Error Io: no memory.
[[nodiscard]] Result<void> derive(const Derivation &derivation, const Secret &passphrase, unsigned char *key);
[[nodiscard]] QByteArray encrypt(const QMap<QUuid, Secret> &entries, const Derivation &derivation, const unsigned char *key);
/// Errors: Damaged; Authentication (another passphrase).
[[nodiscard]] Result<QMap<QUuid, Secret>> decrypt(const QByteArray &file, const Derivation &derivation, const unsigned char *key,
                                                  const QString &path);

} // namespace concord::vaultformat
