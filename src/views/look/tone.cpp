// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/tone.h"

#include "look/colours.h"

#include <QApplication>
#include <QEvent>
#include <QListWidgetItem>
#include <QStandardItem>
#include <QTreeWidgetItem>

namespace concord {

/// Far from the roles that views use for their own.
static constexpr int toneRole = Qt::UserRole + 1000;

QColor toneColour(Tone tone, const QPalette &palette)
{
    switch (tone) {
    case Tone::Plain: break;
    case Tone::Dim: return dimText(palette);
    case Tone::Good: return goodText(palette);
    case Tone::Warning: return warningText(palette);
    case Tone::Error: return errorText(palette);
    }
    return palette.color(QPalette::Text);
}

namespace {

/// Colours its parent anew when the theme changes.
class ToneFollower final : public QObject
{
    Q_OBJECT

public:
    explicit ToneFollower(QWidget &widget) : QObject(&widget), m_widget(widget) { widget.installEventFilter(this); }

    void setTone(Tone tone)
    {
        m_tone = tone;
        apply();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == &m_widget && event->type() == QEvent::PaletteChange)
            apply();
        return false;
    }

private:
    /// From what is around it: the widget's own palette holds the colour of the theme before.
    void apply()
    {
        QPalette own;
        if (m_tone != Tone::Plain) {
            const QColor colour = toneColour(m_tone, m_widget.parentWidget() ? m_widget.parentWidget()->palette() : QApplication::palette());
            own.setColor(QPalette::WindowText, colour);
            own.setColor(QPalette::Text, colour);
        }
        m_widget.setPalette(own);
    }

    QWidget &m_widget;
    Tone m_tone = Tone::Plain;
};

} // namespace

void setTone(QWidget &widget, Tone tone)
{
    auto *follower = widget.findChild<ToneFollower *>(Qt::FindDirectChildrenOnly);
    if (!follower)
        follower = new ToneFollower(widget);
    follower->setTone(tone);
}

void setTone(QTreeWidgetItem &item, int column, Tone tone)
{
    item.setData(column, toneRole, static_cast<int>(tone));
}

void setTone(QListWidgetItem &item, Tone tone)
{
    item.setData(toneRole, static_cast<int>(tone));
}

void setTone(QStandardItem &item, Tone tone)
{
    item.setData(static_cast<int>(tone), toneRole);
}

void ToneDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QVariant tone = index.data(toneRole); tone.isValid())
        option->palette.setColor(QPalette::Text, toneColour(static_cast<Tone>(tone.toInt()), option->palette));
}

} // namespace concord

#include "tone.moc"
