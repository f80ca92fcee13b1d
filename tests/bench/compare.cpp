// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/compare.h"

#include "bench/report.h"
#include "compare/matrix.h"
#include "connection/driver.h"
#include "postgresql/postgresqldriver.h"
#include "schema/schemawriter.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

Column makeColumn(const QString &name, bool number)
{
    Column column;
    column.name = name;
    column.nativeType = number ? u"integer"_s : u"text"_s;
    column.type.family = number ? TypeFamily::Integer : TypeFamily::Text;
    column.type.bits = number ? 32 : -1;
    return column;
}

/// Ten columns, a key, an index and a foreign key; every `changed`-th has another type in one column.
std::shared_ptr<Table> makeTable(int number, bool changed)
{
    auto table = std::make_shared<Table>();
    table->ref = {u"public"_s, u"table_%1"_s.arg(number)};
    for (int i = 0; i < 10; ++i)
        table->columns.push_back(makeColumn(u"column_%1"_s.arg(i), i < 3));
    if (changed)
        table->columns[5].nativeType = u"character varying(40)"_s;
    table->primaryKey.emplace();
    table->primaryKey->name = u"table_%1_pkey"_s.arg(number);
    table->primaryKey->nameGenerated = true;
    table->primaryKey->columns = {u"column_0"_s};
    Index &index = table->indexes.emplace_back();
    index.name = u"table_%1_by_1"_s.arg(number);
    index.method = u"btree"_s;
    index.parts.resize(1);
    index.parts[0].column = u"column_1"_s;
    ForeignKey &key = table->foreignKeys.emplace_back();
    key.name = u"table_%1_fkey"_s.arg(number);
    key.columns = {u"column_2"_s};
    key.target = {u"public"_s, u"table_%1"_s.arg(number / 2)};
    key.targetColumns = {u"column_0"_s};
    return table;
}

bool writeDdl(const CompareEnd &end, const QString &path)
{
    const std::shared_ptr<const Driver> driver = makePostgresqlDriver();
    QFile file(path);
    const QByteArray text = scriptText(createScript(*end.catalog, driver->schemaWriter())).toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

void measurePair(int tables, double goal, const QString &folder)
{
    const CompareEnd left = makeEnd(tables, 0, u"left"_s);
    const CompareEnd right = makeEnd(tables, 100, u"right"_s);
    const auto ours = median([&] { return compareCatalogs(left, right).summary.different == 100; });
    if (!ours)
        return skipped(u"%L1 tables"_s.arg(tables), u"the 100 differences were not found"_s);
    line(u"%L1 tables with 100 differences, against the goal"_s.arg(tables), *ours, goal, 1);
    const QString leftFile = folder + u"/left.sql"_s;
    const QString rightFile = folder + u"/right.sql"_s;
    if (!writeDdl(left, leftFile) || !writeDdl(right, rightFile))
        return skipped(u"diff"_s, u"the DDL could not be written"_s);
    const auto peer = median(
        [&] { return QProcess::execute(u"sh"_s, {u"-c"_s, u"diff \"$1\" \"$2\" >/dev/null; test $? -eq 1"_s, u"sh"_s, leftFile, rightFile}) == 0; });
    if (peer)
        line(u"%L1 tables with 100 differences, beside diff of their DDL"_s.arg(tables), *ours, *peer, 10);
}

} // namespace

CompareEnd makeEnd(int tables, int differences, const QString &name)
{
    static const std::shared_ptr<const Driver> driver = makePostgresqlDriver();
    std::vector<std::shared_ptr<SchemaObject>> objects;
    objects.reserve(static_cast<size_t>(tables));
    for (int i = 0; i < tables; ++i)
        objects.push_back(makeTable(i, differences > 0 && i % (tables / differences) == 0));
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.nameRule = u"exact"_s;
    info.defaultSchema = u"public"_s;
    CompareEnd end;
    end.catalog = Catalog::make(info, std::move(objects));
    end.dialect = &driver->dialect();
    end.name = name;
    return end;
}

void measureComparing(const QString &folder)
{
    heading(u"Comparing schemas"_s);
    measurePair(10'000, 0.3, folder);
    measurePair(100'000, 3, folder);
    std::vector<MatrixColumn> tenants;
    for (int i = 0; i < 100; ++i)
        tenants.push_back({makeEnd(500, i % 10 == 0 ? 5 : 0, u"tenant_%1"_s.arg(i)), {}});
    const auto ours = median([&] { return makeMatrix(tenants, -1).rows.size() == 500; });
    line(u"a matrix of 100 tenants × 500 tables, against the goal"_s, ours.value_or(1e9), 1, 1);
}

} // namespace concord::bench
