// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/execution_plan.h"

#include "core/base/checksum.h"
#include "core/strategy/graph.h"
#include "core/strategy/params.h"

#include <algorithm>
#include <array>

namespace zvt::strategy {

namespace {

constexpr std::array<std::string_view, 3> kFillModels = {"next_open", "next_close", "limit"};
constexpr std::array<std::string_view, 3> kImpactModels = {"none", "linear", "square_root"};
constexpr std::array<std::string_view, 2> kSizeAts = {"decision", "fill"};
constexpr std::array<std::string_view, 3> kSizeUnits = {"lots", "units", "exact"};
constexpr std::array<std::string_view, 3> kOpenAtEnds = {"last_close", "last_open", "keep"};

/// The enumerator whose name stands in the table; the parameter's choices have made sure that there is one.
template <typename Enum, std::size_t N>
Enum parseName(const std::array<std::string_view, N>& names, std::string_view text)
{
  const auto found = std::ranges::find(names, text);
  return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

const Decimal kHighestCommission = Decimal::fromRaw(WideInteger::fromInt(100'000'000'000)); ///< a tenth
const Decimal kHighestMinimum = Decimal::fromInt(1'000'000);

Result<void> checkRange(std::string_view key, Decimal value, Decimal most)
{
  if (value < Decimal() || value > most)
    return fail("param.range",
        {{"text", value.toString()}, {"key", std::string(key)}, {"minimum", "0"}, {"maximum", most.toString()}});
  return {};
}

Result<std::optional<TradingDay>> dayOf(const ParamMap& params, std::string_view key)
{
  const std::string text = textOf(params, key);
  if (text.empty())
    return std::optional<TradingDay>();
  ZVT_TRY(const TradingDay day, TradingDay::parse(text));
  return std::optional(day);
}

std::string stepHash(const PlanStep& step, const std::vector<PlanStep>& steps)
{
  std::string text = step.type;
  for (const auto& [key, value] : step.params)
    text += "\n" + key + "=" + toText(value);
  for (const auto& [port, index] : step.inputs)
    text += "\n" + port + "<" + steps[index].hash;
  return sha256Hex(text);
}

Result<PlanStep> makeStep(const StrategyDocument& document, const Node& node, const NodeSpec& spec,
    const std::map<std::string, std::size_t, std::less<>>& stepOf)
{
  PlanStep step{node.id, node.type, {}, {}, {}};
  ZVT_TRY(step.params, completed(spec.params, node.params));
  for (const PortSpec& port : spec.inputs) {
    for (const Link& link : document.links) {
      if (link.to == PortRef{node.id, port.name})
        step.inputs.emplace_back(port.name, stepOf.at(link.from.node));
    }
  }
  return step;
}

}

Result<RunSettings> runSettingsOf(const ParamMap& given)
{
  ZVT_TRY(const ParamMap params, completed(runSchema(), given));
  RunSettings run;
  ZVT_TRY(run.start, dayOf(params, "start"));
  ZVT_TRY(run.end, dayOf(params, "end"));
  if (run.start && run.end && *run.end < *run.start)
    return fail("strategy.bad_span", {{"start", run.start->iso()}, {"end", run.end->iso()}});
  ZVT_TRY(run.level, market::parseBarLevel(textOf(params, "level")));
  ZVT_TRY(run.adjust, market::parseAdjustMode(textOf(params, "adjust")));
  ZVT_TRY(run.adjustMethod, market::parseAdjustMethod(textOf(params, "adjust_method")));
  run.provider = textOf(params, "provider");
  run.benchmark = textOf(params, "benchmark");
  run.seed = static_cast<std::uint64_t>(intOf(params, "seed"));
  return run;
}

Result<AccountSettings> accountSettingsOf(const ParamMap& given)
{
  ZVT_TRY(const ParamMap params, completed(NodeCatalog::builtin().find("account")->params, given));
  AccountSettings account;
  ZVT_TRY(account.initialCash, Money::parse(textOf(params, "initial_cash")));
  account.fill = parseName<FillModel>(kFillModels, textOf(params, "fill"));
  account.limitOffset = doubleOf(params, "limit_offset");
  account.slippage = doubleOf(params, "slippage");
  account.halfSpread = doubleOf(params, "half_spread");
  account.volumeShare = doubleOf(params, "volume_share");
  account.impact = parseName<ImpactModel>(kImpactModels, textOf(params, "impact"));
  account.impactCoefficient = doubleOf(params, "impact_coefficient");
  ZVT_TRY(account.rules, market::RulePolicy::parse(textOf(params, "rules")));
  account.allowShort = boolOf(params, "allow_short");
  account.sizing = parseName<SizeUnit>(kSizeUnits, textOf(params, "sizing"));
  account.sizeAt = parseName<SizeAt>(kSizeAts, textOf(params, "size_at"));
  account.openAtEnd = parseName<OpenAtEnd>(kOpenAtEnds, textOf(params, "finalize"));
  account.takesRights = textOf(params, "rights") == "take";
  if (const std::string text = textOf(params, "commission_rate"); !text.empty()) {
    ZVT_TRY(account.commissionRate, Decimal::parse(text));
    ZVT_TRY_VOID(checkRange("commission_rate", *account.commissionRate, kHighestCommission));
  }
  if (const std::string text = textOf(params, "commission_minimum"); !text.empty()) {
    ZVT_TRY(account.commissionMinimum, Money::parse(text));
    ZVT_TRY_VOID(checkRange("commission_minimum", account.commissionMinimum->value(), kHighestMinimum));
  }
  return account;
}

std::string_view toString(FillModel model)
{
  return kFillModels[static_cast<std::size_t>(model)];
}

std::string_view toString(ImpactModel model)
{
  return kImpactModels[static_cast<std::size_t>(model)];
}

std::string_view toString(SizeAt sizeAt)
{
  return kSizeAts[static_cast<std::size_t>(sizeAt)];
}

std::string_view toString(SizeUnit unit)
{
  return kSizeUnits[static_cast<std::size_t>(unit)];
}

std::string_view toString(OpenAtEnd openAtEnd)
{
  return kOpenAtEnds[static_cast<std::size_t>(openAtEnd)];
}

Result<ExecutionPlan> compile(const StrategyDocument& document, const NodeCatalog& catalog)
{
  for (const Problem& problem : validate(document, catalog)) {
    if (problem.severity == Severity::Error)
      return fail(Error(problem.message).with("port", problem.port).with("node", problem.node));
  }
  ExecutionPlan plan;
  plan.name = document.name;
  plan.documentHash = documentHash(document);
  ZVT_TRY(plan.run, runSettingsOf(document.run));
  const auto isSink = [&](const Node& node) { return catalog.find(node.type)->sink; };
  const std::vector<bool> wanted = reachingNodes(document, isSink);
  std::map<std::string, std::size_t, std::less<>> stepOf;
  for (const std::size_t index : orderNodes(document).order) {
    if (!wanted[index])
      continue;
    const Node& node = document.nodes[index];
    ZVT_TRY(PlanStep step, makeStep(document, node, *catalog.find(node.type), stepOf));
    step.hash = stepHash(step, plan.steps);
    if (node.type == "universe")
      plan.universe = listOf(step.params, "entities");
    if (node.type == "account") {
      ZVT_TRY(plan.account, accountSettingsOf(step.params));
    }
    stepOf.emplace(node.id, plan.steps.size());
    plan.steps.push_back(std::move(step));
  }
  return plan;
}

}
