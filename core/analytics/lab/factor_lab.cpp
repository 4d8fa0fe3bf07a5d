// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/lab/factor_lab.h"

#include "core/analytics/lab/return_prices.h"
#include "core/analytics/lab/study_columns.h"
#include "core/base/text.h"
#include "core/data/market_data.h"
#include "core/factor/column_source.h"
#include "core/factor/cross/normalize.h"
#include "core/factor/factors/factor_program.h"
#include "core/factor/lanes.h"
#include "core/market/exchange.h"

#include <algorithm>
#include <set>

namespace zvt::analytics {

namespace {

/// A factor made ready: one of the two.
struct Ready {
  std::optional<factor::Formula> formula;
  std::optional<factor::FactorProgram> program;
  std::string column;
};

Result<Ready> makeReady(
    const LabFactor& wanted, const factor::FactorRegistry& registry, const factor::FormulaLibrary* saved)
{
  Ready ready;
  if (wanted.factor.empty()) {
    if (trim(wanted.formula).empty())
      return fail("factor.no_formula");
    ZVT_TRY(ready.formula, factor::compile(wanted.formula, wanted.values, factor::OperatorCatalogue::builtIn(), saved));
    return ready;
  }
  ZVT_TRY(const factor::FactorDefinition* definition, registry.find(wanted.factor));
  ZVT_TRY(ready.program, factor::FactorProgram::make(*definition, wanted.parameters));
  ready.column = wanted.column.empty() ? mainColumn(*ready.program) : wanted.column;
  return ready;
}

class Lab {
public:
  Lab(const LabRequest& request, data::MarketData& data, const factor::ColumnSources& sources,
      const ParallelFor& parallel)
      : m_request(request)
      , m_data(data)
      , m_sources(sources)
      , m_parallel(parallel)
  {
  }

  Result<LabResult> run(const std::vector<Ready>& factors, TaskControl& control)
  {
    LabResult result;
    PartOfTask reading(control, 0, 0.5);
    ZVT_TRY(auto series, read(columnsOf(factors), result.report, reading));
    result.securities = series.size();
    result.withoutBars = m_request.entities.size() - series.size() - result.report.unreadable;
    const auto wanted = columnsOf(factors);
    const factor::FormulaBlock block(std::move(series), {wanted.begin(), wanted.end()});
    std::vector<StudyColumn> columns;
    PartOfTask computing(control, 0.5, 0.7);
    for (std::size_t i = 0; i < factors.size(); ++i) {
      PartOfTask one(computing, static_cast<double>(i) / static_cast<double>(factors.size()),
          static_cast<double>(i + 1) / static_cast<double>(factors.size()));
      ZVT_TRY(StudyColumn column, compute(factors[i], block, one));
      column.name = titleOf(i == 0 ? m_request.factor : m_request.others[i - 1]);
      ZVT_TRY_VOID(keepRange(block, column.values));
      columns.push_back(std::move(column));
    }
    ZVT_TRY_VOID(study(block, columns, result, control));
    return result;
  }

private:
  static std::set<std::string> columnsOf(const std::vector<Ready>& factors)
  {
    std::set<std::string> names;
    for (const Ready& ready : factors)
      for (const std::string& name : ready.formula ? ready.formula->columns() : ready.program->reads())
        names.insert(name);
    return names;
  }

  /// One security that cannot be read does not keep the others from being studied: the report says so.
  Result<std::vector<market::BarSeriesPtr>> read(
      const std::set<std::string>& columns, FactorReport& report, TaskControl& control)
  {
    const std::vector<std::string> names(columns.begin(), columns.end());
    std::vector<market::BarSeriesPtr> all;
    const std::vector<std::string>& entities = m_request.entities;
    for (std::size_t i = 0; i < entities.size(); ++i) {
      ZVT_TRY_VOID(control.cancelToken().check());
      control.progress(static_cast<double>(i) / static_cast<double>(entities.size()), entities[i]);
      auto series = readOne(entities[i], names);
      if (!series) {
        if (series.error().code.starts_with("factor.")) // what the factor needs is missing, for all of them
          return std::unexpected(std::move(series).error());
        ++report.unreadable;
        if (!report.firstProblem)
          report.firstProblem = std::move(series).error();
        continue;
      }
      if (!(*series)->empty())
        all.push_back(*std::move(series));
    }
    if (all.empty() && report.firstProblem)
      return std::unexpected(*report.firstProblem);
    if (all.empty())
      return fail("factor.no_bars_at_all",
          {{"count", std::to_string(entities.size())}, {"level", std::string(market::toString(m_request.level))}});
    return all;
  }

  Result<market::BarSeriesPtr> readOne(const std::string& entityId, const std::vector<std::string>& columns) const
  {
    ZVT_TRY(market::BarSeriesPtr series, barsOf(entityId, m_request.adjust));
    if (series->empty())
      return series;
    ZVT_TRY_VOID(m_data.calendarOf(entityId)); // the dates of the study go by it
    return m_sources.fill(std::move(series), columns);
  }

  Result<market::BarSeriesPtr> barsOf(const std::string& entityId, market::AdjustMode adjust) const
  {
    data::BarRequest request;
    request.entityId = entityId;
    request.level = m_request.level;
    request.adjust = adjust;
    return m_data.bars(request);
  }

  Result<StudyColumn> compute(const Ready& ready, const factor::FormulaBlock& block, TaskControl& control)
  {
    if (ready.program)
      return factorColumn(block, *ready.program, ready.column, m_parallel, control);
    ZVT_TRY(auto columns, formulaColumns(block, *ready.formula, m_parallel, control));
    return std::move(columns.front());
  }

