// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross_section_evaluator.h"

#include <algorithm>
#include <atomic>

namespace zvt::factor {

namespace {

constexpr std::size_t kDatesAtOnce = 64;

}

struct CrossSectionEvaluator::RowOfDate {
  std::uint32_t entity = 0;
  std::uint32_t bar = 0;
};

/// The rows of a panel, date after date, in the order of the entities.
struct CrossSectionEvaluator::RowsByDate {
  std::vector<RowOfDate> all;
  std::vector<std::size_t> dates; ///< rows of date d are [dates[d], dates[d + 1])

  static RowsByDate of(const PanelView& panel)
  {
    std::size_t count = 0;
    for (const std::uint32_t date : panel.position)
      count = std::max<std::size_t>(count, date + 1);
    RowsByDate result{std::vector<RowOfDate>(panel.position.size()), std::vector<std::size_t>(count + 1, 0)};
    for (const std::uint32_t date : panel.position)
      ++result.dates[date + 1];
    for (std::size_t date = 0; date < count; ++date)
      result.dates[date + 1] += result.dates[date];
    std::vector<std::size_t> next(result.dates.begin(), result.dates.end() - 1);
    for (std::uint32_t entity = 0; entity < panel.entityCount(); ++entity) {
      for (std::size_t row = panel.offsets[entity]; row < panel.offsets[entity + 1]; ++row)
        result.all[next[panel.position[row]]++] = {entity, static_cast<std::uint32_t>(row - panel.offsets[entity])};
    }
    return result;
  }
  [[nodiscard]] std::span<const RowOfDate> rows(std::size_t date) const
  {
    return std::span(all).subspan(dates[date], dates[date + 1] - dates[date]);
  }
};

struct CrossSectionEvaluator::Stage {
  Stage(std::unique_ptr<GraphStage> stage, std::optional<Isa> isa)
      : plan(std::move(stage))
      , evaluator(plan->graph, plan->outputs, isa)
  {
  }
  std::unique_ptr<GraphStage> plan;
  PanelEvaluator evaluator;
  FactorPanel results;
};

CrossSectionEvaluator::CrossSectionEvaluator(
    const ExpressionGraph& graph, std::vector<PanelOutput> outputs, std::optional<Isa> isa)
{
  for (auto& plan : stagesOf(graph, outputs))
    m_stages.push_back(std::make_unique<Stage>(std::move(plan), isa));
}

CrossSectionEvaluator::~CrossSectionEvaluator() = default;

Result<void> CrossSectionEvaluator::compare(const StageComparison& comparison, const FactorPanel& inputs,
    const PanelView& panel, const RowsByDate& byDate, std::vector<double>& out, const ParallelFor& parallel,
    TaskControl& control)
{
  std::vector<std::vector<std::span<const double>>> values(comparison.inputs.size()); // by input and entity
  for (std::size_t k = 0; k < values.size(); ++k) {
    for (std::size_t entity = 0; entity < panel.entityCount(); ++entity)
      values[k].push_back(inputs.column(comparison.inputs[k], entity));
  }
  std::atomic<bool> isCancelled = false;
  parallel.run(byDate.dates.size() - 1, kDatesAtOnce, [&](std::size_t begin, std::size_t end) {
    if (!control.cancelToken().check()) {
      isCancelled = true;
      return;
    }
    const auto state = comparison.node->call->acrossEntities(comparison.node->parameters);
    std::vector<std::vector<double>> columns(values.size());
    std::vector<const double*> in(values.size());
    std::vector<double> result;
    for (std::size_t date = begin; date < end; ++date) {
      const auto rows = byDate.rows(date);
      for (std::size_t k = 0; k < values.size(); ++k) {
        columns[k].clear();
        for (const RowOfDate& row : rows)
          columns[k].push_back(values[k][row.entity][row.bar]);
        in[k] = columns[k].data();
      }
      result.resize(rows.size());
      state->step(in, result.data(), rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i)
        out[panel.offsets[rows[i].entity] + rows[i].bar] = result[i];
    }
  });
  if (isCancelled)
    return fail("task.cancelled");
  return {};
}

Result<void> CrossSectionEvaluator::run(
    const PanelView& panel, FactorPanel& result, const ParallelFor& parallel, TaskControl& control)
{
  if (m_stages.size() == 1)
    return m_stages.front()->evaluator.run(panel, result, parallel, control);

  const RowsByDate byDate = RowsByDate::of(panel);
  PanelView view = panel;
  std::vector<std::unique_ptr<std::vector<double>>> columns;
  for (std::size_t s = 0; s < m_stages.size(); ++s) {
    Stage& stage = *m_stages[s];
    const double share = 1.0 / static_cast<double>(m_stages.size());
    PartOfTask part(control, share * static_cast<double>(s), share * static_cast<double>(s + 1));
    const bool isLast = s + 1 == m_stages.size();
    ZVT_TRY_VOID(stage.evaluator.run(view, isLast ? result : stage.results, parallel, part));
    for (const StageComparison& comparison : stage.plan->comparisons) {
      auto& column = columns.emplace_back(std::make_unique<std::vector<double>>(panel.rowCount(), kUndefined));
      ZVT_TRY_VOID(compare(comparison, stage.results, panel, byDate, *column, parallel, part));
      view.columns[comparison.column] = column->data();
    }
  }
  return {};
}

}
