// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/compositeguess.h"

#include "relate/keytypes.h"
#include "relate/namemeaning.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Relations", text);
}

bool isPartOf(const QStringList &some, const QStringList &all)
{
    return some.size() < all.size() && std::ranges::all_of(some, [&](const QString &one) { return all.contains(one); });
}

/// Keys of several columns, none of which is more than another key needs.
std::vector<QStringList> compositeKeys(const Table &table)
{
    const std::vector<QStringList> sets = uniqueColumnSets(table);
    std::vector<QStringList> keys;
    for (const QStringList &set : sets) {
        const bool more = std::ranges::any_of(sets, [&](const QStringList &other) { return !other.isEmpty() && isPartOf(other, set); });
        if (set.size() > 1 && !more && !std::ranges::contains(keys, set))
            keys.push_back(set);
    }
    return keys;
}

bool isDeclared(const Table &table, const QString &column)
{
    return std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return key.columns.contains(column); });
}

QString namingKey(size_t catalog, const QString &subject, const QString &family)
{
    return QString::number(catalog) + u'|' + subject + u'|' + family;
}

} // namespace

struct CompositeGuesser::Candidate
{
    const Key *key = nullptr;
    QStringList from;
    QString naming;
    KeyTypes types = KeyTypes::Same;
    bool otherSchema = false;
    bool lastWord = false;

    [[nodiscard]] auto order() const { return std::pair(otherSchema, lastWord); }
};

CompositeGuesser::CompositeGuesser(const TableNames &names, bool declaredToo) : m_names(names), m_declaredToo(declaredToo)
{
    for (size_t table = 0; table < names.tables().size(); ++table)
        addKeys(table);
    for (size_t key = 0; key < m_keys.size(); ++key) {
        for (size_t part = 0; part < m_keys[key].columns.size(); ++part)
            addNaming(key, part);
    }
}

void CompositeGuesser::addKeys(size_t table)
{
    const Table &object = *m_names.tables()[table].table;
    for (const QStringList &columns : compositeKeys(object)) {
        Key key{table, {}, {}};
        for (const QString &name : columns) {
            const Column *column = findColumn(object.columns, name);
            if (!column || !canBeKey(column->type))
                break;
            key.columns.push_back(column);
            key.meanings.push_back(meaningOf(name));
        }
        if (std::ssize(key.columns) != columns.size())
            continue;
        m_keysOfTable[table].push_back(m_keys.size());
        m_keys.push_back(std::move(key));
    }
}

/// In user_roles the role is another table's row.
bool CompositeGuesser::namesAnother(size_t table, const QString &subject) const
{
    return std::ranges::any_of(m_names.named(subject, m_names.tables()[table].catalog),
                               [&](const NameMatch &match) { return match.table != table && match.rank <= NameRank::KnownPrefix; });
}

void CompositeGuesser::addNaming(size_t key, size_t part)
{
    const size_t position = m_keys[key].table;
    const TableByName &table = m_names.tables()[position];
    const ColumnMeaning &meaning = m_keys[key].meanings[part];
    if (table.words.isEmpty() || isDeclared(*table.table, m_keys[key].columns[part]->name))
        return;
    const QStringList lastWord = table.words.size() > 1 ? singularForms(table.words.last()) : QStringList();
    const auto add = [&](const QString &subject, bool last) {
        std::vector<Naming> &known = m_byNaming[namingKey(table.catalog, subject, meaning.family)];
        if (!std::ranges::contains(known, key, &Naming::key))
            known.push_back({key, part, last});
    };
    if (meaning.bare) { // orders (tenant_id, no): order_no elsewhere
        for (const QString &own : table.ownKeys)
            add(own, false);
        for (const QString &last : lastWord) {
            if (!namesAnother(position, last))
                add(last, true);
        }
    } else if (std::ranges::contains(table.ownKeys, meaning.subject) || std::ranges::contains(table.ownKeys, meaning.squeezed)) {
        add(meaning.subject, false);
    } else if (lastWord.contains(meaning.subject) && !namesAnother(position, meaning.subject)) {
        add(meaning.subject, true);
    }
}

const ColumnMeaning &CompositeGuesser::meaningOf(const QString &column)
{
    const auto known = m_meanings.constFind(column);
    if (known != m_meanings.constEnd())
        return *known;
    const ColumnNameParts parts = columnNameParts(column);
    ColumnMeaning meaning;
    meaning.stem = parts.stem;
    meaning.subject = parts.stem.join(QString());
    meaning.family = keyFamily(parts.keyWord);
    meaning.squeezed = parts.squeezed;
    if (parts.words.size() == 1 && parts.keyWord.isEmpty() && isKeyWord(parts.words.first())) {
        meaning.bare = true;
        meaning.family = keyFamily(parts.words.first());
    }
    return *m_meanings.insert(column, meaning);
}

