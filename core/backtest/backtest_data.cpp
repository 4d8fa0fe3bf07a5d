// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/backtest_data.h"

#include "core/base/checksum.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::backtest {

namespace {

constexpr std::size_t kProgressStride = 16; ///< entities

TradingDay dayAt(const market::BarSeries& bars, std::size_t row, const market::Calendar& calendar)
{
  return market::isDayKeyed(bars.level) ? bars.dayAt(row) : calendar.dayOf(bars.endAt(row));
}

/// The bars up to @p end, inclusive. The same object when none is cut off.
market::BarSeriesPtr upTo(
    const market::BarSeriesPtr& bars, const std::optional<TradingDay>& end, const market::Calendar& calendar)
{
  if (!end || bars->empty() || dayAt(*bars, bars->size() - 1, calendar) <= *end)
    return bars;
  std::size_t first = 0;
  std::size_t last = bars->size() - 1; // lies beyond the end
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (dayAt(*bars, middle, calendar) <= *end)
      first = middle + 1;
    else
      last = middle;
  }
  return std::make_shared<const market::BarSeries>(bars->slice(bars->key.front(), bars->key[first]));
}

template <typename T> void appendBytes(std::string& bytes, const std::vector<T>& column)
{
  bytes.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T));
}

/// Digits of an entity's hash: enough to tell two states of it apart.
constexpr std::size_t kEntityHash = 16;

std::string seriesHash(const market::BarSeries& bars)
{
  std::string bytes;
  bytes.reserve(bars.size() * 7 * sizeof(double));
  appendBytes(bytes, bars.key);
  for (const auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover})
    appendBytes(bytes, *column);
  return sha256Hex(bytes);
}

std::string actionsText(const std::vector<market::CorporateAction>& actions)
{
  std::string text;
  for (const market::CorporateAction& action : actions) {
    text += action.exDay.iso();
    for (const double value : {action.cash, action.bonus, action.rights, action.rightsPrice, action.consolidation})
      text += " " + formatDouble(value);
    text += "\n";
  }
  return text;
}

/// What the account of a contract reads beside the bars.
std::string contractText(const EntityData& entity)
{
  std::string text;
  for (const trading::FundingRate& funding : entity.fundings)
    text += fmt::format("{} {} {}\n", funding.due.micros, funding.rate.toString(),
        funding.mark ? funding.mark->toString() : std::string("-"));
  const std::vector<double>* settlement = entity.raw->extra("settlement");
  if (settlement != nullptr && trading::isContract(entity.raw->entityId)) {
    std::string bytes;
    appendBytes(bytes, *settlement);
    text += sha256Hex(bytes) + "\n";
  }
  return text;
}

std::string lotsText(const trading::IssuerLots& lots)
{
  std::string text;
  for (const auto& [day, lot] : lots.dated)
    text += fmt::format("lot {} {}\n", day.iso(), lot.toString());
  return lots.present ? text + fmt::format("lot {}\n", lots.present->toString()) : text;
}

/// Of everything, and of each entity by itself.
std::string dataHash(BacktestData& data)
{
  std::string text;
  for (EntityData& entity : data.entities) {
    const std::size_t begin = text.size();
    text += entity.raw->entityId + " " + entity.raw->provider + " " + seriesHash(*entity.raw) + "\n";
    if (entity.levelRaw != entity.raw)
      text += std::string(market::toString(entity.signal->level)) + " " + seriesHash(*entity.levelRaw) + "\n";
    text += actionsText(entity.actions);
    text += contractText(entity) + lotsText(entity.lots);
    text += (entity.entity.listed ? entity.entity.listed->iso() : "-") + " " + entity.entity.name + "\n";
    if (!entity.groups.industry.empty() || !entity.groups.tag.empty())
      text += entity.groups.industry + "\t" + entity.groups.tag + "\n";
    entity.hash = sha256Hex(std::string_view(text).substr(begin)).substr(0, kEntityHash);
  }
  if (data.benchmark)
    text += data.benchmarkId + " " + seriesHash(*data.benchmark);
  return sha256Hex(text);
}

Result<void> loadGroups(BacktestData& data, const strategy::RunSettings& run, MarketSource& source)
{
  std::vector<std::string> ids;
  for (const EntityData& entity : data.entities)
    ids.push_back(entity.raw->entityId);
  ZVT_TRY(std::vector<SecurityGroups> groups, source.groups(ids, run.end));
  for (std::size_t i = 0; i < groups.size(); ++i)
    data.entities[i].groups = std::move(groups[i]);
  return {};
}

