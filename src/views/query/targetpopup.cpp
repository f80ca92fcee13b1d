// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/targetpopup.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum ItemRole { ProfilesRole = Qt::UserRole, SavedNameRole };

QPixmap dot(const Endpoint &endpoint, const QWidget &widget)
{
    const int side = widget.fontMetrics().height();
    QPixmap pixmap(QSize(side, side) * widget.devicePixelRatioF());
    pixmap.setDevicePixelRatio(widget.devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const qreal inner = side * 0.5;
    paintDot(painter, QRectF((side - inner) / 2, (side - inner) / 2, inner, inner), endpointColour(endpoint, widget.palette()));
    return pixmap;
}

} // namespace

TargetPopup::TargetPopup(ProfileList &profiles, const QList<QUuid> &chosen, QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_profiles(profiles),
      m_chosen(chosen),
      m_search(new QLineEdit(this)),
      m_list(new QTreeView(this)),
      m_model(new QStandardItemModel(this)),
      m_count(makePlainLabel({}, this)),
      m_setName(new QLineEdit(this)),
      m_save(makeLinkButton(tr("Save set"), this))
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Choose targets"));
    m_search->setPlaceholderText(tr("Find a database, group or set"));
    m_search->setAccessibleName(tr("Find a database, group or set"));
    m_search->setClearButtonEnabled(true);
    m_list->setModel(m_model);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Databases, groups and saved sets"));
    m_list->setFocusPolicy(Qt::NoFocus); // the search box keeps the keyboard and moves in the list
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_setName->setPlaceholderText(tr("Save as set: name"));
    m_setName->setAccessibleName(tr("Name of the set to save"));
    m_save->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    const int pad = fontMetrics().height() / 3;
    layout->setContentsMargins(pad, pad, pad, pad);
    layout->setSpacing(pad);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_count);
    bottom->addStretch();
    bottom->addWidget(m_setName);
    bottom->addWidget(m_save);
    layout->addLayout(bottom);
    resize(fontMetrics().averageCharWidth() * 62, fontMetrics().height() * 24);

    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &TargetPopup::fill);
    connect(m_list, &QTreeView::clicked, this, [this](const QModelIndex &index) { toggleRow(index.row()); });
    connect(m_setName, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty() && !m_chosen.isEmpty()); });
    connect(m_setName, &QLineEdit::returnPressed, this, &TargetPopup::saveSet);
    connect(m_save, &QToolButton::clicked, this, &TargetPopup::saveSet);
    connect(&m_profiles, &ProfileList::changed, this, &TargetPopup::fill);
    fill();
}

void TargetPopup::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    m_search->setFocus(Qt::PopupFocusReason);
}

void TargetPopup::addHeading(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setFlags(Qt::NoItemFlags);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    item->setFont(bold);
    m_model->appendRow(item);
}

void TargetPopup::addSet(const QString &sign, const QString &name, const QList<QUuid> &profiles, bool isSaved)
{
    auto *item = new QStandardItem(sign + u' ' + name + u"  ·  "_s + grouped(profiles.size()));
    item->setData(QVariant::fromValue(profiles), ProfilesRole);
    if (isSaved) {
        item->setData(name, SavedNameRole);
        item->setToolTip(plainToolTip(tr("Saved set. Delete forgets it.")));
    }
    m_model->appendRow(item);
}

void TargetPopup::fill()
{
    const QString wanted = m_search->text().trimmed();
    const auto matches = [&](const QString &text) { return wanted.isEmpty() || text.contains(wanted, Qt::CaseInsensitive); };
    m_model->clear();
    const auto &saved = m_profiles.savedTargets();
    if (std::ranges::any_of(saved, [&](const SavedTargets &set) { return matches(set.name); }))
        addHeading(tr("Saved sets"));
    for (const SavedTargets &set : saved) {
        if (matches(set.name))
            addSet(u"★"_s, set.name, set.profiles, true);
    }
    const QStringList groups = m_profiles.groups();
    if (std::ranges::any_of(groups, matches))
        addHeading(tr("Groups"));
    for (const QString &group : groups) {
        if (matches(group))
            addSet(u"▤"_s, group, m_profiles.inGroup(group), false);
    }
    addHeading(tr("Databases"));
    for (const ProfileEntry &entry : m_profiles.entries()) {
        const Endpoint &endpoint = entry.endpoint;
        if (!matches(endpoint.name) && !matches(endpoint.engine) && !std::ranges::any_of(entry.groups, matches)
            && !matches(environmentName(endpoint.environment)))
            continue;
        QString text = endpoint.name;
        if (!endpoint.engine.isEmpty())
            text += u"  ·  "_s + endpoint.engine;
        if (endpoint.environment != Environment::None)
            text += u"  ·  "_s + environmentName(endpoint.environment);
        auto *item = new QStandardItem(QIcon(dot(endpoint, *this)), text);
        item->setData(QVariant::fromValue(QList<QUuid>{endpoint.profileId}), ProfilesRole);
        m_model->appendRow(item);
    }
    refreshChecks();
    const int best = wanted.isEmpty() ? 0 : bestRow(wanted);
    select(best);
    step(0);
    if (best == 0)
        m_list->scrollToTop(); // the heading above the first row too
}

