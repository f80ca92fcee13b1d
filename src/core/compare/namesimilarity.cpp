// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/namesimilarity.h"

#include "relate/nameparts.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace concord {

namespace {

/// A name of signs only is its own word.
QStringList wordsOf(const QString &name)
{
    const QStringList words = nameWords(name);
    return words.isEmpty() ? QStringList{name.toLower()} : words;
}

/// The likeliest singular.
QString singular(const QString &word)
{
    const QStringList forms = singularForms(word);
    return forms.isEmpty() ? word : forms.front();
}

/// Words that say what sort of thing a table or column is, not which one.
const QSet<QString> &tableAffixes()
{
    static const QSet<QString> words = {
        QStringLiteral("dim"), QStringLiteral("fact"), QStringLiteral("tbl"),     QStringLiteral("table"),  QStringLiteral("t"),
        QStringLiteral("tb"),  QStringLiteral("stg"),  QStringLiteral("staging"), QStringLiteral("dw"),     QStringLiteral("dwh"),
        QStringLiteral("raw"), QStringLiteral("src"),  QStringLiteral("mart"),    QStringLiteral("hub"),    QStringLiteral("sat"),
        QStringLiteral("ods"), QStringLiteral("new"),  QStringLiteral("old"),     QStringLiteral("legacy"), QStringLiteral("v"),
        QStringLiteral("f"),   QStringLiteral("d"),    QStringLiteral("fct"),     QStringLiteral("master"), QStringLiteral("mst")};
    return words;
}

const QSet<QString> &columnAffixes()
{
    static const QSet<QString> words = {QStringLiteral("at"),      QStringLiteral("on"),        QStringLiteral("no"),     QStringLiteral("nr"),
                                        QStringLiteral("num"),     QStringLiteral("nbr"),       QStringLiteral("number"), QStringLiteral("addr"),
                                        QStringLiteral("address"), QStringLiteral("dt"),        QStringLiteral("date"),   QStringLiteral("time"),
                                        QStringLiteral("ts"),      QStringLiteral("timestamp"), QStringLiteral("full"),   QStringLiteral("cd"),
                                        QStringLiteral("code"),    QStringLiteral("val"),       QStringLiteral("value"),  QStringLiteral("txt"),
                                        QStringLiteral("text"),    QStringLiteral("flag"),      QStringLiteral("is"),     QStringLiteral("ind"),
                                        QStringLiteral("fk"),      QStringLiteral("pk"),        QStringLiteral("col"),    QStringLiteral("the")};
    return words;
}

/// Shortenings that the letters alone do not show.
const QHash<QString, QString> &knownShort()
{
    static const QHash<QString, QString> words = {
        {QStringLiteral("qty"), QStringLiteral("quantity")},     {QStringLiteral("amt"), QStringLiteral("amount")},
        {QStringLiteral("desc"), QStringLiteral("description")}, {QStringLiteral("dob"), QStringLiteral("birthdate")},
        {QStringLiteral("tel"), QStringLiteral("phone")},        {QStringLiteral("telephone"), QStringLiteral("phone")},
        {QStringLiteral("mail"), QStringLiteral("email")},       {QStringLiteral("zip"), QStringLiteral("postcode")},
        {QStringLiteral("created"), QStringLiteral("creation")}, {QStringLiteral("modified"), QStringLiteral("updated")},
        {QStringLiteral("changed"), QStringLiteral("updated")},  {QStringLiteral("key"), QStringLiteral("id")},
        {QStringLiteral("surname"), QStringLiteral("lastname")}, {QStringLiteral("client"), QStringLiteral("customer")},
        {QStringLiteral("acct"), QStringLiteral("account")},     {QStringLiteral("dept"), QStringLiteral("department")},
        {QStringLiteral("emp"), QStringLiteral("employee")},     {QStringLiteral("mgr"), QStringLiteral("manager")}};
    return words;
}

/// cust → customer, addr → address, qntty → quantity: begins alike and its letters follow in order.
bool abbreviates(const QString &shorter, const QString &longer)
{
    if (shorter.size() < 3 || shorter.size() >= longer.size() || shorter[0] != longer[0])
        return false;
    if (longer.startsWith(shorter))
        return true;
    qsizetype at = 0;
    for (const QChar c : longer) {
        if (at < shorter.size() && shorter[at] == c)
            ++at;
    }
    return at == shorter.size() && longer.back() == shorter.back();
}

double wordScore(const QString &a, const QString &b)
{
    const QStringList forms = singularForms(b);
    if (a == b || std::ranges::any_of(singularForms(a), [&](const QString &form) { return forms.contains(form); }))
        return 1;
    const QString left = singular(a);
    const QString right = singular(b);
    if (knownShort().value(left, left) == knownShort().value(right, right))
        return 0.9;
    return abbreviates(left, right) || abbreviates(right, left) ? 0.85 : 0;
}

/// The words that tell things apart: without affixes, but never none.
QStringList essential(const QStringList &words, const QSet<QString> &affixes)
{
    QStringList kept;
    for (const QString &word : words) {
        if (!affixes.contains(word))
            kept.append(word);
    }
    return kept.isEmpty() ? words : kept;
}

/// Without the words of the table's own name, but never none.
QStringList withoutTable(const QStringList &words, const QString &table)
{
    const QStringList tableWords = essential(wordsOf(table), tableAffixes());
    QStringList kept;
    for (const QString &word : words) {
        const bool own = std::ranges::any_of(tableWords, [&](const QString &tableWord) { return wordScore(word, tableWord) > 0; });
        if (!own)
            kept.append(word);
    }
    return kept.isEmpty() ? words : kept;
}

/// How well the words of two lists pair, each used once: the mean over the longer list.
double listScore(const QStringList &left, const QStringList &right)
{
    double sum = 0;
    QSet<int> used;
    for (const QString &word : left) {
        double best = 0;
        int bestAt = -1;
        for (int i = 0; i < right.size(); ++i) {
            const double score = used.contains(i) ? 0 : wordScore(word, right[i]);
            if (score > best) {
                best = score;
                bestAt = i;
            }
        }
        if (bestAt >= 0)
            used.insert(bestAt);
        sum += best;
    }
    return sum / double(std::max(left.size(), right.size()));
}

QString differingWords(const QStringList &left, const QStringList &right)
{
    QStringList only;
    for (const QString &word : left) {
        if (!right.contains(word))
            only.append(word);
    }
    return only.join(u' ');
}

QString tr(const char *text)
{
    return QCoreApplication::translate("NameSimilarity", text);
}

} // namespace

