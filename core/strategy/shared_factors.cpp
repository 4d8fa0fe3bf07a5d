// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/shared_factors.h"

#include "core/factor/formula_compiler.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/live_market.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <utility>

namespace zvt::strategy {

struct SharedFactors::State {
  std::size_t entities = 0;
  factor::ExpressionGraph graph;
  std::vector<factor::NodeOutput> outputs;
  std::map<std::string, std::size_t, std::less<>> known;
  std::unique_ptr<factor::LiveMarket> market; ///< of the graph as it is at the first step
  std::vector<double> nothing; ///< before that
  std::unique_ptr<std::once_flag[]> isRanked; ///< by factor, since the newest step
  std::vector<std::vector<std::uint32_t>> rankings;
};

namespace {

void rank(std::span<const double> values, std::vector<std::uint32_t>& ranking)
{
  // The values lie beside their places: sorting places alone would jump about.
  std::vector<std::pair<double, std::uint32_t>> sorted;
  sorted.reserve(values.size());
  for (std::uint32_t place = 0; place < values.size(); ++place)
    if (!std::isnan(values[place]))
      sorted.emplace_back(values[place], place);
  std::ranges::sort(sorted,
      [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  ranking.clear();
  for (const auto& [value, place] : sorted)
    ranking.push_back(place);
}

}

SharedFactors::SharedFactors(std::size_t entities)
    : m_state(std::make_unique<State>())
{
  m_state->entities = entities;
  m_state->nothing.assign(entities, std::numeric_limits<double>::quiet_NaN());
}

SharedFactors::~SharedFactors() = default;
SharedFactors::SharedFactors(SharedFactors&&) noexcept = default;
SharedFactors& SharedFactors::operator=(SharedFactors&&) noexcept = default;

Result<std::size_t> SharedFactors::add(std::string_view formula)
{
  if (const auto known = m_state->known.find(formula); known != m_state->known.end())
    return known->second;
  // On its own first: what is wrong with it must not be in the graph that everybody shares.
  factor::ExpressionGraph own;
  const factor::CompiledFormula compiled = factor::compileInto(formula, {}, factor::OperatorCatalogue::builtIn(), own);
  if (!compiled.problems.empty() || compiled.outputs.size() != 1 || m_state->market)
    return fail("strategy.bad_factor", {{"formula", std::string(formula)}});
  for (const factor::Node& node : own.nodes())
    if (node.kind == factor::Node::Kind::Column)
      return fail(Error{"factor.no_column", {{"name", node.column}}, {{"formula", std::string(formula)}}});
  const factor::NodeOutput value = compiled.outputs.front().value;
  m_state->outputs.push_back({m_state->graph.merge(own)[value.node], value.output});
  m_state->known.emplace(formula, m_state->outputs.size() - 1);
  return m_state->outputs.size() - 1;
}

Result<void> SharedFactors::step(const factor::LiveBars& bars, const ParallelFor& parallel)
{
  if (m_state->outputs.empty())
    return {};
  if (!m_state->market)
    m_state->market =
        std::make_unique<factor::LiveMarket>(m_state->graph, m_state->outputs, m_state->entities, factor::bestIsa());
  m_state->isRanked = std::make_unique<std::once_flag[]>(m_state->outputs.size());
  m_state->rankings.resize(m_state->outputs.size());
  return m_state->market->step(bars, parallel);
}

std::span<const double> SharedFactors::values(std::size_t factor) const
{
  if (!m_state->market || factor >= m_state->outputs.size())
    return m_state->nothing;
  return m_state->market->values(factor);
}

std::span<const std::uint32_t> SharedFactors::ranking(std::size_t factor) const
{
  if (!m_state->market || factor >= m_state->outputs.size())
    return {};
  std::call_once(m_state->isRanked[factor], [&] { rank(values(factor), m_state->rankings[factor]); });
  return m_state->rankings[factor];
}

std::optional<std::size_t> SharedFactors::find(std::string_view formula) const
{
  const auto known = m_state->known.find(formula);
  return known == m_state->known.end() ? std::nullopt : std::optional(known->second);
}

std::size_t SharedFactors::size() const
{
  return m_state->outputs.size();
}

}
