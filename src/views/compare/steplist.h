// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

#include <QTreeView>

class QMenu;

namespace concord {

class StepModel;

/// The statements of a script in the order in which they run: ticked one by one, several that are selected, all of an object, or all that a
/// filter shows.
class StepList : public QTreeView
{
    Q_OBJECT

public:
    explicit StepList(StepModel *model, QWidget *parent = nullptr);

    /// Shows only statements whose purpose, object or cost has these words, or whose text has.
    void setFilter(const QString &words);
    /// What is shown gets ticks or loses them; what loses data is asked for first.
    void tickShown(bool on);
    /// Takes all other ticks.
    void tickOnly(const QList<int> &steps);
    /// What may be done with the statements that are selected and with their object.
    void fillMenu(QMenu *menu);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void hideOthers();
    [[nodiscard]] bool shows(int step) const;
    [[nodiscard]] QList<int> selected() const;
    [[nodiscard]] QList<int> stepsOf(const ObjectRef &object) const;

    StepModel *m_model;
    QString m_filter;
};

} // namespace concord
