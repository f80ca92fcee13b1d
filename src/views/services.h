// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionthread.h"
#include "connection/driver.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace concord {

class CatalogLibrary;
class ComputeEngine;
class ProfileList;
class WorkSessionList;
class WorkspaceThread;

/// Where in a query the cursor stands.
struct CompletionPlace
{
    QList<QUuid> profiles; ///< the query's targets
    QString text;          ///< around the cursor
    int cursor = 0;        ///< in `text`, UTF-16
};
/// What the editor may offer there.
struct CompletionAnswer
{
    QStringList names;
    bool onlyThese = false; ///< nothing else can stand there: no keywords, no words of the text
    QString note;           ///< why there may be more: "reading the schema of tenant_1 …", or why there is none
    bool isReading = false; ///< there will be more in a moment: ask again
    int typed = -1;         ///< how many characters before the cursor a name takes the place of; -1: the word there
};
/// Called on the GUI thread, answers at once from what has been read already.
using CompletionNames = std::function<CompletionAnswer(const CompletionPlace &)>;

/// What every widget of the window may ask for. Made once by the composition root; copied freely. Raw pointers outlive
/// all widgets. Tests may leave out what they do not need: `workspace` and `compute` may be null.
struct Services
{
    std::shared_ptr<const DriverRegistry> registry; ///< never null
    std::shared_ptr<ComputeEngine> compute;
    WorkspaceThread *workspace = nullptr;
    ProfileList *profiles = nullptr;                ///< never null
    WorkSessionList *sessions = nullptr;            ///< null: no work sessions
    CatalogLibrary *catalogs = nullptr;             ///< schemas that were read; null where a test has none
    SecretProvider secrets;
    CompletionNames completionNames;
};

} // namespace concord
