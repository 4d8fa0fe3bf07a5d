// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/param_schema.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::strategy {

/// Values by parameter name, as the file states them; a parameter that is not there has its default.
using ParamMap = std::map<std::string, ParamValue, std::less<>>;

struct Node {
  std::string id; ///< unique in the document; letters, digits, '_' and '-'
  std::string type; ///< of the node catalogue
  ParamMap params;
  double x = 0; ///< position on the canvas
  double y = 0;

  bool operator==(const Node&) const = default;
};

/// One end of a link; written "node.port".
struct PortRef {
  std::string node;
  std::string port;

  bool operator==(const PortRef&) const = default;
};

struct Link {
  PortRef from; ///< an output
  PortRef to; ///< an input

  bool operator==(const Link&) const = default;
};

/// A strategy as its author wrote it: the content of a .zvtstrategy file, version 1 (format: README.md of this folder).
/// A plain value; reading it does not judge it, validate() does.
struct StrategyDocument {
  static constexpr int kVersion = 1;

  std::string name;
  std::string description;
  std::vector<Node> nodes;
  std::vector<Link> links;
  ParamMap run; ///< keys of runSchema()

  [[nodiscard]] const Node* findNode(std::string_view id) const;
  [[nodiscard]] Node* findNode(std::string_view id);

  bool operator==(const StrategyDocument&) const = default;
};

/// Reads a document. A field that version 1 does not know is refused, so that nothing is dropped silently.
/// Errors: json.*, strategy.not_a_strategy, strategy.version, strategy.missing_field, strategy.bad_field,
/// strategy.unknown_field.
[[nodiscard]] Result<StrategyDocument> parseStrategy(std::string_view json);
/// The same document as indented JSON; parseStrategy() reads back an equal value.
[[nodiscard]] std::string toJson(const StrategyDocument& document);
/// SHA-256 of the canonical JSON of what a run depends on: all but name, description and positions.
[[nodiscard]] std::string documentHash(const StrategyDocument& document);

/// Applies "name=value", the command line's --set. The name is node.param, run.param (where the account's parameters
/// are reached too), or a bare parameter name that only one place has. Errors: strategy.bad_setting,
/// strategy.unknown_setting, strategy.ambiguous_setting, param.*.
[[nodiscard]] Result<void> applySetting(StrategyDocument& document, std::string_view assignment);

}
