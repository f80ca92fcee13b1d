// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

namespace {

/// Holds a document against docs/catalog.schema.json: the words of JSON Schema that stand there, and no key that it does not name.
class ShapeCheck
{
public:
    explicit ShapeCheck(const Json &root) : m_root(root) {}

    /// The first thing that is wrong, with its path; empty: nothing.
    [[nodiscard]] std::string wrong(const Json &value, const Json &shape, const std::string &path = "$") const
    {
        if (shape.contains("$ref"))
            return wrong(value, m_root.at(Json::json_pointer(shape.at("$ref").get<std::string>().substr(1))), path);
        if (shape.contains("anyOf")) {
            const Json &choices = shape.at("anyOf");
            return wrong(value, value.is_null() ? choices.at(1) : choices.at(0), path);
        }
        if (shape.contains("const") && value != shape.at("const"))
            return path + " is not " + shape.at("const").dump();
        if (shape.contains("enum") && std::ranges::find(shape.at("enum"), value) == shape.at("enum").end())
            return path + " is none of " + shape.at("enum").dump() + ": " + value.dump();
        if (shape.contains("type") && !isOf(value, shape.at("type")))
            return path + " is no " + shape.at("type").dump();
        return value.is_array() ? wrongItem(value, shape, path) : value.is_object() ? wrongMember(value, shape, path) : std::string();
    }

private:
    [[nodiscard]] static bool isOf(const Json &value, const Json &types)
    {
        if (types.is_array())
            return std::ranges::any_of(types, [&](const Json &type) { return isOf(value, type); });
        return types == "integer" ? value.is_number_integer() : types == value.type_name();
    }
    [[nodiscard]] std::string wrongItem(const Json &list, const Json &shape, const std::string &path) const
    {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (std::string found = wrong(list[i], shape.at("items"), path + '[' + std::to_string(i) + ']'); !found.empty())
                return found;
        }
        return {};
    }
    [[nodiscard]] std::string wrongMember(const Json &object, const Json &shape, const std::string &path) const
    {
        for (const Json &key : shape.value("required", Json::array())) {
            if (!object.contains(key.get<std::string>()))
                return path + " lacks " + key.dump();
        }
        for (const auto &[key, value] : object.items()) {
            const bool named = shape.contains("properties") && shape.at("properties").contains(key);
            if (!named && !shape.contains("additionalProperties"))
                return path + '.' + key + " is not in the schema";
            const Json &inner = named ? shape.at("properties").at(key) : shape.at("additionalProperties");
            if (std::string found = wrong(value, inner, path + '.' + key); !found.empty())
                return found;
        }
        return {};
    }

    const Json &m_root;
};

} // namespace

/// What `schema --format json` writes is what its JSON Schema in docs says.
class CatalogShapeTest : public QObject
{
    Q_OBJECT

    Ctl m_ctl;
    Json m_shape;

    [[nodiscard]] QByteArray wrongIn(const Json &document) const
    {
        return QByteArray::fromStdString(document.is_discarded() ? "no JSON" : ShapeCheck(m_shape).wrong(document, m_shape));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(CONCORD_CATALOG_SHAPE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_shape = Json::parse(file.readAll().toStdString(), nullptr, false);
        QVERIFY(m_shape.is_object());
        VERIFY_CODE(m_ctl.run({u"demo"_s, m_ctl.path(u"demo"_s)}), 0);
        VERIFY_CODE(m_ctl.run({u"extract"_s, u"--all"_s}), 0);
    }

    void demoDatabasesAreInShape_data()
    {
        QTest::addColumn<QString>("name");
        const Json list = m_ctl.run({u"list"_s, u"--format"_s, u"json"_s}).json();
        for (const Json &connection : list.at("connections")) {
            const QString name = QString::fromStdString(connection.at("name").get<std::string>());
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void demoDatabasesAreInShape()
    {
        QFETCH(const QString, name);
        const Answer answer = m_ctl.run({u"schema"_s, name, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const QByteArray wrong = wrongIn(answer.json());
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }

    void everyPartOfATableIsInShape()
    {
        const QString file = m_ctl.path(u"parts.db"_s);
        QFile empty(file);
        QVERIFY(empty.open(QIODevice::WriteOnly)); // an empty file is an empty database
        empty.close();
        const QString sql = u"CREATE TABLE kinds (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE DEFAULT 'x', "
                            "twice AS (id * 2) STORED, CONSTRAINT short CHECK (length(name) < 9), UNIQUE (name));"
                            "CREATE TABLE parts (id INTEGER PRIMARY KEY, kind INTEGER REFERENCES kinds ON DELETE CASCADE) STRICT;"
                            "CREATE UNIQUE INDEX some ON parts (kind DESC, abs(id)) WHERE kind > 0;"
                            "CREATE VIEW shown AS SELECT id FROM parts;"
                            "CREATE TRIGGER gone AFTER DELETE ON parts BEGIN DELETE FROM kinds WHERE id = old.kind; END;"_s;
        VERIFY_CODE(m_ctl.run({u"exec"_s, file, u"--read-write"_s, u"--yes"_s, u"-e"_s, sql}), 0);
        const Answer answer = m_ctl.run({u"schema"_s, file, u"--live"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const QByteArray wrong = wrongIn(answer.json());
        QVERIFY2(wrong.isEmpty(), wrong.constData());
    }

    void theCheckFindsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("an unknown key") << "/schemas/0/tables/0/columns/0/colour"_ba << "1"_ba;
        QTest::newRow("another type") << "/schemas/0/tables/0/columns/0/nullable"_ba << "\"yes\""_ba;
        QTest::newRow("an unknown word") << "/schemas/0/tables/0/columns/0/identity"_ba << "\"perhaps\""_ba;
        QTest::newRow("another version") << "/model"_ba << "99"_ba;
        QTest::newRow("a missing key") << "/schemas/0"_ba << "{\"name\": \"\"}"_ba;
    }
    void theCheckFindsWhatIsWrong()
    {
        QFETCH(const QByteArray, pointer);
        QFETCH(const QByteArray, value);
        Json document = m_ctl.run({u"schema"_s, u"us"_s, u"--format"_s, u"json"_s}).json();
        document[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        QVERIFY(!wrongIn(document).isEmpty());
    }
};

CONCORD_TEST(CatalogShapeTest)
#include "tst_catalogshape.moc"
