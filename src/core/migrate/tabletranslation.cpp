// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/tabletranslation.h"

#include "compare/expressions.h"
#include "compare/numberingrules.h"
#include "connection/dialect.h"
#include "migrate/expressiontranslation.h"
#include "migrate/uses.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ObjectTranslation", text);
}

const EngineTerms &standardTerms()
{
    static const EngineTerms terms;
    return terms;
}

class TableTranslation
{
public:
    TableTranslation(Table &table, const MigrationEngine &left, const Dialect *right, const QSet<QString> &shared, std::vector<ChangeNote> &notes)
        : m_table(table),
          m_left(left),
          m_terms(left.changer->terms()),
          m_right(right),
          m_shared(shared),
          m_notes(notes)
    {}

    void run()
    {
        m_table.options.clear();
        m_table.partitionKey.clear();
        m_table.partitionBound.clear();
        m_table.variant.clear();
        m_table.inherits.clear();
        for (Column &column : m_table.columns)
            convertColumn(column);
        for (Column &column : m_table.columns) // once the types of all are known
            convertGeneration(column);
        convertChecks();
        std::ranges::move(m_enumChecks, std::back_inserter(m_table.checks));
        std::erase_if(m_table.indexes, [&](Index &index) { return !convertIndex(index); });
        if (m_terms.uniquesAreIndexes)
            uniquesAsIndexes();
        if (m_terms.keysInTable)
            indexesAsUniques();
        if (m_terms.oneKeyedIdentity)
            keyIdentity();
        tellNamesApart();
        for (const Trigger &trigger : std::exchange(m_table.triggers, {}))
            note(tr("Trigger “%1” is written in the other engine's language: write it anew by hand.").arg(trigger.name));
        for (const Policy &policy : std::exchange(m_table.policies, {}))
            note(tr("Policy “%1” has no counterpart.").arg(policy.name));
        for (const Exclusion &exclusion : std::exchange(m_table.exclusions, {}))
            note(tr("Exclusion “%1” has no counterpart.").arg(exclusion.name));
        m_table.rowSecurity = m_table.rowSecurityForced = m_table.unlogged = false;
    }

private:
    void note(const QString &text) { m_notes.push_back({m_table.ref, text}); }
    void note(const Column &column, const QString &text) { note(column.name + QStringLiteral(": ") + text); }

    [[nodiscard]] std::optional<QString> translated(const QString &sql) const
    {
        if (!m_right)
            return std::nullopt;
        const EngineTerms &rightTerms = m_left.otherTerms ? *m_left.otherTerms : standardTerms();
        return translateExpression(sql, {*m_right, rightTerms, *m_left.dialect, m_terms, m_table.columns});
    }

    // --- columns

    void convertColumn(Column &column)
    {
        const LogicalType rightType = column.type;
        NativeType native = m_left.types->native(column.type);
        const bool widened = rightType.family == TypeFamily::Integer && m_left.types->logical(native.text).family != TypeFamily::Integer;
        if (widened && (column.identity != Identity::No || isUnderKey(column.name))) { // keys count in whole numbers on both of their ends
            LogicalType whole = rightType;
            whole.isUnsigned = false;
            whole.bits = 64;
            native = m_left.types->native(whole);
            note(column, tr("%1 becomes %2, as it is under a key: half of the numbers do not fit").arg(column.nativeType, native.text));
        }
        if (native.text.isEmpty() || native.conversion.verdict == TypeVerdict::None || native.conversion.verdict == TypeVerdict::Lossy)
            note(column,
                 tr("%1 becomes %2: %3").arg(column.nativeType, native.text.isEmpty() ? tr("nothing") : native.text, native.conversion.reason));
        if (!native.text.isEmpty())
            setType(column, native.text);
        if (rightType.family == TypeFamily::Enum && column.type.family != TypeFamily::Enum && !rightType.values.isEmpty())
            allowValues(column.name, rightType.values);
        limitKey(column);
        column.collation.clear();
        column.charset.clear();
        column.options.clear();
        column.sequence.reset();
        column.inherited = false;
        const bool numbered = column.identity != Identity::No || !numberingSequence(column.defaultExpression.value_or(QString())).isEmpty();
        if (numbered)
            convertNumbering(column);
        else
            convertDefault(column, rightType);
        if (!column.onUpdate.isEmpty())
            note(column, tr("ON UPDATE %1 needs a trigger here").arg(std::exchange(column.onUpdate, QString())));
    }