/// order_no in orders; line_no in the key of invoice_lines. What is a table's own refers to nothing.
bool CompositeGuesser::isOwn(size_t position, const Column &column, const ColumnMeaning &meaning) const
{
    const TableByName &table = m_names.tables()[position];
    if (std::ranges::contains(table.ownKeys, meaning.subject) || std::ranges::contains(table.ownKeys, meaning.squeezed))
        return true;
    if (table.words.isEmpty() || !singularForms(table.words.last()).contains(meaning.subject) || namesAnother(position, meaning.subject))
        return false;
    return std::ranges::any_of(uniqueColumnSets(*table.table), [&](const QStringList &set) { return set.contains(column.name); });
}

/// purchase_orders (tenant_id, order_no) beside orders with the same key: the number is likelier its own.
bool CompositeGuesser::isOwnKey(size_t position, const QStringList &columns, const QString &subject) const
{
    const TableByName &table = m_names.tables()[position];
    if (table.words.isEmpty() || !singularForms(table.words.last()).contains(subject))
        return false;
    return std::ranges::any_of(uniqueColumnSets(*table.table), [&](const QStringList &set) {
        return set.size() == columns.size() && std::ranges::all_of(set, [&](const QString &one) { return columns.contains(one); });
    });
}

bool CompositeGuesser::mayRefer(const TableByName &from, const Column &column) const
{
    return column.identity == Identity::No && canBeKey(column.type) && (m_declaredToo || !isDeclared(*from.table, column.name));
}

const Column *CompositeGuesser::called(const Table &table, const ColumnMeaning &meaning, const Column *butNot)
{
    const auto found = std::ranges::find_if(table.columns, [&](const Column &one) { return &one != butNot && meaningOf(one.name) == meaning; });
    return found == table.columns.end() ? nullptr : &*found;
}

/// `from`'s columns for the parts of a key, in its order; `naming` stands for the part that names the table, and what its name begins with
/// is the role that the other columns may name too: required_dept_code beside required_course_no.
std::optional<CompositeGuesser::Candidate> CompositeGuesser::matched(size_t from, const Key &key, const Column *naming, size_t namingPart,
                                                                     const QString &role)
{
    const TableByName &table = m_names.tables()[from];
    Candidate candidate;
    candidate.key = &key;
    candidate.otherSchema = m_names.tables()[key.table].table->ref.schema != table.table->ref.schema;
    for (size_t part = 0; part < key.columns.size(); ++part) {
        const Column *column = naming;
        if (!naming || part != namingPart) {
            const ColumnMeaning &meant = key.meanings[part];
            if (isPlain(meant.squeezed))
                return std::nullopt;
            column = nullptr;
            if (!role.isEmpty())
                column = called(*table.table, {{}, role + meant.subject, meant.family, {}, false}, naming);
            if (!column)
                column = called(*table.table, meant, naming);
        }
        const KeyTypes types = column ? compareKeyTypes(*column, *key.columns[part]) : KeyTypes::Differ;
        if (types == KeyTypes::Differ)
            return std::nullopt;
        if (types == KeyTypes::Alike)
            candidate.types = types;
        candidate.from.append(column->name);
    }
    return candidate;
}

CompositeGuess CompositeGuesser::made(const Candidate &candidate, double confidence, const QString &reason) const
{
    CompositeGuess guess;
    guess.table = candidate.key->table;
    guess.naming = candidate.naming;
    guess.from = candidate.from;
    for (const Column *column : candidate.key->columns)
        guess.to.append(column->name);
    const QString target = m_names.tables()[guess.table].table->ref.name;
    QStringList reasons = {reason};
    if (candidate.otherSchema)
        reasons.append(tr("in another schema"));
    reasons.append(candidate.types == KeyTypes::Same ? tr("%1 (%2) is unique and of the same types").arg(target, guess.to.join(u", "_s))
                                                     : tr("%1 (%2) is unique and of similar types").arg(target, guess.to.join(u", "_s)));
    guess.reason = reasons.join(u"; "_s);
    guess.confidence = confidence - (candidate.otherSchema ? 0.1 : 0) - (candidate.types == KeyTypes::Same ? 0 : 0.05);
    return guess;
}

