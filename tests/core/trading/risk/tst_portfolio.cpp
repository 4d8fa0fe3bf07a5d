// SPDX-License-Identifier: Apache-2.0
#include "core/trading/journal.h"
#include "core/trading/order_state.h"
#include "core/trading/risk/portfolio.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

ExchangeRate rate(std::string from, std::string to, std::string_view on, std::string_view number)
{
  return {std::move(from), std::move(to), day(on), require(Decimal::parse(number))};
}

SimAccount accountIn(std::string name, std::string currency, std::string_view cash)
{
  AccountSettings settings;
  settings.name = std::move(name);
  settings.currency = std::move(currency);
  settings.initialCash = money(cash);
  return SimAccount(settings);
}

Fill bare(std::string trade, Side side, std::string_view at, std::string_view units, int sellAfterDays)
{
  Fill made;
  made.tradeId = std::move(trade);
  made.orderId = made.tradeId;
  made.entityId = kMain;
  made.side = side;
  made.price = price(at);
  made.quantity = quantity(units);
  made.amount = require(amountOf(made.price, made.quantity, money("0.01")));
  made.sellAfterDays = sellAfterDays;
  return made;
}

}

class TstPortfolio : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void ratesAreOfTheirDay();
  void badRatesAreNamed();
  void accountsAddUpInOneCurrency();
  void aMissingRateNamesItsDay();
  void shownIsWhatCanBeSold();
  void moneyAlwaysAddsUp();
};

void TstPortfolio::ratesAreOfTheirDay()
{
  const auto rates = require(ExchangeRates::fromCsv(
      "day,from,to,rate\n2026-10-30,HKD,CNY,0.92\r\n2026-11-02,HKD,CNY,0.93\n\n2026-10-30,USD,CNY,8\n"));
  QCOMPARE(text(require(rates.rate("HKD", "CNY", day("2026-10-30"))).toString()), QString("0.92"));
  QCOMPARE(text(require(rates.rate("CNY", "USD", day("2026-10-30"))).toString()), QString("0.125"));
  QCOMPARE(text(require(rates.rate("CNY", "CNY", day("1999-01-01"))).toString()), QString("1"));
  QCOMPARE(text(require(rates.convert(money("10.01"), "HKD", "CNY", day("2026-10-30")))), QString("9.21")); // 9.2092
  const auto sunday = rates.rate("HKD", "CNY", day("2026-11-01"));
  QCOMPARE(text(sunday.error().code), QString("rates.missing"));
  QCOMPARE(text(sunday.error().field("day")), QString("2026-11-01"));
  QCOMPARE(text(require(rates.rate("HKD", "CNY", day("2026-11-01"), 2)).toString()), QString("0.92"));
  QVERIFY(!rates.rate("HKD", "CNY", day("2026-10-29"), 9)); // never from a later day
  QVERIFY(!rates.rate("HKD", "USD", day("2026-10-30"))); // nor over a third currency
}

void TstPortfolio::badRatesAreNamed()
{
  const auto broken = ExchangeRates::fromCsv("day,from,to,rate\n2026-10-30,HKD,CNY,0.92\n2026-10-31;HKD;CNY;1\n");
  QCOMPARE(text(broken.error().code), QString("rates.bad_row"));
  QCOMPARE(text(broken.error().field("row")), QString("3"));
  QCOMPARE(text(ExchangeRates::fromCsv("2026-10-30,HKD,CNY,0").error().code), QString("rates.bad_rate"));
  QCOMPARE(
      text(ExchangeRates::make({rate("A", "B", "2026-10-30", "1"), rate("A", "B", "2026-10-30", "2")}).error().code),
      QString("rates.contradiction"));
  QVERIFY(ExchangeRates::make({rate("A", "B", "2026-10-30", "2"), rate("A", "B", "2026-10-30", "2.0")}));
}

