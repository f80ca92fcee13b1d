// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairmappings.h"

#include "compare/mappingedit.h"
#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

static const QString mappingsKey = u"compareMappings"_s;

PairMappings::PairMappings(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace)
{
    if (m_workspace)
        load();
}

Mapping PairMappings::mapping(const QUuid &left, const QUuid &right) const
{
    if (const auto same = m_mappings.constFind({left, right}); same != m_mappings.cend())
        return *same;
    return inverted(m_mappings.value({right, left}));
}

void PairMappings::setMapping(const QUuid &left, const QUuid &right, const Mapping &mapping)
{
    if (mapping == this->mapping(left, right))
        return;
    const auto other = m_mappings.find({right, left});
    if (other != m_mappings.end() && !m_mappings.contains({left, right}))
        *other = withExpressionsOf(inverted(mapping), *other);
    else
        m_mappings.insert({left, right}, mapping);
    save();
    Q_EMIT changed();
}

void PairMappings::load()
{
    m_workspace->post([](Workspace &workspace) { return workspace.setting(mappingsKey); }).then(this, [this](const Result<QByteArray> &kept) {
        if (!kept)
            Q_EMIT failed(kept.error());
        const QJsonArray list = QJsonDocument::fromJson(kept.value_or(QByteArray())).array();
        for (const QJsonValue &value : list) {
            const QJsonObject json = value.toObject();
            const auto mapping = mappingFromJson(QJsonDocument(json.value("mapping"_L1).toObject()).toJson());
            const Pair pair{QUuid::fromString(json.value("left"_L1).toString()), QUuid::fromString(json.value("right"_L1).toString())};
            if (mapping && !m_mappings.contains(pair))
                m_mappings.insert(pair, *mapping);
        }
        if (!m_mappings.isEmpty())
            Q_EMIT changed();
    });
}

void PairMappings::save()
{
    if (!m_workspace)
        return;
    QJsonArray list;
    for (auto it = m_mappings.cbegin(); it != m_mappings.cend(); ++it) {
        if (it->isEmpty())
            continue;
        list.append(QJsonObject{{u"left"_s, it.key().first.toString(QUuid::WithoutBraces)},
                                {u"right"_s, it.key().second.toString(QUuid::WithoutBraces)},
                                {u"mapping"_s, QJsonDocument::fromJson(mappingToJson(*it)).object()}});
    }
    m_workspace
        ->post([json = QJsonDocument(list).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(mappingsKey, json); })
        .then(this, [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

} // namespace concord
