// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridstatus.h"

#include "look/smallbuttons.h"
#include "look/tone.h"
#include "look/wording.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString sign(GridStatusLine::Kind kind)
{
    switch (kind) {
    case GridStatusLine::Kind::Waiting: return u"◐"_s;
    case GridStatusLine::Kind::Capped: return u"▤"_s;
    case GridStatusLine::Kind::Failed: return u"✗"_s;
    case GridStatusLine::Kind::Cancelled: return u"■"_s;
    }
    return {};
}

Tone toneOf(GridStatusLine::Kind kind)
{
    switch (kind) {
    case GridStatusLine::Kind::Failed: return Tone::Error;
    case GridStatusLine::Kind::Capped:
    case GridStatusLine::Kind::Cancelled: return Tone::Warning;
    case GridStatusLine::Kind::Waiting: break;
    }
    return Tone::Dim;
}

} // namespace

GridStatus::GridStatus(QWidget *parent) : QScrollArea(parent)
{
    auto *content = new QWidget(this);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Databases whose rows are not all here"));
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void GridStatus::setLines(const QList<GridStatusLine> &lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    for (const GridStatusLine &line : lines)
        m_layout->addWidget(makeLine(line));
    m_layout->addStretch();
    const int height = fontMetrics().height() + fontMetrics().height() * 3 / 8 + 2;
    setFixedHeight(int(std::min<qsizetype>(lines.size(), 5)) * height);
    setVisible(!lines.isEmpty());
}

QWidget *GridStatus::makeLine(const GridStatusLine &line)
{
    auto *row = new QWidget(widget());
    auto *layout = new QHBoxLayout(row);
    const int pad = fontMetrics().height() / 2;
    layout->setContentsMargins(pad, 0, pad, 0);
    layout->setSpacing(pad / 2);
    row->setFixedHeight(fontMetrics().height() + fontMetrics().height() * 3 / 8 + 2);
    row->setAccessibleName(line.endpoint.name + u": "_s + line.text);
    if (line.target >= 0) {
        layout->addWidget(new EnvironmentDot(line.endpoint, row));
        layout->addWidget(makePlainLabel(line.endpoint.name, row));
    }
    QLabel *text = makePlainLabel(sign(line.kind) + u' ' + firstLine(line.text), row);
    setTone(*text, toneOf(line.kind));
    text->setToolTip(plainToolTip(line.text));
    text->setMinimumWidth(1);
    layout->addWidget(text, 1);
    const int target = line.target;
    if (line.canFetchMore) {
        QToolButton *more = makeLinkButton(tr("fetch more"), row);
        connect(more, &QToolButton::clicked, this, [this, target] { Q_EMIT fetchMoreRequested(target); });
        layout->addWidget(more);
    }
    if (line.kind == GridStatusLine::Kind::Failed || line.kind == GridStatusLine::Kind::Cancelled) {
        QToolButton *show = makeLinkButton(tr("message"), row);
        connect(show, &QToolButton::clicked, this, [this, target] { Q_EMIT messageWanted(target); });
        layout->addWidget(show);
        QToolButton *retry = makeSignButton(u"⟳"_s, tr("Run %1 again").arg(line.endpoint.name), row);
        connect(retry, &QToolButton::clicked, this, [this, target] { Q_EMIT retryRequested(target); });
        layout->addWidget(retry);
    }
    return row;
}

} // namespace concord
