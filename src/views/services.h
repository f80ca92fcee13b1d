// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionthread.h"
#include "connection/driver.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace concord {

class ComputeEngine;
class ProfileList;
class WorkSessionList;
class WorkspaceThread;

/// Names of tables, columns and routines of these profiles that the editor may offer; called on the GUI thread, answers
/// at once from what has been read already.
using CompletionNames = std::function<QStringList(const QList<QUuid> &profiles)>;

/// What every widget of the window may ask for. Made once by the composition root; copied freely. Raw pointers outlive
/// all widgets. Tests may leave out what they do not need: `workspace` and `compute` may be null.
struct Services
{
    std::shared_ptr<const DriverRegistry> registry; ///< never null
    std::shared_ptr<ComputeEngine> compute;
    WorkspaceThread *workspace = nullptr;
    ProfileList *profiles = nullptr;                ///< never null
    WorkSessionList *sessions = nullptr;            ///< null: no work sessions
    SecretProvider secrets;
    CompletionNames completionNames;
};

} // namespace concord
