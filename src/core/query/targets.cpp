// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/targets.h"

#include "connection/connectionurl.h"
#include "connection/namepattern.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Targets", text);
}

std::unexpected<Error> noTargets()
{
    return fail(ErrorKind::Usage, tr("No database connections specified"));
}

QStringList namesOf(const QList<KnownProfile> &known)
{
    QStringList names;
    for (const KnownProfile &profile : known)
        names.append(profile.endpoint.name);
    return names;
}

QList<KnownProfile> byName(const QString &name, const QList<KnownProfile> &known)
{
    QList<KnownProfile> found;
    for (const KnownProfile &profile : known) {
        if (profile.endpoint.name == name)
            return {profile};
        if (nameKey(profile.endpoint.name) == nameKey(name))
            found.append(profile);
    }
    return found.size() == 1 ? found : QList<KnownProfile>();
}

Result<QList<KnownProfile>> byGroup(const QString &group, const QList<KnownProfile> &known)
{
    QList<KnownProfile> found;
    QStringList groups;
    for (const KnownProfile &profile : known) {
        groups.append(profile.groups);
        if (std::ranges::any_of(profile.groups, [&](const QString &one) { return nameKey(one) == nameKey(group); }))
            found.append(profile);
    }
    groups.removeDuplicates();
    if (found.isEmpty())
        return fail(ErrorKind::NotFound, tr("There is no group “%1”.").arg(group) + didYouMean(group, groups));
    return found;
}

Result<QList<KnownProfile>> byPattern(const QString &pattern, const QList<KnownProfile> &known)
{
    const QStringList names = matchPatterns(namesOf(known), pattern, Qt::CaseInsensitive);
    QList<KnownProfile> found;
    for (const KnownProfile &profile : known) {
        if (names.contains(profile.endpoint.name))
            found.append(profile);
    }
    if (found.isEmpty())
        return fail(ErrorKind::NotFound, tr("No connection's name is like “%1”.").arg(pattern));
    return found;
}

/// Name, group or glob; empty: none of them.
Result<QList<KnownProfile>> saved(const QString &word, const QList<KnownProfile> &known)
{
    if (word.startsWith("group:"_L1))
        return byGroup(word.sliced(6), known);
    if (isNamePattern(word))
        return byPattern(word, known);
    return byName(word, known);
}

Result<ResolvedTarget> inSchema(const KnownProfile &profile, const QString &schema, const DriverRegistry &registry)
{
    ResolvedTarget target{profile.endpoint, {}, schema};
    const auto driver = registry.find(profile.endpoint.engine);
    if (!driver || !driver->dialect().schemas)
        return fail(ErrorKind::Usage, tr("“%1” has no schemas: in %2 the database is the schema.")
                                          .arg(profile.endpoint.name, driver ? driver->info().displayName : profile.endpoint.engine));
    if (schema.isEmpty())
        return fail(ErrorKind::Usage, tr("A schema's name must follow “%1/”.").arg(profile.endpoint.name));
    // An id of its own: its connections must not be mixed up with those that see another schema first.
    target.endpoint.profileId = QUuid::createUuidV5(profile.endpoint.profileId, schema.toUtf8());
    target.endpoint.name = profile.endpoint.name + u'/' + schema;
    target.endpoint.schema = schema;
    target.endpoint.options.searchPath = driver->dialect().quoted(schema);
    return target;
}

bool isUrlOrPath(const QString &word)
{
    static const QRegularExpression scheme(u"^[A-Za-z][A-Za-z0-9+.-]+:"_s);
    static const QRegularExpression anchored(u"^([/~\\\\]|\\.\\.?[/\\\\]|[A-Za-z]:[/\\\\])"_s);
    static const QRegularExpression file(u"\\.(db|sqlite|sqlite3|db3)$"_s, QRegularExpression::CaseInsensitiveOption);
    return word.contains("://"_L1) || anchored.match(word).hasMatch() || (scheme.match(word).hasMatch() && !word.startsWith("group:"_L1))
           || word == ":memory:"_L1 || (!isNamePattern(word) && file.match(word).hasMatch()) || (word.contains(u'/') && QFileInfo(word).isFile());
}

std::unexpected<Error> unknown(const QString &word, const QList<KnownProfile> &known)
{
    const QString shown = withoutSecret(word.left(200));
    QString message = tr("There is no connection “%1”.").arg(shown) + didYouMean(word.section(u'/', 0, 0), namesOf(known));
    if (QFileInfo(word).isFile())
        message += u' ' + tr("The file of that name is written ./%1.").arg(shown);
    return fail(ErrorKind::NotFound, message);
}

Result<QList<ResolvedTarget>> resolveWord(const QString &word, const QList<KnownProfile> &known, const DriverRegistry &registry)
{
    QList<ResolvedTarget> targets;
    if (const auto named = byName(word, known); !named.isEmpty())
        return QList{ResolvedTarget{named.first().endpoint, {}, {}}};
    const qsizetype slash = word.indexOf(u'/');
    const QString before = slash < 0 ? QString() : word.first(slash);
    const bool isScope =
        slash > 0 && !word.contains("://"_L1) && (before.startsWith("group:"_L1) || isNamePattern(before) || !byName(before, known).isEmpty());
    if (!isScope && (isUrlOrPath(word) || lacksColon(word, registry))) {
        return parseUrl(word, registry).transform([&](const ParsedUrl &url) {
            return QList{ResolvedTarget{adHocEndpoint(url, registry), url.secret, {}}};
        });
    }
    const auto profiles = saved(isScope ? before : word, known);
    if (!profiles)
        return fail(profiles.error());
    if (profiles->isEmpty())
        return unknown(word, known);
    for (const KnownProfile &profile : *profiles) {
        const auto target = isScope ? inSchema(profile, word.sliced(slash + 1), registry) : ResolvedTarget{profile.endpoint, {}, {}};
        if (!target)
            return fail(target.error());
        targets.append(*target);
    }
    return targets;
}

} // namespace

bool mayNameSeveral(const QString &word)
{
    return word.startsWith("group:"_L1) || (isNamePattern(word) && !isUrlOrPath(word));
}

Result<QList<ResolvedTarget>> resolveTargets(const QStringList &words, const QList<KnownProfile> &known, const DriverRegistry &registry)
{
    QList<ResolvedTarget> targets;
    QSet<QUuid> seen;
    for (const QString &word : words) {
        const auto found = resolveWord(word.trimmed(), known, registry);
        if (!found)
            return fail(found.error());
        for (const ResolvedTarget &target : *found) {
            if (seen.contains(target.endpoint.profileId))
                continue;
            seen.insert(target.endpoint.profileId);
            targets.append(target);
        }
    }
    if (targets.isEmpty())
        return noTargets();
    return targets;
}

Result<QList<ResolvedTarget>> resolveDefault(const QList<QUuid> &sessionProfiles, const std::optional<QUuid> &activeProfile,
                                             const QList<KnownProfile> &known)
{
    QList<QUuid> wanted = sessionProfiles;
    if (wanted.isEmpty() && activeProfile)
        wanted = {*activeProfile};
    if (wanted.isEmpty())
        return noTargets();
    QList<ResolvedTarget> targets;
    for (const QUuid &id : wanted) {
        const auto profile = std::ranges::find_if(known, [&](const KnownProfile &one) { return one.endpoint.profileId == id; });
        if (profile == known.end())
            return fail(ErrorKind::NotFound, tr("A connection of the work session is not in the workspace any more."));
        targets.append({profile->endpoint, {}, {}});
    }
    return targets;
}

} // namespace concord
