// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/strategy_document.h"

#include "core/base/text.h"
#include "core/strategy/node_catalog.h"

#include <algorithm>

namespace zvt::strategy {

namespace {

/// A place that a setting can go to.
struct Target {
  const ParamSchema* schema = nullptr;
  ParamMap* params = nullptr;
};

void addIfKnown(std::vector<Target>& targets, const ParamSchema& schema, ParamMap& params, std::string_view key)
{
  if (schema.find(key) != nullptr)
    targets.push_back({&schema, &params});
}

/// The run settings, and the accounts when the settings do not know the name.
std::vector<Target> runTargets(StrategyDocument& document, std::string_view key)
{
  std::vector<Target> targets;
  addIfKnown(targets, runSchema(), document.run, key);
  if (!targets.empty())
    return targets;
  for (Node& node : document.nodes) {
    const NodeSpec* spec = NodeCatalog::builtin().find(node.type);
    if (spec != nullptr && spec->sink)
      addIfKnown(targets, spec->params, node.params, key);
  }
  return targets;
}

std::vector<Target> targetsOf(StrategyDocument& document, std::string_view place, std::string_view key)
{
  std::vector<Target> targets;
  for (Node& node : document.nodes) {
    const NodeSpec* spec = NodeCatalog::builtin().find(node.type);
    if (spec != nullptr && (place.empty() || node.id == place))
      addIfKnown(targets, spec->params, node.params, key);
  }
  if (place.empty())
    addIfKnown(targets, runSchema(), document.run, key);
  if (targets.empty() && place == "run")
    return runTargets(document, key);
  return targets;
}

}

const Node* StrategyDocument::findNode(std::string_view id) const
{
  const auto found = std::ranges::find(nodes, id, &Node::id);
  return found == nodes.end() ? nullptr : &*found;
}

Node* StrategyDocument::findNode(std::string_view id)
{
  const auto found = std::ranges::find(nodes, id, &Node::id);
  return found == nodes.end() ? nullptr : &*found;
}

Result<void> applySetting(StrategyDocument& document, std::string_view assignment)
{
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return fail("strategy.bad_setting", {{"text", std::string(assignment)}});
  const std::string_view name = trim(assignment.substr(0, equals));
  const std::string_view value = trim(assignment.substr(equals + 1));
  const auto dot = name.rfind('.');
  const std::string_view place = dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
  const std::string_view key = dot == std::string_view::npos ? name : name.substr(dot + 1);
  const std::vector<Target> targets = targetsOf(document, place, key);
  if (targets.empty())
    return fail("strategy.unknown_setting", {{"name", std::string(name)}});
  if (targets.size() > 1)
    return fail("strategy.ambiguous_setting", {{"name", std::string(name)}});
  const Target& target = targets.front();
  if (value.empty()) {
    target.params->erase(std::string(key));
    return {};
  }
  ZVT_TRY((*target.params)[std::string(key)], target.schema->parse(key, value));
  return {};
}

}
