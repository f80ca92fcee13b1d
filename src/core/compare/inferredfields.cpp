// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/inferredfields.h"

#include "schema/collectiontable.h"
#include "schema/fieldsample.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// How often a conclusion from samples may be wrong.
constexpr double mayBeWrong = 0.01;
/// Standard errors that two frequencies of the same truth lie apart at most, but for 3 in 1,000 times.
constexpr double standardErrors = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("InferredFields", text);
}

QString percent(double share)
{
    return u"%1 %"_s.arg(100 * share, 0, 'g', 3);
}

QString chance(double probability)
{
    return QString::number(probability, 'g', 2);
}

const Collection *collectionOf(const SchemaObject &object)
{
    return object.kind == ObjectKind::Collection ? static_cast<const Collection *>(&object) : nullptr;
}

bool isWhole(const Collection &collection)
{
    return collection.sampling == "all"_L1;
}

/// Documents that are stored together are alike: what share of all they stand for is not known.
bool areNeighbours(const Collection &collection)
{
    return collection.sampling == "blocks"_L1;
}

/// That `seen` documents or values of one collection would not show what is true of `share` of the other's.
double missedIn(const Collection &lacking, qint64 seen, const Collection &having, double share)
{
    if (isWhole(lacking))
        return 0;
    return areNeighbours(lacking) || areNeighbours(having) ? 1 : missProbability(seen, share);
}

double shareOf(const Field &field)
{
    return field.parents > 0 ? double(field.present) / double(field.parents) : 0;
}

/// Of all documents, as far as nesting lets it be told: each step on the way has its own share.
double shareOfDocuments(const Collection &collection, const Field &field)
{
    const QString parent = parentPath(field.path);
    const Field *holder = parent.isEmpty() ? nullptr : findField(collection, parent);
    return shareOf(field) * (holder ? shareOfDocuments(collection, *holder) : 1);
}

/// Whether two shares may be of one truth: the difference lies within the error of two samples of these sizes.
bool withinError(double a, qint64 ofA, double b, qint64 ofB)
{
    const double pooled = (a * double(ofA) + b * double(ofB)) / double(ofA + ofB);
    const double error = std::sqrt(pooled * (1 - pooled) * (1 / double(ofA) + 1 / double(ofB)));
    return std::abs(a - b) <= standardErrors * error;
}

void add(MemberComparison &member, const char *property, const QString &left, const QString &right, Verdict verdict, const char *rule,
         const QString &reason)
{
    member.differences.push_back({QString::fromLatin1(property), left, right, verdict, QString::fromLatin1(rule), reason, {}, -1});
}

Verdict verdictOf(const std::vector<Difference> &differences)
{
    Verdict verdict = Verdict::Identical;
    for (const Difference &difference : differences)
        verdict = worse(verdict, difference.verdict);
    return verdict;
}

} // namespace

InferredFields::InferredFields(const SchemaObject &left, const SchemaObject &right) : m_left(collectionOf(left)), m_right(collectionOf(right)) {}

std::vector<MemberComparison> InferredFields::compareCollections(const std::vector<ColumnPair> &pairs) const
{
    std::vector<MemberComparison> members;
    QSet<QString> rightDone;
    QHash<QString, const ColumnPair *> byLeft;
    for (const ColumnPair &pair : pairs) {
        if (pair.left && pair.right)
            byLeft.insert(pair.left->name, &pair);
    }
    for (const Field &left : m_left->fields) {
        const ColumnPair *pair = byLeft.value(left.path);
        const QString path = pair ? pair->right->name : left.path;
        const Field *right = rightDone.contains(path) ? nullptr : findField(*m_right, path);
        MemberComparison member = fieldPair(&left, right);
        if (right) {
            rightDone.insert(path);
            member.confidence = pair ? pair->confidence : 1;
            member.reason = pair ? pair->reason : QString();
        }
        members.push_back(std::move(member));
    }
    for (const Field &right : m_right->fields) {
        if (!rightDone.contains(right.path))
            members.push_back(fieldPair(nullptr, &right));
    }
    return members;
}

