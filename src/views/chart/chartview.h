// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chart/chartpainter.h"

#include <QWidget>

#include <atomic>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QScrollArea;
class QToolButton;

namespace concord {

/// The bars of a chart; the exact value of the one under the pointer is its tool tip.
class ChartCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit ChartCanvas(QWidget *parent = nullptr);
    void setChart(const ChartData &chart);
    [[nodiscard]] const ChartData &chart() const { return m_data; }
    /// "tenant_1: 1250 (sum of 3 rows)"
    [[nodiscard]] QString wordsOf(int bar) const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] ChartPainter painter() const;

    ChartData m_data;
};

/// A result as bars: one column of numbers, summed by the source or by another column. To be saved as PNG or SVG.
class ChartView : public QWidget
{
    Q_OBJECT

public:
    explicit ChartView(QWidget *parent = nullptr);
    ~ChartView() override;

    /// `coverage` stands under the picture: "18 of 20 databases answered".
    void setResult(const CombinedResult &result, const RowOrder &order, const QString &coverage);
    [[nodiscard]] ChartCanvas *canvas() const { return m_canvas; }
    [[nodiscard]] QComboBox *valueChoice() const { return m_value; }
    [[nodiscard]] QComboBox *categoryChoice() const { return m_category; }
    /// By the name's end: .svg, else PNG. Painted here, written off the GUI thread; saved() or problem() follows.
    void save(const QString &path);

Q_SIGNALS:
    void saved(const QString &path);
    void problem(const QString &text);

private:
    void fillChoices();
    void compute();
    void take(const ChartData &chart);
    void askWhere();
    [[nodiscard]] ChartPainter picture() const;

    QComboBox *m_value;
    QComboBox *m_category;
    QToolButton *m_save;
    QLabel *m_note;
    QScrollArea *m_area;
    ChartCanvas *m_canvas;
    CombinedResult m_result;
    RowOrder m_order;
    QString m_coverage;
    std::shared_ptr<std::atomic<int>> m_question;
};

} // namespace concord
