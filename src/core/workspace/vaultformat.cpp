// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/vaultformat.h"

#include <QCoreApplication>
#include <QtEndian>

#include <sodium.h>

namespace concord::vaultformat {

namespace {

constexpr quint32 version = 1;
constexpr qsizetype saltAt = 32;
constexpr qsizetype nonceAt = saltAt + crypto_pwhash_SALTBYTES;
constexpr qsizetype sealedAt = nonceAt + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype checksumBytes = crypto_generichash_BYTES;
static_assert(keyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

QByteArray magic()
{
    return QByteArray("CNCDVLT", 8);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

std::unexpected<Error> damaged(const QString &path)
{
    return fail(ErrorKind::Damaged, tr("The vault %1 is damaged. It was left as it is.").arg(path));
}

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

template<class T>
void append(QByteArray &array, T value)
{
    value = qToLittleEndian(value);
    array.append(reinterpret_cast<const char *>(&value), sizeof(T));
}

template<class T>
T number(const QByteArray &array, qsizetype offset)
{
    return qFromLittleEndian<T>(array.constData() + offset);
}

QByteArray checksum(const QByteArray &content)
{
    QByteArray sum(checksumBytes, '\0');
    crypto_generichash(bytes(sum), static_cast<std::size_t>(sum.size()), bytes(content), static_cast<unsigned long long>(content.size()), nullptr, 0);
    return sum;
}

QByteArray head(const Derivation &derivation)
{
    QByteArray head = magic();
    append(head, version);
    append(head, static_cast<quint32>(crypto_pwhash_ALG_ARGON2ID13));
    append(head, derivation.operations);
    append(head, derivation.memory);
    return head + derivation.salt;
}

/// Overwrites plain text when it goes away.
struct Plain
{
    QByteArray text;
    ~Plain() { sodium_memzero(text.data(), static_cast<std::size_t>(text.size())); }
};

} // namespace

Derivation newDerivation()
{
    Derivation derivation{crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, QByteArray(crypto_pwhash_SALTBYTES, '\0')};
    randombytes_buf(derivation.salt.data(), static_cast<std::size_t>(derivation.salt.size()));
    return derivation;
}

Result<Derivation> readDerivation(const QByteArray &file, const QString &path)
{
    if (file.size() < sealedAt + tagBytes + checksumBytes || !file.startsWith(magic()))
        return damaged(path);
    if (checksum(file.chopped(checksumBytes)) != file.last(checksumBytes))
        return damaged(path);
    if (number<quint32>(file, 8) > version)
        return fail(ErrorKind::Damaged, tr("The vault %1 is from a newer version of Concord. It was left as it is.").arg(path));
    const Derivation derivation{number<quint64>(file, 16), number<quint64>(file, 24), file.sliced(saltAt, crypto_pwhash_SALTBYTES)};
    // A file that somebody made up must not take all memory or all day.
    if (number<quint32>(file, 12) != crypto_pwhash_ALG_ARGON2ID13 || derivation.operations < crypto_pwhash_OPSLIMIT_MIN || derivation.operations > 64
        || derivation.memory < crypto_pwhash_MEMLIMIT_MIN || derivation.memory > (1ULL << 30))
        return damaged(path);
    return derivation;
}

Result<void> derive(const Derivation &derivation, const Secret &passphrase, unsigned char *key)
{
    const QByteArray &text = passphrase.reveal();
    if (crypto_pwhash(key, keyBytes, text.constData(), static_cast<unsigned long long>(text.size()), bytes(derivation.salt), derivation.operations,
                      static_cast<std::size_t>(derivation.memory), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(ErrorKind::Io, tr("There is not enough memory to open the vault (it takes %1 MB).").arg(derivation.memory >> 20));
    return {};
}

QByteArray encrypt(const QMap<QUuid, Secret> &entries, const Derivation &derivation, const unsigned char *key)
{
    qsizetype size = 0;
    for (const Secret &secret : entries)
        size += 20 + secret.reveal().size();
    Plain plain;
    plain.text.reserve(size); // no reallocation leaves a copy behind
    for (const auto &[id, secret] : entries.asKeyValueRange()) {
        plain.text.append(id.toRfc4122());
        append(plain.text, static_cast<quint32>(secret.reveal().size()));
        plain.text.append(secret.reveal());
    }
    QByteArray file = head(derivation);
    QByteArray nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0');
    randombytes_buf(nonce.data(), static_cast<std::size_t>(nonce.size()));
    file.append(nonce);
    QByteArray sealed(plain.text.size() + tagBytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed), nullptr, bytes(std::as_const(plain.text)),
                                               static_cast<unsigned long long>(plain.text.size()), bytes(std::as_const(file)),
                                               static_cast<unsigned long long>(file.size()), nullptr, bytes(std::as_const(nonce)), key);
    file.append(sealed);
    return file + checksum(file);
}

Result<QMap<QUuid, Secret>> decrypt(const QByteArray &file, const Derivation &derivation, const unsigned char *key, const QString &path)
{
    const auto found = readDerivation(file, path);
    if (!found)
        return fail(found.error());
    const QByteArray sealed = file.sliced(sealedAt, file.size() - sealedAt - checksumBytes);
    Plain plain{QByteArray(sealed.size() - tagBytes, '\0')};
    if (found->salt != derivation.salt
        || crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain.text), nullptr, nullptr, bytes(sealed),
                                                      static_cast<unsigned long long>(sealed.size()), bytes(file),
                                                      static_cast<unsigned long long>(sealedAt), bytes(file) + nonceAt, key)
               != 0)
        return fail(ErrorKind::Authentication, tr("The passphrase does not open the vault %1.").arg(path));
    QMap<QUuid, Secret> entries;
    for (qsizetype at = 0; at < plain.text.size();) {
        if (at + 20 > plain.text.size())
            return damaged(path);
        const qsizetype size = number<quint32>(plain.text, at + 16);
        if (at + 20 + size > plain.text.size())
            return damaged(path);
        entries.insert(QUuid::fromRfc4122(QByteArrayView(plain.text).sliced(at, 16)), Secret(plain.text.sliced(at + 20, size)));
        at += 20 + size;
    }
    return entries;
}

} // namespace concord::vaultformat