MemberComparison InferredFields::fieldPair(const Field *left, const Field *right) const
{
    MemberComparison member;
    member.kind = u"field"_s;
    if (left)
        member.left = left->path;
    if (right)
        member.right = right->path;
    if (!left || !right) {
        judgeMissing(member, left ? *left : *right, left != nullptr);
        return member;
    }
    if (left->path != right->path)
        add(member, "name", left->path, right->path, Verdict::Different, "pairing.likeness", {});
    compareTypes(member, *left, *right);
    comparePresence(member, *left, *right);
    member.verdict = verdictOf(member.differences);
    return member;
}

void InferredFields::judgeMissing(MemberComparison &member, const Field &present, bool isLeft) const
{
    const Collection &there = isLeft ? *m_left : *m_right;
    const Collection &here = isLeft ? *m_right : *m_left;
    member.verdict = isLeft ? Verdict::OnlyLeft : Verdict::OnlyRight;
    const double share = shareOfDocuments(there, present);
    if (isWhole(here)) {
        member.reason = tr("in %1 of the documents there, in none of all %2 here").arg(percent(share)).arg(here.sampled);
        return;
    }
    const double missed = missedIn(here, here.sampled, there, share);
    if (missed > mayBeWrong)
        member.verdict = Verdict::CannotTell;
    if (areNeighbours(here) || areNeighbours(there)) {
        member.reason = tr("in %1 of the documents that were read there, in none of %2 here; documents that are stored together prove nothing")
                            .arg(percent(share))
                            .arg(here.sampled);
        return;
    }
    member.reason = tr("in %1 of the documents there; %2 random documents here would miss such a field with probability %3")
                        .arg(percent(share))
                        .arg(here.sampled)
                        .arg(chance(missed));
}

/// A type that one sample has and the other has not.
void InferredFields::compareTypes(MemberComparison &member, const Field &left, const Field &right) const
{
    QString reason;
    Verdict verdict = Verdict::Identical;
    const bool neighbours = areNeighbours(*m_left) || areNeighbours(*m_right);
    const auto look = [&](const Field &has, const Field &lacks, const Collection &hasIn, const Collection &lacksIn) {
        for (const FieldType &type : has.types) {
            if (std::ranges::contains(lacks.types, type.type, &FieldType::type) || has.present == 0)
                continue;
            const double share = std::min(1.0, double(type.count) / double(has.present));
            const double missed = missedIn(lacksIn, lacks.present, hasIn, share);
            if (missed <= mayBeWrong) {
                verdict = Verdict::Different;
                reason = tr("%1 in %2 of the values of one side, in none of %3 of the other").arg(type.type, percent(share)).arg(lacks.present);
            } else if (verdict != Verdict::Different) {
                verdict = Verdict::CannotTell;
                reason =
                    neighbours
                        ? tr("%1 in %2 of the values of one side; documents that are stored together prove nothing").arg(type.type, percent(share))
                        : tr("%1 in %2 of the values of one side; the other's %3 would miss it with probability %4")
                              .arg(type.type, percent(share))
                              .arg(lacks.present)
                              .arg(chance(missed));
            }
        }
    };
    look(left, right, *m_left, *m_right);
    look(right, left, *m_right, *m_left);
    if (verdict != Verdict::Identical)
        add(member, "type", fieldTypeText(*m_left, left), fieldTypeText(*m_right, right), verdict, "sample.type", reason);
}

