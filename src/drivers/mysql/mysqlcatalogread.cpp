// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlcatalogread.h"

#include <QCoreApplication>
#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int rounds = 3;
static constexpr qsizetype singleReads = 50; ///< more than so many changed tables are read faster all together

static QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

MysqlCatalogRead::MysqlCatalogRead(MysqlQueries &queries, const CatalogRequest &request, CatalogListener listener)
    : m_queries(queries),
      m_request(request),
      m_listener(std::move(listener))
{}

Result<CatalogPtr> MysqlCatalogRead::run(const QString &database)
{
    // Expressions are spelt by the session's mode: "a" or `a`.
    const auto mode = m_queries.firstRow(u"SELECT @@SESSION.sql_mode, @@SESSION.sql_quote_show_create"_s);
    if (!mode)
        return fail(mode.error());
    if (auto set = m_queries.run(u"SET SESSION sql_mode = '', SESSION sql_quote_show_create = 1"_s); !set)
        return fail(set.error());
    const auto restore = qScopeGuard([&] {
        std::ignore =
            m_queries.run(u"SET SESSION sql_mode = %1, SESSION sql_quote_show_create = %2"_s.arg(m_queries.literal(mode->value(0)), mode->value(1)));
    });
    auto prepared = m_queries.prepare();
    auto info = prepared ? describe(database) : fail(prepared.error());
    const auto names = info ? databases(database) : fail(info.error());
    if (!names)
        return fail(names.error());
    const CatalogFilter filter(m_request, m_queries.lowerCaseTableNames() == 0 ? Qt::CaseSensitive : Qt::CaseInsensitive);
    for (const QString &name : *names) {
        const auto read = readDatabase(name, filter);
        if (!read && read.error().kind == ErrorKind::NotFound && names->size() > 1)
            continue; // dropped since they were listed
        if (!read)
            return fail(read.error());
        for (const MissingRight &missing : m_rights.missing(name, m_queries.isMariaDb()))
            m_unread.push_back({missing.object, {}, tr("%1 is missing: %2").arg(missing.needs, missing.effect)});
    }
    if (m_request.privileges && !m_rights.hasEverywhere(u"SELECT"_s))
        m_unread.push_back({tr("privileges"), {}, tr("SELECT on *.* is missing: whose they are is told to those alone who may read everything")});
    if (names->size() == 1)
        info->scope = names->first();
    info->unread = std::move(m_unread);
    return Catalog::make(std::move(*info), std::move(m_objects));
}

Result<QList<MissingRight>> MysqlCatalogRead::missingRights(const QString &database)
{
    auto rights = MysqlRights::read(m_queries);
    const auto names = rights ? databases(database) : fail(rights.error());
    if (!names)
        return fail(names.error());
    QList<MissingRight> all;
    for (const QString &name : *names)
        all += rights->missing(name, m_queries.isMariaDb());
    return all;
}

Result<QStringList> MysqlCatalogRead::databases(const QString &database)
{
    const QString wanted = m_request.schema.isEmpty() ? database : m_request.schema;
    if (!wanted.isEmpty())
        return QStringList{wanted};
    QStringList names;
    auto read = m_queries.each(u"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('information_schema', "
                               "'performance_schema', 'mysql', 'sys') ORDER BY SCHEMA_NAME"_s,
                               [&](const MysqlRow &row) { names.append(row.text(0)); });
    if (!read)
        return fail(read.error());
    return names;
}

Result<CatalogInfo> MysqlCatalogRead::describe(const QString &database)
{
    const auto row = m_queries.firstRow(u"SELECT VERSION(), CURRENT_USER(), @@collation_database"_s);
    if (!row)
        return fail(row.error());
    auto rights = MysqlRights::read(m_queries);
    if (!rights)
        return fail(rights.error());
    m_rights = std::move(*rights);
    CatalogInfo info;
    info.engine = m_queries.isMariaDb() ? u"mariadb"_s : u"mysql"_s;
    info.product = m_queries.isMariaDb() ? u"MariaDB"_s : u"MySQL"_s;
    info.serverVersion = row->value(0).section(u'-', 0, 0);
    info.database = database;
    info.defaultSchema = database;
    info.role = row->value(1);
    info.collation = row->value(2);
    info.charset = info.collation.section(u'_', 0, 0);
    static const QString rules[] = {u"exact"_s, u"lower"_s, u"ignore_case"_s};
    info.nameRule = rules[std::clamp(m_queries.lowerCaseTableNames(), 0, 2)];
    info.readAt = QDateTime::currentDateTimeUtc();
    info.transactional = false;
    info.include = m_request.include;
    info.exclude = m_request.exclude;
    return info;
}

