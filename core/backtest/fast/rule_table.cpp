// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/rule_table.h"

#include "core/trading/order_split.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace zvt::backtest::fast {

namespace {

constexpr int kFirstDaysReach = 30; ///< calendar days in which RuleBook counts the trading days of a listing
constexpr int kLongAgo = 1'000'000;

std::size_t placeOf(market::RuleKind kind)
{
  return static_cast<std::size_t>(std::ranges::find(kFeeOrder, kind) - kFeeOrder.begin());
}

Result<FeeSchedule> schedule(const market::RuleBook& book, const market::RuleSubject& subject, market::FeeSide side,
    TradingDay day, const trading::Commission& commission)
{
  ZVT_TRY(std::vector<market::FeeRule> fees, book.fees(subject, side, day));
  if (commission.holdsFor(subject.board))
    fees =
        market::withCommission(std::move(fees), commission.rate, commission.minimum, commission.includesExchangeFees);
  const bool inclusive = std::ranges::any_of(fees, [](const market::FeeRule& fee) { return fee.includesExchangeFees; });
  FeeSchedule all{};
  for (const market::FeeRule& fee : fees) {
    if (inclusive && (fee.kind == market::RuleKind::HandlingFee || fee.kind == market::RuleKind::SupervisionFee))
      continue;
    FeeTerms& terms = all[placeOf(fee.kind)];
    terms = {unitsOf(fee.rate, 9), unitsOf(fee.perShare, 9), unitsOf(fee.minimum.value(), 2)};
    if (terms.rate < 0 || terms.rate > kMaxRate || terms.perShare < 0 || terms.perShare > kMaxRate || terms.minimum < 0
        || !fee.roundedUpTo.isZero())
      leaveGrid();
  }
  return all;
}

Result<void> read(DayRules& rules, const market::RuleBook& book, const market::RuleSubject& subject, TradingDay day,
    const trading::Commission& commission)
{
  ZVT_TRY(const market::LotRule lot, book.lot(subject, day));
  ZVT_TRY(const market::TickRule tick, book.tick(subject, day));
  ZVT_TRY(const market::SettlementRule settlement, book.settlement(subject, day));
  ZVT_TRY(const market::PriceLimit limit, book.priceLimit(subject, day, kLongAgo));
  ZVT_TRY(rules.buying, schedule(book, subject, market::FeeSide::Buy, day, commission));
  ZVT_TRY(rules.selling, schedule(book, subject, market::FeeSide::Sell, day, commission));
  // What is bought at one bar and settles by the next needs no bookkeeping.
  if (settlement.sellAfterDays > 1 || !tick.bands.empty() || lot.inIssuerLots)
    leaveGrid();
  rules.hasLot = true;
  rules.settlesNextDay = settlement.sellAfterDays == 1;
  rules.oddLotSellWhole = lot.oddLotSellWhole;
  rules.lotMinimum = unitsOf(lot.minimum.value(), 0);
  rules.lotStep = unitsOf(lot.step.value(), 0);
  rules.sellMinimum = unitsOf(lot.sellMinimum.value(), 0);
  const auto largest = trading::largestOrder(lot, trading::OrderType::Market);
  rules.maximum = largest ? unitsOf(largest->value(), 0) : 0;
  rules.tick = unitsOf(tick.tick.value(), 4);
  if (rules.tick <= 0)
    leaveGrid();
  rules.limited = limit.limited;
  if (limit.limited) {
    rules.up = unitsOf(limit.up, 6);
    rules.down = unitsOf(limit.down, 6);
  }
  return {};
}

DayRules rulesFrom(const market::RuleBook& book, const market::RuleSubject& subject, TradingDay from,
    const trading::TradingRules& tradingRules)
{
  DayRules rules;
  if (tradingRules.isFree()) {
    rules.isKnown = true;
  } else {
    try {
      const TradingDay day = tradingRules.policy().ruleDay(from);
      rules.isKnown = read(rules, book, subject, day, tradingRules.commission()).has_value();
    } catch (const OffGrid&) {
      rules.isKnown = false;
    }
  }
  rules.from = from;
  return rules;
}

struct DaySpan {
  TradingDay first{INT32_MAX};
  TradingDay last{INT32_MIN};
};

DaySpan spanOf(const BacktestData& data)
{
  DaySpan span;
  for (const EntityData& entity : data.entities) {
    span.first = std::min(span.first, entity.raw->dayAt(0));
    span.last = std::max(span.last, entity.raw->dayAt(entity.raw->size() - 1));
  }
  return span;
}

std::int64_t roundHalfUp(std::int64_t value, std::int64_t step)
{
  return (value + step / 2) / step;
}

}

RuleTable::RuleTable(const market::RuleBook& book, const trading::TradingRules& rules, const BacktestData& data)
    : m_rules(rules)
    , m_data(data)
{
  const market::RuleBook::Boundaries boundaries = book.boundaries();
  const DaySpan span = spanOf(data);
  std::vector<TradingDay> starts = {span.first};
  if (rules.policy().mode == market::RulePolicy::Mode::Dated)
    std::ranges::copy_if(boundaries.days, std::back_inserter(starts),
        [&](TradingDay day) { return day > span.first && day <= span.last; });
  std::map<std::tuple<market::Board, bool, std::string, std::ptrdiff_t>, std::uint32_t> kinds;
  for (const EntityData& entity : data.entities) {
    const market::RuleSubject subject = rules.subjectOf(entity.raw->entityId, span.first).subject;
    const std::ptrdiff_t era = subject.listed
        ? std::ranges::upper_bound(boundaries.listings, *subject.listed) - boundaries.listings.begin()
        : -1;
    const auto next = static_cast<std::uint32_t>(m_kinds.size());
    const auto [kind, isNew] =
        kinds.try_emplace({subject.board, subject.specialTreatment, subject.exchange, era}, next);
    if (isNew) {
      std::vector<DayRules> rows;
      for (const TradingDay start : starts)
        rows.push_back(rulesFrom(book, subject, start, rules));
      m_kinds.push_back(std::move(rows));
    }
    m_kindOf.push_back(kind->second);
    m_youngUntil.push_back(subject.listed ? *subject.listed + kFirstDaysReach : TradingDay{INT32_MIN});
  }
}

bool RuleTable::band(
    std::size_t entity, const DayRules& rules, TradingDay day, std::int64_t reference, PriceBand& result) const
{
  std::int64_t up = rules.up;
  std::int64_t down = rules.down;
  bool limited = rules.limited;
  if (!m_rules.isFree() && m_rules.policy().ruleDay(day) <= m_youngUntil[entity]) {
    const auto limit = m_rules.priceLimit(m_data.entities[entity].raw->entityId, day);
    if (!limit)
      leaveGrid();
    limited = limit->limited;
    up = limited ? unitsOf(limit->up, 6) : 0;
    down = limited ? unitsOf(limit->down, 6) : 0;
  }
  if (!limited)
    return false;
  constexpr std::int64_t kOne = 1'000'000;
  const std::int64_t step = rules.tick * kOne;
  const std::int64_t upper = roundHalfUp(reference * (kOne + up), step) * rules.tick;
  const std::int64_t lower = roundHalfUp(reference * (kOne - down), step) * rules.tick;
  result.up = std::max(upper, reference + rules.tick);
  result.down = std::max(std::min(lower, reference - rules.tick), rules.tick);
  return true;
}

}
