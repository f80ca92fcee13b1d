// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QScrollArea>

class QVBoxLayout;

namespace concord {

/// A target whose rows are not, or not all, in the grid: stands under the rows, always in sight.
struct GridStatusLine
{
    enum class Kind { Waiting, Capped, Failed, Cancelled };
    Kind kind = Kind::Waiting;
    int target = -1;       ///< -1: several ("3 are still running")
    Endpoint endpoint;
    QString text;          ///< "timeout: …", "capped at 100 000 rows"; plain text
    bool canFetchMore = false;

    friend bool operator==(const GridStatusLine &, const GridStatusLine &) = default;
};

/// The list of such lines; no higher than a few, then it scrolls. Hidden while there is nothing to say.
class GridStatus : public QScrollArea
{
    Q_OBJECT

public:
    explicit GridStatus(QWidget *parent = nullptr);
    void setLines(const QList<GridStatusLine> &lines);
    [[nodiscard]] const QList<GridStatusLine> &lines() const { return m_lines; }

Q_SIGNALS:
    void retryRequested(int target);
    void fetchMoreRequested(int target);
    void messageWanted(int target);

private:
    QWidget *makeLine(const GridStatusLine &line);

    QList<GridStatusLine> m_lines;
    QVBoxLayout *m_layout;
};

} // namespace concord
