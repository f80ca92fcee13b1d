// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/wording.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    constexpr qsizetype most = 4000;
    const QString shown = text.size() > most ? text.left(most) + u'…' : text;
    return u"<p style=\"white-space:pre-wrap\">"_s + shown.toHtmlEscaped() + u"</p>"_s;
}

QString withoutMnemonic(QString text)
{
    return text.replace(u'&', u"&&"_s).replace(u'\n', u' ');
}

QString firstLine(const QString &text, int characters)
{
    qsizetype end = 0;
    const qsizetype limit = std::min<qsizetype>(text.size(), characters);
    while (end < limit && text[end] != u'\n' && text[end] != u'\r' && text[end] != QChar::LineSeparator && text[end] != QChar::ParagraphSeparator)
        ++end;
    if (end == text.size())
        return text;
    if (end > 0 && text[end - 1].isHighSurrogate())
        --end;
    return text.left(end) + u'…';
}

QString grouped(qint64 number)
{
    QString digits = QString::number(number);
    const qsizetype first = number < 0 ? 1 : 0;
    for (qsizetype i = digits.size() - 3; i > first; i -= 3)
        digits.insert(i, QChar(0x202f));
    return digits;
}

QString rowCountText(qint64 rows)
{
    return rows == 1 ? QCoreApplication::translate("Wording", "1 row") : QCoreApplication::translate("Wording", "%1 rows").arg(grouped(rows));
}

QString changedRowsText(qint64 rows)
{
    return rows == 1 ? QCoreApplication::translate("Wording", "1 row changed")
                     : QCoreApplication::translate("Wording", "%1 rows changed").arg(grouped(rows));
}

QString durationText(double milliseconds)
{
    if (milliseconds > 0 && milliseconds < 1)
        return QCoreApplication::translate("Wording", "<1 ms");
    if (milliseconds < 999.5)
        return QCoreApplication::translate("Wording", "%1 ms").arg(qRound(milliseconds));
    const double seconds = milliseconds / 1000;
    if (seconds < 59.95)
        return QCoreApplication::translate("Wording", "%1 s").arg(seconds, 0, 'f', 1);
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 3600)
        return QCoreApplication::translate("Wording", "%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return QCoreApplication::translate("Wording", "%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

} // namespace concord
