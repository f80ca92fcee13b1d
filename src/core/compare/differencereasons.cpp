// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/differencereasons.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace concord {

namespace {

struct PropertyReason
{
    QLatin1StringView property;
    const char *reason;
};

// What a person loses or meets by it; as plain as can be.
constexpr std::array reasons = {
    PropertyReason{QLatin1StringView("nullable"), QT_TRANSLATE_NOOP("DifferenceReason", "only one side takes rows without a value")},
    PropertyReason{QLatin1StringView("default"), QT_TRANSLATE_NOOP("DifferenceReason", "rows that are inserted without a value get another one")},
    PropertyReason{QLatin1StringView("generated"), QT_TRANSLATE_NOOP("DifferenceReason", "it is computed in another way")},
    PropertyReason{QLatin1StringView("generation_expression"), QT_TRANSLATE_NOOP("DifferenceReason", "other values are computed")},
    PropertyReason{QLatin1StringView("identity"), QT_TRANSLATE_NOOP("DifferenceReason", "new rows are numbered in another way")},
    PropertyReason{QLatin1StringView("sequence"), QT_TRANSLATE_NOOP("DifferenceReason", "new rows are numbered in another way")},
    PropertyReason{QLatin1StringView("on_update"), QT_TRANSLATE_NOOP("DifferenceReason", "something else happens when the row is changed")},
    PropertyReason{QLatin1StringView("on_delete"), QT_TRANSLATE_NOOP("DifferenceReason", "something else happens when the row is deleted")},
    PropertyReason{QLatin1StringView("collation"), QT_TRANSLATE_NOOP("DifferenceReason", "text is ordered and found equal by other rules")},
    PropertyReason{QLatin1StringView("charset"), QT_TRANSLATE_NOOP("DifferenceReason", "one holds characters that the other does not")},
    PropertyReason{QLatin1StringView("comment"), QT_TRANSLATE_NOOP("DifferenceReason", "words for people; no statement sees them")},
    PropertyReason{QLatin1StringView("expression"), QT_TRANSLATE_NOOP("DifferenceReason", "two conditions, as the server writes them")},
    PropertyReason{QLatin1StringView("predicate"), QT_TRANSLATE_NOOP("DifferenceReason", "it covers other rows")},
    PropertyReason{QLatin1StringView("parts"), QT_TRANSLATE_NOOP("DifferenceReason", "it is over something else, or in another order")},
    PropertyReason{QLatin1StringView("columns"), QT_TRANSLATE_NOOP("DifferenceReason", "it is over other columns, or in another order")},
    PropertyReason{QLatin1StringView("unique"), QT_TRANSLATE_NOOP("DifferenceReason", "only one side refuses values that are there already")},
    PropertyReason{QLatin1StringView("method"), QT_TRANSLATE_NOOP("DifferenceReason", "it serves other searches")},
    PropertyReason{QLatin1StringView("target"), QT_TRANSLATE_NOOP("DifferenceReason", "it leads to something else")},
    PropertyReason{QLatin1StringView("target_columns"), QT_TRANSLATE_NOOP("DifferenceReason", "it leads to something else")},
    PropertyReason{QLatin1StringView("validated"), QT_TRANSLATE_NOOP("DifferenceReason", "on one side old rows were never checked")},
    PropertyReason{QLatin1StringView("enforced"), QT_TRANSLATE_NOOP("DifferenceReason", "only one side keeps to it")},
    PropertyReason{QLatin1StringView("definition"), QT_TRANSLATE_NOOP("DifferenceReason", "two texts, as the server writes them")},
    PropertyReason{QLatin1StringView("body"), QT_TRANSLATE_NOOP("DifferenceReason", "two texts, as the server keeps them")},
    PropertyReason{QLatin1StringView("values"), QT_TRANSLATE_NOOP("DifferenceReason", "other values are allowed, or in another order")},
    PropertyReason{QLatin1StringView("column_order"),
                   QT_TRANSLATE_NOOP("DifferenceReason", "SELECT * and INSERT without column names see it, and a script can mend it here")},
    PropertyReason{QLatin1StringView("unlogged"), QT_TRANSLATE_NOOP("DifferenceReason", "on one side it is emptied after a crash")},
    PropertyReason{QLatin1StringView("owner"), QT_TRANSLATE_NOOP("DifferenceReason", "another role may change and drop it")},
    PropertyReason{QLatin1StringView("name"), QT_TRANSLATE_NOOP("DifferenceReason", "statements name it")},
    PropertyReason{QLatin1StringView("constraint_name"), QT_TRANSLATE_NOOP("DifferenceReason", "scripts and error messages name it")},
    PropertyReason{QLatin1StringView("kind"), QT_TRANSLATE_NOOP("DifferenceReason", "two kinds of object")},
};

} // namespace

QString reasonOfDifference(const QString &property, const QString &left, const QString &right)
{
    const auto known = std::ranges::find(reasons, property, &PropertyReason::property);
    if (known != reasons.end())
        return QCoreApplication::translate("DifferenceReason", known->reason);
    if (left.isNull() || right.isNull())
        return QCoreApplication::translate("DifferenceReason", "it is set on one side only");
    return QCoreApplication::translate("DifferenceReason", "no rule calls the two the same");
}

} // namespace concord
