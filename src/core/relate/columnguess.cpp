// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/columnguess.h"

#include "relate/namemeaning.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Relations", text);
}

constexpr std::array<QLatin1StringView, 7> personTables = {QLatin1StringView("user"),   QLatin1StringView("employee"), QLatin1StringView("person"),
                                                           QLatin1StringView("member"), QLatin1StringView("staff"),    QLatin1StringView("account"),
                                                           QLatin1StringView("profile")};

/// What keys are made of rather than what people write.
bool isIdentifier(TypeFamily family)
{
    return family == TypeFamily::Integer || family == TypeFamily::Uuid || family == TypeFamily::ObjectId;
}

} // namespace

struct ColumnGuesser::Reference
{
    size_t position;
    const TableByName &from;
    const Column &column;
    const ColumnReading &reading;

    [[nodiscard]] const ColumnNameParts &parts() const { return reading.parts; }
    /// user_id in users or dim_users.
    [[nodiscard]] bool namesOwnTable() const
    {
        return std::ranges::any_of(reading.tableKeys.front(), [&](const QString &key) { return std::ranges::contains(from.ownKeys, key); });
    }
    /// item_id beside item_type.
    [[nodiscard]] bool mayPointAnywhere() const
    {
        const QString before = column.name.chopped(parts().keyWord.size());
        return isPolymorphic(parts().stem.last()) && std::ranges::any_of(from.table->columns, [&](const Column &other) {
                   return other.name.size() == before.size() + 4 && other.name.startsWith(before)
                          && other.name.endsWith("type"_L1, Qt::CaseInsensitive);
               });
    }
};

struct ColumnGuesser::Candidate
{
    NameMatch match;
    int column = 0;
    KeyTypes types = KeyTypes::Same;
    bool otherSchema = false;
    bool otherEnvironment = false;

    [[nodiscard]] auto order() const { return std::tuple(otherEnvironment, otherSchema, match.rank); }
};

const ColumnReading &ColumnGuesser::readingOf(const QString &name)
{
    const auto known = m_readings.constFind(name);
    if (known != m_readings.constEnd())
        return *known;
    ColumnReading reading;
    reading.parts = columnNameParts(name);
    QStringList words = reading.parts.stem;
    if (reading.parts.isBy && words.size() > 1)
        words.removeLast();
    while (!words.isEmpty()) {
        const QString before = words.first(words.size() - 1).join(QString());
        QStringList &keys = reading.tableKeys.emplace_back();
        for (const QString &form : singularForms(words.last()))
            keys.append(before + form);
        words.removeFirst();
    }
    return *m_readings.insert(name, reading);
}

/// The column of the matched table that is meant: unique, of a like type, and named as the reference's key word says.
std::optional<ColumnGuesser::Candidate> ColumnGuesser::candidate(const Reference &reference, const NameMatch &match) const
{
    const TableByName &target = m_names.tables()[match.table];
    const QString family = keyFamily(reference.parts().keyWord);
    for (size_t i = 0; i < target.uniqueColumns.size(); ++i) {
        const int position = target.uniqueColumns[i];
        const Column &column = target.table->columns[static_cast<size_t>(position)];
        const KeyTypes types = compareKeyTypes(reference.column, column);
        if (types == KeyTypes::Differ)
            continue;
        const ColumnNameParts &key = target.uniqueNames[i];
        const bool bare = key.words.size() == 1 && key.keyWord.isEmpty(); // id, code
        const QString named = keyFamily(bare ? key.words.first() : key.keyWord);
        const bool ofTable = bare || key.squeezed == reference.parts().squeezed || std::ranges::contains(target.ownKeys, key.stem.join(QString()));
        const bool uuidById = named == "id"_L1 && family == "uuid"_L1 && column.type.family == TypeFamily::Uuid;
        const bool meant =
            named == family || uuidById || (family.isEmpty() && position == target.primaryColumn && (named == "id"_L1 || named == "uuid"_L1));
        if (ofTable && meant) {
            const NamedCatalog &own = m_catalogs[reference.from.catalog];
            return Candidate{match, position, types, target.table->ref.schema != reference.from.table->ref.schema,
                             m_catalogs[target.catalog].environment != own.environment};
        }
    }
    return std::nullopt;
}