/// The best of the keys of which a column is called so; none where two are as good.
std::optional<CompositeGuesser::Candidate> CompositeGuesser::bestNamed(size_t from, const Column &column, const ColumnMeaning &meaning,
                                                                       qsizetype left)
{
    const QString subject = meaning.stem.sliced(left).join(QString());
    const QString role = meaning.stem.first(left).join(QString());
    std::optional<Candidate> best;
    bool tie = false;
    const std::vector<Naming> keys = m_byNaming.value(namingKey(m_names.tables()[from].catalog, subject, meaning.family));
    for (const Naming &known : keys) {
        const Key &key = m_keys[known.key];
        if (key.table == from && left == 0)
            continue;
        std::optional<Candidate> found = matched(from, key, &column, known.part, role);
        if (!found || isOwnKey(from, found->from, subject))
            continue;
        found->lastWord = known.lastWord;
        found->naming = column.name;
        if (best && found->order() > best->order())
            continue;
        tie = best && found->order() == best->order();
        best = std::move(found);
    }
    return tie ? std::nullopt : best;
}

/// order_no beside orders; billing_account_no beside accounts, in the role of billing; parent_category_no in categories.
std::optional<CompositeGuess> CompositeGuesser::guessByColumn(size_t from, const Column &column)
{
    const TableByName &table = m_names.tables()[from];
    const ColumnMeaning meaning = meaningOf(column.name);
    const bool keyLike = !meaning.family.isEmpty() || column.type.family == TypeFamily::Integer || column.type.family == TypeFamily::Uuid;
    if (meaning.bare || !keyLike || !mayRefer(table, column) || isOwn(from, column, meaning))
        return std::nullopt;
    const bool mayHaveRole = !meaning.family.isEmpty() && std::ranges::none_of(meaning.stem, meansOutside);
    for (qsizetype left = 0; left < (mayHaveRole ? meaning.stem.size() : 1); ++left) {
        const auto found = bestNamed(from, column, meaning, left);
        if (!found)
            continue;
        if (left > 0)
            return made(*found, 0.8, tr("the last words of %1 name the table, and the rest of its key stands beside it").arg(column.name));
        const double confidence = (found->lastWord ? 0.85 : 0.93) - (meaning.family.isEmpty() ? 0.1 : 0);
        return made(*found, confidence, tr("%1 names the table, and the rest of its key stands beside it").arg(column.name));
    }
    return std::nullopt;
}

/// All of the key, as ids and numbers that are not the table's own; where foreign keys speak of each of them, they have said it all.
std::optional<CompositeGuesser::Candidate> CompositeGuesser::ofLongerName(size_t from, const Key &key)
{
    const TableByName &table = m_names.tables()[from];
    if (std::ranges::any_of(key.meanings, [](const ColumnMeaning &meaning) { return meaning.family.isEmpty(); }))
        return std::nullopt;
    auto found = matched(from, key, nullptr, 0, {});
    if (!found)
        return std::nullopt;
    bool open = false;
    for (const QString &name : std::as_const(found->from)) {
        const Column &column = *findColumn(table.table->columns, name);
        if (isOwn(from, column, meaningOf(name)))
            return std::nullopt;
        open = open || mayRefer(table, column);
    }
    return open ? found : std::nullopt;
}

/// order_item_taxes with the columns that are the key of order_items.
std::vector<CompositeGuess> CompositeGuesser::guessByTableName(size_t from)
{
    const TableByName &table = m_names.tables()[from];
    std::vector<CompositeGuess> guesses;
    for (qsizetype words = table.words.size() - 1; words > 0; --words) {
        const QString name = table.words.first(words - 1).join(QString()) + singularForms(table.words[words - 1]).constFirst();
        for (const NameMatch &match : m_names.named(name, table.catalog)) {
            if (match.table == from || match.rank > NameRank::KnownPrefix)
                continue;
            const std::vector<size_t> keys = m_keysOfTable.value(match.table);
            for (const size_t key : keys) {
                if (const auto found = ofLongerName(from, m_keys[key])) {
                    guesses.push_back(
                        made(*found, 0.78,
                             tr("the table is named after %1 and has the columns of its key").arg(m_names.tables()[match.table].table->ref.name)));
                }
            }
        }
    }
    return guesses;
}

std::vector<CompositeGuess> CompositeGuesser::guess(size_t from)
{
    if (m_keys.empty())
        return {};
    std::vector<CompositeGuess> guesses;
    for (const Column &column : m_names.tables()[from].table->columns) {
        if (std::optional<CompositeGuess> found = guessByColumn(from, column))
            guesses.push_back(std::move(*found));
    }
    for (CompositeGuess &found : guessByTableName(from)) {
        if (!std::ranges::contains(guesses, found.from, &CompositeGuess::from))
            guesses.push_back(std::move(found));
    }
    // order_line_taxes refers to order_lines by (order_no, line_no); to orders it belongs through them.
    const std::vector<CompositeGuess> all = guesses;
    std::erase_if(guesses, [&](const CompositeGuess &guess) {
        return std::ranges::any_of(all, [&](const CompositeGuess &other) { return isPartOf(guess.from, other.from); });
    });
    return guesses;
}

} // namespace concord