void TstPortfolio::accountsAddUpInOneCurrency()
{
  auto home = std::make_shared<SimAccount>(accountIn("home", "CNY", "100000"));
  auto abroad = std::make_shared<SimAccount>(accountIn("abroad", "HKD", "50000"));
  QVERIFY(home->apply(bare("1", Side::Buy, "10", "1000", 1)));
  QVERIFY(abroad->apply(bare("2", Side::Buy, "20", "1000", 0)));
  QVERIFY(abroad->apply(bare("3", Side::Sell, "22", "400", 0)));
  home->mark(kMain, price("11"));
  const auto rates = require(ExchangeRates::make({rate("HKD", "CNY", "2026-10-30", "0.9")}));
  const PortfolioPicture picture =
      require(lookAt(std::vector<std::shared_ptr<const SimAccount>>{home, abroad}, "CNY", day("2026-10-30"), rates));
  // At home 90,000 + 11,000. Abroad 50,000 − 20,000 + 8,800 = 38,800 of cash, 600 × 22 = 13,200 held: 52,000 × 0.9.
  QCOMPARE(text(picture.totals.equity), QString("147800"));
  QCOMPARE(text(picture.totals.cash), QString("124920")); // 90,000 + 34,920
  QCOMPARE(text(picture.totals.realised), QString("720")); // 8,800 − 8,000, × 0.9
  QCOMPARE(text(picture.totals.unrealised), QString("2080")); // 1,000 + (13,200 − 12,000) × 0.9
  QCOMPARE(text(picture.accounts[1].baseEquity), QString("46800"));
  QCOMPARE(picture.lines.size(), std::size_t{2});
  QCOMPARE(text(picture.lines[1].value), QString("13200"));
  QCOMPARE(text(picture.lines[1].baseValue), QString("11880"));
  QCOMPARE(text(picture.lines[1].averageCost), QString("20"));
}

void TstPortfolio::aMissingRateNamesItsDay()
{
  const auto abroad = std::make_shared<const SimAccount>(accountIn("abroad", "HKD", "1"));
  const std::vector<std::shared_ptr<const SimAccount>> accounts{abroad};
  const auto picture = lookAt(accounts, "CNY", day("2026-10-30"), {});
  QCOMPARE(text(picture.error().code), QString("rates.missing"));
  QCOMPARE(text(picture.error().field("day")), QString("2026-10-30"));
  QVERIFY(lookAt(accounts, "HKD", day("2026-10-30"), {}));
}

void TstPortfolio::shownIsWhatCanBeSold()
{
  auto held = std::make_shared<SimAccount>(accountIn("home", "CNY", "100000"));
  held->startDay(day("2026-10-29"));
  QVERIFY(held->apply(bare("1", Side::Buy, "10", "1000", 1)));
  held->startDay(day("2026-10-30"));
  QVERIFY(held->apply(bare("2", Side::Buy, "10", "500", 1)));
  QVERIFY(held->reserve(order("o", Side::Sell, "11", "300")));
  const PortfolioLine line =
      require(lookAt(std::vector<std::shared_ptr<const SimAccount>>{held}, "CNY", day("2026-10-30"), {})).lines.at(0);
  QCOMPARE(text(line.total), QString("1500"));
  QCOMPARE(text(line.inTransit), QString("500"));
  QCOMPARE(text(line.frozen), QString("300"));
  QCOMPARE(text(line.sellable), QString("700"));
}

namespace {

/// A random but possible life of an account, told to a TradingState as a journal would.
struct Life {
  std::shared_ptr<const TradingRules> dated = rules();
  TradingState state;
  std::uint64_t sequence = 0;
  TradingDay today = day("2023-08-01");
  Money traded; ///< Σ sales − Σ buys, before costs
  Money costs, moved;
  std::map<std::string, Quantity> filled;

  void tell(JournalEvent event) { require(state.apply({++sequence, Timestamp{}, std::move(event)})); }
  static void require(const Result<void>& result)
  {
    if (!result)
      qFatal("unexpected error %s", result.error().code.c_str());
  }

