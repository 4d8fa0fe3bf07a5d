// SPDX-License-Identifier: GPL-3.0-or-later
// zvt factor top: the strong securities of each day.
#include "app/cli/command_factor_store.h"

#include "app/cli/bar_selection.h"
#include "app/cli/command_line.h"
#include "app/cli/entity_selection.h"
#include "app/cli/option_check.h"
#include "core/factor/factors/top_stocks.h"
#include "core/market/entity_id.h"

#include <nlohmann/json.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace zvt::cli {

namespace {

struct TopArguments {
  BarSelection bars;
  std::string format;
  bool store = false;
};

/// Daily hfq bars with what the lists read.
Result<std::vector<market::BarSeriesPtr>> readAll(
    CommandLine& line, app::Services& services, const std::vector<std::string>& entities)
{
  std::vector<market::BarSeriesPtr> all;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    ZVT_TRY_VOID(line.control().cancelToken().check());
    line.control().progress(0.6 * static_cast<double>(i) / static_cast<double>(entities.size()), entities[i]);
    data::BarRequest request;
    request.entityId = entities[i];
    request.adjust = market::AdjustMode::Hfq;
    ZVT_TRY(market::BarSeriesPtr bars, services.marketData().bars(request));
    ZVT_TRY(bars, services.columns().fill(std::move(bars), factor::TopStocksBuilder::columns()));
    all.push_back(std::move(bars));
  }
  return all;
}

/// The one type of all of them: each market has rules of its own.
Result<std::string> typeOf(const std::vector<std::string>& entities)
{
  std::string type;
  for (const std::string& entity : entities) {
    ZVT_TRY(const market::EntityId id, market::EntityId::parse(entity));
    if (!type.empty() && id.type != type)
      return fail("factor.top_mixed", {{"one", type}, {"other", id.type}});
    type = id.type;
  }
  return type;
}

/// The stored lists are those of a whole market: a part of it would replace them.
Result<void> checkWhole(app::Services& services, const std::vector<std::string>& entities, const std::string& type)
{
  ZVT_TRY(const auto all, selectEntities(services, {type + "_*"}));
  if (entities.size() < all.size())
    return fail("factor.top_part",
        {{"type", type}, {"count", std::to_string(entities.size())}, {"all", std::to_string(all.size())}});
  return {};
}

storage::RecordRow rowOf(const factor::TopStocks& top, const std::string& type)
{
  const auto count = [](const std::vector<std::string>& list) { return static_cast<std::int64_t>(list.size()); };
  const auto json = [](const std::vector<std::string>& list) { return nlohmann::json(list).dump(); };
  return {type, top.day.iso(), count(top.shortTerm), json(top.shortTerm), count(top.longTerm), json(top.longTerm),
      count(top.smallVolumeUp), json(top.smallVolumeUp), count(top.bigVolumeUp), json(top.bigVolumeUp),
      static_cast<std::int64_t>(top.count())};
}

Result<void> run(CommandLine& line, const TopArguments& arguments)
{
  ZVT_TRY(const Format format, line.format(arguments.format));
  ZVT_TRY(app::Services * services, line.open(!arguments.store));
  ZVT_TRY(const auto entities, arguments.bars.select(*services));
  if (entities.empty())
    return fail("factor.no_bars_at_all", {{"count", "0"}, {"level", "1d"}});
  factor::TopStocksRules rules;
  ZVT_TRY(const std::string type, typeOf(entities));
  if (arguments.store)
    ZVT_TRY_VOID(checkWhole(*services, entities, type));
  rules.isMainland = type == "stock";
  rules.leastTurnover = rules.isMainland ? 0 : 1e7;
  ZVT_TRY(auto bars, readAll(line, *services, entities));
  const factor::FactorRegistry registry = factor::FactorRegistry::builtIn();
  ZVT_TRY(const auto builder, factor::TopStocksBuilder::of(std::move(bars), registry, rules));
  ZVT_TRY(const BarTimes times, BarTimes::of(*services, entities.front(), market::BarLevel::Day1, arguments.bars));
  if (times.first() > times.last())
    return fail("factor.from_after_date", {{"from", arguments.bars.start}, {"date", arguments.bars.end}});

  storage::RecordTable table{
      {"entity_type", "timestamp", "short_count", "short_stocks", "long_count", "long_stocks", "small_vol_up_count",
          "small_vol_up_stocks", "big_vol_up_count", "big_vol_up_stocks", "all_stocks_count"},
      {}};
  TableOutput output({"timestamp", "list", "entity_id"}, format, stdout);
  for (const std::int64_t day : builder.days()) {
    if (!times.contains(day))
      continue;
    ZVT_TRY_VOID(line.control().cancelToken().check());
    const factor::TopStocks top = builder.on({static_cast<std::int32_t>(day)});
    const auto show = [&](const char* list, const std::vector<std::string>& names) {
      for (const std::string& name : names)
        output.row({top.day.iso(), std::string(list), name});
    };
    show("short", top.shortTerm);
    show("long", top.longTerm);
    show("small_vol_up", top.smallVolumeUp);
    show("big_vol_up", top.bigVolumeUp);
    table.rows.push_back(rowOf(top, type));
  }
  if (arguments.store) // all days or none
    ZVT_TRY_VOID(services->profile().records().upsert({"top_stocks", std::move(table), storage::kNoRun}));
  output.finish();
  return {};
}

}

void addFactorTopCommand(CLI::App& factor, CommandLine& line)
{
  auto arguments = std::make_shared<TopArguments>();
  CLI::App* top = factor.add_subcommand("top", "The strong securities of each day: short and long term, on volume");
  addEntityOption(*top, arguments->bars.entities)->required();
  top->add_option("--start", arguments->bars.start, "First day")->check(emptyOrParsedBy(parseTime));
  top->add_option("--end", arguments->bars.end, "Last day")->check(emptyOrParsedBy(parseTime));
  top->add_flag("--store", arguments->store, "Keep the lists as records of top_stocks");
  top->add_option("--format", arguments->format, "table, csv or json")->check(emptyOrParsedBy(parseFormat));
  top->callback([&line, arguments] { line.run = [&line, arguments] { return run(line, *arguments); }; });
}

}
