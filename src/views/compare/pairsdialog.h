// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/comparemodel.h"
#include "compare/mappingnames.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace concord {

enum class PairAction : quint8;

/// All pairs that are not of one name: those that wait for a yes or no, with score and reason, and what was decided. Decisions are told,
/// not made: the view keeps the mapping and shows what follows from it.
class PairsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PairsDialog(QWidget *parent);

    void setComparison(std::shared_ptr<const Comparison> comparison);
    [[nodiscard]] QTreeWidget *list() const { return m_list; }

Q_SIGNALS:
    void mappingWanted(const concord::Mapping &mapping);
    /// Pair two by hand, beginning with the one that is selected.
    void pairWanted(const concord::CompareModel::Place &selected);
    void failed(const concord::Error &error);

private:
    void addGroup(const QString &title, const std::vector<std::pair<CompareModel::Place, QString>> &rows);
    void addLost();
    void decide(PairAction action);
    void take(const Mapping &loaded);
    void askHow(const Mapping &loaded);
    void updateButtons();
    void load();
    void save();
    [[nodiscard]] QList<CompareModel::Place> selected() const;
    /// Of those that name what is not there.
    [[nodiscard]] QList<LostName> selectedLost() const;

    std::shared_ptr<const Comparison> m_comparison;
    std::vector<CompareModel::Place> m_places; ///< of the rows, by their number
    std::vector<LostName> m_lost;              ///< likewise
    QTreeWidget *m_list;
    QLabel *m_words;
    QPushButton *m_confirm;
    QPushButton *m_separate;
    QPushButton *m_forget;
};

} // namespace concord
