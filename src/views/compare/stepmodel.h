// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

#include <QAbstractTableModel>
#include <QSet>

namespace concord {

/// The statements of a script with ticks: what each is for, on which object, and what it may cost. A tick brings what it needs; without it what
/// needs it goes too. GUI thread.
class StepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Purpose, Object, Cost, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Those that lose data, and what cannot do without them, begin without a tick. `needs`: see stepDependencies().
    void setMigration(const Migration &migration, std::vector<QSet<int>> needs);
    [[nodiscard]] const Migration &migration() const { return m_migration; }
    [[nodiscard]] bool isTicked(int step) const { return m_ticked.contains(step); }
    [[nodiscard]] QList<qsizetype> ticked() const; ///< in the order in which they run
    void setTicked(int step, bool on);
    /// Steps that get a tick, or lose it, with this one.
    [[nodiscard]] QList<int> followers(int step, bool on) const;
    /// What a step without a tick waits for: those that it needs and that have none.
    [[nodiscard]] QList<int> waitsFor(int step) const;
    void setAll(bool on);
    /// The migration of what is ticked.
    [[nodiscard]] Migration chosen() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    /// `also`: the others that followed a tick that a person set or took.
    void ticksChanged(const QList<int> &also);
    /// A person ticked what does no harm, but it needs these, of which some lose data: setTicked() where that is wanted all the same.
    void destructiveWanted(int step, const QList<int> &needs);

private:
    [[nodiscard]] QSet<int> tickedWith(int step) const;
    [[nodiscard]] QSet<int> tickedWithout(int step) const;
    [[nodiscard]] QString costText(int step) const;

    Migration m_migration;
    std::vector<QSet<int>> m_needs;
    QSet<int> m_ticked;
};

/// "loses data, locks the table while it runs"; empty: nothing that a person must know.
[[nodiscard]] QString hazardText(const ChangeStep &step);

} // namespace concord
