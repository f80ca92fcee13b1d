// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspaceprivate.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

/// Names may hold any character: a JSON array keeps them apart.
QString columnsText(const QStringList &columns)
{
    nlohmann::json array = nlohmann::json::array();
    for (const QString &column : columns)
        array.push_back(column.toStdString());
    return QString::fromStdString(array.dump());
}

QStringList readColumns(const QString &text)
{
    const nlohmann::json array = nlohmann::json::parse(text.toStdString(), nullptr, false);
    QStringList columns;
    for (const nlohmann::json &column : array) {
        if (column.is_string())
            columns.append(QString::fromStdString(column.get_ref<const std::string &>()));
    }
    return columns;
}

Result<void> checkLink(const UserLink &link)
{
    if (link.fromColumns.isEmpty() || link.fromColumns.size() != link.toColumns.size())
        return fail(ErrorKind::Usage, tr("A link needs as many columns on one side as on the other, and at least one."));
    if (link.from.table.name.isEmpty() || link.to.table.name.isEmpty())
        return fail(ErrorKind::Usage, tr("A link needs a table on either side."));
    if (link.from == link.to && link.fromColumns == link.toColumns)
        return fail(ErrorKind::Usage, tr("A link joins two different things."));
    return {};
}

const QString endColumns = u"from_profile, from_schema, from_table, from_columns, to_profile, to_schema, to_table, to_columns"_s;

QVariantList endsOf(const UserLink &link)
{
    return {idText(link.from.database), link.from.table.schema, link.from.table.name, columnsText(link.fromColumns),
            idText(link.to.database),   link.to.table.schema,   link.to.table.name,   columnsText(link.toColumns)};
}

} // namespace

Result<QList<UserLink>> Workspace::links() const
{
    auto rows = d->file->run(u"SELECT id, %1, note, denied FROM relation_link ORDER BY %1"_s.arg(endColumns));
    if (!rows)
        return fail(rows.error());
    QList<UserLink> links;
    while (rows->next()) {
        UserLink link;
        link.id = readId(*rows, 0);
        link.from = {readId(*rows, 1), {rows->value(2).toString(), rows->value(3).toString()}};
        link.fromColumns = readColumns(rows->value(4).toString());
        link.to = {readId(*rows, 5), {rows->value(6).toString(), rows->value(7).toString()}};
        link.toColumns = readColumns(rows->value(8).toString());
        link.note = rows->value(9).toString();
        link.denied = rows->value(10).toBool();
        links.append(link);
    }
    return links;
}

Result<UserLink> Workspace::saveLink(const UserLink &given)
{
    if (const auto checked = checkLink(given); !checked)
        return fail(checked.error());
    UserLink link = given;
    if (link.id.isNull())
        link.id = QUuid::createUuid();
    return d->file->write([&]() -> Result<UserLink> {
        auto written = d->checkProfilesExist({link.from.database, link.to.database});
        // Of two links between the same ends the newer word counts.
        if (written) {
            written = done(d->file->run(u"DELETE FROM relation_link WHERE id = ? OR (%1) = (?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(endColumns),
                                        QVariantList{idText(link.id)} + endsOf(link)));
        }
        if (written) {
            written =
                done(d->file->run(u"INSERT INTO relation_link (id, %1, note, denied) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(endColumns),
                                  QVariantList{idText(link.id)} + endsOf(link) + QVariantList{link.note, link.denied ? 1 : 0}));
        }
        return written.transform([&] { return link; });
    });
}

Result<void> Workspace::removeLink(const QUuid &id)
{
    return d->file->write([&] {
        return d->file->run(u"DELETE FROM relation_link WHERE id = ?"_s, {idText(id)}).and_then([](const QSqlQuery &query) -> Result<void> {
            if (query.numRowsAffected() == 0)
                return fail(ErrorKind::NotFound, tr("The link is not in the workspace any more."));
            return {};
        });
    });
}

} // namespace concord
