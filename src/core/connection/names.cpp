// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/names.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int longestName = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Names", text);
}

bool isInvisible(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // direction overrides make a name look like another
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

/// Optimal string alignment: insert, delete, replace, swap of neighbours. Stops early past `limit`.
int distance(const QString &a, const QString &b, int limit)
{
    const auto n = static_cast<std::size_t>(a.size());
    const auto m = static_cast<std::size_t>(b.size());
    std::vector<int> older(m + 1);
    std::vector<int> old(m + 1);
    std::vector<int> now(m + 1);
    std::iota(old.begin(), old.end(), 0);
    for (std::size_t i = 1; i <= n; ++i) {
        now[0] = static_cast<int>(i);
        int best = now[0];
        for (std::size_t j = 1; j <= m; ++j) {
            const QChar x = a[static_cast<qsizetype>(i - 1)];
            const QChar y = b[static_cast<qsizetype>(j - 1)];
            now[j] = std::min({old[j] + 1, now[j - 1] + 1, old[j - 1] + (x == y ? 0 : 1)});
            if (i > 1 && j > 1 && x == b[static_cast<qsizetype>(j - 2)] && a[static_cast<qsizetype>(i - 2)] == y)
                now[j] = std::min(now[j], older[j - 2] + 1);
            best = std::min(best, now[j]);
        }
        if (best > limit)
            return limit + 1;
        std::swap(older, old);
        std::swap(old, now);
    }
    return old[m];
}

} // namespace

Result<void> checkName(const QString &name)
{
    if (name.isEmpty())
        return fail(ErrorKind::Usage, tr("A name may not be empty."));
    if (name.size() > longestName)
        return fail(ErrorKind::Usage, tr("A name may have at most %1 characters; this one has %2.").arg(longestName).arg(name.size()));
    for (const QChar c : name) {
        if (u"@:/\\*?["_s.contains(c))
            return fail(ErrorKind::Usage, tr("The name “%1” may not hold “%2”: @ : / \\ * ? [ have a meaning of their own.").arg(name, QString(c)));
        if (isInvisible(c))
            return fail(ErrorKind::Usage, tr("The name holds an invisible character (U+%1).").arg(c.unicode(), 4, 16, '0'_L1));
    }
    if (!name.isValidUtf16())
        return fail(ErrorKind::Usage, tr("The name holds half a character (an unpaired surrogate)."));
    if (name.startsWith(u'-') || name.startsWith(u'.'))
        return fail(ErrorKind::Usage, tr("The name “%1” may not begin with “%2”.").arg(name, name.first(1)));
    if (name.front().isSpace() || name.back().isSpace())
        return fail(ErrorKind::Usage, tr("The name “%1” may not begin or end with a space.").arg(name));
    return {};
}

QString nameKey(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C).toCaseFolded();
}

/// The digits from `at` on, without zeros before them; `at` is moved behind them.
static QStringView takeNumber(QStringView text, qsizetype &at)
{
    while (at < text.size() && text[at] == u'0')
        ++at;
    const qsizetype begin = at;
    while (at < text.size() && text[at] >= u'0' && text[at] <= u'9')
        ++at;
    return text.sliced(begin, at - begin);
}

bool nameBefore(const QString &a, const QString &b)
{
    const QString left = nameKey(a);
    const QString right = nameKey(b);
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < left.size() && j < right.size()) {
        if (isDigit(left[i]) && isDigit(right[j])) {
            const QStringView x = takeNumber(left, i);
            const QStringView y = takeNumber(right, j);
            if (x != y)
                return x.size() != y.size() ? x.size() < y.size() : x < y;
        } else if (left[i] != right[j]) {
            return left[i] < right[j];
        } else {
            ++i;
            ++j;
        }
    }
    const qsizetype restLeft = left.size() - i;
    const qsizetype restRight = right.size() - j;
    return restLeft != restRight ? restLeft < restRight : a < b;
}

QStringList nearNames(const QString &name, const QStringList &known)
{
    struct Near
    {
        int distance; ///< doubled, less one where one name holds the other
        QString name;
    };
    const QString wanted = nameKey(name.left(longestName));
    if (wanted.isEmpty())
        return {};
    const int limit = std::max(1, static_cast<int>(wanted.size()) / 3);
    std::vector<Near> near;
    for (const QString &candidate : known) {
        const QString key = nameKey(candidate.left(longestName));
        int found = limit + 1;
        if (std::abs(key.size() - wanted.size()) <= limit)
            found = distance(wanted, key, limit);
        // "tenant" is no typing error of "tenant_1" but still what was meant.
        const bool part = wanted.size() >= 3 && (key.contains(wanted) || (key.size() >= 3 && wanted.startsWith(key)));
        if (part)
            found = std::min(found, limit);
        if (found <= limit)
            near.push_back({found * 2 - (part ? 1 : 0), candidate});
    }
    std::ranges::stable_sort(near, {}, &Near::distance);
    QStringList names;
    for (const Near &one : near) {
        if (!names.contains(one.name))
            names.append(one.name);
        if (names.size() == 3)
            break;
    }
    return names;
}

QString didYouMean(const QString &name, const QStringList &known)
{
    const QStringList near = nearNames(name, known);
    if (near.isEmpty())
        return {};
    QStringList quoted;
    for (const QString &one : near)
        quoted.append(u"“%1”"_s.arg(one));
    return u' ' + tr("Did you mean %1?").arg(quoted.join(u", "_s));
}

} // namespace concord
