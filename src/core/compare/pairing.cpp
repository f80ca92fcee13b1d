// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairing.h"

#include "compare/mappingnames.h"
#include "compare/namesimilarity.h"
#include "compare/oneengine.h"
#include "relate/nameparts.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <iterator>

namespace concord {

namespace {

bool isTableLike(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Collection;
}

/// Schemas left → right: same name, else the default ones, else the only ones that are left.
QHash<QString, QString> pairSchemas(const Catalog &left, const Catalog &right)
{
    QHash<QString, QString> pairs;
    QStringList leftRest;
    QStringList rightRest = right.schemas();
    const QStringList leftAll = left.schemas();
    for (const QString &name : leftAll) {
        if (rightRest.removeOne(name))
            pairs.insert(name, name);
        else
            leftRest.append(name);
    }
    const QString leftDefault = left.info().scope.isEmpty() ? left.info().defaultSchema : left.info().scope;
    const QString rightDefault = right.info().scope.isEmpty() ? right.info().defaultSchema : right.info().scope;
    // Within one engine two names are two schemas, unless one of each side was asked for.
    const bool scoped = !left.info().scope.isEmpty() && !right.info().scope.isEmpty();
    if (areOfOneEngine(left.info(), right.info()) && !scoped && left.info().defaultSchema == right.info().defaultSchema)
        return pairs;
    if (leftRest.contains(leftDefault) && rightRest.contains(rightDefault)) {
        pairs.insert(leftDefault, rightDefault);
        leftRest.removeOne(leftDefault);
        rightRest.removeOne(rightDefault);
    }
    if (leftRest.size() == 1 && rightRest.size() == 1)
        pairs.insert(leftRest.front(), rightRest.front());
    return pairs;
}

/// Pairs objects of two catalogs step by step; what is paired leaves the rest.
class ObjectPairer
{
public:
    ObjectPairer(const Catalog &left, const Catalog &right) : m_left(left), m_right(right)
    {
        m_result.schemas = pairSchemas(left, right);
        m_exact = areOfOneEngine(left.info(), right.info()) && left.info().nameRule == u"exact";
    }

    Pairing run(const Mapping &mapping, bool byLikeness)
    {
        applyMapping(mapping);
        pairByName();
        if (byLikeness)
            pairByLikeness();
        for (const ObjectPtr &object : m_left.objects()) {
            if (!m_usedLeft.contains(object.get()))
                m_result.objects.push_back({object, nullptr, 1, {}});
        }
        for (const ObjectPtr &object : m_right.objects()) {
            if (!m_usedRight.contains(object.get()))
                m_result.objects.push_back({nullptr, object, 1, {}});
        }
        return std::move(m_result);
    }

private:
    void pair(const ObjectPtr &left, const ObjectPtr &right, double confidence, const QString &reason)
    {
        m_usedLeft.insert(left.get());
        m_usedRight.insert(right.get());
        m_result.objects.push_back({left, right, confidence, reason});
    }

    void applyMapping(const Mapping &mapping)
    {
        const auto tr = [](const char *text) { return QCoreApplication::translate("Pairing", text); };
        for (const LostName &lost : lostNames(mapping, m_left, m_right))
            m_result.notes.append(lost.why);
        for (const TableMapping &table : mapping.tables) {
            const ObjectPtr left = mappedObject(m_left, table.left);
            const ObjectPtr right = mappedObject(m_right, table.right);
            if ((!left && !table.left.name.isEmpty()) || (!right && !table.right.name.isEmpty()))
                continue;
            if (m_usedLeft.contains(left.get()) || m_usedRight.contains(right.get()))
                m_result.notes.append(
                    tr("The mapping names “%1” a second time; the first one counts.").arg(left ? table.left.name : table.right.name));
            else if (left && right)
                pair(left, right, 1, tr("confirmed by the mapping"));
            else
                leaveAlone(left, right);
            noteDoubled(table);
        }
    }

    /// Two columns cannot go into one.
    void noteDoubled(const TableMapping &table)
    {
        QSet<QString> left;
        QSet<QString> right;
        for (const ColumnMapping &column : table.columns) {
            const bool doubledLeft = !column.left.isEmpty() && left.contains(column.left);
            if (doubledLeft || (!column.right.isEmpty() && right.contains(column.right)))
                m_result.notes.append(
                    QCoreApplication::translate("Pairing", "The mapping of “%1” names the column “%2” a second time; the first one counts.")
                        .arg(table.left.name, doubledLeft ? column.left : column.right));
            left.insert(column.left);
            right.insert(column.right);
        }
    }

    /// Confirmed to have no counterpart: one of the two is null.
    void leaveAlone(const ObjectPtr &left, const ObjectPtr &right)
    {
        if (left)
            m_usedLeft.insert(left.get());
        if (right)
            m_usedRight.insert(right.get());
        m_result.objects.push_back({left, right, 1, QCoreApplication::translate("Pairing", "no counterpart, says the mapping")});
    }

