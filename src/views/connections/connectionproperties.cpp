// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionproperties.h"

#include "connections/objectbrowser.h"
#include "profilelist.h"
#include "schema/objectproperties.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionProperties", text);
}

QList<std::pair<QString, QString>> connectionProperties(const Services &services, const ObjectBrowser &browser, const Endpoint &endpoint,
                                                        const QString &tested)
{
    const auto driver = services.registry->find(endpoint.engine);
    QList<std::pair<QString, QString>> rows = {{tr("engine"), driver ? driver->info().displayName : endpoint.engine}};
    if (!endpoint.host.isEmpty())
        rows.append({tr("server"), endpoint.port > 0 ? endpoint.host + u':' + QString::number(endpoint.port) : endpoint.host});
    rows.append({tr("database"), endpoint.database});
    if (!endpoint.user.isEmpty())
        rows.append({tr("user"), endpoint.user});
    rows.append({tr("environment"), endpoint.environment == Environment::None ? u"—"_s : environmentName(endpoint.environment)});
    rows.append({tr("access"), endpoint.readOnly ? tr("read-only") : tr("writes allowed")});
    if (!services.profiles->isSaved(endpoint.profileId))
        rows.append({tr("connection"), tr("none: read by a URL; the menu saves it as a connection")});
    if (!tested.isEmpty())
        rows.append({tr("test"), tested});
    if (const auto info = browser.serverInfo(endpoint.profileId)) {
        rows.append({tr("version"), info->product + u' ' + info->version});
        rows.append({tr("TLS"), info->tls.isEmpty() ? tr("none") : info->tls});
        for (const QString &warning : info->warnings)
            rows.append({tr("note"), warning});
    }
    return rows + catalogProperties(services, endpoint.profileId);
}

} // namespace concord
