// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixchooser.h"

#include "look/colours.h"
#include "look/doticon.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int endRole = Qt::UserRole + 1;

MatrixChooser::MatrixChooser(const Services &services, const QList<EndChoice> &ticked, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_search(new QLineEdit),
      m_list(new QTreeWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Databases of the matrix"));
    m_search->setPlaceholderText(tr("Find a database or group"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_compare = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    auto *all = buttons->addButton(tr("&All that are shown"), QDialogButtonBox::ActionRole);
    auto *none = buttons->addButton(tr("&None"), QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    m_compare->setDefault(true); // only a button that is in the dialog already stays the default
    connect(m_search, &QLineEdit::textChanged, this, &MatrixChooser::filter);
    connect(all, &QPushButton::clicked, this, [this] { setAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { setAll(false); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const QList<EndChoice> made = ends();
        accept();
        Q_EMIT chosen(made);
    });
    fill(ticked);
    connect(m_list, &QTreeWidget::itemChanged, this, &MatrixChooser::refresh);
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 28);
    refresh();
    m_search->setFocus();
}

void MatrixChooser::fill(const QList<EndChoice> &ticked)
{
    const auto add = [&](QTreeWidgetItem *item, const EndChoice &choice) {
        item->setData(0, endRole, QVariant::fromValue(choice));
        item->setCheckState(0, ticked.contains(choice) ? Qt::Checked : Qt::Unchecked);
    };
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        const Endpoint &end = entry.endpoint;
        auto *item = new QTreeWidgetItem(m_list, {(QStringList{end.name} + entry.groups).join(u" · "_s)});
        item->setIcon(0, dotIcon(endpointColour(end, palette()), *this));
        add(item, {end.profileId, {}, {}, 0});
        const CatalogPtr catalog = m_services.catalogs->catalog(end.profileId);
        const QStringList schemas = catalog ? catalog->schemas() : QStringList();
        for (const QString &schema : schemas)
            add(new QTreeWidgetItem(item, {schema}), {end.profileId, schema, {}, 0});
        for (const EndChoice &past : ticked) {
            if (past.isPast() && past.profile == end.profileId)
                add(new QTreeWidgetItem(item, {endName(m_services, past)}), past);
        }
        item->setExpanded(std::ranges::any_of(
            ticked, [&](const EndChoice &each) { return each.profile == end.profileId && (!each.schema.isEmpty() || each.isPast()); }));
    }
}

void MatrixChooser::filter(const QString &text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text.trimmed(), Qt::CaseInsensitive));
    }
}

void MatrixChooser::setAll(bool on)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        if (!on || !item->isHidden())
            item->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
        for (int child = 0; !on && child < item->childCount(); ++child)
            item->child(child)->setCheckState(0, Qt::Unchecked);
    }
}

QList<EndChoice> MatrixChooser::ends() const
{
    QList<EndChoice> list;
    const auto take = [&](const QTreeWidgetItem *item) {
        if (item->checkState(0) == Qt::Checked)
            list.append(item->data(0, endRole).value<EndChoice>());
    };
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        take(m_list->topLevelItem(i));
        for (int child = 0; child < m_list->topLevelItem(i)->childCount(); ++child)
            take(m_list->topLevelItem(i)->child(child));
    }
    return list;
}

void MatrixChooser::refresh()
{
    const auto count = ends().size();
    m_compare->setText(tr("&Compare these %1").arg(count));
    m_compare->setEnabled(count > 1);
}

} // namespace concord
