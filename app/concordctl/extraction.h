// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/extractjob.h"

#include <QSet>

namespace concord::ctl {

class Context;

/// One extraction from its first connection to its snapshots, with a progress line.
class Extraction
{
public:
    /// Snapshots go to the context's workspace.
    Extraction(Context &context, ExtractRequest request);
    /// Snapshots go to `store`; an empty one keeps none.
    Extraction(Context &context, ExtractRequest request, SnapshotStore store);

    /// Runs to the end; asks for passwords that servers want where there is a terminal; Ctrl+C cancels on the servers and keeps what is whole.
    void run();

    [[nodiscard]] const ExtractJob &job() const { return m_job; }
    [[nodiscard]] bool wasInterrupted() const { return m_interrupted; }
    /// The code that a command ends with after it.
    [[nodiscard]] int exitCode() const;

private:
    void runToEnd();
    [[nodiscard]] bool retryWithPasswords();
    void showProgress();

    Context &m_context;
    ExtractJob m_job;
    QSet<QUuid> m_asked; ///< servers whose password was asked for: once is enough
    bool m_interrupted = false;
    bool m_started = false;
};

} // namespace concord::ctl
