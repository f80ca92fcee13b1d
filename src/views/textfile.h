// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <functional>

class QWidget;

namespace concord {

/// Asks which file to read, reads it on a pool thread, and tells `then` on the GUI thread unless `parent` is gone by then. Nothing is told
/// where the person gives up.
void askToOpen(QWidget *parent, const QString &title, const QString &filter, std::function<void(const Result<QByteArray> &)> then);
/// Likewise which file to write; a written one is whole or not there.
void askToSave(QWidget *parent, const QString &title, const QString &suffix, const QString &filter, const QByteArray &contents,
               std::function<void(const Result<void> &)> then);

/// Block; 64 MiB at most are read.
[[nodiscard]] Result<QByteArray> readWhole(const QString &path);
[[nodiscard]] Result<void> writeWhole(const QString &path, const QByteArray &contents);

} // namespace concord
