// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/readcatalog.h"

#include <QRegularExpression>

namespace concord {

/// "only user*, without *_tmp": what was left out on purpose, for a person; empty where nothing was.
[[nodiscard]] QString patternsText(const QStringList &include, const QStringList &exclude);
/// Those that the catalog was to hold only, but that nothing in it is like: mistyped, most likely.
[[nodiscard]] QStringList idlePatterns(const Catalog &catalog);

/// Which objects a request wants, by its patterns: a glob with a dot in it is matched with "schema.name", one without with the
/// name alone. For the readers of catalogs.
class CatalogFilter
{
public:
    CatalogFilter(const CatalogRequest &request, Qt::CaseSensitivity cs);
    [[nodiscard]] bool accepts(const QString &schema, const QString &name) const;
    /// No pattern at all: everything is wanted.
    [[nodiscard]] bool acceptsAll() const { return m_include.isEmpty() && m_exclude.isEmpty(); }

private:
    struct Glob
    {
        QRegularExpression expression;
        bool qualified = false;
    };
    [[nodiscard]] static QList<Glob> globs(const QStringList &patterns, Qt::CaseSensitivity cs);
    [[nodiscard]] static bool matchesAny(const QList<Glob> &globs, const QString &schema, const QString &name);

    QList<Glob> m_include;
    QList<Glob> m_exclude;
};

} // namespace concord
