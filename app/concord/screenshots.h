// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace concord {

class MainWindow;

/// Does the demo's main job in the real window, step by step, and writes a picture of each; prints their paths.
class Screenshots : public QObject
{
    Q_OBJECT

public:
    Screenshots(MainWindow &window, Services services, QString folder);
    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    struct Scene
    {
        QString name;
        std::function<void()> prepare;
        std::function<bool()> ready;
    };
    void addScenes();
    void next();
    void shoot();
    void openStep(int step);
    void comparePair(const QString &left, const QString &right);
    void compareTenants();
    void extractAll();
    void openObject(const QString &database, const QString &table, const QString &page);
    [[nodiscard]] QUuid idOf(const QString &name) const;

    MainWindow &m_window;
    Services m_services;
    QString m_folder;
    QList<Scene> m_scenes;
    QTimer m_poll;
    int m_scene = -1;
    int m_waited = 0;
};

} // namespace concord
