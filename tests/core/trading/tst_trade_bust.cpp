// SPDX-License-Identifier: Apache-2.0
// Trades that a broker takes back or corrects: books, orders and profits are as if they had never been.
#include "core/trading/projection.h"
#include "tests/core/trading/order_desk.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

class TstTradeBust : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aFilledOrderIsNoMore();
  void anOrderThatWorksGoesOn();
  void whatSeemedFilledWorksAgain();
  void theMinimumIsBornByTheRest();
  void profitOfLaterSalesFollows();
  void aBustBeforeItsTrade();
  void aCorrectionTakesThePlace();
  void whatWasMissedIsToldByAQuery();
  void asIfItHadNeverBeen();
  void onMarginToo();
  void entriesRoundTrip();
};

namespace {

const Position& held(const Desk& desk)
{
  static std::shared_ptr<const SimAccount> kept;
  kept = desk.service->snapshot()->account;
  return *kept->find(kMain);
}

Money cash(const Desk& desk)
{
  return desk.service->snapshot()->account->cash();
}

void bust(Desk& desk, const Order& order, const std::string& trade, OrderState after = OrderState::Cancelled)
{
  desk.tell([&](BrokerListener& listener) { listener.onTradeBust(order.id, trade, after); });
}

/// The journal gives what the service has, and its second witness agrees.
bool isSound(Desk& desk)
{
  const auto live = desk.service->snapshot();
  const TradingState replayed = require(TradingState::replay(Journal(desk.store, "paper")));
  const JournalCheck check = verifyJournal(desk.store, "paper");
  return replayed.orders() == live->orders && replayed.fills() == live->fills && replayed.account() == *live->account
      && !check.problem;
}

}

/// 1000 at 10.00: commission 5.00 (the minimum), transfer fee 0.10.
void TstTradeBust::aFilledOrderIsNoMore()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  QCOMPARE(text(cash(desk)), "89994.9");
  for (int times = 0; times < 2; ++times) {
    bust(desk, made, "x1");
    QCOMPARE(text(cash(desk)), "100000");
    QCOMPARE(text(held(desk).total), "0");
    QCOMPARE(text(held(desk).cost), "0");
    QCOMPARE(text(held(desk).realised), "0");
    QCOMPARE(text(desk.service->snapshot()->account->costsPaid()), "0");
    QVERIFY(desk.order(made.id).state == OrderState::Cancelled);
    QCOMPARE(text(desk.order(made.id).filled), "0");
    QCOMPARE(desk.order(made.id).reason.code, std::string("trading.trade_busted"));
    QVERIFY(desk.service->snapshot()->fills.empty());
    QCOMPARE(desk.service->snapshot()->accountNews.size(), std::size_t{1});
    // Told again, the trade changes nothing.
    desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  }
  QVERIFY(isSound(desk));
  QVERIFY(desk.startDay("2024-03-04").has_value());
  QVERIFY(isSound(desk)); // with the pictures of the day before
}

void TstTradeBust::anOrderThatWorksGoesOn()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  const Money reserved = desk.frozen();
  desk.tell([&](BrokerListener& listener) {
    listener.onAccepted(made.id, "B1");
    listener.onFill(report(made.id, "x1", "10", "400"));
  });
  QVERIFY(desk.order(made.id).state == OrderState::PartlyFilled);
  bust(desk, made, "x1");
  QVERIFY(desk.order(made.id).state == OrderState::Working);
  QCOMPARE(text(desk.service->snapshot()->account->reservations().at(made.id).quantity), "1000");
  QVERIFY(desk.frozen() == reserved);
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x2", "10", "1000")); });
  QVERIFY(desk.order(made.id).state == OrderState::Filled);
  QCOMPARE(text(cash(desk)), "89994.9");
  QCOMPARE(text(desk.frozen()), "0");
  QVERIFY(isSound(desk));
}

