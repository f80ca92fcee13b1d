// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/inspectorpanel.h"
#include "look/tone.h"

#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static QLabel *plainLabel(const QString &text, bool bold = false)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QFont font = label->font();
    font.setBold(bold);
    label->setFont(font);
    return label;
}

InspectorPanel::InspectorPanel(QWidget *parent)
    : QScrollArea(parent),
      m_title(plainLabel({}, true)),
      m_properties(new QFormLayout),
      m_selection(plainLabel({})),
      m_cellTitle(plainLabel({}, true)),
      m_cell(new QPlainTextEdit)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setMinimumWidth(fontMetrics().averageCharWidth() * 24); // below that, words are cut
    auto *inside = new QWidget;
    auto *layout = new QVBoxLayout(inside);
    m_title->hide();
    m_cellTitle->hide();
    m_selection->hide();
    m_properties->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_cell->setReadOnly(true);
    m_cell->setFrameShape(QFrame::NoFrame);
    m_cell->viewport()->setBackgroundRole(QPalette::Window);
    m_cell->setAccessibleName(tr("Value of the current cell"));
    m_cell->setPlaceholderText(tr("Select a cell to see its whole value."));
    m_selection->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_title);
    layout->addLayout(m_properties);
    layout->addWidget(m_cellTitle);
    layout->addWidget(m_cell, 1);
    layout->addWidget(m_selection);
    setWidget(inside);
}

void InspectorPanel::showProperties(const QString &title, const QList<std::pair<QString, QString>> &properties)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_properties->setContentsMargins(0, 0, 0, title.isEmpty() ? 0 : fontMetrics().height());
    while (m_properties->rowCount() > 0)
        m_properties->removeRow(0);
    for (const auto &[name, value] : properties) {
        if (value.isEmpty()) {
            m_properties->addRow(plainLabel(name, true)); // a heading
            continue;
        }
        QLabel *key = plainLabel(name);
        key->setForegroundRole(QPalette::PlaceholderText);
        key->setWordWrap(false);
        QLabel *text = plainLabel(value);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_properties->addRow(key, text);
    }
}

void InspectorPanel::showSelection(const QString &text)
{
    m_selection->setText(text);
    m_selection->setVisible(!text.isEmpty());
}

void InspectorPanel::showCell(const QString &column, const QString &type, const QString &text, bool isValue)
{
    QFont font = this->font();
    font.setItalic(!isValue && !column.isEmpty());
    m_cell->setFont(font);
    setTone(*m_cell, isValue ? Tone::Plain : Tone::Dim);
    m_cell->setPlaceholderText(column.isEmpty() ? tr("Select a cell to see its whole value.") : tr("empty text"));
    m_cellTitle->setText(type.isEmpty() ? column : u"%1  ·  %2"_s.arg(column, type));
    m_cellTitle->setVisible(!column.isEmpty());
    m_cell->setPlainText(text);
}

} // namespace concord
