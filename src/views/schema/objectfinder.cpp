// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/objectfinder.h"

#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/readwords.h"
#include "schema/searchhitdelegate.h"
#include "schema/searchhitmodel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static SearchOptions finderOptions()
{
    SearchOptions options;
    options.members = false;
    options.comments = false;
    options.fuzzy = true;
    options.limit = 100;
    return options;
}

ObjectFinder::ObjectFinder(const Services &services, SchemaIndex &index, QWidget *parent)
    : PopupDialog(parent),
      m_services(services),
      m_query(index, finderOptions()),
      m_input(new QLineEdit),
      m_list(new QListView),
      m_model(new SearchHitModel(*services.profiles, SearchHitModel::Shape::Flat, this)),
      m_words(makePlainLabel({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Go to object"));
    m_input->setPlaceholderText(tr("Go to any table, view or routine of any database"));
    m_input->setAccessibleName(m_input->placeholderText());
    m_input->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SearchHitDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Found"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_input);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_words);
    connect(m_input, &QLineEdit::textChanged, &m_query, &CatalogQuery::ask);
    connect(&m_query, &CatalogQuery::answered, this, &ObjectFinder::show);
    connect(m_list, &QListView::clicked, this, &ObjectFinder::choose);
    show({});
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 26);
    const QRect area = parent->rect();
    move(parent->mapToGlobal(QPoint((area.width() - width()) / 2, fontMetrics().height() * 4)));
    m_input->setFocus();
}

void ObjectFinder::show(const SearchResult &result)
{
    const bool asked = !m_input->text().trimmed().isEmpty();
    m_model->setResult(result);
    m_list->setCurrentIndex(m_model->index(0, 0));
    const auto databases = m_services.catalogs ? static_cast<int>(m_services.catalogs->all().size()) : 0;
    if (databases == 0)
        m_words->setText(tr("No schema was read yet. Select databases in the tree and press Ctrl+R to extract them."));
    else if (!asked)
        m_words->setText(tr("%n databases, also those that are offline", nullptr, databases) + u" · "_s + readText(m_services.catalogs->all()));
    else if (result.hits.empty())
        m_words->setText(tr("Nothing of that name in %n databases", nullptr, databases));
    else
        m_words->setText(tr("%1 of %2").arg(grouped(static_cast<qint64>(result.hits.size())), grouped(result.total)));
    if (const QString partial = m_services.catalogs ? m_services.catalogs->partialText() : QString(); !partial.isEmpty())
        m_words->setText(m_words->text() + u" · "_s + partial);
}

void ObjectFinder::choose()
{
    const auto object = m_list->currentIndex().data(SearchHitModel::AddressRole).value<ObjectAddress>();
    if (object.isNull())
        return;
    close();
    Q_EMIT chosen(object);
}

void ObjectFinder::step(int by)
{
    const int row = std::clamp(m_list->currentIndex().row() + by, 0, std::max(0, m_model->rowCount() - 1));
    m_list->setCurrentIndex(m_model->index(row, 0));
}

bool ObjectFinder::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return PopupDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_PageDown: step(10); return true;
    case Qt::Key_PageUp: step(-10); return true;
    case Qt::Key_F4:
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); return true;
    default: return PopupDialog::eventFilter(watched, event);
    }
}

} // namespace concord
