// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/selfcheckreport.h"

#include "compare/comparejson.h"
#include "compare/comparereport.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord {

using Json = nlohmann::ordered_json;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SelfCheck", text);
}

QString firstLine(const QString &sql)
{
    const QString line = sql.simplified();
    return line.size() > 120 ? line.first(117) + u"…"_s : line;
}

QString errorLine(const CheckError &error, const Migration &migration)
{
    if (error.step < 0)
        return tr("%1: %2").arg(firstLine(error.sql), error.error.message);
    const ChangeStep &step = migration.steps[static_cast<size_t>(error.step)];
    return tr("Statement %1 (%2): %3").arg(error.step + 1).arg(step.purpose, error.error.message);
}

Json errorsJson(const std::vector<CheckError> &errors, const Migration &migration)
{
    Json list = Json::array();
    for (const CheckError &error : errors) {
        Json one = Json::object();
        one["statement"] = error.step < 0 ? Json(nullptr) : Json(error.step + 1);
        one["purpose"] = error.step < 0 ? Json(nullptr) : Json(migration.steps[static_cast<size_t>(error.step)].purpose.toStdString());
        one["sql"] = error.sql.toStdString();
        one["message"] = error.error.message.toStdString();
        one["code"] = error.error.code.toStdString();
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace

QString selfCheckToText(const SelfCheckResult &result, const Migration &migration)
{
    QStringList lines;
    for (const CheckError &error : result.copyErrors)
        lines.append(tr("The copy lacks something: %1").arg(errorLine(error, migration)));
    for (const CheckError &error : result.errors)
        lines.append(errorLine(error, migration));
    if (result.leftover.summary.differs())
        lines.append(tr("Left after the script: %1").arg(comparisonToText(result.leftover).trimmed()));
    else if (result.proven() && result.leftover.summary.isSame())
        lines.append(tr("Checked on a copy: nothing is left."));
    else if (result.proven())
        lines.append(tr("Checked on a copy: nothing is left but what cannot be told (%1).").arg(result.leftover.summary.cannotTell));
    else
        lines.append(tr("Nothing that can be compared is left."));
    lines += result.notes;
    return lines.join(u'\n') + u'\n';
}

Json selfCheckToJson(const SelfCheckResult &result, const Migration &migration)
{
    Json json = Json::object();
    json["proven"] = result.proven();
    json["errors"] = errorsJson(result.errors, migration);
    json["copy_errors"] = errorsJson(result.copyErrors, migration);
    json["notes"] = Json::array();
    for (const QString &note : result.notes)
        json["notes"].push_back(note.toStdString());
    json["leftover"] = comparisonToJson(result.leftover);
    return json;
}

qsizetype AppliedScript::indexOf(const char *word) const
{
    for (qsizetype i = 0; i < statements.size(); ++i) {
        if (statements[i].compare(QLatin1StringView(word), Qt::CaseInsensitive) == 0)
            return i;
    }
    return -1;
}

bool AppliedScript::inTransaction() const
{
    const qsizetype begin = indexOf("BEGIN");
    const qsizetype commit = indexOf("COMMIT");
    return transactional && begin >= 0 && stopped > begin && (commit < 0 || stopped <= commit);
}

qsizetype AppliedScript::kept() const
{
    return inTransaction() ? indexOf("BEGIN") : std::min(stopped, statements.size());
}

QList<qsizetype> AppliedScript::stayed() const
{
    QList<qsizetype> changes;
    for (qsizetype i = preamble; i < kept(); ++i) {
        if (!ofSession.contains(i))
            changes.append(i);
    }
    return changes;
}

bool AppliedScript::isUncertain() const
{
    return !isWhole() && error.kind == ErrorKind::Lost && (!inTransaction() || stopped == indexOf("COMMIT"));
}

QString appliedToText(const AppliedScript &applied)
{
    if (applied.isWhole())
        return tr("%1 statements ran.").arg(applied.statements.size()) + u'\n';
    QStringList lines{tr("Stopped at statement %1 of %2: %3")
                          .arg(applied.stopped + 1)
                          .arg(applied.statements.size())
                          .arg(firstLine(applied.statements[applied.stopped])),
                      applied.error.message};
    if (applied.isUncertain())
        lines.append(tr("The server was lost while that statement ran: whether it took effect is not known. Compare again."));
    else if (applied.kept() < applied.stopped)
        lines.append(tr("The transaction was rolled back: what it did is undone."));
    if (applied.nothingChanged())
        lines.append(tr("Nothing was changed."));
    const QList<qsizetype> stayed = applied.stayed();
    if (!stayed.isEmpty())
        lines.append(tr("These ran and stay:"));
    for (const qsizetype i : stayed)
        lines.append(u"  %1. %2"_s.arg(i + 1).arg(firstLine(applied.statements[i])));
    return lines.join(u'\n') + u'\n';
}

} // namespace concord
