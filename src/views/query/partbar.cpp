// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/partbar.h"

#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "query/runstarter.h"
#include "query/textparts.h"

#include <QButtonGroup>
#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

PartBar::PartBar(std::shared_ptr<const DriverRegistry> registry, QWidget *parent)
    : QWidget(parent),
      m_registry(std::move(registry)),
      m_layout(new QHBoxLayout(this)),
      m_buttons(new QButtonGroup(this)),
      m_hint(new ElidedLabel(this))
{
    setAccessibleName(tr("Languages of this query"));
    const int pad = fontMetrics().height() / 3;
    m_layout->setContentsMargins(2 * pad, 0, pad, 0);
    m_layout->setSpacing(pad);
    m_layout->addWidget(m_hint, 1);
    m_buttons->setExclusive(false);
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) {
        const Kind &kind = m_kinds[id];
        const int place = placeOf(kind);
        refresh(); // a click checks nothing by itself
        if (place >= 0)
            Q_EMIT placeWanted(place);
        else
            Q_EMIT partWanted(partLine(*kind.dialect));
    });
    hide();
}

void PartBar::setTargets(const QList<Endpoint> &targets)
{
    m_kinds.clear();
    for (const Endpoint &endpoint : targets) {
        const Dialect &dialect = dialectOf(endpoint, *m_registry);
        if (std::ranges::none_of(m_kinds, [&](const Kind &kind) { return kindWord(*kind.dialect) == kindWord(dialect); }))
            m_kinds.append({endpoint, &dialect, dialect.language ? dialect.displayName : u"SQL"_s});
    }
    rebuild();
}

void PartBar::rebuild()
{
    for (QAbstractButton *button : m_buttons->buttons())
        delete button;
    setVisible(m_kinds.size() > 1);
    for (int i = 0; i < m_kinds.size() && m_kinds.size() > 1; ++i) {
        auto *button = makeLinkButton(m_kinds[i].title, this);
        button->setCheckable(true);
        m_buttons->addButton(button, i);
        m_layout->insertWidget(i, button);
    }
    refresh();
}

void PartBar::setText(const QString &text, int cursor)
{
    m_text = text;
    m_cursor = cursor;
    if (m_kinds.size() > 1)
        refresh();
}

int PartBar::placeOf(const Kind &kind) const
{
    const QList<TextPart> parts = textParts(m_text);
    const TextPart part = partsFor(parts, kind.endpoint, *kind.dialect).first();
    if (!part.names.isEmpty())
        return part.offset;
    // The beginning belongs to the first language that no part is for; another would be sent what it cannot read.
    const auto first =
        std::ranges::find_if(m_kinds, [&](const Kind &other) { return partsFor(parts, other.endpoint, *other.dialect).first().names.isEmpty(); });
    return first != m_kinds.end() && first->dialect == kind.dialect ? 0 : -1;
}

void PartBar::refresh()
{
    QStringList without;
    for (QAbstractButton *button : m_buttons->buttons()) {
        const Kind &kind = m_kinds[m_buttons->id(button)];
        const int place = placeOf(kind);
        button->setText(place < 0 ? u"+ "_s + kind.title : kind.title);
        button->setChecked(place >= 0 && isFor(m_text, m_cursor, kind.endpoint, *kind.dialect));
        button->setAccessibleName(place < 0 ? tr("Begin a part in %1").arg(kind.title) : tr("To the part in %1").arg(kind.title));
        button->setToolTip(button->accessibleName());
        if (place < 0)
            without.append(kind.title);
    }
    m_hint->setText(without.isEmpty() ? tr("Ctrl+Enter asks all of them, each in its own language.")
                                      : tr("%1 wants a part of its own: it cannot read what stands here.").arg(without.join(u", "_s)));
    m_hint->setTone(without.isEmpty() ? Tone::Dim : Tone::Warning);
}

} // namespace concord
