// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/context.h"

#include "concordctl/command.h"
#include "concordctl/commandline.h"
#include "concordctl/translate.h"
#include "registry/drivers.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace concord::ctl {

std::shared_ptr<const DriverRegistry> builtRegistry()
{
    static const std::shared_ptr<const DriverRegistry> built = [] {
        auto registry = std::make_shared<DriverRegistry>();
        registerDrivers(*registry);
        return registry;
    }();
    return built;
}

Context::Context(const Arguments &arguments, Format format)
    : m_output(arguments.has(u"no-colour"_s)),
      m_format(format),
      m_workspacePath(arguments.has(u"workspace"_s) ? QFileInfo(arguments.value(u"workspace"_s)).absoluteFilePath() : Workspace::defaultPath()),
      m_workspaceNamed(arguments.has(u"workspace"_s) || qEnvironmentVariableIsSet("CONCORD_WORKSPACE"))
{}

Context::~Context() = default;

Result<Workspace *> Context::workspace()
{
    if (!m_workspace) {
        auto opened = Workspace::open(m_workspacePath);
        if (!opened)
            return fail(opened.error());
        m_workspace = std::move(*opened);
    }
    return m_workspace->writable().transform([this] { return m_workspace.get(); });
}

Result<Workspace *> Context::existingWorkspace(Missing missing)
{
    const bool exists = QFileInfo::exists(m_workspacePath) || QFileInfo(m_workspacePath).isSymLink();
    if (!m_workspace && exists) {
        auto opened = Workspace::openToRead(m_workspacePath);
        if (!opened)
            return fail(opened.error());
        m_workspace = std::move(*opened);
    }
    if (m_workspace)
        return m_workspace.get();
    const QString folder = QFileInfo(m_workspacePath).absolutePath();
    if (m_workspaceNamed && !QFileInfo(folder).isDir())
        return fail(ErrorKind::NotFound, Ctl::tr("There is no workspace %1: the folder %2 does not exist.").arg(m_workspacePath, folder));
    if (!m_noWorkspace) {
        auto none = Workspace::openToRead(m_workspacePath);
        if (!none)
            return fail(none.error());
        m_noWorkspace = std::move(*none);
        if (m_workspaceNamed && missing == Missing::IsTold)
            m_output.warning(Ctl::tr("There is no workspace %1. `concordctl connect` and `concordctl demo` make it.").arg(m_workspacePath));
    }
    return m_noWorkspace.get();
}

SecretStore &Context::secrets()
{
    if (m_secrets)
        return *m_secrets;
    m_secrets = std::make_unique<SecretStore>(m_workspacePath + u".vault"_s);
    // The vault's passphrase comes by the environment, as a script's only way to give one.
    const QByteArray passphrase = qgetenv("CONCORD_VAULT_PASSPHRASE");
    if (!passphrase.isEmpty()) {
        if (const auto opened = m_secrets->openVault(Secret(passphrase)); !opened)
            m_output.warning(Ctl::tr("The vault stays closed: %1").arg(opened.error().message));
    }
    return *m_secrets;
}

SecretProvider Context::secretProvider()
{
    const auto find = [&store = secrets(), registry = registry()](const Endpoint &endpoint, Deadline deadline) -> Result<Secret> {
        const auto driver = registry->find(endpoint.engine);
        if (driver && driver->info().isFile) // a file has no password: nobody is asked, no keyring is woken
            return fail(ErrorKind::NotFound, {});
        return store.find(endpoint, deadline);
    };
    // Nobody is asked on a connection's thread: a run asks on the terminal when all targets have answered, and tries again.
    return {find, {}, [&store = secrets()](const Endpoint &endpoint, const Secret &secret) { store.accepted(endpoint, secret); }};
}

int Context::failed(const Error &error)
{
    m_output.error(error);
    return ExitCode::Failed;
}

} // namespace concord::ctl
