// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/output.h"
#include "connection/connectionthread.h"
#include "connection/driver.h"
#include "workspace/secretstore.h"
#include "workspace/workspace.h"

#include <QString>

#include <memory>

namespace concord::ctl {

class Arguments;

/// The engines of this program, made at the first call.
[[nodiscard]] std::shared_ptr<const DriverRegistry> builtRegistry();

/// What a command works with, each part made when it is first asked for: a `list` opens no driver, an `exec` on a URL
/// needs no profile. The main thread's; provideSecret() may be called from any.
class Context
{
public:
    Context(const Arguments &arguments, Format format);
    ~Context();

    [[nodiscard]] Output &out() { return m_output; }
    [[nodiscard]] Format format() const { return m_format; }
    [[nodiscard]] QString workspacePath() const { return m_workspacePath; }
    /// The workspace to write to, opened at the first call and made where there is none.
    [[nodiscard]] Result<Workspace *> workspace();
    /// For commands that only read, also where the file may only be read: an empty one where there is none, which makes no file; said where it was asked for by name.
    /// Error NotFound where even its folder is missing: a mistyped path is no empty workspace.
    enum class Missing { IsTold, WillBeMade };
    [[nodiscard]] Result<Workspace *> existingWorkspace(Missing missing = Missing::IsTold);
    [[nodiscard]] std::shared_ptr<const DriverRegistry> registry() { return builtRegistry(); }
    /// Passwords; holds what --password-stdin gave.
    [[nodiscard]] SecretStore &secrets();
    [[nodiscard]] SecretProvider secretProvider();

    /// Reports an error on standard error; the exit code that goes with it.
    int failed(const Error &error);

private:
    Output m_output;
    Format m_format;
    QString m_workspacePath;
    bool m_workspaceNamed;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<Workspace> m_noWorkspace; ///< stands for one that does not exist
    std::unique_ptr<SecretStore> m_secrets;
};

} // namespace concord::ctl
