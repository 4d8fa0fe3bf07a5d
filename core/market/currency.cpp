// SPDX-License-Identifier: Apache-2.0
#include "core/market/currency.h"

#include "core/market/exchange.h"

namespace zvt::market {

namespace {

std::string quoteOf(std::string_view pair)
{
  const std::size_t dash = pair.find('-');
  if (dash != std::string_view::npos)
    return std::string(pair.substr(dash + 1, pair.find('_', dash) - dash - 1));
  // As exchanges write it: the longer of two that fit comes first.
  for (const std::string_view quote :
      {"FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USD", "EUR", "TRY", "BTC", "ETH", "BNB"})
    if (pair.size() > quote.size() && pair.ends_with(quote))
      return std::string(quote);
  return {};
}

}

std::string currencyOf(const EntityId& id)
{
  const std::string_view market = marketOf(id.exchange);
  if (market == "cn")
    return "CNY";
  if (market == "hk")
    return "HKD";
  if (market == "us")
    return "USD";
  return market == "crypto" ? quoteOf(id.code) : std::string();
}

std::string currencyOf(const Entity& entity)
{
  return entity.currency.empty() ? currencyOf(entity.id) : entity.currency;
}

}
