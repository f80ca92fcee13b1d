// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"
#include "results/mergedrows.h"

#include <QWidget>

#include <atomic>
#include <memory>

class QLabel;
class QMenu;
class QToolButton;

namespace concord {

class ResultGrid;

/// The rows of all databases brought together by a key that is chosen here: one row for each key, numbers added up exactly.
class MergedView : public QWidget
{
    Q_OBJECT

public:
    explicit MergedView(std::shared_ptr<ComputeEngine> engine, QWidget *parent = nullptr);
    ~MergedView() override;

    /// The rows as of now, those of `order` where there is one: what the grid filters out is in no sum. Columns that were chosen before stay chosen by name; at first it is the first one that has no numbers.
    /// `missing`: why these are not all the rows, for the note; empty: they are.
    void setResult(const CombinedResult &result, const RowOrder &order, const QString &missing);
    [[nodiscard]] const RowOrder &order() const { return m_order; }
    /// Names of columns, in the result's order.
    void setKeys(const QStringList &names);
    [[nodiscard]] QStringList keys() const { return m_keys; }
    [[nodiscard]] ResultGrid *grid() const { return m_grid; }
    /// What is in no sum; empty where everything is.
    [[nodiscard]] QString note() const;

private:
    void fillMenu();
    void merge();
    void take(const Result<MergedRows> &merged);

    CombinedResult m_result;
    RowOrder m_order;
    QString m_missing;
    QStringList m_keys;
    QToolButton *m_choice;
    QMenu *m_menu;
    QLabel *m_note;
    ResultGrid *m_grid;
    std::shared_ptr<std::atomic<int>> m_question; ///< an answer to an older one is dropped
};

} // namespace concord