    void allowValues(const QString &column, const QStringList &values)
    {
        Check &check = m_enumChecks.emplace_back();
        check.nameGenerated = true;
        check.expression = enumCondition(column, values, *m_left.dialect);
    }

    /// New rows are numbered by what LEFT has for that: an identity, its key by itself, or a sequence.
    void convertNumbering(Column &column)
    {
        column.identity = m_terms.identity;
        column.defaultExpression.reset();
        if (column.identity != Identity::No)
            return;
        const bool isKey = m_table.primaryKey && m_table.primaryKey->columns == QStringList{column.name};
        if (!m_terms.sequenceDefault.isEmpty()) {
            const QString sequence = m_left.dialect->identifier(m_table.ref.name + u'_' + column.name + QStringLiteral("_seq"));
            const QString schema = m_table.ref.schema.isEmpty() ? QString() : m_left.dialect->identifier(m_table.ref.schema) + u'.';
            column.defaultExpression = m_terms.sequenceDefault.arg(m_left.dialect->literal(schema + sequence));
        } else if (isKey && !m_terms.identityType.isEmpty()) {
            setType(column, m_terms.identityType);
        } else {
            note(column, tr("it does not number new rows here: only a table's key does"));
        }
    }

    void setType(Column &column, const QString &native) const
    {
        column.nativeType = native;
        column.type = m_left.types->logical(native);
    }

    [[nodiscard]] bool isUnderKey(const QString &column) const
    {
        const auto has = [&](const QStringList &columns) { return columns.contains(column); };
        return (m_table.primaryKey && has(m_table.primaryKey->columns))
               || std::ranges::any_of(m_table.uniques, [&](const Key &key) { return has(key.columns); })
               || std::ranges::any_of(m_table.foreignKeys, [&](const ForeignKey &key) { return has(key.columns); })
               || std::ranges::any_of(m_table.indexes, [&](const Index &index) {
                      return index.unique && std::ranges::any_of(index.parts, [&](const IndexPart &part) { return part.column == column; });
                  });
    }

    /// Longer than a key may be here, or without a limit.
    [[nodiscard]] bool isTooLong(const Column &column) const
    {
        const bool sized = column.type.family == TypeFamily::Text || column.type.family == TypeFamily::Bytes;
        const bool longer = m_terms.longestKey > 0 && column.type.length > m_terms.longestKey * 3;
        return sized && m_terms.keyTypes.contains(column.type.family) && (column.type.length < 0 || longer);
    }

    void limitKey(Column &column)
    {
        const QString limited = m_terms.keyTypes.value(column.type.family);
        if (limited.isEmpty() || !isTooLong(column) || !isUnderKey(column.name))
            return;
        note(column, tr("%1 becomes %2, as it is under a key: longer values do not fit").arg(column.nativeType, limited));
        setType(column, limited);
    }

    void convertDefault(Column &column, const LogicalType &rightType)
    {
        if (!column.defaultExpression)
            return;
        if (const QString function = m_terms.functions.value(wellKnownFunction(*column.defaultExpression)); !function.isEmpty()) {
            const bool digits = m_terms.nowSaysDigits && column.type.fractionDigits > 0 && function == m_terms.functions.value(QStringLiteral("now"));
            column.defaultExpression = digits ? QStringLiteral("%1(%2)").arg(function).arg(column.type.fractionDigits) : function;
            return;
        }
        const auto literal = literalOf(*column.defaultExpression, m_right);
        const TypeFamily family = column.type.family;
        if (!literal || !isValueOf(*literal, family, rightType.family)) {
            note(column, tr("its default %1 is left out").arg(*column.defaultExpression));
            column.defaultExpression.reset();
            return;
        }
        const auto truth = booleanOf(literal->text);
        if (truth && (family == TypeFamily::Boolean || rightType.family == TypeFamily::Boolean))
            column.defaultExpression = *truth ? m_terms.trueWord : m_terms.falseWord;
        else
            column.defaultExpression = literal->quoted ? m_left.dialect->literal(literal->text) : literal->text;
        const bool text = family == TypeFamily::Text || family == TypeFamily::Bytes;
        const bool unlimited = (text && (column.type.length < 0 || column.type.length >= 65535)) || family == TypeFamily::Json;
        if (m_terms.quotesLongDefaults && unlimited)
            column.defaultExpression = u'(' + *column.defaultExpression + u')';
    }