/// The best of the tables that have one of these names; none where two are as good.
std::optional<ColumnGuesser::Candidate> ColumnGuesser::pick(const Reference &reference, std::span<const QString> keys, bool across,
                                                            bool allowSelf) const
{
    std::optional<Candidate> best;
    bool tie = false;
    for (const QString &key : keys) {
        for (const NameMatch &match : across ? m_names.named(key) : m_names.named(key, reference.from.catalog)) {
            const bool sameDatabase = m_names.tables()[match.table].catalog == reference.from.catalog;
            if (sameDatabase == across || (match.table == reference.position && !allowSelf) || (across && match.rank > NameRank::KnownPrefix))
                continue;
            if (best && best->match.table == match.table) {
                best->match.rank = std::min(best->match.rank, match.rank);
                continue;
            }
            std::optional<Candidate> found = candidate(reference, match);
            if (!found)
                continue;
            found->otherSchema = found->otherSchema && !across;
            found->otherEnvironment = found->otherEnvironment && across;
            if (best && found->order() > best->order())
                continue;
            tie = best && found->order() == best->order();
            best = found;
            if (tie && best->order() == std::tuple(false, false, NameRank::Whole))
                return std::nullopt; // nothing is better than either
        }
    }
    return tie ? std::nullopt : best;
}

ColumnGuess ColumnGuesser::made(const Candidate &candidate, double confidence, const QString &reason) const
{
    const TableByName &target = m_names.tables()[candidate.match.table];
    const Column &key = target.table->columns[static_cast<size_t>(candidate.column)];
    QStringList reasons = {reason};
    if (candidate.match.rank != NameRank::Whole)
        reasons.append(tr("the table's name taken without its prefix or suffix"));
    if (candidate.otherSchema)
        reasons.append(tr("in another schema"));
    reasons.append(candidate.types == KeyTypes::Same ? tr("%1.%2 is unique and of the same type").arg(target.table->ref.name, key.name)
                                                     : tr("%1.%2 is unique and of a similar type").arg(target.table->ref.name, key.name));
    confidence -= namePenalty(candidate.match.rank) + (candidate.otherSchema ? 0.1 : 0) + (candidate.types == KeyTypes::Same ? 0 : 0.05);
    return {candidate.match.table, candidate.column, confidence, reasons.join(u"; "_s)};
}

std::optional<ColumnGuess> ColumnGuesser::guessByWholeName(const Reference &reference) const
{
    if (reference.parts().keyWord.isEmpty() || reference.reading.tableKeys.empty())
        return std::nullopt;
    const auto found = pick(reference, reference.reading.tableKeys.front(), false, false);
    if (!found)
        return std::nullopt;
    return made(*found, 0.97, tr("the column is named after the table and its key"));
}

/// category_id in products means product_categories; in invoice_items type_id may mean item_types.
std::optional<ColumnGuess> ColumnGuesser::guessByOwnTable(const Reference &reference) const
{
    if (reference.parts().keyWord.isEmpty() || reference.reading.tableKeys.empty())
        return std::nullopt;
    QStringList own;
    for (const QString &name : reference.from.ownKeys)
        own.append(name);
    if (reference.from.words.size() > 1)
        own << reference.from.words.first() << singularForms(reference.from.words.last());
    QStringList keys;
    for (const QString &name : std::as_const(own)) {
        for (const QString &key : reference.reading.tableKeys.front())
            keys.append(name + key);
    }
    const auto found = pick(reference, keys, false, false);
    if (!found)
        return std::nullopt;
    return made(*found, 0.88, tr("the column is named after the table, which is named after this one"));
}

