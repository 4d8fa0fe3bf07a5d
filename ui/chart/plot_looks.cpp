// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plot_looks.h"

#include "ui/factor/output_colors.h"

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

using factor::Node;
using factor::Placement;
using widgets::ChartColor;
using widgets::PlotModel;
using Kind = PlotModel::Kind;
using Style = factor::OutputHints::Style;
using Drawn = OutputStyle::Drawn;

constexpr std::array kChosen = {ChartColor::Series0, ChartColor::Series1, ChartColor::Series2, ChartColor::Series3,
    ChartColor::Series4, ChartColor::Series5, ChartColor::Series6, ChartColor::Series7, ChartColor::Red,
    ChartColor::Green, ChartColor::Text}; ///< in the order of outputColors()

std::optional<ChartColor> roleOf(std::string_view name)
{
  const auto names = outputColors();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(kChosen[static_cast<std::size_t>(found - names.begin())]);
}

/// Columns from zero would press the candles flat: over the price they are lines.
Kind overPriceKind(Kind kind, bool overPrice)
{
  const bool stands =
      kind == Kind::Histogram || kind == Kind::Volume || kind == Kind::Sticks || kind == Kind::LineSticks;
  return overPrice && stands ? Kind::Line : kind;
}

Kind kindOf(Style style)
{
  switch (style) {
  case Style::Points:
    return Kind::Points;
  case Style::Circles:
    return Kind::Circles;
  case Style::Crosses:
    return Kind::Crosses;
  case Style::Stick:
    return Kind::Sticks;
  case Style::ColorStick:
    return Kind::Histogram;
  case Style::VolumeStick:
    return Kind::Volume;
  case Style::LineStick:
    return Kind::LineSticks;
  case Style::Icon:
    return Kind::Icons;
  case Style::Label:
    return Kind::Labels;
  case Style::Number:
    return Kind::Numbers;
  case Style::Bar:
    return Kind::Bars;
  case Style::Fill:
    return Kind::Fill;
  case Style::Line:
  case Style::DottedLine:
    break;
  }
  return Kind::Line;
}

Kind kindOf(Drawn drawn, Kind otherwise)
{
  switch (drawn) {
  case Drawn::Line:
  case Drawn::Dashes:
  case Drawn::Dots:
    return Kind::Line;
  case Drawn::Points:
    return Kind::Points;
  case Drawn::Circles:
    return Kind::Circles;
  case Drawn::Crosses:
    return Kind::Crosses;
  case Drawn::Sticks:
    return Kind::Sticks;
  case Drawn::Columns:
    return Kind::Histogram;
  case Drawn::Auto:
    break;
  }
  return otherwise;
}

/// Of STICKLINE: 通达信 counts tenths of the distance of two bars, older texts fractions of it.
double shareOf(double width)
{
  constexpr double kTenths = 10;
  return std::min(1.0, width < 1 ? width : width / kTenths);
}

}

Kind kindOf(const factor::Formula& formula, const factor::CompiledOutput& output, OutputHome home)
{
  const bool overPrice = home == OutputHome::Price;
  if (output.hints.style != Style::Line)
    return overPriceKind(kindOf(output.hints.style), overPrice);
  if (isMark(formula, output))
    return overPrice ? Kind::Marks : Kind::Histogram;
  const Node& node = formula.graph()->nodes()[output.value.node];
  const bool isColumn =
      node.kind == Node::Kind::Call && node.call->output(output.value.output).placement == Placement::OwnPaneBars;
  return isColumn && !overPrice ? Kind::Histogram : Kind::Line;
}

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

ChartColor nextColor(const std::vector<PlotModel>& plots, bool overPrice)
{
  // Over the price lie the averages already: other lines begin with other hues.
  constexpr std::array kOver = {ChartColor::Series3, ChartColor::Series4, ChartColor::Series5, ChartColor::Series6,
      ChartColor::Series7, ChartColor::Series0};
  constexpr std::array kOwn = {ChartColor::Ma5, ChartColor::Ma10, ChartColor::Ma20, ChartColor::Ma60,
      ChartColor::Series3, ChartColor::Series4, ChartColor::Series5, ChartColor::Series6};
  // The well-known averages over the price did not take theirs in turn.
  const auto taken = static_cast<std::size_t>(std::count_if(plots.begin(), plots.end(), [=](const PlotModel& plot) {
    return plot.hasOwnColor() && !(overPrice && averageColor(plot.name.toStdString()));
  }));
  return overPrice ? kOver[taken % kOver.size()] : kOwn[taken % kOwn.size()];
}

void applyLook(PlotModel& plot, const factor::CompiledOutput& output, const OutputStyle& style, bool overPrice)
{
  const factor::OutputHints& hints = output.hints;
  if (plot.kind != Kind::Volume)
    plot.rgb = hints.color;
  plot.width = hints.thickness;
  plot.pen = hints.style == Style::DottedLine ? Qt::DotLine : Qt::SolidLine;
  plot.text = QString::fromStdString(hints.text);
  plot.icon = hints.icon;
  plot.hollow = hints.isHollow;
  plot.barShare = shareOf(hints.width);
  plot.visible = plot.visible && style.visible;
  if (!isDrawing(output)) {
    plot.kind = overPriceKind(kindOf(style.drawn, plot.kind), overPrice);
    if (style.drawn == Drawn::Dashes || style.drawn == Drawn::Dots)
      plot.pen = style.drawn == Drawn::Dots ? Qt::DotLine : Qt::DashLine;
    else if (style.drawn != Drawn::Auto)
      plot.pen = Qt::SolidLine;
    if (style.width > 0)
      plot.width = style.width;
  }
  if (const auto role = roleOf(style.color)) {
    plot.rgb.reset();
    plot.color = *role;
  }
}

}