void InferredFields::comparePresence(MemberComparison &member, const Field &left, const Field &right) const
{
    const double leftShare = shareOf(left);
    const double rightShare = shareOf(right);
    if (left.present * right.parents == right.present * left.parents || left.parents == 0 || right.parents == 0)
        return;
    const QString leftText = tr("%1 of %2").arg(percent(leftShare)).arg(left.parents);
    const QString rightText = tr("%1 of %2").arg(percent(rightShare)).arg(right.parents);
    if (left.required != right.required) {
        // Does the side where it is never missing perhaps only look so?
        const Field &always = left.required ? left : right;
        const double missed = missedIn(left.required ? *m_left : *m_right, always.parents, left.required ? *m_right : *m_left,
                                       1 - (left.required ? rightShare : leftShare));
        if (missed <= mayBeWrong) {
            add(member, "required", leftText, rightText, Verdict::Different, "sample.required",
                tr("never missing on one side, and that is no accident of the sample"));
        } else if (areNeighbours(*m_left) || areNeighbours(*m_right)) {
            add(member, "required", leftText, rightText, Verdict::CannotTell, "sample.required",
                tr("documents that are stored together prove nothing"));
        } else {
            add(member, "required", leftText, rightText, Verdict::CannotTell, "sample.required",
                tr("%1 documents would not show with probability %2 that it is sometimes missing").arg(always.parents).arg(chance(missed)));
        }
        return;
    }
    const bool bothWhole = isWhole(*m_left) && isWhole(*m_right);
    if (!bothWhole && withinError(leftShare, left.parents, rightShare, right.parents)) {
        add(member, "frequency", leftText, rightText, Verdict::Equivalent, "sample.frequency", tr("within the error of the two samples"));
    } else if (areNeighbours(*m_left) || areNeighbours(*m_right)) {
        add(member, "frequency", leftText, rightText, Verdict::CannotTell, "sample.frequency",
            tr("the documents of a sample are stored together, so its error is not known"));
    } else {
        add(member, "frequency", leftText, rightText, Verdict::Different, "sample.frequency",
            bothWhole ? tr("counted over all documents") : tr("further apart than the two samples explain"));
    }
}

/// NOT NULL beside a field that is always there, and the other way round.
Difference InferredFields::nullable(const ColumnPair &pair) const
{
    const bool fieldIsLeft = m_left != nullptr;
    const Collection &collection = fieldIsLeft ? *m_left : *m_right;
    const Column &field = fieldIsLeft ? *pair.left : *pair.right;
    const Column &column = fieldIsLeft ? *pair.right : *pair.left;
    const Field *seen = findField(collection, field.name);
    const QString text = seen ? tr("seen in %1 of %2").arg(seen->present).arg(seen->parents) : QString();
    const QString declared = column.nullable ? u"yes"_s : u"no"_s;
    Difference difference{
        u"nullable"_s, fieldIsLeft ? text : declared, fieldIsLeft ? declared : text, Verdict::Equivalent, u"sample.nullable"_s, {}, {}, -1};
    if (!column.nullable && field.nullable) {
        difference.verdict = Verdict::Different;
        difference.reason = tr("missing or null in some documents, which the column does not take");
    } else if (!column.nullable && isWhole(collection)) {
        difference.reason = tr("in all %1 documents, though nothing declares it").arg(collection.sampled);
    } else if (!column.nullable) {
        difference.verdict = Verdict::CannotTell;
        difference.reason = tr("in all of %1 documents that were read, but nothing declares it").arg(collection.sampled);
    } else {
        difference.reason = tr("the column also takes NULL");
    }
    return difference;
}

void InferredFields::judgeColumn(MemberComparison &member, const ColumnPair &pair) const
{
    const Collection &collection = m_left ? *m_left : *m_right;
    const Column *field = m_left ? pair.left : pair.right;
    if (!pair.left || !pair.right) {
        member.verdict = pair.left ? Verdict::OnlyLeft : Verdict::OnlyRight;
        if (field) {
            const Field *seen = findField(collection, field->name);
            member.reason = seen ? tr("seen in %1 of the documents").arg(percent(shareOfDocuments(collection, *seen))) : QString();
        } else if (collection.sampled == 0 && !isWhole(collection)) {
            member.verdict = Verdict::CannotTell;
            member.reason = tr("no document was read");
        } else {
            member.reason = isWhole(collection) ? tr("in none of all %1 documents").arg(collection.sampled) : samplingText(collection);
        }
        return;
    }
    // Documents declare no default, no collation, no identity: that is how they are, not how the two differ.
    std::erase_if(member.differences,
                  [](const Difference &difference) { return difference.property != "type"_L1 && difference.property != "name"_L1; });
    if (pair.left->nullable != pair.right->nullable || !(m_left ? pair.right : pair.left)->nullable)
        member.differences.push_back(nullable(pair));
    member.verdict = verdictOf(member.differences);
}

} // namespace concord
