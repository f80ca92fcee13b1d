// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/compareparts.h"

#include "compare/compareview.h"
#include "compare/ignorerulelist.h"
#include "compare/matrixview.h"

#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

CompareParts::CompareParts(const Services &services, QTabWidget *tabs, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_tabs(tabs),
      m_rules(new IgnoreRuleList(services.workspace, this))
{
    connect(m_rules, &IgnoreRuleList::failed, this, &CompareParts::failed);
}

void CompareParts::compare(const QList<QUuid> &profiles)
{
    if (profiles.size() < 2)
        Q_EMIT said(tr("Select two connections in the tree to compare them side by side, or more for a matrix."));
    else if (profiles.size() == 2)
        comparePair(profiles[0], profiles[1]);
    else
        compareMany(profiles);
}

static QString tabText(QString title)
{
    return title.replace(u'&', u"&&"_s);
}

void CompareParts::add(QWidget *tab, const QString &title)
{
    m_tabs->setCurrentIndex(m_tabs->addTab(tab, tabText(title)));
    tab->setFocus();
    Q_EMIT made(tab);
}

CompareView *CompareParts::comparePair(const QUuid &left, const QUuid &right)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *open = qobject_cast<CompareView *>(m_tabs->widget(i));
        if (open && open->leftProfile() == left && open->rightProfile() == right) {
            m_tabs->setCurrentIndex(i);
            open->setFocus();
            return open;
        }
    }
    auto *view = new CompareView(m_services, *m_rules, left, right);
    connect(view, &CompareView::extractWanted, this, &CompareParts::extractWanted);
    connect(view, &CompareView::scriptWanted, this, &CompareParts::scriptWanted);
    connect(view, &CompareView::failed, this, &CompareParts::failed);
    connect(view, &CompareView::exported, this, [this](const QString &path) { Q_EMIT said(tr("The comparison is in %1.").arg(path)); });
    connect(view, &CompareView::titleChanged, this, [this, view] { m_tabs->setTabText(m_tabs->indexOf(view), tabText(view->title())); });
    add(view, view->title());
    return view;
}

MatrixView *CompareParts::compareMany(const QList<QUuid> &profiles)
{
    auto *view = new MatrixView(m_services, *m_rules, profiles);
    connect(view, &MatrixView::extractWanted, this, &CompareParts::extractWanted);
    connect(view, &MatrixView::pairWanted, this, [this](const QUuid &left, const QUuid &right, ObjectKind kind, const ObjectRef &ref) {
        comparePair(left, right)->showObject(kind, ref);
    });
    add(view, view->title());
    return view;
}

CompareView *CompareParts::current() const
{
    return qobject_cast<CompareView *>(m_tabs->currentWidget());
}

} // namespace concord
