// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_plots.h"

#include "core/factor/column_source.h"
#include "ui/chart/plot_looks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace zvt::ui {

namespace {

using factor::CompiledOutput;
using factor::Formula;
using widgets::ChartColor;
using widgets::PlotModel;
using Kind = PlotModel::Kind;

/// In the legend: the output's name, or the indicator's where it has one output without a name of its own.
QString plotName(const Indicator& indicator, const Formula& formula, std::size_t output)
{
  const QString title = titleOf(indicator);
  if (formula.outputs().size() == 1 && !indicator.operatorName.empty())
    return title;
  const QString name = QString::fromStdString(formula.names()[output]);
  return indicator.operatorName.empty() ? name : name.toUpper();
}

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

/// Adds indicators to a model one after the other.
class Plotter {
public:
  Plotter(widgets::ChartModel& model, std::size_t volumePane, const factor::ColumnSources* sources,
      const factor::FormulaLibrary& saved)
      : m_model(model)
      , m_volumePane(volumePane)
      , m_sources(sources)
      , m_saved(saved)
  {
  }

  Result<void> add(const Indicator& indicator, int source)
  {
    ZVT_TRY(const Formula formula, formulaOf(indicator, m_saved));
    market::BarSeriesPtr bars = m_model.bars;
    if (m_sources) {
      ZVT_TRY(bars, m_sources->fill(bars, formula.columns()));
    }
    factor::FactorTable table = formula.run(*bars);
    ZVT_TRY_VOID(checkDefined(formula, table, *bars));
    m_source = source;
    m_hasPane = false;
    m_isTitled = false;
    const std::vector<OutputHome> homes = homesOf(*formula.graph());
    for (std::size_t i = 0; i < formula.outputs().size(); ++i) {
      const CompiledOutput& output = formula.outputs()[i];
      if (output.hints.isDrawn) {
        const OutputHome home = homeOf(formula, output, indicator.pane, homes[formula.graph()->slot(output.value)]);
        addOutput(indicator, formula, i, home, table);
      }
      i += hasSecond(output) ? 1 : 0;
    }
    if (m_hasPane)
      tidyPane(indicator);
    nameDrawings(indicator);
    return {};
  }

private:
  void addOutput(
      const Indicator& indicator, const Formula& formula, std::size_t i, OutputHome home, factor::FactorTable& table)
  {
    const CompiledOutput& output = formula.outputs()[i];
    const bool overPrice = home == OutputHome::Price;
    std::vector<PlotModel>& plots = overPrice ? m_model.overlays
        : home == OutputHome::Volume          ? m_model.panes[m_volumePane].plots
                                              : ownPane(indicator).plots;
    PlotModel plot(kindOf(formula, output, home), plotName(indicator, formula, i), ChartColor::UpDown,
        std::move(table.columns[i]));
    if (hasSecond(output))
      plot.setSecond(std::move(table.columns[i + 1]));
    const auto known = indicator.styles.find(output.name);
    plot.visible = indicator.visible;
    plot.source = m_source;
    applyLook(plot, output, known == indicator.styles.end() ? OutputStyle() : known->second, overPrice);
    const bool byRise = plot.kind == Kind::Histogram || plot.kind == Kind::Volume || plot.kind == Kind::Icons;
    if (plot.color == ChartColor::UpDown && !byRise)
      plot.color = averageColor(plot.name.toStdString()).value_or(nextColor(plots, overPrice));
    count(plot, formula, output);
    if (overPrice && !indicator.operatorName.empty() && formula.outputs().size() > 1
        && !std::exchange(m_isTitled, true))
      plot.title = titleOf(indicator);
    if (plot.isColumn()) // first, so that the lines lie over them
      plots.insert(plots.begin(), std::move(plot));
    else
      plots.push_back(std::move(plot));
  }

  /// Drawings are not listed one by one: over the price an indicator that is nothing else has its title instead.
  void nameDrawings(const Indicator& indicator)
  {
    std::vector<PlotModel*> mine;
    for (PlotModel& plot : m_model.overlays)
      if (plot.source == m_source)
        mine.push_back(&plot);
    if (!mine.empty() && std::all_of(mine.begin(), mine.end(), [](const PlotModel* plot) { return plot->isDrawing(); }))
      mine.front()->title = titleOf(indicator);
  }

  /// Counts of bars (神奇九转) stand as numbers at the bars, the first of two below and the second above them.
  static void count(PlotModel& plot, const Formula& formula, const CompiledOutput& output)
  {
    if (plot.kind != Kind::Marks)
      return;
    const factor::Node& node = formula.graph()->nodes()[output.value.node];
    plot.numbered = node.call->output(output.value.output).unit == factor::OutputUnit::Bars;
    plot.above = plot.numbered && output.value.output == 1;
  }

  /// The pane of the indicator's group, or a new one.
  widgets::PaneModel& ownPane(const Indicator& indicator)
  {
    if (m_hasPane)
      return m_model.panes[m_pane];
    m_hasPane = true;
    const auto group = m_groups.find(indicator.paneGroup);
    if (indicator.paneGroup > 0 && group != m_groups.end()) {
      m_pane = group->second;
      return m_model.panes[m_pane];
    }
    m_pane = m_model.panes.size();
    if (indicator.paneGroup > 0)
      m_groups[indicator.paneGroup] = m_pane;
    m_model.panes.emplace_back();
    m_model.panes.back().title = titleOf(indicator);
    m_model.panes.back().source = m_source;
    return m_model.panes.back();
  }

  /// One that joined a pane brings its title in front of its first line; what the title says is not said again.
  void tidyPane(const Indicator& indicator)
  {
    widgets::PaneModel& pane = m_model.panes[m_pane];
    const QString title = titleOf(indicator);
    std::vector<PlotModel*> mine;
    for (PlotModel& plot : pane.plots)
      if (plot.source == m_source)
        mine.push_back(&plot);
    if (mine.size() == 1 && mine.front()->name == title)
      mine.front()->name.clear();
    if (pane.source != m_source)
      mine.front()->title = title;
  }

  widgets::ChartModel& m_model;
  std::size_t m_volumePane;
  const factor::ColumnSources* m_sources; ///< null: none
  const factor::FormulaLibrary& m_saved;
  std::map<int, std::size_t> m_groups; ///< pane by group
  int m_source = -1; ///< of the indicator being added
  bool m_hasPane = false, m_isTitled = false;
  std::size_t m_pane = 0;
};

}

std::vector<IndicatorProblem> addIndicators(widgets::ChartModel& model, const std::vector<Indicator>& indicators,
    std::size_t volumePane, const factor::ColumnSources* sources, const factor::FormulaLibrary* saved)
{
  std::vector<IndicatorProblem> problems;
  const factor::FormulaLibrary none;
  Plotter plotter(model, volumePane, sources, saved ? *saved : none);
  for (std::size_t i = 0; i < indicators.size(); ++i)
    if (auto added = plotter.add(indicators[i], static_cast<int>(i)); !added)
      problems.push_back({i, added.error()});
  return problems;
}

}
