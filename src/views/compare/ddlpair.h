// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace concord {

class SqlEditor;
struct Dialect;

/// Two read-only SQL texts beside each other: lines that differ are marked, by a sign too, and they scroll together.
class DdlPair : public QWidget
{
    Q_OBJECT

public:
    explicit DdlPair(QWidget *parent = nullptr);

    /// Null dialect: of no engine.
    void setDialects(const Dialect *left, const Dialect *right);
    void setTexts(const QString &left, const QString &right);
    /// Names of the sides, for those who cannot see where they stand.
    void setNames(const QString &left, const QString &right);
    [[nodiscard]] SqlEditor *left() const { return m_left; }
    [[nodiscard]] SqlEditor *right() const { return m_right; }
    /// Lines that are marked, from 0.
    [[nodiscard]] const QList<int> &changedLeft() const { return m_changedLeft; }
    [[nodiscard]] const QList<int> &changedRight() const { return m_changedRight; }

protected:
    void changeEvent(QEvent *event) override;

private:
    SqlEditor *makeEditor();
    void follow(SqlEditor *moved, SqlEditor *other, const QList<int> &lines);
    void applyLook();

    SqlEditor *m_left;
    SqlEditor *m_right;
    QList<int> m_changedLeft;
    QList<int> m_changedRight;
    QList<int> m_rightOf;
    QList<int> m_leftOf;
    bool m_scrolling = false;
};

} // namespace concord
