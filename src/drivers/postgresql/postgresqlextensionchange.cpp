// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>
#include <QVersionNumber>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

/// No update leads back. The server refuses where something else stands on the extension.
static void returnToVersion(ChangeList &list, const Extension &from, const Extension &to)
{
    const QList<Hazard> hazards{Hazard::DataLoss, Hazard::MayFail};
    const auto add = [&](const QString &sql) {
        list.steps.push_back({sql,
                              ChangePhase::CreateExtension,
                              to.kind,
                              to.ref,
                              tr("an older version of %1, to which no update leads").arg(to.ref.name),
                              hazards,
                              {}});
    };
    add(u"DROP EXTENSION "_s + pgName(from.ref.name));
    WriteOptions options;
    options.versions = true;
    for (const DdlStatement &statement : postgresqlWriter().create(to, options))
        add(statement.sql);
}

ChangeList changePgExtension(const Extension &from, const Extension &to)
{
    ChangeList list;
    if (QVersionNumber::fromString(to.version) < QVersionNumber::fromString(from.version)) {
        returnToVersion(list, from, to);
        return list;
    }
    if (from.version != to.version)
        list.steps.push_back({u"ALTER EXTENSION "_s + pgName(to.ref.name) + u" UPDATE TO "_s + pgLiteral(to.version),
                              ChangePhase::CreateExtension,
                              to.kind,
                              to.ref,
                              tr("another version of %1").arg(to.ref.name),
                              {Hazard::MayFail},
                              {}});
    if (from.installedIn != to.installedIn)
        list.steps.push_back({u"ALTER EXTENSION "_s + pgName(to.ref.name) + u" SET SCHEMA "_s + pgName(to.installedIn),
                              ChangePhase::CreateType,
                              to.kind,
                              to.ref,
                              tr("another schema for %1").arg(to.ref.name),
                              {},
                              {}});
    changePgComment(list, to, u"EXTENSION "_s + pgName(to.ref.name), from.comment, to.comment);
    return list;
}

} // namespace concord