    /// Whether a literal of the other engine is one for a column of `family`, in any engine's reading.
    [[nodiscard]] static bool isValueOf(const Literal &literal, TypeFamily family, TypeFamily rightFamily)
    {
        const bool number = family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float;
        if (number)
            return canonicalNumber(literal.text) || booleanOf(literal.text);
        if (family == TypeFamily::Bits || family == TypeFamily::Bytes)
            return false; // each engine writes those in its own way
        return !literal.quoted || family == rightFamily || family == TypeFamily::Text || booleanOf(literal.text);
    }

    void convertGeneration(Column &column)
    {
        if (column.generated == Generated::No)
            return;
        if (const auto expression = translated(column.generationExpression)) {
            column.generationExpression = *expression;
            if (column.generated == Generated::Virtual && !m_terms.virtualColumns) {
                note(column, tr("it is computed when a row is written, not when it is read"));
                column.generated = Generated::Stored;
            }
            return;
        }
        note(column,
             tr("it is computed by %1 in the other engine's words: it is a plain column here, write that by hand").arg(column.generationExpression));
        column.generated = Generated::No;
        column.generationExpression.clear();
    }

    // --- checks and indexes

    void convertChecks()
    {
        std::erase_if(m_table.checks, [&](Check &check) {
            const auto expression = translated(check.expression);
            if (!expression)
                note(tr("Check “%1” is left out, it must be written by hand: %2").arg(check.name, check.expression));
            else
                check.expression = m_terms.choiceIsNoCondition && expression->startsWith("CASE "_L1) && expression->endsWith(" END"_L1)
                                       ? QStringLiteral("(%1) <> 0").arg(*expression)
                                       : *expression;
            check.inherited = check.noInherit = false;
            check.validated = true;
            return !expression;
        });
    }

    /// False: it has no counterpart.
    bool convertIndex(Index &index)
    {
        const auto leftOut = [&](const QString &why) {
            note(tr("Index “%1” is left out: %2").arg(index.name, why));
            return false;
        };
        if (!index.method.isEmpty() && index.method != u"btree" && index.method != u"hash")
            return leftOut(tr("%1 is a method of the other engine").arg(index.method));
        index.method.clear();
        index.options.clear();
        index.included.clear();
        index.inherited = index.partitioned = false;
        index.valid = true;
        if (!index.predicate.isEmpty()) {
            const auto condition = m_terms.partialIndexes ? translated(index.predicate) : std::nullopt;
            if (!condition)
                return leftOut(tr("its condition must be written by hand: %1").arg(index.predicate));
            index.predicate = *condition;
        }
        for (IndexPart &part : index.parts) {
            part.operatorClass.clear();
            part.collation.clear();
            part.nullsFirst.reset();
            if (!convertPart(part, index.unique))
                return leftOut(tr("%1 must be written by hand").arg(part.column.isEmpty() ? part.expression : part.column));
        }
        return true;
    }

    bool convertPart(IndexPart &part, bool unique) const
    {
        if (part.column.isEmpty()) {
            const auto ofLongText = [&](const Column &column) {
                return isTooLong(column) && m_right && mentionsAny(part.expression, foldedNames({{{}, column.name}}, *m_right), *m_right);
            };
            const bool known = m_terms.expressionIndexes && std::ranges::none_of(m_table.columns, ofLongText);
            const auto expression = known ? translated(part.expression) : std::nullopt;
            part.expression = expression.value_or(part.expression);
            return expression.has_value();
        }
        const Column *column = findColumn(m_table.columns, part.column);
        if (unique && part.prefixLength > 0)
            return m_terms.longestKey > 0; // elsewhere it would ask more than the prefix to be unique
        part.prefixLength = m_terms.longestKey > 0 ? part.prefixLength : 0;
        if (!column || part.prefixLength > 0 || !isTooLong(*column))
            return column != nullptr;
        part.prefixLength = std::max(0, m_terms.longestKey);
        return part.prefixLength > 0; // elsewhere no index is over the beginning of a text
    }

    /// For an engine that keeps a unique constraint as an index.
    void uniquesAsIndexes()
    {
        for (const Key &key : std::exchange(m_table.uniques, {})) {
            Index &index = m_table.indexes.emplace_back();
            index.name = key.name.isEmpty() ? key.columns.join(u'_') : key.name;
            while (isTaken(index.name)) // one engine's constraints share their names with its indexes
                index.name += QStringLiteral("_key");
            index.unique = true;
            for (const QString &column : key.columns)
                index.parts.emplace_back().column = column;
        }
    }

