// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/secretprovider.h"

namespace concord {

Result<Secret> SecretProvider::find(const Endpoint &endpoint, Deadline deadline) const
{
    return m_find ? m_find(endpoint, deadline) : fail(ErrorKind::NotFound, {});
}

Result<Secret> SecretProvider::ask(const Endpoint &endpoint, const Secret &refused, const Error &why) const
{
    return m_ask ? m_ask(endpoint, refused, why) : fail(ErrorKind::NotFound, {});
}

void SecretProvider::accepted(const Endpoint &endpoint, const Secret &secret) const
{
    if (m_accepted)
        m_accepted(endpoint, secret);
}

} // namespace concord
