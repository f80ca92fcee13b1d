// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/secrettext.h"
#include "workspace/workspaceprivate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

QString likePattern(QString search)
{
    for (const QChar special : u"\\%_"_s)
        search.replace(special, u'\\' + QString(special));
    return u'%' + search + u'%';
}

} // namespace

Result<void> Workspace::Private::writeRun(const HistoryEntry &entry, bool finished) const
{
    auto written = done(
        file->run(u"INSERT INTO run (number, started, text, origin, session, elapsed_ms, finished) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number)"
                  " DO UPDATE SET elapsed_ms = excluded.elapsed_ms, finished = excluded.finished"_s,
                  {entry.run == 0 ? QVariant() : QVariant(entry.run), entry.started.toUTC().toString(Qt::ISODateWithMs),
                   statementWithoutSecrets(entry.text), entry.origin, entry.session, entry.elapsedMs, finished}));
    qint64 run = entry.run;
    if (written && run == 0) {
        written = file->run(u"SELECT last_insert_rowid()"_s).transform([&](QSqlQuery row) { run = row.next() ? row.value(0).toLongLong() : 0; });
    }
    for (const QString &table : {u"run_target"_s, u"run_sql"_s}) {
        if (written)
            written = done(file->run(u"DELETE FROM %1 WHERE run = ?"_s.arg(table), {run}));
    }
    QList<std::pair<QString, qint64>> texts; // those that differ from the run's own, with their numbers
    for (qsizetype i = 0; written && i < entry.targets.size(); ++i) {
        const HistoryTarget &target = entry.targets[i];
        const auto number = numberOfText(run, i, target.sql, entry.text, texts);
        if (!number)
            return fail(number.error());
        written = done(file->run(
            u"INSERT INTO run_target (run, position, profile_id, name, engine, sql_number, state, row_count, affected_rows, elapsed_ms, error_kind,"
            " error_code, error_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {run, i, idText(target.profileId), withoutSecret(target.name), target.engine, *number, target.state, target.rows, target.affectedRows,
             target.elapsedMs, target.errorKind, target.errorCode, statementWithoutSecrets(target.errorMessage)}));
    }
    return written;
}

/// Under which number a target's text is kept, storing it where no earlier target had it; NULL: it is the run's own text.
Result<QVariant> Workspace::Private::numberOfText(qint64 run, qint64 position, const QString &sql, const QString &runText,
                                                  QList<std::pair<QString, qint64>> &texts) const
{
    if (sql == runText)
        return QVariant();
    const auto known = std::ranges::find(texts, sql, &std::pair<QString, qint64>::first);
    if (known != texts.end())
        return QVariant(known->second);
    texts.append({sql, position});
    return file->run(u"INSERT INTO run_sql (run, number, sql) VALUES (?, ?, ?)"_s, {run, position, statementWithoutSecrets(sql)})
        .transform([&](const QSqlQuery &) { return QVariant(position); });
}

Result<QHash<qint64, QString>> Workspace::Private::textsOf(qint64 run) const
{
    return file->run(u"SELECT number, sql FROM run_sql WHERE run = ?"_s, {run}).transform([](QSqlQuery rows) {
        QHash<qint64, QString> texts;
        while (rows.next())
            texts.insert(rows.value(0).toLongLong(), rows.value(1).toString());
        return texts;
    });
}

Result<qint64> Workspace::beginHistory(const HistoryEntry &given)
{
    HistoryEntry entry = given;
    entry.run = 0;
    if (!entry.started.isValid())
        entry.started = QDateTime::currentDateTimeUtc();
    return d->file->write([&]() -> Result<qint64> {
        if (const auto written = d->writeRun(entry, false); !written)
            return fail(written.error());
        return d->file->run(u"SELECT seq FROM sqlite_sequence WHERE name = 'run'"_s).transform([](QSqlQuery row) {
            return row.next() ? row.value(0).toLongLong() : 0;
        });
    });
}

Result<void> Workspace::finishHistory(const HistoryEntry &given)
{
    if (given.run <= 0)
        return fail(ErrorKind::Internal, tr("A run without a number cannot be finished."));
    HistoryEntry entry = given;
    if (!entry.started.isValid())
        entry.started = QDateTime::currentDateTimeUtc();
    return d->file->write([&] { return d->writeRun(entry, true); });
}

