// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/snapshotmodel.h"

#include "look/colours.h"
#include "look/wording.h"
#include "schema/objectwords.h"

#include <QApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace concord {

void SnapshotModel::setSnapshots(QList<SnapshotInfo> snapshots, const QUuid &baseline)
{
    beginResetModel();
    m_snapshots = std::move(snapshots);
    m_baseline = baseline;
    endResetModel();
}

int SnapshotModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_snapshots.size());
}

int SnapshotModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags SnapshotModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == Name)
        flags |= Qt::ItemIsEditable;
    if (index.column() == Keep)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

static QString content(const EntityCounts &counts, qint64 unread)
{
    const qint64 views = counts.value(u"views"_s) + counts.value(u"materialized_views"_s);
    QStringList words{SnapshotModel::tr("%n tables", nullptr, static_cast<int>(counts.value(u"tables"_s) + counts.value(u"collections"_s)))};
    if (views > 0)
        words.append(SnapshotModel::tr("%n views", nullptr, static_cast<int>(views)));
    words.append(SnapshotModel::tr("%n columns", nullptr, static_cast<int>(counts.value(u"columns"_s) + counts.value(u"fields"_s))));
    if (unread > 0)
        words.append(SnapshotModel::tr("%n not read", nullptr, static_cast<int>(unread)));
    return words.join(u" · "_s);
}

/// What was left out on purpose.
static QString patterns(const SnapshotInfo &snapshot)
{
    QStringList words;
    if (!snapshot.include.isEmpty())
        words.append(SnapshotModel::tr("only %1").arg(snapshot.include.join(u", "_s)));
    if (!snapshot.exclude.isEmpty())
        words.append(SnapshotModel::tr("without %1").arg(snapshot.exclude.join(u", "_s)));
    return words.join(u"; "_s);
}

static QString server(const SnapshotInfo &snapshot)
{
    const QString product = (snapshot.product + u' ' + snapshot.serverVersion).trimmed();
    return snapshot.elsewhere ? SnapshotModel::tr("%1, another database").arg(product) : product;
}

static QString details(const SnapshotInfo &snapshot)
{
    QStringList lines{QLocale().toString(snapshot.taken.toLocalTime(), QLocale::LongFormat),
                      SnapshotModel::tr("by %1").arg(snapshot.role.isEmpty() ? u"—"_s : snapshot.role)};
    for (auto it = snapshot.counts.cbegin(); it != snapshot.counts.cend(); ++it)
        lines.append(u"%1: %2"_s.arg(it.key(), grouped(it.value())));
    if (const QString left = patterns(snapshot); !left.isEmpty())
        lines.append(left);
    if (snapshot.elsewhere)
        lines.append(SnapshotModel::tr("read from another database: %1").arg(snapshot.url));
    if (snapshot.unread > 0)
        lines.append(SnapshotModel::tr("%n things could not be read", nullptr, static_cast<int>(snapshot.unread)));
    return lines.join(u'\n');
}

QVariant SnapshotModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SnapshotInfo &snapshot = m_snapshots.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        switch (index.column()) {
        case Number: return u'@' + QString::number(snapshot.number) + (snapshot.id == m_baseline ? u"  ⚑ "_s + tr("baseline") : QString());
        case Taken: return ageText(snapshot.taken);
        case Name: return snapshot.name;
        case Change: return snapshot.changed ? tr("changed") : tr("same");
        case Content: return content(snapshot.counts, snapshot.unread);
        case Patterns: return patterns(snapshot);
        case Server: return server(snapshot);
        default: return {};
        }
    case Qt::CheckStateRole: return index.column() == Keep ? QVariant(snapshot.keep ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole: return index.column() == Change && !snapshot.changed ? QVariant(dimText(QApplication::palette())) : QVariant();
    case Qt::ToolTipRole: return plainToolTip(details(snapshot));
    case Qt::AccessibleTextRole: return index.column() == Keep ? QVariant(snapshot.keep ? tr("kept") : tr("may be pruned")) : QVariant();
    default: return {};
    }
}

bool SnapshotModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    const SnapshotInfo &snapshot = m_snapshots.at(index.row());
    if (index.column() == Name && role == Qt::EditRole && value.toString().trimmed() != snapshot.name)
        Q_EMIT renamed(snapshot.id, value.toString().trimmed());
    else if (index.column() == Keep && role == Qt::CheckStateRole)
        Q_EMIT keepChanged(snapshot.id, value.toInt() == Qt::Checked);
    return false; // what the workspace says comes by setSnapshots()
}

QVariant SnapshotModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("snapshot");
    case Taken: return tr("read");
    case Name: return tr("name");
    case Keep: return tr("keep");
    case Change: return tr("schema");
    case Content: return tr("content");
    case Patterns: return tr("patterns");
    case Server: return tr("server");
    default: return {};
    }
}

} // namespace concord
