// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/popupdialog.h"

#include <functional>

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace concord {

/// One thing that can be found by Ctrl+P.
struct PaletteEntry
{
    QString text;
    QString hint; ///< dim, at the right: shortcut or where it lives
    QString menu; ///< of a command: "View › Colour theme"; shown before the hint, and found by too
    std::function<void()> run;
};

/// What else answers a text: asked at each key press, answers on the GUI thread when it knows.
using PaletteAnswer = std::function<void(const QList<PaletteEntry> &entries)>;
using PaletteSource = std::function<void(const QString &text, const PaletteAnswer &answer)>;

/// Finds a connection, a table or a command by some letters of its name, in any order of words.
class CommandPalette : public PopupDialog
{
    Q_OBJECT

public:
    CommandPalette(QList<PaletteEntry> entries, PaletteSource more, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void append(const QList<PaletteEntry> &entries);
    void showMore(const QList<PaletteEntry> &entries);
    void showList(bool shown);
    void runCurrent();

    QList<PaletteEntry> m_entries;
    PaletteSource m_more;
    QList<PaletteEntry> m_shown;
    QLineEdit *m_input;
    QListView *m_list;
    QLabel *m_nothing; ///< in the list's place where nothing was found
    QStandardItemModel *m_model;
    int m_question = 0;
    bool m_isWaiting = false;
    bool m_runsFirst = false; ///< Enter was quicker than the answer
};

} // namespace concord