/// cust_no beside one table whose key is cust_no.
std::optional<ColumnGuess> ColumnGuesser::guessByPrimaryKey(const Reference &reference, bool across) const
{
    const QString &squeezed = reference.parts().squeezed;
    const bool oneWord = reference.parts().words.size() == 1 && reference.parts().keyWord.isEmpty();
    if (isPlain(squeezed) || (oneWord && (reference.column.type.family != TypeFamily::Text || squeezed.size() < 3)))
        return std::nullopt;
    if (!oneWord && reference.parts().keyWord.isEmpty())
        return std::nullopt;
    if (reference.from.primaryColumn >= 0 && &reference.from.table->columns[static_cast<size_t>(reference.from.primaryColumn)] == &reference.column)
        return std::nullopt; // which of the two came first, nobody says
    std::optional<Candidate> best;
    for (const size_t position : across ? m_names.withPrimaryKey(squeezed) : m_names.withPrimaryKey(squeezed, reference.from.catalog)) {
        const TableByName &target = m_names.tables()[position];
        const Column &key = target.table->columns[static_cast<size_t>(target.primaryColumn)];
        const KeyTypes types = compareKeyTypes(reference.column, key);
        if (position == reference.position || (target.catalog == reference.from.catalog) == across || types == KeyTypes::Differ)
            continue;
        const bool refersItself =
            std::ranges::any_of(target.table->foreignKeys, [&](const ForeignKey &fk) { return fk.columns == QStringList(key.name); });
        if (refersItself)
            continue;
        if (best)
            return std::nullopt;
        const bool otherSchema = !across && target.table->ref.schema != reference.from.table->ref.schema;
        best = Candidate{{position, NameRank::Whole}, target.primaryColumn, types, otherSchema, false};
    }
    if (!best)
        return std::nullopt;
    return made(*best, oneWord ? 0.75 : 0.85, tr("only one table has a primary key of this name"));
}

/// billing_address_id means addresses; parent_category_id its own table.
std::optional<ColumnGuess> ColumnGuesser::guessByRole(const Reference &reference) const
{
    const QStringList &stem = reference.parts().stem;
    if (reference.parts().keyWord.isEmpty() && !reference.parts().isBy)
        return std::nullopt;
    if (std::ranges::any_of(stem, meansOutside))
        return std::nullopt;
    for (size_t left = 1; left < reference.reading.tableKeys.size(); ++left) {
        const auto found = pick(reference, reference.reading.tableKeys[left], false, true);
        if (found)
            return made(*found, 0.8, tr("the column's last words name the table, the words before say in which role"));
    }
    return std::nullopt;
}

std::optional<ColumnGuess> ColumnGuesser::ownKey(const Reference &reference, double confidence, const QString &reason) const
{
    const int primary = reference.from.primaryColumn;
    if (primary < 0)
        return std::nullopt;
    const Column &key = reference.from.table->columns[static_cast<size_t>(primary)];
    const KeyTypes types = compareKeyTypes(reference.column, key);
    if (types == KeyTypes::Differ || &key == &reference.column)
        return std::nullopt;
    return made({{reference.position, NameRank::Whole}, primary, types, false, false}, confidence, reason);
}

/// parent_id, and what employees report to.
std::optional<ColumnGuess> ColumnGuesser::guessHierarchy(const Reference &reference) const
{
    const ColumnNameParts &parts = reference.parts();
    const bool numbered = !parts.keyWord.isEmpty() || reference.column.type.family == TypeFamily::Integer;
    const QString stem = parts.stem.join(QString());
    if (numbered && (stem == "parent"_L1 || stem == "inreplyto"_L1 || stem == "replyto"_L1))
        return ownKey(reference, 0.87, tr("rows of the table have a parent among themselves"));
    const bool ofPersons = std::ranges::any_of(reference.from.ownKeys, [](const QString &key) { return std::ranges::contains(personTables, key); });
    if (numbered && ofPersons && (stem == "reportsto"_L1 || isBoss(parts.stem.last())))
        return ownKey(reference, 0.85, tr("the persons of the table have another one above them"));
    return std::nullopt;
}

