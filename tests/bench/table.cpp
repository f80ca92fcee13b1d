// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/table.h"

#include "results/resultexport.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

/// Counts what is written to it.
class Counter : public QIODevice
{
public:
    std::uint64_t bytes = 0;

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 count) override
    {
        bytes += static_cast<std::uint64_t>(count);
        return count;
    }
};

} // namespace

static CombinedResult combined(const std::shared_ptr<const ResultTable> &rows)
{
    return CombinedResult({CombinedSource{u"li"_s, rows, true}});
}

static ExportOptions bare()
{
    ExportOptions options;
    options.header = false;
    options.sourceColumn = false;
    return options;
}

Result<void> writeLoadFile(const ResultTable &rows, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Io, file.errorString());
    ExportOptions options = bare();
    options.nullText = u"\\N"_s;
    const std::shared_ptr<const ResultTable> borrowed(&rows, [](const ResultTable *) {});
    return exportRows(combined(borrowed), nullptr, nullptr, ExportFormat::Tsv, options, file);
}

std::uint64_t csvSize(const std::shared_ptr<ResultTable> &rows)
{
    Counter counter;
    counter.open(QIODevice::WriteOnly);
    (void)exportRows(combined(rows), nullptr, nullptr, ExportFormat::Csv, bare(), counter);
    return counter.bytes;
}

QString runProgram(const QString &program, const QStringList &arguments, const QString &passwordVariable, const QString &password,
                   const QString &input)
{
    QProcess process;
    if (!passwordVariable.isEmpty()) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(passwordVariable, password);
        process.setProcessEnvironment(environment);
    }
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    process.write(input.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForStarted() || !process.waitForFinished(-1))
        return u"%1: %2"_s.arg(program, process.errorString());
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return u"%1: %2"_s.arg(program, QString::fromUtf8(process.readAllStandardError()).trimmed());
}

QString createTable(const QString &doubleType, const QString &timestampType)
{
    return u"CREATE TABLE li (orderkey bigint, partkey integer, quantity numeric(12,2), price numeric(15,2), weight %1, flag varchar(1), "
           "shipdate date, changed %2, shipmode varchar(10), comment varchar(60))"_s.arg(doubleType, timestampType);
}

} // namespace concord::bench
