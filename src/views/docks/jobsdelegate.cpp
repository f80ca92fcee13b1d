// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobsdelegate.h"

#include "docks/jobsmodel.h"
#include "look/colours.h"

#include <QPainter>

namespace concord {

void JobsDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->state.testFlag(QStyle::State_Selected))
        return;
    if (index.data(JobsModel::ProblemRole).toBool())
        option->palette.setColor(QPalette::Text, errorText(option->palette));
    else if (index.column() == JobsModel::Detail || index.column() == JobsModel::Elapsed)
        option->palette.setColor(QPalette::Text, dimText(option->palette));
}

static void paintBar(QPainter &painter, const QRect &area, double progress, const QPalette &palette)
{
    const int height = std::max(4, area.height() / 4);
    const QRectF track(area.left(), area.center().y() - height / 2.0 + 0.5, area.width(), height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(hairline(palette));
    painter.drawRoundedRect(track, height / 2.0, height / 2.0);
    QRectF done = track;
    done.setWidth(std::max<qreal>(track.width() * std::clamp(progress, 0.0, 1.0), progress > 0 ? height : 0));
    painter.setBrush(accent(palette));
    if (done.width() > 0)
        painter.drawRoundedRect(done, height / 2.0, height / 2.0);
}

void JobsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() == JobsModel::Progress) {
        QStyledItemDelegate::paint(painter, option, index);
        const double progress = index.data(JobsModel::ProgressRole).toDouble();
        if (index.data(JobsModel::RunningRole).toBool()) {
            painter->save();
            const int gap = option.fontMetrics.averageCharWidth();
            paintBar(*painter, option.rect.adjusted(gap, 0, -gap, 0), std::max(progress, 0.0), option.palette);
            painter->restore();
        }
        return;
    }
    const QVariant dot = index.data(JobsModel::DotRole);
    if (!dot.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem moved = option;
    const int size = option.fontMetrics.xHeight() + 1;
    moved.rect.setLeft(option.rect.left() + size + option.fontMetrics.averageCharWidth());
    QStyledItemDelegate::paint(painter, moved, index);
    paintDot(*painter, QRectF(option.rect.left(), option.rect.center().y() - size / 2.0 + 0.5, size, size),
             endpointColour(dot.value<Endpoint>(), option.palette));
}

QSize JobsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() * 3 / 2);
    return size;
}

} // namespace concord
