// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointF>
#include <QSizeF>

#include <memory>
#include <utility>
#include <vector>

class QProcess;

namespace concord {

/// Boxes and which of them are joined; `groups`: boxes of one number stay together (a database), -1: none.
struct LayoutInput
{
    std::vector<QSizeF> boxes;
    std::vector<std::pair<size_t, size_t>> edges; ///< from the referring box to the one referred to
    std::vector<int> groups; ///< as many as boxes
};

/// A plain arrangement for where Graphviz is missing: what is referred to stands left of what refers, islands below. Boxes do not overlap.
[[nodiscard]] std::vector<QPointF> plainLayout(const LayoutInput &input);
/// The input in Graphviz's language: boxes of fixed size named b0, b1 …
[[nodiscard]] QByteArray layoutDot(const LayoutInput &input);
/// Top left corners from the answer of `dot -Tjson`; empty where it is none.
[[nodiscard]] std::vector<QPointF> readLayout(const QByteArray &json, const LayoutInput &input);

/// Lays boxes out with Graphviz's program `dot`, run aside; where that is missing, fails or takes too long, by plainLayout().
/// Lives on the GUI thread; the answer comes by signal, also when it is there at once.
class DiagramLayout : public QObject
{
    Q_OBJECT

public:
    explicit DiagramLayout(QObject *parent = nullptr);
    ~DiagramLayout() override;

    /// An answer under way is dropped.
    void start(LayoutInput input);
    void setProgram(const QString &program) { m_program = program; } ///< "dot"; for tests
    void setTimeout(int milliseconds) { m_timeout = milliseconds; }  ///< 20 s

Q_SIGNALS:
    /// Top left corners; `note`: why it is only the plain arrangement, for a person; empty otherwise.
    void finished(const std::vector<QPointF> &places, const QString &note);

private:
    void done();
    void fallBack(const QString &why);
    void drop();

    LayoutInput m_input;
    QString m_program;
    int m_timeout = 20'000;
    QProcess *m_process = nullptr;
};

} // namespace concord