    using Key = std::pair<int, ObjectRef>;

    /// Of materialized views and views alike: a table that became a view is one object that changed.
    static int kindGroup(ObjectKind kind) { return isTableLike(kind) ? int(ObjectKind::Table) : int(kind); }

    void pairByName()
    {
        pairByKey([](const QString &name) { return name; }, {});
        if (m_exact)
            return;
        pairByKey([](const QString &name) { return name.toLower(); }, {});
        if (areOfOneEngine(m_left.info(), m_right.info()))
            return;
        // Album and album_id's style: each engine has habits of its own.
        pairByKey(
            [](const QString &name) {
                const QString words = nameWords(name).join(QString());
                return words.isEmpty() ? name : words;
            },
            QCoreApplication::translate("Pairing", "the same words"));
    }

    /// Where the key is the only one of its kind on both sides.
    void pairByKey(auto keyOf, const QString &reason)
    {
        const auto key = [&](ObjectKind kind, const ObjectRef &ref) { return Key{kindGroup(kind), {keyOf(ref.schema), keyOf(ref.name)}}; };
        QHash<Key, std::vector<ObjectPtr>> left;
        QHash<Key, std::vector<ObjectPtr>> right;
        for (const ObjectPtr &object : m_left.objects()) {
            if (!m_usedLeft.contains(object.get()))
                left[key(object->kind, translated(*object))].push_back(object);
        }
        for (const ObjectPtr &object : m_right.objects()) {
            if (!m_usedRight.contains(object.get()))
                right[key(object->kind, object->kind == ObjectKind::Schema ? ObjectRef{{}, object->ref.name} : object->ref)].push_back(object);
        }
        for (auto it = left.cbegin(); it != left.cend(); ++it) {
            const auto found = right.constFind(it.key());
            if (found != right.constEnd() && it->size() == 1 && found->size() == 1)
                pair(it->front(), found->front(), 1, reason);
        }
    }

    /// The object's name as the right side would call it.
    [[nodiscard]] ObjectRef translated(const SchemaObject &object) const
    {
        if (object.kind == ObjectKind::Schema)
            return {{}, m_result.schemas.value(object.ref.name, object.ref.name)};
        return {m_result.schemas.value(object.ref.schema, object.ref.schema), object.ref.name};
    }

    struct Candidate
    {
        ObjectPtr left;
        ObjectPtr right;
        double score;
        QString reason;
    };

    /// What no name paired and could be a table under another name.
    static std::vector<ObjectPtr> tablesLeft(const Catalog &catalog, const QSet<const SchemaObject *> &used)
    {
        std::vector<ObjectPtr> tables;
        std::ranges::copy_if(catalog.objects(), std::back_inserter(tables),
                             [&](const ObjectPtr &object) { return isTableLike(object->kind) && !used.contains(object.get()); });
        return tables;
    }

    void pairByLikeness()
    {
        std::vector<ObjectPtr> left = tablesLeft(m_left, m_usedLeft);
        const std::vector<ObjectPtr> right = tablesLeft(m_right, m_usedRight);
        std::vector<Candidate> candidates;
        if (left.size() * right.size() <= 10'000) {
            for (const ObjectPtr &object : left) {
                for (const ObjectPtr &other : right)
                    addCandidate(candidates, object, other);
            }
            addSameShape(candidates);
        } else {
            left.resize(std::min<size_t>(left.size(), 5000));
            addThoseThatShareAWord(candidates, left, right);
        }
        // What changed its name rarely became a view in the same stroke: of two candidates the one of the same kind comes first.
        std::ranges::stable_sort(candidates, std::ranges::greater(),
                                 [](const Candidate &each) { return std::pair(each.left->kind == each.right->kind, each.score); });
        for (const Candidate &candidate : candidates) {
            if (!m_usedLeft.contains(candidate.left.get()) && !m_usedRight.contains(candidate.right.get()))
                pair(candidate.left, candidate.right, candidate.score, candidate.reason);
        }
    }

    /// Linear in what is left, for many: shortenings (cust → customer) are not seen.
    static void addThoseThatShareAWord(std::vector<Candidate> &candidates, const std::vector<ObjectPtr> &left, const std::vector<ObjectPtr> &right)
    {
        QHash<QString, std::vector<ObjectPtr>> byWord;
        for (const ObjectPtr &object : right) {
            for (const QString &word : nameWords(object->ref.name))
                byWord[singularForms(word).constFirst()].push_back(object);
        }
        for (const ObjectPtr &object : left) {
            QSet<const SchemaObject *> seen;
            for (const QString &word : nameWords(object->ref.name)) {
                const auto &sharing = byWord.value(singularForms(word).constFirst());
                if (sharing.size() > 200) // a word that is everywhere tells nothing
                    continue;
                for (const ObjectPtr &other : sharing) {
                    if (!seen.contains(other.get()))
                        addCandidate(candidates, object, other);
                    seen.insert(other.get());
                }
            }
        }
    }

