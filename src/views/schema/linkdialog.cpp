// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/linkdialog.h"

#include "connections/catalognodes.h"
#include "look/smallbuttons.h"
#include "schema/objectwords.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QStringList columnNames(const SchemaObject *object)
{
    QStringList names;
    if (!object)
        return names;
    if (object->kind == ObjectKind::Collection) {
        for (const auto &field : static_cast<const Collection &>(*object).fields)
            names.append(field.path);
        return names;
    }
    for (const Column &column : columnsOf(*object))
        names.append(column.name);
    return names;
}

LinkDialog::LinkDialog(std::vector<NamedCatalog> catalogs, const TableRef &from, QWidget *parent)
    : QDialog(parent),
      m_catalogs(std::move(catalogs)),
      m_from(from),
      m_database(new QComboBox),
      m_table(new QComboBox),
      m_pairRows(new QVBoxLayout),
      m_note(new QLineEdit),
      m_problem(makePlainLabel({}, this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Link %1 to another table").arg(fullName(from.table)));
    m_table->setEditable(true);
    m_table->setInsertPolicy(QComboBox::NoInsert);
    m_table->completer()->setFilterMode(Qt::MatchContains);
    m_table->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_note->setPlaceholderText(tr("Why, for those who come after (optional)"));
    m_problem->setWordWrap(true);
    auto *form = new QFormLayout;
    const auto row = [form](const QString &text, QWidget *field) {
        form->addRow(text, field);
        field->setAccessibleName(QString(text).remove(u'&'));
    };
    row(tr("&Database"), m_database);
    row(tr("&Table"), m_table);
    form->addRow(tr("Columns"), m_pairRows);
    auto *more = makeLinkButton(tr("+ Another pair of columns"), this);
    form->addRow(QString(), more);
    row(tr("&Note"), m_note);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);
    for (const NamedCatalog &each : m_catalogs) {
        m_database->addItem(each.name);
        if (each.id == from.database) {
            m_database->setCurrentIndex(m_database->count() - 1);
            m_columns = columnNames(each.catalog->findRelation(from.table).get());
        }
    }
    connect(m_database, &QComboBox::currentIndexChanged, this, &LinkDialog::fillTables);
    connect(m_table, &QComboBox::currentTextChanged, this, &LinkDialog::fillColumns);
    connect(more, &QToolButton::clicked, this, &LinkDialog::addPair);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    addPair();
    fillTables();
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
}

const NamedCatalog *LinkDialog::target() const
{
    const int at = m_database->currentIndex();
    return at < 0 ? nullptr : &m_catalogs[static_cast<std::size_t>(at)];
}

ObjectPtr LinkDialog::targetTable() const
{
    const NamedCatalog *database = target();
    if (!database)
        return nullptr;
    for (const ObjectPtr &object : database->catalog->objects()) {
        if (isRelation(object->kind) && fullName(object->ref) == m_table->currentText())
            return object;
    }
    return nullptr;
}

void LinkDialog::fillTables()
{
    const NamedCatalog *database = target();
    QStringList names;
    if (database) {
        for (const ObjectPtr &object : database->catalog->objects()) {
            if (isRelation(object->kind))
                names.append(fullName(object->ref));
        }
    }
    names.sort(Qt::CaseInsensitive);
    m_table->clear();
    m_table->addItems(names);
    fillColumns();
}

void LinkDialog::fillColumns()
{
    const QStringList names = columnNames(targetTable().get());
    for (const auto &[here, there] : std::as_const(m_pairs)) {
        const QString before = there->currentText();
        there->clear();
        there->addItems(names);
        there->setCurrentText(names.contains(before) ? before : names.contains(u"id"_s) ? u"id"_s : names.value(0));
    }
    check();
}

void LinkDialog::addPair()
{
    auto *row = new QHBoxLayout;
    auto *here = new QComboBox;
    auto *there = new QComboBox;
    here->addItems(m_columns);
    here->setAccessibleName(tr("Column of %1").arg(m_from.table.name));
    there->setAccessibleName(tr("Column that it refers to"));
    row->addWidget(here, 1);
    row->addWidget(new QLabel(u"→"_s));
    row->addWidget(there, 1);
    m_pairRows->addLayout(row);
    m_pairs.emplaceBack(here, there);
    here->setCurrentIndex(std::min(static_cast<int>(m_pairs.size()) - 1, here->count() - 1));
    connect(here, &QComboBox::currentIndexChanged, this, &LinkDialog::check);
    connect(there, &QComboBox::currentIndexChanged, this, &LinkDialog::check);
    fillColumns();
}

void LinkDialog::check()
{
    const UserLink chosen = link();
    const QStringList &columns = chosen.fromColumns;
    QString problem;
    if (chosen.to.table.name.isEmpty())
        problem = tr("Choose a table of %1.").arg(m_database->currentText());
    else if (columns.contains(QString()) || chosen.toColumns.contains(QString()))
        problem = tr("Choose a column on either side.");
    else if (QSet<QString>(columns.begin(), columns.end()).size() != columns.size())
        problem = tr("A column is in two pairs.");
    else if (chosen.from == chosen.to && chosen.fromColumns == chosen.toColumns)
        problem = tr("A link joins two different things.");
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

UserLink LinkDialog::link() const
{
    UserLink link;
    link.from = m_from;
    if (const ObjectPtr table = targetTable())
        link.to = {target()->id, table->ref};
    for (const auto &[here, there] : m_pairs) {
        link.fromColumns.append(here->currentText());
        link.toColumns.append(there->currentText());
    }
    link.note = m_note->text().trimmed();
    return link;
}

} // namespace concord
