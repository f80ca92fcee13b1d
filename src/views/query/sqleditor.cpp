// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqleditor.h"

#include "look/colours.h"
#include "look/wording.h"
#include "query/editorcolours.h"
#include "query/format.h"
#include "query/statementlanguage.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int numberMargin = 0;
constexpr int markMargin = 1;
constexpr int errorStyle = 2; // a number of its own: those that QScintilla gives out are used up after some hundred errors

QFont editorFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace

SqlEditor::SqlEditor(QWidget *parent) : QsciScintilla(parent)
{
    setUtf8(true);
    setEolMode(EolUnix);
    setAccessibleName(tr("SQL text"));
    setFrameShape(QFrame::NoFrame);
    setIndentationsUseTabs(false);
    setTabWidth(4);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setMarginType(numberMargin, NumberMargin);
    setMarginType(markMargin, SymbolMargin);
    setMarginMarkerMask(markMargin, 1 << errorMarker);
    setMarginWidth(2, 0);
    markerDefine(Circle, errorMarker);
    indicatorDefine(SquiggleIndicator, errorIndicator);
    indicatorDefine(StraightBoxIndicator, hitIndicator);
    setIndicatorDrawUnder(true, hitIndicator);
    setAnnotationDisplay(AnnotationStandard);
    SendScintilla(SCI_SETLAYOUTCACHE, static_cast<unsigned long>(SC_CACHE_PAGE), 0L);
    SendScintilla(SCI_SETEXTRAASCENT, 1UL, 0L);
    SendScintilla(SCI_SETEXTRADESCENT, 1UL, 0L);
    freeKeys();
    m_colours = std::make_unique<EditorColours>(*this);
    applyLook();
    connectScintilla();
}

SqlEditor::~SqlEditor() = default;

void SqlEditor::connectScintilla()
{
    connect(this, &QsciScintillaBase::SCN_AUTOCCOMPLETED, this,
            [this](const char *taken, int position, int, int) { quoteTaken(QString::fromUtf8(taken), position); });
    connect(this, &QsciScintillaBase::SCN_STYLENEEDED, this, [this](int position) { m_colours->styleTo(position); });
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this, [this](int position, int type, const char *, int, int, int, int, int, int, int) {
        if (type & (SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT))
            m_colours->forgetFrom(int(SendScintilla(SCI_LINEFROMPOSITION, position)));
    });
    connect(this, &QsciScintilla::textChanged, this, [this] {
        if (m_hasMarks)
            setErrors({});
        if (SendScintilla(SCI_GETXOFFSET) == 0)
            setScrollWidth(1); // grows to the longest line that is drawn, and alone never shrinks
        Q_EMIT contentsEdited();
    });
    m_again.setSingleShot(true);
    m_again.setInterval(150);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (hasFocus() && SendScintilla(SCI_GETCURRENTPOS) == m_askedAt)
            complete();
    });
    connect(this, &QsciScintilla::linesChanged, this, [this] { setMarginWidth(numberMargin, u"0"_s + QString::number(std::max(lines(), 100))); });
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this](int line, int index) { Q_EMIT cursorMoved(line + 1, index + 1); });
}

/// Keys that the window needs, which Scintilla would take first.
void SqlEditor::freeKeys()
{
    const QKeyCombination wanted[] = {Qt::CTRL | Qt::Key_T,
                                      Qt::CTRL | Qt::SHIFT | Qt::Key_T,
                                      Qt::CTRL | Qt::Key_L,
                                      Qt::CTRL | Qt::SHIFT | Qt::Key_L,
                                      Qt::CTRL | Qt::Key_Slash,
                                      Qt::CTRL | Qt::Key_D,
                                      Qt::Key_Escape};
    for (const QKeyCombination combination : wanted) {
        const int key = combination.toCombined();
        if (QsciCommand *command = standardCommands()->boundTo(key)) {
            if (command->key() == key)
                command->setKey(0);
            if (command->alternateKey() == key)
                command->setAlternateKey(0);
        }
    }
}