/// The row whose name is the wanted text, else one that begins with it, else the first.
int TargetPopup::bestRow(const QString &wanted) const
{
    int beginning = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QStandardItem *item = m_model->item(row);
        if (!(item->flags() & Qt::ItemIsEnabled))
            continue;
        QString name = item->text().section(u"  ·  "_s, 0, 0);
        if (name.startsWith(u'★') || name.startsWith(u'▤'))
            name = name.sliced(2);
        if (name.compare(wanted, Qt::CaseInsensitive) == 0)
            return row;
        if (beginning == 0 && name.startsWith(wanted, Qt::CaseInsensitive))
            beginning = row;
    }
    return beginning;
}

void TargetPopup::refreshChecks()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem *item = m_model->item(row);
        const auto profiles = item->data(ProfilesRole).value<QList<QUuid>>();
        if (profiles.isEmpty())
            continue;
        const auto in = std::ranges::count_if(profiles, [this](const QUuid &id) { return m_chosen.contains(id); });
        item->setData(in == 0 ? Qt::Unchecked : in == profiles.size() ? Qt::Checked : Qt::PartiallyChecked, Qt::CheckStateRole);
    }
    m_count->setText(tr("%n chosen", nullptr, int(m_chosen.size())));
    m_save->setEnabled(!m_setName->text().trimmed().isEmpty() && !m_chosen.isEmpty());
}

void TargetPopup::select(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

/// Moves by so many rows that can be ticked; 0: stays on one such.
void TargetPopup::step(int by)
{
    const int rows = m_model->rowCount();
    int row = std::max(0, m_list->currentIndex().row()) + by;
    const int direction = by < 0 ? -1 : 1;
    while (row >= 0 && row < rows && !(m_model->item(row)->flags() & Qt::ItemIsEnabled))
        row += direction;
    if (row >= 0 && row < rows)
        select(row);
}

void TargetPopup::toggleRow(int row)
{
    const QStandardItem *item = m_model->item(row);
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const auto profiles = item->data(ProfilesRole).value<QList<QUuid>>();
    choose(profiles, !std::ranges::all_of(profiles, [this](const QUuid &id) { return m_chosen.contains(id); }));
}

void TargetPopup::choose(const QList<QUuid> &profiles, bool on)
{
    for (const QUuid &id : profiles) {
        m_chosen.removeAll(id);
        if (on)
            m_chosen.append(id);
    }
    refreshChecks();
    Q_EMIT chosenChanged(m_chosen);
}

void TargetPopup::saveSet()
{
    const QString name = m_setName->text().trimmed();
    if (name.isEmpty() || m_chosen.isEmpty())
        return;
    m_profiles.saveTargets({name, m_chosen});
    m_setName->clear();
}

bool TargetPopup::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_PageDown: step(10); return true;
    case Qt::Key_PageUp: step(-10); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: toggleRow(m_list->currentIndex().row()); return true;
    case Qt::Key_Space: // a space in the search means a word; alone it ticks
        if (!m_search->text().isEmpty() && !(key->modifiers() & Qt::ControlModifier))
            return false;
        toggleRow(m_list->currentIndex().row());
        return true;
    case Qt::Key_Delete:
        if (m_search->text().isEmpty() && m_list->currentIndex().data(SavedNameRole).isValid()) {
            m_profiles.removeTargets(m_list->currentIndex().data(SavedNameRole).toString());
            return true;
        }
        return false;
    default: return false;
    }
}

} // namespace concord
