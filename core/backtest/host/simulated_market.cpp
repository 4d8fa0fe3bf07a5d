// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/simulated_market.h"

#include <algorithm>

namespace zvt::backtest {

SimulatedMarket::SimulatedMarket(Options options)
    : m_options(std::move(options))
{
}

SimulatedMarket::~SimulatedMarket()
{
  m_host.reset(); // it hears of the service
}

Result<std::unique_ptr<SimulatedMarket>> SimulatedMarket::create(
    std::unique_ptr<strategy::Strategy> strategy, Options options, MarketSource& source)
{
  std::unique_ptr<SimulatedMarket> market(new SimulatedMarket(std::move(options)));
  const Options& chosen = market->m_options;
  PlayedAccount::Options account;
  account.account = chosen.account;
  account.rules = chosen.rules;
  account.matching = chosen.matching;
  account.document = chosen.document;
  ZVT_TRY(
      market->m_account, PlayedAccount::open(std::move(account), market->m_store, market->m_clock, market->m_executor));
  StrategyHost::Options host;
  host.book = chosen.book;
  host.seed = chosen.seed;
  host.limits = chosen.limits;
  host.plan = chosen.plan;
  host.handsOut = chosen.document.has_value();
  host.rules = chosen.rules;
  host.held = [account = market->m_account.get()](bool makes) -> trading::HeldOrders* {
    if (!makes)
      return account->heldOrNull();
    auto desk = account->held();
    return desk ? *desk : nullptr;
  };
  ZVT_TRY(market->m_host, StrategyHost::create(std::move(strategy), std::move(host), source, market->orders()));
  market->m_account->setBook(&market->m_host->market().book);
  market->m_host->setDesk(market->m_account->desk());
  return market;
}

Result<void> SimulatedMarket::run(TaskControl& control, const Observer& observer)
{
  const MarketView& view = m_host->market();
  const market::Calendar& calendar = view.book.calendar();
  const SerialParallelFor serial;
  const std::vector<Timestamp> moments = view.moments(Timestamp::min());
  const auto dayOf = [&](Timestamp moment) { return calendar.dayOf({moment.micros - 1}); };
  std::size_t first = 0;
  while (m_options.start && first < moments.size() && dayOf(moments[first]) < *m_options.start)
    ++first;
  if (first == moments.size())
    return zvt::fail("backtest.no_bars");
  // The account stands at the close before its first day, as a new paper account does.
  const TradingDay firstDay = dayOf(moments[first]);
  const Timestamp before = first == 0 ? calendar.zone().toUtc(LocalTime::of(firstDay)) : moments[first - 1];
  m_clock.setNow(before);
  m_day = first == 0 ? firstDay - 1 : dayOf(moments[first - 1]);
  orders().startDay(*m_day);
  ZVT_TRY_VOID(m_executor.turn([&] { return m_host->start(before, serial); }));

  for (std::size_t i = first; i < moments.size() && m_host->unit().isRunning(); ++i) {
    ZVT_TRY_VOID(control.cancelToken().check());
    if ((i - first) % 32 == 0)
      control.progress(static_cast<double>(i - first) / static_cast<double>(moments.size() - first));
    const TradingDay day = dayOf(moments[i]);
    if (day != *m_day)
      ZVT_TRY_VOID(openDay(day));
    m_clock.setNow(moments[i]);
    ZVT_TRY_VOID(m_account->meetBars(moments[i], day));
    const bool isLast = i + 1 == moments.size() || dayOf(moments[i + 1]) != day;
    if (isLast)
      ZVT_TRY_VOID(m_account->endDay(day));
    m_account->markHoldings();
    ZVT_TRY_VOID(m_account->passMargin(day, isLast));
    ZVT_TRY_VOID(m_executor.turn([&] { return m_host->closeBars(moments[i], day, serial); }));
    if (isLast)
      turn([this] { m_host->closeDay(); });
    if (observer)
      observer(moments[i], day, *orders().account());
  }
  turn([this] { m_host->stop(); });
  return {};
}

void SimulatedMarket::turn(const std::function<void()>& hook)
{
  static_cast<void>(m_executor.turn([&]() -> Result<void> {
    hook();
    return {};
  }));
}

Result<void> SimulatedMarket::openDay(TradingDay day)
{
  turn([&] { m_host->openDay(day, openOf(m_host->market().book.calendar(), day)); });
  ZVT_TRY_VOID(m_account->startDay(day));
  m_day = day;
  return {};
}

}
