// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalogfields.h"

#include <string_view>
#include <vector>

namespace concord {

/// One field of an object or member as text, for comparing and showing.
struct Property
{
    std::string_view key; ///< as in the catalog's JSON; static
    QString value;
    FieldRole role = FieldRole::Declared;
};

/// The fields of a column, key, index … or of an object itself, without those that are as usual, without members (they are
/// compared one by one), names, statistics and what follows from other fields. In the order of catalogfields.h.
template<class T>
[[nodiscard]] std::vector<Property> propertiesOf(const T &value);

/// "a DESC, lower(b)": an index's parts as people read them.
[[nodiscard]] QString partsText(const std::vector<IndexPart> &parts);

/// Collects a struct's fields; see propertiesOf().
class PropertyArchive
{
public:
    [[nodiscard]] std::vector<Property> take() { return std::move(m_properties); }

    void field(std::string_view key, const QString &value, FieldRole role = FieldRole::Declared)
    {
        if (!value.isEmpty())
            add(key, value, role);
    }
    void field(std::string_view key, bool value, FieldRole role = FieldRole::Declared) { flag(key, value, false, role); }
    void field(std::string_view key, const QStringList &values, FieldRole role = FieldRole::Declared)
    {
        if (!values.isEmpty())
            add(key, values.join(QStringLiteral(", ")), role);
    }
    void flag(std::string_view key, bool value, bool usual, FieldRole role = FieldRole::Declared)
    {
        if (value != usual)
            add(key, value ? QStringLiteral("yes") : QStringLiteral("no"), role);
    }
    void number(std::string_view key, qint64 value, qint64 usual, FieldRole role = FieldRole::Declared)
    {
        if (value != usual)
            add(key, QString::number(value), role);
    }
    void optional(std::string_view key, const std::optional<QString> &value, FieldRole role = FieldRole::Declared)
    {
        if (value)
            add(key, *value, role);
    }
    void optional(std::string_view key, const std::optional<bool> &value)
    {
        if (value)
            add(key, *value ? QStringLiteral("yes") : QStringLiteral("no"), FieldRole::Declared);
    }
    void choice(std::string_view key, auto value)
    {
        if (value != decltype(value){}) {
            const std::string_view word = wordsOf(value)[static_cast<size_t>(value)];
            add(key, QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size())), FieldRole::Declared);
        }
    }
    void ref(std::string_view key, const ObjectRef &ref, FieldRole role = FieldRole::Declared)
    {
        if (!ref.name.isEmpty())
            add(key, ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name, role);
    }
    void refs(std::string_view key, const std::vector<ObjectRef> &all, FieldRole role = FieldRole::Declared)
    {
        QStringList names;
        for (const ObjectRef &one : all)
            names.append(one.schema.isEmpty() ? one.name : one.schema + u'.' + one.name);
        field(key, names, role);
    }
    void map(std::string_view key, const QMap<QString, QString> &values);
    template<class T>
    void nested(std::string_view key, const T &value, FieldRole role = FieldRole::Declared)
    {
        if (role != FieldRole::Declared)
            return;
        PropertyArchive inner;
        describe(inner, value);
        QStringList parts;
        for (const Property &property : inner.m_properties)
            parts.append(QString::fromLatin1(property.key.data(), static_cast<qsizetype>(property.key.size())) + u' ' + property.value);
        field(key, parts);
    }
    template<class T>
    void shared(std::string_view key, const std::shared_ptr<const T> &value)
    {
        if (value)
            nested(key, *value);
    }
    template<class T>
    void list(std::string_view key, const std::vector<T> &values, FieldRole role = FieldRole::Declared)
    {
        if constexpr (std::same_as<T, IndexPart>)
            field(key, partsText(values), role);
    }
    // Members and their names are compared by themselves.
    template<class T>
    void optionalNested(std::string_view, const std::optional<T> &)
    {}
    void memberName(const QString &, bool) {}
    void family(std::string_view, TypeFamily) {}
    void unit(std::string_view, LogicalType::Unit) {}

private:
    void add(std::string_view key, const QString &value, FieldRole role)
    {
        if (role == FieldRole::Declared || role == FieldRole::Text || role == FieldRole::Physical)
            m_properties.push_back({key, value, role});
    }

    std::vector<Property> m_properties;
};

template<class T>
std::vector<Property> propertiesOf(const T &value)
{
    PropertyArchive archive;
    describe(archive, value);
    std::vector<Property> properties = archive.take();
    std::erase_if(properties, [](const Property &property) { return property.key == "name"; });
    return properties;
}

} // namespace concord
