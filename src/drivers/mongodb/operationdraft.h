// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mongodb/operation.h"

#include <QCoreApplication>

/// How operation.cpp and operationchanges.cpp make commands.
namespace concord::mongooperation {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

[[nodiscard]] inline std::unexpected<Error> wrong(const QString &message)
{
    return fail(Error{ErrorKind::Syntax, message, {}, {}, 0, 0, 0});
}

using Answer = MongoStatement::Answer;
using Made = Result<void>;

/// Begins the command and says what it answers with.
struct Draft
{
    MongoOperation &operation;
    MongoStatement &statement;
    BsonBuilder &command;

    void begin(const char *name, Answer answer) const
    {
        command.append(name, operation.collection.isEmpty() ? bsonInt32(1) : bsonText(operation.collection.toStdString()));
        statement.answer = answer;
    }
    /// Under the command's name for it, if it was given.
    void move(const char *field, const char *as = nullptr) const
    {
        if (const auto value = operation.take(QLatin1StringView(field)))
            command.append(as ? as : field, *value);
    }
    /// As BSON, or an empty document.
    [[nodiscard]] BsonValue documentOr(const char *field) const
    {
        auto value = operation.take(QLatin1StringView(field));
        return value && value->type != BsonType::Null && value->type != BsonType::Undefined ? std::move(*value) : bsonDocument(emptyBson());
    }
    [[nodiscard]] Result<BsonValue> required(const char *field) const
    {
        auto value = operation.take(QLatin1StringView(field));
        if (!value || value->type == BsonType::Null || value->type == BsonType::Undefined)
            return wrong(Words::tr("%1 lacks its %2.").arg(operation.name, QLatin1StringView(field)));
        return std::move(*value);
    }
    [[nodiscard]] Result<BsonValue> requiredArray(const char *field) const
    {
        auto value = required(field);
        if (value && !value->isArray())
            return wrong(Words::tr("The %2 of %1 is an array, written in [ ].").arg(operation.name, QLatin1StringView(field)));
        return value;
    }
};

inline void appendArray(BsonBuilder &builder, const char *key, const std::vector<BsonValue> &values)
{
    builder.begin(key, BsonType::Array);
    for (std::size_t i = 0; i < values.size(); ++i)
        builder.append(std::to_string(i), values[i]);
    builder.end();
}

// What changes documents and definitions.
[[nodiscard]] Made insert(const Draft &draft);
[[nodiscard]] Made update(const Draft &draft);
[[nodiscard]] Made remove(const Draft &draft);
[[nodiscard]] Made findAndModify(const Draft &draft);
[[nodiscard]] Made createIndex(const Draft &draft);
[[nodiscard]] Made createIndexes(const Draft &draft);
[[nodiscard]] Made dropIndexes(const Draft &draft);
[[nodiscard]] Made create(const Draft &draft);

} // namespace concord::mongooperation
