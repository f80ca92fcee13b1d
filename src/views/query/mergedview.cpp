// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/mergedview.h"

#include "chart/chartdata.h"
#include "grid/resultgrid.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

MergedView::MergedView(std::shared_ptr<ComputeEngine> engine, QWidget *parent)
    : QWidget(parent),
      m_choice(makeLinkButton({}, this)),
      m_menu(new QMenu(m_choice)),
      m_note(makePlainLabel({}, this)),
      m_grid(new ResultGrid(std::move(engine), this)),
      m_question(std::make_shared<std::atomic<int>>(0))
{
    m_choice->setMenu(m_menu);
    m_choice->setPopupMode(QToolButton::InstantPopup);
    m_choice->setAccessibleName(tr("Columns of the key"));
    m_choice->setToolTip(tr("Rows of all databases with the same values there become one row; their numbers are added up"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setMinimumWidth(1);
    m_grid->setSourceVisible(false);
    auto *top = new QHBoxLayout;
    const int pad = fontMetrics().height() / 3;
    top->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    top->setSpacing(2 * pad);
    top->addWidget(m_choice);
    top->addWidget(m_note, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_grid, 1);
    connect(m_menu, &QMenu::aboutToShow, this, &MergedView::fillMenu);
    merge();
}

MergedView::~MergedView()
{
    ++*m_question;
}

QString MergedView::note() const
{
    return m_note->text();
}

void MergedView::setResult(const CombinedResult &result, const RowOrder &order, const QString &missing)
{
    m_result = result;
    m_order = order;
    m_missing = missing;
    QStringList names;
    for (const CombinedColumn &column : result.columns())
        names.append(column.info.name);
    m_keys.removeIf([&](const QString &key) { return !names.contains(key); });
    if (m_keys.isEmpty()) {
        const QList<int> numbers = numericColumns(result);
        for (int i = 0; i < names.size() && m_keys.isEmpty(); ++i) {
            if (!numbers.contains(i))
                m_keys.append(names[i]);
        }
    }
    merge();
}

void MergedView::setKeys(const QStringList &names)
{
    m_keys.clear();
    for (const CombinedColumn &column : m_result.columns()) {
        if (names.contains(column.info.name))
            m_keys.append(column.info.name);
    }
    merge();
}

void MergedView::fillMenu()
{
    m_menu->clear();
    for (const CombinedColumn &column : m_result.columns()) {
        const QString name = column.info.name;
        QAction *action = m_menu->addAction(withoutMnemonic(name));
        action->setCheckable(true);
        action->setChecked(m_keys.contains(name));
        connect(action, &QAction::toggled, this, [this, name](bool on) {
            QStringList keys = m_keys;
            keys.removeAll(name);
            if (on)
                keys.append(name);
            setKeys(keys);
        });
    }
}

void MergedView::merge()
{
    m_choice->setText(m_keys.isEmpty() ? tr("merge by …") : tr("merged by %1").arg(firstLine(m_keys.join(u", "_s), 80)));
    m_choice->setEnabled(!m_result.columns().empty());
    const int question = ++*m_question;
    if (m_keys.isEmpty()) {
        m_grid->begin({Endpoint()});
        m_grid->setResult({}, true, false);
        m_grid->setEmptyText(m_result.columns().empty() ? tr("Nothing to merge yet.") : tr("Choose the columns by which rows belong together."));
        m_note->clear();
        return;
    }
    const auto stop = [asked = m_question, question] { return asked->load() != question; };
    QtConcurrent::run([result = m_result, order = m_order, keys = m_keys, stop] {
        return keyColumns(result, keys).and_then([&](const QList<int> &columns) { return mergeByKey(result, columns, stop, order.get()); });
    }).then(this, [this, stop](const Result<MergedRows> &merged) {
        if (!stop())
            take(merged);
    });
}

void MergedView::take(const Result<MergedRows> &merged)
{
    if (!merged) {
        m_note->setText(merged.error().message);
        return;
    }
    QStringList notes;
    if (!m_missing.isEmpty())
        notes.append(m_missing);
    if (m_order && m_order->size() < m_result.rowCount())
        notes.append(tr("of %1 that the grid's filters leave").arg(rowCountText(qint64(m_order->size()))));
    if (!merged->leftOut.isEmpty())
        notes.append(tr("not merged: %1").arg(merged->leftOut.join(u", "_s)));
    if (merged->without > 0)
        notes.append(tr("in no sum, because its database lacks a column of the key: %1").arg(rowCountText(qint64(merged->without))));
    m_note->setText(notes.join(u" · "_s));
    m_note->setToolTip(plainToolTip(m_note->text()));
    m_grid->setEmptyText({});
    m_grid->begin({Endpoint()});
    m_grid->setResult(CombinedResult({CombinedSource{{}, merged->table, true}}), true, false);
}

} // namespace concord
