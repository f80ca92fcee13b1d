// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/vault.h"

#include "workspace/vaultformat.h"

#include <QCoreApplication>
#include <QFile>
#include <QLockFile>
#include <QSaveFile>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, tr("The vault %1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > vaultformat::largestFile)
        return fail(ErrorKind::Damaged, tr("The vault %1 is damaged: it is far too large.").arg(path));
    return file.readAll();
}

Result<void> lock(QLockFile &file, const QString &path)
{
    file.setStaleLockTime(std::chrono::seconds(30));
    if (!file.tryLock(std::chrono::seconds(10)))
        return fail(file.error() == QLockFile::LockFailedError ? ErrorKind::Busy : ErrorKind::Io,
                    tr("The vault %1 cannot be locked for writing.").arg(path));
    return {};
}

} // namespace

/// The derived key, in memory that is neither swapped out nor left behind, and how it was derived.
struct Vault::Key
{
    vaultformat::Derivation derivation;
    unsigned char *bytes = static_cast<unsigned char *>(sodium_malloc(vaultformat::keyBytes));

    Key() = default;
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;
    ~Key() { sodium_free(bytes); }
};

Vault::Vault(QString path) : m_path(std::move(path)) {}
Vault::~Vault() = default;

bool Vault::exists() const
{
    return QFile::exists(m_path);
}

bool Vault::isOpen() const
{
    return m_key != nullptr;
}

Result<void> Vault::open(const Secret &passphrase)
{
    if (sodium_init() < 0)
        return fail(ErrorKind::Internal, tr("The encryption library cannot be used."));
    if (passphrase.reveal().isEmpty())
        return fail(ErrorKind::Usage, tr("The vault's passphrase may not be empty."));
    auto key = std::make_unique<Key>();
    if (!key->bytes)
        return fail(ErrorKind::Io, tr("There is not enough memory for the vault's key."));
    QLockFile file(m_path + u".lock"_s);
    const bool isNew = !exists();
    if (isNew) {
        if (const auto locked = lock(file, m_path); !locked)
            return locked;
    }
    if (isNew && !exists()) {
        key->derivation = vaultformat::newDerivation();
    } else {
        const auto bytes = readFile(m_path);
        if (!bytes)
            return fail(bytes.error());
        const auto derivation = vaultformat::readDerivation(*bytes, m_path);
        if (!derivation)
            return fail(derivation.error());
        key->derivation = *derivation;
    }
    if (const auto derived = vaultformat::derive(key->derivation, passphrase, key->bytes); !derived)
        return derived;
    const auto opened = exists() ? read(*key).transform([](const Entries &) {}) : write(*key, {});
    if (opened)
        m_key = std::move(key);
    return opened;
}

Result<Vault::Entries> Vault::read(const Key &key) const
{
    return readFile(m_path).and_then([&](const QByteArray &bytes) { return vaultformat::decrypt(bytes, key.derivation, key.bytes, m_path); });
}

Result<void> Vault::write(const Key &key, const Entries &entries) const
{
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Io, tr("The vault %1 cannot be written: %2").arg(m_path, file.errorString()));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(vaultformat::encrypt(entries, key.derivation, key.bytes));
    if (!file.commit())
        return fail(ErrorKind::Io, tr("The vault %1 cannot be written: %2").arg(m_path, file.errorString()));
    return {};
}

template<class F>
Result<void> Vault::change(F change) const
{
    if (!m_key)
        return fail(ErrorKind::Unsupported, tr("The vault is locked."));
    QLockFile file(m_path + u".lock"_s);
    if (const auto locked = lock(file, m_path); !locked)
        return locked;
    auto entries = read(*m_key);
    if (!entries)
        return fail(entries.error());
    change(*entries);
    return write(*m_key, *entries);
}

Result<Secret> Vault::find(const QUuid &id) const
{
    if (!m_key)
        return fail(ErrorKind::Unsupported, tr("The vault is locked."));
    const auto entries = read(*m_key);
    if (!entries)
        return fail(entries.error());
    if (!entries->contains(id))
        return fail(ErrorKind::NotFound, tr("The vault has no such entry."));
    return entries->value(id);
}

Result<void> Vault::save(const QUuid &id, const Secret &secret)
{
    return change([&](Entries &entries) { entries.insert(id, secret); });
}

Result<void> Vault::remove(const QUuid &id)
{
    return change([&](Entries &entries) { entries.remove(id); });
}

} // namespace concord
