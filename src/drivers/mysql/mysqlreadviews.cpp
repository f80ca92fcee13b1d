// SPDX-License-Identifier: GPL-3.0-or-later
// Views: their queries, how they are worked out, and what they stand on.
#include "mysql/mysqldialect.h"
#include "mysql/mysqlmentions.h"
#include "mysql/mysqlschemareader.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

QString viewMark(const QString &definition)
{
    return u' ' + QString::number(qHash(definition), 16);
}

Result<void> MysqlSchemaReader::readViews()
{
    if (m_draft.views.isEmpty())
        return {};
    step(tr("views"));
    const QString sql = u"SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, DEFINER, SECURITY_TYPE, %1 FROM information_schema.VIEWS"_s.arg(
        m_queries.column(u"VIEWS"_s, u"ALGORITHM"_s));
    auto read = m_queries.each(sql + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s), [this](const MysqlRow &row) {
        const auto view = m_draft.views.value(row.text(0));
        if (!view)
            return;
        view->definition = row.text(1);
        m_draft.marks[view->ref.name] += viewMark(view->definition);
        if (row.view(2) != "NONE")
            view->checkOption = row.text(2);
        view->options.insert(u"definer"_s, row.text(3));
        view->options.insert(u"sql_security"_s, row.text(4));
        if (!row.isNull(5))
            view->options.insert(u"algorithm"_s, row.text(5));
        if (view->definition.isEmpty())
            m_draft.unread.push_back({u"view"_s, view->ref, tr("Its query is shown to those with SHOW VIEW only")});
    });
    return read ? readViewTexts() : read;
}

/// MySQL tells the algorithm, and names of columns that were given before AS, only here; and both tell signs of four bytes only here.
Result<void> MysqlSchemaReader::readViewTexts()
{
    static const QRegularExpression algorithm(u"^CREATE ALGORITHM=(\\w+)"_s);
    static const QRegularExpression named(u"VIEW (?:`(?:[^`]|``)*`\\.)?`(?:[^`]|``)*` \\("_s);
    const bool untold = !m_queries.has(u"VIEWS"_s, u"ALGORITHM"_s);
    QStringList names;
    for (const auto &view : std::as_const(m_draft.views)) {
        if (!view->definition.isEmpty() && (untold || view->definition.contains(u'?')))
            names.append(view->ref.name);
    }
    return showCreate(u"VIEW"_s, names, QSet<QString>(names.cbegin(), names.cend()), [&](const QString &name, const MysqlRow &row) {
        View &view = *m_draft.views.value(name);
        const QString sql = row.text(1);
        if (view.definition.contains(u'?'))
            view.definition = withExactStrings(view.definition, sql);
        if (!untold)
            return;
        view.options.insert(u"algorithm"_s, algorithm.match(sql).captured(1));
        const qsizetype query = sql.indexOf(" AS "_L1);
        if (const auto match = named.match(sql); match.hasMatch() && (query < 0 || match.capturedStart() < query))
            view.options.insert(u"named_columns"_s, u"yes"_s);
    });
}

void MysqlSchemaReader::finishViews()
{
    for (const auto &view : std::as_const(m_draft.views)) {
        std::erase_if(view->columns, [](const Column &column) { return column.name.isEmpty(); });
        if (!view->error.isEmpty())
            view->columns.clear();
    }
}

void linkObjects(MysqlSchemaDraft &draft)
{
    QHash<QString, ObjectRef> known; // routines without the types of their arguments, as they are called
    for (const auto &object : draft.others) {
        if (object->kind == ObjectKind::Routine || object->kind == ObjectKind::Sequence)
            known.insert(object->ref.name.section(u'(', 0, 0), object->ref);
    }
    const QString &schema = draft.schema->ref.name;
    for (const auto &table : std::as_const(draft.tables)) {
        for (const Column &column : table->columns) {
            if (!column.defaultExpression || !column.defaultExpression->contains("val("_L1)) // nextval, lastval, setval of a sequence
                continue;
            for (const ObjectRef &mentioned : mentionedObjects(*column.defaultExpression, schema)) {
                if (known.contains(mentioned.name))
                    table->dependsOn.push_back(known.value(mentioned.name));
            }
        }
    }
    for (const auto &view : std::as_const(draft.views)) {
        for (const ObjectRef &mentioned : mentionedObjects(view->definition, schema)) {
            if (draft.tables.contains(mentioned.name) || draft.views.contains(mentioned.name))
                view->dependsOn.push_back(mentioned);
            else if (known.contains(mentioned.name))
                view->dependsOn.push_back(known.value(mentioned.name));
        }
    }
}

} // namespace concord
