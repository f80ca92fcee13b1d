// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chartview.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QBuffer>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSaveFile>
#include <QScrollArea>
#include <QSvgGenerator>
#include <QToolTip>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

ChartCanvas::ChartCanvas(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Chart"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

ChartPainter ChartCanvas::painter() const
{
    return {m_data, {}, {}, font(), palette()};
}

void ChartCanvas::setChart(const ChartData &chart)
{
    m_data = chart;
    QStringList words;
    for (int i = 0; i < m_data.bars.size(); ++i)
        words.append(wordsOf(i));
    setAccessibleDescription(words.join(u'\n'));
    setMinimumSize(painter().leastWidth(), painter().height());
    updateGeometry();
    update();
}

QString ChartCanvas::wordsOf(int bar) const
{
    const ChartBar &each = m_data.bars.at(bar);
    return each.rows > 1 ? tr("%1: %2 (sum of %3 rows)").arg(each.label, each.value, grouped(qint64(each.rows)))
                         : tr("%1: %2").arg(each.label, each.value);
}

QSize ChartCanvas::sizeHint() const
{
    return {painter().leastWidth(), painter().height()};
}

bool ChartCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int bar = painter().barAt(help->y());
    if (bar < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainToolTip(wordsOf(bar)), this);
    return true;
}

void ChartCanvas::paintEvent(QPaintEvent *)
{
    QPainter paint(this);
    painter().paint(paint, width());
}

ChartView::ChartView(QWidget *parent)
    : QWidget(parent),
      m_value(new QComboBox(this)),
      m_category(new QComboBox(this)),
      m_save(makeLinkButton(tr("save picture"), this)),
      m_note(makePlainLabel({}, this)),
      m_area(new QScrollArea(this)),
      m_canvas(new ChartCanvas),
      m_question(std::make_shared<std::atomic<int>>(0))
{
    m_value->setAccessibleName(tr("Column of numbers"));
    m_category->setAccessibleName(tr("A bar for each"));
    m_value->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_category->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_save->setToolTip(tr("Save the chart as PNG or SVG"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setMinimumWidth(1);
    m_area->setWidget(m_canvas);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setBackgroundRole(QPalette::Base);
    auto *top = new QHBoxLayout;
    const int pad = fontMetrics().height() / 3;
    top->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    top->setSpacing(2 * pad);
    top->addWidget(m_value);
    top->addWidget(makePlainLabel(tr("by"), this));
    top->addWidget(m_category);
    top->addWidget(m_note, 1);
    top->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_area, 1);
    connect(m_value, &QComboBox::currentIndexChanged, this, &ChartView::compute);
    connect(m_category, &QComboBox::currentIndexChanged, this, &ChartView::compute);
    connect(m_save, &QToolButton::clicked, this, &ChartView::askWhere);
}

ChartView::~ChartView()
{
    ++*m_question;
}

void ChartView::setResult(const CombinedResult &result, const RowOrder &order, const QString &coverage)
{
    m_result = result;
    m_order = order;
    m_coverage = coverage;
    fillChoices();
    compute();
}

/// The columns chosen before stay chosen by name.
void ChartView::fillChoices()
{
    const QSignalBlocker values(m_value);
    const QSignalBlocker categories(m_category);
    const QString value = m_value->currentText();
    const QString category = m_category->currentText();
    m_value->clear();
    m_category->clear();
    m_category->addItem(tr("source"), -1);
    const QList<int> numbers = numericColumns(m_result);
    for (int column = 0; column < int(m_result.columns().size()); ++column) {
        const QString &name = m_result.columns()[std::size_t(column)].info.name;
        if (numbers.contains(column))
            m_value->addItem(name, column);
        m_category->addItem(name, column);
    }
    const int before = m_value->findText(value);
    m_value->setCurrentIndex(before >= 0 ? before : m_value->findData(likelyValue(m_result, numbers)));
    m_category->setCurrentIndex(std::max(0, m_category->findText(category)));
}

void ChartView::compute()
{
    const int question = ++*m_question;
    m_save->setEnabled(false);
    if (m_value->currentIndex() < 0) {
        m_canvas->setChart({});
        m_note->setText(m_result.columns().empty() ? tr("Nothing to draw yet.") : tr("No column of this result has numbers."));
        return;
    }
    m_note->setText(tr("adding up …"));
    const auto stop = [asked = m_question, question] { return asked->load() != question; };
    QtConcurrent::run([result = m_result, order = m_order, value = m_value->currentData().toInt(), category = m_category->currentData().toInt(),
                       stop] {
        return chartOf(result, order, value, category, stop);
    }).then(this, [this, stop](const ChartData &chart) {
        if (!stop())
            take(chart);
    });
}

void ChartView::take(const ChartData &chart)
{
    m_canvas->setChart(chart);
    QStringList notes;
    if (chart.groups > std::uint64_t(chart.bars.size()))
        notes.append(tr("the first %1 of %2 bars").arg(grouped(chart.bars.size()), grouped(qint64(chart.groups))));
    if (chart.left > 0)
        notes.append(tr("%1 rows have no number there").arg(grouped(qint64(chart.left))));
    m_note->setText(notes.join(u" · "_s));
    m_save->setEnabled(!chart.bars.isEmpty());
}

ChartPainter ChartView::picture() const
{
    QStringList footer{m_coverage};
    if (!m_note->text().isEmpty())
        footer.append(m_note->text());
    return {m_canvas->chart(), tr("%1 by %2").arg(m_value->currentText(), m_category->currentText()), footer.join(u" · "_s), font(), palette()};
}

void ChartView::askWhere()
{
    auto *dialog = new QFileDialog(this, tr("Save the chart"), {}, tr("PNG (*.png);;SVG (*.svg)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"png"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.contains("svg"_L1) ? u"svg"_s : u"png"_s); });
    connect(dialog, &QFileDialog::fileSelected, this, &ChartView::save);
    dialog->open();
}

static QByteArray svgOf(const ChartPainter &chart, const QSize &size, const QColor &background)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    QPainter painter(&generator);
    painter.fillRect(QRect(QPoint(), size), background);
    chart.paint(painter, size.width());
    painter.end();
    return svg;
}

static QImage imageOf(const ChartPainter &chart, const QSize &size, const QColor &background)
{
    constexpr qreal scale = 2; // sharp on paper and on fine screens
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(background);
    QPainter painter(&image);
    chart.paint(painter, size.width());
    return image;
}

void ChartView::save(const QString &path)
{
    const ChartPainter chart = picture();
    const QSize size(std::max(chart.leastWidth(), m_area->viewport()->width()), chart.height());
    const QColor background = palette().color(QPalette::Base);
    const bool svg = path.endsWith(".svg"_L1, Qt::CaseInsensitive);
    const QByteArray text = svg ? svgOf(chart, size, background) : QByteArray();
    const QImage image = svg ? QImage() : imageOf(chart, size, background);
    QtConcurrent::run([path, text, image]() -> Result<void> {
        QSaveFile file(path);
        const bool good = file.open(QIODevice::WriteOnly) && (image.isNull() ? file.write(text) == text.size() : image.save(&file, "PNG"));
        if (!good || !file.commit())
            return fail(ErrorKind::Io, u"%1: %2"_s.arg(path, file.errorString()));
        return {};
    }).then(this, [this, path](const Result<void> &done) {
        if (done)
            Q_EMIT saved(path);
        else
            Q_EMIT problem(done.error().message);
    });
}

} // namespace concord
