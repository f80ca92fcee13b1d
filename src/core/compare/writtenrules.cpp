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

/// The width in which a whole number is shown, which says nothing of its values. ZEROFILL fills up to it.
std::optional<RuleAnswer> writtenWidth(const RuleInput &in)
{
    if (!in.sameEngine() || !in.leftColumn || in.leftColumn->type != in.rightColumn->type || in.leftColumn->type.family != TypeFamily::Integer
        || in.left.endsWith(u"zerofill") || in.right.endsWith(u"zerofill"))
        return std::nullopt;
    return equivalent(tr("the width in which the number is shown"));
}

/// Names that the server chose and that a number alone parts: which one came first.
std::optional<RuleAnswer> writtenName(const RuleInput &in)
{
    const auto withoutNumber = [](QStringView name) {
        while (!name.isEmpty() && name.back().isDigit())
            name.chop(1);
        return name;
    };
    return withoutNumber(in.left) == withoutNumber(in.right) ? equivalent(tr("the server chose both names, and numbered them")) : std::nullopt;
}

/// A table's options without those of which an entry says only how the others came about.
static QString without(const QString &options, const QStringList &keys)
{
    QStringList entries = options.split(QStringLiteral(", "));
    entries.removeIf([&](const QString &entry) { return keys.contains(entry.section(u'=', 0, 0)); });
    return entries.join(QStringLiteral(", "));
}

/// The order of storage parameters, which says nothing.
std::optional<RuleAnswer> writtenStorage(const RuleInput &in)
{
    const QStringList order{QStringLiteral("storage_order")};
    const bool same = in.sameEngine() && without(in.left, order) == without(in.right, order);
    return same ? equivalent(tr("the same storage parameters, in another order")) : std::nullopt;
}

std::optional<RuleAnswer> handedDownOptions(const RuleInput &in)
{
    const QStringList said{QStringLiteral("storage_order"), QStringLiteral("handed_down")};
    const bool same = in.sameEngine() && without(in.left, said) == without(in.right, said);
    return same ? equivalent(tr("the parent hands columns down on both sides, one child also declares them itself")) : std::nullopt;
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
