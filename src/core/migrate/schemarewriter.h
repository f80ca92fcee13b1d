// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"
#include "schema/catalogfields.h"

#include <QHash>

namespace concord {

/// An archive over an object's fields that puts other schemas' and objects' names in place of its own: in references and
/// inside definitions.
class SchemaRewriter
{
public:
    SchemaRewriter(const QHash<QString, QString> &schemas, const QHash<ObjectRef, ObjectRef> &objects, const Dialect &dialect, QString ownSchema)
        : m_schemas(schemas),
          m_objects(objects),
          m_dialect(dialect),
          m_own(std::move(ownSchema))
    {}

    void field(std::string_view, QString &value, FieldRole role = FieldRole::Declared)
    {
        if (role == FieldRole::Text && !value.isEmpty())
            value = text(value);
    }
    void optional(std::string_view, std::optional<QString> &value, FieldRole role = FieldRole::Declared)
    {
        if (value && role == FieldRole::Text)
            value = text(*value);
    }
    void ref(std::string_view, ObjectRef &ref, FieldRole = FieldRole::Declared) { ref = object(ref); }
    void refs(std::string_view, std::vector<ObjectRef> &all, FieldRole = FieldRole::Declared)
    {
        for (ObjectRef &one : all)
            one = object(one);
    }
    template<class T>
    void list(std::string_view, std::vector<T> &values, FieldRole = FieldRole::Declared)
    {
        for (T &value : values)
            describe(*this, value);
    }
    template<class T>
    void optionalNested(std::string_view, std::optional<T> &value)
    {
        if (value)
            describe(*this, *value);
    }
    // Fields without names of objects.
    void field(std::string_view, auto &, FieldRole = FieldRole::Declared) {}
    void flag(std::string_view, bool &, bool, FieldRole = FieldRole::Declared) {}
    void number(std::string_view, auto &, qint64, FieldRole = FieldRole::Declared) {}
    void optional(std::string_view, std::optional<bool> &) {}
    void choice(std::string_view, auto &) {}
    void memberName(QString &, bool &) {}
    void map(std::string_view, QMap<QString, QString> &) {}
    void nested(std::string_view, auto &, FieldRole = FieldRole::Declared) {}
    void shared(std::string_view, auto &) {}
    void family(std::string_view, TypeFamily &) {}
    void unit(std::string_view, LogicalType::Unit &) {}

    [[nodiscard]] ObjectRef object(const ObjectRef &ref) const
    {
        if (const auto found = m_objects.constFind(ref); found != m_objects.constEnd())
            return *found;
        return {m_schemas.value(ref.schema, ref.schema), ref.name};
    }

private:
    [[nodiscard]] QString text(const QString &sql) const
    {
        const QString other = m_schemas.value(m_own, m_own);
        if (other == m_own)
            return sql;
        return withoutOwnSchema(sql, m_own).replace(QChar(0xFFFC), m_dialect.identifier(other));
    }

    const QHash<QString, QString> &m_schemas;
    const QHash<ObjectRef, ObjectRef> &m_objects;
    const Dialect &m_dialect;
    QString m_own;
};

} // namespace concord
