// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/portfolio.h"

namespace zvt::risk {

namespace {

/// One account's currency seen from the base currency, on the day.
struct Exchange {
  std::string_view base;
  TradingDay day;
  const ExchangeRates& rates;
  int staleDays;

  [[nodiscard]] Result<Money> operator()(Money amount, std::string_view currency) const
  {
    // In one currency nothing is rounded.
    return currency == base ? Result<Money>(amount) : rates.convert(amount, currency, base, day, staleDays);
  }
};

Quantity unsettled(const trading::Position& position)
{
  Quantity sum;
  for (const trading::UnsettledUnits& units : position.unsettled)
    sum += units.quantity;
  return sum;
}

Result<PortfolioLine> lineOf(
    const trading::SimAccount& account, const trading::Position& position, const Exchange& toBase)
{
  PortfolioLine line;
  line.account = account.settings().name;
  line.currency = account.settings().currency;
  line.entityId = position.entityId;
  line.total = position.total;
  line.sellable = position.sellable();
  line.frozen = position.frozen;
  line.inTransit = unsettled(position);
  line.averageCost = position.averageCost();
  line.last = position.last;
  line.value = position.value();
  line.unrealised = position.unrealised();
  line.realised = position.realised;
  line.dividends = position.dividends;
  ZVT_TRY(line.baseValue, toBase(line.value, line.currency));
  ZVT_TRY(line.baseUnrealised, toBase(line.unrealised, line.currency));
  ZVT_TRY(line.baseRealised, toBase(line.realised, line.currency));
  return line;
}

Result<PortfolioAccount> accountOf(const trading::SimAccount& account, const Exchange& toBase)
{
  PortfolioAccount shown;
  shown.name = account.settings().name;
  shown.currency = account.settings().currency;
  ZVT_TRY(shown.rate, toBase.rates.rate(shown.currency, toBase.base, toBase.day, toBase.staleDays));
  shown.initialCash = account.settings().initialCash;
  shown.movedCash = account.movedCash();
  shown.cash = account.cash();
  shown.frozenCash = account.frozenCash();
  shown.marketValue = account.marketValue();
  shown.equity = account.equity();
  shown.realised = account.realised();
  shown.unrealised = account.unrealised();
  shown.costsPaid = account.costsPaid();
  ZVT_TRY(shown.baseEquity, toBase(shown.equity, shown.currency));
  return shown;
}

Result<void> add(PortfolioTotals& totals, const PortfolioAccount& account, const Exchange& toBase)
{
  const std::pair<Money PortfolioTotals::*, Money> figures[] = {{&PortfolioTotals::cash, account.cash},
      {&PortfolioTotals::frozenCash, account.frozenCash}, {&PortfolioTotals::marketValue, account.marketValue},
      {&PortfolioTotals::equity, account.equity}, {&PortfolioTotals::realised, account.realised},
      {&PortfolioTotals::unrealised, account.unrealised}, {&PortfolioTotals::costsPaid, account.costsPaid}};
  for (const auto& [figure, amount] : figures) {
    ZVT_TRY(const Money inBase, toBase(amount, account.currency));
    totals.*figure += inBase;
  }
  return {};
}

}

Result<PortfolioPicture> lookAt(std::span<const std::shared_ptr<const trading::SimAccount>> accounts,
    std::string_view baseCurrency, TradingDay day, const ExchangeRates& rates, int staleDays)
{
  PortfolioPicture picture;
  picture.currency = baseCurrency;
  picture.day = day;
  const Exchange toBase{baseCurrency, day, rates, staleDays};
  for (const auto& account : accounts) {
    ZVT_TRY(PortfolioAccount shown, accountOf(*account, toBase));
    ZVT_TRY_VOID(add(picture.totals, shown, toBase));
    picture.accounts.push_back(std::move(shown));
    for (const auto& [entityId, position] : account->positions()) {
      if (position.total.isZero() && position.realised.isZero())
        continue;
      ZVT_TRY(PortfolioLine line, lineOf(*account, position, toBase));
      picture.lines.push_back(std::move(line));
    }
  }
  return picture;
}

Result<void> auditAccount(const trading::SimAccount& account)
{
  Money cost;
  for (const auto& [entityId, position] : account.positions()) {
    cost += position.paid();
    const bool overFrozen = position.frozen.isNegative()
        || (!account.settings().allowShort && position.frozen > std::max(Quantity(), position.total));
    if (position.sellable().isNegative() || overFrozen)
      return fail("portfolio.negative_sellable", {{"account", account.settings().name}, {"entity", entityId}});
  }
  const Money expected = account.settings().initialCash + account.movedCash() + account.realised() - cost;
  if (account.cash() != expected)
    return fail("portfolio.not_balanced",
        {{"account", account.settings().name}, {"cash", account.cash().toString()}, {"expected", expected.toString()}});
  return {};
}

}
