// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/editorkeeper.h"

#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto writeAfter = 400ms;
static constexpr int mostClosed = 20;

static QJsonObject toJson(const OpenEditor &editor)
{
    QJsonArray targets;
    for (const QUuid &id : editor.targets)
        targets.append(id.toString(QUuid::WithoutBraces));
    return {{u"title"_s, editor.title}, {u"text"_s, editor.text}, {u"file"_s, editor.file}, {u"cursor"_s, editor.cursor}, {u"targets"_s, targets}};
}

static OpenEditor fromJson(const QJsonObject &json)
{
    OpenEditor editor;
    editor.id = QUuid::createUuid();
    editor.title = json.value("title"_L1).toString();
    editor.text = json.value("text"_L1).toString();
    editor.file = json.value("file"_L1).toString();
    editor.cursor = json.value("cursor"_L1).toInt();
    for (const auto &id : json.value("targets"_L1).toArray())
        editor.targets.append(QUuid(id.toString()));
    return editor;
}

EditorKeeper::EditorKeeper(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(writeAfter);
    connect(&m_timer, &QTimer::timeout, this, &EditorKeeper::flush);
}

void EditorKeeper::changed(const QUuid &id, std::function<OpenEditor()> state)
{
    m_waiting.insert(id, std::move(state));
    if (!m_timer.isActive())
        m_timer.start();
}

void EditorKeeper::flush()
{
    if (!m_services.workspace || m_waiting.isEmpty())
        return;
    QList<OpenEditor> editors;
    for (const auto &state : std::as_const(m_waiting))
        editors.append(state());
    m_waiting.clear();
    auto job = [editors](Workspace &workspace) -> Result<void> {
        for (const OpenEditor &editor : editors) {
            if (const Result<void> kept = workspace.saveEditor(editor); !kept)
                return kept;
        }
        return {};
    };
    m_services.workspace->post(job).then(this, [this](const Result<void> &kept) {
        if (!kept)
            Q_EMIT failed(kept.error());
    });
}

void EditorKeeper::closed(const OpenEditor &editor)
{
    m_waiting.remove(editor.id);
    if (!m_services.workspace)
        return;
    (void)m_services.workspace->post([id = editor.id](Workspace &workspace) { return workspace.removeEditor(id); });
    if (editor.text.trimmed().isEmpty())
        return;
    m_closed.append(editor);
    if (m_closed.size() > mostClosed)
        m_closed.removeFirst();
    keepClosed();
}

std::optional<OpenEditor> EditorKeeper::takeClosed()
{
    if (m_closed.isEmpty())
        return std::nullopt;
    OpenEditor editor = m_closed.takeLast();
    keepClosed();
    return editor;
}

void EditorKeeper::setClosed(const QByteArray &json)
{
    m_closed.clear();
    for (const auto &value : QJsonDocument::fromJson(json).array())
        m_closed.append(fromJson(value.toObject()));
}

void EditorKeeper::keepClosed()
{
    QJsonArray array;
    for (const OpenEditor &editor : m_closed)
        array.append(toJson(editor));
    const QByteArray json = QJsonDocument(array).toJson(QJsonDocument::Compact);
    (void)m_services.workspace->post([json](Workspace &workspace) { return workspace.setSetting(u"closedEditors"_s, json); });
}

} // namespace concord
