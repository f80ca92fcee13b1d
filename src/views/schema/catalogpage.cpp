// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogpage.h"

#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/detailmodel.h"
#include "schema/objectwords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace concord {

static Details objectList(const QUuid &profile, const Catalog &catalog)
{
    Details details;
    details.headings = {CatalogPage::tr("name"), CatalogPage::tr("schema"), CatalogPage::tr("kind"),   CatalogPage::tr("columns"),
                        CatalogPage::tr("rows"), CatalogPage::tr("size"),   CatalogPage::tr("comment")};
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind == ObjectKind::Schema)
            continue;
        const Statistics numbers = statisticsOf(*object);
        const auto columns = static_cast<qint64>(columnsOf(*object).size());
        details.rows.append({{object->ref.name, object->ref.schema, kindWord(*object), columns > 0 ? approximate(columns) : QString(),
                              approximate(numbers.rows), sizeText(numbers.bytes), object->comment},
                             {},
                             {profile, object->kind, object->ref},
                             !object->extension.isEmpty(),
                             false});
    }
    return details;
}

CatalogPage::CatalogPage(const Services &services, const QUuid &profile, std::optional<PastCatalog> past, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_profile(profile),
      m_past(std::move(past)),
      m_name(makePlainLabel({}, this)),
      m_about(new ElidedLabel(this)),
      m_filter(new QLineEdit),
      m_view(new QTreeView),
      m_model(new DetailModel(this)),
      m_proxy(new QSortFilterProxyModel(this))
{
    setAccessibleName(title());
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_name->setFont(bold);
    m_about->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_filter->setPlaceholderText(tr("Filter objects"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    m_view->setModel(m_proxy);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Objects"));
    auto *header = new QHBoxLayout;
    const int pad = fontMetrics().height() / 3;
    header->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    header->setSpacing(2 * pad);
    if (const auto entry = m_services.profiles->find(profile))
        header->addWidget(new EnvironmentDot(entry->endpoint, this));
    header->addWidget(m_name);
    header->addWidget(m_about, 1);
    header->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_filter);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_view, &QTreeView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT objectWanted(index.data(DetailModel::AddressRole).value<ObjectAddress>()); });
    if (m_services.catalogs && !m_past)
        connect(m_services.catalogs, &CatalogLibrary::changed, this, [this](const QUuid &changed) {
            if (changed == m_profile)
                refresh();
        });
    refresh();
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
}

QString CatalogPage::title() const
{
    const auto entry = m_services.profiles->find(m_profile);
    const QString name = entry ? entry->endpoint.name : m_past ? m_past->info.database : QString();
    return m_past ? name + u" @"_s + QString::number(m_past->info.number) : name;
}

void CatalogPage::refresh()
{
    const CatalogPtr catalog = m_past ? m_past->catalog : m_services.catalogs ? m_services.catalogs->catalog(m_profile) : nullptr;
    m_name->setText(title());
    QStringList about;
    if (m_past)
        about.append(tr("snapshot of %1").arg(QLocale().toString(m_past->info.taken.toLocalTime(), QLocale::ShortFormat)));
    if (m_past && !m_past->info.name.isEmpty())
        about.append(m_past->info.name);
    if (catalog) {
        about.append((catalog->info().product + u' ' + catalog->info().serverVersion).trimmed());
        about.append(tr("read %1").arg(ageText(catalog->info().readAt)));
        m_model->setDetails(objectList(m_profile, *catalog));
    }
    m_about->setText(about.join(u" · "_s));
    m_about->setTone(Tone::Dim);
    for (int column = 0; column + 1 < m_model->columnCount(); ++column)
        m_view->resizeColumnToContents(column);
}

} // namespace concord