  void create(int number)
  {
    Order made = order("o" + std::to_string(number), *rc::gen::element(Side::Buy, Side::Sell), "1", "1");
    made.price = Price(samples::require(Decimal::fromDouble(*rc::gen::inRange(100, 5000) / 100.0)));
    made.quantity = Quantity::fromInt(*rc::gen::inRange(1, 3000));
    made.day = today;
    made.reservedCash = samples::require(cashNeeded(*dated, made, money("0.01")));
    if (state.account().canReserve(made))
      tell(OrderCreated{made});
  }
  /// Fills a part of an open order, or ends it.
  void moveOn(int number)
  {
    std::vector<Order> open;
    for (const Order& known : state.orders())
      if (isOpen(known.state))
        open.push_back(known);
    if (open.empty())
      return;
    const Order chosen = *rc::gen::elementOf(open);
    if (*rc::gen::inRange(0, 4) == 0)
      return tell(OrderMoved{chosen.id, OrderState::Cancelled, {}, {}});
    Fill fill;
    fill.tradeId = "t" + std::to_string(number);
    fill.orderId = chosen.id;
    fill.entityId = chosen.entityId;
    fill.side = chosen.side;
    fill.price = chosen.price;
    fill.quantity =
        Quantity::fromInt(*rc::gen::inRange<std::int64_t>(1, std::llround(chosen.remaining().toDouble()) + 1));
    fill.day = today;
    fill = samples::require(completeFill(*dated, state.account(), fill));
    traded += fill.side == Side::Buy ? -fill.amount : fill.amount;
    costs += total(fill.costs);
    filled[chosen.id] += fill.quantity;
    tell(OrderFilled{fill});
  }
  void step(int number)
  {
    const int what = *rc::gen::inRange(0, 12);
    if (what < 4)
      return create(number);
    if (what < 9)
      return moveOn(number);
    if (what == 9) {
      today = today + 1;
      return tell(DayStarted{today});
    }
    if (what == 10) {
      const Money amount = Money::fromInt(*rc::gen::inRange(-2000, 2000));
      if (-amount > state.account().availableCash())
        return;
      moved += amount;
      return tell(CashMoved{amount, {}});
    }
    market::CorporateAction action;
    action.exDay = today;
    action.cash = *rc::gen::inRange(0, 100) / 100.0;
    action.bonus = *rc::gen::inRange(0, 10) / 10.0;
    tell(CorporateActionApplied{kMain, action});
  }
};

}

void TstPortfolio::moneyAlwaysAddsUp()
{
  const bool ok = rc::check("cash + positions + fees + taxes = what was put in, after every event", [] {
    Life life;
    AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = money("1000000");
    life.tell(AccountOpened{settings});
    life.tell(DayStarted{life.today});
    const int steps = *rc::gen::inRange(1, 40);
    for (int number = 0; number < steps; ++number) {
      life.step(number);
      const SimAccount& held = life.state.account();
      RC_ASSERT(auditAccount(held).has_value());
      Money dividends;
      for (const auto& [id, position] : held.positions()) {
        dividends += position.dividends;
        RC_ASSERT(!position.sellable().isNegative());
      }
      // Told by the events alone: nothing of the account's own bookkeeping but the dividends is used.
      RC_ASSERT(held.cash() == settings.initialCash + life.moved + life.traded - life.costs + dividends);
      RC_ASSERT(held.costsPaid() == life.costs);
      RC_ASSERT(held.equity() + held.costsPaid()
          == settings.initialCash + life.moved + life.traded + dividends + held.marketValue());
      for (const Order& known : life.state.orders())
        RC_ASSERT(known.filled == life.filled[known.id] && known.filled <= known.quantity);
      const auto picture = lookAt(
          std::vector<std::shared_ptr<const SimAccount>>{std::make_shared<SimAccount>(held)}, "CNY", life.today, {});
      RC_ASSERT(picture.has_value());
      RC_ASSERT(picture->totals.equity == held.equity());
    }
  });
  QVERIFY(ok);
}

QTEST_APPLESS_MAIN(TstPortfolio)
#include "tst_portfolio.moc"
