// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oraclequeries.h"

using namespace Qt::StringLiterals;

namespace concord {

QString OracleRow::text(QLatin1StringView column) const
{
    const auto place = m_places.constFind(QString(column));
    if (place == m_places.constEnd())
        return {};
    const QString &cell = m_cells[*place];
    return cell.isEmpty() ? QString() : cell;
}

qint64 OracleRow::number(QLatin1StringView column, qint64 otherwise) const
{
    bool ok = false;
    const qint64 value = text(column).section(u'.', 0, 0).toLongLong(&ok);
    return ok ? value : otherwise;
}

QString OracleQueries::literal(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\'';
}

Result<bool> OracleQueries::answers(const QString &sql)
{
    const Result<void> asked = m_run(sql, [](const QStringList &) {});
    if (!asked && endsReading(asked.error()))
        return fail(asked.error());
    return asked.has_value();
}

Result<void> OracleQueries::chooseScope()
{
    const Result<bool> may = answers(u"SELECT owner FROM dba_tables WHERE 1 = 0"_s);
    if (!may)
        return fail(may.error());
    const Result<bool> whole = *may ? answers(u"SELECT owner FROM dba_tab_cols WHERE 1 = 0"_s) : may;
    if (!whole)
        return fail(whole.error());
    m_prefix = *whole ? u"dba_"_s : u"all_"_s;
    return {};
}

Result<QString> OracleQueries::spelling(const QString &view, const QString &column)
{
    const QString key = view + u'.' + column;
    if (const auto known = m_known.constFind(key); known != m_known.constEnd())
        return *known;
    QString found;
    for (const QString &form : {column, u"v."_s + column, u"v.\""_s + column.toUpper() + u'"', u"v.\""_s + column + u'"'}) {
        const Result<bool> there = answers(u"SELECT %1 FROM %2 v WHERE 1 = 0"_s.arg(form, view));
        if (!there)
            return fail(there.error());
        if (*there) {
            found = form;
            break;
        }
    }
    m_known.insert(key, found);
    return found;
}

Result<bool> OracleQueries::has(const QString &view, const QString &column)
{
    return spelling(view, column).transform([](const QString &form) { return !form.isEmpty(); });
}

/// Those that are there; fails with `why` where that was not the reason.
Result<QStringList> OracleQueries::present(const QString &view, const QStringList &columns, const Error &why)
{
    QStringList found;
    bool others = false;
    for (const QString &column : columns) {
        const Result<QString> form = spelling(view, column);
        if (!form)
            return fail(form.error());
        others = others || *form != column;
        if (!form->isEmpty())
            found.append(column);
    }
    return found.isEmpty() || !others ? Result<QStringList>(fail(why)) : found;
}

Result<void> OracleQueries::each(const QString &view, const QStringList &columns, const QString &where, const OnRow &onRow)
{
    QStringList asked = columns;
    for (bool narrowed = false;; narrowed = true) {
        QHash<QString, qsizetype> places;
        QStringList forms;
        for (const QString &column : std::as_const(asked)) {
            const QString form = m_known.value(view + u'.' + column, column);
            if (form.isEmpty())
                continue;
            places.insert(column, forms.size());
            forms.append(form);
        }
        QString sql = u"SELECT %1 FROM %2 v"_s.arg(forms.join(u", "_s), view);
        if (!where.isEmpty())
            sql += u" WHERE "_s + where;
        qsizetype rows = 0;
        const Result<void> ran = m_run(sql, [&](const QStringList &cells) {
            ++rows;
            onRow(OracleRow(places, cells));
        });
        if (ran || rows > 0 || narrowed || endsReading(ran.error()))
            return ran;
        const Result<QStringList> narrower = present(view, asked, ran.error());
        if (!narrower)
            return fail(narrower.error());
        asked = *narrower;
    }
}

} // namespace concord
