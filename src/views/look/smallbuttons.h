// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QToolButton>
#include <QWidget>

class QAction;
class QLabel;

namespace concord {

/// A flat button of one sign ("⟳", "✕") with its meaning as tool tip and accessible name.
[[nodiscard]] QToolButton *makeSignButton(const QString &sign, const QString &meaning, QWidget *parent);
/// A flat button that reads as a link.
[[nodiscard]] QToolButton *makeLinkButton(const QString &text, QWidget *parent);
/// A tool button in colours of its own, taken anew from the palette at each painting, so that a change of theme reaches it.
class ColouredButton : public QToolButton
{
    Q_OBJECT

public:
    enum class Look { Link, Primary };
    ColouredButton(Look look, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
};
/// The tool tip says `words` and the action's keys, also after these have changed. A null action has none.
void explainKey(QWidget &widget, const QAction *action, const QString &words);
void explainKey(QAction &shown, const QAction *action, const QString &words);
/// A label whose text is never read as rich text.
[[nodiscard]] QLabel *makePlainLabel(const QString &text, QWidget *parent);

/// The dot of an environment as a widget; its name is the accessible name.
class EnvironmentDot : public QWidget
{
    Q_OBJECT

public:
    EnvironmentDot(const Endpoint &endpoint, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Endpoint m_endpoint;
};

} // namespace concord