Result<QList<qint64>> Workspace::historyRuns(int limit, const QString &session, const QString &search) const
{
    QString sql = u"SELECT number FROM run WHERE true"_s;
    QVariantList values;
    if (!session.isEmpty()) {
        sql += u" AND session = ?"_s;
        values.append(session);
    }
    if (!search.isEmpty()) {
        sql += u" AND text LIKE ? ESCAPE '\\'"_s;
        values.append(likePattern(search));
    }
    sql += u" ORDER BY number DESC LIMIT ?"_s;
    values.append(limit);
    return d->file->run(sql, values).transform([](QSqlQuery rows) {
        QList<qint64> runs;
        while (rows.next())
            runs.append(rows.value(0).toLongLong());
        return runs;
    });
}

Result<HistoryEntry> Workspace::Private::readRun(qint64 run, HistoryTexts wanted) const
{
    const bool whole = wanted == HistoryTexts::Whole;
    auto row = file->run(u"SELECT started, %1, origin, session, elapsed_ms FROM run WHERE number = ?"_s.arg(
                             whole ? u"text"_s : u"substr(text, 1, %1)"_s.arg(Workspace::historyBeginning)),
                         {run});
    if (!row)
        return fail(row.error());
    if (!row->next())
        return fail(ErrorKind::NotFound, tr("Run %1 is not in the history any more.").arg(run));
    HistoryEntry entry{run, readTime(*row, 0), row->value(1).toString(), row->value(2).toString(), row->value(3).toString(), row->value(4).toDouble(),
                       {}};
    const auto texts = whole ? textsOf(run) : Result<QHash<qint64, QString>>();
    if (!texts)
        return fail(texts.error());
    auto targets = file->run(u"SELECT profile_id, name, engine, sql_number, state, row_count, affected_rows, elapsed_ms, error_kind,"
                             " error_code, error_message FROM run_target WHERE run = ? ORDER BY position"_s,
                             {run});
    if (!targets)
        return fail(targets.error());
    while (targets->next()) {
        const QString sent = !whole ? QString() : targets->isNull(3) ? entry.text : texts->value(targets->value(3).toLongLong());
        entry.targets.append({readId(*targets, 0), targets->value(1).toString(), targets->value(2).toString(), sent, targets->value(4).toString(),
                              targets->value(5).toLongLong(), targets->value(6).toLongLong(), targets->value(7).toDouble(),
                              targets->value(8).toString(), targets->value(9).toString(), targets->value(10).toString()});
    }
    return entry;
}

Result<HistoryEntry> Workspace::historyEntry(qint64 run, HistoryTexts texts) const
{
    return d->file->read([&] { return d->readRun(run, texts); });
}

Result<QList<HistoryEntry>> Workspace::history(int limit, const QString &session, const QString &search) const
{
    return d->file->read([&]() -> Result<QList<HistoryEntry>> {
        const auto runs = historyRuns(limit, session, search);
        if (!runs)
            return fail(runs.error());
        QList<HistoryEntry> entries;
        for (const qint64 run : *runs) {
            auto entry = d->readRun(run, HistoryTexts::Whole);
            if (!entry)
                return fail(entry.error());
            entries.append(std::move(*entry));
        }
        return entries;
    });
}

Result<QHash<QUuid, QDateTime>> Workspace::lastUses() const
{
    return d->file
        ->run(u"SELECT t.profile_id, r.started FROM (SELECT profile_id, max(run) AS run FROM run_target GROUP BY profile_id) t"
              " JOIN run r ON r.number = t.run"_s)
        .transform([](QSqlQuery rows) {
            QHash<QUuid, QDateTime> uses;
            while (rows.next())
                uses.insert(readId(rows, 0), QDateTime::fromString(rows.value(1).toString(), Qt::ISODateWithMs));
            return uses;
        });
}

Result<void> Workspace::clearHistory()
{
    return d->file->write([&] { return done(d->file->run(u"DELETE FROM run"_s)); });
}

} // namespace concord
