// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/endlabel.h"

#include "compare/comparereport.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

EndLabel::EndLabel(QWidget *parent) : QWidget(parent), m_layout(new QHBoxLayout(this)), m_title(new ElidedLabel)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(m_title, 1);
}

void EndLabel::setEnd(const CompareEnd &end, const Endpoint &endpoint, const QString &state)
{
    delete m_dot;
    m_dot = new EnvironmentDot(endpoint, this);
    m_layout->insertWidget(0, m_dot);
    m_title->setText(state.isEmpty() ? endTitle(end) : endTitle(end) + u" · "_s + state);
    m_title->setAccessibleName(m_title->text());
}

QString EndLabel::text() const
{
    return m_title->text();
}

} // namespace concord
