// SPDX-License-Identifier: GPL-3.0-or-later
// What waits until the database that a script changes was looked at again.
#include "compare/scriptpage.h"

#include "compare/freshread.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

void ScriptPage::dropNext()
{
    if (!std::exchange(m_next, nullptr))
        return;
    m_fresh->cancel();
    tellDropped();
}

void ScriptPage::tellDropped()
{
    m_keepsResult = true;
    showResult({tr("✗ Nothing was sent: the script became another one while %1 was read. Look at it, then ask once more.")
                    .arg(endName(m_services, changed()))},
               false);
}

CatalogPtr ScriptPage::plannedFor(const EndChoice &end) const
{
    const CatalogPtr whole = m_services.catalogs ? m_services.catalogs->catalog(end.profile) : CatalogPtr();
    const CompareEnd &compared = m_kind == Kind::Schema ? m_comparison->left : m_comparison->right;
    return whole ? whole : compared.catalog;
}

void ScriptPage::freshen(void (ScriptPage::*next)())
{
    if (!m_comparison || m_fresh->isRunning())
        return;
    forgetResult();
    const Endpoint endpoint = endpointOf(m_services, changed().profile);
    if (changed().isPast() || endpoint.profileId.isNull()) { // a copy of what once was
        (this->*next)();
        return;
    }
    m_next = next;
    m_fresh->start(endpoint, plannedFor(changed()));
}

void ScriptPage::goOn(bool same)
{
    const auto next = std::exchange(m_next, nullptr);
    if (!next)
        return;
    if (same && m_isPlanned) {
        (this->*next)();
        return;
    }
    if (same) { // and a newer script is on its way
        tellDropped();
        return;
    }
    m_keepsResult = true;
    showResult({tr("≠ %1 has changed since it was read, and nothing was sent. It is read again, and the script is planned anew: look at it, then "
                   "ask once more.")
                    .arg(endName(m_services, changed()))},
               false);
    Q_EMIT extractWanted({changed().profile});
}

} // namespace concord