/// 400 and 600 of 1000 were told, then that the 400 never were: the broker works on for them, and what they need is
/// held back again. A trade that is told before the bust makes too much of the order, and no more after it.
void TstTradeBust::whatSeemedFilledWorksAgain()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) {
    listener.onFill(report(made.id, "x1", "10", "400"));
    listener.onFill(report(made.id, "x2", "10", "600"));
  });
  QVERIFY(desk.order(made.id).state == OrderState::Filled);
  bust(desk, made, "x1", OrderState::PartlyFilled);
  QVERIFY(desk.order(made.id).state == OrderState::PartlyFilled);
  QCOMPARE(text(desk.service->snapshot()->account->reservations().at(made.id).quantity), "400");
  QVERIFY(desk.frozen() >= money("4000"));
  QVERIFY(isSound(desk));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x3", "10", "400")); });
  QVERIFY(desk.order(made.id).state == OrderState::Filled);
  QCOMPARE(text(cash(desk)), "89994.9");
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x4", "10", "600")); });
  QCOMPARE(text(desk.order(made.id).filled), "1600");
  bust(desk, made, "x2", OrderState::Filled);
  QVERIFY(desk.order(made.id).state == OrderState::Filled);
  QCOMPARE(text(cash(desk)), "89994.9");
  QCOMPARE(text(desk.frozen()), "0");
  QVERIFY(isSound(desk));
}

/// The first of two fills bore the minimum commission of 5.00; without it the second one does.
void TstTradeBust::theMinimumIsBornByTheRest()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) {
    listener.onFill(report(made.id, "x1", "10", "400"));
    listener.onFill(report(made.id, "x2", "10", "600"));
  });
  bust(desk, made, "x1");
  // 600 × 10.00, 5.00, 0.06
  QCOMPARE(text(cash(desk)), "93994.94");
  QCOMPARE(text(held(desk).cost), "6005.06");
  QCOMPARE(text(total(desk.service->snapshot()->fills.front().costs)), "5.06");
  QCOMPARE(text(desk.order(made.id).costs), "5.06");
  QVERIFY(isSound(desk));
}

/// 1000 at 10.00 and 1000 at 12.00, of which 1000 are sold at 13.00 three days later: at a cost of 11.00 each. Without
/// the second purchase they had cost 10.00.
void TstTradeBust::profitOfLaterSalesFollows()
{
  Desk desk;
  const Order first = require(desk.submit(intent("a")));
  const Order second = require(desk.submit(intent("b", Side::Buy, "12.00")));
  desk.tell([&](BrokerListener& listener) {
    listener.onFill(report(first.id, "x1", "10", "1000"));
    listener.onFill(report(second.id, "x2", "12", "1000"));
  });
  desk.book(first, OrderState::Filled, {report(first.id, "x1", "10", "1000")});
  desk.book(second, OrderState::Filled, {report(second.id, "x2", "12", "1000")});
  QVERIFY(desk.startDay("2024-03-04").has_value());
  const Order sale = require(desk.submit(intent("c", Side::Sell, "13.00")));
  Fill sold = report(sale.id, "x3", "13", "1000");
  sold.day = day("2024-03-04");
  desk.tell([&](BrokerListener& listener) { listener.onFill(sold); });
  const Fill booked = desk.service->snapshot()->fills.back();
  const Money proceeds = booked.amount - total(booked.costs);
  QCOMPARE(text(held(desk).realised - proceeds), "-11005.11"); // half of 22,010.22, costs included: 5.10 and 5.12
  bust(desk, second, "x2");
  QCOMPARE(text(held(desk).realised - proceeds), "-10005.1");
  QCOMPARE(text(held(desk).total), "0");
  QCOMPARE(text(held(desk).cost), "0");
  QVERIFY(cash(desk) == money("100000") + held(desk).realised);
  QVERIFY(isSound(desk));
}

void TstTradeBust::aBustBeforeItsTrade()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  bust(desk, made, "x1");
  desk.tell([&](BrokerListener& listener) {
    listener.onFill(report(made.id, "x1", "10", "400"));
    listener.onFill(report(made.id, "x2", "10", "600"));
  });
  QCOMPARE(text(held(desk).total), "600");
  QCOMPARE(text(desk.order(made.id).filled), "600");
  QVERIFY(isSound(desk));
}

