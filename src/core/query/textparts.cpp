// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/textparts.h"

#include "connection/namepattern.h"
#include "query/statementlanguage.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static const QString &sqlWord()
{
    static const QString word = u"sql"_s;
    return word;
}

static QStringList namesIn(const QString &list)
{
    QStringList names;
    for (const QString &name : list.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty())
            names.append(trimmed);
    }
    return names;
}

QList<TextPart> textParts(const QString &text)
{
    QList<TextPart> parts{TextPart{}};
    static const QRegularExpression line(uR"(^[ \t]*(?:--|//)[ \t]*@on[ \t]+([^\r\n;]+);?[ \t]*(?:\r\n|\n|\r|\z))"_s,
                                         QRegularExpression::MultilineOption);
    if (text.contains("@on"_L1)) { // the cheap question first: a script may be of any size
        auto found = line.globalMatch(text);
        while (found.hasNext()) {
            const QRegularExpressionMatch match = found.next();
            const QStringList names = namesIn(match.captured(1));
            if (names.isEmpty())
                continue;
            parts.last().length = static_cast<int>(match.capturedStart()) - parts.last().offset;
            parts.append({names, static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedEnd()), 0});
        }
    }
    parts.last().length = static_cast<int>(text.size()) - parts.last().offset;
    return parts;
}

bool hasTextParts(const QString &text)
{
    return textParts(text).size() > 1;
}

static bool namesKind(const QString &name, const QString &engine, const QString &displayName)
{
    return name.compare(engine, Qt::CaseInsensitive) == 0 || name.compare(displayName, Qt::CaseInsensitive) == 0;
}

/// A kind of database whose statements this one understands too.
static QString relatedKind(const QString &engine)
{
    return engine == "mariadb"_L1 ? u"mysql"_s : QString();
}

QList<TextPart> partsFor(const QList<TextPart> &parts, const Endpoint &endpoint, const Dialect &dialect)
{
    const auto those = [&parts](auto &&fits) {
        QList<TextPart> found;
        for (const TextPart &part : parts) {
            if (std::ranges::any_of(part.names, fits))
                found.append(part);
        }
        return found;
    };
    const auto isIt = [&](const QString &name) {
        return isNamePattern(name) ? !matchPatterns({endpoint.name}, name).isEmpty() : name == endpoint.name;
    };
    if (const auto own = those(isIt); !own.isEmpty())
        return own;
    if (const auto kind = those([&](const QString &name) { return namesKind(name, endpoint.engine, dialect.displayName); }); !kind.isEmpty())
        return kind;
    const QString related = relatedKind(endpoint.engine);
    if (const auto theirs = those([&](const QString &name) { return !related.isEmpty() && namesKind(name, related, related); }); !theirs.isEmpty())
        return theirs;
    const auto sql = those([&](const QString &name) { return !dialect.language && name.compare(sqlWord(), Qt::CaseInsensitive) == 0; });
    return sql.isEmpty() ? parts.first(1) : sql;
}

QString textFor(const QString &text, const Endpoint &endpoint, const Dialect &dialect)
{
    const QList<TextPart> parts = textParts(text);
    if (parts.size() == 1)
        return text;
    QString given = text;
    for (QChar &c : given) {
        if (c != u'\n' && c != u'\r')
            c = u' ';
    }
    for (const TextPart &part : partsFor(parts, endpoint, dialect))
        given.replace(part.offset, part.length, QStringView(text).sliced(part.offset, part.length).toString());
    return given;
}

bool isFor(const QString &text, int offset, const Endpoint &endpoint, const Dialect &dialect)
{
    const QList<TextPart> parts = textParts(text);
    return parts.size() == 1 || std::ranges::any_of(partsFor(parts, endpoint, dialect), [offset](const TextPart &part) {
               return offset >= part.markOffset && offset <= part.offset + part.length;
           });
}

QStringList unknownPartNames(const QString &text, const QList<Endpoint> &endpoints, const DriverRegistry &registry)
{
    QStringList unknown;
    const auto isKnown = [&](const QString &name) {
        if (name.compare(sqlWord(), Qt::CaseInsensitive) == 0)
            return true;
        const auto isDatabase = [&](const Endpoint &endpoint) {
            return isNamePattern(name) ? !matchPatterns({endpoint.name}, name).isEmpty() : name == endpoint.name;
        };
        const auto isEngine = [&](const auto &driver) { return namesKind(name, driver->info().id, driver->info().displayName); };
        return std::ranges::any_of(endpoints, isDatabase) || std::ranges::any_of(registry.all(), isEngine);
    };
    for (const TextPart &part : textParts(text)) {
        for (const QString &name : part.names) {
            if (!isKnown(name))
                unknown.append(name);
        }
    }
    return unknown;
}

QStringList unaskedPartNames(const QString &text, const QList<Endpoint> &endpoints, const DriverRegistry &registry)
{
    const QList<TextPart> parts = textParts(text);
    QSet<int> given; // where the parts begin
    for (const Endpoint &endpoint : endpoints) {
        const auto driver = registry.find(endpoint.engine);
        for (const TextPart &part : driver ? partsFor(parts, endpoint, driver->dialectFor(endpoint)) : QList<TextPart>())
            given.insert(part.markOffset);
    }
    QStringList unasked;
    for (const TextPart &part : parts) {
        if (!part.names.isEmpty() && !given.contains(part.markOffset))
            unasked.append(part.names.first());
    }
    return unasked;
}

QString kindWord(const Dialect &dialect)
{
    return dialect.language ? dialect.engine : sqlWord();
}

QString partLine(const Dialect &dialect)
{
    return (dialect.language ? dialect.language->lineComment() : u"--"_s) + u" @on "_s + kindWord(dialect);
}

} // namespace concord
