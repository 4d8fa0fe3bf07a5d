// SPDX-License-Identifier: Apache-2.0
// What a paper session's market brings to what is held on margin.
#include "core/trading/contract_terms.h"
#include "core/trading/paper_session_state.h"

#include <algorithm>

#include <utility>

namespace zvt::trading {

namespace {

/// The stored bars as they were known at the end of a span.
class StoredPrices final : public MarginPrices {
public:
  StoredPrices(const PaperMarket& market, TradingDay day, std::optional<Timestamp> at)
      : m_market(market)
      , m_day(day)
      , m_at(at)
  {
  }
  [[nodiscard]] Result<std::optional<Price>> close(const std::string& entityId) const override
  {
    ZVT_TRY(const auto newest, m_at ? m_market.closes(entityId, *m_at) : m_market.closes(entityId, m_day));
    return newest ? std::optional(newest->close) : std::nullopt;
  }
  [[nodiscard]] Result<std::optional<Price>> settlement(const std::string& entityId, TradingDay day) const override
  {
    return m_market.settlement(entityId, day);
  }
  [[nodiscard]] Result<std::vector<FundingRate>> fundings(
      const std::string& entityId, Timestamp after, Timestamp until) const override
  {
    return m_market.fundings(entityId, after, until);
  }

private:
  const PaperMarket& m_market;
  TradingDay m_day;
  std::optional<Timestamp> m_at;
};

}

MarginSpan PaperSession::State::spanOf(TradingDay before, TradingDay day) const
{
  const auto closeOf = [this](TradingDay on) {
    return m_extent.calendar ? m_extent.calendar->availableAt(market::BarLevel::Day1, on.days) : clock.now();
  };
  return {closeOf(before), closeOf(day), day, nextAccrual(m_extent.calendar.get(), day)};
}

Result<std::vector<Timestamp>> PaperSession::State::fundingTimes(const MarginSpan& span) const
{
  std::set<std::string> entities = entitiesHeld();
  entities.merge(entitiesWatched());
  std::vector<Timestamp> times;
  for (const std::string& entityId : entities) {
    if (!isContract(entityId))
      continue;
    ZVT_TRY(const auto rates, market.fundings(entityId, span.after, span.until));
    for (const FundingRate& rate : rates)
      times.push_back(rate.due);
  }
  std::ranges::sort(times);
  return times;
}

void PaperSession::State::payFunding()
{
  const SimAccount& account = service->state().account();
  const MarginSpan span{m_fundedTo, clock.now(), account.day(), {}};
  std::erase_if(m_fundings, [&span](Timestamp due) { return due <= span.until; });
  m_fundedTo = span.until;
  auto events = marginEvents(account, span, StoredPrices(market, span.day, span.until));
  if (!events)
    return passedOn(std::unexpected(events.error()));
  service->bookMargin(*std::move(events), [weak = weak_from_this()](const Result<void>& booked) {
    const auto self = weak.lock();
    if (!self)
      return;
    booked ? self->passOn() : self->passedOn(booked);
  });
}

void PaperSession::State::passMargin(const MarginSpan& span, Next then)
{
  const SimAccount& account = service->state().account();
  if (!account.holdsOnMargin())
    return then(*this, {});
  const StoredPrices prices(market, span.day, options.moment ? std::optional(span.until) : std::optional<Timestamp>());
  auto events = marginEvents(account, span, prices);
  if (!events)
    return then(*this, std::unexpected(events.error()));
  if (events->empty())
    return liquidate(prices, std::move(then));
  service->bookMargin(
      *std::move(events), [weak = weak_from_this(), prices, then = std::move(then)](const Result<void>& booked) {
        const auto self = weak.lock();
        if (!self)
          return;
        if (!booked)
          return then(*self, booked);
        self->liquidate(prices, then);
      });
}

void PaperSession::State::liquidate(const MarginPrices& prices, Next then)
{
  auto closes = marginCloses(service->state().account(), prices);
  if (!closes)
    return then(*this, std::unexpected(closes.error()));
  liquidate(*std::move(closes), false, std::move(then));
}

void PaperSession::State::liquidate(std::map<std::string, Price, std::less<>> prices, bool isDue, Next then)
{
  service->liquidate(
      std::move(prices),
      [weak = weak_from_this(), then = std::move(then)](const Result<bool>& liquidated) {
        const auto self = weak.lock();
        if (!self)
          return;
        const Result<void> passed = liquidated ? Result<void>() : std::unexpected(liquidated.error());
        if (liquidated && *liquidated)
          self->held->cancelAll(); // it would open anew what was closed
        self->settle([passed, then](State& state) { then(state, passed); });
      },
      isDue);
}

std::set<std::string> PaperSession::State::entitiesShown()
{
  std::set<std::string> shown = entitiesWatched();
  m_showsHeld = holdsPerpetuals(service->state().account()) || std::ranges::any_of(shown, isContract);
  if (m_showsHeld)
    shown.merge(entitiesHeld());
  return shown;
}

void PaperSession::State::passBreach()
{
  const Timestamp end{m_bars[m_shown].bar.bar->key};
  if (end <= m_judgedAfter) {
    m_shown = m_momentEnd;
    return passOn();
  }
  const Timestamp before = m_shown == 0 ? m_judgedAfter : Timestamp{m_bars[m_shown - 1].bar.bar->key};
  const Timestamp begun = std::max(m_judgedAfter, before);
  const bool isJudged = end < m_judgedFrom || begun < m_paidTo; // a payment is booked after the bar that it falls into
  MarginBars bars;
  std::vector<std::pair<std::string, Price>> closes;
  for (std::size_t at = m_shown; at < m_momentEnd; ++at) {
    const market::Bar& bar = *m_bars[at].bar.bar;
    if (const auto judged = marginBarOf(bar))
      bars.emplace(m_bars[at].entityId, *judged);
    if (const auto close = bar.close > 0 ? Price::fromDouble(bar.close) : Result<Price>(fail("number.overflow")))
      closes.emplace_back(m_bars[at].entityId, *close);
  }
  m_shown = m_momentEnd;
  using Breach = Result<std::optional<std::map<std::string, Price, std::less<>>>>;
  const SimAccount& account = service->state().account();
  const std::span fills(service->state().fills());
  std::size_t first = fills.size();
  while (first > 0 && fills[first - 1].at > begun)
    --first;
  auto breach = !isJudged && holdsPerpetuals(account)
      ? marginBreach(account, bars, *rules, tradesOf(fills.subspan(first)))
      : Breach();
  if (!breach)
    return passedOn(std::unexpected(breach.error()));
  if (!*breach) {
    if (m_showsHeld)
      service->mark(std::move(closes)); // the next moment's bars are judged beside what is held at these
    return settle([](State& self) { self.passOn(); });
  }
  liquidate(**std::move(breach), true,
      [](State& self, const Result<void>& passed) { passed ? self.passOn() : self.passedOn(passed); });
}

}
