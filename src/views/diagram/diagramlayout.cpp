// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramlayout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr double pointsAnInch = 72;
static constexpr size_t many = 150; ///< boxes from which dot shall rather be quick than thorough

QByteArray layoutDot(const LayoutInput &input)
{
    // Straight lines: where they run is drawn here, and anything else takes dot many times as long.
    QByteArray text =
        "digraph d {\n  graph [rankdir=RL, splines=line, nodesep=0.4, ranksep=1, pack=true];\n  node [shape=box, fixedsize=true, label=\"\"];\n";
    if (input.boxes.size() > many)
        text += "  graph [nslimit=0.1, nslimit1=0.1, mclimit=0.1];\n";
    QMap<int, QByteArray> groups;
    for (size_t i = 0; i < input.boxes.size(); ++i) {
        groups[input.groups[i]] += "  b" + QByteArray::number(qulonglong(i)) + " [width=" + QByteArray::number(input.boxes[i].width() / pointsAnInch)
                                   + ", height=" + QByteArray::number(input.boxes[i].height() / pointsAnInch) + "];\n";
    }
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        if (group.key() >= 0 && groups.size() > 1)
            text += "  subgraph cluster_" + QByteArray::number(group.key()) + " {\n" + group.value() + "  }\n";
        else
            text += group.value();
    }
    for (const auto &[from, to] : input.edges) {
        if (from != to)
            text += "  b" + QByteArray::number(qulonglong(from)) + " -> b" + QByteArray::number(qulonglong(to)) + ";\n";
    }
    return text + "}\n";
}

std::vector<QPointF> readLayout(const QByteArray &json, const LayoutInput &input)
{
    std::vector<QPointF> places(input.boxes.size());
    std::vector<bool> placed(input.boxes.size(), false);
    const QJsonArray objects = QJsonDocument::fromJson(json).object().value("objects"_L1).toArray();
    for (const QJsonValue &object : objects) {
        const QString name = object["name"_L1].toString();
        const QStringList position = object["pos"_L1].toString().split(u',');
        bool isBox = false;
        const size_t box = name.startsWith(u'b') ? QStringView(name).sliced(1).toULongLong(&isBox) : 0;
        if (!isBox || box >= places.size() || position.size() != 2)
            continue;
        // Graphviz tells the middle, in points, upwards.
        places[box] = {position[0].toDouble() - input.boxes[box].width() / 2, -position[1].toDouble() - input.boxes[box].height() / 2};
        placed[box] = true;
    }
    return std::ranges::contains(placed, false) ? std::vector<QPointF>() : places;
}

DiagramLayout::DiagramLayout(QObject *parent) : QObject(parent), m_program(u"dot"_s) {}

DiagramLayout::~DiagramLayout()
{
    drop();
}

/// Kills what runs without waiting for it: the process object goes when its program has.
void DiagramLayout::drop()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        m_process->deleteLater();
    } else {
        m_process->setParent(nullptr);
        connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        m_process->kill();
    }
    m_process = nullptr;
}

void DiagramLayout::start(LayoutInput input)
{
    drop();
    m_input = std::move(input);
    const QString program = QStandardPaths::findExecutable(m_program);
    if (program.isEmpty()) {
        QMetaObject::invokeMethod(this, [this] { fallBack(tr("Graphviz (dot) is not installed: a plain arrangement")); }, Qt::QueuedConnection);
        return;
    }
    m_process = new QProcess(this);
    connect(m_process, &QProcess::finished, this, &DiagramLayout::done);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fallBack(tr("Graphviz (dot) does not start: a plain arrangement"));
    });
    QTimer::singleShot(m_timeout, m_process, [this, process = m_process] {
        if (process == m_process)
            fallBack(tr("Graphviz (dot) took too long: a plain arrangement"));
    });
    m_process->start(program, {u"-Tjson"_s});
    m_process->write(layoutDot(m_input));
    m_process->closeWriteChannel();
}

void DiagramLayout::done()
{
    const bool good = m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    const std::vector<QPointF> places = good ? readLayout(m_process->readAllStandardOutput(), m_input) : std::vector<QPointF>();
    if (places.empty() && !m_input.boxes.empty()) {
        fallBack(tr("Graphviz (dot) failed: a plain arrangement"));
        return;
    }
    drop();
    Q_EMIT finished(places, {});
}

void DiagramLayout::fallBack(const QString &why)
{
    drop();
    Q_EMIT finished(plainLayout(m_input), why);
}

} // namespace concord