void SqlEditor::applyLook()
{
    const QPalette colours = palette();
    const QColor base = colours.color(QPalette::Base);
    const QColor text = colours.color(QPalette::Text);
    const QFont font = editorFont();
    setFont(font);
    setPaper(base);
    setColor(text);
    SendScintilla(SCI_STYLESETFORE, static_cast<unsigned long>(STYLE_DEFAULT), text);
    SendScintilla(SCI_STYLESETBACK, static_cast<unsigned long>(STYLE_DEFAULT), base);
    SendScintilla(SCI_STYLESETFONT, static_cast<unsigned long>(STYLE_DEFAULT), font.family().toUtf8().constData());
    SendScintilla(SCI_STYLESETSIZEFRACTIONAL, static_cast<unsigned long>(STYLE_DEFAULT), long(font.pointSizeF() * 100));
    SendScintilla(SCI_STYLECLEARALL);
    setCaretForegroundColor(text);
    setCaretLineBackgroundColor(mixed(base, text, 0.045));
    setSelectionBackgroundColor(mixed(base, accent(colours), isDark(colours) ? 0.45 : 0.25));
    resetSelectionForegroundColor();
    setMarginsFont(font);
    setMarginsBackgroundColor(base);
    setMarginsForegroundColor(mixed(text, base, 0.5));
    setMarginWidth(numberMargin, u"0100"_s);
    setMarginWidth(markMargin, fontMetrics().averageCharWidth() * 2);
    setMatchedBraceForegroundColor(accent(colours));
    setMatchedBraceBackgroundColor(mixed(base, accent(colours), 0.18));
    setUnmatchedBraceForegroundColor(concord::errorText(colours));
    setUnmatchedBraceBackgroundColor(base);
    setIndicatorForegroundColor(concord::errorText(colours), errorIndicator);
    setIndicatorForegroundColor(warningText(colours), hitIndicator);
    SendScintilla(SCI_INDICSETALPHA, static_cast<unsigned long>(hitIndicator), 60L);
    SendScintilla(SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(hitIndicator), 140L);
    setMarkerBackgroundColor(concord::errorText(colours), errorMarker);
    setMarkerForegroundColor(concord::errorText(colours), errorMarker);
    m_colours->applyPalette();
    errorLook().apply(this); // for what stands under lines already
}

void SqlEditor::setDialect(const Dialect &dialect)
{
    m_dialect = dialect;
    m_colours->setLanguage(dialect.highlighting.isEmpty() ? u"SQL"_s : dialect.highlighting);
}

QString SqlEditor::contents() const
{
    return text();
}

void SqlEditor::setContents(const QString &newText)
{
    if (newText == text())
        return;
    beginUndoAction();
    QsciScintilla::selectAll(true);
    const QByteArray utf8 = newText.toUtf8();
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_ADDTEXT, static_cast<unsigned long>(utf8.size()), utf8.constData());
    endUndoAction();
    setCursorOffset(0);
}

long SqlEditor::bytePosition(int offset) const
{
    return QStringView(text()).left(offset).toUtf8().size();
}

int SqlEditor::offsetOf(long position) const
{
    const QByteArray before = text().toUtf8().left(position);
    return int(QString::fromUtf8(before).size());
}

int SqlEditor::cursorOffset() const
{
    return offsetOf(SendScintilla(SCI_GETCURRENTPOS));
}

void SqlEditor::setCursorOffset(int offset)
{
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(bytePosition(offset)), 0L);
}

int SqlEditor::selectionOffset() const
{
    return offsetOf(SendScintilla(SCI_GETSELECTIONSTART));
}

void SqlEditor::select(int offset, int length)
{
    const long start = bytePosition(offset);
    const long end = bytePosition(offset + length);
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(start), end);
    ensureCursorVisible();
}

void SqlEditor::setErrors(const QList<EditorError> &errors)
{
    m_errors = errors;
    if (m_hasMarks) {
        SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(errorIndicator), 0L);
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
        markerDeleteAll(errorMarker);
        clearAnnotations();
        m_annotations.clear();
    }
    m_hasMarks = !errors.isEmpty();
    for (const EditorError &error : errors)
        placeError(error);
}

QsciStyle SqlEditor::errorLook() const
{
    const QPalette colours = palette();
    QFont small = editorFont();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    return {errorStyle, u"error"_s, concord::errorText(colours), mixed(colours.color(QPalette::Base), concord::errorText(colours), 0.08), small};
}

void SqlEditor::placeError(const EditorError &error)
{
    const long start = bytePosition(error.offset);
    long end = SendScintilla(SCI_WORDENDPOSITION, static_cast<unsigned long>(start), 1L);
    if (end <= start)
        end = SendScintilla(SCI_POSITIONAFTER, start);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(errorIndicator), 0L);
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(start), std::max(1L, end - start));
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, start));
    markerAdd(line, errorMarker);

    QString &shown = m_annotations[line];
    const QString own = u"  ✗ "_s + error.database + u": "_s + firstLine(error.message);
    // Twenty tenants with the same mistake are one line, not twenty.
    if (shown.count(u'\n') >= 3)
        return;
    shown = shown.isEmpty() ? own : shown + u'\n' + own;
    annotate(line, shown, errorLook());
}

