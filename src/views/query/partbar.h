// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "connection/profile.h"

#include <QWidget>

#include <memory>

class QButtonGroup;
class QHBoxLayout;

namespace concord {

class ElidedLabel;

/// One button for each language that a query's databases speak ("SQL", "MongoDB"), where they speak several: to the part of
/// the text that is in it (query/textparts.h), or, with a "+", to begin one. Hidden where all speak the same.
class PartBar : public QWidget
{
    Q_OBJECT

public:
    explicit PartBar(std::shared_ptr<const DriverRegistry> registry, QWidget *parent = nullptr);

    void setTargets(const QList<Endpoint> &targets);
    /// Whether there are several languages.
    [[nodiscard]] bool isActive() const { return m_kinds.size() > 1; }
    /// The text as it is and where the cursor stands.
    void setText(const QString &text, int cursor);

Q_SIGNALS:
    /// The part of a language that has one.
    void placeWanted(int offset);
    /// A line that begins a part, to be put at the text's end.
    void partWanted(const QString &line);

private:
    /// A language of the targets: one of them stands for all.
    struct Kind
    {
        Endpoint endpoint;
        const Dialect *dialect;
        QString title;
    };
    void rebuild();
    void refresh();
    /// Where the language's part begins; -1: it has none of its own.
    [[nodiscard]] int placeOf(const Kind &kind) const;

    std::shared_ptr<const DriverRegistry> m_registry;
    QList<Kind> m_kinds;
    QString m_text;
    int m_cursor = 0;
    QHBoxLayout *m_layout;
    QButtonGroup *m_buttons;
    ElidedLabel *m_hint;
};

} // namespace concord
