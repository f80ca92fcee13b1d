// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sqlitefile.h"

#include "schema/roundtrip.h"
#include "schema/schemawriter.h"
#include "support/opened.h"

#include "query/sqllexer.h"
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

namespace {

QStringList cells(SqliteFile &file, const QString &sql)
{
    const Answer answer = run(file.connection(), sql);
    if (answer.error || answer.results.isEmpty())
        return {u"failed: "_s + (answer.error ? answer.error->message : sql)};
    QStringList cells;
    for (const QStringList &row : answer.results.first().rows())
        cells.append(row.value(0));
    cells.sort();
    return cells;
}

QString told(const Table &table, const ForeignKey &key)
{
    return upperAscii(QStringList{table.ref.name, key.target.name, key.columns.join(u','), key.targetColumns.join(u',')}.join(u'|'));
}

/// Of an expression only its place and order.
QString told(const Table &table, const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        const Column *column = findColumn(table.columns, part.column);
        const QString inherited = column && !column->collation.isEmpty() ? column->collation : u"BINARY"_s;
        const QString collation = part.collation.isEmpty() ? inherited : part.collation;
        parts.append(part.column.isEmpty() ? u"? %1"_s.arg(int(part.descending))
                                           : u"%1 %2 %3"_s.arg(part.column).arg(int(part.descending)).arg(collation));
    }
    return upperAscii(u"%1|%2|%3"_s.arg(index.name, QString::number(int(index.unique)), parts.join(u',')));
}

} // namespace

QString pragmasTellOtherwise(SqliteFile &file, const Catalog &catalog)
{
    QStringList keys;
    QStringList uniques;
    QStringList indexes;
    for (const ObjectPtr &object : catalog.objects()) {
        const Table *table = tableOf(*object);
        if (!table || table->variant == u"virtual")
            continue;
        for (const ForeignKey &key : table->foreignKeys)
            keys.append(told(*table, key));
        for (const Key &key : table->uniques)
            uniques.append(upperAscii(table->ref.name + u'|' + key.columns.join(u',')));
        for (const Index &index : table->indexes)
            indexes.append(told(*table, index));
    }
    keys.sort();
    indexes.sort();
    const QString tables =
        u"FROM main.sqlite_schema m JOIN %1 WHERE m.type = 'table' AND m.rootpage > 0 AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"_s;
    const QStringList saidKeys =
        cells(file, u"SELECT upper(m.name || '|' || f.\"table\" || '|' || group_concat(f.\"from\", ',' ORDER BY f.seq) || '|'"
                    " || ifnull(group_concat(f.\"to\", ',' ORDER BY f.seq), '')) "_s
                        + tables.arg(u"pragma_foreign_key_list(m.name, 'main') f"_s) + u" GROUP BY m.name, f.id"_s);
    const QString parts = u"pragma_index_list(m.name, 'main') il JOIN pragma_index_xinfo(il.name, 'main') ix"_s;
    const QStringList saidIndexes = cells(
        file, u"SELECT upper(il.name || '|' || il.\"unique\" || '|' || group_concat(iif(ix.cid = -2, '? ' || ix.\"desc\", ifnull(ix.name, 'rowid')"
              " || ' ' || ix.\"desc\" || ' ' || ix.coll), ',' ORDER BY ix.seqno)) "_s
                  + tables.arg(parts) + u" AND il.origin = 'c' AND ix.key GROUP BY il.name"_s);
    const QStringList saidUniques = cells(file, u"SELECT upper(m.name || '|' || group_concat(ix.name, ',' ORDER BY ix.seqno)) "_s + tables.arg(parts)
                                                    + u" AND il.origin = 'u' AND ix.key GROUP BY m.name, il.name"_s);
    if (keys != saidKeys)
        return u"foreign keys: read %1, told %2"_s.arg(keys.join(u"; "_s), saidKeys.join(u"; "_s));
    if (indexes != saidIndexes)
        return u"indexes: read %1, told %2"_s.arg(indexes.join(u"; "_s), saidIndexes.join(u"; "_s));
    for (const QString &unique : saidUniques) {
        if (!uniques.contains(unique)) // of two that are the same SQLite keeps one
            return u"unique constraints: read %1, told %2"_s.arg(uniques.join(u"; "_s), unique);
    }
    return {};
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
