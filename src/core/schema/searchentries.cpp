// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchentries.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Each = std::function<void(SearchEntry, const QString &, const QString &)>;

struct MemberVisitor
{
    quint32 position;
    const Each &each;

    void one(MemberKind kind, size_t member, const QString &name, const QString &comment = {}) const
    {
        SearchEntry entry;
        entry.object = position;
        entry.member = static_cast<quint32>(member) & 0xffffffU;
        entry.kind = static_cast<quint32>(kind) & 0xffU;
        each(entry, name, comment);
    }
    void all(MemberKind kind, const auto &members) const
    {
        for (size_t i = 0; i < members.size(); ++i) {
            if constexpr (requires { members[i].nameGenerated; }) {
                if (members[i].nameGenerated)
                    continue;
            }
            if constexpr (requires { members[i].comment; })
                one(kind, i, members[i].name, members[i].comment);
            else
                one(kind, i, members[i].name);
        }
    }
};

void visitMembers(const MemberVisitor &visit, const Table &table)
{
    visit.all(MemberKind::Column, table.columns);
    if (table.primaryKey && !table.primaryKey->nameGenerated)
        visit.one(MemberKind::Key, table.uniques.size(), table.primaryKey->name, table.primaryKey->comment);
    visit.all(MemberKind::Key, table.uniques);
    visit.all(MemberKind::Check, table.checks);
    visit.all(MemberKind::ForeignKey, table.foreignKeys);
    visit.all(MemberKind::Index, table.indexes);
    visit.all(MemberKind::Trigger, table.triggers);
    visit.all(MemberKind::Policy, table.policies);
}

/// f of "f(integer, text)".
QString ownName(const SchemaObject &object)
{
    return object.kind == ObjectKind::Routine ? object.ref.name.section(u'(', 0, 0) : object.ref.name;
}

template<class Members>
auto nameAndComment(const Members &members, quint32 position, bool comment) -> QString
{
    if (position >= members.size())
        return {};
    if constexpr (requires { members[position].comment; })
        return comment ? members[position].comment : members[position].name;
    else
        return comment ? QString() : members[position].name;
}

QString memberText(const SchemaObject &object, const SearchEntry &entry, bool comment)
{
    const quint32 at = entry.member;
    if (entry.memberKind() == MemberKind::Column)
        return nameAndComment(object.kind == ObjectKind::Type ? static_cast<const TypeObject &>(object).attributes : columnsOf(object), at, comment);
    if (object.kind == ObjectKind::Collection) {
        const auto &collection = static_cast<const Collection &>(object);
        if (entry.memberKind() == MemberKind::Index)
            return nameAndComment(collection.indexes, at, comment);
        return comment || at >= collection.fields.size() ? QString() : collection.fields[at].path;
    }
    if (object.kind == ObjectKind::Type)
        return comment ? QString() : static_cast<const TypeObject &>(object).values.value(at);
    if (object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView) {
        const auto &view = static_cast<const View &>(object);
        return entry.memberKind() == MemberKind::Index ? nameAndComment(view.indexes, at, comment) : nameAndComment(view.triggers, at, comment);
    }
    const auto &table = static_cast<const Table &>(object);
    switch (entry.memberKind()) {
    case MemberKind::Key:
        if (at == table.uniques.size() && table.primaryKey)
            return comment ? table.primaryKey->comment : table.primaryKey->name;
        return nameAndComment(table.uniques, at, comment);
    case MemberKind::Check: return nameAndComment(table.checks, at, comment);
    case MemberKind::ForeignKey: return nameAndComment(table.foreignKeys, at, comment);
    case MemberKind::Index: return nameAndComment(table.indexes, at, comment);
    case MemberKind::Trigger: return nameAndComment(table.triggers, at, comment);
    default: return nameAndComment(table.policies, at, comment);
    }
}

} // namespace

void forEachEntry(quint32 position, const SchemaObject &object, const Each &each)
{
    const MemberVisitor visit{position, each};
    visit.one(MemberKind::None, 0, ownName(object), object.comment);
    switch (object.kind) {
    case ObjectKind::Table: visitMembers(visit, static_cast<const Table &>(object)); break;
    case ObjectKind::View:
    case ObjectKind::MaterializedView: {
        const auto &view = static_cast<const View &>(object);
        visit.all(MemberKind::Column, view.columns);
        visit.all(MemberKind::Index, view.indexes);
        visit.all(MemberKind::Trigger, view.triggers);
        break;
    }
    case ObjectKind::Type: {
        const auto &type = static_cast<const TypeObject &>(object);
        visit.all(MemberKind::Column, type.attributes);
        for (qsizetype i = 0; i < type.values.size(); ++i)
            visit.one(MemberKind::EnumValue, static_cast<size_t>(i), type.values[i]);
        break;
    }
    case ObjectKind::Collection: {
        const auto &collection = static_cast<const Collection &>(object);
        for (size_t i = 0; i < collection.fields.size(); ++i)
            visit.one(MemberKind::Field, i, collection.fields[i].path);
        visit.all(MemberKind::Index, collection.indexes);
        break;
    }
    default: break;
    }
}

QString entryName(const SchemaObject &object, const SearchEntry &entry)
{
    return entry.memberKind() == MemberKind::None ? ownName(object) : memberText(object, entry, false);
}

QString entryComment(const SchemaObject &object, const SearchEntry &entry)
{
    return entry.memberKind() == MemberKind::None ? object.comment : memberText(object, entry, true);
}

} // namespace concord
