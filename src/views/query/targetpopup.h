// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QUuid>

class QLabel;
class QLineEdit;
class QStandardItem;
class QStandardItemModel;
class QToolButton;
class QTreeView;

namespace concord {

class ProfileList;

/// All profiles to choose targets from: type to search, Space or Enter to tick, groups and saved sets as rows of their own.
/// What is ticked counts at once; Esc closes.
class TargetPopup : public QFrame
{
    Q_OBJECT

public:
    TargetPopup(ProfileList &profiles, const QList<QUuid> &chosen, QWidget *parent);

    [[nodiscard]] QList<QUuid> chosen() const { return m_chosen; }
    [[nodiscard]] QLineEdit *searchBox() const { return m_search; }
    [[nodiscard]] QTreeView *list() const { return m_list; }

Q_SIGNALS:
    void chosenChanged(const QList<QUuid> &profiles);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    void addHeading(const QString &text);
    void addSet(const QString &sign, const QString &name, const QList<QUuid> &profiles, bool isSaved);
    void toggleRow(int row);
    void choose(const QList<QUuid> &profiles, bool on);
    void refreshChecks();
    void select(int row);
    [[nodiscard]] int bestRow(const QString &wanted) const;
    void step(int by);
    void saveSet();

    ProfileList &m_profiles;
    QList<QUuid> m_chosen;
    QLineEdit *m_search;
    QTreeView *m_list;
    QStandardItemModel *m_model;
    QLabel *m_count;
    QLineEdit *m_setName;
    QToolButton *m_save;
};

} // namespace concord
