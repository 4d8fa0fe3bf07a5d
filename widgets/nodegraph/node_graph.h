// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

#include <vector>

namespace zvt::widgets {

/// The type of a port is its colour and its shape, so that it can be told without colour.
enum class PortShape { Hexagon, Circle, Square, Diamond, Triangle, Pentagon, Arrow };

struct GraphPort {
  QString name; ///< unique among the inputs or the outputs of its node
  QString label;
  QString note; ///< of an output: when its value is known
  QString color; ///< token port.<color>
  PortShape shape = PortShape::Square;
  bool linked = false; ///< an unlinked port is drawn hollow
};

enum class NodeStatus { None, Ok, Warning, Error };

struct GraphNode {
  QString id;
  QString icon;
  QString title;
  QString summary; ///< its parameters in a few words
  QString color; ///< token port.<color>, of the family bar
  QPointF position; ///< of the upper left corner, in canvas units
  std::vector<GraphPort> inputs;
  std::vector<GraphPort> outputs;
  NodeStatus status = NodeStatus::None;
  QString footer;
};

struct GraphLink {
  QString fromNode, fromPort, toNode, toPort;
  QString color; ///< token port.<color>
  bool refused = false; ///< dashed, in the colour of an error

  /// Whether both join the same ports.
  [[nodiscard]] bool joinsSame(const GraphLink& other) const
  {
    return fromNode == other.fromNode && fromPort == other.fromPort && toNode == other.toNode && toPort == other.toPort;
  }
};

struct NodeGraph {
  std::vector<GraphNode> nodes;
  std::vector<GraphLink> links;

  [[nodiscard]] const GraphNode* find(const QString& id) const;
  [[nodiscard]] GraphNode* find(const QString& id);
};

}