    /// Share of the smaller side's columns that the other has too.
    static double sharedColumns(const SchemaObject &left, const SchemaObject &right)
    {
        const auto &leftColumns = columnsOf(left);
        const auto &rightColumns = columnsOf(right);
        if (leftColumns.empty() || rightColumns.empty())
            return 0;
        const auto pairs = pairColumns(left, right);
        const auto both = std::ranges::count_if(pairs, [](const ColumnPair &pair) { return pair.left && pair.right; });
        return double(both) / double(std::min(leftColumns.size(), rightColumns.size()));
    }

    static void addCandidate(std::vector<Candidate> &candidates, const ObjectPtr &left, const ObjectPtr &right)
    {
        const NameSimilarity name = compareTableNames(left->ref.name, right->ref.name);
        if (name.score < 0.5)
            return;
        const double shared = sharedColumns(*left, *right);
        const double score = std::min(0.99, name.score * 0.7 + shared * 0.3);
        if ((name.score >= 0.85 && shared >= 0.25) || (shared >= 0.7 && score >= leastLikeness)) {
            const QString reason = QCoreApplication::translate("Pairing", "%1; %2 % of the columns pair").arg(name.reason).arg(qRound(shared * 100));
            candidates.push_back({left, right, score, reason});
        }
    }

    /// A table under a name that has nothing in common, but with the very same columns.
    void addSameShape(std::vector<Candidate> &candidates) const
    {
        const auto shape = [](const SchemaObject &object) {
            QString text;
            for (const Column &column : columnsOf(object))
                text += column.name.toLower() + u' ' + describeType(column.type) + u'\n';
            return text;
        };
        QHash<QString, ObjectPtr> byShape;
        for (const ObjectPtr &object : m_right.objects()) {
            if (!m_usedRight.contains(object.get()) && object->kind == ObjectKind::Table && columnsOf(*object).size() >= 4)
                byShape.insert(shape(*object), object);
        }
        for (const ObjectPtr &object : m_left.objects()) {
            if (m_usedLeft.contains(object.get()) || object->kind != ObjectKind::Table)
                continue;
            if (const ObjectPtr other = byShape.value(shape(*object)))
                candidates.push_back({object, other, 0.65, QCoreApplication::translate("Pairing", "the same columns under another name")});
        }
    }

    const Catalog &m_left;
    const Catalog &m_right;
    Pairing m_result;
    QSet<const SchemaObject *> m_usedLeft;
    QSet<const SchemaObject *> m_usedRight;
    bool m_exact = false;
};

/// Pairs the columns of two tables; see pairColumns().
class ColumnPairer
{
public:
    ColumnPairer(const SchemaObject &left, const SchemaObject &right)
        : m_leftTable(left.ref.name),
          m_rightTable(right.ref.name),
          m_left(columnsOf(left)),
          m_right(columnsOf(right)),
          m_leftTo(m_left.size(), -1),
          m_rightTo(m_right.size(), -1),
          m_confidence(m_left.size(), 1),
          m_reason(m_left.size())
    {}

    std::vector<ColumnPair> run(const ColumnPairing &how)
    {
        if (how.mapping)
            applyMapping(*how.mapping);
        pairByName();
        if (!how.sameEngine || how.byLikeness) {
            const double confidence = how.sameEngine ? 0.97 : 1;
            pairByKey([](const QString &name) { return name.toLower(); }, confidence);
            pairByKey(
                [](const QString &name) {
                    const QString words = nameWords(name).join(QString());
                    return words.isEmpty() ? name : words; // of signs only
                },
                confidence);
        }
        if (how.byLikeness)
            pairByLikeness();
        return result();
    }

private:
    static constexpr int none = -2; ///< confirmed to have no counterpart

