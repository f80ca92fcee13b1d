// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteparsecolumn.h"

#include "query/sqllexer.h"
#include "sqlite/sqlitedialect.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

bool takeSqliteKeyParts(SqliteCursor &cursor, std::vector<SqliteKeyPart> &parts)
{
    if (!cursor.symbol(u'('))
        return false;
    do {
        std::optional<QString> column = cursor.name();
        if (!column)
            return false;
        SqliteKeyPart part{std::move(*column), {}, false};
        QStringList decoration;
        if (cursor.word("COLLATE"_L1)) {
            const std::optional<QString> collation = cursor.name();
            if (!collation)
                return false;
            decoration.append(u"COLLATE "_s + sqliteIdentifier(*collation));
        }
        if (cursor.word("DESC"_L1))
            decoration.append(u"DESC"_s);
        else
            cursor.word("ASC"_L1);
        part.decoration = decoration.join(u' ');
        part.autoIncrement = cursor.word("AUTOINCREMENT"_L1);
        parts.push_back(std::move(part));
    } while (cursor.symbol(u','));
    return cursor.symbol(u')');
}

QString takeSqliteConflict(SqliteCursor &cursor)
{
    if (!cursor.words("ON"_L1, "CONFLICT"_L1))
        return {};
    const QString resolution = upperAscii(cursor.any());
    // ABORT is what SQLite does anyway.
    return resolution == u"ABORT" ? QString() : u"ON CONFLICT "_s + resolution;
}

static bool takeAction(SqliteCursor &cursor, ReferentialAction &action)
{
    if (cursor.words("SET"_L1, "NULL"_L1))
        action = ReferentialAction::SetNull;
    else if (cursor.words("SET"_L1, "DEFAULT"_L1))
        action = ReferentialAction::SetDefault;
    else if (cursor.word("CASCADE"_L1))
        action = ReferentialAction::Cascade;
    else if (cursor.word("RESTRICT"_L1))
        action = ReferentialAction::Restrict;
    else if (cursor.words("NO"_L1, "ACTION"_L1))
        action = ReferentialAction::NoAction;
    else
        return false;
    return true;
}

bool takeSqliteDeferrable(SqliteCursor &cursor, ForeignKey &key)
{
    const bool no = cursor.words("NOT"_L1, "DEFERRABLE"_L1);
    if (!no && !cursor.word("DEFERRABLE"_L1))
        return false;
    const bool deferred = cursor.words("INITIALLY"_L1, "DEFERRED"_L1);
    if (!deferred)
        cursor.words("INITIALLY"_L1, "IMMEDIATE"_L1);
    key.deferrable = !no;
    key.initiallyDeferred = !no && deferred;
    return true;
}

bool takeSqliteReference(SqliteCursor &cursor, ForeignKey &key)
{
    const std::optional<QString> target = cursor.name();
    if (!target)
        return false;
    key.target = {{}, *target};
    if (cursor.isSymbol(u'(')) {
        std::vector<SqliteKeyPart> parts;
        if (!takeSqliteKeyParts(cursor, parts))
            return false;
        for (SqliteKeyPart &part : parts)
            key.targetColumns.append(std::move(part.column));
    }
    for (;;) {
        ReferentialAction ignored{}; // ON INSERT is parsed by SQLite and means nothing
        if (cursor.words("ON"_L1, "DELETE"_L1)) {
            if (!takeAction(cursor, key.onDelete))
                return false;
        } else if (cursor.words("ON"_L1, "UPDATE"_L1)) {
            if (!takeAction(cursor, key.onUpdate))
                return false;
        } else if (cursor.words("ON"_L1, "INSERT"_L1)) {
            if (!takeAction(cursor, ignored))
                return false;
        } else if (cursor.word("MATCH"_L1)) {
            const QString match = upperAscii(cursor.name().value_or(QString()));
            key.match = match == u"SIMPLE" ? QString() : match;
        } else {
            break;
        }
    }
    takeSqliteDeferrable(cursor, key);
    return true;
}

static QString takeSignedNumber(SqliteCursor &cursor)
{
    const size_t place = cursor.place();
    if (!cursor.symbol(u'-'))
        cursor.symbol(u'+');
    if (cursor.isKind(SqlToken::Kind::Number))
        cursor.any();
    return cursor.textSince(place).remove(u' ');
}

/// SQLite's grammar takes GENERATED ALWAYS for words of a type, and then cuts them off by their letters.
static QString withoutGenerated(QString type)
{
    if (type.size() < 16 || !type.endsWith("always"_L1, Qt::CaseInsensitive))
        return type;
    type = type.chopped(6).trimmed();
    return type.endsWith("generated"_L1, Qt::CaseInsensitive) ? type.chopped(9).trimmed() : type;
}

QString takeSqliteType(SqliteCursor &cursor)
{
    const size_t begin = cursor.place();
    QStringList words;
    static const QRegularExpression layout(u"[\\n\\r\\t]|--|/\\*"_s);
    while (cursor.isName())
        words.append(cursor.any());
    if (!words.isEmpty() && cursor.symbol(u'(')) {
        QString numbers = takeSignedNumber(cursor);
        if (cursor.symbol(u','))
            numbers += u',' + takeSignedNumber(cursor);
        cursor.symbol(u')');
        const QString written = cursor.textSince(begin);
        return written.contains(layout) ? words.join(u' ') + u'(' + numbers + u')' : written; // blanks are the author's: SQLite tells them
    }
    const QString written = cursor.textSince(begin);
    const QString type = withoutGenerated(written);
    return type == written && written.contains(layout) ? words.join(u' ') : type;
}

std::optional<QString> takeSqliteDefault(SqliteCursor &cursor)
{
    using Kind = SqlToken::Kind;
    if (cursor.isSymbol(u'('))
        return cursor.parenthesised();
    if (cursor.isSymbol(u'-') || cursor.isSymbol(u'+')) {
        const QString sign = cursor.any();
        return sign + cursor.any();
    }
    if (cursor.isKind(Kind::Number) || cursor.isKind(Kind::String) || cursor.isKind(Kind::QuotedIdentifier)) // a name in quotes is a text here
        return cursor.any();
    static constexpr QLatin1StringView values[] = {"NULL"_L1, "TRUE"_L1, "FALSE"_L1, "CURRENT_DATE"_L1, "CURRENT_TIME"_L1, "CURRENT_TIMESTAMP"_L1};
    for (const QLatin1StringView value : values) {
        if (cursor.isWord(value))
            return cursor.any();
    }
    const std::optional<QString> text = cursor.name();
    if (!text)
        return std::nullopt;
    return sqliteDialect().literal(*text);
}

} // namespace concord