/// 1000 at 10.00 were 1000 at 9.98: 9980, 5.00 and 0.10.
void TstTradeBust::aCorrectionTakesThePlace()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  for (int times = 0; times < 2; ++times) {
    desk.tell([&](BrokerListener& listener) {
      listener.onTradeCorrect(made.id, "x1", report(made.id, "x2", "9.98", "1000"), OrderState::Filled);
    });
    QVERIFY(desk.order(made.id).state == OrderState::Filled);
    QCOMPARE(text(cash(desk)), "90014.9");
    QCOMPARE(text(held(desk).cost), "9985.1");
    QCOMPARE(text(desk.order(made.id).averagePrice()), "9.98");
    QCOMPARE(noticeOf(desk.service->snapshot()->accountNews.back()).code, std::string("trading.correction_told"));
  }
  QVERIFY(isSound(desk));
}

/// The program was away when the broker took a trade back.
void TstTradeBust::whatWasMissedIsToldByAQuery()
{
  Desk desk;
  const Order made = require(desk.submit(intent("t")));
  desk.tell([&](BrokerListener& listener) { listener.onFill(report(made.id, "x1", "10", "1000")); });
  desk.book(made, OrderState::Cancelled, {});
  desk.broker.book.back().busted = {"x1"};
  desk.open();
  QVERIFY(desk.order(made.id).state == OrderState::Cancelled);
  QCOMPARE(text(cash(desk)), "100000");
  QVERIFY(isSound(desk));
}