    void link(size_t left, size_t right, double confidence, const QString &reason)
    {
        m_leftTo[left] = static_cast<int>(right);
        m_rightTo[right] = static_cast<int>(left);
        m_confidence[left] = confidence;
        m_reason[left] = reason;
    }
    static int indexOf(const std::vector<Column> &columns, const QString &name)
    {
        const auto found = std::ranges::find(columns, name, &Column::name);
        return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
    }
    void applyMapping(const TableMapping &mapping)
    {
        for (const ColumnMapping &column : mapping.columns) {
            const int left = indexOf(m_left, column.left);
            const int right = indexOf(m_right, column.right);
            const bool taken =
                (left >= 0 && m_leftTo[static_cast<size_t>(left)] != -1) || (right >= 0 && m_rightTo[static_cast<size_t>(right)] != -1);
            if (taken) // named a second time
                continue;
            if (left >= 0 && right >= 0)
                link(static_cast<size_t>(left), static_cast<size_t>(right), 1, QCoreApplication::translate("Pairing", "confirmed by the mapping"));
            else if (left >= 0 && column.right.isEmpty())
                m_leftTo[static_cast<size_t>(left)] = none;
            else if (right >= 0 && column.left.isEmpty())
                m_rightTo[static_cast<size_t>(right)] = none;
        }
    }
    void pairByName()
    {
        QHash<QString, size_t> byName;
        for (size_t i = 0; i < m_right.size(); ++i)
            byName.insert(m_right[i].name, i);
        for (size_t i = 0; i < m_left.size(); ++i) {
            const auto found = byName.constFind(m_left[i].name);
            if (m_leftTo[i] == -1 && found != byName.constEnd() && m_rightTo[*found] == -1)
                link(i, *found, 1, {});
        }
    }
    /// By a key that is the only one of its kind on both sides.
    void pairByKey(auto keyOf, double confidence)
    {
        QHash<QString, std::vector<size_t>> left;
        QHash<QString, std::vector<size_t>> right;
        for (size_t i = 0; i < m_left.size(); ++i) {
            if (m_leftTo[i] == -1)
                left[keyOf(m_left[i].name)].push_back(i);
        }
        if (left.isEmpty())
            return;
        for (size_t i = 0; i < m_right.size(); ++i) {
            if (m_rightTo[i] == -1)
                right[keyOf(m_right[i].name)].push_back(i);
        }
        for (auto it = left.cbegin(); it != left.cend(); ++it) {
            const auto found = right.constFind(it.key());
            if (found != right.constEnd() && it->size() == 1 && found->size() == 1)
                link(it->front(), found->front(), confidence, QCoreApplication::translate("Pairing", "the same words"));
        }
    }
    void pairByLikeness()
    {
        struct Candidate
        {
            size_t left;
            size_t right;
            double score;
            QString reason;
        };
        std::vector<Candidate> candidates;
        for (size_t i = 0; i < m_left.size(); ++i) {
            for (size_t j = 0; m_leftTo[i] == -1 && j < m_right.size(); ++j) {
                if (m_rightTo[j] != -1)
                    continue;
                const NameSimilarity name = compareColumnNames(m_left[i].name, m_right[j].name, m_leftTable, m_rightTable);
                const double score = std::min(0.99, name.score * typeFactor(m_left[i], m_right[j]));
                if (score >= leastLikeness)
                    candidates.push_back({i, j, score, name.reason});
            }
        }
        std::ranges::stable_sort(candidates, std::ranges::greater(), &Candidate::score);
        for (const Candidate &candidate : candidates) {
            if (m_leftTo[candidate.left] == -1 && m_rightTo[candidate.right] == -1)
                link(candidate.left, candidate.right, candidate.score, candidate.reason);
        }
    }
    static double typeFactor(const Column &left, const Column &right)
    {
        if (left.type.family == right.type.family)
            return 1;
        const TypeVerdict there = convertType(left.type, right.type).verdict;
        const bool textOnOne = (left.type.family == TypeFamily::Text) != (right.type.family == TypeFamily::Text);
        return there == TypeVerdict::None ? 0.5 : textOnOne ? 0.8 : 0.95;
    }
    [[nodiscard]] std::vector<ColumnPair> result() const
    {
        std::vector<ColumnPair> pairs;
        for (size_t i = 0; i < m_left.size(); ++i)
            pairs.push_back({&m_left[i], m_leftTo[i] >= 0 ? &m_right[static_cast<size_t>(m_leftTo[i])] : nullptr, m_confidence[i], m_reason[i]});
        for (size_t i = 0; i < m_right.size(); ++i) {
            if (m_rightTo[i] < 0)
                pairs.push_back({nullptr, &m_right[i], 1, {}});
        }
        return pairs;
    }

    const QString &m_leftTable;
    const QString &m_rightTable;
    const std::vector<Column> &m_left;
    const std::vector<Column> &m_right;
    std::vector<int> m_leftTo;
    std::vector<int> m_rightTo;
    std::vector<double> m_confidence;
    std::vector<QString> m_reason;
};

} // namespace

Pairing pairObjects(const Catalog &left, const Catalog &right, const Mapping &mapping, bool byLikeness)
{
    return ObjectPairer(left, right).run(mapping, byLikeness);
}

std::vector<ColumnPair> pairColumns(const SchemaObject &left, const SchemaObject &right, const ColumnPairing &how)
{
    return ColumnPairer(left, right).run(how);
}

} // namespace concord
