// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chartpainter.h"

#include "look/colours.h"
#include "look/wording.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

ChartPainter::ChartPainter(const ChartData &data, QString title, QString footer, const QFont &font, const QPalette &palette)
    : m_data(data),
      m_title(std::move(title)),
      m_footer(std::move(footer)),
      m_font(font),
      m_palette(palette)
{
    m_font.setFeature(QFont::Tag("tnum"), 1);
}

int ChartPainter::lineHeight() const
{
    return QFontMetrics(m_font).height() * 3 / 2;
}

int ChartPainter::top() const
{
    return m_title.isEmpty() ? lineHeight() / 3 : lineHeight() * 3 / 2;
}

int ChartPainter::height() const
{
    return top() + int(m_data.bars.size()) * lineHeight() + (m_footer.isEmpty() ? lineHeight() / 3 : lineHeight() * 3 / 2);
}

int ChartPainter::labelWidth() const
{
    const QFontMetrics metrics(m_font);
    int widest = 0;
    for (const ChartBar &bar : m_data.bars)
        widest = std::max(widest, metrics.horizontalAdvance(firstLine(bar.label, 60)));
    return std::min(widest, metrics.averageCharWidth() * 40) + metrics.height();
}

int ChartPainter::valueWidth() const
{
    const QFontMetrics metrics(m_font);
    int widest = 0;
    for (const ChartBar &bar : m_data.bars)
        widest = std::max(widest, metrics.horizontalAdvance(bar.value));
    return widest + metrics.height();
}

int ChartPainter::leastWidth() const
{
    return labelWidth() + valueWidth() + QFontMetrics(m_font).averageCharWidth() * 20;
}

int ChartPainter::barAt(int y) const
{
    const int line = y < top() ? -1 : (y - top()) / lineHeight();
    return line < m_data.bars.size() ? line : -1;
}

void ChartPainter::paint(QPainter &painter, int width) const
{
    const QFontMetrics metrics(m_font);
    const int pad = metrics.height() / 2;
    const int left = labelWidth();
    const double room = std::max(1, width - left - valueWidth() - pad);
    double least = 0;
    double most = 0;
    for (const ChartBar &bar : m_data.bars) {
        if (!std::isfinite(bar.length))
            continue;
        least = std::min(least, bar.length);
        most = std::max(most, bar.length);
    }
    const double scale = most > least ? room / (most - least) : 0;
    const double zero = left - least * scale;

    painter.setFont(m_font);
    if (!m_title.isEmpty()) {
        QFont bold = m_font;
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(m_palette.color(QPalette::Text));
        painter.drawText(QRect(pad, 0, width - 2 * pad, top()), Qt::AlignLeft | Qt::AlignVCenter, m_title);
        painter.setFont(m_font);
    }
    for (qsizetype i = 0; i < m_data.bars.size(); ++i) {
        const ChartBar &bar = m_data.bars[i];
        const int y = top() + int(i) * lineHeight();
        painter.setPen(m_palette.color(QPalette::Text));
        painter.drawText(QRect(pad, y, left - pad * 2, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(firstLine(bar.label, 60), Qt::ElideMiddle, left - pad * 2));
        const double length = std::isfinite(bar.length) ? bar.length * scale : 0;
        const QRectF box = QRectF(zero, y + lineHeight() * 0.18, length, lineHeight() * 0.64).normalized();
        painter.fillRect(box, accent(m_palette));
        painter.drawText(QRectF(std::max(box.right(), zero) + pad / 2.0, y, valueWidth(), lineHeight()), Qt::AlignLeft | Qt::AlignVCenter, bar.value);
    }
    painter.setPen(hairline(m_palette));
    painter.drawLine(QPointF(zero, top()), QPointF(zero, top() + double(m_data.bars.size()) * lineHeight()));
    if (!m_footer.isEmpty()) {
        painter.setPen(dimText(m_palette));
        painter.drawText(QRect(pad, height() - lineHeight() * 5 / 4, width - 2 * pad, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter, m_footer);
    }
}

} // namespace concord