/// Random trades, dividends and bonus shares over two weeks, and one trade that is taken back at the end: cash, cost,
/// profit and dividends are those of an account that never had it. One fill an order, sales of what both hold.
void TstTradeBust::asIfItHadNeverBeen()
{
  const bool ok = rc::check("without = never", [] {
    const auto dated = rules();
    const auto seed = *rc::gen::inRange(1, 12);
    TradingState with, without;
    std::uint64_t entries = 0;
    const auto tell = [&entries](TradingState& state, JournalEvent event) {
      ++entries;
      const auto applied =
          state.apply({entries, Timestamp{static_cast<std::int64_t>(entries)}, std::move(event), {}, {}});
      if (!applied)
        qFatal("unexpected error %s", applied.error().code.c_str());
    };
    AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = money("100000000");
    for (TradingState* state : {&with, &without})
      tell(*state, AccountOpened{settings});
    std::string bustedTrade;
    TradingDay today = day("2024-03-01");
    for (int step = 0; step < 12; ++step) {
      today = today + 1;
      for (TradingState* state : {&with, &without})
        tell(*state, DayStarted{today});
      if (*rc::gen::inRange(0, 4) == 0) {
        market::CorporateAction action;
        action.exDay = today;
        action.cash = *rc::gen::inRange(0, 300) / 100.0;
        action.bonus = *rc::gen::inRange(0, 10) / 10.0;
        for (TradingState* state : {&with, &without})
          tell(*state, CorporateActionApplied{kMain, action, {}});
      }
      Quantity sellable; // of both
      if (const Position *ours = with.account().find(kMain), *other = without.account().find(kMain); ours && other)
        sellable = std::min(ours->sellable(), other->sellable());
      const bool isBusted = step == seed - 1;
      const bool sells = sellable.isPositive() && *rc::gen::inRange(0, 2) == 0;
      Fill made;
      made.tradeId = "t" + std::to_string(step);
      made.orderId = "o" + std::to_string(step);
      made.entityId = kMain;
      made.side = sells ? Side::Sell : Side::Buy;
      made.day = today;
      made.price = Price(require(Decimal::fromDouble(*rc::gen::inRange(100, 5'000) / 100.0)));
      made.quantity = Quantity::fromInt(*rc::gen::inRange(1, 3'000));
      if (sells)
        made.quantity = std::min(made.quantity, sellable);
      for (TradingState* state : {&with, &without}) {
        if (isBusted && state == &without)
          continue;
        Order order = samples::order(made.orderId, made.side, made.price.toString(), made.quantity.toString());
        order.day = today;
        tell(*state, OrderCreated{order});
        tell(*state, OrderFilled{require(completeFill(*dated, state->account(), made))});
      }
      if (isBusted)
        bustedTrade = made.tradeId;
    }
    TradeBusted bust;
    bust.tradeId = bustedTrade;
    bust.orderId = with.findFill(bustedTrade)->orderId;
    const auto costs = require(costsWithout(*dated, with.account(), *with.findFill(bustedTrade)));
    RC_ASSERT(with.completeBust(bust, costs).has_value());
    tell(with, bust);
    const Position* held = with.account().find(kMain);
    const Position* expected = without.account().find(kMain);
    RC_ASSERT(with.account().cash() == without.account().cash());
    RC_ASSERT(with.account().costsPaid() == without.account().costsPaid());
    RC_ASSERT(with.fills() == without.fills());
    if (!expected)
      return;
    RC_ASSERT(held->total == expected->total);
    RC_ASSERT(held->cost == expected->cost);
    RC_ASSERT(held->realised == expected->realised);
    RC_ASSERT(held->dividends == expected->dividends);
    RC_ASSERT(held->sellable() == expected->sellable());
  });
  QVERIFY(ok);
}

/// Two contracts at 3900 and one at 3930, settled at 3915; the last one never was. 300 a point.
void TstTradeBust::onMarginToo()
{
  SimAccount plain = account("1000000");
  TradingState state;
  std::uint64_t entries = 0;
  const auto tell = [&](JournalEvent event) {
    ++entries;
    if (!state.apply({entries, Timestamp{static_cast<std::int64_t>(entries)}, std::move(event), {}, {}}))
      qFatal("refused");
  };
  tell(AccountOpened{plain.settings()});
  tell(DayStarted{day("2024-12-03")});
  const auto buy = [&](const char* id, const char* at, const char* units, const char* amount) {
    Order order = samples::order(id, Side::Buy, at, units);
    order.margin.emplace();
    order.margin->multiplier = Decimal::fromInt(300);
    order.margin->settlesDaily = true;
    tell(OrderCreated{order});
    Fill fill;
    fill.tradeId = std::string("t") + id;
    fill.orderId = id;
    fill.entityId = kMain;
    fill.price = price(at);
    fill.quantity = quantity(units);
    fill.amount = money(amount);
    fill.day = day("2024-12-03");
    fill.margin = order.margin;
    tell(OrderFilled{fill});
  };
  buy("a", "3900", "2", "2340000");
  buy("b", "3930", "1", "1179000");
  tell(DaySettled{{{kMain, price("3915")}}});
  QCOMPARE(text(state.account().cash()), "1004500"); // + 9000 − 4500
  TradeBusted bust;
  bust.orderId = "b";
  bust.tradeId = "tb";
  QVERIFY(state.completeBust(bust, {}).has_value());
  tell(bust);
  const Position& held = *state.account().find(kMain);
  QCOMPARE(text(state.account().cash()), "1009000");
  QCOMPARE(text(held.total), "2");
  QCOMPARE(text(held.cost), "2349000"); // at the settlement
  QCOMPARE(text(held.margin->entry), "2340000");
  QCOMPARE(text(held.realised), "9000");
}

void TstTradeBust::entriesRoundTrip()
{
  TradeBusted bust;
  bust.orderId = "o";
  bust.tradeId = "x1";
  bust.fill = fill(*rules(), account("100000"), "x1", "o", Side::Buy, "10", "100", "2024-03-01");
  bust.bearer = "x2";
  bust.carried = {{market::RuleKind::Commission, money("4.5"), "rule"}};
  bust.change.units = quantity("-100");
  bust.change.cash = money("1005.01");
  bust.corrected = "x3";
  TradeBusted unknown;
  unknown.orderId = "o";
  unknown.tradeId = "x4";
  for (const TradeBusted& one : {bust, unknown}) {
    const std::string line = toJson({0, Timestamp{42}, one, {}, {}});
    QVERIFY(line.find("\"v\":3") != std::string::npos);
    QVERIFY(std::get<TradeBusted>(require(journalEntryFromJson(line)).event) == one);
  }
}

QTEST_APPLESS_MAIN(TstTradeBust)
#include "tst_trade_bust.moc"
