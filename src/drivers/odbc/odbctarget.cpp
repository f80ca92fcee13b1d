// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbctarget.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Odbc", text);
}

QString OdbcTarget::value(const QString &keyword) const
{
    for (const auto &[name, value] : attributes) {
        if (name.compare(keyword, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// Only where it must be: not every driver knows braces around anything but its own name.
QString odbcQuoted(const QString &value)
{
    const bool odd = value.contains(u';') || value.contains(u'}') || value.startsWith(u'{') || value.trimmed().size() != value.size();
    if (!odd)
        return value;
    QString inner = value;
    inner.replace(u'}', u"}}"_s);
    return u'{' + inner + u'}';
}

Result<QString> odbcConnectionString(const OdbcTarget &target)
{
    static const QRegularExpression keywordPattern(u"^[A-Za-z][A-Za-z0-9_ .-]*$"_s);
    QStringList parts;
    for (const auto &[keyword, value] : target.attributes) {
        if (!keywordPattern.match(keyword).hasMatch())
            return fail(ErrorKind::Usage, tr("“%1” is no keyword of a connection string.").arg(keyword.left(40)));
        if (value.contains(QChar(0)) || value.contains(u'\n'))
            return fail(ErrorKind::Usage, tr("The value of %1 holds a character that no connection string can hold.").arg(keyword));
        // Qt's plugin takes any string with these letters for the name of a file.
        if (value.contains(".dsn"_L1, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage,
                        tr("The value of %1 holds “.dsn”; files of data sources are not supported, name a DSN or a driver.").arg(keyword));
        const bool isDriver = keyword.compare("DRIVER"_L1, Qt::CaseInsensitive) == 0;
        parts.append(keyword + u'=' + (isDriver && !value.startsWith(u'/') ? u'{' + value + u'}' : odbcQuoted(value)));
    }
    // The plugin takes a string that has neither DRIVER= nor SERVER= for the name of a data source and puts all of it in quotes: a keyword
    // that no driver knows has these letters.
    QString text = parts.join(u';');
    if (!text.contains("DRIVER="_L1, Qt::CaseInsensitive) && !text.contains("SERVER="_L1, Qt::CaseInsensitive))
        text += ";CONCORDSERVER=1"_L1;
    return text;
}

} // namespace concord
