// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// What a server that speaks another engine's protocol is, from what it answers; for serverInfo().
struct CompatibleServer
{
    QString product;  ///< "CockroachDB"; the engine's own name for itself
    QString version;  ///< the product's own, "23.1.11"
    QStringList notes; ///< what is not supported or differs, each a sentence; empty for the engine itself
};

/// Of PostgreSQL's protocol: `version` is version(), `serverVersion` the parameter server_version, `extensions` the names of
/// installed extensions ("timescaledb 2.17.2"), `functions` which of aurora_version, … exist.
[[nodiscard]] CompatibleServer recognisePostgresql(const QString &version, const QString &serverVersion, const QStringList &extensions = {},
                                                   const QStringList &functions = {});
/// Of MySQL's protocol: VERSION() and @@version_comment; `variables` which of aurora_version, … exist.
[[nodiscard]] CompatibleServer recogniseMysql(const QString &version, const QString &comment, const QStringList &variables = {});
/// Of SQL Server's protocol: @@VERSION. Without a product: SQL Server or Azure SQL itself, or no answer.
[[nodiscard]] CompatibleServer recogniseSqlServer(const QString &version);

} // namespace concord
