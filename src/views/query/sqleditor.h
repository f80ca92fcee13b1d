// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"
#include "query/scintilla.h"
#include "services.h"
#include "query/textsearch.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace concord {

class EditorColours;

/// An error to show at its place in the text. Positions are UTF-16, as in Error.
struct EditorError
{
    int offset = 0;
    QString database;
    QString message;
    friend bool operator==(const EditorError &, const EditorError &) = default;
};

/// The editor of SQL text. All positions are UTF-16 offsets into contents(), whatever Scintilla counts inside.
class SqlEditor : public QsciScintilla
{
    Q_OBJECT

public:
    explicit SqlEditor(QWidget *parent = nullptr);
    ~SqlEditor() override;

    /// Colours, comment signs and completion follow it. Copied.
    void setDialect(const Dialect &dialect);
    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }

    [[nodiscard]] QString contents() const;
    /// Replaces all as one step that can be undone.
    void setContents(const QString &text);
    [[nodiscard]] int cursorOffset() const;
    void setCursorOffset(int offset);
    [[nodiscard]] int selectionOffset() const; ///< where the selection begins
    /// Selects and scrolls there.
    void select(int offset, int length);

    /// Squiggle, a mark in the margin and the database with its message under the line. Until the text there changes.
    void setErrors(const QList<EditorError> &errors);
    [[nodiscard]] const QList<EditorError> &errors() const { return m_errors; }
    /// What stands under a line, 0-based.
    [[nodiscard]] QString errorText(int line) const { return m_annotations.value(line); }

    /// Places that a search found, marked until the next call.
    void setHits(const QList<TextHit> &hits);
    /// One step that can be undone.
    void replaceAt(int offset, int length, const QString &with);

    /// The name under the cursor with what stands before its dots, without quotes: "public.orders"; empty: none.
    [[nodiscard]] QString nameAtCursor() const;
    void toggleComment();
    void complete();
    /// Names beside the dialect's own words and those in the text; is given the text around the cursor.
    using CompletionSource = std::function<CompletionAnswer(const QString &text, int cursor)>;
    void setCompletionSource(CompletionSource source);

    /// Byte position in Scintilla's text, and back.
    [[nodiscard]] long bytePosition(int offset) const;
    [[nodiscard]] int offsetOf(long position) const;

    static constexpr int errorIndicator = 9;
    static constexpr int errorMarker = 3;
    static constexpr int hitIndicator = 10;

Q_SIGNALS:
    void contentsEdited();
    void cursorMoved(int line, int column); ///< 1-based, for a person

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyLook();
    [[nodiscard]] QsciStyle errorLook() const;
    void freeKeys();
    void connectScintilla();
    void quoteTaken(const QString &name, long position);
    void placeError(const EditorError &error);
    void showErrorTips(const QPoint &position, const QPoint &global);
    [[nodiscard]] QString textAround(long bytes, int *cursor) const;
    [[nodiscard]] QStringList wordsInText() const;
    [[nodiscard]] QStringList dialectWords() const;
    void showNote(const CompletionAnswer &answer);

    Dialect m_dialect;
    std::unique_ptr<EditorColours> m_colours;
    CompletionSource m_names;
    QString m_nameQuote; ///< of the names that are offered
    QList<EditorError> m_errors;
    QHash<int, QString> m_annotations; ///< by line; QsciScintilla::annotation() reads back garbage
    QTimer m_again;                    ///< completes once more while a schema is being read
    long m_askedAt = -1;               ///< where
    bool m_hasMarks = false;
    bool m_hasHits = false;
};

} // namespace concord
