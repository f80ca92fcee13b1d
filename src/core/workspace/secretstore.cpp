// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/secretstore.h"

#include "base/threadguard.h"
#include "workspace/keychain.h"
#include "workspace/passwordfiles.h"
#include "workspace/vault.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>

#include <mutex>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SecretStore", text);
}

QString keyOf(const QUuid &serverId)
{
    return serverId.toString(QUuid::WithoutBraces);
}

/// A database file: nothing to ask for.
bool isFile(const Endpoint &endpoint)
{
    return endpoint.host.isEmpty() && endpoint.user.isEmpty() && endpoint.options.socket.isEmpty()
           && (QDir::isAbsolutePath(endpoint.database) || endpoint.database == ":memory:"_L1);
}

Secret fromEnvironment(const QString &name)
{
    for (const QByteArray &one : {passwordVariable(name), QByteArray("CONCORD_PASSWORD")}) {
        if (qEnvironmentVariableIsSet(one.constData()))
            return Secret(qgetenv(one.constData()));
    }
    return {};
}

} // namespace

QByteArray passwordVariable(const QString &name)
{
    QByteArray variable = "CONCORD_PASSWORD_";
    for (const QChar c : name.toUpper())
        variable.append((c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ? c.toLatin1() : '_');
    return variable;
}

struct SecretStore::Private
{
    explicit Private(QString vaultPath) : vault(std::move(vaultPath)) {}

    std::mutex mutex;    ///< guards `session`, `refused`, `cancelled` and `ask`
    std::mutex asking;   ///< one question at a time: twenty targets of one server are one question; guards `vaultDeclined` too
    mutable std::mutex vaultMutex;
    Ask ask;
    Ask askPassphrase;
    bool vaultDeclined = false; ///< who does not know the passphrase is not asked at each server
    QHash<QUuid, Secret> session;
    QHash<QUuid, Secret> refused; ///< by server: what a person's answer in `session` stands for
    QHash<std::pair<QUuid, QString>, Secret> targets; ///< guarded like `session`
    QHash<QUuid, Clock::time_point> cancelled;
    Vault vault;

    [[nodiscard]] Secret given(const Endpoint &endpoint)
    {
        const std::scoped_lock lock(mutex);
        const auto own = targets.constFind({endpoint.profileId, endpoint.name});
        return own != targets.cend() ? *own : session.value(endpoint.serverId, session.value(QUuid()));
    }
    void unlockVault(SecretStore &store, const Endpoint &endpoint, const Ask &passphraseOf);
    [[nodiscard]] Secret sealed(const QUuid &serverId);
    [[nodiscard]] bool wasRefused(const QUuid &serverId, const Secret &lately, const Secret &secret);
    [[nodiscard]] std::optional<Place> placeOf(const QUuid &serverId, const Secret &secret);
};

SecretStore::SecretStore(QString vaultPath) : d(std::make_unique<Private>(std::move(vaultPath))) {}
SecretStore::~SecretStore() = default;

void SecretStore::setAsk(Ask ask)
{
    const std::scoped_lock lock(d->mutex);
    d->ask = std::move(ask);
}

void SecretStore::setAskPassphrase(Ask ask)
{
    const std::scoped_lock lock(d->mutex);
    d->askPassphrase = std::move(ask);
}

void SecretStore::setForSession(const QUuid &serverId, const Secret &secret)
{
    const std::scoped_lock lock(d->mutex);
    d->session.insert(serverId, secret);
}

void SecretStore::setAnswer(const Endpoint &endpoint, const Secret &secret)
{
    const Secret refused = find(endpoint, noDeadline).value_or(Secret());
    const std::scoped_lock lock(d->mutex);
    d->session.insert(endpoint.serverId, secret);
    if (!refused.isNull() && !d->refused.contains(endpoint.serverId))
        d->refused.insert(endpoint.serverId, refused);
}

void SecretStore::accepted(const Endpoint &endpoint, const Secret &secret)
{
    Secret refused;
    {
        const std::scoped_lock lock(d->mutex);
        const auto answer = d->session.constFind(endpoint.serverId);
        if (answer == d->session.cend() || answer->reveal() != secret.reveal())
            return;
        refused = d->refused.take(endpoint.serverId);
    }
    // What cannot be replaced is asked for again next time, as it was now.
    const auto place = refused.isNull() ? std::nullopt : d->placeOf(endpoint.serverId, refused);
    if (place == Place::Keychain) {
        (void)keychain::write(keyOf(endpoint.serverId), secret, noDeadline);
    } else if (place == Place::Vault) {
        const std::scoped_lock lock(d->vaultMutex);
        (void)d->vault.save(endpoint.serverId, secret);
    }
}

void SecretStore::setForTarget(const Endpoint &endpoint, const Secret &secret)
{
    const std::scoped_lock lock(d->mutex);
    d->targets.insert({endpoint.profileId, endpoint.name}, secret);
}

void SecretStore::forgetForTarget(const Endpoint &endpoint)
{
    const std::scoped_lock lock(d->mutex);
    d->targets.remove({endpoint.profileId, endpoint.name});
}

void SecretStore::moveTarget(const Endpoint &from, const Endpoint &to)
{
    const std::scoped_lock lock(d->mutex);
    if (const Secret own = d->targets.take({from.profileId, from.name}); !own.isNull())
        d->targets.insert({to.profileId, to.name}, own);
}

void SecretStore::forgetForSession(const QUuid &serverId)
{
    const std::scoped_lock lock(d->mutex);
    d->session.remove(serverId);
}

Result<Secret> SecretStore::find(const Endpoint &endpoint, Deadline deadline)
{
    if (isFile(endpoint))
        return fail(ErrorKind::NotFound, tr("A file needs no password."));
    if (const Secret given = d->given(endpoint); !given.isNull())
        return given;
    if (const Secret secret = fromEnvironment(endpoint.name); !secret.isNull())
        return secret;
    // A keyring that is missing or silent is no reason not to look further.
    QStringList reasons;
    if (!endpoint.serverId.isNull()) {
        auto kept = keychain::read(keyOf(endpoint.serverId), deadline);
        if (kept)
            return kept;
        if (kept.error().kind == ErrorKind::Permission)
            reasons.append(kept.error().message);
        const std::scoped_lock lock(d->vaultMutex);
        if (d->vault.isOpen()) {
            auto sealed = d->vault.find(endpoint.serverId);
            if (sealed || sealed.error().kind != ErrorKind::NotFound)
                return sealed;
        } else if (d->vault.exists()) {
            reasons.append(tr("The vault is locked."));
        }
    }
    auto file = passwordFromFiles(endpoint);
    if (file)
        return file;
    if (!file.error().message.isEmpty())
        reasons.append(file.error().message);
    Error none{ErrorKind::NotFound, tr("No password is kept for “%1”.").arg(endpoint.name), {}, reasons.join(u'\n'), -1, 0, 0};
    return fail(none);
}

/// Asks for the passphrase of a locked vault, until it is right or declined.
void SecretStore::Private::unlockVault(SecretStore &store, const Endpoint &endpoint, const Ask &passphraseOf)
{
    if (!passphraseOf || vaultDeclined || !store.hasVault() || store.isVaultOpen())
        return;
    for (QString why;;) {
        const auto passphrase = passphraseOf(endpoint, why);
        vaultDeclined = !passphrase;
        if (vaultDeclined)
            return;
        const Result<void> opened = store.openVault(*passphrase);
        if (opened)
            return;
        why = opened.error().message;
    }
}

/// Null: the vault is locked, or has nothing for this server.
Secret SecretStore::Private::sealed(const QUuid &serverId)
{
    const std::scoped_lock lock(vaultMutex);
    return vault.isOpen() ? vault.find(serverId).value_or(Secret()) : Secret();
}

/// Lately, or before a person was asked.
bool SecretStore::Private::wasRefused(const QUuid &serverId, const Secret &lately, const Secret &secret)
{
    const std::scoped_lock lock(mutex);
    const auto first = refused.constFind(serverId);
    return (!lately.isNull() && lately.reveal() == secret.reveal()) || (first != refused.cend() && first->reveal() == secret.reveal());
}

/// Where this very secret is kept for the server; nullopt: nowhere.
std::optional<SecretStore::Place> SecretStore::Private::placeOf(const QUuid &serverId, const Secret &secret)
{
    if (serverId.isNull() || secret.isNull())
        return std::nullopt;
    const auto kept = keychain::read(keyOf(serverId), noDeadline);
    if (kept && kept->reveal() == secret.reveal())
        return Place::Keychain;
    const Secret inVault = sealed(serverId);
    return !inVault.isNull() && inVault.reveal() == secret.reveal() ? std::optional(Place::Vault) : std::nullopt;
}

/// The server's words, with what a right answer will do.
static QString reasonToAsk(const QString &why, std::optional<SecretStore::Place> kept)
{
    if (!kept)
        return why;
    return why.trimmed() + u'\n'
           + (*kept == SecretStore::Place::Keychain ? tr("It refused the password in the keychain; the one that it takes replaces that.")
                                                    : tr("It refused the password in the vault; the one that it takes replaces that."));
}

Result<Secret> SecretStore::ask(const Endpoint &endpoint, const Secret &refused, const QString &why)
{
    const auto since = Clock::now();
    const std::scoped_lock question(d->asking);
    Ask ask;
    Ask askPassphrase;
    {
        const std::scoped_lock lock(d->mutex);
        const auto given = d->session.constFind(endpoint.serverId);
        if (given != d->session.cend() && (refused.isNull() || given->reveal() != refused.reveal()))
            return *given; // somebody was asked while this one waited
        d->session.remove(endpoint.serverId);
        if (d->cancelled.value(endpoint.serverId) > since) // somebody said no while this one waited
            return fail(ErrorKind::Cancelled, tr("No password was given."));
        ask = d->ask;
        askPassphrase = d->askPassphrase;
    }
    if (!ask || isFile(endpoint))
        return fail(ErrorKind::NotFound, tr("Nobody can be asked for a password."));
    d->unlockVault(*this, endpoint, askPassphrase);
    if (const Secret sealed = d->sealed(endpoint.serverId); !sealed.isNull() && !d->wasRefused(endpoint.serverId, refused, sealed))
        return sealed;
    const auto answer = ask(endpoint, reasonToAsk(why, d->placeOf(endpoint.serverId, refused)));
    const std::scoped_lock lock(d->mutex);
    if (!answer) {
        d->cancelled.insert(endpoint.serverId, Clock::now());
        return fail(Error{ErrorKind::Cancelled, tr("No password was given."), {}, why, -1, 0, 0});
    }
    d->session.insert(endpoint.serverId, *answer);
    if (!refused.isNull() && !d->refused.contains(endpoint.serverId))
        d->refused.insert(endpoint.serverId, refused);
    return *answer;
}

Result<SecretStore::Place> SecretStore::save(const QUuid &serverId, const Secret &secret)
{
    const auto kept = keychain::write(keyOf(serverId), secret, noDeadline);
    if (kept)
        return Place::Keychain;
    const std::scoped_lock lock(d->vaultMutex);
    if (d->vault.isOpen())
        return d->vault.save(serverId, secret).transform([] { return Place::Vault; });
    if (kept.error().kind == ErrorKind::Permission)
        return fail(kept.error());
    return fail(ErrorKind::Unsupported,
                tr("The password cannot be kept: %1 A vault with a passphrase can keep it instead.").arg(kept.error().message));
}

Result<void> SecretStore::remove(const QUuid &serverId)
{
    forgetForSession(serverId);
    const auto removed = keychain::remove(keyOf(serverId), noDeadline);
    if (!removed && removed.error().kind == ErrorKind::Permission)
        return removed;
    const std::scoped_lock lock(d->vaultMutex);
    if (d->vault.isOpen())
        return d->vault.remove(serverId);
    if (d->vault.exists())
        return fail(ErrorKind::Unsupported, tr("The vault is locked; what it may hold stays there."));
    return {};
}

Result<void> SecretStore::copy(const QUuid &from, const QUuid &to)
{
    {
        const std::scoped_lock lock(d->mutex);
        if (const auto given = d->session.constFind(from); given != d->session.cend() && !from.isNull())
            d->session.insert(to, Secret(*given));
    }
    const auto kept = keychain::read(keyOf(from), noDeadline);
    const Secret secret = kept ? *kept : d->sealed(from);
    return secret.isNull() ? Result<void>() : save(to, secret).transform([](Place) {});
}

bool SecretStore::hasVault() const
{
    blockingWorkBegins("A look for the vault");
    return d->vault.exists();
}

bool SecretStore::isVaultOpen() const
{
    const std::scoped_lock lock(d->vaultMutex);
    return d->vault.isOpen();
}

Result<void> SecretStore::openVault(const Secret &passphrase)
{
    blockingWorkBegins("Opening the vault");
    const std::scoped_lock lock(d->vaultMutex);
    return d->vault.open(passphrase);
}

SecretProvider SecretStore::provider()
{
    return {[this](const Endpoint &endpoint, Deadline deadline) { return find(endpoint, deadline); },
            [this](const Endpoint &endpoint, const Secret &refused, const Error &why) { return ask(endpoint, refused, why.message); },
            [this](const Endpoint &endpoint, const Secret &secret) { accepted(endpoint, secret); }};
}

} // namespace concord
