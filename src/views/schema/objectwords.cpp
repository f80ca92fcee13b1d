// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/objectwords.h"

#include "look/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ObjectWords)
};
} // namespace

QString fullName(const ObjectRef &ref)
{
    return ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name;
}

QString approximate(qint64 number)
{
    if (number < 0)
        return {};
    if (number < 1'000'000)
        return grouped(number);
    if (number < 1'000'000'000)
        return Words::tr("%1 M").arg(static_cast<double>(number) / 1e6, 0, 'f', 1);
    return Words::tr("%1 G").arg(static_cast<double>(number) / 1e9, 0, 'f', 1);
}

QString sizeText(qint64 bytes)
{
    return bytes < 0 ? QString() : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

Statistics statisticsOf(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Table: return static_cast<const Table &>(object).statistics;
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return static_cast<const View &>(object).statistics;
    case ObjectKind::Collection: return static_cast<const Collection &>(object).statistics;
    default: return {};
    }
}

QString partsText(const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        QString text = part.column.isEmpty() ? part.expression : part.column;
        if (part.prefixLength > 0)
            text += u'(' + QString::number(part.prefixLength) + u')';
        if (part.descending)
            text += u" DESC"_s;
        if (!part.operatorClass.isEmpty())
            text += u' ' + part.operatorClass;
        parts.append(text);
    }
    return parts.join(u", "_s);
}

QString triggerText(const Trigger &trigger)
{
    QString text = trigger.timing + u' ' + trigger.events.join(u" OR "_s);
    if (!trigger.level.isEmpty())
        text += u", "_s + (trigger.level == "ROW"_L1 ? Words::tr("each row") : Words::tr("each statement"));
    return text.trimmed();
}

QString actionWord(ReferentialAction action)
{
    switch (action) {
    case ReferentialAction::Restrict: return u"RESTRICT"_s;
    case ReferentialAction::Cascade: return u"CASCADE"_s;
    case ReferentialAction::SetNull: return u"SET NULL"_s;
    case ReferentialAction::SetDefault: return u"SET DEFAULT"_s;
    case ReferentialAction::NoAction: break;
    }
    return u"NO ACTION"_s;
}

QString keySigns(const SchemaObject &object, const QString &column)
{
    const Table *asTable = tableOf(object);
    if (!asTable)
        return {};
    const Table &table = *asTable;
    QStringList signs;
    if (table.primaryKey && table.primaryKey->columns.contains(column))
        signs.append(u"PK"_s);
    if (std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return key.columns.contains(column); }))
        signs.append(u"FK"_s);
    return signs.join(u' ');
}

} // namespace concord