void SqlEditor::setHits(const QList<TextHit> &hits)
{
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(hitIndicator), 0L);
    if (m_hasHits)
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
    for (const TextHit &hit : hits)
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(hit.startByte), hit.endByte - hit.startByte);
    m_hasHits = !hits.isEmpty();
}

void SqlEditor::replaceAt(int offset, int length, const QString &with)
{
    const long start = bytePosition(offset);
    const QByteArray utf8 = with.toUtf8();
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(start), bytePosition(offset + length));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(utf8.size()), utf8.constData());
}

QString SqlEditor::nameAtCursor() const
{
    int line = 0;
    int index = 0;
    getCursorPosition(&line, &index);
    const QString all = text(line);
    const auto belongs = [&](int at) { return at >= 0 && at < all.size() && (all[at].isLetterOrNumber() || u"_$.\"`[]"_s.contains(all[at])); };
    int start = index;
    while (belongs(start - 1))
        --start;
    int end = index;
    while (belongs(end))
        ++end;
    QString name = all.mid(start, end - start);
    return name.remove(u'"').remove(u'`').remove(u'[').remove(u']');
}

void SqlEditor::toggleComment()
{
    int firstLineNumber = 0;
    int lastLineNumber = 0;
    int fromIndex = 0;
    int toIndex = 0;
    const bool selected = hasSelectedText();
    if (selected) {
        getSelection(&firstLineNumber, &fromIndex, &lastLineNumber, &toIndex);
        if (toIndex == 0 && lastLineNumber > firstLineNumber)
            --lastLineNumber;
    } else {
        getCursorPosition(&firstLineNumber, &fromIndex);
        lastLineNumber = firstLineNumber;
    }
    const long start = positionFromLineIndex(firstLineNumber, 0);
    const long end = SendScintilla(SCI_GETLINEENDPOSITION, static_cast<unsigned long>(lastLineNumber), 0L);
    const QString lines = text(int(start), int(end));
    const CommentToggle toggled = concord::toggleComment(lines, 0, int(lines.size()), m_dialect);
    const QByteArray utf8 = toggled.text.toUtf8();
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(start), end);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(utf8.size()), utf8.constData());
    if (selected)
        SendScintilla(SCI_SETSEL, static_cast<unsigned long>(start), start + static_cast<long>(utf8.size()));
}

static QStringList standardWords()
{
    return u"AVG ASC BEGIN BY CAST COALESCE COUNT CROSS CURRENT_DATE CURRENT_TIMESTAMP DESC END EXPLAIN FULL INNER LEFT LIKE LOWER MAX MIN "
           "NATURAL NULLIF OFFSET OUTER OVER PARTITION RECURSIVE RIGHT ROLLBACK ROUND SUM TRIM UPPER VIEW WITH"_s.split(u' ');
}

void SqlEditor::setCompletionSource(CompletionSource source)
{
    m_names = std::move(source);
}

/// What is near is what is meant: of a dump of many megabytes only the part around the cursor, whose place in it is told.
QString SqlEditor::textAround(long bytes, int *cursor) const
{
    const long at = SendScintilla(SCI_GETCURRENTPOS);
    const QByteArray all =
        QByteArray::fromRawData(reinterpret_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER)), SendScintilla(SCI_GETLENGTH));
    const long start = std::max(0L, at - bytes);
    const QString before = QString::fromUtf8(all.mid(start, at - start));
    *cursor = int(before.size());
    return before + QString::fromUtf8(all.mid(at, bytes));
}

QStringList SqlEditor::wordsInText() const
{
    int cursor = 0;
    const QString near = textAround(100'000, &cursor);
    QStringList words;
    qsizetype start = -1;
    for (qsizetype i = 0; i <= near.size(); ++i) {
        const bool inside = i < near.size() && (near[i].isLetterOrNumber() || near[i] == u'_');
        if (inside && start < 0)
            start = i;
        if (!inside && start >= 0) {
            if (i - start > 2 && !near[start].isDigit())
                words.append(near.mid(start, i - start));
            start = -1;
        }
    }
    return words;
}

/// The definition called "SQL" is Oracle's, and colours the engines that have none of their own.
QStringList SqlEditor::dialectWords() const
{
    const bool isOwn = m_dialect.highlighting != "SQL"_L1 || m_dialect.engine.isEmpty() || m_dialect.engine == "oracle"_L1;
    QStringList words = isOwn ? m_colours->words() : standardWords();
    words += m_dialect.reservedWords.values();
    words += m_dialect.readKeywords.values();
    return words;
}

void SqlEditor::showNote(const CompletionAnswer &answer)
{
    const auto at = static_cast<unsigned long>(SendScintilla(SCI_GETCURRENTPOS));
    const QPoint point(int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, long(at))), int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, long(at))));
    if (!answer.note.isEmpty())
        QToolTip::showText(viewport()->mapToGlobal(point + QPoint(0, int(SendScintilla(SCI_TEXTHEIGHT)))), plainToolTip(answer.note), this);
}

