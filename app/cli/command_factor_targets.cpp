// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor targets: what factors choose on a day.
#include "app/cli/command_factor_store.h"

#include "app/cli/factor_selection.h"
#include "app/cli/option_check.h"
#include "core/base/text.h"

#include <CLI/CLI.hpp>

namespace zvt::cli {

namespace {

struct TargetArguments {
  FactorSelection factor;
  std::string date, from, format;
  std::string mode = "and", rebalance = "bar", weights = "equal";
  factor::TargetRules rules;
  bool opinions = false;
};

Result<factor::RebalanceRule> parseRebalance(std::string_view text)
{
  using Kind = factor::RebalanceRule::Kind;
  constexpr std::pair<std::string_view, Kind> kNames[] = {
      {"bar", Kind::EveryBar}, {"week", Kind::Weekly}, {"month", Kind::Monthly}, {"quarter", Kind::Quarterly}};
  for (const auto& [name, kind] : kNames) {
    if (name == text)
      return factor::RebalanceRule{kind, 1};
  }
  const auto bars = parseInt(text);
  if (!bars || *bars < 1 || *bars > 10'000)
    return fail("factor.bad_rebalance", {{"text", std::string(text)}});
  return factor::RebalanceRule{Kind::EveryNth, static_cast<int>(*bars)};
}

Result<factor::Weighting> parseWeighting(std::string_view text)
{
  if (text == "equal")
    return factor::Weighting::Equal;
  if (text == "score")
    return factor::Weighting::Score;
  if (text == "inverse_volatility")
    return factor::Weighting::InverseVolatility;
  return fail("factor.bad_weights", {{"text", std::string(text)}});
}

Result<double> parseScore(std::string_view text)
{
  const auto score = parseDouble(text);
  if (!score)
    return fail("factor.bad_score", {{"text", std::string(text)}});
  return *score;
}

/// Leaves each factor the parameters that it has. One that none has stays, and is refused as unknown.
void keepOwnParameters(const factor::FactorRegistry& registry, std::vector<factor::FactorRequest>& factors)
{
  const auto has = [&registry](const factor::FactorRequest& request, const std::string& key) {
    const auto definition = registry.find(request.factor);
    return definition && (*definition)->parameters.find(key) != nullptr;
  };
  const std::map<std::string, std::string> given = factors.front().parameters;
  for (const auto& [key, value] : given) {
    if (std::ranges::none_of(factors, [&](const auto& request) { return has(request, key); }))
      continue;
    for (factor::FactorRequest& request : factors)
      if (!has(request, key))
        request.parameters.erase(key);
  }
}

/// Several factors are separated by commas and share the bars and the parameters that they know.
Result<factor::TargetQuery> queryOf(app::Services& services, const TargetArguments& arguments, FactorTools& tools)
{
  factor::TargetQuery query;
  query.rules = arguments.rules;
  ZVT_TRY(query.rules.rebalance, parseRebalance(arguments.rebalance));
  ZVT_TRY(query.rules.weights.weighting, parseWeighting(arguments.weights));
  query.mode = arguments.mode == "or" ? factor::SelectMode::Or : factor::SelectMode::And;
  for (const std::string_view name : split(arguments.factor.name, ',')) {
    FactorSelection one = arguments.factor;
    one.name = trim(name);
    ZVT_TRY(tools, FactorTools::open(services, one));
    query.factors.push_back(tools.request);
  }
  keepOwnParameters(*tools.registry, query.factors);
  if (tools.request.entities.empty())
    return fail("factor.no_bars_at_all", {{"count", "0"}, {"level", std::string(market::toString(tools.level))}});
  BarSelection range;
  range.start = arguments.from.empty() ? arguments.date : arguments.from;
  range.end = arguments.date;
  ZVT_TRY(const BarTimes times, BarTimes::of(services, tools.request.entities.front(), tools.level, range));
  query.key = times.last();
  if (!arguments.from.empty())
    query.from = times.first();
  if (query.from && *query.from > query.key)
    return fail("factor.from_after_date", {{"from", arguments.from}, {"date", arguments.date}});
  return query;
}

void writeOpinions(const factor::TargetReport& report, Format format)
{
  TableOutput output({"entity_id", "side", "filter_result", "score_result"}, format, stdout);
  const auto cell = [](double value) { return std::isnan(value) ? Cell{} : Cell{value}; };
  for (const factor::TargetOpinion& one : report.opinions)
    output.row(
        {one.entityId, std::string(factor::toString(one.side)), cell(one.opinion.filter), cell(one.opinion.score)});
  output.finish();
}

Result<void> chooseTargets(CommandLine& line, const TargetArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(true));
  FactorTools tools;
  ZVT_TRY(const factor::TargetQuery query, queryOf(*services, arguments, tools));
  ZVT_TRY(const factor::TargetReport report, tools.service->targets(query, line.control()));
  for (const auto& [entity, error] : report.failed)
    line.note(fmt::format("{}: {}", entity, line.messages().describe(error)));
  ZVT_TRY(const BarTimes decided, tools.times(*services, tools.request.entities.front()));
  if (report.key != query.key)
    line.note(fmt::format("zvt: decided by the bars of {}", decided.text(report.key)));
  if (arguments.opinions) {
    writeOpinions(report, format);
    return {};
  }
  TableOutput output({"entity_id", "weight", "score_result", "since"}, format, stdout);
  for (const factor::Holding& holding : report.holdings) {
    ZVT_TRY(const BarTimes times, tools.times(*services, holding.entityId));
    output.row({holding.entityId, holding.weight, std::isnan(holding.score) ? Cell{} : Cell{holding.score},
        times.text(holding.since)});
  }
  output.finish();
  return {};
}

}

void addFactorTargetCommand(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<TargetArguments>();
  CLI::App* targets = factor.add_subcommand("targets", "What a factor, or several by commas, choose on a day");
  arguments->factor.addOptions(*targets, false);
  factor::TargetRules& rules = arguments->rules;
  targets->add_option("--date", arguments->date, "The day or bar that decides")->required()->check(parsedBy(parseTime));
  targets->add_option("--from", arguments->from, "Follow the rules from this day on; else choose afresh")
      ->check(emptyOrParsedBy(parseTime));
  targets->add_flag("--opinions", arguments->opinions, "Every entity with its side, instead of the holdings");
  targets->add_option("--mode", arguments->mode, "and, or: how filters of several factors meet")
      ->check(CLI::IsMember({"and", "or"}));
  targets->add_option("--long", rules.thresholds.longFrom, "Scores from here on are long")
      ->capture_default_str()
      ->check(parsedBy(parseScore));
  targets->add_option("--short", rules.thresholds.shortTo, "Scores up to here are short")
      ->capture_default_str()
      ->check(parsedBy(parseScore));
  targets->add_option("--top", rules.top, "At most so many, best scores first");
  targets->add_option("--quantile", rules.quantile, "Only scores from this quantile on")->check(CLI::Range(0.0, 1.0));
  targets->add_option("--keep-rank", rules.keepRank, "What is held stays while among the best so many");
  targets->add_option("--keep-bars", rules.minimumBars, "What is held stays at least so many bars");
  targets->add_option("--rebalance", arguments->rebalance, "bar, week, month, quarter or a number of bars")
      ->check(parsedBy(parseRebalance));
  targets->add_option("--weights", arguments->weights, "equal, score or inverse_volatility")
      ->check(parsedBy(parseWeighting));
  targets->add_option("--cap", rules.weights.cap, "No weight is larger")->check(CLI::Range(0.0001, 1.0));
  targets->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  targets->callback([&line, arguments] { line.run = [&line, arguments] { return chooseTargets(line, *arguments); }; });
}

}
