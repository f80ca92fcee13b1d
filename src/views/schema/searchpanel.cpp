// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchpanel.h"

#include "look/elidedlabel.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/readwords.h"
#include "schema/searchhitdelegate.h"
#include "schema/searchhitmodel.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int mostShown = 500;
static constexpr int openedGroups = 8; // more databases than that stay closed, so that all are seen

static SearchOptions panelOptions(bool members, bool comments)
{
    SearchOptions options;
    options.members = members;
    options.comments = comments;
    options.limit = mostShown;
    return options;
}

SearchPanel::SearchPanel(const Services &services, SchemaIndex &index, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_query(index, panelOptions(true, true)),
      m_input(new QLineEdit),
      m_comments(new QCheckBox(tr("&Comments"))),
      m_members(new QCheckBox(tr("Columns and &keys"))),
      m_words(new ElidedLabel(this)),
      m_view(new QTreeView),
      m_model(new SearchHitModel(*services.profiles, SearchHitModel::Shape::ByDatabase, this))
{
    m_input->setPlaceholderText(tr("Where does it live? A table, a column, a word of a comment"));
    m_input->setAccessibleName(tr("Search all schemas"));
    m_input->setClearButtonEnabled(true);
    m_input->installEventFilter(this);
    m_members->setChecked(true);
    m_comments->setChecked(true);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new SearchHitDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setAccessibleName(tr("Found"));
    m_view->viewport()->setBackgroundRole(QPalette::Window);
    auto *above = new QHBoxLayout;
    above->addWidget(m_input, 1);
    above->addWidget(m_members);
    above->addWidget(m_comments);
    above->addWidget(m_words);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 0);
    layout->addLayout(above);
    layout->addWidget(m_view, 1);
    connect(m_input, &QLineEdit::textChanged, &m_query, &CatalogQuery::ask);
    connect(m_members, &QCheckBox::toggled, this, &SearchPanel::updateOptions);
    connect(m_comments, &QCheckBox::toggled, this, &SearchPanel::updateOptions);
    connect(&m_query, &CatalogQuery::answered, this, &SearchPanel::show);
    connect(m_view, &QTreeView::activated, this, &SearchPanel::open);
    auto *key = new QAction(m_view);
    key->setShortcut(Qt::Key_F4);
    key->setShortcutContext(Qt::WidgetShortcut);
    connect(key, &QAction::triggered, this, [this] { open(m_view->currentIndex()); });
    m_view->addAction(key);
    if (services.catalogs)
        connect(services.catalogs, &CatalogLibrary::loaded, this, [this] { m_query.ask(m_input->text()); });
    show({});
}

void SearchPanel::updateOptions()
{
    m_query.setOptions(panelOptions(m_members->isChecked(), m_comments->isChecked()));
}

void SearchPanel::focusInput()
{
    m_input->setFocus(Qt::ShortcutFocusReason);
    m_input->selectAll();
}

void SearchPanel::ask(const QString &text)
{
    m_input->setText(text);
}

void SearchPanel::show(const SearchResult &result)
{
    m_model->setResult(result);
    for (int row = 0; row < std::min(m_model->rowCount(), openedGroups); ++row)
        m_view->expand(m_model->index(row, 0));
    const auto catalogs = m_services.catalogs ? m_services.catalogs->all() : std::vector<NamedCatalog>();
    const int databases = static_cast<int>(catalogs.size());
    const auto of = tr("%n databases", nullptr, databases);
    if (databases == 0)
        m_words->setText(tr("Extract databases (Ctrl+R in the tree) to search their schemas."));
    else if (m_input->text().trimmed().isEmpty())
        m_words->setText(of);
    else if (result.hits.empty())
        m_words->setText(tr("not in any of %1").arg(of));
    else
        m_words->setText(tr("%1 hits in %2 of %3").arg(grouped(result.total), grouped(m_model->rowCount()), of));
    if (databases > 0)
        m_words->setText(m_words->text() + u" · "_s + readText(catalogs));
    if (const QString partial = m_services.catalogs ? m_services.catalogs->partialText() : QString(); !partial.isEmpty())
        m_words->setText(m_words->text() + u" · "_s + partial);
    m_words->setTone(Tone::Dim);
}

void SearchPanel::open(const QModelIndex &index)
{
    const auto object = index.data(SearchHitModel::AddressRole).value<ObjectAddress>();
    if (object.isNull())
        m_view->setExpanded(index, !m_view->isExpanded(index));
    else
        Q_EMIT objectWanted(object, index.data(SearchHitModel::MemberRole).toString());
}

bool SearchPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            const QModelIndex group = m_model->index(0, 0);
            const QModelIndex first = m_model->index(0, 0, group);
            m_view->setCurrentIndex(first.isValid() ? first : group);
            m_view->setFocus(Qt::TabFocusReason);
            if (key != Qt::Key_Down)
                open(m_view->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace concord
