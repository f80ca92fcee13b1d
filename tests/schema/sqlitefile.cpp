// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sqlitefile.h"

#include "schema/roundtrip.h"
#include "schema/schemawriter.h"
#include "support/opened.h"

#include "query/sqltext.h"

using namespace Qt::StringLiterals;

namespace concord::test {

SqliteFile::SqliteFile() : m_path(m_folder.filePath(u"test.db"_s))
{
    touch(m_path);
    open();
    // A test's file need not survive a power cut.
    m_error = exec(u"PRAGMA synchronous = OFF"_s);
}

SqliteFile::SqliteFile(const QString &path) : m_path(path)
{
    open();
}

void SqliteFile::open()
{
    Result<std::unique_ptr<Connection>> opened = test::open(sqliteEndpoint(m_path));
    if (opened)
        m_connection = std::move(*opened);
    else
        m_error = opened.error().message;
}

QString SqliteFile::exec(const QString &script)
{
    if (!m_connection)
        return m_error;
    const Result<QList<ScriptStatement>> statements = splitScript(script, drivers().find(u"sqlite"_s)->dialect());
    if (!statements)
        return statements.error().message;
    for (const ScriptStatement &statement : *statements) {
        const Answer answer = run(*m_connection, statement.text);
        if (answer.error)
            return answer.error->message + u" in: "_s + statement.text;
    }
    return {};
}

CatalogPtr SqliteFile::read(const CatalogRequest &request)
{
    Result<CatalogPtr> catalog = m_connection->readCatalog(request, {}, noDeadline);
    if (catalog)
        return *catalog;
    m_error = catalog.error().message;
    return nullptr;
}

std::shared_ptr<const Table> SqliteFile::table(const QString &name)
{
    const CatalogPtr catalog = read();
    return catalog ? std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {{}, name})) : nullptr;
}

QString sqliteRoundTrip(const Catalog &catalog)
{
    const QString script = scriptText(createScript(catalog, drivers().find(u"sqlite"_s)->schemaWriter()));
    SqliteFile file;
    if (const QString error = file.exec(u"BEGIN;\n"_s + script + u"COMMIT"_s); !error.isEmpty())
        return error;
    const CatalogPtr again = file.read();
    if (!again)
        return file.error();
    const QString different = differences(catalog, *again);
    return different.isEmpty() ? QString() : different + u"\n"_s + script;
}

} // namespace concord::test
