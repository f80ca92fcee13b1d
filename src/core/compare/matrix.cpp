// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrix.h"

#include "compare/comparereport.h"
#include "compare/objectcomparison.h"
#include "compare/oneengine.h"
#include "compare/pairing.h"
#include "compare/unread.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <map>

namespace concord {

namespace {

/// Every object that any database has, with who has it; aligned on one of the catalogs.
class RowBuilder
{
public:
    using Key = std::tuple<ObjectKind, QString, QString>; ///< kind, schema and name as the reference calls them

    struct Row
    {
        std::vector<ObjectPtr> objects; ///< per column; null: not there
    };

    RowBuilder(const std::vector<MatrixColumn> &columns, int reference) : m_columns(columns)
    {
        const Catalog &catalog = *columns[static_cast<size_t>(reference)].end.catalog;
        for (const ObjectPtr &object : catalog.objects())
            put(keyOf(*object, object->ref.schema), reference, object);
        for (size_t i = 0; i < columns.size(); ++i) {
            if (static_cast<int>(i) != reference && columns[i].end.catalog)
                align(catalog, static_cast<int>(i));
        }
    }

    std::map<Key, Row> rows;

private:
    static Key keyOf(const SchemaObject &object, const QString &schema) { return {object.kind, schema, object.ref.name}; }
    void put(const Key &key, int column, const ObjectPtr &object)
    {
        Row &row = rows[key];
        row.objects.resize(m_columns.size());
        row.objects[static_cast<size_t>(column)] = object;
    }
    void align(const Catalog &reference, int column)
    {
        const Catalog &other = *m_columns[static_cast<size_t>(column)].end.catalog;
        const Pairing pairing = pairObjects(reference, other, {}, false);
        QHash<QString, QString> back;
        for (auto it = pairing.schemas.cbegin(); it != pairing.schemas.cend(); ++it)
            back.insert(it.value(), it.key());
        for (const ObjectPair &pair : pairing.objects) {
            if (!pair.right)
                continue;
            const Key key =
                pair.left ? keyOf(*pair.left, pair.left->ref.schema) : keyOf(*pair.right, back.value(pair.right->ref.schema, pair.right->ref.schema));
            put(key, column, pair.right);
        }
    }

    const std::vector<MatrixColumn> &m_columns;
};

/// The column that the others are aligned on: the baseline, else the one with most objects.
int referenceOf(const std::vector<MatrixColumn> &columns, int baseline)
{
    if (baseline >= 0)
        return baseline;
    int best = -1;
    size_t most = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
        const CatalogPtr &catalog = columns[i].end.catalog;
        if (catalog && (best < 0 || catalog->objects().size() > most)) {
            best = static_cast<int>(i);
            most = catalog->objects().size();
        }
    }
    return best;
}

/// Groups one row's databases by what they hold.
class RowGrouping
{
public:
    RowGrouping(const Matrix &matrix, const CompareOptions &options) : m_matrix(matrix), m_options(options) {}

