// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace concord {

/// The things of one side that a pair may be made of.
struct PairSide
{
    QString title;     ///< of the list: "legacy"
    QStringList names;
    int chosen = -1;   ///< selected at first
};

/// Two lists side by side, each with a search box: one of the left and one of the right become a pair.
class PairDialog : public QDialog
{
    Q_OBJECT

public:
    PairDialog(const QString &title, const PairSide &left, const PairSide &right, QWidget *parent);

    [[nodiscard]] QLineEdit *search(bool left) const { return left ? m_left.search : m_right.search; }
    [[nodiscard]] QListWidget *list(bool left) const { return left ? m_left.list : m_right.list; }

Q_SIGNALS:
    /// Indexes of PairSide::names.
    void paired(int left, int right);

private:
    struct Side
    {
        QLineEdit *search = nullptr;
        QListWidget *list = nullptr;
    };
    Side makeSide(const PairSide &side);
    [[nodiscard]] static int chosen(const Side &side);
    void refresh();
    void pairThem();

    Side m_left;
    Side m_right;
    QLabel *m_words;
    QPushButton *m_pair = nullptr;
};

} // namespace concord
