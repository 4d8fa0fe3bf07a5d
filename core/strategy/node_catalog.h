// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::strategy {

/// What flows on a link.
enum class PortType { Universe, Series, Panel, Flags, Signals, Ranking, Weights, Orders };
[[nodiscard]] std::string_view toString(PortType type);

/// When a value becomes known, relative to the bar T that it belongs to. Ordered: a later moment is greater.
enum class Availability {
  Always, ///< before the run starts
  BarOpen, ///< at the open of bar T
  BarClose, ///< when bar T is complete
  NextOpen, ///< at the open of bar T+1
  NextClose
}; ///< when bar T+1 is complete
[[nodiscard]] std::string_view toString(Availability availability);

/// One port. On an output @c availability says when its value is known; on an input, the latest moment at which a value
/// may become known. A link whose output is later than its input's limit looks ahead and is refused (G002).
struct PortSpec {
  std::string name;
  PortType type = PortType::Panel;
  Availability availability = Availability::BarClose;
  bool required = true; ///< inputs only
  std::string label; ///< message key
};

enum class NodeFamily { Universe, Factor, Weight, Output };
[[nodiscard]] std::string_view toString(NodeFamily family);

/// One kind of node, described once: the canvas, the validator, the compiler and the help are drawn from it.
struct NodeSpec {
  std::string type; ///< e.g. "factor.cross"
  NodeFamily family = NodeFamily::Factor;
  std::string label; ///< message key
  std::string help; ///< message key
  std::vector<PortSpec> inputs;
  std::vector<PortSpec> outputs;
  ParamSchema params;
  bool sink = false; ///< the node that a plan ends in; a document has exactly one

  [[nodiscard]] const PortSpec* input(std::string_view name) const;
  [[nodiscard]] const PortSpec* output(std::string_view name) const;
};

/// Immutable; shared between threads.
class NodeCatalog {
public:
  explicit NodeCatalog(std::vector<NodeSpec> specs)
      : m_specs(std::move(specs))
  {
  }
  /// universe, factor.cross, weight.equal, account.
  static const NodeCatalog& builtin();

  [[nodiscard]] const std::vector<NodeSpec>& specs() const { return m_specs; }
  [[nodiscard]] const NodeSpec* find(std::string_view type) const;

private:
  std::vector<NodeSpec> m_specs;
};

/// The run settings of a document: start, end, level, adjust, adjust_method, provider, benchmark, seed.
[[nodiscard]] const ParamSchema& runSchema();

}
