// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/nodegraph/node_layout.h"

#include "widgets/base/theme.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace zvt::widgets {

namespace {

constexpr double kLeast = 24; ///< a link that runs less to the right than this goes round
constexpr double kDetour = 16;
constexpr double kPortReach = 10;
constexpr double kLinkReach = 8;

std::optional<std::size_t> indexOf(const std::vector<GraphPort>& ports, const QString& name)
{
  for (std::size_t i = 0; i < ports.size(); ++i)
    if (ports[i].name == name)
      return i;
  return std::nullopt;
}

QPolygonF regular(int corners, double turn, const QPointF& centre, double radius)
{
  QPolygonF polygon;
  for (int i = 0; i < corners; ++i) {
    const double angle = turn + 2 * std::numbers::pi * i / corners;
    polygon.append(centre + QPointF(std::cos(angle), std::sin(angle)) * radius);
  }
  return polygon;
}

}

const GraphNode* NodeGraph::find(const QString& id) const
{
  const auto at = std::find_if(nodes.begin(), nodes.end(), [&](const GraphNode& node) { return node.id == id; });
  return at == nodes.end() ? nullptr : &*at;
}

GraphNode* NodeGraph::find(const QString& id)
{
  return const_cast<GraphNode*>(std::as_const(*this).find(id));
}

NodeLayout layoutOf(const GraphNode& node)
{
  const Metrics& m = Theme::current().metrics();
  NodeLayout layout;
  const double width = m.nodeWidth, row = m.nodeRow;
  const QPointF corner = node.position;
  layout.rowHeight = row;
  layout.title = QRectF(corner, QSizeF(width, m.nodeTitle));
  double y = layout.title.bottom() + 2;
  if (!node.summary.isEmpty()) {
    layout.summary = QRectF(corner.x(), y, width, row);
    y += row;
  }
  const std::size_t rows = std::max(node.inputs.size(), node.outputs.size());
  for (std::size_t i = 0; i < rows; ++i) {
    const double middle = y + row * (static_cast<double>(i) + 0.5);
    if (i < node.inputs.size())
      layout.inputs.push_back({corner.x(), middle});
    if (i < node.outputs.size())
      layout.outputs.push_back({corner.x() + width, middle});
  }
  y += row * static_cast<double>(rows) + 2;
  layout.footer = QRectF(corner.x(), y, width, row);
  layout.frame = QRectF(corner, QSizeF(width, y + row - corner.y()));
  return layout;
}

QRectF boundsOf(const NodeGraph& graph)
{
  QRectF bounds;
  for (const GraphNode& node : graph.nodes)
    bounds |= layoutOf(node).frame;
  return bounds;
}

const GraphNode* nodeAt(const NodeGraph& graph, const QPointF& point)
{
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node)
    if (layoutOf(*node).frame.contains(point))
      return &*node;
  return nullptr;
}

std::optional<PortHit> portAt(const NodeGraph& graph, const QPointF& point)
{
  const auto hit = [&](const GraphNode& node, const std::vector<GraphPort>& ports, const std::vector<QPointF>& centres,
                       bool output) -> std::optional<PortHit> {
    for (std::size_t i = 0; i < ports.size(); ++i)
      if (QLineF(centres[i], point).length() <= kPortReach)
        return PortHit{node.id, ports[i].name, output, centres[i], ports[i].color};
    return std::nullopt;
  };
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    const NodeLayout layout = layoutOf(*node);
    if (auto found = hit(*node, node->outputs, layout.outputs, true))
      return found;
    if (auto found = hit(*node, node->inputs, layout.inputs, false))
      return found;
  }
  return std::nullopt;
}

std::optional<std::size_t> linkAt(const NodeGraph& graph, const QPointF& point)
{
  QPainterPathStroker reach;
  reach.setWidth(kLinkReach);
  for (std::size_t i = graph.links.size(); i-- > 0;)
    if (const auto path = linkPath(graph, graph.links[i]); path && reach.createStroke(*path).contains(point))
      return i;
  return std::nullopt;
}

std::optional<QPainterPath> linkPath(const NodeGraph& graph, const GraphLink& link)
{
  const GraphNode* from = graph.find(link.fromNode);
  const GraphNode* to = graph.find(link.toNode);
  if (from == nullptr || to == nullptr)
    return std::nullopt;
  const auto output = indexOf(from->outputs, link.fromPort);
  const auto input = indexOf(to->inputs, link.toPort);
  if (!output || !input)
    return std::nullopt;
  const NodeLayout fromLayout = layoutOf(*from), toLayout = layoutOf(*to);
  const QPointF start = fromLayout.outputs[*output], end = toLayout.inputs[*input];
  QPainterPath path(start);
  if (end.x() - start.x() >= kLeast) {
    const double bend = std::max(kDetour, (end.x() - start.x()) / 2);
    path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end);
    return path;
  }
  // Between the two nodes where there is room, else below both.
  const bool below = toLayout.frame.top() > fromLayout.frame.bottom();
  const bool above = toLayout.frame.bottom() < fromLayout.frame.top();
  const double lane = below ? (fromLayout.frame.bottom() + toLayout.frame.top()) / 2
      : above               ? (toLayout.frame.bottom() + fromLayout.frame.top()) / 2
                            : std::max(fromLayout.frame.bottom(), toLayout.frame.bottom()) + kDetour;
  path.lineTo(start.x() + kDetour, start.y());
  path.lineTo(start.x() + kDetour, lane);
  path.lineTo(end.x() - kDetour, lane);
  path.lineTo(end.x() - kDetour, end.y());
  path.lineTo(end);
  return path;
}

QPolygonF portOutline(PortShape shape, const QPointF& centre, double size)
{
  const double r = size / 2;
  switch (shape) {
  case PortShape::Hexagon:
    return regular(6, 0, centre, r * 1.1);
  case PortShape::Circle:
    return regular(24, 0, centre, r);
  case PortShape::Square:
    return QPolygonF(QRectF(centre.x() - r, centre.y() - r, size, size));
  case PortShape::Diamond:
    return regular(4, 0, centre, r * 1.25);
  case PortShape::Triangle:
    return {{centre + QPointF(-r, -r), centre + QPointF(r, 0), centre + QPointF(-r, r)}};
  case PortShape::Pentagon:
    return regular(5, -std::numbers::pi / 2, centre, r * 1.15);
  case PortShape::Arrow:
    return {{centre + QPointF(-r, -r), centre + QPointF(0, -r), centre + QPointF(r, 0), centre + QPointF(0, r),
        centre + QPointF(-r, r)}};
  }
  return {};
}

}
