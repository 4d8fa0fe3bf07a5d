// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/formula_run.h"

#include "core/base/parallel_for.h"
#include "core/factor/cross_section_evaluator.h"
#include "core/factor/formula_block.h"
#include "core/factor/lanes/dispatch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zvt::cli {

namespace {

constexpr std::size_t kEntitiesAtATime = 64; ///< some lanes full; what is held stays small

class Run {
public:
  Run(CommandLine& line, app::Services& services, const factor::Formula& formula, const BarSelection& bars,
      market::BarLevel level, Format format)
      : m_line(line)
      , m_services(services)
      , m_formula(formula)
      , m_bars(bars)
      , m_level(level)
      , m_output(headerOf(formula), format, stdout)
      , m_evaluator(*formula.graph(), outputsOf(formula), factor::bestIsa())
  {
  }

  Result<void> over(const std::vector<std::string>& entities)
  {
    const std::size_t atATime =
        m_formula.comparesEntities() ? std::max<std::size_t>(entities.size(), 1) : kEntitiesAtATime;
    std::size_t computed = 0;
    for (std::size_t first = 0; first < entities.size() && !m_output.hasFailed(); first += atATime) {
      const std::size_t end = std::min(first + atATime, entities.size());
      std::vector<market::BarSeriesPtr> series;
      for (std::size_t i = first; i < end; ++i) {
        ZVT_TRY_VOID(m_line.control().cancelToken().check());
        m_line.control().progress(static_cast<double>(i) / static_cast<double>(entities.size()), entities[i]);
        ZVT_TRY(market::BarSeriesPtr one, read(entities[i]));
        if (one->empty())
          m_line.note(fmt::format("zvt: {} has no bars of level {}", entities[i], m_bars.level));
        else
          series.push_back(std::move(one));
      }
      computed += series.size();
      ZVT_TRY_VOID(write(std::move(series)));
    }
    m_output.finish();
    if (computed == 0)
      return fail("factor.no_bars_at_all", {{"count", std::to_string(entities.size())}, {"level", m_bars.level}});
    return {};
  }

private:
  static std::vector<std::string> headerOf(const factor::Formula& formula)
  {
    std::vector<std::string> columns{"entity_id", "timestamp"};
    columns.insert(columns.end(), formula.names().begin(), formula.names().end());
    return columns;
  }
  static std::vector<factor::PanelOutput> outputsOf(const factor::Formula& formula)
  {
    std::vector<factor::PanelOutput> outputs;
    for (const factor::CompiledOutput& output : formula.outputs())
      outputs.push_back({output.value, factor::Keep::Column});
    return outputs;
  }

  Result<market::BarSeriesPtr> read(const std::string& entityId)
  {
    ZVT_TRY(market::BarSeriesPtr series, m_bars.read(m_services, entityId));
    return m_services.columns().fill(std::move(series), m_formula.columns());
  }

  Result<void> write(std::vector<market::BarSeriesPtr> series)
  {
    if (series.empty())
      return {};
    const factor::FormulaBlock block(std::move(series), m_formula.columns());
    SilentTaskControl silent(m_line.control().cancelToken());
    ZVT_TRY_VOID(m_evaluator.run(block.view(), m_values, m_parallel, silent));
    for (std::size_t entity = 0; entity < block.series().size(); ++entity)
      ZVT_TRY_VOID(writeEntity(*block.series()[entity], entity));
    return {};
  }

  Result<void> writeEntity(const market::BarSeries& bars, std::size_t entity)
  {
    ZVT_TRY(const BarTimes times, BarTimes::of(m_services, bars.entityId, m_level, m_bars));
    for (std::size_t i = 0; i < bars.size(); ++i) {
      if (!times.contains(bars.key[i]))
        continue;
      std::vector<Cell> row(2 + m_formula.names().size());
      row[0] = bars.entityId;
      row[1] = times.text(bars.key[i]);
      for (std::size_t output = 0; output < m_formula.names().size(); ++output)
        if (const double value = m_values.column(output, entity)[i]; !std::isnan(value))
          row[2 + output] = value;
      m_output.row(std::move(row));
    }
    return {};
  }

  CommandLine& m_line;
  app::Services& m_services;
  const factor::Formula& m_formula;
  const BarSelection& m_bars;
  market::BarLevel m_level;
  TableOutput m_output;
  factor::CrossSectionEvaluator m_evaluator;
  factor::FactorPanel m_values;
  TbbParallelFor m_parallel;
};

}

Result<void> runFormula(
    CommandLine& line, app::Services& services, const factor::Formula& formula, const BarSelection& bars, Format format)
{
  ZVT_TRY(const market::BarLevel level, market::parseBarLevel(bars.level));
  ZVT_TRY(const auto entities, bars.select(services));
  ZVT_TRY_VOID(line.control().cancelToken().check()); // from the first line on Ctrl-C is heard
  return Run(line, services, formula, bars, level, format).over(entities);
}

}
