// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_plots.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace zvt::ui {

namespace {

using factor::Node;
using factor::OutputHints;
using factor::Placement;
using widgets::ChartColor;
using widgets::PlotModel;

/// What the values of an expression are like, and so where they are drawn.
enum class Home { Anywhere, Price, Volume, Own };

/// Sums and differences of unlike things go where the first of them is (a price less a range is a price), the
/// difference of two prices or the ratio of two volumes is neither.
Home homeOfArithmetic(std::string_view name, Home a, Home b)
{
  if (a == Home::Anywhere || b == Home::Anywhere)
    return a == Home::Anywhere ? b : a;
  const bool isSum = name == "ADD" || name == "MAX" || name == "MIN";
  if (isSum)
    return a == Home::Own ? b : a;
  return name == "SUB" && a != b && b == Home::Own ? a : Home::Own;
}

/// Of functions of one value, those that keep its height.
bool keepsHeight(std::string_view name)
{
  constexpr std::array<std::string_view, 6> kKeeping = {"ABS", "ROUND", "ROUND2", "CEILING", "FLOOR", "INTPART"};
  return std::find(kKeeping.begin(), kKeeping.end(), name) != kKeeping.end();
}

Home homeOfField(factor::Field field)
{
  return field == factor::Field::Volume ? Home::Volume : field == factor::Field::Turnover ? Home::Own : Home::Price;
}

/// @param homes by slot, of all earlier nodes
Home homeOfCall(
    const factor::ExpressionGraph& graph, const Node& node, std::uint32_t output, const std::vector<Home>& homes)
{
  const factor::OutputInfo info = node.call->output(output);
  if (info.placement != Placement::AsInput)
    return info.placement == Placement::OverPrice ? Home::Price : Home::Own;
  const std::string_view name = node.call->name;
  const bool isWidth = name == "STD" || name == "STDP"; // as wide as the price, not as high
  if (node.call->isCondition || node.inputs.empty() || isWidth)
    return Home::Own;
  const auto input = [&](std::size_t index) { return homes[graph.slot(node.inputs[index])]; };
  if (name == "IF" && node.inputs.size() == 3)
    return homeOfArithmetic("ADD", input(1), input(2));
  if (!node.call->isPointwise)
    return input(0);
  if (node.inputs.size() == 2)
    return homeOfArithmetic(name, input(0), input(1));
  return keepsHeight(name) ? input(0) : Home::Own;
}

/// By slot of the graph. Each node once: a formula may use one value many times over.
std::vector<Home> homesOf(const factor::ExpressionGraph& graph)
{
  std::vector<Home> homes(graph.slotCount(), Home::Own);
  for (const Node& node : graph.nodes())
    for (std::uint32_t output = 0; output < node.outputCount(); ++output) {
      Home& home = homes[node.firstSlot + output];
      if (node.kind == Node::Kind::Constant)
        home = Home::Anywhere;
      else if (node.kind == Node::Kind::Field)
        home = homeOfField(node.field);
      else if (node.kind == Node::Kind::Call)
        home = homeOfCall(graph, node, output, homes);
    }
  return homes;
}

Home homeOf(const factor::CompiledOutput& output, IndicatorPane pane, Home natural)
{
  if (pane != IndicatorPane::Auto)
    return pane == IndicatorPane::OverPrice ? Home::Price : Home::Own;
  if (output.hints.isOverPrice)
    return Home::Price;
  return natural == Home::Anywhere ? Home::Own : natural;
}

PlotModel::Kind kindOf(const factor::Formula& formula, const factor::CompiledOutput& output)
{
  switch (output.hints.style) {
  case OutputHints::Style::Stick:
  case OutputHints::Style::ColorStick:
  case OutputHints::Style::LineStick:
    return PlotModel::Kind::Histogram;
  case OutputHints::Style::VolumeStick:
    return PlotModel::Kind::Volume;
  default:
    break;
  }
  const Node& node = formula.graph()->nodes()[output.value.node];
  if (node.kind != Node::Kind::Call)
    return PlotModel::Kind::Line;
  const Placement placement = node.call->output(output.value.output).placement;
  const bool isColumn = placement == Placement::OwnPaneBars || placement == Placement::Marks || node.call->isCondition;
  return isColumn ? PlotModel::Kind::Histogram : PlotModel::Kind::Line;
}

/// The colour that everybody knows a moving average by, for lines called MA5 … MA250.
std::optional<ChartColor> averageColor(std::string_view name)
{
  constexpr std::array<std::pair<std::string_view, ChartColor>, 6> kAverages = {
      {{"MA5", ChartColor::Ma5}, {"MA10", ChartColor::Ma10}, {"MA20", ChartColor::Ma20}, {"MA60", ChartColor::Ma60},
          {"MA120", ChartColor::Ma120}, {"MA250", ChartColor::Ma250}}};
  for (const auto& [average, color] : kAverages)
    if (name == average)
      return color;
  return {};
}

ChartColor lineColor(bool overPrice, std::size_t line)
{
  // Over the price lie the averages already: other lines begin with other hues.
  constexpr std::array kOver = {ChartColor::Series3, ChartColor::Series4, ChartColor::Series5, ChartColor::Series6,
      ChartColor::Series7, ChartColor::Series0};
  constexpr std::array kOwn = {ChartColor::Ma5, ChartColor::Ma10, ChartColor::Ma20, ChartColor::Ma60,
      ChartColor::Series3, ChartColor::Series4, ChartColor::Series5, ChartColor::Series6};
  return overPrice ? kOver[line % kOver.size()] : kOwn[line % kOwn.size()];
}

/// Lines that took their colour in turn. The well-known averages over the price do not count.
std::size_t lineCount(const std::vector<PlotModel>& plots, bool overPrice)
{
  return static_cast<std::size_t>(std::count_if(plots.begin(), plots.end(), [=](const PlotModel& plot) {
    return plot.kind == PlotModel::Kind::Line && !(overPrice && averageColor(plot.name.toStdString()));
  }));
}

/// In the legend: the output's name, or the indicator's where it has one output without a name of its own.
QString plotName(const Indicator& indicator, const factor::Formula& formula, std::size_t output)
{
  const QString title = titleOf(indicator);
  if (formula.outputs().size() == 1 && !indicator.operatorName.empty())
    return title;
  const QString name = QString::fromStdString(formula.names()[output]);
  return indicator.operatorName.empty() ? name : name.toUpper();
}

void addPlot(std::vector<PlotModel>& plots, PlotModel::Kind kind, const QString& name, bool overPrice,
    std::vector<double> values)
{
  if (kind != PlotModel::Kind::Line) { // columns first, so that the lines lie over them
    plots.emplace(plots.begin(), kind, name, ChartColor::UpDown, std::move(values));
    return;
  }
  const ChartColor color = averageColor(name.toStdString()).value_or(lineColor(overPrice, lineCount(plots, overPrice)));
  plots.emplace_back(kind, name, color, std::move(values));
}

Result<void> addIndicator(widgets::ChartModel& model, const Indicator& indicator, std::size_t volumePane)
{
  // The parameters of an operator stand in its text; those of a formula are declared in it.
  const bool isFormula = indicator.operatorName.empty();
  ZVT_TRY(const factor::Formula formula,
      isFormula ? factor::compile(indicator.formula, indicator.parameters) : factor::compile(formulaText(indicator)));
  factor::FactorTable table = formula.run(*model.bars);
  const std::vector<Home> homes = homesOf(*formula.graph());
  widgets::PaneModel own;
  own.title = titleOf(indicator);
  for (std::size_t i = 0; i < formula.outputs().size(); ++i) {
    const factor::CompiledOutput& output = formula.outputs()[i];
    if (!output.hints.isDrawn)
      continue;
    const Home home = homeOf(output, indicator.pane, homes[formula.graph()->slot(output.value)]);
    auto& plots = home == Home::Price ? model.overlays
        : home == Home::Volume        ? model.panes[volumePane].plots
                                      : own.plots;
    // Columns from zero would press the candles flat.
    const auto kind = home == Home::Price ? PlotModel::Kind::Line : kindOf(formula, output);
    addPlot(plots, kind, plotName(indicator, formula, i), home == Home::Price, std::move(table.columns[i]));
  }
  if (own.plots.size() == 1 && own.plots.front().name == own.title)
    own.plots.front().name.clear(); // the title says it
  if (!own.plots.empty())
    model.panes.push_back(std::move(own));
  return {};
}

}

std::vector<IndicatorProblem> addIndicators(
    widgets::ChartModel& model, const std::vector<Indicator>& indicators, std::size_t volumePane)
{
  std::vector<IndicatorProblem> problems;
  for (std::size_t i = 0; i < indicators.size(); ++i)
    if (auto added = addIndicator(model, indicators[i], volumePane); !added)
      problems.push_back({i, added.error()});
  return problems;
}

}
