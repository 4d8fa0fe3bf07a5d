// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/nodegraph/node_graph.h"

#include <QPainterPath>
#include <QRectF>

#include <optional>

namespace zvt::widgets {

/// Where the parts of a node lie, in canvas units; sizes from the theme's metrics.
struct NodeLayout {
  QRectF frame;
  QRectF title;
  QRectF summary; ///< empty without a summary
  QRectF footer;
  std::vector<QPointF> inputs; ///< middle of each port's mark, on the left edge
  std::vector<QPointF> outputs; ///< … on the right edge
  double rowHeight = 18;
};
[[nodiscard]] NodeLayout layoutOf(const GraphNode& node);

/// The frame around all nodes; empty without nodes.
[[nodiscard]] QRectF boundsOf(const NodeGraph& graph);
/// The node whose frame holds @p point, the last one drawn first; null: none.
[[nodiscard]] const GraphNode* nodeAt(const NodeGraph& graph, const QPointF& point);

/// A port near enough to @p point to be meant; the uppermost node first.
struct PortHit {
  QString node;
  QString port;
  bool output = false;
  QPointF centre;
  QString color;
};
[[nodiscard]] std::optional<PortHit> portAt(const NodeGraph& graph, const QPointF& point);
/// Index of the link that runs within a few units of @p point.
[[nodiscard]] std::optional<std::size_t> linkAt(const NodeGraph& graph, const QPointF& point);

/// The line of a link: a curve to the right, right angles between the nodes where it runs backwards. Nothing when an
/// end is missing.
[[nodiscard]] std::optional<QPainterPath> linkPath(const NodeGraph& graph, const GraphLink& link);

/// The outline of a port's mark around @p centre.
[[nodiscard]] QPolygonF portOutline(PortShape shape, const QPointF& centre, double size);

}
