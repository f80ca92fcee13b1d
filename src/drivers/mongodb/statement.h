// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "mongodb/bsonbuilder.h"
#include "query/sqltext.h"

#include <vector>

namespace concord {

/// What became of a statement's text: a command for the server, and what is known of it without asking one.
struct MongoStatement
{
    /// How the server answers it.
    enum class Answer {
        Rows,     ///< with a cursor
        Count,    ///< {n: …}
        Values,   ///< {values: […]} (distinct)
        Changes,  ///< how many were written
        Value,    ///< {value: …} (findAndModify)
        Document, ///< the reply itself is the answer
        Databases ///< {databases: […]}
    };

    QString verb;             ///< as a person calls it: "find", "deleteMany", "dropDatabase"
    QString database;         ///< empty: the connection's own
    QString collection;       ///< empty: a command of the database
    std::string command;      ///< BSON; its first key is the command's name
    Answer answer = Answer::Document;
    QString column;           ///< Count, Values: what to call the one column
    QString verbosity;        ///< explain: queryPlanner, executionStats, allPlansExecution; empty: no explain

    StatementClass what;
    Error refusal;            ///< why a read-only connection would not run it; no message: it would
};

/// Parses one statement, JSON or like mongosh's. Errors are of kind Syntax with a place, or Usage for a parameter without a
/// value; with `unbound` those are read as null.
[[nodiscard]] Result<MongoStatement> parseMongoStatement(const QString &text, const QList<Parameter> &parameters, bool unbound = false);

} // namespace concord
