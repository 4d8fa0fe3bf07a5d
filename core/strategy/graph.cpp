// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/graph.h"

#include <algorithm>

namespace zvt::strategy {

namespace {

/// successors[i]: nodes that node i feeds. Links to missing nodes are left out.
std::vector<std::vector<std::size_t>> successorsOf(const StrategyDocument& document)
{
  std::map<std::string_view, std::size_t> indexes;
  for (std::size_t i = 0; i < document.nodes.size(); ++i)
    indexes.emplace(document.nodes[i].id, i);
  std::vector<std::vector<std::size_t>> successors(document.nodes.size());
  for (const Link& link : document.links) {
    const auto from = indexes.find(link.from.node);
    const auto to = indexes.find(link.to.node);
    if (from != indexes.end() && to != indexes.end())
      successors[from->second].push_back(to->second);
  }
  return successors;
}

/// Marks everything that can be reached from @p starts, which are not marked by themselves.
std::vector<bool> reachableFrom(
    const std::vector<std::vector<std::size_t>>& edges, const std::vector<std::size_t>& starts)
{
  std::vector<bool> seen(edges.size(), false);
  std::vector<std::size_t> open = starts;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t next : edges[at]) {
      if (seen[next])
        continue;
      seen[next] = true;
      open.push_back(next);
    }
  }
  return seen;
}

}

GraphOrder orderNodes(const StrategyDocument& document)
{
  const auto successors = successorsOf(document);
  std::vector<std::size_t> waiting(successors.size(), 0);
  for (const auto& targets : successors) {
    for (const std::size_t target : targets)
      ++waiting[target];
  }
  GraphOrder result;
  std::vector<bool> done(successors.size(), false);
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t i = 0; i < successors.size() && !moved; ++i) {
      if (done[i] || waiting[i] != 0)
        continue;
      moved = done[i] = true;
      result.order.push_back(i);
      for (const std::size_t target : successors[i])
        --waiting[target];
    }
  }
  for (std::size_t i = 0; i < successors.size(); ++i) {
    if (!done[i] && reachableFrom(successors, {i})[i])
      result.inCycle.push_back(i);
  }
  return result;
}

std::vector<bool> reachingNodes(const StrategyDocument& document, const std::function<bool(const Node&)>& isGoal)
{
  const auto successors = successorsOf(document);
  std::vector<std::vector<std::size_t>> predecessors(successors.size());
  for (std::size_t i = 0; i < successors.size(); ++i) {
    for (const std::size_t target : successors[i])
      predecessors[target].push_back(i);
  }
  std::vector<std::size_t> goals;
  for (std::size_t i = 0; i < document.nodes.size(); ++i) {
    if (isGoal(document.nodes[i]))
      goals.push_back(i);
  }
  std::vector<bool> reaches = reachableFrom(predecessors, goals);
  for (const std::size_t goal : goals)
    reaches[goal] = true;
  return reaches;
}

}
