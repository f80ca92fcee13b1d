// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QHash>
#include <QKeySequence>
#include <QMap>
#include <QObject>
#include <QPointer>

class QAction;

namespace concord {

class WorkspaceThread;

/// A command that keys can be given to.
struct KeyCommand
{
    QString id;                    ///< "query.run": the part before the dot is where its keys count
    QString text;                  ///< as menus say it, without marks
    QList<QKeySequence> standard;
    QList<QKeySequence> keys;
};

/// The keys of all commands: those that Concord gives, and those that a person gave instead, which are kept in the workspace.
/// A command is any action whose object name has a dot; tabs have theirs each, under the same name. GUI thread.
class KeyBindings : public QObject
{
    Q_OBJECT

public:
    /// `workspace` may be null: nothing is kept.
    explicit KeyBindings(WorkspaceThread *workspace, QObject *parent = nullptr);

    /// Takes in the actions below `root`, and gives them their keys.
    void adopt(QObject *root);
    /// Lets a menu's entry show the keys of another command, without having them.
    static void showKeysOf(QAction &entry, const QString &id);

    [[nodiscard]] QList<KeyCommand> commands() const; ///< by place and text
    /// At once, for all actions of that name, and kept. A command that would meet this one on such a key loses it.
    void setKeys(const QString &id, const QList<QKeySequence> &keys);
    void reset(const QString &id);
    void resetAll();
    /// Commands other than `id` that have this key where both count.
    [[nodiscard]] QList<KeyCommand> conflicts(const QString &id, const QKeySequence &key) const;
    /// "window", "query", "connections", "rows", for a person.
    [[nodiscard]] static QString placeName(const QString &id);

    [[nodiscard]] static QString settingKey();
    /// What was kept; applies it.
    void load(const QByteArray &json);

Q_SIGNALS:
    void changed();
    void failed(const concord::Error &error);

private:
    struct Command
    {
        QString text;
        QList<QKeySequence> standard;
        QList<QPointer<QAction>> actions;
    };
    [[nodiscard]] QList<QKeySequence> keysOf(const QString &id) const;
    void apply(const QString &id);
    void applyAll();
    void keep();

    WorkspaceThread *m_workspace;
    QMap<QString, Command> m_commands;
    QHash<QString, QList<QKeySequence>> m_own; ///< those that a person gave
};

} // namespace concord
