// SPDX-License-Identifier: Apache-2.0
#include "core/factor/drawing_statement.h"

#include "core/factor/lexer.h"
#include "core/factor/stepped_state.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::factor {

namespace {

struct Drawing {
  std::string_view name;
  std::size_t arguments;
  std::string_view signature;
};
constexpr std::array<Drawing, 5> kDrawings{
    {{"DRAWICON", 3, "DRAWICON(condition, price, number)"}, {"DRAWNUMBER", 3, "DRAWNUMBER(condition, price, number)"},
        {"DRAWTEXT", 3, "DRAWTEXT(condition, price, 'text')"}, {"FILLRGN", 3, "FILLRGN(condition, price1, price2)"},
        {"STICKLINE", 5, "STICKLINE(condition, price1, price2, width, hollow)"}}};

const Drawing* find(std::string_view upperName)
{
  const auto found = std::ranges::find(kDrawings, upperName, &Drawing::name);
  return found == kDrawings.end() ? nullptr : &*found;
}

Result<double> constantOf(const Piece& piece, std::size_t index, CallSite site, const ExpressionGraph& graph)
{
  const Node& node = graph.nodes()[piece.value.node];
  if (piece.isText || node.kind != Node::Kind::Constant || std::isnan(node.constant))
    return failAt("factor.argument_not_constant", piece.position,
        {{"operator", std::string(site.name)}, {"argument", std::to_string(index + 1)}});
  return node.constant;
}

}

bool isDrawingStatement(std::string_view upperName)
{
  return find(upperName) != nullptr;
}

Result<DrawnStatement> drawnStatement(CallSite site, const std::vector<Piece>& arguments, ExpressionGraph& graph,
    CallBuilder& calls, const OperatorNames& operators)
{
  const Drawing& drawing = *find(site.name);
  if (arguments.size() != drawing.arguments)
    return failAt("factor.argument_count", site.position,
        {{"operator", std::string(site.name)}, {"expected", std::to_string(drawing.arguments)},
            {"found", std::to_string(arguments.size())}});
  const auto where = [&](const Piece& condition, const Piece& value) {
    Piece nothing;
    nothing.value = {graph.addConstant(kUndefined), 0};
    return calls.call(operators.find("IF"), {"IF", condition.position}, {condition, value, nothing});
  };
  DrawnStatement drawn;
  drawn.hints.isOverPrice = true;
  ZVT_TRY(drawn.from, where(arguments[0], arguments[1]));
  if (drawing.name == "DRAWTEXT") {
    if (!arguments[2].isText)
      return failAt("factor.needs_text", arguments[2].position, {{"signature", std::string(drawing.signature)}});
    drawn.hints.style = OutputHints::Style::Label;
    drawn.hints.text = arguments[2].name;
  } else if (drawing.name == "DRAWICON") {
    ZVT_TRY(const double number, constantOf(arguments[2], 2, site, graph));
    drawn.hints.style = OutputHints::Style::Icon;
    drawn.hints.icon = static_cast<int>(std::clamp(number, 0.0, 1000.0));
  } else if (drawing.name == "DRAWNUMBER" || drawing.name == "FILLRGN") {
    ZVT_TRY(drawn.to, where(arguments[0], arguments[2]));
    drawn.hints.style = drawing.name == "FILLRGN" ? OutputHints::Style::Fill : OutputHints::Style::Number;
  } else {
    ZVT_TRY(drawn.to, where(arguments[0], arguments[2]));
    ZVT_TRY(const double width, constantOf(arguments[3], 3, site, graph));
    ZVT_TRY(const double hollow, constantOf(arguments[4], 4, site, graph));
    drawn.hints.style = OutputHints::Style::Bar;
    drawn.hints.width = std::clamp(width, 0.0, 100.0);
    drawn.hints.isHollow = hollow != 0;
  }
  return drawn;
}

}
