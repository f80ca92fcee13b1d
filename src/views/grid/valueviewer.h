// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;
class QPlainTextEdit;
class QTabBar;

namespace concord {

class DocumentTree;

/// One value whole: as it is, as indented JSON or a tree where it is JSON, as hex. Plain text always. For a dock or a dialog.
class ValueViewer : public QWidget
{
    Q_OBJECT

public:
    enum class State { Nothing, Missing, Null, Value };

    explicit ValueViewer(QWidget *parent = nullptr);
    /// `binary`: the text is "\x…" hex of bytes.
    void setValue(const QString &title, State state, const QString &text, bool binary);
    /// What is shown now.
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] DocumentTree *tree() const { return m_tree; }
    /// Shows the value in a window of its own, the same one for each value of `parent`. Esc closes it, in `parent` too.
    static void showInWindow(QWidget *parent, const QString &title, State state, const QString &text, bool binary);

    /// Offset, sixteen bytes, and what of them can be printed, a line each.
    [[nodiscard]] static QString hexDump(const QByteArray &bytes);
    /// Indented, members in their order and numbers as they are written; empty where the text is no JSON object or array.
    [[nodiscard]] static QString indentedJson(const QString &text);

private:
    enum Form { Text, Json, Hex, Tree };
    void showForm();

    QLabel *m_title;
    QTabBar *m_forms;
    QStackedWidget *m_pages;
    QPlainTextEdit *m_text;
    DocumentTree *m_tree;
    QString m_value;
    QString m_json;
    QByteArray m_bytes;
    State m_state = State::Nothing;
};

} // namespace concord
