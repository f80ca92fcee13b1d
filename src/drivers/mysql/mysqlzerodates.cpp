// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlzerodates.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("MysqlChanger", text);
}

bool hasMysqlZeroDates(const Table &table)
{
    static const QRegularExpression zero(u"^'(0000|\\d+-00|\\d+-\\d+-00)"_s);
    return std::ranges::any_of(table.columns, [](const Column &column) {
        const bool dated = column.type.family == TypeFamily::Date || column.type.family == TypeFamily::Timestamp;
        return dated && column.defaultExpression && column.defaultExpression->contains(zero);
    });
}

void allowMysqlZeroDates(ChangeList &list, const ObjectRef &table)
{
    // TRADITIONAL brings the other two along.
    static const QString allow = u"SET @concord_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = "
                                 "REPLACE(REPLACE(REPLACE(@@SESSION.sql_mode, 'NO_ZERO_DATE', ''), 'NO_ZERO_IN_DATE', ''), 'TRADITIONAL', '')"_s;
    static const QString asBefore = u"SET SESSION sql_mode = @concord_sql_mode"_s;
    std::vector<ChangeStep> steps = std::exchange(list.steps, {});
    std::ranges::stable_sort(steps, {}, &ChangeStep::phase);
    for (auto first = steps.begin(); first != steps.end();) {
        const ChangePhase phase = first->phase;
        const auto last = std::find_if(first, steps.end(), [&](const ChangeStep &step) { return step.phase != phase; });
        const bool alters = std::any_of(first, last, [](const ChangeStep &step) { return step.sql.startsWith("ALTER TABLE "_L1); });
        const bool loses = std::all_of(first, last, [](const ChangeStep &step) { return step.destructive(); });
        const auto add = [&](const QString &sql, const QString &purpose) {
            if (alters)
                list.steps.push_back({sql, phase, ObjectKind::Table, table, purpose, loses ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>(), {}});
        };
        add(allow, tr("let the table be changed"));
        std::move(first, last, std::back_inserter(list.steps));
        add(asBefore, tr("as before"));
        first = last;
    }
}

} // namespace concord
