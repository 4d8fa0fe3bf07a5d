// SPDX-License-Identifier: Apache-2.0
// Corporate actions that are learnt when their ex-date has passed: the account has to end as the one that knew them.
#include "core/trading/late_actions.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

class TstLateActions : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void dividendOfWhatWasSoldSince();
  void bonusOfWhatWasSoldSince();
  void splitIsNoGain();
  void lateIsAsOnTime();
  void nothingHeldNothingBooked();
  void moreSoldThanTheActionLeaves();
  void whatDiffersIsNotedOnce();
  void entriesRoundTrip();
};

namespace {

market::CorporateAction action(std::string_view exDay, double cash, double bonus = 0, double consolidation = 1)
{
  market::CorporateAction made;
  made.exDay = day(exDay);
  made.cash = cash;
  made.bonus = bonus;
  made.consolidation = consolidation;
  return made;
}

/// An account by its journal's entries alone, without costs.
struct Books {
  TradingState state;
  int entries = 0;

  explicit Books(std::string_view cash = "100000")
  {
    AccountSettings settings;
    settings.name = "paper";
    settings.initialCash = money(cash);
    tell(AccountOpened{settings});
  }
  Result<void> told(JournalEvent event)
  {
    return state.apply({static_cast<std::uint64_t>(++entries), Timestamp{entries}, std::move(event), {}, {}});
  }
  void tell(JournalEvent event)
  {
    if (const auto done = told(std::move(event)); !done)
      qFatal("unexpected error %s", done.error().code.c_str());
  }
  void begin(std::string_view on) { tell(DayStarted{day(on)}); }
  void trade(Side side, Price at, Quantity units)
  {
    const std::string id = "o" + std::to_string(entries);
    Order order = samples::order(id, side, at.toString(), units.toString());
    order.day = state.account().day();
    tell(OrderCreated{order});
    Fill fill;
    fill.tradeId = "t" + id;
    fill.orderId = id;
    fill.entityId = kMain;
    fill.side = side;
    fill.price = at;
    fill.quantity = units;
    fill.amount = require(amountOf(at, units, state.account().settings().moneyUnit));
    fill.day = order.day;
    fill.sellAfterDays = 1;
    tell(OrderFilled{fill});
  }
  void buy(std::string_view at, std::string_view units) { trade(Side::Buy, price(at), quantity(units)); }
  void sell(std::string_view at, std::string_view units) { trade(Side::Sell, price(at), quantity(units)); }
  /// What the service does with what is known.
  std::size_t check(const KnownActions& known)
  {
    const ActionDifferences found = compareActions(state, known);
    for (const CorporateActionNoted& changed : found.changed)
      tell(changed);
    std::size_t booked = 0;
    for (const CorporateActionNoted& missing : found.missing) {
      CorporateActionApplied applied{missing.entityId, *missing.known, {}};
      applied.late = require(state.entitlement(missing.entityId, missing.day, *missing.known));
      if (applied.late->entitled.isZero())
        continue;
      tell(applied);
      ++booked;
    }
    return booked;
  }
  [[nodiscard]] const Position& held() const { return *state.account().find(kMain); }
  /// cash = start + realised − cost
  [[nodiscard]] bool addsUp() const
  {
    const SimAccount& account = state.account();
    return account.cash() == account.settings().initialCash + account.realised() - held().cost;
  }
};

}

/// 1000 at 10.00; ex 0.50 on Wednesday, unknown; 400 sold at 9.60 on Thursday; learnt on Friday.
/// In time: the cost is 9500 after the dividend, the sale takes 3800 of it: realised 3840 − 3800 = 40, cost 5700.
void TstLateActions::dividendOfWhatWasSoldSince()
{
  Books books;
  books.begin("2024-12-03");
  books.buy("10", "1000");
  books.begin("2024-12-04");
  books.begin("2024-12-05");
  books.sell("9.6", "400");
  books.begin("2024-12-06");
  const KnownActions known{{kMain, {action("2024-12-04", 0.5)}}};
  QCOMPARE(books.check(known), std::size_t{1});
  QCOMPARE(text(books.state.account().cash()), "94340"); // 100000 − 10000 + 3840 + 500
  QCOMPARE(text(books.held().cost), "5700");
  QCOMPARE(text(books.held().realised), "40");
  QCOMPARE(text(books.held().dividends), "500");
  const CorporateActionApplied& booked = books.state.actions().back();
  QCOMPARE(text(booked.late->entitled), "1000");
  QVERIFY(booked.late->day == day("2024-12-04"));
  QVERIFY(books.addsUp());
  QCOMPARE(books.check(known), std::size_t{0});
}

