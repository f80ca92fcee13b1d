// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlcreatetext.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

/// Past what begins at `start`: a quoted text or name as a whole, parentheses with all that is in them, else one character.
qsizetype skip(QStringView sql, qsizetype start)
{
    const QChar first = sql[start];
    if (first == u'\'' || first == u'`' || first == u'"') {
        for (qsizetype i = start + 1; i < sql.size(); ++i) {
            if (sql[i] == u'\\' && first != u'`')
                ++i;
            else if (sql[i] == first && (i + 1 >= sql.size() || sql[i + 1] != first))
                return i + 1;
            else if (sql[i] == first)
                ++i;
        }
        return sql.size();
    }
    if (first != u'(')
        return start + 1;
    qsizetype i = start + 1;
    while (i < sql.size() && sql[i] != u')')
        i = sql[i] == u'(' || sql[i] == u'\'' || sql[i] == u'`' || sql[i] == u'"' ? skip(sql, i) : i + 1;
    return qMin(i + 1, sql.size());
}

/// Splits at the commas that stand in no parentheses and no quotes.
QStringList elements(QStringView sql)
{
    QStringList all;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < sql.size();) {
        if (sql[i] == u',') {
            all.append(sql.sliced(begin, i - begin).trimmed().toString());
            begin = ++i;
        } else {
            i = skip(sql, i);
        }
    }
    all.append(sql.sliced(begin).trimmed().toString());
    return all;
}

/// The name in backticks at `start`, and where it ends.
QString nameAt(QStringView sql, qsizetype start, qsizetype &end)
{
    end = skip(sql, start);
    return sql.sliced(start + 1, qMax(qsizetype(0), end - start - 2)).toString().replace(u"``"_s, u"`"_s);
}

/// What is in the parentheses that begin at or behind `from`.
QString inParentheses(QStringView sql, qsizetype from)
{
    for (qsizetype i = from; i < sql.size(); i = skip(sql, i)) {
        if (sql[i] == u'(') {
            const qsizetype end = skip(sql, i);
            return sql.sliced(i + 1, end - i - 2).trimmed().toString();
        }
    }
    return {};
}

QString hiddenOptions(const QString &element)
{
    static const QRegularExpression option(u"(?<=\\) )USING (?:BTREE|HASH)|WITH PARSER `?\\w+`?|(?<=\\s)`?(?:M|DISTANCE|KEY_BLOCK_SIZE)`?=\\S+"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression comment(u"COMMENT '(?:[^'\\\\]|''|\\\\.)*'"_s);
    QStringList options;
    for (auto matches = option.globalMatch(QString(element).remove(comment)); matches.hasNext();)
        options.append(matches.next().captured());
    return options.join(u' ');
}

} // namespace

MysqlCreateText::MysqlCreateText(const QString &sql)
{
    static const QRegularExpression ofVersion(u"/\\*!\\d* ?"_s);
    static const QRegularExpression nested(u" \\*/ /\\*!\\d+ (ALGORITHM = \\d+) \\*/ /\\*!\\d+ "_s);
    qsizetype open = 0;
    while (open < sql.size() && sql[open] != u'(')
        open = skip(sql, open);
    if (open >= sql.size())
        return;
    const qsizetype close = skip(sql, open);
    for (const QString &element : elements(QStringView(sql).sliced(open + 1, close - open - 2)))
        readElement(element);
    QString tail = sql.sliced(close).trimmed();
    for (qsizetype i = 0; i < tail.size(); i = skip(tail, i)) {
        if (!QStringView(tail).sliced(i).startsWith("PARTITION BY"_L1))
            continue;
        m_partitions = tail.sliced(i).trimmed();
        if (m_partitions.endsWith("*/"_L1))
            m_partitions = m_partitions.chopped(2).trimmed();
        m_partitions.replace(nested, u" \\1 "_s);
        m_partitions.replace(u"LIST  COLUMNS"_s, u"LIST COLUMNS"_s).replace(u"RANGE  COLUMNS"_s, u"RANGE COLUMNS"_s);
        tail.truncate(i);
        break;
    }
    m_options = tail.remove(ofVersion).remove(u"*/"_s).trimmed();
}

void MysqlCreateText::readElement(const QString &element)
{
    static const QRegularExpression index(u"^(?:(?:PRIMARY|UNIQUE|FULLTEXT|SPATIAL|VECTOR) )?KEY "_s);
    static const QString period = u"PERIOD FOR "_s;
    qsizetype end = 0;
    if (element.startsWith(period + u'`')) {
        m_period = element.sliced(period.size());
    } else if (element.startsWith(u'`')) {
        const QString name = nameAt(element, 0, end);
        m_columns.insert(name, element.sliced(end).trimmed());
    } else if (element.startsWith("CONSTRAINT `"_L1)) {
        const QString name = nameAt(element, 11, end);
        const QString rest = element.sliced(end).trimmed();
        if (rest.startsWith("CHECK"_L1))
            m_checks.insert(name, inParentheses(rest, 0));
    } else if (const auto match = index.match(element); match.hasMatch()) {
        const QString name = match.captured().startsWith("PRIMARY"_L1) ? u"PRIMARY"_s : nameAt(element, match.capturedEnd(), end);
        m_indexes.insert(name, {elements(inParentheses(element, end)), hiddenOptions(element)});
    }
}

QString MysqlCreateText::option(const QString &key) const
{
    for (qsizetype i = 0; i < m_options.size(); i = skip(m_options, i)) {
        const QStringView rest = QStringView(m_options).sliced(i);
        if ((i > 0 && !m_options[i - 1].isSpace()) || !rest.startsWith(key + u'=', Qt::CaseInsensitive))
            continue;
        const qsizetype begin = i + key.size() + 1;
        qsizetype end = begin;
        while (end < m_options.size() && !m_options[end].isSpace())
            end = skip(m_options, end);
        return m_options.sliced(begin, end - begin);
    }
    return {};
}

QString MysqlCreateText::expressionAfter(const QString &definition, const QString &word)
{
    for (qsizetype i = 0; i < definition.size(); i = skip(definition, i)) {
        const QStringView rest = QStringView(definition).sliced(i);
        if (!rest.startsWith(word + u' '))
            continue;
        qsizetype end = i + word.size() + 1;
        if (definition[end] == u'(')
            return inParentheses(definition, end);
        const qsizetype begin = end;
        while (end < definition.size() && !definition[end].isSpace())
            end = skip(definition, end);
        return definition.sliced(begin, end - begin);
    }
    return {};
}

QString withoutOuterParentheses(const QString &expression)
{
    QString inner = expression.trimmed();
    while (inner.startsWith(u'(') && skip(inner, 0) == inner.size() && inner.endsWith(u')'))
        inner = inner.sliced(1, inner.size() - 2).trimmed();
    return inner;
}

} // namespace concord
