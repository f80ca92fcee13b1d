// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/valueviewer.h"

#include "grid/documenttree.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QDialog>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr qsizetype jsonLimit = 4 << 20;
constexpr qsizetype shownLimit = 4 << 20;
constexpr qsizetype hexLimit = 64 << 10;

} // namespace

ValueViewer::ValueViewer(QWidget *parent)
    : QWidget(parent),
      m_title(makePlainLabel({}, this)),
      m_forms(new QTabBar(this)),
      m_pages(new QStackedWidget(this)),
      m_text(new QPlainTextEdit(this)),
      m_tree(new DocumentTree(this))
{
    m_text->setReadOnly(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Value"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_forms->setAccessibleName(tr("Form of the value"));
    m_forms->setDrawBase(false);
    m_forms->addTab(tr("Text"));
    m_forms->addTab(tr("JSON"));
    m_forms->addTab(tr("Hex"));
    m_forms->addTab(tr("Tree"));
    connect(m_forms, &QTabBar::currentChanged, this, [this] { showForm(); });
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_forms);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_tree);
    layout->addWidget(m_pages, 1);
    setValue({}, State::Nothing, {}, false);
}

void ValueViewer::setValue(const QString &title, State state, const QString &text, bool binary)
{
    m_state = state;
    m_value = text;
    m_json = binary ? QString() : indentedJson(text);
    m_bytes = binary ? QByteArray::fromHex(QStringView(text).mid(text.startsWith(u"\\x"_s) ? 2 : 0).toLatin1()) : text.left(hexLimit).toUtf8();
    m_title->setText(title);
    const bool asTree = m_forms->currentIndex() == Tree; // who looks at trees goes on looking at trees
    for (const Form form : {Json, Tree}) {
        m_forms->setTabEnabled(form, !m_json.isEmpty());
        m_forms->setTabVisible(form, !m_json.isEmpty());
    }
    m_forms->setCurrentIndex(binary ? Hex : m_json.isEmpty() ? Text : asTree ? Tree : Json);
    showForm();
}

QString ValueViewer::shownText() const
{
    return m_text->toPlainText();
}

void ValueViewer::showForm()
{
    m_text->setEnabled(m_state == State::Value);
    m_pages->setCurrentWidget(m_forms->currentIndex() == Tree ? static_cast<QWidget *>(m_tree) : m_text);
    if (m_forms->currentIndex() == Tree)
        m_tree->setText(m_value.trimmed());
    switch (m_state) {
    case State::Nothing: m_text->setPlainText(tr("Select a cell to see its value.")); return;
    case State::Missing: m_text->setPlainText(tr("This database has no such column.")); return;
    case State::Null: m_text->setPlainText(tr("NULL")); return;
    case State::Value: break;
    }
    QString shown = m_forms->currentIndex() == Json ? m_json : m_forms->currentIndex() == Hex ? hexDump(m_bytes) : m_value;
    if (shown.size() > shownLimit)
        shown = shown.left(shownLimit) + u"\n… "_s
                + tr("%1 characters more; copy or export the cell for all of it").arg(grouped(shown.size() - shownLimit));
    m_text->setPlainText(shown);
}

QString ValueViewer::hexDump(const QByteArray &bytes)
{
    QString out;
    const qsizetype end = std::min<qsizetype>(bytes.size(), hexLimit);
    for (qsizetype at = 0; at < end; at += 16) {
        const QByteArray part = bytes.mid(at, std::min<qsizetype>(16, end - at));
        QString printed;
        for (const char c : part)
            printed += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        out += QString::number(at, 16).rightJustified(8, u'0') + u"  "_s + QString::fromLatin1(part.toHex(' ')).leftJustified(49) + printed + u'\n';
    }
    if (end < bytes.size())
        out += u"… "_s + tr("%1 bytes more").arg(grouped(bytes.size() - end));
    return out;
}

QString ValueViewer::indentedJson(const QString &text)
{
    const QString trimmed = text.size() > jsonLimit ? QString() : text.trimmed();
    if (!(trimmed.startsWith(u'{') || trimmed.startsWith(u'[')))
        return {};
    QJsonParseError error;
    QJsonDocument::fromJson(trimmed.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return {};
    // By hand: a parser would turn 1.10 into 1.1 and sort the members.
    QString out;
    int depth = 0;
    bool inString = false;
    const auto newLine = [&] { out += u'\n' + QString(2 * depth, u' '); };
    for (qsizetype i = 0; i < trimmed.size(); ++i) {
        const QChar c = trimmed[i];
        if (inString) {
            out += c;
            if (c == u'\\')
                out += trimmed[++i];
            else if (c == u'"')
                inString = false;
        } else if (c == u'{' || c == u'[') {
            qsizetype next = i + 1;
            while (next < trimmed.size() && trimmed[next].isSpace())
                ++next;
            out += c;
            if (trimmed[next] == u'}' || trimmed[next] == u']') {
                out += trimmed[next];
                i = next;
            } else {
                ++depth;
                newLine();
            }
        } else if (c == u'}' || c == u']') {
            --depth;
            newLine();
            out += c;
        } else if (c == u',') {
            out += c;
            newLine();
        } else if (c == u':') {
            out += u": "_s;
        } else if (!c.isSpace()) {
            out += c;
            inString = c == u'"';
        }
    }
    return out;
}

static QString windowName()
{
    return u"valueWindow"_s;
}

void ValueViewer::showInWindow(QWidget *parent, const QString &title, State state, const QString &text, bool binary)
{
    const QString windowTitle = tr("Value of %1").arg(firstLine(title, 60));
    if (auto *open = parent->findChild<QDialog *>(windowName(), Qt::FindDirectChildrenOnly)) {
        open->setWindowTitle(windowTitle);
        open->findChild<ValueViewer *>()->setValue(title, state, text, binary);
        return;
    }
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(windowName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(windowTitle);
    auto *viewer = new ValueViewer(dialog);
    viewer->setValue(title, state, text, binary);
    // It stays above the rows; who went on in them need not go back to it to be rid of it.
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), parent, dialog, &QDialog::close, Qt::WidgetWithChildrenShortcut);
    connect(dialog, &QObject::destroyed, escape, &QObject::deleteLater);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(viewer);
    const QFontMetrics metrics = dialog->fontMetrics();
    dialog->resize(metrics.averageCharWidth() * 90, metrics.height() * 28);
    dialog->show();
}

} // namespace concord