/// 1000 at 10.00; 10 bonus shares for 10, unknown; all of the 1000 that the books show sold at 6.00.
/// In time: 2000 at 5.00, 1000 sold: realised 1000, and 1000 at 5.00 left.
void TstLateActions::bonusOfWhatWasSoldSince()
{
  Books books;
  books.begin("2024-12-03");
  books.buy("10", "1000");
  books.begin("2024-12-04");
  books.sell("6", "1000");
  books.begin("2024-12-05");
  QCOMPARE(books.check({{kMain, {action("2024-12-04", 0, 1)}}}), std::size_t{1});
  QCOMPARE(text(books.held().total), "1000");
  QCOMPARE(text(books.held().cost), "5000");
  QCOMPARE(text(books.held().realised), "1000");
  QCOMPARE(text(books.state.account().cash()), "96000");
  QVERIFY(books.addsUp());
}

/// 1000 at 30.00 become 3000 at 10.00; a dividend of 0.20 on the new ones was booked on the old.
void TstLateActions::splitIsNoGain()
{
  Books books;
  books.begin("2024-12-03");
  books.buy("30", "1000");
  books.begin("2024-12-04");
  books.begin("2024-12-05");
  books.tell(CorporateActionApplied{kMain, action("2024-12-05", 0.2), {}});
  QCOMPARE(text(books.held().dividends), "200");
  const KnownActions known{{kMain, {action("2024-12-04", 0, 0, 3), action("2024-12-05", 0.2)}}};
  QCOMPARE(books.check(known), std::size_t{1});
  QCOMPARE(text(books.held().total), "3000");
  QCOMPARE(text(books.held().dividends), "600");
  QCOMPARE(text(books.held().cost), "29400");
  QCOMPARE(text(books.state.account().cash()), "70600");
  QVERIFY(books.addsUp());
  QCOMPARE(books.check(known), std::size_t{0});
}

