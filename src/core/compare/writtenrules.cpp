// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/writtenrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

/// The method that an index has anyway.
std::optional<RuleAnswer> writtenMethod(const RuleInput &in)
{
    const auto unwritten = [](QString options, const Table *table) {
        const QString engine = table ? table->options.value(QStringLiteral("engine")).toLower() : QString();
        const bool hashed = engine == u"memory";
        return options.remove(hashed ? QStringLiteral("USING HASH") : QStringLiteral("USING BTREE")).simplified();
    };
    return unwritten(in.left, in.leftTable) == unwritten(in.right, in.rightTable) ? equivalent(tr("the index' usual method, written out or not"))
                                                                                  : std::nullopt;
}

/// The collation that the column would have from its table. Between two engines a column without one is not compared either.
std::optional<RuleAnswer> writtenCollation(const RuleInput &in)
{
    const QString collation = QStringLiteral("collation");
    if (!in.leftTable || !in.rightTable || (in.sameEngine() && in.leftTable->options.value(collation) != in.rightTable->options.value(collation)))
        return std::nullopt;
    const auto fits = [&](const QString &written, const QString &none, const Table &table) {
        return none.isNull() && written == table.options.value(collation);
    };
    return fits(in.left, in.right, *in.leftTable) || fits(in.right, in.left, *in.rightTable)
               ? equivalent(tr("the collation of its table, written out or not"))
               : std::nullopt;
}

bool tellsWhatIsWritten(const Catalog &left, const Catalog &right)
{
    const auto isLarge = [](const Catalog &catalog) { return catalog.count(ObjectKind::Table) + catalog.count(ObjectKind::View) > 500; };
    return isLarge(left) == isLarge(right);
}

bool hasWrittenOut(const std::vector<Difference> &differences)
{
    return std::ranges::any_of(differences, [](const Difference &one) {
        const bool written = one.rule.startsWith(u"written.") || one.rule.startsWith(u"mysql.restrict.") || one.rule.startsWith(u"sqlite.type.")
                             || one.rule == u"sqlite.rowid.not_null";
        return one.ignoredBy < 0 && one.verdict == Verdict::Equivalent && written;
    });
}

} // namespace concord
