// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/nodegraph/node_layout.h"

#include <QPainter>

namespace zvt::widgets {

/// Draws nodes and links in canvas units; the painter carries the zoom.
void paintNode(QPainter& painter, const GraphNode& node, bool selected);
void paintLink(QPainter& painter, const NodeGraph& graph, const GraphLink& link, bool selected);
/// Dots each metrics().canvasGrid over @p area; coarser when they would lie closer than 8 pixels.
void paintGrid(QPainter& painter, const QRectF& area, double zoom);

}