Result<EntityData> loadEntity(const market::Entity& entity, const strategy::RunSettings& run, MarketSource& source)
{
  const std::string id = entity.id.toString();
  EntityData data;
  data.entity = entity;
  ZVT_TRY(data.calendar, source.calendar(id));
  ZVT_TRY(const market::BarSeriesPtr raw, source.bars({id, run.level, market::AdjustMode::Bfq, {}, run.provider}));
  ZVT_TRY(const market::BarSeriesPtr signal, source.bars({id, run.level, run.adjust, run.adjustMethod, run.provider}));
  if (raw->key != signal->key)
    return fail("backtest.series_differ", {{"entity", id}});
  data.levelRaw = upTo(raw, run.end, *data.calendar);
  data.raw = data.levelRaw;
  data.signal = upTo(signal, run.end, *data.calendar);
  if (moneyLevel(run.level) != run.level && !data.signal->empty()) {
    ZVT_TRY(const market::BarSeriesPtr daily, dailyBars(source, id, run.level, run.provider));
    data.raw = upTo(daily, run.end, *data.calendar);
    data.due.reserve(data.signal->size());
    for (const std::int64_t key : data.signal->key)
      data.due.push_back(data.calendar->dayOf({data.calendar->availableAt(run.level, key).micros - 1}).days);
  }
  ZVT_TRY(data.actions, source.actions(id));
  std::ranges::stable_sort(data.actions, {}, &market::CorporateAction::exDay);
  if (run.end)
    std::erase_if(data.actions, [&](const market::CorporateAction& action) { return action.exDay > *run.end; });
  ZVT_TRY(data.lots, source.lots(id));
  ZVT_TRY(data.fundings, source.fundings(id));
  if (run.end) {
    const Timestamp end = data.calendar->zone().toUtc(LocalTime::of(*run.end + 1));
    std::erase_if(data.fundings, [end](const trading::FundingRate& funding) { return funding.due > end; });
  }
  return data;
}

Result<void> loadBenchmark(BacktestData& data, const strategy::RunSettings& run, MarketSource& source)
{
  if (run.benchmark.empty())
    return {};
  ZVT_TRY(const auto calendar, source.calendar(run.benchmark));
  auto bars = source.bars(
      {run.benchmark, moneyLevel(run.level), market::AdjustMode::Hfq, market::AdjustMethod::Ratio, run.provider});
  if (!bars)
    return fail(std::move(bars).error().with("benchmark", run.benchmark));
  if ((*bars)->level != moneyLevel(run.level))
    return fail(noDailyBars(run.benchmark, run.level));
  if ((*bars)->empty())
    return fail(Error{"backtest.no_bars", {}, {{"benchmark", run.benchmark}}});
  data.benchmarkId = run.benchmark;
  data.benchmark = upTo(*bars, run.end, *calendar);
  return {};
}

}

Result<BacktestData> loadData(const strategy::ExecutionPlan& plan, MarketSource& source, TaskControl& control)
{
  ZVT_TRY(const auto entities, source.resolve(plan.universe, plan.run.level));
  if (entities.empty())
    return fail("backtest.empty_universe", {{"level", std::string(market::toString(plan.run.level))}});
  BacktestData data;
  const std::string_view market = market::marketOf(entities.front().id.exchange);
  std::size_t done = 0;
  for (const market::Entity& entity : entities) {
    ZVT_TRY_VOID(control.cancelToken().check());
    if (done++ % kProgressStride == 0)
      control.progress(static_cast<double>(done) / static_cast<double>(entities.size()));
    if (market::marketOf(entity.id.exchange) != market)
      return fail(
          "backtest.mixed_markets", {{"first", entities.front().id.toString()}, {"second", entity.id.toString()}});
    auto loaded = loadEntity(entity, plan.run, source);
    if (!loaded)
      return fail(std::move(loaded).error().with("entity", entity.id.toString()));
    if (loaded->raw->empty() && std::ranges::find(plan.universe, entity.id.toString()) != plan.universe.end())
      return fail(Error{"backtest.no_bars", {}, {{"entity", entity.id.toString()}}});
    if (!loaded->raw->empty())
      data.entities.push_back(*std::move(loaded));
  }
  if (data.entities.empty())
    return fail("backtest.no_bars");
  std::ranges::sort(data.entities, {}, [](const EntityData& entity) { return entity.raw->entityId; });
  data.calendar = data.entities.front().calendar;
  ZVT_TRY_VOID(loadBenchmark(data, plan.run, source));
  ZVT_TRY_VOID(loadGroups(data, plan.run, source));
  data.hash = dataHash(data);
  return data;
}

}
