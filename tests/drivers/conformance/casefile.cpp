// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/casefile.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord::test {

namespace {

/// "statement [mariadb mysql]", "row [mysql]: …": whether the target is meant; no brackets mean every one.
bool isMeant(const QString &names, const QString &target, const QString &engine)
{
    if (names.isEmpty())
        return true;
    const QStringList listed = names.split(u' ', Qt::SkipEmptyParts);
    return listed.contains(target) || listed.contains(engine);
}

QStringList splitCells(const QString &line)
{
    QStringList cells;
    QString cell;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'\\' && i + 1 < line.size()) {
            cell += line.sliced(i, 2);
            ++i;
        } else if (QStringView(line).sliced(i).startsWith(u" | ")) {
            cells.append(cell);
            cell.clear();
            i += 2;
        } else {
            cell += line[i];
        }
    }
    cells.append(cell);
    for (QString &each : cells)
        each = each.trimmed();
    return cells;
}

void expect(Case &current, const QString &key, const QString &value, CaseFile &file, int line)
{
    if (key == u"columns"_s) {
        current.columns = splitCells(value);
        current.hasColumns = true;
    } else if (key == u"row"_s) {
        current.rows.append(splitCells(value));
        current.hasRows = true;
    } else if (key == u"rows"_s && value == u"none"_s) {
        current.hasRows = true;
    } else if (key == u"error"_s) {
        current.error = value;
        current.fails = true;
    } else if (key == u"notice"_s) {
        current.notices.append(value);
        current.hasNotices = true;
    } else if (key == u"notices"_s && value == u"none"_s) {
        current.hasNotices = true;
    } else if (key == u"affected"_s) {
        current.affected = value;
    } else if (key == u"since"_s) {
        current.since = value.toInt();
    } else if (key == u"param"_s) {
        current.parameters.append(value);
    } else {
        file.problem = u"line %1: “%2” is no expectation"_s.arg(line).arg(key);
    }
}

} // namespace

CaseFile readCaseFile(const QString &path, const QString &target, const QString &engine)
{
    static const QRegularExpression block(u"^statement(?: \\[([^\\]]*)\\])?$"_s);
    static const QRegularExpression expectation(u"^([a-z]+)(?: \\[([^\\]]*)\\])?:(?: (.*))?$"_s);
    CaseFile file;
    file.path = path;
    QFile in(path);
    if (!in.open(QIODevice::ReadOnly)) {
        file.problem = in.errorString();
        return file;
    }
    enum class Where { Between, Sql, Expected } where = Where::Between;
    Case current;
    bool meant = true;
    int number = 0;
    const auto close = [&] {
        if (where != Where::Between && meant)
            file.cases.append(current);
        where = Where::Between;
    };
    const QStringList lines = QString::fromUtf8(in.readAll()).split(u'\n');
    for (const QString &line : lines) {
        ++number;
        if (where == Where::Between) {
            if (line.startsWith(u'#') || line.isEmpty())
                continue;
            if (const auto match = block.match(line); match.hasMatch()) {
                current = {};
                current.line = number;
                meant = isMeant(match.captured(1), target, engine);
                where = Where::Sql;
            } else if (line.startsWith(u"engines: "_s)) {
                file.engines = line.sliced(9).split(u' ', Qt::SkipEmptyParts);
            } else if (line.startsWith(u"profile: "_s)) {
                file.profile = line.sliced(9).trimmed();
            } else {
                file.problem = u"line %1: neither a statement nor a header: %2"_s.arg(number).arg(line);
            }
        } else if (line.isEmpty()) {
            close();
        } else if (where == Where::Sql && line == u"----"_s) {
            where = Where::Expected;
        } else if (where == Where::Sql) {
            current.sql += (current.sql.isEmpty() ? u""_s : u"\n"_s) + line;
        } else if (const auto match = expectation.match(line); match.hasMatch()) {
            if (isMeant(match.captured(2), target, engine))
                expect(current, match.captured(1), match.captured(3), file, number);
        } else if (!line.startsWith(u'#')) {
            file.problem = u"line %1: no expectation: %2"_s.arg(number).arg(line);
        }
    }
    close();
    return file;
}

QStringList enginesOf(const QString &path)
{
    return readCaseFile(path, {}, {}).engines;
}

} // namespace concord::test