    MatrixRow group(const RowBuilder::Key &key, const RowBuilder::Row &row) const
    {
        MatrixRow result;
        result.kind = std::get<ObjectKind>(key);
        result.name = std::get<1>(key).isEmpty() ? std::get<2>(key) : std::get<1>(key) + u'.' + std::get<2>(key);
        result.cells.fill(-1, static_cast<qsizetype>(row.objects.size()));
        std::vector<MatrixVariant> variants = byFingerprint(row, result);
        if (variants.empty())
            return result;
        bringBaselineFirst(variants, row);
        mergeEquivalent(variants, row, result);
        result.baselineLacks = baselineLacks(result);
        result.tied = m_matrix.baseline < 0 && !result.baselineLacks && result.variants.size() > 1
                      && result.variants[1].columns.size() == result.variants[0].columns.size();
        for (size_t i = 0; i < result.variants.size(); ++i) {
            result.variants[i].letter = variantLetter(i);
            if (result.baselineLacks)
                result.variants[i].verdict = Verdict::OnlyRight;
            for (const int column : result.variants[i].columns)
                result.cells[column] = static_cast<int>(i);
        }
        return result;
    }

private:
    std::vector<MatrixVariant> byFingerprint(const RowBuilder::Row &row, MatrixRow &result) const
    {
        std::map<std::tuple<QString, Fingerprint, QString>, MatrixVariant> groups;
        const ObjectRef ref = anyRef(row);
        for (int i = 0; i < static_cast<int>(row.objects.size()); ++i) {
            const ObjectPtr &object = row.objects[static_cast<size_t>(i)];
            const CatalogPtr &catalog = m_matrix.columns[static_cast<size_t>(i)].end.catalog;
            if (object && unreadReason(*catalog, object->ref).isNull()) {
                MatrixVariant &variant = groups[{catalog->info().engine, object->fingerprint, countedOwner(*object)}];
                variant.hash = object->fingerprint;
                variant.columns.append(i);
            } else if (!catalog || object || !unreadReason(*catalog, ref).isNull()) {
                result.unreadableIn.append(i);
                result.cells[i] = -2;
            } else {
                result.missingIn.append(i);
            }
        }
        std::vector<MatrixVariant> variants;
        for (auto &[key, variant] : groups)
            variants.push_back(std::move(variant));
        return variants;
    }

    /// Empty where a rule takes it: then it parts no two.
    [[nodiscard]] QString countedOwner(const SchemaObject &object) const
    {
        const IgnoreSubject subject{objectKindName(object.kind), object.ref.schema, object.ref.name, {}, {}, QStringLiteral("owner")};
        return object.owner.isEmpty() || ignoringRule(m_options.ignore, subject) >= 0 ? QString() : object.owner;
    }

    /// The majority lacks what more databases lack than hold in any one form.
    [[nodiscard]] bool baselineLacks(const MatrixRow &row) const
    {
        if (m_matrix.baseline >= 0)
            return row.missingIn.contains(m_matrix.baseline);
        return std::ranges::all_of(row.variants, [&](const MatrixVariant &variant) { return variant.columns.size() < row.missingIn.size(); });
    }

    static ObjectRef anyRef(const RowBuilder::Row &row)
    {
        const auto found = std::ranges::find_if(row.objects, [](const ObjectPtr &object) { return object != nullptr; });
        return (*found)->ref;
    }

    /// The chosen baseline's variant, else the largest; ties by the order of the databases.
    void bringBaselineFirst(std::vector<MatrixVariant> &variants, const RowBuilder::Row &row) const
    {
        const bool hasBaseline = m_matrix.baseline >= 0 && row.objects[static_cast<size_t>(m_matrix.baseline)];
        std::ranges::stable_sort(variants, [&](const MatrixVariant &a, const MatrixVariant &b) {
            const bool aBase = hasBaseline && a.columns.contains(m_matrix.baseline);
            const bool bBase = hasBaseline && b.columns.contains(m_matrix.baseline);
            if (aBase != bBase)
                return aBase;
            return a.columns.size() != b.columns.size() ? a.columns.size() > b.columns.size() : a.columns.front() < b.columns.front();
        });
    }

    [[nodiscard]] ObjectComparison compare(const RowBuilder::Row &row, int left, int right) const
    {
        const CompareEnd &leftEnd = m_matrix.columns[static_cast<size_t>(left)].end;
        const CompareEnd &rightEnd = m_matrix.columns[static_cast<size_t>(right)].end;
        ObjectComparison comparison;
        comparison.left = row.objects[static_cast<size_t>(left)];
        comparison.right = row.objects[static_cast<size_t>(right)];
        ObjectComparer(leftEnd, rightEnd, namesOf(left, right), m_options.ignore).compare(comparison);
        return comparison;
    }

