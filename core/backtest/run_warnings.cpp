// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_warnings.h"

#include "core/trading/contract_terms.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

using EntitiesById = std::unordered_map<std::string_view, const EntityData*>;

void addBeyondVolume(
    std::vector<Error>& warnings, const EntitiesById& entities, std::span<const analytics::FillRecord> fills)
{
  std::size_t count = 0;
  double most = 0;
  for (const analytics::FillRecord& fill : fills) {
    const auto entity = entities.find(fill.entityId);
    if (entity == entities.end())
      continue;
    const market::BarSeries& raw = *entity->second->raw;
    const std::int64_t key = market::isDayKeyed(raw.level) ? std::int64_t{fill.time.day().days}
                                                           : entity->second->calendar->zone().toUtc(fill.time).micros;
    const auto bar = std::ranges::lower_bound(raw.key, key);
    if (bar == raw.key.end() || *bar != key)
      continue;
    const double volume = raw.volume[static_cast<std::size_t>(bar - raw.key.begin())];
    const double quantity = fill.quantity.toDouble();
    if (!(volume > 0) || quantity <= volume)
      continue;
    ++count;
    most = std::max(most, quantity / volume);
  }
  if (count > 0)
    warnings.push_back({"backtest.beyond_volume",
        {{"count", std::to_string(count)}, {"fills", std::to_string(fills.size())},
            {"times", fmt::format("{:.1f}", most)}},
        {}});
}

bool offersRights(const EntityData& entity)
{
  return std::ranges::any_of(entity.actions, [](const market::CorporateAction& action) { return action.rights > 0; });
}

void addRightsIgnored(
    std::vector<Error>& warnings, const EntitiesById& entities, std::span<const analytics::FillRecord> fills)
{
  std::unordered_map<std::string_view, std::vector<const analytics::FillRecord*>> byEntity;
  for (const analytics::FillRecord& fill : fills)
    if (const auto entity = entities.find(fill.entityId); entity != entities.end() && offersRights(*entity->second))
      byEntity[entity->first].push_back(&fill);
  std::size_t count = 0;
  std::string first;
  for (const auto& [id, own] : byEntity)
    for (const market::CorporateAction& action : entities.at(id)->actions) {
      double held = 0; // bonus shares left out: they change how much, not whether
      for (const analytics::FillRecord* fill : own)
        if (fill->time.day() < action.exDay)
          held += fill->side == "buy" ? fill->quantity.toDouble() : -fill->quantity.toDouble();
      if (action.rights <= 0 || held <= 0)
        continue;
      ++count;
      first = first.empty() ? std::string(id) : std::min(first, std::string(id));
    }
  if (count > 0)
    warnings.push_back({"backtest.rights_ignored", {{"count", std::to_string(count)}, {"entity", first}}, {}});
}

/// Under rules whose lots are those of the issuers.
void addUndatedLots(
    std::vector<Error>& warnings, const EntitiesById& entities, std::span<const analytics::FillRecord> fills)
{
  std::set<std::string_view> undated;
  for (const analytics::FillRecord& fill : fills)
    if (const auto entity = entities.find(fill.entityId); entity != entities.end())
      if (const trading::IssuerLots& lots = entity->second->lots; lots.present && lots.dated.empty())
        undated.insert(entity->first);
  if (!undated.empty())
    warnings.push_back({"backtest.lot_undated",
        {{"count", std::to_string(undated.size())}, {"entity", std::string(*undated.begin())}}, {}});
}

}

std::vector<Error> runWarnings(
    const BacktestData& data, std::span<const analytics::FillRecord> fills, const strategy::AccountSettings& account)
{
  EntitiesById entities;
  for (const EntityData& entity : data.entities)
    entities.emplace(entity.raw->entityId, &entity);
  std::vector<Error> warnings;
  addBeyondVolume(warnings, entities, fills);
  if (account.rules.mode != market::RulePolicy::Mode::Free)
    addUndatedLots(warnings, entities, fills);
  if (!account.takesRights)
    addRightsIgnored(warnings, entities, fills);
  return warnings;
}

std::vector<Error> costWarnings(std::span<const analytics::FillRecord> fills, const strategy::AccountSettings& account,
    const market::RuleBook& book)
{
  struct Missing {
    market::FeeRule fee;
    std::size_t count = 0;
    std::string entity;
  };
  std::map<std::string, Missing> missing; // by the entry's id
  std::map<std::tuple<market::Board, std::string, std::string, TradingDay>, std::vector<market::FeeRule>> known;
  for (const analytics::FillRecord& fill : fills) {
    const auto id = market::EntityId::parse(fill.entityId);
    if (!id || account.rules.mode == market::RulePolicy::Mode::Free || trading::isContract(fill.entityId))
      continue;
    const market::RuleSubject subject = market::RuleSubject::of(*id);
    const TradingDay day = account.rules.ruleDay(fill.time.day());
    const auto [found, isNew] = known.try_emplace({subject.board, subject.exchange, fill.side, day});
    if (isNew)
      found->second =
          book.unrecordedFees(subject, fill.side == "buy" ? market::FeeSide::Buy : market::FeeSide::Sell, day);
    for (const market::FeeRule& fee : found->second) {
      Missing& one = missing.try_emplace(fee.source.id, Missing{fee, 0, fill.entityId}).first->second;
      ++one.count;
    }
  }
  std::vector<Error> warnings;
  for (const auto& [rule, one] : missing)
    warnings.push_back({"backtest.costs_unrecorded",
        {{"count", std::to_string(one.count)}, {"fee", one.fee.source.source},
            {"until", one.fee.source.to ? one.fee.source.to->iso() : std::string("–")}, {"entity", one.entity}},
        {}});
  return warnings;
}

std::vector<Error> benchmarkWarnings(const BacktestData& data, std::span<const analytics::EquityPoint> equity)
{
  constexpr int kWeek = 7; // the last days of one or the other may not have been recorded yet
  if (!data.benchmark || data.benchmark->size() == 0 || equity.empty())
    return {};
  const market::BarSeries& bars = *data.benchmark;
  const auto dayOf = [&](std::size_t row) {
    return market::isDayKeyed(bars.level) ? bars.dayAt(row) : data.calendar->dayOf({bars.key[row] - 1});
  };
  const TradingDay first = dayOf(0);
  const TradingDay last = dayOf(bars.size() - 1);
  if (first - equity.front().time.day() <= kWeek && equity.back().time.day() - last <= kWeek)
    return {};
  return {
      {"backtest.benchmark_partial", {{"entity", data.benchmarkId}, {"first", first.iso()}, {"last", last.iso()}}, {}}};
}

}
