// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/fingerprint.h"

#include "schema/catalogfields.h"

#include <QCryptographicHash>

namespace concord {

namespace {

/// Writes what counts into bytes: keys and values by length, so that no two objects give the same ones. What is as usual is
/// left out: a field that a later version adds changes nothing where it is not used.
class HashArchive
{
public:
    explicit HashArchive(QString ownSchema) : m_own(std::move(ownSchema)) {}

    [[nodiscard]] QByteArray bytes() const { return m_bytes; }

    void field(std::string_view key, const QString &value, FieldRole role = FieldRole::Declared)
    {
        if (!value.isEmpty() && counts(role))
            text(key, role == FieldRole::Text ? withoutOwnSchema(value, m_own) : value);
    }
    void field(std::string_view key, bool value, FieldRole role = FieldRole::Declared) { flag(key, value, false, role); }
    void field(std::string_view key, const QStringList &values, FieldRole role = FieldRole::Declared)
    {
        if (values.isEmpty() || !counts(role))
            return;
        open(key, values.size());
        for (const QString &value : values)
            text({}, value);
    }
    void flag(std::string_view key, bool value, bool usual, FieldRole role = FieldRole::Declared)
    {
        if (value != usual && counts(role))
            open(key, value ? 1 : 0);
    }
    void number(std::string_view key, qint64 value, qint64 usual, FieldRole role = FieldRole::Declared)
    {
        if (value != usual && counts(role))
            open(key, value);
    }
    void optional(std::string_view key, const std::optional<QString> &value, FieldRole role = FieldRole::Declared)
    {
        if (value && counts(role))
            text(key, role == FieldRole::Text ? withoutOwnSchema(*value, m_own) : *value);
    }
    void optional(std::string_view key, const std::optional<bool> &value)
    {
        if (value)
            open(key, *value ? 1 : 0);
    }
    void choice(std::string_view key, auto value)
    {
        if (value != decltype(value){})
            open(key, static_cast<qint64>(value));
    }
    void memberName(const QString &name, bool generated)
    {
        if (!generated)
            text("name", name);
    }
    void ref(std::string_view key, const ObjectRef &ref, FieldRole role = FieldRole::Declared)
    {
        if (ref.name.isEmpty() || !counts(role))
            return;
        const bool own = ref.schema == m_own;
        open(key, own ? 1 : 2);
        if (!own)
            text({}, ref.schema);
        text({}, nameOf(ref));
    }
    void refs(std::string_view key, const std::vector<ObjectRef> &all, FieldRole role = FieldRole::Declared)
    {
        for (const ObjectRef &one : all)
            ref(key, one, role);
    }
    void map(std::string_view key, const QMap<QString, QString> &values)
    {
        if (values.isEmpty())
            return;
        open(key, values.size());
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            text({}, it.key());
            text({}, it.value());
        }
    }
    template<class T>
    void nested(std::string_view key, const T &value, FieldRole role = FieldRole::Declared)
    {
        if (!counts(role))
            return;
        open(key, 0);
        describe(*this, value);
        close();
    }
    template<class T>
    void optionalNested(std::string_view key, const std::optional<T> &value)
    {
        if (value)
            nested(key, *value);
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
        if (values.empty() || !counts(role))
            return;
        open(key, static_cast<qint64>(values.size()));
        for (const T &value : values) {
            describe(*this, value);
            close();
        }
    }
    // Logical types follow from native ones and are not hashed; these are for the other archives.
    void family(std::string_view, TypeFamily) {}
    void unit(std::string_view, LogicalType::Unit) {}

private:
    /// A routine's name has its arguments' types in it, which may be of its own schema.
    [[nodiscard]] QString nameOf(const ObjectRef &ref) const { return ref.name.endsWith(u')') ? withoutOwnSchema(ref.name, m_own) : ref.name; }
    static bool counts(FieldRole role) { return role == FieldRole::Declared || role == FieldRole::Text || role == FieldRole::Physical; }
    void open(std::string_view key, qint64 value)
    {
        m_bytes.append(key.data(), static_cast<qsizetype>(key.size())).append('=');
        m_bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    }
    void text(std::string_view key, const QString &value)
    {
        open(key, value.size());
        m_bytes.append(reinterpret_cast<const char *>(value.utf16()), value.size() * qsizetype(sizeof(char16_t)));
    }
    void close() { m_bytes.append('}'); }

    QString m_own;
    QByteArray m_bytes;
};

Fingerprint hashOf(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_160);
    Fingerprint fingerprint;
    memcpy(fingerprint.words.data(), digest.constData(), sizeof fingerprint.words);
    return fingerprint;
}

} // namespace

Fingerprint fingerprintOf(const SchemaObject &object)
{
    HashArchive archive(object.ref.schema);
    archive.number("kind", static_cast<qint64>(object.kind), -1);
    if (object.kind != ObjectKind::Schema) // its name is its own scope
        archive.field("name", object.ref.name, object.kind == ObjectKind::Routine ? FieldRole::Text : FieldRole::Declared);
    visitObject(object, [&](const auto &typed) { describe(archive, typed); });
    return hashOf(archive.bytes());
}

Fingerprint fingerprintOf(const Catalog &catalog)
{
    const QString &scope = catalog.info().scope;
    HashArchive archive(scope.isEmpty() ? QStringLiteral("\x01") : scope); // no schema is called that
    for (const ObjectPtr &object : catalog.objects()) {
        archive.ref("object", object->kind == ObjectKind::Schema && object->ref.name == scope ? ObjectRef{scope, QStringLiteral(".")} : object->ref);
        archive.number("low", static_cast<qint64>(object->fingerprint.words[0]), 0);
        archive.number("high", static_cast<qint64>(object->fingerprint.words[1]), 0);
    }
    return hashOf(archive.bytes());
}

QString Fingerprint::toString() const
{
    return QStringLiteral("%1%2").arg(words[0], 16, 16, QLatin1Char('0')).arg(words[1], 16, 16, QLatin1Char('0'));
}

Fingerprint Fingerprint::fromString(const QString &text)
{
    bool highOk = false;
    bool lowOk = false;
    const Fingerprint read{{text.first(qMin(16, text.size())).toULongLong(&highOk, 16), text.sliced(qMin(16, text.size())).toULongLong(&lowOk, 16)}};
    return text.size() == 32 && highOk && lowOk ? read : Fingerprint();
}

} // namespace concord
