// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace concord {

/// The frozen source column: environment dot and name of the database that a row came from.
class SourceHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit SourceHeader(QWidget *parent = nullptr);
    /// Names to make room for.
    void fit(const QStringList &names);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    int m_width = 0;
};

} // namespace concord