bool sameWords(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0 || wordsOf(a).join(QString()) == wordsOf(b).join(QString());
}

NameSimilarity compareTableNames(const QString &left, const QString &right)
{
    if (sameWords(left, right))
        return {1, tr("the same words")};
    const QStringList leftWords = wordsOf(left);
    const QStringList rightWords = wordsOf(right);
    const double whole = listScore(leftWords, rightWords);
    const double core = listScore(essential(leftWords, tableAffixes()), essential(rightWords, tableAffixes()));
    if (whole >= core)
        return {whole, whole > 0 ? tr("similar words") : QString()};
    const QString affixes = differingWords(rightWords, leftWords) + u' ' + differingWords(leftWords, rightWords);
    return {core * 0.92, tr("the same but for “%1”").arg(affixes.trimmed())};
}

NameSimilarity compareColumnNames(const QString &left, const QString &right, const QString &leftTable, const QString &rightTable)
{
    if (sameWords(left, right))
        return {1, tr("the same words")};
    const QStringList leftWords = wordsOf(left);
    const QStringList rightWords = wordsOf(right);
    const double whole = listScore(leftWords, rightWords);
    const QStringList leftOwn = withoutTable(leftWords, leftTable);
    const QStringList rightOwn = withoutTable(rightWords, rightTable);
    const double own = listScore(leftOwn, rightOwn) * 0.95;
    const double core = listScore(essential(leftOwn, columnAffixes()), essential(rightOwn, columnAffixes())) * 0.9;
    if (whole >= own && whole >= core)
        return {whole, whole > 0 ? tr("similar words") : QString()};
    return own >= core ? NameSimilarity{own, tr("the same without the table's name")}
                       : NameSimilarity{core, tr("the same but for words such as “at”, “full” or “no”")};
}

} // namespace concord