std::optional<ColumnGuess> ColumnGuesser::guessPerson(const Reference &reference) const
{
    const ColumnNameParts &parts = reference.parts();
    if (!parts.isBy && !isPersonRole(parts.stem.last()))
        return std::nullopt;
    if (parts.keyWord.isEmpty() && !isIdentifier(reference.column.type.family))
        return std::nullopt;
    for (const QLatin1StringView name : personTables) {
        const std::array<QString, 1> keys = {name};
        if (const auto found = pick(reference, keys, false, true))
            return made(*found, 0.7, tr("the column names a person's part, and the table holds the persons"));
    }
    return std::nullopt;
}

/// team integer → teams.id
std::optional<ColumnGuess> ColumnGuesser::guessByBareName(const Reference &reference) const
{
    const ColumnNameParts &parts = reference.parts();
    if (!parts.keyWord.isEmpty() || parts.isBy || !isIdentifier(reference.column.type.family) || reference.reading.tableKeys.empty()
        || isCount(parts.stem.last()))
        return std::nullopt;
    const auto found = pick(reference, reference.reading.tableKeys.front(), false, false);
    if (!found || found->match.rank > NameRank::KnownPrefix)
        return std::nullopt;
    const bool plural = reference.reading.tableKeys.front().size() > 1;
    if (plural && m_names.tables()[found->match.table].words.join(QString()) == parts.squeezed) // comments beside comments counts them
        return std::nullopt;
    return made(*found, 0.65, tr("the column is named after the table"));
}

std::optional<ColumnGuess> ColumnGuesser::guessAcross(const Reference &reference) const
{
    const ColumnNameParts &parts = reference.parts();
    if (parts.keyWord.isEmpty() || reference.reading.tableKeys.empty() || saysLittle(parts.stem.join(QString())))
        return std::nullopt;
    // users.user_id is users' own; dim_users.user_id is where the copy came from.
    const QString whole = reference.from.words.join(QString());
    const bool own = std::ranges::any_of(reference.reading.tableKeys.front(), [&](const QString &key) {
        return std::ranges::contains(reference.from.ownKeys, key) && whole.startsWith(key);
    });
    if (own)
        return std::nullopt;
    if (const auto found = pick(reference, reference.reading.tableKeys.front(), true, false)) {
        return made(
            *found, 0.8,
            tr("no table here but one of %1 is what the column is named after").arg(m_catalogs[m_names.tables()[found->match.table].catalog].name));
    }
    auto byKey = guessByPrimaryKey(reference, true);
    if (byKey)
        byKey->confidence -= 0.15;
    return byKey;
}

std::optional<ColumnGuess> ColumnGuesser::guess(size_t from, const Column &column, bool acrossDatabases)
{
    if (column.identity != Identity::No || !canBeKey(column.type))
        return std::nullopt;
    const Reference reference{from, m_names.tables()[from], column, readingOf(column.name)};
    const QStringList &stem = reference.parts().stem;
    if (stem.isEmpty() || (stem.size() == 1 && stem.first().size() < 2))
        return std::nullopt;
    if (reference.mayPointAnywhere())
        return std::nullopt;
    if (reference.namesOwnTable())
        return acrossDatabases ? guessAcross(reference) : std::nullopt;
    using Rule = std::optional<ColumnGuess> (ColumnGuesser::*)(const Reference &) const;
    constexpr std::array<Rule, 4> first = {&ColumnGuesser::guessByWholeName, &ColumnGuesser::guessByOwnTable, &ColumnGuesser::guessHierarchy,
                                           &ColumnGuesser::guessByRole};
    constexpr std::array<Rule, 2> last = {&ColumnGuesser::guessByBareName, &ColumnGuesser::guessPerson};
    for (const Rule rule : first) {
        if (auto found = (this->*rule)(reference))
            return found;
    }
    if (auto found = guessByPrimaryKey(reference, false))
        return found;
    for (const Rule rule : last) {
        if (auto found = (this->*rule)(reference))
            return found;
    }
    return acrossDatabases ? guessAcross(reference) : std::nullopt;
}

} // namespace concord
