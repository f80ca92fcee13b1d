// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/drift.h"

#include "compare/comparejson.h"
#include "compare/comparereport.h"

#include <QCoreApplication>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Drift", text);
}

/// "email_verified BOOLEAN"
QString columnText(const SchemaObject &object, const QString &name)
{
    const Column *column = findColumn(columnsOf(object), name);
    return column && !column->nativeType.isEmpty() ? name + u' ' + column->nativeType.toUpper() : name;
}

bool mustBeGiven(const SchemaObject &object, const QString &name)
{
    const Column *column = findColumn(columnsOf(object), name);
    return column && !column->nullable && !column->defaultExpression && column->identity == Identity::No && column->generated == Generated::No;
}

/// Makes the sentences for one pair of objects.
class PairWarnings
{
public:
    PairWarnings(const Comparison &comparison, const ObjectComparison &object)
        : m_object(object),
          m_left(comparison.left.name),
          m_right(comparison.right.name),
          m_name(qualifiedName(object.any(), comparison.left))
    {}

    [[nodiscard]] QString oneSided() const
    {
        const QString kind = objectKindName(m_object.any().kind).replace(u'_', u' ');
        if (m_object.left)
            return tr("%1 '%2' exists in %3; %4 lacks it: statements that use it fail there").arg(kind, m_name, m_left, m_right);
        return tr("%1 '%2' exists in %4 only; %3 does not have it").arg(kind, m_name, m_left, m_right);
    }
    [[nodiscard]] QString ofMember(const MemberComparison &member) const
    {
        const QString head = tr("'%1' exists in %2 and %3; ").arg(m_name, m_left, m_right);
        return head + (member.kind == u"column" ? ofColumn(member) : ofOther(member));
    }
    [[nodiscard]] QString ofObject(const Difference &difference) const
    {
        return tr("'%1' exists in %2 and %3; they differ in %4").arg(m_name, m_left, m_right, differenceText(difference)) + refusedValues(difference);
    }
    [[nodiscard]] const QString &name() const { return m_name; }

private:
    [[nodiscard]] QString ofColumn(const MemberComparison &member) const
    {
        if (member.left && !member.right)
            return tr("%1 lacks %2; rows copied from %3 would fail or lose it").arg(m_right, columnText(*m_object.left, *member.left), m_left);
        if (!member.left && member.right) {
            const QString column = columnText(*m_object.right, *member.right);
            return mustBeGiven(*m_object.right, *member.right)
                       ? tr("%1 also has %2, which must be given a value: rows copied from %3 would fail").arg(m_right, column, m_left)
                       : tr("%1 also has %2; rows copied from %3 leave it at its default").arg(m_right, column, m_left);
        }
        QStringList parts;
        for (const Difference &difference : member.differences) {
            if (difference.verdict != Verdict::Equivalent && difference.ignoredBy < 0)
                parts.append(differenceText(difference) + effectOf(difference));
        }
        return tr("%1 differs: %2").arg(*member.left, parts.join(QStringLiteral("; ")));
    }
    /// Of an enumeration: what the right side does not take.
    [[nodiscard]] QString refusedValues(const Difference &difference) const
    {
        if (difference.property != u"values" || m_object.left->kind != ObjectKind::Type || m_object.right->kind != ObjectKind::Type)
            return {};
        QStringList gone = static_cast<const TypeObject &>(*m_object.left).values;
        gone.removeIf([&](const QString &value) { return static_cast<const TypeObject &>(*m_object.right).values.contains(value); });
        return gone.isEmpty() ? QString() : tr("; %1 refuses rows from %2 that hold '%3'").arg(m_right, m_left, gone.join(QStringLiteral("', '")));
    }
    [[nodiscard]] QString effectOf(const Difference &difference) const
    {
        if (difference.risk == u"needs_check" || difference.risk == u"lossy")
            return tr("; rows copied from %1 may fail or lose something").arg(m_left);
        if (difference.property == u"nullable" && difference.right == u"no")
            return tr("; rows with NULL copied from %1 would fail").arg(m_left);
        return {};
    }
    [[nodiscard]] QString ofOther(const MemberComparison &member) const
    {
        const QString kind = QString(member.kind).replace(u'_', u' ');
        if (!member.right)
            return tr("%1 lacks %2 %3%4").arg(m_right, kind, *member.left, lossOf(member.kind));
        if (!member.left)
            return tr("%1 also has %2 %3").arg(m_right, kind, *member.right);
        return tr("%1 %2 differs").arg(kind, *member.left);
    }
    [[nodiscard]] static QString lossOf(const QString &kind)
    {
        if (kind == u"index")
            return tr(": queries that use it are slow there");
        if (kind == u"primary_key" || kind == u"unique")
            return tr(": duplicates are possible there");
        if (kind == u"foreign_key")
            return tr(": rows without their counterpart are possible there");
        if (kind == u"check")
            return tr(": values that it forbids are possible there");
        return {};
    }

    const ObjectComparison &m_object;
    const QString &m_left;
    const QString &m_right;
    QString m_name;
};

} // namespace

std::vector<DriftWarning> driftWarnings(const Comparison &comparison)
{
    std::vector<DriftWarning> warnings;
    for (const ObjectComparison &object : comparison.objects) {
        if (object.verdict == Verdict::Identical || object.verdict == Verdict::Equivalent || object.verdict == Verdict::CannotTell
            || object.ignoredBy >= 0)
            continue;
        const PairWarnings sentences(comparison, object);
        const auto add = [&](const QString &member, const QString &text) { warnings.push_back({object.any().kind, sentences.name(), member, text}); };
        if (!object.left || !object.right) {
            add({}, sentences.oneSided());
            continue;
        }
        for (const Difference &difference : object.differences) {
            if (difference.verdict != Verdict::Equivalent && difference.ignoredBy < 0)
                add({}, sentences.ofObject(difference));
        }
        for (const MemberComparison &member : object.members) {
            if (member.verdict != Verdict::Identical && member.verdict != Verdict::Equivalent && member.ignoredBy < 0)
                add(member.left ? *member.left : *member.right, sentences.ofMember(member));
        }
    }
    return warnings;
}

} // namespace concord
