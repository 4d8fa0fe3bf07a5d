// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_columns.h"

#include "core/factor/column_source.h"
#include "ui/factor/output_home.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::ui {

namespace {

using factor::CompiledOutput;
using factor::Formula;

bool isUndefined(const std::vector<double>& values)
{
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

/// Why lines would stay empty; nothing to say of drawings, whose condition may well never hold.
Result<void> checkDefined(const Formula& formula, const factor::FactorTable& table, const market::BarSeries& bars)
{
  if (formula.comparesEntities())
    return fail("chart.compares_securities");
  const auto lines = [&](const CompiledOutput& output) { return output.hints.isDrawn && !isDrawing(output); };
  bool some = false, defined = false;
  for (std::size_t i = 0; i < formula.outputs().size(); ++i)
    if (lines(formula.outputs()[i])) {
      some = true;
      defined = defined || !isUndefined(table.columns[i]);
    }
  if (!some || defined)
    return {};
  for (const std::string& column : formula.columns())
    if (const auto* values = bars.extra(column); values == nullptr || isUndefined(*values))
      return fail("chart.no_column", {{"column", column}});
  if (formula.warmUp() > bars.size())
    return fail(
        "chart.too_few_bars", {{"needed", std::to_string(formula.warmUp())}, {"found", std::to_string(bars.size())}});
  return fail("chart.never_defined");
}

Result<market::BarSeriesPtr> filled(
    const market::BarSeriesPtr& bars, const Formula& formula, const factor::ColumnSources* sources)
{
  return sources ? sources->fill(bars, formula.columns()) : bars;
}

}

IndicatorColumnWork::IndicatorColumnWork(const market::BarSeriesPtr& bars, const std::vector<Indicator>& indicators,
    const factor::ColumnSources* sources, const factor::FormulaLibrary& saved, const LevelReader& levels)
{
  for (const Indicator& indicator : indicators)
    m_tasks.push_back(prepared(bars, indicator, sources, saved, levels));
}

Result<IndicatorColumnWork::Task> IndicatorColumnWork::prepared(const market::BarSeriesPtr& bars,
    const Indicator& indicator, const factor::ColumnSources* sources, const factor::FormulaLibrary& saved,
    const LevelReader& levels)
{
  Task task;
  ZVT_TRY(task.made.formula, formulaOf(indicator, saved));
  ZVT_TRY(task.bars, filled(bars, task.made.formula, sources));
  if (indicator.level && *indicator.level != bars->level) {
    ZVT_TRY(task.made.level, levelOf(*indicator.level, levels));
    task.own = *task.made.level;
    ZVT_TRY(task.own->bars, filled(task.own->bars, task.made.formula, sources));
    task.forming = indicator.forming;
  }
  return task;
}

Result<const LevelSeries*> IndicatorColumnWork::levelOf(market::BarLevel level, const LevelReader& levels)
{
  const auto known = m_levels.find(level);
  if (known != m_levels.end())
    return &known->second;
  if (!levels)
    return fail("chart.no_level");
  ZVT_TRY(LevelSeries read, levels(level));
  return &m_levels.emplace(level, std::move(read)).first->second;
}

void IndicatorColumnWork::compute(std::size_t indicator)
{
  if (!m_tasks[indicator])
    return;
  Task& task = *m_tasks[indicator];
  IndicatorColumns& made = task.made;
  made.table = task.own ? tableAsOf(made.formula, *task.own, *task.bars, task.forming) : made.formula.run(*task.bars);
  if (auto checked = checkDefined(made.formula, made.table, task.own ? *task.own->bars : *task.bars); !checked) {
    m_tasks[indicator] = std::unexpected(std::move(checked).error());
    return;
  }
  const auto& outputs = made.formula.outputs();
  made.pyramids.resize(outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].hints.isDrawn)
      made.pyramids[i] = widgets::ExtremePyramid(made.table.columns[i]);
    i += hasSecond(outputs[i]) ? 1 : 0;
  }
}

Result<IndicatorColumns> IndicatorColumnWork::take(std::size_t indicator)
{
  ZVT_TRY(Task task, std::move(m_tasks[indicator]));
  return std::move(task.made);
}

}