    const NameTranslation &namesOf(int left, int right) const
    {
        const auto key = std::pair(left, right);
        if (const auto known = m_names.find(key); known != m_names.end())
            return known->second;
        const Catalog &leftCatalog = *m_matrix.columns[static_cast<size_t>(left)].end.catalog;
        const Catalog &rightCatalog = *m_matrix.columns[static_cast<size_t>(right)].end.catalog;
        const bool sameEngine = areOfOneEngine(leftCatalog.info(), rightCatalog.info());
        const Pairing pairing = pairObjects(leftCatalog, rightCatalog, m_options.mapping, m_options.byLikeness);
        return m_names.try_emplace(key, pairing, m_options.mapping, m_options.byLikeness, sameEngine).first->second;
    }

    /// What the comparison calls equivalent is one variant: spelled in two ways, meant once.
    void mergeEquivalent(std::vector<MatrixVariant> &variants, const RowBuilder::Row &row, MatrixRow &result) const
    {
        const int base =
            m_matrix.baseline >= 0 && variants.front().columns.contains(m_matrix.baseline) ? m_matrix.baseline : variants.front().columns.front();
        for (MatrixVariant &variant : variants) {
            if (result.variants.empty()) {
                variant.comparison.left = variant.comparison.right = row.objects[static_cast<size_t>(base)];
                result.variants.push_back(std::move(variant));
                continue;
            }
            variant.comparison = compare(row, base, variant.columns.front());
            variant.verdict = variant.comparison.verdict;
            if (variant.verdict == Verdict::Identical || variant.verdict == Verdict::Equivalent) {
                result.variants.front().columns += variant.columns;
                std::ranges::sort(result.variants.front().columns);
                result.variants.front().verdict = worse(result.variants.front().verdict, variant.verdict);
            } else {
                result.variants.push_back(std::move(variant));
            }
        }
    }

    const Matrix &m_matrix;
    const CompareOptions &m_options;
    mutable std::map<std::pair<int, int>, NameTranslation> m_names; ///< each pair of databases is aligned once
};

bool isWanted(const MatrixRow &row, const QStringList &tables)
{
    return tables.isEmpty() || tables.contains(row.name, Qt::CaseInsensitive) || tables.contains(row.name.section(u'.', -1), Qt::CaseInsensitive);
}

bool tellsApart(const MemberComparison &member)
{
    return member.verdict != Verdict::Identical && member.verdict != Verdict::Equivalent && member.ignoredBy < 0;
}

/// An index, a key and a check say by their names what they are; a column called total does not.
QString called(const MemberComparison &member)
{
    const QString name = member.left ? *member.left : member.right.value_or(QString());
    return member.kind == u"column" ? QCoreApplication::translate("Matrix", "column %1").arg(name) : name;
}

QString differingText(const MemberComparison &member, int count, bool how)
{
    const QString text = QCoreApplication::translate("Matrix", "%n differ(s) in %1", nullptr, count).arg(called(member));
    const Difference *difference = how ? firstDifference(member) : nullptr;
    if (!difference)
        return text;
    Difference brief = *difference; // the rule that spoke stands with the cell
    brief.reason.clear();
    brief.rule.clear();
    return text + QStringLiteral(": ") + differenceText(brief);
}

/// "3 lack idx_a (also column t)": what tells a variant from the baseline's. `how`: also of what it differs in, how.
QString variantText(const MatrixVariant &variant, bool how)
{
    constexpr qsizetype mostNamed = 3;
    const int count = static_cast<int>(variant.columns.size());
    QString text;
    QStringList also;
    for (const MemberComparison &member : variant.comparison.members) {
        if (!tellsApart(member))
            continue;
        if (!text.isEmpty())
            also.append(!member.right  ? QCoreApplication::translate("Matrix", "lack(s) %1", nullptr, count).arg(called(member))
                        : !member.left ? QCoreApplication::translate("Matrix", "has/have %1", nullptr, count).arg(called(member))
                                       : called(member));
        else if (!member.right)
            text = QCoreApplication::translate("Matrix", "%n lack(s) %1", nullptr, count).arg(called(member));
        else if (!member.left)
            text = QCoreApplication::translate("Matrix", "%n also has/have %1", nullptr, count).arg(called(member));
        else
            text = differingText(member, count, how);
    }
    if (text.isEmpty())
        return QCoreApplication::translate("Matrix", "%n differ(s)", nullptr, count);
    if (also.size() > mostNamed)
        also = also.first(mostNamed) << QStringLiteral("…");
    return also.isEmpty() ? text : QCoreApplication::translate("Matrix", "%1 (also %2)").arg(text, also.join(QStringLiteral(", ")));
}

} // namespace

