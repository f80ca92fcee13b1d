// SPDX-License-Identifier: GPL-3.0-or-later
// Files that the window opens and saves.
#include "base/decodetext.h"
#include "base/threadguard.h"
#include "connection/connectionurl.h"
#include "connections/databasefiles.h"
#include "query/querytab.h"
#include "shell/mainwindow.h"
#include "textfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

void MainWindow::openFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (QFileInfo(path).suffix().compare("sql"_L1, Qt::CaseInsensitive) == 0)
            openSql(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
        else
            QtConcurrent::run([path = QFileInfo(path).absoluteFilePath(), registry = m_services.registry] {
                return urlOfPath(path, *registry);
            }).then(this, [this](const QString &url) { addConnection(url); });
    }
}

void MainWindow::openFile()
{
    const QString databases = databaseFilePatterns(*m_services.registry);
    auto *dialog = new QFileDialog(this, tr("Open"), {}, tr("SQL and database files (*.sql %1);;All files (*)").arg(databases));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openFiles);
    dialog->open();
}

namespace {

struct SqlText
{
    QString text;
    QByteArray mark; ///< of the bytes in the file
};

/// Tells whether a file is still what was read of it or written into it.
QByteArray markOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Result<SqlText> readText(const QString &path)
{
    return readWhole(path).and_then([&path](const QByteArray &bytes) {
        return decodeText(bytes, path).transform([&bytes](const QString &text) { return SqlText{text, markOf(bytes)}; });
    });
}

/// The mark of what was written. Error Busy: the file is no longer what it was at `mark` (empty: that does not matter).
Result<QByteArray> writeText(const QString &path, const QString &text, const QByteArray &mark)
{
    blockingWorkBegins("look whether a file has changed");
    const bool isThere = QFileInfo::exists(path);
    const Result<QByteArray> there = isThere ? readWhole(path) : QByteArray();
    if (!mark.isEmpty() && isThere && (!there || markOf(*there) != mark))
        return fail(ErrorKind::Busy, MainWindow::tr("Another program has changed %1 since it was read.").arg(QDir::toNativeSeparators(path)));
    const QByteArray bytes = encodeText(text, there.value_or(QByteArray()));
    return writeWhole(path, bytes).transform([&bytes] { return markOf(bytes); });
}

} // namespace

/// A file that is open already is not edited in two tabs: its own comes to the front. False: there is none.
bool MainWindow::showFile(const QString &path)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        const auto *tab = qobject_cast<QueryTab *>(m_tabs->widget(i));
        if (tab && tab->file() == path) {
            m_tabs->setCurrentIndex(i);
            return true;
        }
    }
    return false;
}

void MainWindow::openSql(const QString &path)
{
    if (showFile(path))
        return;
    QtConcurrent::run(readText, path).then(this, [this, path](const Result<SqlText> &read) {
        if (!read) {
            report(read.error());
            return;
        }
        if (showFile(path)) // it was asked for twice
            return;
        QueryTab *tab = newQuery({}, read->text);
        tab->setFile(path, read->mark);
        tab->setTitle(QFileInfo(path).fileName());
    });
}

/// What the file of a tab that came back holds now is what its save will look for.
void MainWindow::markFile(QueryTab *tab)
{
    QtConcurrent::run(readText, tab->file()).then(tab, [tab, path = tab->file()](const Result<SqlText> &read) {
        if (read && tab->file() == path && tab->fileMark().isEmpty())
            tab->setFile(path, read->mark);
    });
}

void MainWindow::saveFile(bool askName)
{
    const QPointer<QueryTab> tab = currentQuery();
    if (!tab)
        return;
    if (!askName && !tab->file().isEmpty()) {
        writeFile(tab, tab->file(), tab->fileMark());
        return;
    }
    auto *dialog = new QFileDialog(this, tr("Save as"), tab->file(), tr("SQL (*.sql);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sql"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, tab](const QString &path) { writeFile(tab, path, {}); }); // it has asked
    dialog->open();
}

void MainWindow::writeFile(const QPointer<QueryTab> &tab, const QString &path, const QByteArray &mark)
{
    if (!tab)
        return;
    const QUuid id = tab->id();
    if (m_saves.contains(id)) {
        m_saves[id] = path; // the mark of what is being written is not known yet
        return;
    }
    m_saves.insert(id, {});
    QtConcurrent::run(writeText, path, tab->text(), mark).then(this, [this, tab, path, id](const Result<QByteArray> &done) {
        const QString next = m_saves.take(id);
        if (!done && done.error().kind == ErrorKind::Busy)
            askToOverwrite(tab, path, done.error().message);
        else if (!done)
            report(done.error()); // the text stays in the editor and in the workspace
        else if (tab) {
            tab->setFile(path, *done);
            tab->setTitle(QFileInfo(path).fileName());
        }
        if (next == path && done)
            writeFile(tab, next, *done);
        else if (!next.isEmpty() && next != path)
            writeFile(tab, next, {}); // another name has been asked about
    });
}

void MainWindow::askToOverwrite(const QPointer<QueryTab> &tab, const QString &path, const QString &why)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Save"), why, QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *overwrite = box->addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    const QPushButton *another = box->addButton(tr("Save as…"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, overwrite, another, tab, path](const QAbstractButton *button) {
        box->close();
        if (button == overwrite)
            writeFile(tab, path, {});
        else if (button == another && tab) {
            m_tabs->setCurrentWidget(tab);
            saveFile(true);
        }
    });
    box->open();
}

} // namespace concord
