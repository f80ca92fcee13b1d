// SPDX-License-Identifier: GPL-3.0-or-later
#include "textfile.h"

#include "base/threadguard.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace concord {

static constexpr qint64 largest = 64 * 1024 * 1024;

Result<QByteArray> readWhole(const QString &path)
{
    blockingWorkBegins("read a file");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, QCoreApplication::translate("TextFile", "%1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > largest)
        return fail(ErrorKind::Io, QCoreApplication::translate("TextFile", "%1 is larger than such a file should be (64 MiB).").arg(path));
    return file.readAll();
}

Result<void> writeWhole(const QString &path, const QByteArray &contents)
{
    blockingWorkBegins("write a file");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size() || !file.commit())
        return fail(ErrorKind::Io, QCoreApplication::translate("TextFile", "%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

void askToOpen(QWidget *parent, const QString &title, const QString &filter, std::function<void(const Result<QByteArray> &)> then)
{
    auto *dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [parent, then = std::move(then)](const QString &path) { QtConcurrent::run(readWhole, path).then(parent, then); });
    dialog->open();
}

void askToSave(QWidget *parent, const QString &title, const QString &suffix, const QString &filter, const QByteArray &contents,
               std::function<void(const Result<void> &)> then)
{
    auto *dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent, contents, then = std::move(then)](const QString &path) {
        QtConcurrent::run(writeWhole, path, contents).then(parent, then);
    });
    dialog->open();
}

} // namespace concord
