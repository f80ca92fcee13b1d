// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogfilter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QString patternsText(const QStringList &include, const QStringList &exclude)
{
    QStringList parts;
    if (!include.isEmpty())
        parts.append(QCoreApplication::translate("Schema", "only %1").arg(include.join(u", "_s)));
    if (!exclude.isEmpty())
        parts.append(QCoreApplication::translate("Schema", "without %1").arg(exclude.join(u", "_s)));
    return parts.join(u"; "_s);
}

QStringList idlePatterns(const Catalog &catalog)
{
    QStringList idle = catalog.info().include;
    idle.removeIf([&](const QString &pattern) {
        CatalogRequest one;
        one.include = {pattern};
        const CatalogFilter filter(one, Qt::CaseInsensitive);
        return std::ranges::any_of(catalog.objects(), [&](const ObjectPtr &object) {
            return object->kind != ObjectKind::Schema && filter.accepts(object->ref.schema, object->ref.name);
        });
    });
    return idle;
}

CatalogFilter::CatalogFilter(const CatalogRequest &request, Qt::CaseSensitivity cs)
    : m_include(globs(request.include, cs)),
      m_exclude(globs(request.exclude, cs))
{}

QList<CatalogFilter::Glob> CatalogFilter::globs(const QStringList &patterns, Qt::CaseSensitivity cs)
{
    QList<Glob> all;
    for (const QString &pattern : patterns) {
        QRegularExpression expression(QRegularExpression::wildcardToRegularExpression(pattern, QRegularExpression::NonPathWildcardConversion),
                                      QRegularExpression::DotMatchesEverythingOption);
        if (!expression.isValid()) // "a[" means itself
            expression.setPattern(QRegularExpression::anchoredPattern(QRegularExpression::escape(pattern)));
        if (cs == Qt::CaseInsensitive)
            expression.setPatternOptions(expression.patternOptions() | QRegularExpression::CaseInsensitiveOption);
        all.append({expression, pattern.contains(u'.')});
    }
    return all;
}

bool CatalogFilter::matchesAny(const QList<Glob> &globs, const QString &schema, const QString &name)
{
    return std::ranges::any_of(globs,
                               [&](const Glob &glob) { return glob.expression.match(glob.qualified ? schema + u'.' + name : name).hasMatch(); });
}

bool CatalogFilter::accepts(const QString &schema, const QString &name) const
{
    return (m_include.isEmpty() || matchesAny(m_include, schema, name)) && !matchesAny(m_exclude, schema, name);
}

} // namespace concord
