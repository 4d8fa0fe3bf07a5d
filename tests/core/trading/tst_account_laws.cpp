// SPDX-License-Identifier: Apache-2.0
#include "tests/core/trading/trading_samples.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>
#include <random>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

class TstAccountLaws : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void cashIsConservedToTheCent();
  void consolidationsKeepTheLaws();
  void partFillsCostWhatTheOrderCosts();
  void arrivalOrderDoesNotMatter();
  void snapshotKeepsEverything();
};

namespace {

std::int64_t cents(Money amount)
{
  return std::llround(amount.toDouble() * 100);
}

/// New units for old ones, as a fraction: what the account is told as a double has to count as exactly.
struct Ratio {
  std::int64_t units = 1, of = 1;
};
constexpr Ratio kRatios[] = {{1, 10}, {1, 3}, {1, 7}, {3, 7}, {1, 1000}, {2, 1}, {7, 3}, {10, 1}};

/// What is held and what open sales hold back, counted in whole numbers.
struct Count {
  std::int64_t held = 0;
  std::map<std::string, std::int64_t> onSale;
};

void consolidate(SimAccount& held, Count& count, TradingDay today)
{
  const bool mayGrow = count.held < 1'000'000'000; // what the whole numbers here can count
  const Ratio ratio = kRatios[*rc::gen::inRange(0, mayGrow ? 8 : 5)];
  market::CorporateAction action;
  action.exDay = today;
  action.consolidation = static_cast<double>(ratio.units) / static_cast<double>(ratio.of);
  RC_ASSERT(held.applyCorporateAction(kMain, action).has_value());
  count.held = count.held * ratio.units / ratio.of;
  for (auto& [id, units] : count.onSale)
    units = units * ratio.units / ratio.of;
}

/// Plays a random but possible sequence; calls @p each with every fill and its effect in whole cents.
template <typename Each> void play(SimAccount& held, const TradingRules& dated, Each each)
{
  TradingDay today = day("2023-08-01");
  const int steps = *rc::gen::inRange(1, 60);
  for (int step = 0; step < steps; ++step) {
    const int what = *rc::gen::inRange(0, 10);
    if (what < 2) {
      today = today + 1;
      held.startDay(today);
      continue;
    }
    const Position* position = held.find(kMain);
    const bool sells = what < 6 && position && position->sellable().isPositive();
    Fill made;
    made.tradeId = "t" + std::to_string(step);
    made.orderId = "o" + std::to_string(*rc::gen::inRange(0, 20));
    made.orderId += sells ? "s" : "b";
    made.entityId = kMain;
    made.side = sells ? Side::Sell : Side::Buy;
    made.day = today;
    made.price = Price(require(Decimal::fromDouble(*rc::gen::inRange(1, 50'000) / 100.0)));
    const int units = *rc::gen::inRange(1, 5000);
    made.quantity = Quantity::fromInt(units);
    if (sells)
      made.quantity = std::min(made.quantity, position->sellable());
    made = require(completeFill(dated, held, made));
    RC_ASSERT(require(held.apply(made)));
    each(made);
  }
}

}

void TstAccountLaws::cashIsConservedToTheCent()
{
  const auto dated = rules();
  const bool ok = rc::check("cash = start − bought + sold − costs, and = start + realised − cost", [&] {
    SimAccount held = account("1000000");
    std::int64_t expected = 100'000'000;
    Quantity units;
    play(held, *dated, [&](const Fill& made) {
      const std::int64_t priceCents = std::llround(made.price.toDouble() * 100);
      const std::int64_t amount = priceCents * std::llround(made.quantity.toDouble());
      expected += made.side == Side::Buy ? -amount : amount;
      for (const Cost& cost : made.costs)
        expected -= cents(cost.amount);
      units += made.side == Side::Buy ? made.quantity : -made.quantity;
    });
    RC_ASSERT(cents(held.cash()) == expected);
    RC_ASSERT(held.cash().isMultipleOf(held.settings().moneyUnit));
    Money cost;
    for (const auto& [id, position] : held.positions())
      cost += position.cost;
    RC_ASSERT(held.cash() == held.settings().initialCash + held.realised() - cost);
    if (const Position* position = held.find(kMain)) {
      RC_ASSERT(position->total == units);
      RC_ASSERT(!position->sellable().isNegative() && position->sellable() <= position->total);
      RC_ASSERT(!position->total.isZero() || position->cost.isZero());
    }
  });
  QVERIFY(ok);
}

void TstAccountLaws::consolidationsKeepTheLaws()
{
  const auto dated = rules();
  const bool ok = rc::check("units, money and what is frozen, over splits and consolidations", [&] {
    SimAccount held = account("100000000");
    TradingDay today = day("2023-08-01");
    held.startDay(today);
    Count count;
    const int steps = *rc::gen::inRange(1, 50);
    for (int step = 0; step < steps; ++step) {
      const std::string number = std::to_string(step);
      const Position* position = held.find(kMain);
      const int what = *rc::gen::inRange(0, 8);
      if (what == 0) {
        today = today + 1;
        held.startDay(today);
        if (*rc::gen::inRange(0, 2) == 0)
          consolidate(held, count, today);
      } else if (what == 1 && position && position->sellable().isPositive()) {
        Order sale = order("s" + number, Side::Sell, "10", "1");
        sale.quantity = position->sellable();
        RC_ASSERT(held.reserve(sale).has_value());
        count.onSale[sale.id] = std::llround(sale.quantity.toDouble());
      } else if (what == 2 && !count.onSale.empty()) {
        held.release(count.onSale.begin()->first);
        count.onSale.erase(count.onSale.begin());
      } else {
        const bool sells = what < 6 && position && position->sellable().isPositive();
        Fill made =
            fill(*dated, held, "t" + number, "o" + number + (sells ? "s" : "b"), Side::Buy, "10", "1", "2023-08-01");
        made.side = sells ? Side::Sell : Side::Buy;
        made.day = today;
        made.price = Price(require(Decimal::fromDouble(*rc::gen::inRange(1, 50'000) / 100.0)));
        made.quantity = Quantity::fromInt(*rc::gen::inRange(1, 5000));
        if (sells)
          made.quantity = std::min(made.quantity, position->sellable());
        made.costs.clear();
        made = require(completeFill(*dated, held, made));
        RC_ASSERT(require(held.apply(made)));
        count.held += (sells ? -1 : 1) * std::llround(made.quantity.toDouble());
      }
      Money cost;
      for (const auto& [id, each] : held.positions())
        cost += each.cost;
      RC_ASSERT(held.cash() == held.settings().initialCash + held.realised() - cost);
      if (const Position* now = held.find(kMain)) {
        std::int64_t frozen = 0;
        for (const auto& [id, units] : count.onSale)
          frozen += units;
        RC_ASSERT(now->total == Quantity::fromInt(count.held));
        RC_ASSERT(now->frozen == Quantity::fromInt(frozen));
        RC_ASSERT(now->frozen <= now->total);
        RC_ASSERT(!now->total.isZero() || now->cost.isZero());
        RC_ASSERT(now->sellable() <= now->total);
      }
    }
    RC_ASSERT(require(SimAccount::fromJson(held.toJson())) == held);
    // Nothing blocks the rest: what is held can be sold.
    for (const auto& [id, units] : count.onSale)
      held.release(id);
    held.startDay(today + 1);
    if (const Position* left = held.find(kMain); left && left->total.isPositive()) {
      RC_ASSERT(left->sellable() == left->total);
      Fill rest = fill(*dated, held, "rest", "rest", Side::Sell, "10", "1", "2023-08-01");
      rest.quantity = left->total;
      rest.day = today + 1;
      rest.costs.clear();
      RC_ASSERT(require(held.apply(require(completeFill(*dated, held, rest)))));
      RC_ASSERT(held.find(kMain)->cost.isZero());
    }
  });
  QVERIFY(ok);
}

void TstAccountLaws::partFillsCostWhatTheOrderCosts()
{
  const auto dated = rules();
  const bool ok = rc::check("Σ costs of the parts = costs of the whole at one price", [&] {
    SimAccount held = account("100000000");
    const int cent = *rc::gen::inRange(1, 50'000);
    const Price at(require(Decimal::fromDouble(cent / 100.0)));
    const auto parts = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 3000)));
    Money paid;
    Quantity units;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Fill made;
      made.tradeId = "t" + std::to_string(i);
      made.orderId = "o";
      made.entityId = kMain;
      made.price = at;
      made.quantity = Quantity::fromInt(parts[i]);
      made.day = day("2024-03-01");
      made = require(completeFill(*dated, held, made));
      for (const Cost& cost : made.costs)
        RC_ASSERT(!cost.amount.isNegative());
      paid += total(made.costs);
      units += made.quantity;
      RC_ASSERT(require(held.apply(made)));
    }
    const Money amount = require(amountOf(at, units, held.settings().moneyUnit));
    RC_ASSERT(paid == total(require(dated->costs(kMain, day("2024-03-01"), Side::Buy, amount, units))));
    RC_ASSERT(held.filledQuantityOf("o") == units);
  });
  QVERIFY(ok);
}

void TstAccountLaws::arrivalOrderDoesNotMatter()
{
  const bool ok = rc::check("position and cash after the same fills in any order, some twice", [] {
    const auto prices = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 10'000));
    std::vector<Fill> fills;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      Fill made;
      made.tradeId = "t" + std::to_string(i);
      made.orderId = "o" + std::to_string(i % 3);
      made.entityId = kMain;
      made.side = prices[i] % 2 == 0 ? Side::Buy : Side::Sell;
      made.price = Price::fromInt(prices[i]);
      made.quantity = Quantity::fromInt(prices[i] % 7 + 1);
      made.amount = require(amountOf(made.price, made.quantity, money("0.01")));
      fills.push_back(made);
    }
    SimAccount first = account("0", true);
    for (const Fill& made : fills)
      RC_ASSERT(require(first.apply(made)));
    std::mt19937 mix(*rc::gen::arbitrary<unsigned>());
    const std::vector<Fill> again(fills.begin(), fills.begin() + static_cast<std::ptrdiff_t>(fills.size() / 2));
    fills.insert(fills.end(), again.begin(), again.end());
    std::shuffle(fills.begin(), fills.end(), mix);
    SimAccount second = account("0", true);
    for (const Fill& made : fills)
      static_cast<void>(require(second.apply(made)));
    RC_ASSERT(first.cash() == second.cash());
    RC_ASSERT(first.costsPaid() == second.costsPaid());
    for (const auto& [id, position] : first.positions())
      RC_ASSERT(position.total == second.find(id)->total);
  });
  QVERIFY(ok);
}

void TstAccountLaws::snapshotKeepsEverything()
{
  const auto dated = rules();
  const bool ok = rc::check("fromJson(toJson(account)) == account", [&] {
    SimAccount held = account("1000000");
    play(held, *dated, [](const Fill&) { });
    RC_ASSERT(require(SimAccount::fromJson(held.toJson())) == held);
  });
  QVERIFY(ok);
}

QTEST_APPLESS_MAIN(TstAccountLaws)
#include "tst_account_laws.moc"
