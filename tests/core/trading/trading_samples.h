// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"

#include <QString>

#include <cstdlib>
#include <memory>
#include <string>

/// Short ways to write orders, fills and exact numbers in the tests of the trading library.
namespace zvt::trading::samples {

inline const std::string kMain = "stock_sh_600030";
inline const std::string kOther = "stock_sz_000001";
inline const std::string kStar = "stock_sh_688001";

template <typename T> T require(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

inline Price price(std::string_view text)
{
  return require(Price::parse(text));
}

inline Money money(std::string_view text)
{
  return require(Money::parse(text));
}

inline Quantity quantity(std::string_view text)
{
  return require(Quantity::parse(text));
}

inline TradingDay day(std::string_view text)
{
  return require(TradingDay::parse(text));
}

inline QString text(std::string_view view)
{
  return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

template <typename T> QString text(Exact<T> value)
{
  return text(value.toString());
}

inline std::shared_ptr<const TradingRules> rules(std::string_view policy = "dated")
{
  return std::make_shared<const TradingRules>(
      require(market::RuleBook::load()), require(market::RulePolicy::parse(policy)));
}

inline Order order(
    std::string id, Side side, std::string_view at, std::string_view units, OrderType type = OrderType::Limit)
{
  Order made;
  made.id = std::move(id);
  made.entityId = kMain;
  made.side = side;
  made.type = type;
  made.price = price(at);
  made.quantity = quantity(units);
  made.day = day("2026-10-30");
  return made;
}

/// A fill as a broker reports it, completed by the rules of its day.
inline Fill fill(const TradingRules& rules, const SimAccount& account, std::string trade, std::string order, Side side,
    std::string_view at, std::string_view units, std::string_view on)
{
  Fill made;
  made.tradeId = std::move(trade);
  made.orderId = std::move(order);
  made.entityId = kMain;
  made.side = side;
  made.price = price(at);
  made.quantity = quantity(units);
  made.day = day(on);
  return require(completeFill(rules, account, made));
}

inline Money costOf(const Fill& fill, market::RuleKind kind)
{
  for (const Cost& cost : fill.costs)
    if (cost.kind == kind)
      return cost.amount;
  return {};
}

inline SimAccount account(std::string_view cash, bool allowShort = false)
{
  AccountSettings settings;
  settings.name = "paper";
  settings.initialCash = money(cash);
  settings.allowShort = allowShort;
  return SimAccount(settings);
}

}
