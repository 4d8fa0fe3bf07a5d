// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/live_plots.h"

#include "ui/factor/output_home.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace zvt::ui {

namespace {

/// Bars before those that a formula without memory needs: sums that run are anchored within them.
constexpr std::size_t kSpare = 1024;

/// Whether what a level of its own says is drawn at all bars, not at the first one that knows it.
bool holds(widgets::PlotModel::Kind kind)
{
  using Kind = widgets::PlotModel::Kind;
  return kind != Kind::Marks && kind != Kind::Icons && kind != Kind::Labels && kind != Kind::Numbers;
}

}

std::string volumeAverage(int period)
{
  return fmt::format("MA(VOLUME,{})", period);
}

LivePlots::LivePlots(
    const widgets::ChartModel& model, const std::vector<Indicator>& indicators, const factor::FormulaLibrary& saved)
{
  if (!model.bars->empty())
    m_newest = model.bars->at(model.bars->size() - 1);
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const Indicator& indicator = indicators[i];
    if (indicator.level && *indicator.level != model.bars->level) {
      if (!indicator.forming)
        m_holding.insert(static_cast<int>(i));
    } else if (const auto formula = formulaOf(indicator, saved)) {
      follow(model, *formula, static_cast<int>(i));
    }
  }
  int output = 0;
  for (const int period : kVolumeAverages) {
    if (const auto formula = factor::compile(volumeAverage(period)))
      follow(model, *formula, -2 - output);
    ++output;
  }
}

void LivePlots::follow(const widgets::ChartModel& model, const factor::Formula& formula, int source)
{
  if (!formula.columns().empty() || formula.comparesEntities())
    return;
  const market::BarSeries& bars = *model.bars;
  const std::size_t end = bars.empty() ? 0 : bars.size() - 1;
  const std::size_t steps = formula.isRecursive() ? kMostSteps : formula.warmUp() + kSpare;
  Followed followed{formula.stream(), source};
  for (std::size_t i = end > steps ? end - steps : 0; i < end; ++i)
    followed.stream.step(bars.at(i));
  m_followed.push_back(std::move(followed));
}

std::vector<std::optional<double>> LivePlots::at(
    const widgets::ChartModel& model, const market::Bar& bar, bool continues)
{
  if (m_newest && bar.key > m_newest->key && !continues)
    for (Followed& followed : m_followed)
      followed.stream.step(*m_newest); // it is over
  m_newest = bar;
  std::map<int, std::vector<double>> outputs;
  for (const Followed& followed : m_followed) {
    factor::FormulaStream tried = followed.stream;
    const auto values = tried.step(bar);
    outputs[followed.source].assign(values.begin(), values.end());
  }
  std::vector<std::optional<double>> result;
  for (const widgets::PlotColumn& column : plotColumns(model)) {
    const bool ofVolume = column.plot->source < 0 && column.plot->output >= 0;
    const auto found = outputs.find(ofVolume ? -2 - column.plot->output : column.plot->source);
    const std::size_t output = ofVolume ? 0 : static_cast<std::size_t>(column.plot->output + (column.isSecond ? 1 : 0));
    const bool known = column.plot->output >= 0 && found != outputs.end() && output < found->second.size();
    const std::vector<double>& drawn = column.isSecond ? column.plot->second : column.plot->values;
    if (known)
      result.push_back(found->second[output]);
    else if (m_holding.contains(column.plot->source) && holds(column.plot->kind) && !drawn.empty())
      result.push_back(drawn.back());
    else
      result.push_back(std::nullopt);
  }
  return result;
}

}
