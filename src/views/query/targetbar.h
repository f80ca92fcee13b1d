// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QWidget>

class QToolButton;

namespace concord {

class ProfileList;
class TargetChip;

/// The databases that a statement runs on, as chips beside Run. Those that do not fit stand behind "+17 ▾".
class TargetBar : public QWidget
{
    Q_OBJECT

public:
    explicit TargetBar(ProfileList &profiles, QWidget *parent = nullptr);

    [[nodiscard]] QList<QUuid> targets() const { return m_targets; }
    /// Unknown profiles stay in the set (their name may come with the next reload) and are shown as such.
    void setTargets(const QList<QUuid> &profiles);
    /// Endpoints of the targets that exist, in order.
    [[nodiscard]] QList<Endpoint> endpoints() const;
    /// The searchable list of all profiles.
    void openPopup();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void targetsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void rebuild();
    void arrange();

    ProfileList &m_profiles;
    QList<QUuid> m_targets;
    QList<TargetChip *> m_chips;
    QToolButton *m_more;
    QToolButton *m_add;
};

} // namespace concord
