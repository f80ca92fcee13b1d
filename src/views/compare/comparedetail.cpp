// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparedetail.h"

#include "compare/comparewords.h"
#include "compare/ddlpair.h"
#include "compare/pairdecision.h"
#include "compare/verdictwords.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "schema/ddltext.h"
#include "schema/detailmodel.h"
#include "schema/objectwords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

CompareDetail::CompareDetail(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_stack(new QStackedWidget(this)),
      m_title(makePlainLabel({}, this)),
      m_why(makePlainLabel({}, this)),
      m_properties(new QTreeView),
      m_model(new DetailModel(this)),
      m_ddl(new DdlPair)
{
    const int pad = fontMetrics().height() / 3;
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_why->setWordWrap(true);
    m_properties->setModel(m_model);
    m_properties->setRootIsDecorated(false);
    m_properties->setUniformRowHeights(true);
    m_properties->setAllColumnsShowFocus(true);
    m_properties->setFrameShape(QFrame::NoFrame);
    m_properties->header()->setStretchLastSection(false);
    m_properties->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_properties->setAccessibleName(tr("Properties on both sides"));
    auto *facts = new QWidget;
    auto *column = new QVBoxLayout(facts);
    column->setContentsMargins(0, pad, 0, 0);
    m_title->setContentsMargins(pad, 0, pad, 0);
    m_why->setContentsMargins(pad, 0, pad, pad);
    column->addWidget(m_title);
    column->addWidget(m_why);
    column->addWidget(makeDecision());
    column->addWidget(m_properties, 1);
    auto *splitter = new QSplitter;
    splitter->addWidget(facts);
    splitter->addWidget(m_ddl);
    const int em = fontMetrics().averageCharWidth();
    splitter->setSizes({em * 85, em * 85});
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(splitter);
    m_stack->addWidget(makeHint());
    m_stack->setCurrentIndex(1);
    layout->addWidget(m_stack);
    m_properties->viewport()->installEventFilter(this);
    connect(m_properties->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CompareDetail::showWhy);
}

QWidget *CompareDetail::makeHint()
{
    auto *hint =
        makePlainLabel(tr("Choose a row above: what differs, why, and the DDL of both sides are shown here.\nF8 goes to the next difference."), this);
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    return hint;
}

bool CompareDetail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) // the table's room, which a splitter changes too
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void CompareDetail::fitColumns()
{
    const int width = m_properties->viewport()->width();
    int left = width;
    for (int column = 0; column < 3; ++column) {
        m_properties->resizeColumnToContents(column);
        const int most = column == 0 ? width / 4 : width / 4 + width / 40;
        m_properties->setColumnWidth(column, std::min(m_properties->columnWidth(column), most));
        left -= m_properties->columnWidth(column);
    }
    // Why is said in full, if by scrolling.
    m_properties->resizeColumnToContents(3);
    m_properties->setColumnWidth(3, std::max(m_properties->columnWidth(3), left));
}

void CompareDetail::showWhy()
{
    const QModelIndex row = m_properties->currentIndex();
    QStringList words{m_reason};
    if (row.isValid())
        words.append(u"%1: %2"_s.arg(row.siblingAtColumn(0).data().toString(), m_model->details().rows.at(row.row()).cells.value(3)));
    words.removeAll(QString());
    m_why->setText(words.join(u'\n'));
    m_why->setVisible(!words.isEmpty());
}

QWidget *CompareDetail::makeDecision()
{
    m_decision = new QWidget;
    m_yes = new QPushButton(tr("✓ &They are a pair"));
    m_no = new QPushButton(tr("✗ They are &not"));
    m_yes->setAccessibleName(tr("Confirm the pair"));
    m_no->setAccessibleName(tr("Refuse the pair"));
    auto *row = new QHBoxLayout(m_decision);
    const int pad = fontMetrics().height() / 3;
    row->setContentsMargins(pad, 0, pad, pad);
    row->addWidget(m_yes);
    row->addWidget(m_no);
    row->addStretch();
    m_decision->hide();
    connect(m_yes, &QPushButton::clicked, this, [this] { Q_EMIT decided(m_confirmed); });
    connect(m_no, &QPushButton::clicked, this, [this] { Q_EMIT decided(m_refused); });
    return m_decision;
}