    [[nodiscard]] bool isTaken(const QString &name) const
    {
        const auto named = [&](const auto &member) { return member.name.compare(name, Qt::CaseInsensitive) == 0; };
        return std::ranges::any_of(m_table.checks, named) || std::ranges::any_of(m_table.foreignKeys, named);
    }

    /// For an engine whose foreign keys lead to unique constraints, not to indexes.
    void indexesAsUniques()
    {
        std::erase_if(m_table.indexes, [&](const Index &index) {
            const bool plain = index.unique && index.predicate.isEmpty()
                               && std::ranges::none_of(index.parts, [](const IndexPart &part) { return part.column.isEmpty(); });
            if (!plain)
                return false;
            Key &key = m_table.uniques.emplace_back();
            key.name = index.name;
            for (const IndexPart &part : index.parts)
                key.columns.append(part.column);
            return true;
        });
    }

    void keyIdentity()
    {
        bool seen = false;
        for (Column &column : m_table.columns) {
            if (column.identity == Identity::No)
                continue;
            if (std::exchange(seen, true)) {
                note(column, tr("it does not number new rows here: only one column of a table does"));
                column.identity = Identity::No;
                continue;
            }
            const bool keyed = (m_table.primaryKey && m_table.primaryKey->columns.value(0) == column.name)
                               || std::ranges::any_of(m_table.indexes, [&](const Index &index) {
                                      return !index.parts.empty() && index.parts.front().column == column.name;
                                  });
            if (keyed)
                continue;
            Index &index = m_table.indexes.emplace_back();
            index.name = column.name;
            index.parts.emplace_back().column = column.name;
        }
    }

    /// Names that are a table's own in one engine are the whole schema's in another.
    void tellNamesApart()
    {
        for (Index &index : m_table.indexes) {
            if (m_shared.contains(index.name))
                index.name = m_table.ref.name + u'_' + index.name;
        }
        static constexpr int suffix = 8; // "_ibfk_99"
        const bool tooLong = m_terms.longestName > 0 && m_table.ref.name.size() + suffix > m_terms.longestName;
        int number = 0;
        const auto tell = [&](auto &member) {
            member.nameGenerated = member.nameGenerated || m_shared.contains(member.name);
            if (!member.nameGenerated || !tooLong)
                return;
            member.nameGenerated = false;
            const QByteArray digest = QCryptographicHash::hash(m_table.ref.name.toUtf8(), QCryptographicHash::Md5).toHex().first(6);
            member.name =
                m_table.ref.name.first(m_terms.longestName - 2 * suffix) + u'_' + QString::fromLatin1(digest) + u'_' + QString::number(++number);
        };
        std::ranges::for_each(m_table.foreignKeys, tell);
        std::ranges::for_each(m_table.checks, tell);
    }

    Table &m_table;
    const MigrationEngine &m_left;
    const EngineTerms &m_terms;
    const Dialect *m_right;
    const QSet<QString> &m_shared;
    std::vector<ChangeNote> &m_notes;
    std::vector<Check> m_enumChecks; ///< for columns that are enums on the other side
};

} // namespace

QString enumCondition(const QString &column, const QStringList &values, const Dialect &left)
{
    QStringList literals;
    for (const QString &value : values)
        literals.append(left.literal(value));
    return QStringLiteral("%1 IN (%2)").arg(left.identifier(column), literals.join(QStringLiteral(", ")));
}

QSet<QString> sharedNames(const Catalog &catalog)
{
    QSet<QString> seen;
    QSet<QString> shared;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        const auto &table = static_cast<const Table &>(*object);
        QSet<QString> own{table.ref.name};
        const auto add = [&](const auto &members) {
            for (const auto &member : members)
                own.insert(member.name);
        };
        add(table.uniques);
        add(table.indexes);
        add(table.foreignKeys);
        add(table.checks);
        shared |= own & seen;
        seen |= own;
    }
    return shared;
}

void convertTable(Table &table, const MigrationEngine &left, const Dialect *right, const QSet<QString> &shared, std::vector<ChangeNote> &notes)
{
    TableTranslation(table, left, right, shared, notes).run();
}

} // namespace concord
