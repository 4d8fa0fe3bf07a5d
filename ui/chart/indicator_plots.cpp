// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_plots.h"

#include "ui/chart/indicator_columns.h"
#include "ui/chart/plot_looks.h"
#include "ui/shell/level_text.h"

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
  const QString written = indicator.operatorName.empty() ? name : name.toUpper();
  // Of an operator the title says the level.
  return indicator.level && indicator.operatorName.empty() ? written + u' ' + levelText(*indicator.level) : written;
}

/// Adds indicators to a model one after the other.
class Plotter {
public:
  Plotter(widgets::ChartModel& model, std::size_t volumePane)
      : m_model(model)
      , m_volumePane(volumePane)
  {
  }

  void add(const Indicator& indicator, int source, IndicatorColumns columns)
  {
    const Formula& formula = columns.formula;
    m_level = columns.level;
    m_source = source;
    m_hasPane = false;
    m_isTitled = false;
    const std::vector<OutputHome> homes = homesOf(*formula.graph());
    for (std::size_t i = 0; i < formula.outputs().size(); ++i) {
      const CompiledOutput& output = formula.outputs()[i];
      if (output.hints.isDrawn) {
        const OutputHome home = homeOf(formula, output, indicator.pane, homes[formula.graph()->slot(output.value)]);
        addOutput(indicator, columns, i, home);
      }
      i += hasSecond(output) ? 1 : 0;
    }
    if (m_hasPane)
      tidyPane(indicator);
    nameDrawings(indicator);
  }

private:
  /// What stands at single bars is not repeated while the bar of the level lasts.
  void keepFirst(std::vector<double>& values) const
  {
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!m_level->isNew(i))
        values[i] = std::nan("");
  }

  void addOutput(const Indicator& indicator, IndicatorColumns& columns, std::size_t i, OutputHome home)
  {
    const Formula& formula = columns.formula;
    const CompiledOutput& output = formula.outputs()[i];
    std::vector<std::vector<double>>& values = columns.table.columns;
    const bool overPrice = home == OutputHome::Price;
    std::vector<PlotModel>& plots = overPrice ? m_model.overlays
        : home == OutputHome::Volume          ? m_model.panes[m_volumePane].plots
                                              : ownPane(indicator).plots;
    const Kind kind = kindOf(formula, output, home);
    const bool atBars = kind == Kind::Marks || kind == Kind::Icons || kind == Kind::Labels || kind == Kind::Numbers;
    if (m_level && atBars) {
      keepFirst(values[i]);
      columns.pyramids[i] = widgets::ExtremePyramid(values[i]);
    }
    PlotModel plot(kind, plotName(indicator, formula, i), ChartColor::UpDown, std::move(values[i]),
        std::move(columns.pyramids[i]));
    if (hasSecond(output))
      plot.setSecond(std::move(values[i + 1]));
    const auto known = indicator.styles.find(output.name);
    plot.visible = indicator.visible;
    plot.steps = m_level != nullptr;
    plot.source = m_source;
    plot.output = m_level ? -1 : static_cast<int>(i);
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
    m_model.panes.back().key = nextKey(indicator);
    m_model.panes.back().title = titleOf(indicator);
    m_model.panes.back().source = m_source;
    return m_model.panes.back();
  }

  /// By its name without parameters, so that an arrangement outlives a change of them; of several equal ones by count.
  QString nextKey(const Indicator& indicator)
  {
    QString name = indicator.operatorName.empty()
        ? QStringLiteral("formula:") + QString::fromStdString(indicator.name)
        : QStringLiteral("operator:") + QString::fromStdString(indicator.operatorName);
    if (indicator.level)
      name += u'@' + QString::fromStdString(std::string(market::toString(*indicator.level)));
    const int count = ++m_keys[name];
    return count == 1 ? name : QStringLiteral("%1:%2").arg(name).arg(count);
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
  const LevelSeries* m_level = nullptr; ///< of the indicator being added; null: that of the chart
  std::map<int, std::size_t> m_groups; ///< pane by group
  std::map<QString, int> m_keys; ///< panes by name so far
  int m_source = -1; ///< of the indicator being added
  bool m_hasPane = false, m_isTitled = false;
  std::size_t m_pane = 0;
};

}

std::vector<IndicatorProblem> addIndicators(widgets::ChartModel& model, const std::vector<Indicator>& indicators,
    std::size_t volumePane, IndicatorColumnWork& computed)
{
  std::vector<IndicatorProblem> problems;
  Plotter plotter(model, volumePane);
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (Result<IndicatorColumns> columns = computed.take(i))
      plotter.add(indicators[i], static_cast<int>(i), *std::move(columns));
    else
      problems.push_back({i, std::move(columns).error()});
  }
  return problems;
}

std::vector<IndicatorProblem> addIndicators(widgets::ChartModel& model, const std::vector<Indicator>& indicators,
    std::size_t volumePane, const factor::ColumnSources* sources, const factor::FormulaLibrary* saved,
    const LevelReader& levels)
{
  const factor::FormulaLibrary none;
  IndicatorColumnWork work(model.bars, indicators, sources, saved ? *saved : none, levels);
  for (std::size_t i = 0; i < work.size(); ++i)
    work.compute(i);
  return addIndicators(model, indicators, volumePane, work);
}

}
