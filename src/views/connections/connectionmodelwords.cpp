// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of the connection tree says beside its name: badge, tool tip, how urgent it is.
#include "connections/connectionmodel.h"

#include "connections/catalognodes.h"
#include "connections/connectiontester.h"
#include "connections/objectbrowser.h"
#include "look/age.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/catalogfilter.h"
#include "schema/cataloglibrary.h"
#include "schema/objectwords.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace concord {

QString ConnectionModel::profileBadge(const QUuid &profile) const
{
    const QString known = knownBadge(profile);
    const auto drift = m_drift.constFind(profile);
    if (drift == m_drift.constEnd())
        return known;
    const qsizetype count = drift->summary.different + drift->summary.onlyLeft + drift->summary.onlyRight;
    const QString sign = drift->problem.isEmpty() ? tr("⚠ %1 drifted").arg(QLocale().toString(count)) : tr("? drift: cannot tell");
    return known.isEmpty() ? sign : sign + u" · "_s + known;
}

QString ConnectionModel::knownBadge(const QUuid &profile) const
{
    const KnownCatalog known = m_services.catalogs ? m_services.catalogs->known(profile) : KnownCatalog();
    if (known.isReading) {
        if (known.progress.total > 0)
            return tr("reading %1/%2").arg(approximate(known.progress.done), approximate(known.progress.total));
        return tr("reading…");
    }
    if (known.catalog) {
        if (const auto test = tested(profile); test && (test->asking || !test->good))
            return test->shortText;
        const QString age = shortAge(known.readAt);
        const CatalogInfo &info = known.catalog->info();
        const QString patterns = patternsText(info.include, info.exclude);
        const QString count = approximate(relationCount(*known.catalog)) + (patterns.isEmpty() ? patterns : u", "_s + patterns);
        if (known.error)
            return patterns.isEmpty() ? tr("offline · %1").arg(age) : tr("offline · %1 · %2").arg(patterns, age);
        if (!known.readNow && isStale(known.readAt))
            return tr("%1 · stale, %2").arg(count, age);
        return count + u" · "_s + age;
    }
    if (m_browser.isReading(profile))
        return tr("reading…");
    const auto test = tested(profile);
    if (test && !test->good)
        return test->shortText;
    if (const auto error = known.error ? known.error : m_browser.error(profile))
        return failureBadge(*error);
    const auto entry = m_services.profiles->find(profile);
    const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
    QString text = driver ? driver->info().displayName : QString();
    if (const auto *objects = m_browser.objects(profile))
        text += u" · "_s + approximate(objects->size());
    return test ? text + u" · "_s + test->shortText : text;
}

QString ConnectionModel::profileToolTip(const QUuid &profile) const
{
    const auto entry = m_services.profiles->find(profile);
    if (!entry)
        return {};
    const Endpoint &endpoint = entry->endpoint;
    QStringList lines{endpoint.name, endpoint.database};
    if (endpoint.environment != Environment::None)
        lines.append(environmentName(endpoint.environment));
    lines.append(endpoint.readOnly ? tr("read-only") : tr("writes allowed"));
    const KnownCatalog known = m_services.catalogs ? m_services.catalogs->known(profile) : KnownCatalog();
    if (known.catalog) {
        const CatalogInfo &info = known.catalog->info();
        lines.append((info.product + u' ' + info.serverVersion).trimmed());
        lines.append(tr("%n tables and views", nullptr, static_cast<int>(relationCount(*known.catalog))));
        if (info.bytes >= 0)
            lines.append(sizeText(info.bytes));
        if (known.error)
            lines.append(tr("from a snapshot, offline; read %1").arg(ageText(known.readAt)));
        else
            lines.append(known.readNow ? tr("read %1").arg(ageText(known.readAt)) : tr("from a snapshot, read %1").arg(ageText(known.readAt)));
        if (isStale(known.readAt))
            lines.append(tr("It may have changed since: Ctrl+R reads it again."));
        if (const QString patterns = patternsText(info.include, info.exclude); !patterns.isEmpty())
            lines.append(tr("Partial: %1. Extract… with no pattern reads all.").arg(patterns));
        if (!info.transactional)
            lines.append(tr("not read in one transaction: the engine cannot"));
    }
    if (const auto drift = m_drift.constFind(profile); drift != m_drift.constEnd()) {
        lines.append(tr("⚠ has drifted from %1:").arg(drift->baselineName));
        for (size_t i = 0; i < drift->warnings.size() && i < 5; ++i)
            lines.append(drift->warnings[i].text);
        if (drift->warnings.size() > 5)
            lines.append(tr("… and %1 more").arg(drift->warnings.size() - 5));
    }
    if (known.error)
        lines.append(known.error->message);
    else if (const auto error = m_browser.error(profile); error && !known.catalog)
        lines.append(error->message);
    if (const QString test = testText(profile); !test.isEmpty())
        lines.append(test);
    return lines.join(u'\n');
}

QString ConnectionModel::badge(const TreeNode &node) const
{
    return node.kind == Kind::Profile ? profileBadge(node.profile) : node.badge;
}

/// The dot's colour in words, too.
QString ConnectionModel::accessibleText(const TreeNode &node) const
{
    QString text = node.text;
    if (const auto entry = node.kind == Kind::Profile ? m_services.profiles->find(node.profile) : std::nullopt)
        text += u", "_s + environmentName(entry->endpoint.environment);
    return text + u", "_s + badge(node);
}

ConnectionModel::Alert ConnectionModel::alert(const TreeNode &node) const
{
    if (node.kind != Kind::Profile)
        return node.alert;
    const KnownCatalog known = m_services.catalogs ? m_services.catalogs->known(node.profile) : KnownCatalog();
    if (known.isReading || m_browser.isReading(node.profile))
        return Alert::None;
    if (const auto test = tested(node.profile); test && !test->good && !test->asking)
        return Alert::Error;
    if (m_drift.contains(node.profile))
        return Alert::Warning;
    if (known.catalog) {
        const CatalogInfo &info = known.catalog->info();
        const bool partial = !info.include.isEmpty() || !info.exclude.isEmpty();
        return partial || known.error || (!known.readNow && isStale(known.readAt)) ? Alert::Warning : Alert::None;
    }
    return known.error || m_browser.error(node.profile) ? Alert::Error : Alert::None;
}

QString ConnectionModel::toolTip(const TreeNode &node) const
{
    return plainToolTip(node.kind == Kind::Profile ? profileToolTip(node.profile) : node.toolTip);
}

} // namespace concord
