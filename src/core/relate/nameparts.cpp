// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/nameparts.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Does a word begin at `at`? After a separator, at aB, and at the B of HTTPBody; not at the s of IDs.
bool beginsWord(const QString &name, qsizetype at)
{
    if (!name[at].isUpper())
        return false;
    if (!name[at - 1].isUpper())
        return true;
    const bool lowerNext = at + 1 < name.size() && name[at + 1].isLower();
    const bool pluralOfAcronym = at + 2 >= name.size() && lowerNext && name[at + 1] == u's';
    return lowerNext && !pluralOfAcronym;
}

const QHash<QString, QStringList> &irregularNouns()
{
    static const QHash<QString, QStringList> nouns = {
        {u"people"_s, {u"person"_s}},
        {u"children"_s, {u"child"_s}},
        {u"mice"_s, {u"mouse"_s}},
        {u"geese"_s, {u"goose"_s}},
        {u"feet"_s, {u"foot"_s}},
        {u"teeth"_s, {u"tooth"_s}},
        {u"oxen"_s, {u"ox"_s}},
        {u"dice"_s, {u"die"_s}},
        {u"criteria"_s, {u"criterion"_s}},
        {u"phenomena"_s, {u"phenomenon"_s}},
        {u"media"_s, {u"medium"_s}},
        {u"data"_s, {u"datum"_s}},
        {u"indices"_s, {u"index"_s}},
        {u"indexes"_s, {u"index"_s}},
        {u"matrices"_s, {u"matrix"_s}},
        {u"vertices"_s, {u"vertex"_s}},
        {u"appendices"_s, {u"appendix"_s}},
        {u"analyses"_s, {u"analysis"_s}},
        {u"bases"_s, {u"base"_s, u"basis"_s}},
        {u"crises"_s, {u"crisis"_s}},
        {u"theses"_s, {u"thesis"_s}},
        {u"hypotheses"_s, {u"hypothesis"_s}},
        {u"diagnoses"_s, {u"diagnosis"_s}},
        {u"axes"_s, {u"axis"_s, u"axe"_s}},
        {u"curricula"_s, {u"curriculum"_s}},
        {u"alumni"_s, {u"alumnus"_s}},
        {u"nuclei"_s, {u"nucleus"_s}},
        {u"syllabi"_s, {u"syllabus"_s}},
        {u"foci"_s, {u"focus"_s}},
        {u"genera"_s, {u"genus"_s}},
        {u"corpora"_s, {u"corpus"_s}},
        {u"schemata"_s, {u"schema"_s}},
        {u"addenda"_s, {u"addendum"_s}},
        {u"memoranda"_s, {u"memorandum"_s}},
        {u"strata"_s, {u"stratum"_s}},
        {u"bacteria"_s, {u"bacterium"_s}},
        {u"cacti"_s, {u"cactus"_s}},
        {u"fungi"_s, {u"fungus"_s}},
        {u"stimuli"_s, {u"stimulus"_s}},
        {u"parentheses"_s, {u"parenthesis"_s}},
        {u"oases"_s, {u"oasis"_s}},
        {u"synopses"_s, {u"synopsis"_s}},
    };
    return nouns;
}

/// salesmen, tradespeople, grandchildren.
QStringList compoundForms(const QString &word)
{
    if (word.endsWith("men"_L1) && word.size() > 3)
        return {word.chopped(3) + u"man"_s};
    if (word.endsWith("people"_L1))
        return {word.chopped(6) + u"person"_s};
    if (word.endsWith("children"_L1))
        return {word.chopped(3)};
    return {};
}

QStringList regularForms(const QString &word)
{
    if (word.size() < 3 || !word.endsWith(u's') || word.endsWith("ss"_L1))
        return {};
    QStringList forms;
    if (word.endsWith("ies"_L1) && word.size() > 4)
        forms.append(word.chopped(3) + u'y');
    if (word.endsWith("ves"_L1))
        forms << word.chopped(3) + u'f' << word.chopped(3) + u"fe"_s;
    if (word.endsWith("zzes"_L1) || word.endsWith("sses"_L1))
        forms.append(word.chopped(3));
    forms.append(word.chopped(1));
    if (word.endsWith("es"_L1))
        forms.append(word.chopped(2));
    return forms;
}

/// userid, useruuid: the key word of names without any separator.
void splitGluedId(ColumnNameParts &parts)
{
    QString &last = parts.stem.last();
    for (const QString &key : {u"uuid"_s, u"guid"_s, u"id"_s}) {
        if (last.endsWith(key) && last.size() > key.size() + 1) {
            last.chop(key.size());
            parts.keyWord = key;
            return;
        }
    }
}

} // namespace

bool isKeyWord(const QString &word)
{
    static const QSet<QString> words = {u"id"_s,   u"pk"_s,   u"fk"_s, u"key"_s, u"sk"_s, u"ref"_s, u"uid"_s, u"uuid"_s,
                                        u"guid"_s, u"code"_s, u"cd"_s, u"no"_s,  u"nr"_s, u"num"_s, u"nbr"_s, u"number"_s};
    return words.contains(word);
}

QStringList nameWords(const QString &name)
{
    QStringList words;
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty())
            words.append(word.toCaseFolded());
        word.clear();
    };
    for (qsizetype at = 0; at < name.size(); ++at) {
        const bool letter = name[at].isLetterOrNumber() || name[at].isSurrogate() || name[at].isMark();
        if (!letter || (!word.isEmpty() && beginsWord(name, at)))
            finish();
        if (letter)
            word.append(name[at]);
    }
    finish();
    return words;
}

QStringList singularForms(const QString &word)
{
    QStringList forms = irregularNouns().value(word);
    if (forms.isEmpty())
        forms = compoundForms(word);
    if (forms.isEmpty())
        forms = regularForms(word);
    forms.append(word);
    return forms;
}

ColumnNameParts columnNameParts(const QString &name)
{
    ColumnNameParts parts;
    parts.words = nameWords(name);
    parts.squeezed = parts.words.join(QString());
    parts.stem = parts.words;
    while (parts.stem.size() > 1 && isKeyWord(parts.stem.last())) {
        // Of user_id_fk the word that says which key is meant is id.
        if (parts.keyWord.isEmpty() || parts.keyWord == "fk"_L1 || parts.keyWord == "ref"_L1)
            parts.keyWord = parts.stem.last();
        parts.stem.removeLast();
    }
    while (parts.stem.size() > 1 && (parts.stem.first() == "id"_L1 || parts.stem.first() == "fk"_L1)) {
        if (parts.keyWord.isEmpty())
            parts.keyWord = u"id"_s;
        parts.stem.removeFirst();
    }
    parts.isBy = parts.stem.size() > 1 && parts.stem.last() == "by"_L1;
    if (parts.keyWord.isEmpty() && !parts.stem.isEmpty())
        splitGluedId(parts);
    return parts;
}

} // namespace concord
