// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/output_home.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace zvt::ui {

namespace {

using factor::Node;
using factor::Placement;
using Home = OutputHome;
using Style = factor::OutputHints::Style;

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

}

bool isDrawing(const factor::CompiledOutput& output)
{
  return output.hints.style >= Style::Icon;
}

bool hasSecond(const factor::CompiledOutput& output)
{
  const Style style = output.hints.style;
  return style == Style::Bar || style == Style::Number || style == Style::Fill;
}

std::vector<OutputHome> homesOf(const factor::ExpressionGraph& graph)
{
  // Each node once: a formula may use one value many times over.
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

bool isMark(const factor::Formula& formula, const factor::CompiledOutput& output)
{
  const Node& node = formula.graph()->nodes()[output.value.node];
  return output.hints.style == Style::Line && node.kind == Node::Kind::Call
      && (node.call->isCondition || node.call->output(output.value.output).placement == Placement::Marks);
}

OutputHome homeOf(
    const factor::Formula& formula, const factor::CompiledOutput& output, IndicatorPane pane, OutputHome natural)
{
  switch (pane) {
  case IndicatorPane::OverPrice:
    return Home::Price;
  case IndicatorPane::Volume:
    return Home::Volume;
  case IndicatorPane::Own:
    return Home::Own;
  case IndicatorPane::Auto:
    break;
  }
  // What is drawn at a price stays there; at other heights (DRAWTEXT at a MACD) it belongs to those.
  if (isDrawing(output))
    return natural == Home::Anywhere ? Home::Price : natural;
  if (output.hints.isOverPrice || isMark(formula, output))
    return Home::Price;
  return natural == Home::Anywhere ? Home::Own : natural;
}

Result<factor::Formula> formulaOf(const Indicator& indicator, const factor::FormulaLibrary& saved)
{
  // The parameters of an operator stand in its text; those of a formula are declared in it.
  return indicator.operatorName.empty() ? factor::compile(indicator.formula, indicator.parameters, saved)
                                        : factor::compile(formulaText(indicator));
}

bool hasOwnPane(const Indicator& indicator, const factor::FormulaLibrary& saved)
{
  if (indicator.pane != IndicatorPane::Auto)
    return indicator.pane == IndicatorPane::Own;
  const auto formula = formulaOf(indicator, saved);
  if (!formula)
    return false;
  const std::vector<Home> homes = homesOf(*formula->graph());
  return std::any_of(formula->outputs().begin(), formula->outputs().end(), [&](const auto& output) {
    return output.hints.isDrawn
        && homeOf(*formula, output, indicator.pane, homes[formula->graph()->slot(output.value)]) == Home::Own;
  });
}

}
