// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chart/chartdata.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace concord {

/// Lays bars out and paints them: on the screen, into a picture, into SVG.
class ChartPainter
{
public:
    /// `title` above, `footer` below; both may be empty. Sizes are in the device-independent pixels of `font`.
    ChartPainter(const ChartData &data, QString title, QString footer, const QFont &font, const QPalette &palette);

    /// Height that all bars need.
    [[nodiscard]] int height() const;
    [[nodiscard]] int leastWidth() const;
    void paint(QPainter &painter, int width) const;
    /// The bar whose line holds this height; -1: none.
    [[nodiscard]] int barAt(int y) const;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int top() const;
    [[nodiscard]] int labelWidth() const;
    [[nodiscard]] int valueWidth() const;

    ChartData m_data;
    QString m_title;
    QString m_footer;
    QFont m_font;
    QPalette m_palette;
};

} // namespace concord
