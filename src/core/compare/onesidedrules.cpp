// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/onesidedrules.h"

#include "compare/comparerules.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

/// An index that the server makes by itself, seen from another engine.
struct LoneIndexRule
{
    const char *id;
    const char *engines;
    const char *source;
    bool (*applies)(const Table &, const Index &);
    const char *reason;
};

bool carriesForeignKey(const Table &table, const Index &index)
{
    QStringList columns;
    for (const IndexPart &part : index.parts)
        columns.append(part.column);
    return !index.unique && std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return key.columns == columns; });
}

constexpr std::array loneIndexRules = {
    LoneIndexRule{"mysql.index.foreign_key", "mysql mariadb", "MySQL: FOREIGN KEY Constraints, Conditions and Restrictions", carriesForeignKey,
                  QT_TRANSLATE_NOOP("CompareRule", "MySQL keeps an index for each foreign key")},
};

/// What a source of this engine never tells: that it lacks there says nothing.
struct UnaskedPart
{
    const char *engines;
    QLatin1StringView kind; ///< of an object or a member
};

constexpr std::array unaskedParts = {
    UnaskedPart{"odbc", QLatin1StringView("check")},   UnaskedPart{"odbc", QLatin1StringView("exclusion")},
    UnaskedPart{"odbc", QLatin1StringView("trigger")}, UnaskedPart{"odbc", QLatin1StringView("policy")},
    UnaskedPart{"odbc", QLatin1StringView("routine")}, UnaskedPart{"odbc", QLatin1StringView("sequence")},
    UnaskedPart{"odbc", QLatin1StringView("type")},    UnaskedPart{"odbc", QLatin1StringView("extension")},
};

} // namespace

std::optional<Difference> judgeUnasked(const QString &engine, const QString &kind)
{
    const auto part = std::ranges::find_if(unaskedParts, [&](const UnaskedPart &one) { return isAbout(one.engines, engine) && kind == one.kind; });
    if (part == unaskedParts.end())
        return std::nullopt;
    Difference difference;
    difference.property = QStringLiteral("kind");
    difference.verdict = Verdict::CannotTell;
    difference.rule = QStringLiteral("part.unasked");
    difference.reason = tr("the other side cannot be asked for it");
    return difference;
}

std::optional<Difference> judgeLoneIndex(const QString &engine, const Table &table, const Index &index)
{
    const auto rule =
        std::ranges::find_if(loneIndexRules, [&](const LoneIndexRule &one) { return isAbout(one.engines, engine) && one.applies(table, index); });
    if (rule == loneIndexRules.end())
        return std::nullopt;
    Difference difference;
    difference.property = QStringLiteral("kind");
    difference.verdict = Verdict::Equivalent;
    difference.rule = QLatin1StringView(rule->id);
    difference.reason = tr(rule->reason);
    return difference;
}

} // namespace concord
