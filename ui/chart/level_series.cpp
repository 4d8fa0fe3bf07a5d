// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/level_series.h"

#include "core/factor/date_columns.h"
#include "core/market/compared_bars.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace zvt::ui {

namespace {

using market::Bar;
using market::BarSeries;
using market::kNotYetKnown;

/// What a stream is given beside the bars.
class SideColumns {
public:
  SideColumns(const BarSeries& bars, const std::vector<std::string>& names)
  {
    m_dates.reserve(names.size());
    for (const std::string& name : names) {
      const std::vector<double>* values = bars.extra(name);
      if (values == nullptr && factor::isDateColumn(name))
        values = &m_dates.emplace_back(factor::dateColumn(name, bars));
      m_columns.push_back(values);
    }
    m_row.resize(names.size());
  }
  std::span<const double> at(std::size_t bar)
  {
    for (std::size_t i = 0; i < m_columns.size(); ++i)
      m_row[i] = m_columns[i] ? (*m_columns[i])[bar] : std::nan("");
    return m_row;
  }

private:
  std::vector<const std::vector<double>*> m_columns; ///< null: not there
  std::vector<std::vector<double>> m_dates;
  std::vector<double> m_row;
};

void add(std::optional<Bar>& part, const Bar& bar)
{
  if (!part) {
    part = bar;
    return;
  }
  part->key = bar.key;
  part->high = std::fmax(part->high, bar.high);
  part->low = std::fmin(part->low, bar.low);
  part->close = bar.close;
  part->volume += bar.volume;
  part->turnover += bar.turnover;
}

factor::FactorTable emptyTable(const factor::Formula& formula, std::size_t bars)
{
  factor::FactorTable table;
  table.names = formula.names();
  table.columns.assign(table.names.size(), std::vector<double>(bars, std::nan("")));
  return table;
}

factor::FactorTable withForming(const factor::Formula& formula, const LevelSeries& level, const BarSeries& chart)
{
  factor::FactorTable table = emptyTable(formula, chart.size());
  const std::vector<std::string> names = formula.columns();
  SideColumns ofLevel(*level.bars, names), ofChart(chart, names);
  factor::FormulaStream finished = formula.stream();
  factor::FormulaStream trial = finished;
  std::vector<double> last(table.columns.size(), std::nan(""));
  std::optional<Bar> part; ///< of the level, as it stands
  std::size_t fed = 0;
  for (std::size_t i = 0; i < chart.size(); ++i) {
    const std::size_t count = level.known[i] == kNotYetKnown ? 0 : level.known[i] + 1;
    for (; fed < count; ++fed) {
      const auto values = finished.step(level.bars->at(fed), ofLevel.at(fed));
      last.assign(values.begin(), values.end());
      part.reset();
    }
    std::span<const double> values = last;
    if (level.isForming(i)) {
      add(part, chart.at(i));
      trial = finished;
      values = trial.step(*part, ofChart.at(i));
    }
    for (std::size_t k = 0; k < values.size(); ++k)
      table.columns[k][i] = values[k];
  }
  return table;
}

}

bool LevelSeries::isForming(std::size_t chartBar) const
{
  const std::size_t at = known[chartBar];
  return at == kNotYetKnown || chartTimes[chartBar] > levelTimes[at];
}

bool LevelSeries::isNew(std::size_t chartBar) const
{
  return known[chartBar] != (chartBar == 0 ? kNotYetKnown : known[chartBar - 1]);
}

LevelSeries levelSeriesOf(const BarSeries& chart, market::BarSeriesPtr bars, const market::Calendar& calendar)
{
  LevelSeries level;
  level.chartTimes = market::availableTimes(chart, calendar);
  level.levelTimes = market::availableTimes(*bars, calendar);
  level.known = market::lastKnownAt(level.chartTimes, level.levelTimes);
  level.bars = std::move(bars);
  return level;
}

factor::FactorTable tableAsOf(
    const factor::Formula& formula, const LevelSeries& level, const BarSeries& chart, bool forming)
{
  if (forming && chart.level < level.bars->level)
    return withForming(formula, level, chart);
  factor::FactorTable table = emptyTable(formula, chart.size());
  const factor::FactorTable known = formula.run(*level.bars);
  for (std::size_t k = 0; k < table.columns.size(); ++k)
    for (std::size_t i = 0; i < chart.size(); ++i)
      if (level.known[i] != kNotYetKnown)
        table.columns[k][i] = known.columns[k][level.known[i]];
  return table;
}

}