QString variantLetter(size_t variant)
{
    constexpr size_t letters = 26;
    QString text;
    for (size_t rest = variant + 1; rest > 0; rest = (rest - 1) / letters)
        text.prepend(QChar(u'A' + static_cast<char16_t>((rest - 1) % letters)));
    return text;
}

/// What each variant but the baseline's is; where there are several, also how it differs, or nothing would tell one from another.
static QStringList variantTexts(const std::vector<MatrixVariant> &variants)
{
    QStringList texts{QString()};
    for (size_t i = 1; i < variants.size(); ++i)
        texts.append(variantText(variants[i], variants.size() > 2));
    return texts;
}

bool MatrixRow::differs() const
{
    return variants.size() > 1 || !missingIn.isEmpty();
}

QString MatrixRow::summary() const
{
    return variantSummary(false);
}

QString MatrixRow::legend() const
{
    return variantSummary(true);
}

QString MatrixRow::variantSummary(bool lettered) const
{
    const QStringList texts = variantTexts(variants);
    QStringList parts;
    const auto lacking = static_cast<int>(missingIn.size());
    if (baselineLacks)
        parts.append(QCoreApplication::translate("Matrix", "%n lack(s) it as the baseline does", nullptr, lacking));
    for (size_t i = 0; i < variants.size(); ++i) {
        const int count = static_cast<int>(variants[i].columns.size());
        QString words;
        if (baselineLacks)
            words = (i == 0 ? QCoreApplication::translate("Matrix", "%n also has/have it", nullptr, count)
                            : QCoreApplication::translate("Matrix", "%n has/have it in another form", nullptr, count));
        else
            words = i > 0  ? texts.value(static_cast<qsizetype>(i))
                    : tied ? QCoreApplication::translate("Matrix", "%n match(es), no majority", nullptr, count)
                           : QCoreApplication::translate("Matrix", "%n match(es)", nullptr, count);
        parts.append(lettered ? variants[i].letter + QStringLiteral(": ") + words : words);
    }
    const int missing = static_cast<int>(missingIn.size());
    const int unreadable = static_cast<int>(unreadableIn.size());
    if (missing > 0 && !baselineLacks)
        parts.append(QCoreApplication::translate("Matrix", "%n lack(s) it", nullptr, missing));
    if (unreadable > 0)
        parts.append(QCoreApplication::translate("Matrix", "%n unreadable", nullptr, unreadable));
    return parts.join(lettered ? QStringLiteral("; ") : QStringLiteral(", "));
}

bool Matrix::differs() const
{
    return std::ranges::any_of(rows, &MatrixRow::differs);
}

bool Matrix::unreadable() const
{
    return std::ranges::any_of(columns, [](const MatrixColumn &column) { return !column.end.catalog; });
}

Matrix makeMatrix(std::vector<MatrixColumn> columns, int baseline, const CompareOptions &options)
{
    Matrix matrix;
    matrix.columns = std::move(columns);
    matrix.baseline = baseline;
    matrix.ignore = options.ignore;
    const int reference = referenceOf(matrix.columns, baseline);
    if (reference < 0)
        return matrix;
    const RowBuilder builder(matrix.columns, reference);
    const RowGrouping grouping(matrix, options);
    for (const auto &[key, row] : builder.rows) {
        const auto any = std::ranges::find_if(row.objects, [](const ObjectPtr &object) { return object != nullptr; });
        if (!(*any)->extension.isEmpty() && (*any)->kind != ObjectKind::Extension)
            continue;
        MatrixRow made = grouping.group(key, row);
        if (isWanted(made, options.tables))
            matrix.rows.push_back(std::move(made));
    }
    return matrix;
}

} // namespace concord
