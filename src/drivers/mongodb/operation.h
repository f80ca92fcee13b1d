// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mongodb/statement.h"

#include <optional>
#include <utility>

namespace concord {

/// An operation on a collection or database with its arguments by name, whichever notation they came in.
class MongoOperation
{
public:
    QString name;       ///< "find", "updateMany"
    QString database;
    QString collection; ///< empty: an operation of the database
    int offset = 0;     ///< where its name stands

    void set(const QString &field, BsonValue value);
    /// The value, which is then no longer among the rest.
    [[nodiscard]] std::optional<BsonValue> take(const QString &field);
    [[nodiscard]] const BsonValue *find(const QString &field) const;
    /// Sets each of a document's fields.
    void spread(const BsonValue &document);
    /// Appends what was not taken.
    void appendRest(BsonBuilder &builder) const;

private:
    std::vector<std::pair<QString, BsonValue>> m_fields;
};

/// The names of an operation's arguments in mongosh's order; an argument beyond them is a document of options. Null: there is
/// no such operation on a collection.
[[nodiscard]] const QStringList *positionalNames(const QString &operation);
[[nodiscard]] QStringList knownOperations();
/// Of the database itself: db.stats().
[[nodiscard]] const QStringList *positionalDatabaseNames(const QString &operation);

/// What an operation that reads takes beside these. Null: not judged here (the server says what it does not know).
[[nodiscard]] const QStringList *optionNames(const QString &operation);

/// The command that does it. Error (Syntax, no place) where an argument is missing or of the wrong type.
[[nodiscard]] Result<MongoStatement> commandFor(MongoOperation operation);

} // namespace concord
