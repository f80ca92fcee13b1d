// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>

namespace concord {

/// What SHOW CREATE TABLE tells and information_schema does not, or not exactly: partitions, options of some engines, and
/// MySQL's expressions with other than ASCII letters.
class MysqlCreateText
{
public:
    explicit MysqlCreateText(const QString &sql);

    /// From PARTITION BY on, without the comment that MySQL puts around it; empty: none.
    [[nodiscard]] QString partitions() const { return m_partitions; }
    /// Between the closing parenthesis and PARTITION BY: "ENGINE=InnoDB …".
    [[nodiscard]] QString options() const { return m_options; }
    /// Of `key`=value in the options: the value as it stands there; null where there is none.
    [[nodiscard]] QString option(const QString &key) const;
    /// "`name` (`start`, `end`)" of MariaDB's period for an application's time; null where there is none.
    [[nodiscard]] QString period() const { return m_period; }
    /// A column's definition behind its name; null where there is none.
    [[nodiscard]] QString column(const QString &name) const { return m_columns.value(name); }
    /// What stands behind `word` in a column's definition: in its parentheses or, without any, the literal or word.
    [[nodiscard]] static QString expressionAfter(const QString &definition, const QString &word);
    /// The condition of a check constraint; null where there is none.
    [[nodiscard]] QString check(const QString &name) const { return m_checks.value(name); }
    /// An index' parts, one by one as they stand there.
    [[nodiscard]] QStringList indexParts(const QString &name) const { return m_indexes.value(name).parts; }
    /// What information_schema does not tell of an index: a written USING, WITH PARSER, the options of a vector index.
    [[nodiscard]] QString indexOptions(const QString &name) const { return m_indexes.value(name).options; }

private:
    struct IndexText
    {
        QStringList parts;
        QString options;
    };
    void readElement(const QString &element);

    QString m_options;
    QString m_partitions;
    QString m_period;
    QHash<QString, QString> m_columns;
    QHash<QString, QString> m_checks;
    QHash<QString, IndexText> m_indexes;
};

/// Without the parentheses around the whole, as often as there are any: "(`a` > 1)" is `a` > 1.
[[nodiscard]] QString withoutOuterParentheses(const QString &expression);

} // namespace concord
