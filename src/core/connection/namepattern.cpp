// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/namepattern.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Glob
{
    bool exclude = false;
    QRegularExpression expression;
    QString literal; ///< where the glob is malformed ("a[") it means itself

    [[nodiscard]] bool takes(const QString &name, Qt::CaseSensitivity cs) const
    {
        return expression.isValid() ? expression.match(name).hasMatch() : name.compare(literal, cs) == 0;
    }
};

Glob makeGlob(QString text, Qt::CaseSensitivity cs)
{
    Glob glob;
    if (text.startsWith(u'!')) {
        glob.exclude = true;
        text = text.mid(1).trimmed();
    }
    glob.literal = text;
    glob.expression.setPattern(QRegularExpression::wildcardToRegularExpression(text, QRegularExpression::NonPathWildcardConversion));
    glob.expression.setPatternOptions(
        QRegularExpression::DotMatchesEverythingOption
        | (cs == Qt::CaseInsensitive ? QRegularExpression::CaseInsensitiveOption : QRegularExpression::NoPatternOption));
    return glob;
}

} // namespace

bool isNamePattern(const QString &word)
{
    return word.contains(u'*') || word.contains(u'?') || word.contains(u'[');
}

QStringList matchPatterns(const QStringList &names, const QString &pattern, Qt::CaseSensitivity cs)
{
    QList<Glob> globs;
    for (const QString &part : pattern.split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            globs.append(makeGlob(part.trimmed(), cs));
    }
    const bool onlyExclusions = !globs.isEmpty() && std::ranges::all_of(globs, &Glob::exclude);
    QStringList matching;
    for (const QString &name : names) {
        bool taken = onlyExclusions;
        for (const Glob &glob : globs) {
            if (glob.takes(name, cs))
                taken = !glob.exclude;
        }
        if (taken)
            matching.append(name);
    }
    return matching;
}

} // namespace concord
