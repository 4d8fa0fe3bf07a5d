// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"
#include "core/trading/risk/exchange_rates.h"

#include <memory>
#include <span>

namespace zvt::risk {

/// One holding of one account. Money in the account's currency, and the same in the portfolio's.
struct PortfolioLine {
  std::string account;
  std::string currency;
  std::string entityId;
  Quantity total;
  Quantity sellable;
  Quantity frozen; ///< in open sell orders
  Quantity inTransit; ///< bought, not yet settled (T+1)
  Price averageCost;
  Price last;
  Money value, unrealised, realised, dividends;
  Money baseValue, baseUnrealised, baseRealised;
};

struct PortfolioAccount {
  std::string name;
  std::string currency;
  Decimal rate; ///< to the base currency
  Money initialCash, movedCash, cash, frozenCash, marketValue, equity, realised, unrealised, costsPaid;
  Money baseEquity;
};

struct PortfolioTotals {
  Money cash, frozenCash, marketValue, equity, realised, unrealised, costsPaid;
};

/// Several accounts at one day, in one currency.
struct PortfolioPicture {
  std::string currency;
  TradingDay day;
  std::vector<PortfolioAccount> accounts; ///< in the order they were given
  std::vector<PortfolioLine> lines; ///< by account, then entity; those with nothing held and nothing realised left out
  PortfolioTotals totals; ///< base currency; each figure is the sum of the accounts' figures, each rounded to 0.01
};

/// Errors: rates.missing with the day.
[[nodiscard]] Result<PortfolioPicture> lookAt(std::span<const std::shared_ptr<const trading::SimAccount>> accounts,
    std::string_view baseCurrency, TradingDay day, const ExchangeRates& rates, int staleDays = 0);

/// The account's law to the last digit: cash = initial + moved + realised − cost of what is held, nothing sellable is
/// negative, nothing more is frozen than is held. Errors: portfolio.not_balanced with arguments "account", "cash",
/// "expected"; portfolio.negative_sellable.
[[nodiscard]] Result<void> auditAccount(const trading::SimAccount& account);

}
