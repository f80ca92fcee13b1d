// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/profile.h"
#include "postgresql/pgcancel.h"
#include "postgresql/pgerror.h"
#include "postgresql/pgtypes.h"
#include "qtsql/compatibleserver.h"
#include "qtsql/qtsqllink.h"

#include <QHash>

#include <atomic>

namespace concord {

class PgParameters;

/// A session of PostgreSQL. Statements go one at a time by the extended protocol, which refuses a second one in the text.
class PgConnection final : public Connection
{
public:
    PgConnection(QtSqlLink link, const Endpoint &endpoint);
    ~PgConnection() override;

    /// Takes back what Qt sets in every session and sets what the endpoint wants.
    [[nodiscard]] Result<void> start(Deadline deadline);

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] Result<QList<MissingRight>> missingRights(const CatalogRequest &request, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;
    [[nodiscard]] bool isAlive() const override;
    [[nodiscard]] bool hasState() const override;

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override;

private:
    /// What a statement's columns are before it runs, and whether all may come in binary.
    struct Description
    {
        std::vector<ColumnInfo> columns;
        std::vector<std::uint32_t> types;
        bool binary = false;
    };
    [[nodiscard]] Result<void> ready();
    /// Of `profile/schema`: NotFound, naming near ones, where the schema is not there.
    [[nodiscard]] Result<void> checkSchema();
    [[nodiscard]] Result<void> command(const QByteArray &sql);
    [[nodiscard]] Result<PgResult> query(const QByteArray &sql, const QStringList &texts = {});
    /// For reading the catalog: in a read-only transaction of its own, under a search path that nobody can shadow.
    template<class F>
    auto inCatalog(F &&read) -> decltype(read());

    [[nodiscard]] Result<void> runWritable(const Statement &statement, RowSink &sink, const ExecuteLimits &limits);
    [[nodiscard]] Result<void> runReadOnly(const Statement &statement, RowSink &sink, const ExecuteLimits &limits);
    [[nodiscard]] Result<void> run(const Statement &statement, RowSink &sink);
    [[nodiscard]] Result<void> runInTransaction(const Statement &statement, RowSink &sink);
    [[nodiscard]] Result<Description> describe(const Statement &statement, const PgParameters &parameters);
    [[nodiscard]] Result<void> describeColumns(const PGresult *result, Description &description);
    [[nodiscard]] Result<void> askTypes(const QList<PgColumnType> &unknown);
    [[nodiscard]] Result<void> readResults(const Statement &statement, const Description &description, RowSink &sink);
    [[nodiscard]] Result<bool> readRows(PgResult first, const Statement &statement, const Description &description, RowSink &sink);
    [[nodiscard]] Result<void> readCopy(const PGresult *first, RowSink &sink);
    void noteState(const QString &text, const QString &command);
    [[nodiscard]] Error error(const PGresult *result, const QString &statement = {}, int prefix = 0) const;
    [[nodiscard]] QString parameterStatus(const char *name) const;
    [[nodiscard]] CompatibleServer recognised(const QString &version);
    [[nodiscard]] QString knownZone() const;
    static void receiveNotice(void *self, const PGresult *result);

    QtSqlLink m_link;
    PGconn *m_connection = nullptr;
    Endpoint m_endpoint;
    std::unique_ptr<PgCancel> m_cancel;
    std::atomic<bool> m_severed{false};
    QHash<PgColumnType, PgTypeRow> m_types;
    RowSink *m_sink = nullptr;     ///< of the statement under way, for notices
    QString m_statementText;       ///< of the statement under way, for notices' lines
    bool m_mayBeCancelled = false; ///< the statement under way only reads: stopping it loses nothing
    bool m_sessionState = false;
};

} // namespace concord
