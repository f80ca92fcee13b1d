// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "migrate/selfcheck.h"

#include <QObject>

#include <memory>

namespace concord {

/// A SelfCheck off the GUI thread, and its answer in words.
class ScriptCheck : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Cancels what runs; the scratch database goes all the same.
    ~ScriptCheck() override;

    [[nodiscard]] bool isRunning() const { return m_check != nullptr; }
    void start(const SelfCheckRequest &request);
    void cancel();

Q_SIGNALS:
    void runningChanged(bool running);
    /// So many statements of all that make the copy and change it; a few times a second.
    void progressed(qsizetype done, qsizetype total);
    /// `lines`: the first is the sum of it. `proven`: nothing is left.
    void finished(const QStringList &lines, bool proven);

private:
    std::shared_ptr<SelfCheck> m_check;
};

/// "The copy is like production: nothing is left", or what is.
[[nodiscard]] QStringList selfCheckWords(const SelfCheckResult &result, const Migration &migration, const QList<qsizetype> &steps);

} // namespace concord