Result<void> MysqlCatalogRead::readDatabase(const QString &database, const CatalogFilter &filter)
{
    const auto begun = m_queries.firstRow(u"SELECT CAST(NOW() AS CHAR)"_s);
    auto draft = begun ? readOnce(database, filter) : fail(begun.error());
    if (!draft)
        return fail(draft.error());
    QString since = begun->value(0);
    for (int round = 1; round < rounds; ++round) {
        const auto now = marks(database, filter);
        if (!now)
            return fail(now.error());
        const QSet<QString> names = changed(draft->marks, *now, since);
        if (names.isEmpty())
            break;
        if (auto again = readAgain(*draft, database, filter, names); !again)
            return again;
        since.clear();
    }
    keep(std::move(*draft));
    return {};
}

QSet<QString> MysqlCatalogRead::changed(const Marks &before, const Marks &after, const QString &since)
{
    QSet<QString> names;
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        // A time has whole seconds: what was changed in the second in which this began may have changed once more.
        if (before.value(it.key()) != it.value() || (!since.isEmpty() && it.value() >= since))
            names.insert(it.key());
    }
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!after.contains(it.key()))
            names.insert(it.key());
    }
    return names;
}

Result<MysqlCatalogRead::Marks> MysqlCatalogRead::marks(const QString &database, const CatalogFilter &filter) const
{
    Marks marks;
    bool views = false;
    auto read = m_queries.each(u"SELECT TABLE_NAME, CREATE_TIME, TABLE_TYPE FROM information_schema.TABLES WHERE "_s
                                   + m_queries.isNamed(u"TABLE_SCHEMA"_s, database),
                               [&](const MysqlRow &row) {
                                   if (!filter.accepts(database, row.text(0)) || row.view(2) == "TEMPORARY")
                                       return;
                                   marks.insert(row.text(0), row.text(1));
                                   views = views || row.view(2) == "VIEW";
                               });
    if (read && views)
        read = m_queries.each(u"SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE "_s
                                  + m_queries.isNamed(u"TABLE_SCHEMA"_s, database),
                              [&](const MysqlRow &row) {
                                  if (const auto mark = marks.find(row.text(0)); mark != marks.end())
                                      *mark += viewMark(row.text(1));
                              });
    if (!read)
        return fail(read.error());
    return marks;
}

Result<MysqlSchemaDraft> MysqlCatalogRead::readOnce(const QString &database, const CatalogFilter &filter, const QString &onlyTable)
{
    MysqlSchemaDraft draft;
    const bool privileges = m_request.privileges && m_rights.hasEverywhere(u"SELECT"_s); // else only one's own are told
    const MysqlSchemaReader::Wanted wanted{database, filter, privileges, m_request.statistics, onlyTable};
    MysqlSchemaReader reader(m_queries, wanted, draft, [&](const QString &step, qint64 done, qint64 total) {
        if (m_listener && wanted.onlyTable.isEmpty())
            m_listener({step, m_done + done, total < 0 ? total : m_done + total});
    });
    if (auto read = reader.read(); !read)
        return fail(read.error());
    return draft;
}

Result<void> MysqlCatalogRead::readAgain(MysqlSchemaDraft &draft, const QString &database, const CatalogFilter &filter, const QSet<QString> &names)
{
    if (names.size() > singleReads) {
        auto whole = readOnce(database, filter);
        if (!whole)
            return fail(whole.error());
        draft = std::move(*whole);
        return {};
    }
    for (const QString &name : names) {
        auto one = readOnce(database, filter, name);
        if (!one)
            return fail(one.error());
        draft.tables.remove(name);
        draft.views.remove(name);
        draft.tables.insert(one->tables);
        draft.views.insert(one->views);
        draft.marks.remove(name);
        draft.marks.insert(one->marks);
        std::erase_if(draft.unread, [&](const Unread &unread) { return unread.object.name == name; });
        std::ranges::move(one->unread, std::back_inserter(draft.unread));
    }
    return {};
}

void MysqlCatalogRead::keep(MysqlSchemaDraft &&draft)
{
    linkObjects(draft);
    m_objects.push_back(draft.schema);
    for (const auto &table : std::as_const(draft.tables))
        m_objects.push_back(table);
    for (const auto &view : std::as_const(draft.views))
        m_objects.push_back(view);
    std::ranges::move(draft.others, std::back_inserter(m_objects));
    std::ranges::move(draft.unread, std::back_inserter(m_unread));
    m_done = static_cast<qint64>(m_objects.size());
}

} // namespace concord