  /// Values at bars from the first to the last date alone.
  Result<void> keepRange(const factor::FormulaBlock& block, std::vector<double>& values) const
  {
    if (!m_request.from && !m_request.to)
      return {};
    for (std::size_t e = 0; e < block.series().size(); ++e) {
      const market::BarSeries& bars = *block.series()[e];
      ZVT_TRY(const auto calendar, m_data.calendarOf(bars.entityId));
      const auto keyOf = [&](TradingDay day) {
        return market::isDayKeyed(bars.level) ? static_cast<std::int64_t>(day.days)
                                              : calendar->zone().toUtc(LocalTime::of(day)).micros;
      };
      const std::int64_t first = m_request.from ? keyOf(*m_request.from) : bars.key.front();
      const std::int64_t end = m_request.to ? keyOf(*m_request.to + 1) : bars.key.back() + 1;
      for (std::size_t i = 0; i < bars.size(); ++i)
        if (bars.key[i] < first || bars.key[i] >= end)
          values[block.panel().offsets[e] + i] = factor::kUndefined;
    }
    return {};
  }

  Result<void> study(const factor::FormulaBlock& block, const std::vector<StudyColumn>& columns, LabResult& result,
      TaskControl& control) const
  {
    const market::Panel& panel = block.panel();
    ZVT_TRY(const ReturnPrices prices,
        returnPrices(block, [this](const std::string& id) { return barsOf(id, returnAdjust(id)); }));
    const FactorStudyInput input{
        panel.offsets, panel.position, panel.timeline, prices.open, prices.close, columns.front().values};
    if (std::ranges::all_of(input.factor, [](double x) { return std::isnan(x); }))
      return fail("factor.no_value_at_all", {{"factor", columns.front().name}});
    FactorReport& report = result.report;
    report.title = columns.front().name;
    report.level = m_request.level;
    report.options = m_request.options;
    PartOfTask studying(control, 0.7, 0.95);
    ZVT_TRY(report.study, studyFactor(input, m_request.options, m_parallel, studying));
    listNames(panel, prices, input.factor, result);
    trimToCoverage(report.study);
    report.securities = block.series().size();
    report.adjust = m_request.adjust;
    if (report.title != m_request.factor.formula && !m_request.factor.formula.empty())
      report.facts = {m_request.factor.formula};
    if (columns.size() < 2)
      return {};
    std::vector<std::span<const double>> values;
    for (const StudyColumn& column : columns) {
      report.names.push_back(column.name);
      values.emplace_back(column.values);
    }
    PartOfTask correlating(control, 0.95, 1);
    ZVT_TRY(report.correlations, correlateFactors(input, values, m_request.options, m_parallel, correlating));
    return {};
  }

  /// The securities at the newest date that has values.
  void listNames(
      const market::Panel& panel, const ReturnPrices& prices, std::span<const double> factor, LabResult& result) const
  {
    const std::vector<double>& coverage = result.report.study.coverage;
    const auto newest = std::find_if(coverage.rbegin(), coverage.rend(), [](double count) { return count > 0; });
    if (newest == coverage.rend())
      return;
    const auto date = static_cast<std::uint32_t>(newest.base() - coverage.begin() - 1);
    result.namesKey = panel.timeline[date];
    std::vector<double> values;
    for (std::size_t e = 0; e < panel.entities.size(); ++e) {
      const std::ptrdiff_t row = panel.rowAt(e, date);
      if (row < 0 || std::isnan(factor[static_cast<std::size_t>(row)]))
        continue;
      const auto at = static_cast<std::size_t>(row);
      const auto change = [&](std::size_t bars) {
        return at >= panel.offsets[e] + bars ? prices.close[at] / prices.close[at - bars] - 1 : factor::kUndefined;
      };
      result.names.push_back({panel.entities[e], factor[at], 0, change(1), change(20)});
      values.push_back(factor[at]);
    }
    if (values.size() >= std::max(m_request.options.fewestEntities, m_request.options.buckets)) {
      std::vector<double> buckets(values.size());
      factor::CrossNormalizer().bucket(values, m_request.options.buckets, buckets);
      for (std::size_t i = 0; i < buckets.size(); ++i)
        result.names[i].bucket = static_cast<std::size_t>(buckets[i]);
    }
    std::ranges::sort(result.names, [](const LabName& a, const LabName& b) {
      return a.value != b.value ? a.value > b.value : a.entityId < b.entityId;
    });
  }

  const LabRequest& m_request;
  data::MarketData& m_data;
  const factor::ColumnSources& m_sources;
  const ParallelFor& m_parallel;
};

}

std::string titleOf(const LabFactor& factor)
{
  if (!factor.factor.empty())
    return factor.column.empty() ? factor.factor : factor.factor + '.' + factor.column;
  return factor.name.empty() ? std::string(trim(factor.formula)) : factor.name;
}

Result<LabResult> runLab(const LabRequest& request, data::MarketData& data, const factor::ColumnSources& sources,
    const factor::FactorRegistry& registry, const ParallelFor& parallel, TaskControl& control)
{
  std::vector<Ready> factors;
  ZVT_TRY(Ready studied, makeReady(request.factor, registry, request.saved.get()));
  factors.push_back(std::move(studied));
  for (const LabFactor& other : request.others) {
    ZVT_TRY(Ready ready, makeReady(other, registry, request.saved.get()));
    factors.push_back(std::move(ready));
  }
  return Lab(request, data, sources, parallel).run(factors, control);
}

}
