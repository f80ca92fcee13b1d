// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/stepmodel.h"

#include "look/colours.h"
#include "look/wording.h"
#include "migrate/stepdependencies.h"
#include "schema/objectwords.h"

#include <QApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QString hazardText(const ChangeStep &step)
{
    QStringList words;
    for (const Hazard hazard : {Hazard::DataLoss, Hazard::MayFail, Hazard::Rewrite, Hazard::Lock}) { // the worst is read first
        if (!step.hazards.contains(hazard))
            continue;
        switch (hazard) {
        case Hazard::DataLoss: words.append(StepModel::tr("✗ loses data")); break;
        case Hazard::MayFail: words.append(StepModel::tr("? may fail on the data")); break;
        case Hazard::Rewrite: words.append(StepModel::tr("↻ writes the whole table anew")); break;
        case Hazard::Lock: words.append(StepModel::tr("◷ locks the table while it runs")); break;
        }
    }
    return words.join(u", "_s);
}

void StepModel::setMigration(const Migration &migration, std::vector<QSet<int>> needs)
{
    beginResetModel();
    const bool isSame = std::ranges::equal(migration.steps, m_migration.steps, {}, &ChangeStep::sql, &ChangeStep::sql);
    m_migration = migration;
    m_needs = std::move(needs);
    m_needs.resize(m_migration.steps.size());
    m_ticked.clear();
    QSet<int> held;
    for (int i = 0; i < static_cast<int>(m_needs.size()); ++i) {
        m_ticked.insert(i);
        const QString &sql = m_migration.steps[static_cast<size_t>(i)].sql;
        if (loses(i) && !isSame) // and it does not come back by itself
            m_choices.remove(sql);
        if (!m_choices.value(sql, !loses(i)))
            held.insert(i);
    }
    m_ticked -= withDependents(m_migration, m_needs, held);
    endResetModel();
    Q_EMIT ticksChanged({});
}

QSet<int> StepModel::tickedWith(const QList<int> &steps) const
{
    QSet<int> all = m_ticked;
    for (QList<int> rest = steps; !rest.isEmpty();) {
        const int next = rest.takeLast();
        if (all.contains(next))
            continue;
        all.insert(next);
        rest.append(m_needs[static_cast<size_t>(next)].values());
    }
    return all;
}

QSet<int> StepModel::tickedWithout(const QList<int> &steps) const
{
    QSet<int> held(steps.begin(), steps.end());
    for (int i = 0; i < rowCount(); ++i) {
        if (!m_ticked.contains(i))
            held.insert(i);
    }
    return m_ticked - withDependents(m_migration, m_needs, held);
}

static QList<int> sorted(const QSet<int> &steps)
{
    QList<int> list = steps.values();
    std::ranges::sort(list);
    return list;
}

QList<int> StepModel::followers(const QList<int> &steps, bool on) const
{
    return sorted((on ? tickedWith(steps) - m_ticked : m_ticked - tickedWithout(steps)) - QSet<int>(steps.begin(), steps.end()));
}

int StepModel::losing() const
{
    return static_cast<int>(std::ranges::count_if(m_ticked, [this](int step) { return loses(step); }));
}

QList<int> StepModel::waitsFor(int step) const
{
    return isTicked(step) ? QList<int>() : sorted(m_needs[static_cast<size_t>(step)] - m_ticked);
}

QList<qsizetype> StepModel::ticked() const
{
    QList<qsizetype> steps(m_ticked.cbegin(), m_ticked.cend());
    std::ranges::sort(steps);
    return steps;
}

void StepModel::take(const QSet<int> &ticked, const QList<int> &also)
{
    for (const int step : (ticked - m_ticked) + (m_ticked - ticked))
        m_choices.insert(m_migration.steps[static_cast<size_t>(step)].sql, ticked.contains(step));
    m_ticked = ticked;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Purpose), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT ticksChanged(also);
}

void StepModel::setTicked(const QList<int> &steps, bool on)
{
    if (std::ranges::all_of(steps, [&](int step) { return isTicked(step) == on; }))
        return;
    const QList<int> also = followers(steps, on);
    take(on ? tickedWith(steps) : tickedWithout(steps), also);
}

bool StepModel::wishTicked(const QList<int> &steps, bool on, bool meant)
{
    const QList<int> also = on ? followers(steps, true) : QList<int>();
    const auto newlyLoses = [this](int step) { return loses(step) && !isTicked(step); };
    if (on && !(meant && loses(steps.first())) && (std::ranges::any_of(steps, newlyLoses) || std::ranges::any_of(also, newlyLoses))) {
        Q_EMIT destructiveWanted(steps, also);
        return false;
    }
    setTicked(steps, on);
    return true;
}

void StepModel::setAll(bool on)
{
    QSet<int> all;
    for (int i = 0; on && i < rowCount(); ++i)
        all.insert(i);
    take(all, {});
}

Migration StepModel::chosen() const
{
    Migration made = m_migration;
    made.steps.clear();
    for (const qsizetype step : ticked())
        made.steps.push_back(m_migration.steps[static_cast<size_t>(step)]);
    if (made.steps.empty()) {
        made.preamble.clear();
        made.epilogue.clear();
    }
    return made;
}

QString StepModel::costText(int step) const
{
    QStringList words;
    if (const QString hazards = hazardText(m_migration.steps[static_cast<size_t>(step)]); !hazards.isEmpty())
        words.append(hazards);
    if (const QList<int> waits = waitsFor(step); !waits.isEmpty()) {
        const QString first = firstLine(m_migration.steps[static_cast<size_t>(waits.first())].purpose);
        words.append(waits.size() == 1 ? tr("… waits for “%1”").arg(first)
                                       : tr("… waits for “%1” and %2 more").arg(first, QString::number(waits.size() - 1)));
    }
    return words.join(u" · "_s);
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_migration.steps.size());
}

int StepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ChangeStep &step = m_migration.steps[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Purpose)
            return firstLine(step.purpose);
        return index.column() == Object ? fullName(step.object) : costText(index.row());
    case Qt::CheckStateRole: return index.column() == Purpose ? QVariant(isTicked(index.row()) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == Cost && !step.hazards.isEmpty()
                   ? QVariant(step.destructive() ? errorText(QApplication::palette()) : warningText(QApplication::palette()))
                   : QVariant();
    case Qt::ToolTipRole: {
        QString words = step.sql;
        if (!step.check.isEmpty())
            words += u"\n\n"_s + tr("What would make it fail: %1").arg(step.check);
        if (const QString cost = costText(index.row()); !cost.isEmpty())
            words.prepend(cost + u"\n\n"_s);
        return plainToolTip(words);
    }
    default: return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Purpose: return tr("what for");
    case Object: return tr("object");
    default: return tr("what it may cost");
    }
}

Qt::ItemFlags StepModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Purpose ? flags | Qt::ItemIsUserCheckable : flags;
}

bool StepModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Purpose)
        return false;
    return wishTicked({index.row()}, value.toInt() == Qt::Checked, true);
}

} // namespace concord
