// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/shared_factors.h"

#include "core/factor/formula_compiler.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/live_market.h"

#include <limits>
#include <map>

namespace zvt::strategy {

struct SharedFactors::State {
  std::size_t entities = 0;
  factor::ExpressionGraph graph;
  std::vector<factor::NodeOutput> outputs;
  std::map<std::string, std::size_t, std::less<>> known;
  std::unique_ptr<factor::LiveMarket> market; ///< of the graph as it is at the first step
  std::vector<double> nothing; ///< before that
};

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
  const factor::CompiledFormula compiled =
      factor::compileInto(formula, {}, factor::OperatorCatalogue::builtIn(), m_state->graph);
  if (!compiled.problems.empty() || compiled.outputs.size() != 1)
    return fail("strategy.bad_factor", {{"formula", std::string(formula)}});
  m_state->outputs.push_back(compiled.outputs.front().value);
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
  return m_state->market->step(bars, parallel);
}

std::span<const double> SharedFactors::values(std::size_t factor) const
{
  if (!m_state->market || factor >= m_state->outputs.size())
    return m_state->nothing;
  return m_state->market->values(factor);
}

std::size_t SharedFactors::size() const
{
  return m_state->outputs.size();
}

}