void CompareDetail::showDecision(const Comparison *comparison, const CompareModel::Place &place)
{
    const bool offered = comparison && isOffered(place);
    m_decision->setVisible(offered);
    if (!offered)
        return;
    m_confirmed = concord::decided(comparison->mapping, place, PairAction::Confirm);
    m_refused = concord::decided(comparison->mapping, place, PairAction::Separate);
    m_yes->setToolTip(plainToolTip(pairActionText(place, PairAction::Confirm)));
    m_no->setToolTip(plainToolTip(pairActionText(place, PairAction::Separate)));
}

static void addRows(Details &details, const QString &prefix, const std::vector<Difference> &differences)
{
    for (const Difference &difference : differences) {
        QString verdict = verdictText(difference.verdict);
        if (const QString rule = ruleText(difference); !rule.isEmpty())
            verdict += u" · "_s + rule;
        Details::Row row;
        row.cells = {prefix + propertyWord(difference.property), valueText(difference.left), valueText(difference.right), verdict};
        row.quiet = isQuiet(difference.verdict) || difference.ignoredBy >= 0;
        row.warning = !row.quiet && difference.verdict == Verdict::Different;
        details.rows.append(row);
    }
}

static void addMember(Details &details, const MemberComparison &member, bool paired)
{
    const auto side = [&](const std::optional<QString> &name) {
        return !name ? valueText({}) : member.content.isEmpty() ? *name : u"%1: %2"_s.arg(*name, member.content);
    };
    Details::Row row;
    row.cells = {propertyWord(member.kind), side(member.left), side(member.right), verdictText(member.verdict)};
    row.quiet = member.ignoredBy >= 0;
    row.warning = !row.quiet && paired;
    details.rows.append(row);
}

static Details propertyDetails(const Comparison &comparison, const CompareModel::Place &place)
{
    Details details;
    details.headings = {CompareDetail::tr("property"), comparison.left.name, comparison.right.name, CompareDetail::tr("verdict and rule")};
    const bool paired = place.object->left && place.object->right;
    if (place.member && place.member->left && place.member->right) {
        addRows(details, {}, place.member->differences);
        return details;
    }
    if (place.member) {
        addMember(details, *place.member, paired);
        return details;
    }
    addRows(details, {}, place.object->differences);
    for (const MemberComparison &member : place.object->members) {
        if (member.left && member.right)
            addRows(details, *member.left + u": "_s, member.differences);
        else
            addMember(details, member, paired);
    }
    return details;
}

QString CompareDetail::ddlOf(const ObjectPtr &object, const CompareEnd &end) const
{
    const auto driver = object ? m_services.registry->find(end.catalog->info().engine) : nullptr;
    return driver ? ddlText(*object, *driver).trimmed() : QString();
}

void CompareDetail::setPlace(const Comparison *comparison, const CompareModel::Place &place)
{
    m_stack->setCurrentIndex(comparison && place.object ? 0 : 1);
    showDecision(comparison, place);
    if (!comparison || !place.object) {
        m_title->clear();
        m_reason.clear();
        m_model->setDetails({});
        m_ddl->setTexts({}, {});
        m_left = m_right = nullptr;
        return;
    }
    const ObjectComparison &object = *place.object;
    QString title = fullName(object.any().ref);
    QString why = object.reason;
    if (place.member) {
        title += u'.' + (place.member->left ? *place.member->left : place.member->right.value_or(QString()));
        why = place.member->reason;
    }
    m_title->setText(title + u"   "_s + verdictText(place.member ? place.member->verdict : object.verdict));
    m_reason = why;
    m_model->setDetails(propertyDetails(*comparison, place));
    fitColumns();
    if (place.member && m_model->rowCount() > 0)
        m_properties->setCurrentIndex(m_model->index(0, 0)); // its why in full
    showWhy();
    if (object.left.get() != m_left || object.right.get() != m_right) {
        m_left = object.left.get();
        m_right = object.right.get();
        m_ddl->setDialects(comparison->left.dialect, comparison->right.dialect);
        m_ddl->setNames(comparison->left.name, comparison->right.name);
        m_ddl->setTexts(ddlOf(object.left, comparison->left), ddlOf(object.right, comparison->right), renamedColumns(object));
    }
    if (place.member)
        m_ddl->showMember(place.member->left.value_or(QString()), place.member->right.value_or(QString()));
}

} // namespace concord
