// SPDX-License-Identifier: Apache-2.0
#include "core/factor/live_market.h"

#include "core/factor/cross_section_evaluator.h"
#include "core/factor/stepped_state.h"

#include <algorithm>
#include <numeric>

namespace zvt::factor {

struct LiveMarket::Stage {
  struct Comparison {
    const StageComparison* plan = nullptr;
    std::unique_ptr<CrossSectionState> state;
    std::vector<double> result; ///< by entity
  };

  Stage(std::unique_ptr<GraphStage> stage, std::size_t entities, std::optional<Isa> isa)
      : plan(std::move(stage))
      , universe(plan->graph, valuesOf(*plan), entities, isa)
  {
    for (const StageComparison& comparison : plan->comparisons)
      comparisons.push_back({&comparison, comparison.node->call->acrossEntities(comparison.node->parameters),
          std::vector<double>(entities, kUndefined)});
  }
  static std::vector<NodeOutput> valuesOf(const GraphStage& stage)
  {
    std::vector<NodeOutput> values;
    for (const PanelOutput& output : stage.outputs)
      values.push_back(output.value);
    return values;
  }

  std::unique_ptr<GraphStage> plan;
  LiveUniverse universe;
  std::vector<Comparison> comparisons;
  std::vector<std::uint32_t> present; ///< scratch
  std::vector<std::vector<double>> columns; ///< scratch: by input, of those that are present
  std::vector<double> ranks; ///< scratch
  std::vector<double> tried; ///< scratch: as LiveUniverse::tryOut
};

LiveMarket::LiveMarket(
    const ExpressionGraph& graph, std::vector<NodeOutput> outputs, std::size_t entities, std::optional<Isa> isa)
    : m_entities(entities)
    , m_graph(graph)
    , m_isa(isa)
{
  std::vector<PanelOutput> wanted;
  for (const NodeOutput output : outputs)
    wanted.push_back({output, Keep::Last});
  for (auto& plan : stagesOf(graph, wanted))
    m_stages.push_back(std::make_unique<Stage>(std::move(plan), entities, isa));
}

LiveMarket::~LiveMarket() = default;

Result<void> LiveMarket::takeHistory(const PanelView& panel, const ParallelFor& parallel, TaskControl& control)
{
  if (panel.entityCount() != m_entities)
    return fail("factor.bad_state");
  std::vector<PanelOutput> compared;
  std::vector<std::string> names;
  for (const auto& stage : m_stages) {
    for (const StageComparison& comparison : stage->plan->comparisons) {
      compared.push_back({{comparison.place, 0}, Keep::Column});
      names.push_back(comparison.column);
    }
  }
  PanelView view = panel;
  std::vector<std::vector<double>> columns(names.size());
  if (!compared.empty()) {
    FactorPanel results;
    PartOfTask comparing(control, 0, 0.5);
    ZVT_TRY_VOID(CrossSectionEvaluator(m_graph, compared, m_isa).run(panel, results, parallel, comparing));
    for (std::size_t k = 0; k < names.size(); ++k) {
      columns[k].reserve(panel.rowCount());
      for (std::size_t entity = 0; entity < m_entities; ++entity)
        columns[k].insert(columns[k].end(), results.column(k, entity).begin(), results.column(k, entity).end());
      view.columns[names[k]] = columns[k].data();
    }
  }
  for (std::size_t s = 0; s < m_stages.size(); ++s) {
    const double share = 0.5 / static_cast<double>(m_stages.size());
    PartOfTask part(control, 0.5 + share * static_cast<double>(s), 0.5 + share * static_cast<double>(s + 1));
    ZVT_TRY_VOID(m_stages[s]->universe.takeHistory(view, parallel, part));
  }
  return {};
}

/// Runs the comparisons of a stage over the entities with a bar, in their order as over a whole history, and adds the
/// results to what the next stage reads.
void LiveMarket::compare(Stage& stage, const LiveBars& bars, std::span<const double> values, LiveBars& view)
{
  stage.present.clear();
  for (std::uint32_t entity = 0; entity < m_entities; ++entity)
    if (bars.present.empty() || bars.present[entity])
      stage.present.push_back(entity);
  for (Stage::Comparison& comparison : stage.comparisons) {
    const std::vector<std::size_t>& inputs = comparison.plan->inputs;
    stage.columns.resize(std::max(stage.columns.size(), inputs.size()));
    std::vector<const double*> in;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      stage.columns[k].clear();
      for (const std::uint32_t entity : stage.present)
        stage.columns[k].push_back(values[inputs[k] * m_entities + entity]);
      in.push_back(stage.columns[k].data());
    }
    stage.ranks.resize(stage.present.size());
    comparison.state->step(in, stage.ranks.data(), stage.present.size());
    for (std::size_t i = 0; i < stage.present.size(); ++i)
      comparison.result[stage.present[i]] = stage.ranks[i];
    view.columns[comparison.plan->column] = comparison.result.data();
  }
}

Result<void> LiveMarket::step(const LiveBars& bars, const ParallelFor& parallel)
{
  LiveBars view = bars;
  for (const auto& stage : m_stages) {
    ZVT_TRY_VOID(stage->universe.step(view, parallel));
    if (!stage->comparisons.empty())
      compare(*stage, bars, stage->universe.allValues(), view);
  }
  return {};
}

Result<void> LiveMarket::tryOut(const LiveBars& bars, std::vector<double>& values)
{
  std::vector<std::uint32_t> all(m_entities);
  std::iota(all.begin(), all.end(), 0U);
  LiveBars view = bars;
  for (const auto& stage : m_stages) {
    const bool isLast = stage == m_stages.back();
    ZVT_TRY_VOID(stage->universe.tryOut(view, all, isLast ? values : stage->tried));
    if (!isLast)
      compare(*stage, bars, stage->tried, view);
  }
  return {};
}

std::span<const double> LiveMarket::values(std::size_t output) const
{
  return m_stages.back()->universe.values(output);
}

bool LiveMarket::canSave() const
{
  return std::ranges::all_of(m_stages, [](const auto& stage) { return stage->universe.canSave(); });
}

std::vector<double> LiveMarket::save(std::size_t entity) const
{
  std::vector<double> row;
  for (const auto& stage : m_stages) {
    const std::vector<double> part = stage->universe.save(entity);
    row.push_back(static_cast<double>(part.size()));
    row.insert(row.end(), part.begin(), part.end());
  }
  return row;
}

Result<void> LiveMarket::load(std::size_t entity, std::span<const double> row)
{
  for (const auto& stage : m_stages) {
    const std::size_t size = stage->universe.save(entity).size();
    if (row.size() < size + 1 || row.front() != static_cast<double>(size))
      return fail("factor.bad_state");
    ZVT_TRY_VOID(stage->universe.load(entity, row.subspan(1, size)));
    row = row.subspan(size + 1);
  }
  return row.empty() ? Result<void>() : fail("factor.bad_state");
}

}
