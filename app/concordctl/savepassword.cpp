// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/savepassword.h"

#include "concordctl/context.h"
#include "concordctl/translate.h"

namespace concord::ctl {

void savePassword(Context &context, const QUuid &serverId, const Secret &secret)
{
    const auto kept = context.secrets().save(serverId, secret);
    if (!kept) {
        context.out().warning(Ctl::tr("The password was not kept: %1 It is asked for at each use; CONCORD_PASSWORD, --password-stdin, ~/.pgpass and "
                                      "~/.my.cnf work too, and with CONCORD_VAULT_PASSPHRASE set an encrypted vault keeps it.")
                                  .arg(kept.error().message));
        return;
    }
    context.out().note(*kept == SecretStore::Place::Keychain ? Ctl::tr("The password is in the keychain.")
                       : *kept == SecretStore::Place::Vault  ? Ctl::tr("The password is in the vault.")
                                                             : Ctl::tr("The password is kept for this run only."));
}

} // namespace concord::ctl
