// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcconnection.h"
#include "odbcsource/odbcsourcecatalog.h"

namespace concord {

/// The dialect that a connection brings with it; a base, so that it is there before the connection.
struct OdbcSourceOwnDialect
{
    Dialect own;
};

/// Any ODBC data source: all that it knows of its engine comes from SQLGetInfo and the catalog functions.
class OdbcSourceConnection final : private OdbcSourceOwnDialect, public OdbcConnection
{
public:
    OdbcSourceConnection(OdbcLink link, const Endpoint &endpoint);

    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<CatalogPtr> readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline) override;

protected:
    [[nodiscard]] OdbcColumn column(const OdbcColumnFacts &facts) const override;
    [[nodiscard]] Error makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const override;
    [[nodiscard]] std::optional<Notice> makeNotice(const OdbcDiagnostic &diagnostic) const override;
    [[nodiscard]] Result<void> mayRun(const QString &text) const override;

private:
    [[nodiscard]] OdbcCatalogAsk asking();
    [[nodiscard]] QString currentCatalog() const;
};

} // namespace concord
