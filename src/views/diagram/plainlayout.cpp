// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramlayout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace concord {

static constexpr qreal gapX = 80;
static constexpr qreal gapY = 30;

/// How far each box is from what it refers to in the end. A cycle is cut where it would go round again.
static std::vector<int> layersOf(const LayoutInput &input)
{
    std::vector<int> layers(input.boxes.size(), 0);
    for (size_t round = 0; round < std::min<size_t>(input.boxes.size(), 12); ++round) {
        bool changed = false;
        for (const auto &[from, to] : input.edges) {
            if (from != to && layers[from] <= layers[to] && layers[to] < 12) {
                layers[from] = layers[to] + 1;
                changed = true;
            }
        }
        if (!changed)
            break;
    }
    return layers;
}

/// Columns of at most `height`, one beside the other, from x on; gives where the next may begin.
static qreal placeColumn(const LayoutInput &input, const std::vector<size_t> &boxes, qreal x, qreal top, qreal height, std::vector<QPointF> &places)
{
    qreal y = top;
    qreal width = 0;
    for (const size_t box : boxes) {
        if (y > top && y + input.boxes[box].height() > top + height) {
            x += width + gapX;
            y = top;
            width = 0;
        }
        places[box] = {x, y};
        y += input.boxes[box].height() + gapY;
        width = std::max(width, input.boxes[box].width());
    }
    return boxes.empty() ? x : x + width + gapX;
}

std::vector<QPointF> plainLayout(const LayoutInput &input)
{
    std::vector<QPointF> places(input.boxes.size());
    std::vector<bool> joined(input.boxes.size(), false);
    for (const auto &[from, to] : input.edges)
        joined[from] = joined[to] = true;
    const qreal area = std::accumulate(input.boxes.begin(), input.boxes.end(), 0.0,
                                       [](qreal sum, QSizeF box) { return sum + (box.width() + gapX) * (box.height() + gapY); });
    const qreal height = std::max(400.0, std::sqrt(area * 0.7));
    const std::vector<int> layers = layersOf(input);
    const int last = layers.empty() ? 0 : std::ranges::max(layers);
    std::vector<int> groups = input.groups;
    std::ranges::sort(groups);
    groups.erase(std::ranges::unique(groups).begin(), groups.end());
    qreal x = 0;
    for (const int group : groups) {
        for (int layer = 0; layer <= last + 1; ++layer) { // the last one: islands
            std::vector<size_t> boxes;
            for (size_t box = 0; box < input.boxes.size(); ++box) {
                if (input.groups[box] == group && (joined[box] ? layers[box] == layer : layer == last + 1))
                    boxes.push_back(box);
            }
            x = placeColumn(input, boxes, x, 0, height, places);
        }
    }
    return places;
}

} // namespace concord
