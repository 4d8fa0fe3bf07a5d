// SPDX-License-Identifier: Apache-2.0
#include "core/factor/call_builder.h"

#include "core/base/text.h"
#include "core/factor/lexer.h"
#include "core/factor/signature.h"

#include <algorithm>
#include <cmath>

namespace zvt::factor {

namespace {

/// Whole numbers in full (100000, not 1e+05), others with the shortest digits.
std::string plainNumber(double value)
{
  const bool isWhole = value == std::floor(value) && std::fabs(value) < 1e15;
  return isWhole ? std::to_string(static_cast<std::int64_t>(value)) : formatDouble(value);
}

/// How many arguments a call takes.
struct Arity {
  std::size_t fewest = 0;
  std::size_t most = 0;
  [[nodiscard]] bool takes(std::size_t count) const { return count >= fewest && count <= most; }
};

Arity parameterArity(const OperatorInfo& info)
{
  const auto& specs = info.parameters.specs();
  const auto optional = static_cast<std::size_t>(std::ranges::count_if(
      specs, [](const ParamSpec& spec) { return !std::holds_alternative<std::monostate>(spec.defaultValue); }));
  return {specs.size() - optional, specs.size()};
}

Arity arityOf(const OperatorInfo& info)
{
  const Arity parameters = parameterArity(info);
  return {info.inputs.size() + parameters.fewest, info.inputs.size() + parameters.most};
}

/// True when the inputs are called as fields or columns are, so that a call may leave them all out: ATR(14),
/// SAR(4,2,20), LIMITUPS.
bool readsFields(const OperatorInfo& info)
{
  return !info.inputs.empty() && std::ranges::all_of(info.inputs, [](const std::string& name) {
    return resolveField(name).has_value() || resolveColumn(name).has_value();
  });
}

std::string toText(Arity arity)
{
  const std::string fewest = std::to_string(arity.fewest);
  return arity.most == arity.fewest ? fewest : fewest + "-" + std::to_string(arity.most);
}

}

bool CallBuilder::isConstant(const Piece& piece) const
{
  return !piece.isText && m_graph.nodes()[piece.value.node].kind == Node::Kind::Constant;
}

/// RSI(14): a number where the series belongs. SUM(1,0) and COUNT(1,5) count bars and mean it.
bool CallBuilder::isMistakenPeriod(const OperatorInfo& info, const std::vector<Piece>& arguments) const
{
  if (info.isPointwise || info.inputs.empty() || info.parameters.specs().empty())
    return false;
  const auto end = arguments.begin() + static_cast<std::ptrdiff_t>(info.inputs.size());
  const auto isNumber = [this](const Piece& piece) {
    return isConstant(piece) && !std::isnan(m_graph.nodes()[piece.value.node].constant);
  };
  using enum OperatorCategory;
  const bool isIndicator = info.category == Average || info.category == Trend || info.category == Momentum
      || info.category == Volatility || info.category == Volume;
  return (isIndicator || end == arguments.end()) && std::all_of(arguments.begin(), end, isNumber);
}

Result<Piece> CallBuilder::call(
    std::span<const OperatorInfo* const> candidates, CallSite site, const std::vector<Piece>& arguments)
{
  const std::size_t count = arguments.size();
  const bool allConstant = std::ranges::all_of(arguments, [this](const Piece& piece) { return isConstant(piece); });
  std::optional<Error> error;
  std::string expected;
  for (const OperatorInfo* info : candidates) {
    const bool isWhole = arityOf(*info).takes(count);
    const bool isShort = readsFields(*info) && parameterArity(*info).takes(count) && allConstant;
    if (info != candidates.front() && readsConstantPeriod(*info, arguments))
      continue;
    if (!isWhole && !isShort) {
      expected += (expected.empty() ? "" : ", ") + toText(arityOf(*info));
      continue;
    }
    Result<Piece> piece = bind(*info, isShort, site, arguments);
    if (piece)
      return piece;
    if (!error)
      error = std::move(piece).error();
  }
  if (error)
    return fail(*std::move(error));
  return failAt("factor.argument_count", site.position,
      {{"operator", std::string(site.name)}, {"expected", expected}, {"found", std::to_string(count)}});
}

bool CallBuilder::readsConstantPeriod(const OperatorInfo& info, const std::vector<Piece>& arguments) const
{
  const auto period = std::ranges::find(info.inputs, "period") - info.inputs.begin();
  const auto index = static_cast<std::size_t>(period);
  return index < info.inputs.size() && index < arguments.size() && isConstant(arguments[index]);
}

const OperatorInfo* CallBuilder::callableByName(std::span<const OperatorInfo* const> candidates)
{
  const auto found = std::ranges::find_if(
      candidates, [](const OperatorInfo* info) { return readsFields(*info) && parameterArity(*info).fewest == 0; });
  return found == candidates.end() ? nullptr : *found;
}

Result<Piece> CallBuilder::bind(
    const OperatorInfo& info, bool fromFields, CallSite site, const std::vector<Piece>& arguments)
{
  std::vector<NodeOutput> inputs;
  for (std::size_t i = 0; i < info.inputs.size(); ++i) {
    if (fromFields) {
      const auto field = resolveField(info.inputs[i]);
      inputs.push_back({field ? m_graph.addField(*field) : m_graph.addColumn(*resolveColumn(info.inputs[i])), 0});
      continue;
    }
    ZVT_TRY_VOID(checkSingle(arguments[i]));
    inputs.push_back(arguments[i].value);
  }
  std::vector<double> parameters;
  const std::size_t first = fromFields ? 0 : info.inputs.size();
  for (std::size_t i = 0; i < info.parameters.specs().size(); ++i) {
    const Piece* given = first + i < arguments.size() ? &arguments[first + i] : nullptr;
    ZVT_TRY(const double value, parameter(site, info.parameters.specs()[i], given));
    parameters.push_back(value);
  }
  if (!fromFields && isMistakenPeriod(info, arguments))
    return failAt("factor.needs_series", arguments.front().position,
        {{"operator", std::string(site.name)}, {"signature", signatureOf(info)}});
  ZVT_TRY_VOID(checkOrder(info, site, parameters));
  const std::uint32_t node = m_graph.addCall(info, std::move(inputs), std::move(parameters));
  return Piece{{node, 0}, info.outputs.size() > 1, false, toLower(site.name), site.position};
}

Result<void> CallBuilder::checkOrder(const OperatorInfo& info, CallSite site, std::span<const double> parameters)
{
  const std::vector<ParamSpec>& specs = info.parameters.specs();
  const bool isRange = specs.size() == 2 && specs[0].key == "from" && specs[1].key == "to";
  if (!isRange || parameters[0] == 0 || parameters[0] >= parameters[1])
    return {};
  return failAt("factor.argument_order", site.position,
      {{"operator", std::string(site.name)}, {"from", plainNumber(parameters[0])}, {"to", plainNumber(parameters[1])}});
}

Result<double> CallBuilder::parameter(CallSite site, const ParamSpec& spec, const Piece* given) const
{
  if (!given) {
    const auto* whole = std::get_if<std::int64_t>(&spec.defaultValue);
    return whole ? static_cast<double>(*whole) : std::get<double>(spec.defaultValue);
  }
  if (given->isText) {
    ZVT_TRY_VOID(checkSingle(*given));
  }
  const Node& node = m_graph.nodes()[given->value.node];
  const bool isNumber = node.kind == Node::Kind::Constant && std::isfinite(node.constant);
  if (!isNumber || (spec.type == ParamType::Int && node.constant != std::floor(node.constant)))
    return failAt(spec.type == ParamType::Int ? "factor.argument_type" : "factor.argument_not_constant",
        given->position, {{"operator", std::string(site.name)}, {"argument", spec.key}});
  if ((spec.minimum && node.constant < *spec.minimum) || (spec.maximum && node.constant > *spec.maximum))
    return failAt("factor.argument_range", given->position,
        {{"operator", std::string(site.name)}, {"argument", spec.key}, {"value", plainNumber(node.constant)},
            {"minimum", spec.minimum ? plainNumber(*spec.minimum) : "-∞"},
            {"maximum", spec.maximum ? plainNumber(*spec.maximum) : "∞"}});
  return node.constant;
}

Result<void> CallBuilder::checkSingle(const Piece& piece) const
{
  if (piece.isText)
    return failAt("factor.text_not_value", piece.position, {{"text", piece.name}});
  if (!piece.isSeveral)
    return {};
  return failAt("factor.several_outputs", piece.position,
      {{"operator", piece.formula.empty() ? m_graph.nodes()[piece.value.node].call->name : piece.name},
          {"outputs", outputsOf(piece)}});
}

std::vector<NamedOutput> CallBuilder::selectable(const Piece& piece) const
{
  if (!piece.isSeveral || !piece.formula.empty())
    return piece.formula;
  std::vector<NamedOutput> outputs;
  for (const std::string& name : m_graph.nodes()[piece.value.node].call->outputs)
    outputs.push_back({name, {piece.value.node, static_cast<std::uint32_t>(outputs.size())}});
  return outputs;
}

std::string CallBuilder::outputsOf(const Piece& piece) const
{
  std::string names;
  for (const NamedOutput& output : selectable(piece))
    names += (names.empty() ? "." : " .") + toUpper(output.name);
  return names;
}

}
