// SPDX-License-Identifier: GPL-3.0-or-later
// What turns one enum, domain or composite type of PostgreSQL into another.
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

class TypeChange
{
public:
    TypeChange(const TypeObject &from, const TypeObject &to) : m_from(from), m_to(to), m_name(pgName(to.ref)) {}

    ChangeList run()
    {
        if (m_from.variant != m_to.variant || (m_to.variant != u"enum" && m_to.variant != u"domain" && m_to.variant != u"composite"))
            note(tr("“%1” cannot be altered into the other type: drop it and create it anew by hand.").arg(m_to.ref.name));
        else if (m_to.variant == u"enum")
            changeEnum();
        else if (m_to.variant == u"domain")
            changeDomain();
        else
            changeComposite();
        const QString word = m_to.variant == u"domain" ? u"DOMAIN "_s : u"TYPE "_s;
        changePgComment(m_list, m_to, word + m_name, m_from.comment, m_to.comment);
        changePgPrivileges(m_list, m_from, m_to, u"TYPE "_s + m_name);
        return std::move(m_list);
    }

private:
    void add(const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {})
    {
        m_list.steps.push_back({sql, ChangePhase::AlterType, m_to.kind, m_to.ref, purpose, hazards, {}});
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }

    /// Values are added where they belong; nothing takes one away.
    void changeEnum()
    {
        QStringList kept;
        std::ranges::copy_if(m_to.values, std::back_inserter(kept), [&](const QString &value) { return m_from.values.contains(value); });
        if (kept != m_from.values) {
            note(tr("Enum “%1”: PostgreSQL cannot take values away or move them. Make a new type and change the columns to it by hand.")
                     .arg(m_to.ref.name));
            return;
        }
        QString before;
        for (const QString &value : m_to.values) {
            if (!m_from.values.contains(value)) {
                const QString place = before.isNull() ? (m_from.values.isEmpty() ? QString() : u" BEFORE "_s + pgLiteral(m_from.values.front()))
                                                      : u" AFTER "_s + pgLiteral(before);
                add(u"ALTER TYPE "_s + m_name + u" ADD VALUE "_s + pgLiteral(value) + place, tr("add value %1").arg(value));
                m_list.steps.back().alone = true; // a new value cannot be used in the transaction that adds it
            }
            before = value;
        }
    }

    void changeDomain()
    {
        const QString alter = u"ALTER DOMAIN "_s + m_name + u' ';
        if (m_from.baseType != m_to.baseType || m_from.collation != m_to.collation)
            note(tr("Domain “%1”: its base type cannot be altered.").arg(m_to.ref.name));
        if (m_from.defaultExpression != m_to.defaultExpression)
            add(alter + (m_to.defaultExpression ? u"SET DEFAULT "_s + *m_to.defaultExpression : u"DROP DEFAULT"_s), tr("default"));
        if (m_from.notNull != m_to.notNull)
            add(alter + (m_to.notNull ? u"SET NOT NULL"_s : u"DROP NOT NULL"_s), tr("NULL"), {Hazard::MayFail});
        const auto same = [](const Check &a, const Check &b) {
            return a.expression == b.expression && a.validated == b.validated && (a.name == b.name || b.nameGenerated);
        };
        for (const Check &old : m_from.checks) {
            if (std::ranges::none_of(m_to.checks, [&](const Check &check) { return same(old, check); }))
                add(alter + u"DROP CONSTRAINT "_s + pgName(old.name), tr("drop check %1").arg(old.name));
        }
        for (const Check &wanted : m_to.checks) {
            if (std::ranges::any_of(m_from.checks, [&](const Check &check) { return same(check, wanted); }))
                continue;
            const QString name = wanted.nameGenerated ? QString() : u"CONSTRAINT "_s + pgName(wanted.name) + u' ';
            add(alter + u"ADD "_s + name + u"CHECK ("_s + wanted.expression + (wanted.validated ? u")"_s : u") NOT VALID"_s),
                tr("add check %1").arg(wanted.name), {Hazard::MayFail});
        }
    }

    void changeComposite()
    {
        const QString alter = u"ALTER TYPE "_s + m_name + u' ';
        for (const Column &old : m_from.attributes) {
            if (!findColumn(m_to.attributes, old.name))
                add(alter + u"DROP ATTRIBUTE "_s + pgName(old.name), tr("drop attribute %1").arg(old.name), {Hazard::DataLoss});
        }
        for (const Column &wanted : m_to.attributes) {
            const Column *old = findColumn(m_from.attributes, wanted.name);
            const QString type = wanted.nativeType + (wanted.collation.isEmpty() ? QString() : u" COLLATE "_s + wanted.collation);
            if (!old)
                add(alter + u"ADD ATTRIBUTE "_s + pgName(wanted.name) + u' ' + type, tr("add attribute %1").arg(wanted.name));
            else if (old->nativeType != wanted.nativeType || old->collation != wanted.collation)
                add(alter + u"ALTER ATTRIBUTE "_s + pgName(wanted.name) + u" TYPE "_s + type, tr("change attribute %1").arg(wanted.name),
                    {Hazard::Rewrite});
            changePgComment(m_list, m_to, u"COLUMN "_s + m_name + u'.' + pgName(wanted.name), old ? old->comment : QString(), wanted.comment);
        }
    }

    const TypeObject &m_from;
    const TypeObject &m_to;
    QString m_name;
    ChangeList m_list;
};

} // namespace

ChangeList changePgType(const TypeObject &from, const TypeObject &to)
{
    return TypeChange(from, to).run();
}

} // namespace concord