/// Random trades over three weeks with random actions, some of which one of two accounts learns of later: when it knows
/// them all, cash, cost, realised profit and dividends are those of the one that knew them in time.
void TstLateActions::lateIsAsOnTime()
{
  const bool ok = rc::check("late = in time", [] {
    Books inTime("100000000"), late("100000000");
    KnownActions known{{kMain, {}}};
    std::vector<market::CorporateAction>& actions = known[kMain];
    TradingDay today = day("2024-12-02");
    std::size_t unknown = 0;
    for (int step = 0; step < 15; ++step) {
      today = today + 1;
      for (Books* books : {&inTime, &late})
        books->tell(DayStarted{today});
      if (*rc::gen::inRange(0, 3) == 0) {
        market::CorporateAction made;
        made.exDay = today;
        made.cash = *rc::gen::inRange(0, 3) == 0 ? 0 : *rc::gen::inRange(1, 400) / 100.0;
        made.bonus = *rc::gen::inRange(0, 2) == 0 ? 0 : *rc::gen::inRange(1, 20) / 10.0;
        made.consolidation = *rc::gen::inRange(0, 4) == 0 ? 2 : 1;
        actions.push_back(made);
        const bool isKnown = *rc::gen::inRange(0, 2) == 0;
        inTime.tell(CorporateActionApplied{kMain, made, {}});
        if (isKnown)
          late.tell(CorporateActionApplied{kMain, made, {}});
        else
          ++unknown;
      }
      for (int trade = *rc::gen::inRange(0, 3); trade > 0; --trade) {
        const Price at{require(Decimal::fromDouble(*rc::gen::inRange(100, 5'000) / 100.0))};
        const Position* held = late.state.account().find(kMain);
        Quantity units = Quantity::fromInt(*rc::gen::inRange(1, 5'000));
        const bool sells = held && held->sellable().isPositive() && *rc::gen::inRange(0, 2) == 0;
        if (sells)
          units = std::min(units, held->sellable());
        for (Books* books : {&inTime, &late})
          books->trade(sells ? Side::Sell : Side::Buy, at, units);
      }
      if (*rc::gen::inRange(0, 5) == 0)
        late.check(known);
    }
    late.check(known);
    RC_TAG(unknown > 0);
    const Position* expected = inTime.state.account().find(kMain);
    const Position* held = late.state.account().find(kMain);
    RC_ASSERT((expected == nullptr) == (held == nullptr));
    if (!held)
      return;
    RC_ASSERT(late.state.account().cash() == inTime.state.account().cash());
    RC_ASSERT(held->total == expected->total);
    RC_ASSERT(held->cost == expected->cost);
    RC_ASSERT(held->realised == expected->realised);
    RC_ASSERT(held->dividends == expected->dividends);
    RC_ASSERT(held->sellable() == expected->sellable());
    RC_ASSERT(late.addsUp());
    RC_ASSERT(compareActions(late.state, known).changed.empty());
  });
  QVERIFY(ok);
}

void TstLateActions::nothingHeldNothingBooked()
{
  Books books;
  books.begin("2024-12-03");
  books.buy("10", "1000");
  books.begin("2024-12-04");
  books.sell("10", "1000");
  books.begin("2024-12-05");
  books.begin("2024-12-06");
  books.buy("10", "500");
  books.begin("2024-12-09");
  // Before the account, of the day it began, when nothing was held, of a day to come; one on a Saturday counts on
  // what was held at the close of Friday.
  const KnownActions known{{kMain,
      {action("2024-11-01", 1), action("2024-12-03", 1), action("2024-12-05", 1), action("2024-12-06", 1),
          action("2024-12-07", 2), action("2024-12-10", 1)}}};
  QCOMPARE(books.check(known), std::size_t{1});
  QCOMPARE(text(books.held().dividends), "1000");
  QVERIFY(books.state.actions().back().late->day == day("2024-12-09"));
}

/// Ten become one, and five of the hundred that remain were sold as five hundred of a thousand.
void TstLateActions::moreSoldThanTheActionLeaves()
{
  Books books;
  books.begin("2024-12-03");
  books.buy("10", "1000");
  books.begin("2024-12-04");
  books.sell("100", "500");
  const auto late = books.state.entitlement(kMain, day("2024-12-04"), action("2024-12-04", 0, 0, 0.1));
  QVERIFY(!late.has_value());
  QCOMPARE(late.error().code, std::string("trading.late_oversold"));
}

void TstLateActions::whatDiffersIsNotedOnce()
{
  Books books;
  books.begin("2024-12-03");
  books.buy("10", "1000");
  books.begin("2024-12-04");
  books.tell(CorporateActionApplied{kMain, action("2024-12-04", 0.5), {}});
  const Money cash = books.state.account().cash();
  books.check({{kMain, {action("2024-12-04", 0.5)}}});
  QVERIFY(books.state.notedActions().empty());
  // Other figures: said, not booked.
  for (int times = 0; times < 2; ++times)
    books.check({{kMain, {action("2024-12-04", 0.6)}}});
  QCOMPARE(books.state.notedActions().size(), std::size_t{1});
  QCOMPARE(books.state.notedActions()[0].why.code, std::string("trading.action_changed"));
  QCOMPARE(noticeOf(books.state.notedActions()[0]).field("known"), std::string_view("0.6"));
  // Known no more.
  for (int times = 0; times < 2; ++times)
    books.check({{kMain, {}}});
  QCOMPARE(books.state.notedActions().size(), std::size_t{2});
  QCOMPARE(noticeOf(books.state.notedActions()[1]).code, std::string("trading.action_gone.dividend"));
  QVERIFY(books.state.account().cash() == cash);
  // A bonus is another kind: it comes beside the dividend that was booked. A second dividend of the day, too.
  QCOMPARE(books.check({{kMain, {action("2024-12-04", 0.5, 0.3), action("2024-12-04", 0.1)}}}), std::size_t{2});
  QCOMPARE(text(books.held().total), "1300");
  QCOMPARE(text(books.held().dividends), "630"); // the second counts on what the first has left
  QVERIFY(books.addsUp());
}

void TstLateActions::entriesRoundTrip()
{
  CorporateActionApplied applied{kMain, action("2024-12-04", 0.5, 0.3), LateEntitlement{}};
  applied.late->day = day("2024-12-05");
  applied.late->entitled = quantity("1000");
  applied.late->change.units = quantity("300");
  applied.late->change.cash = money("500.05");
  applied.late->change.dividends = money("500.05");
  applied.late->change.cost = money("-0.01");
  CorporateActionNoted noted{kMain, day("2024-12-05"), action("2024-12-05", 0.5), action("2024-12-04", 0.6),
      {"trading.action_changed", {}, {}}};
  const auto back = [](const JournalEvent& event) {
    const std::string line = toJson({0, Timestamp{42}, event, {}, {}});
    JournalEntry read = require(journalEntryFromJson(line));
    if (toJson(read) != line || line.find("\"v\":3") == std::string::npos)
      qFatal("%s", line.c_str());
    return read.event;
  };
  QVERIFY(std::get<CorporateActionApplied>(back(applied)) == applied);
  QVERIFY(std::get<CorporateActionNoted>(back(noted)) == noted);
}

QTEST_APPLESS_MAIN(TstLateActions)
#include "tst_late_actions.moc"
