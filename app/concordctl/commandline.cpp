// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/commandline.h"

#include "concordctl/translate.h"
#include "connection/connectionurl.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

Result<const Option *> findOption(const QString &name, const QList<Option> &options)
{
    const auto found = std::ranges::find(options, name, &Option::name);
    if (found != options.end())
        return &*found;
    QStringList names;
    for (const Option &option : options)
        names.append(option.name);
    const QStringList near = nearNames(name, names);
    if (near.isEmpty())
        return fail(ErrorKind::Usage, Ctl::tr("There is no option --%1.").arg(name));
    return fail(ErrorKind::Usage, Ctl::tr("There is no option --%1. Did you mean --%2?").arg(name, near.first()));
}

Result<const Option *> findLetter(QChar letter, const QList<Option> &options)
{
    const auto found = std::ranges::find(options, letter, &Option::letter);
    if (found == options.end())
        return fail(ErrorKind::Usage, Ctl::tr("There is no option -%1.").arg(letter));
    return &*found;
}

bool isOption(const QString &word)
{
    return word.size() > 1 && word.startsWith(u'-');
}

} // namespace

Result<Arguments> parseArguments(const QStringList &words, const QList<Option> &options)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == "--"_L1) {
            arguments.m_words += words.sliced(i + 1);
            break;
        }
        if (!isOption(word)) {
            arguments.m_words.append(word);
            continue;
        }
        const bool isLong = word.startsWith("--"_L1);
        const qsizetype equals = isLong ? word.indexOf(u'=') : -1;
        const QString name = word.sliced(2, isLong ? (equals < 0 ? word.size() : equals) - 2 : 0);
        const auto option = isLong ? findOption(name, options) : findLetter(word[1], options);
        if (!option)
            return fail(option.error());
        // --name=value, and -nvalue as well as -n value.
        QString attached = equals >= 0 ? word.sliced(equals + 1) : isLong ? QString() : word.sliced(2);
        const bool hasAttached = equals >= 0 || (!isLong && word.size() > 2);
        QStringList &values = arguments.m_values[(*option)->name];
        switch ((*option)->takes) {
        case Option::Takes::Nothing:
            if (hasAttached)
                return fail(ErrorKind::Usage, Ctl::tr("--%1 takes no value.").arg((*option)->name));
            break;
        case Option::Takes::Maybe:
            if (hasAttached)
                values.append(attached);
            break;
        case Option::Takes::Value:
            if (!hasAttached && i + 1 >= words.size())
                return fail(ErrorKind::Usage, Ctl::tr("--%1 needs a value: %2.").arg((*option)->name, (*option)->value));
            values.append(hasAttached ? attached : words[++i]);
            break;
        case Option::Takes::Many:
            if (hasAttached)
                values.append(attached);
            while (i + 1 < words.size() && !isOption(words[i + 1]))
                values.append(words[++i]);
            if (values.isEmpty())
                return fail(ErrorKind::Usage, Ctl::tr("--%1 needs a value: %2.").arg((*option)->name, (*option)->value));
            break;
        }
    }
    return arguments;
}

Result<qint64> Arguments::number(const QString &option, qint64 fallback, qint64 least) const
{
    if (!has(option))
        return fallback;
    bool ok = false;
    const qint64 number = value(option).toLongLong(&ok);
    if (!ok || number < least)
        return fail(ErrorKind::Usage, Ctl::tr("--%1 takes a whole number of at least %2, not “%3”.").arg(option).arg(least).arg(value(option)));
    return number;
}

Result<int> Arguments::seconds(const QString &option, int fallback) const
{
    if (!has(option))
        return fallback;
    bool ok = false;
    const double seconds = value(option).toDouble(&ok);
    if (!ok || !(seconds > 0) || seconds > std::numeric_limits<int>::max() / 1000)
        return fail(ErrorKind::Usage, Ctl::tr("--%1 takes seconds, such as 5 or 0.5, not “%2”.").arg(option, value(option)));
    return std::max(1, static_cast<int>(seconds * 1000));
}

} // namespace concord::ctl