void SqlEditor::complete()
{
    int near = 0;
    const QString around = textAround(20'000, &near);
    const CompletionAnswer known = m_names ? m_names(around, near) : CompletionAnswer();
    m_nameQuote = m_dialect.language ? m_dialect.language->completionAt(around, near).nameQuote : QString();
    const long cursor = SendScintilla(SCI_GETCURRENTPOS);
    const long start = known.typed >= 0 ? cursor - long(around.sliced(near - known.typed, known.typed).toUtf8().size())
                                        : SendScintilla(SCI_WORDSTARTPOSITION, static_cast<unsigned long>(cursor), 1L);
    const QString prefix = text(int(start), int(cursor));
    const bool upper = !prefix.isEmpty() && prefix == prefix.toUpper() && prefix != prefix.toLower();
    QStringList candidates = known.names;
    if (!known.onlyThese) {
        candidates += wordsInText();
        for (const QString &word : dialectWords())
            candidates.append(upper ? word.toUpper() : word.toLower());
    }
    candidates.removeIf([&](const QString &word) { return !word.startsWith(prefix, Qt::CaseInsensitive) || word == prefix || word.contains(u'\n'); });
    std::ranges::sort(candidates, [](const QString &a, const QString &b) {
        const int folded = a.compare(b, Qt::CaseInsensitive);
        return folded != 0 ? folded < 0 : a < b;
    });
    candidates.removeDuplicates();
    m_askedAt = cursor;
    if (known.isReading)
        m_again.start();
    if (candidates.isEmpty()) {
        showNote(known);
        return;
    }
    QToolTip::hideText();
    SendScintilla(SCI_AUTOCSETSEPARATOR, static_cast<unsigned long>('\n'), 0L);
    SendScintilla(SCI_AUTOCSETTYPESEPARATOR, 1UL, 0L); // '?' may be part of a name
    SendScintilla(SCI_AUTOCSETIGNORECASE, 1UL, 0L);
    SendScintilla(SCI_AUTOCSETORDER, static_cast<unsigned long>(SC_ORDER_PERFORMSORT), 0L);
    SendScintilla(SCI_AUTOCSETMAXHEIGHT, 12UL, 0L);
    SendScintilla(SCI_AUTOCSHOW, static_cast<unsigned long>(cursor - start), candidates.join(u'\n').toUtf8().constData());
}

/// "address.city" is a field's name only between quotes.
void SqlEditor::quoteTaken(const QString &name, long position)
{
    const auto isPlain = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; };
    if (m_nameQuote.isEmpty() || std::ranges::all_of(name, isPlain))
        return;
    const QByteArray quote = m_nameQuote.toUtf8();
    const auto length = static_cast<unsigned long>(quote.size());
    SendScintilla(SCI_BEGINUNDOACTION);
    SendScintilla(SCI_ADDTEXT, length, quote.constData());
    SendScintilla(SCI_INSERTTEXT, static_cast<unsigned long>(position), quote.constData());
    SendScintilla(SCI_ENDUNDOACTION);
}

bool SqlEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showErrorTips(viewport()->mapFrom(this, help->pos()), help->globalPos());
        return true;
    }
    return QsciScintilla::event(event);
}

void SqlEditor::showErrorTips(const QPoint &position, const QPoint &global)
{
    const long at = SendScintilla(SCI_POSITIONFROMPOINT, static_cast<unsigned long>(position.x()), static_cast<long>(position.y()));
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, at));
    QStringList lines;
    for (const EditorError &error : std::as_const(m_errors)) {
        if (SendScintilla(SCI_LINEFROMPOSITION, bytePosition(error.offset)) == line)
            lines.append(error.database + u": "_s + error.message);
    }
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(global, plainToolTip(lines.join(u'\n')), this);
}

void SqlEditor::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_colours)
        applyLook();
}

void SqlEditor::keyPressEvent(QKeyEvent *event)
{
    m_again.stop();
    // Esc closes the completion list, and is else the window's.
    if (event->key() == Qt::Key_Escape) {
        if (isListActive())
            cancelList();
        else
            event->ignore();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

} // namespace concord
