// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <QTemporaryDir>

namespace concord {

struct CatalogInfo;

/// An empty database of Concord's own beside another one: on its server, or as a temporary file where databases are files.
/// Belongs to one thread; blocks.
class ScratchPlace
{
public:
    /// Errors: Permission with the right that is missing, Unsupported, and what connecting gives.
    [[nodiscard]] static Result<std::unique_ptr<ScratchPlace>> make(const Driver &driver, const Endpoint &beside, const Secret &secret,
                                                                    const CatalogInfo &like);
    ~ScratchPlace();
    ScratchPlace(const ScratchPlace &) = delete;
    ScratchPlace &operator=(const ScratchPlace &) = delete;

    /// Writable; to be opened with the secret of its server.
    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] Deadline connectDeadline() const;
    /// Schemas that it has though nobody made them.
    [[nodiscard]] const QStringList &schemas() const { return m_schemas; }
    /// Drops it; connections to it must be closed. A sentence that names what stayed, or nothing.
    [[nodiscard]] QString remove();

private:
    ScratchPlace(const Driver &driver, Endpoint beside, Secret secret);
    [[nodiscard]] Result<void> administer(const QString &sql) const;

    const Driver &m_driver;
    Endpoint m_beside;
    Endpoint m_endpoint;
    Secret m_secret;
    QStringList m_schemas;
    QString m_drop; ///< empty: a file, or dropped already
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace concord
