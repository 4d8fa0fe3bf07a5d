// SPDX-License-Identifier: Apache-2.0
// The declarations of the built-in nodes and of the run settings. What they do: strategy_runner.cpp.
#include "core/strategy/node_catalog.h"

namespace zvt::strategy {

namespace {

ParamSpec param(std::string key, ParamType type, ParamValue defaultValue, std::string_view group)
{
  ParamSpec spec;
  spec.label = "strategy.param." + key;
  spec.help = spec.label + ".help";
  spec.group = "strategy.group." + std::string(group);
  spec.key = std::move(key);
  spec.type = type;
  spec.defaultValue = std::move(defaultValue);
  return spec;
}

ParamSpec number(std::string key, ParamType type, ParamValue defaultValue, std::string_view group, double minimum,
    double maximum, double step)
{
  ParamSpec spec = param(std::move(key), type, std::move(defaultValue), group);
  spec.minimum = minimum;
  spec.maximum = maximum;
  spec.step = step;
  return spec;
}

ParamSpec choice(std::string key, std::string_view group, const std::vector<std::string>& values)
{
  ParamSpec spec = param(std::move(key), ParamType::Choice, values.front(), group);
  for (const std::string& value : values)
    spec.choices.push_back({value, spec.label + "." + value});
  return spec;
}

PortSpec port(std::string name, PortType type, Availability availability)
{
  std::string label = "strategy.port." + name;
  return {std::move(name), type, availability, true, std::move(label)};
}

NodeSpec node(std::string type, NodeFamily family)
{
  NodeSpec spec;
  spec.label = "strategy.node." + type;
  spec.help = spec.label + ".help";
  spec.type = std::move(type);
  spec.family = family;
  return spec;
}

NodeSpec universe()
{
  NodeSpec spec = node("universe", NodeFamily::Universe);
  spec.outputs = {port("entities", PortType::Universe, Availability::Always)};
  spec.params = ParamSchema({param("entities", ParamType::EntityList, std::vector<std::string>{}, "universe")});
  return spec;
}

NodeSpec movingAverageCross()
{
  NodeSpec spec = node("factor.cross", NodeFamily::Factor);
  spec.inputs = {port("universe", PortType::Universe, Availability::BarClose)};
  spec.outputs = {port("signals", PortType::Signals, Availability::BarClose)};
  spec.params = ParamSchema({choice("kind", "factor", {"SMA", "EMA"}),
      number("fast", ParamType::Int, std::int64_t{10}, "factor", 1, 10'000, 1),
      number("slow", ParamType::Int, std::int64_t{30}, "factor", 2, 10'000, 1),
      choice("side", "factor", {"long", "short", "both"})});
  return spec;
}

NodeSpec equalWeight()
{
  NodeSpec spec = node("weight.equal", NodeFamily::Weight);
  spec.inputs = {port("signals", PortType::Signals, Availability::BarClose)};
  spec.outputs = {port("weights", PortType::Weights, Availability::BarClose)};
  spec.params = ParamSchema({number("max_positions", ParamType::Int, std::int64_t{10}, "weight", 0, 10'000, 1),
      number("gross", ParamType::Double, 1.0, "weight", 0.01, 1, 0.05),
      choice("rebalance", "weight", {"entry", "change"})});
  return spec;
}

ParamSchema accountParams()
{
  return ParamSchema({param("initial_cash", ParamType::Decimal, std::string("1000000"), "account"),
      choice("fill", "execution", {"next_open", "next_close", "limit"}),
      number("limit_offset", ParamType::Double, 0.0, "execution", -0.5, 0.5, 0.001),
      number("slippage", ParamType::Double, 0.0, "execution", 0, 0.2, 0.0005),
      number("half_spread", ParamType::Double, 0.0, "execution", 0, 0.1, 0.0001),
      number("volume_share", ParamType::Double, 0.0, "execution", 0, 1, 0.01),
      choice("impact", "execution", {"none", "linear", "square_root"}),
      number("impact_coefficient", ParamType::Double, 0.0, "execution", 0, 10, 0.01),
      choice("sizing", "execution", {"lots", "units", "exact"}), choice("size_at", "execution", {"decision", "fill"}),
      choice("finalize", "execution", {"last_close", "last_open", "keep"}),
      param("rules", ParamType::String, std::string("dated"), "rules"),
      param("allow_short", ParamType::Bool, false, "rules"), choice("rights", "rules", {"ignore", "take"}),
      param("commission_rate", ParamType::Decimal, std::string(), "rules"),
      param("commission_minimum", ParamType::Decimal, std::string(), "rules")});
}

NodeSpec account()
{
  NodeSpec spec = node("account", NodeFamily::Output);
  spec.inputs = {port("weights", PortType::Weights, Availability::BarClose)};
  // What is held after the fills: known when the next bar has opened, so nothing at bar T may read it.
  spec.outputs = {port("holdings", PortType::Weights, Availability::NextOpen)};
  spec.params = accountParams();
  spec.sink = true;
  return spec;
}

ParamSchema makeRunSchema()
{
  return ParamSchema(
      {param("start", ParamType::Date, std::string(), "run"), param("end", ParamType::Date, std::string(), "run"),
          choice("level", "run", {"1d", "1m", "5m", "15m", "30m", "1h", "4h", "1wk", "1mon"}),
          choice("adjust", "run", {"hfq", "qfq", "bfq"}), choice("adjust_method", "run", {"ratio", "difference"}),
          param("provider", ParamType::String, std::string(), "run"),
          param("benchmark", ParamType::Entity, std::string(), "run"),
          number("seed", ParamType::Int, std::int64_t{0}, "run", 0, 9e15, 1)});
}

}

const NodeCatalog& NodeCatalog::builtin()
{
  static const NodeCatalog catalog({universe(), movingAverageCross(), equalWeight(), account()});
  return catalog;
}

const ParamSchema& runSchema()
{
  static const ParamSchema schema = makeRunSchema();
  return schema;
}

}
