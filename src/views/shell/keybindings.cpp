// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/keybindings.h"

#include "workspace/workspacethread.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr const char *shownProperty = "showsKeysOf";

QString placeOf(const QString &id)
{
    return id.section(u'.', 0, 0);
}

/// Whether keys of these two places can be heard at the same time.
bool meet(const QString &a, const QString &b)
{
    const QString one = placeOf(a);
    const QString other = placeOf(b);
    const auto in = [](const QString &place) { return place == "query"_L1 || place == "rows"_L1; };
    return one == other || one == "window"_L1 || other == "window"_L1 || (in(one) && in(other));
}

QString plain(const QString &menuText)
{
    QString text = menuText.section(u'\t', 0, 0);
    return text.remove(u'&').remove(u'…').trimmed();
}

} // namespace

KeyBindings::KeyBindings(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace) {}

QString KeyBindings::settingKey()
{
    return u"keys"_s;
}

QString KeyBindings::placeName(const QString &id)
{
    const QString place = placeOf(id);
    if (place == "query"_L1)
        return tr("query");
    if (place == "tree"_L1)
        return tr("connections");
    return place == "rows"_L1 ? tr("rows") : tr("window");
}

void KeyBindings::adopt(QObject *root)
{
    for (QAction *action : root->findChildren<QAction *>()) {
        const QString shown = action->property(shownProperty).toString();
        const QString id = shown.isEmpty() ? action->objectName() : shown;
        if (!id.contains(u'.'))
            continue;
        Command &command = m_commands[id];
        if (shown.isEmpty() && command.text.isEmpty()) {
            command.text = plain(action->text());
            command.standard = action->shortcuts();
        }
        command.actions.removeAll(nullptr);
        if (!command.actions.contains(action))
            command.actions.append(action);
    }
    applyAll();
}

void KeyBindings::showKeysOf(QAction &entry, const QString &id)
{
    entry.setProperty(shownProperty, id);
}

QList<QKeySequence> KeyBindings::keysOf(const QString &id) const
{
    const auto own = m_own.constFind(id);
    return own != m_own.cend() ? *own : m_commands.value(id).standard;
}

void KeyBindings::apply(const QString &id)
{
    const QList<QKeySequence> keys = keysOf(id);
    for (const QPointer<QAction> &action : std::as_const(m_commands[id].actions)) {
        if (!action)
            continue;
        if (action->property(shownProperty).isNull()) {
            action->setShortcuts(keys);
            continue;
        }
        const QString text = action->text().section(u'\t', 0, 0);
        action->setText(keys.isEmpty() ? text : text + u'\t' + keys.first().toString(QKeySequence::NativeText));
    }
}

void KeyBindings::applyAll()
{
    for (auto it = m_commands.cbegin(); it != m_commands.cend(); ++it)
        apply(it.key());
}

QList<KeyCommand> KeyBindings::commands() const
{
    QList<KeyCommand> all;
    for (const auto &[id, command] : m_commands.asKeyValueRange()) {
        if (!command.text.isEmpty())
            all.append({id, command.text, command.standard, keysOf(id)});
    }
    std::ranges::stable_sort(all, {}, [](const KeyCommand &each) { return std::pair(placeName(each.id), each.text.toCaseFolded()); });
    return all;
}

QList<KeyCommand> KeyBindings::conflicts(const QString &id, const QKeySequence &key) const
{
    QList<KeyCommand> found;
    for (const KeyCommand &command : commands()) {
        if (command.id != id && meet(command.id, id) && command.keys.contains(key))
            found.append(command);
    }
    return found;
}

void KeyBindings::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    for (const QKeySequence &key : keys) {
        for (const KeyCommand &other : conflicts(id, key)) {
            auto left = other.keys;
            left.removeAll(key);
            m_own.insert(other.id, left);
            apply(other.id);
        }
    }
    if (keys == m_commands.value(id).standard)
        m_own.remove(id);
    else
        m_own.insert(id, keys);
    apply(id);
    keep();
}

void KeyBindings::reset(const QString &id)
{
    setKeys(id, m_commands.value(id).standard);
}

void KeyBindings::resetAll()
{
    m_own.clear();
    applyAll();
    keep();
}

void KeyBindings::keep()
{
    QJsonObject json;
    for (const auto &[id, keys] : m_own.asKeyValueRange()) {
        QJsonArray list;
        for (const QKeySequence &key : keys)
            list.append(key.toString(QKeySequence::PortableText));
        json.insert(id, list);
    }
    Q_EMIT changed();
    if (!m_workspace)
        return;
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    m_workspace->post([text](Workspace &workspace) { return workspace.setSetting(settingKey(), text); }).then(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

void KeyBindings::load(const QByteArray &json)
{
    m_own.clear();
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        QList<QKeySequence> keys;
        const QJsonArray list = it.value().toArray();
        for (const auto each : list)
            keys.append(QKeySequence::fromString(each.toString(), QKeySequence::PortableText));
        m_own.insert(it.key(), keys);
    }
    applyAll();
    Q_EMIT changed();
}

} // namespace concord
