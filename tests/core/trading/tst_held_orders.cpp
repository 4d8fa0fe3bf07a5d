// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_state.h"
#include "core/trading/projection.h"
#include "tests/core/trading/held_desk.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

/// Conditional orders beside an account whose market is played, see HeldDesk.
class TstHeldOrders : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();
  void stopTriggersByTheDayAndMeetsTheNext();
  void stopInsideADayMeetsTheNextMinute();
  void whatStandsAtAStopIsCheckedLikeAnyOther();
  void bracketProtectsFromTheDayAfter();
  void refusedEntryTakesItsLegsAlong();
  void oneCancelsTheOther();
  void trailingStopFollows();
  void changedAndCancelled();
  void changeStaysOnItsSideOfTheMarket();
  void restartKeepsWhatIsHeld();
  void dayCutShortIsSeenOnce();
  void playedDayIsOverForWhatIsPlacedAfterIt();
  void crashInsideAMomentLeavesTheOthersTheirBar();
  void whatIsSentInsideADayEndsWithIt();
  void stopToBuyReservesWhatItMayCost();
  void goingBackUndoesAndPlaysAgain();
  void journalsAreVerified();

private:
  std::unique_ptr<HeldDesk> m_desk;
};

void TstHeldOrders::init()
{
  m_desk = std::make_unique<HeldDesk>();
}

void TstHeldOrders::cleanup()
{
  m_desk.reset();
}

void TstHeldOrders::stopTriggersByTheDayAndMeetsTheNext()
{
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance(); // filled at 10.10
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  QVERIFY(m_desk->held("s1").state == ConditionalState::Armed);
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U); // nobody but this computer knows of it
  m_desk->advance();
  // Thursday fell to 10.10: seen when its bar was finished, so the order stands in the market of Friday.
  QVERIFY(m_desk->held("s1").state == ConditionalState::Sent);
  QCOMPARE(text(m_desk->held("s1").triggeredAt), "10.15");
  QVERIFY(m_desk->newest().state == OrderState::Working);
  QCOMPARE(m_desk->newest().id, m_desk->held("s1").orderId);
  m_desk->advance();
  QVERIFY(m_desk->newest().state == OrderState::Filled);
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.5"); // at Friday's open
  QVERIFY(m_desk->held("s1").state == ConditionalState::Done);
  QVERIFY(m_desk->snapshot()->account->find(kMain)->total.isZero());
}

void TstHeldOrders::stopInsideADayMeetsTheNextMinute()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-03");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-05", 9, 31);
  // The minute that is over fell to 10.16 and does not count; the next one falls through 10.17 to 10.10.
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.17"), quantity("100"))});
  m_desk->go("2024-12-05", 9, 32);
  QVERIFY(m_desk->held("s1").state == ConditionalState::Sent);
  QVERIFY(m_desk->newest().state == OrderState::Working);
  m_desk->go("2024-12-05", 9, 33);
  QVERIFY(m_desk->newest().state == OrderState::Filled);
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.14"); // the open of the minute after
  QCOMPARE(m_desk->snapshot()->fills.back().at, m_desk->at("2024-12-05", 9, 33));
  // The same in one go.
  m_desk->go("2024-12-05", 9, 31);
  QVERIFY(m_desk->held("s1").state == ConditionalState::Armed);
  m_desk->go("2024-12-05");
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.14");
  QVERIFY(m_desk->held("s1").state == ConditionalState::Done);
}

void TstHeldOrders::whatStandsAtAStopIsCheckedLikeAnyOther()
{
  m_desk->openPaper();
  m_desk->advance();
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  m_desk->advance();
  // Nothing to sell: the order was refused, and the reason stands where the stop does.
  QVERIFY(m_desk->held("s1").state == ConditionalState::Done);
  QVERIFY2(
      m_desk->held("s1").reason.code.starts_with("trading.check.sellable"), m_desk->held("s1").reason.code.c_str());
  QVERIFY(m_desk->snapshot()->orders.empty());
}

void TstHeldOrders::bracketProtectsFromTheDayAfter()
{
  m_desk->openPaper();
  const OrderIntent entry = m_desk->intent(Side::Buy, "10.50", "100");
  const Bracket bracket{entry, price("9.95"), {}, price("10.40")};
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.place(bracket, answer); }));
  const std::string stop = ConditionalDesk::legId("paper", entry, "stop");
  const std::string take = ConditionalDesk::legId("paper", entry, "take");
  QVERIFY(m_desk->held(stop).state == ConditionalState::Waiting);
  m_desk->advance(); // bought at 10.10; Wednesday also fell to 9.90, which is before the shares can be sold
  QVERIFY(m_desk->newest().state == OrderState::Filled);
  QVERIFY(m_desk->held(stop).state == ConditionalState::Waiting);
  QCOMPARE(text(m_desk->held(stop).quantity), "100");
  m_desk->advance(); // Thursday rises to 10.60
  QVERIFY(m_desk->held(take).state == ConditionalState::Sent);
  QVERIFY(m_desk->held(stop).state == ConditionalState::Armed);
  m_desk->advance();
  QVERIFY(m_desk->held(take).state == ConditionalState::Done);
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.5");
  QVERIFY(m_desk->held(stop).state == ConditionalState::Cancelled);
  QCOMPARE(m_desk->held(stop).reason.code, std::string("conditional.other_filled"));
  m_desk->advance(2); // far below the stop: nothing is sold twice
  QCOMPARE(m_desk->snapshot()->orders.size(), 2U);
  QVERIFY(m_desk->snapshot()->account->find(kMain)->total.isZero());
}

void TstHeldOrders::refusedEntryTakesItsLegsAlong()
{
  m_desk->openPaper();
  const Bracket bracket{m_desk->intent(Side::Buy, "12.00", "100"), price("9.95"), {}, {}};
  const auto placed = m_desk->ask([&](HeldOrders& held, auto answer) { held.place(bracket, answer); });
  QVERIFY(!placed); // above the limit of 11.00
  QVERIFY2(placed.error().code.starts_with("trading.check."), placed.error().code.c_str());
  QCOMPARE(m_desk->session().held().snapshot()->conditional.size(), 1U);
  QVERIFY(m_desk->session().held().snapshot()->conditional.front().state == ConditionalState::Cancelled);
}

void TstHeldOrders::oneCancelsTheOther()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-03");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  m_desk->go("2024-12-04");
  ConditionalOrder stop = stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("200"));
  ConditionalOrder take = takeProfit("t1", kMain, Side::Sell, price("10.50"), quantity("200"));
  stop.group = take.group = "g1";
  m_desk->hold({stop, take});
  m_desk->go("2024-12-06");
  // 09:32 falls to 10.10, sold at 10.14; the afternoon reaches 10.50 in vain.
  QVERIFY(m_desk->held("s1").state == ConditionalState::Done);
  QVERIFY(m_desk->held("t1").state == ConditionalState::Cancelled);
  QCOMPARE(m_desk->snapshot()->fills.size(), 2U);
  QCOMPARE(text(m_desk->snapshot()->fills.back().price), "10.14");
  QVERIFY(m_desk->snapshot()->account->find(kMain)->total.isZero());
}

void TstHeldOrders::trailingStopFollows()
{
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance();
  const Trail trail{Trail::Kind::Amount, require(Decimal::parse("0.50"))};
  m_desk->hold({trailingStop("s1", kMain, Side::Sell, trail, quantity("100"))});
  m_desk->advance(); // high 10.60
  QCOMPARE(text(m_desk->held("s1").trigger), "10.1");
  m_desk->advance(); // high 10.70, low 10.30
  QCOMPARE(text(m_desk->held("s1").trigger), "10.2");
  m_desk->advance(); // Monday opens 10.60, falls to 9.80
  QCOMPARE(text(m_desk->held("s1").triggeredAt), "10.2");
  m_desk->advance();
  QCOMPARE(text(m_desk->newest().averagePrice()), "9.9");
}

void TstHeldOrders::changedAndCancelled()
{
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  m_desk->advance();
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100")),
      stopOrder("s2", kMain, Side::Sell, price("10.15"), quantity("100"))});
  ConditionalChange lower;
  lower.trigger = price("9.50");
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.change("s1", lower, answer); }));
  QCOMPARE(text(m_desk->held("s1").trigger), "9.5");
  ConditionalChange trail;
  trail.trail = require(Decimal::parse("1"));
  const auto refused = m_desk->ask([&](HeldOrders& held, auto answer) { held.change("s1", trail, answer); });
  QCOMPARE(refused.error().code, std::string("conditional.not_possible")); // it does not trail
  ConditionalChange nothing;
  nothing.trigger = Price();
  const auto bad = m_desk->ask([&](HeldOrders& held, auto answer) { held.change("s1", nothing, answer); });
  QCOMPARE(bad.error().code, std::string("conditional.bad_order"));
  QCOMPARE(text(m_desk->held("s1").trigger), "9.5");
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.cancel("s2", answer); }));
  m_desk->restart();
  QCOMPARE(text(m_desk->held("s1").trigger), "9.5");
  m_desk->advance();
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U); // neither the one that was lowered nor the one that is gone
  const auto over = m_desk->ask([&](HeldOrders& held, auto answer) { held.change("s2", lower, answer); });
  QCOMPARE(over.error().code, std::string("conditional.not_possible"));
}

void TstHeldOrders::changeStaysOnItsSideOfTheMarket()
{
  m_desk->openPaper();
  m_desk->advance(); // closes at 10.20
  const Trail half{Trail::Kind::Amount, require(Decimal::parse("0.50"))};
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("9.50"), quantity("100")),
      takeProfit("p1", kMain, Side::Sell, price("11"), quantity("100")),
      trailingStop("t1", kMain, Side::Sell, half, quantity("100"))});
  const auto change = [&](const char* id, const ConditionalChange& wanted) {
    const auto answer = m_desk->ask([&](HeldOrders&, auto told) { m_desk->session().change(id, wanted, told); });
    return answer ? std::string() : answer.error().code;
  };
  ConditionalChange trigger;
  trigger.trigger = price("95");
  QCOMPARE(change("s1", trigger), std::string("trading.check.trigger.not_below"));
  trigger.trigger = price("9.505");
  QCOMPARE(change("s1", trigger), std::string("trading.check.trigger.off_tick"));
  trigger.trigger = price("10");
  QCOMPARE(change("p1", trigger), std::string("trading.check.take_profit.not_above"));
  QCOMPARE(change("s1", trigger), std::string());
  QCOMPARE(text(m_desk->held("s1").trigger), "10");
  ConditionalChange trail;
  trail.trail = require(Decimal::parse("10.20")); // the whole price
  QCOMPARE(change("t1", trail), std::string("trading.check.trail.bad"));
  trail.trail = require(Decimal::parse("1"));
  QCOMPARE(change("t1", trail), std::string());
  QCOMPARE(change("nobody", trail), std::string("conditional.unknown"));
}

void TstHeldOrders::restartKeepsWhatIsHeld()
{
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance();
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  const HeldSnapshotPtr before = m_desk->session().held().snapshot();
  m_desk->restart();
  QVERIFY(m_desk->session().held().snapshot()->conditional == before->conditional);
  m_desk->advance();
  QVERIFY(m_desk->held("s1").state == ConditionalState::Sent);
  m_desk->restart(); // while its order is out
  m_desk->advance();
  QVERIFY(m_desk->held("s1").state == ConditionalState::Done);
  QCOMPARE(m_desk->snapshot()->orders.size(), 2U);
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.5");
}

void TstHeldOrders::dayCutShortIsSeenOnce()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance(); // Wednesday's close
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  // The day of the account has begun, and the program ends before its first bar.
  m_desk->session().orders().startDay(day("2024-12-05"), {});
  m_desk->executor.runReady();
  QVERIFY(m_desk->held("s1").state == ConditionalState::Armed);
  m_desk->restart();
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.14"); // the minute after 09:32
  QVERIFY(m_desk->held("s1").state == ConditionalState::Done);
  // A day that was played to its end is not played again.
  m_desk->hold({stopOrder("s2", kMain, Side::Buy, price("10.60"), quantity("100"))});
  m_desk->restart();
  QVERIFY(m_desk->held("s2").state == ConditionalState::Armed);
}

void TstHeldOrders::playedDayIsOverForWhatIsPlacedAfterIt()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance(2); // Thursday's close; its 09:32 fell to 10.10
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  QVERIFY(m_desk->submit(Side::Buy, "10.30", "100")); // Thursday's minutes would have filled it
  const auto nothingHappened = [&] {
    return m_desk->held("s1").state == ConditionalState::Armed && m_desk->snapshot()->fills.size() == 1U
        && m_desk->newest().state == OrderState::Working && m_desk->newest().created == m_desk->at("2024-12-05", 15, 0);
  };
  QVERIFY(nothingHappened());
  m_desk->data->notifyChanged(kMain, {}); // a bar was stored
  m_desk->executor.runReady();
  QVERIFY(nothingHappened());
  m_desk->restart();
  QVERIFY(nothingHappened());
  m_desk->advance(); // Friday: low 10.30, the limit
  QVERIFY(m_desk->held("s1").state == ConditionalState::Armed);
}

void TstHeldOrders::crashInsideAMomentLeavesTheOthersTheirBar()
{
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "200"));
  m_desk->advance(); // Wednesday's close
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100")),
      stopOrder("s2", kMain, Side::Sell, price("10.15"), quantity("100"))});
  m_desk->session().orders().startDay(day("2024-12-05"), {});
  m_desk->executor.runReady();
  // Thursday's bar triggered the first of the two, and the program ended before the second.
  ConditionalJournal journal(m_desk->profile->ledger(), "paper");
  done(journal.append({{m_desk->at("2024-12-05", 15, 0), ConditionalDay{day("2024-12-05")}},
      {m_desk->at("2024-12-05", 15, 0), ConditionalMoved{"s1", ConditionalState::Triggered, price("10.15"), {}, {}}}}));
  m_desk->restart();
  QVERIFY(m_desk->held("s1").state == ConditionalState::Sent);
  QVERIFY(m_desk->held("s2").state == ConditionalState::Sent);
  QCOMPARE(m_desk->snapshot()->orders.size(), 3U);
}

void TstHeldOrders::whatIsSentInsideADayEndsWithIt()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance(); // Wednesday's close
  // Reached at 09:32, and its limit of 10.65 is above all of Thursday, which closes at 10.50.
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"), price("10.65"))});
  m_desk->advance();
  QCOMPARE(m_desk->newest().created, m_desk->at("2024-12-05", 9, 32));
  QVERIFY(m_desk->newest().state == OrderState::Expired);
  QVERIFY(m_desk->held("s1").state == ConditionalState::Armed); // for what is left of it
  m_desk->advance(); // Friday rises to 10.70
  QCOMPARE(m_desk->snapshot()->fills.size(), 1U);
}

void TstHeldOrders::stopToBuyReservesWhatItMayCost()
{
  m_desk->openPaper();
  m_desk->advance();
  // Thursday reaches 10.50 and closes there, so that Friday may go up to 10.50 × 1.1 = 11.55.
  m_desk->hold({stopOrder("s1", kMain, Side::Buy, price("10.50"), quantity("100")),
      stopOrder("s2", kMain, Side::Buy, price("10.50"), quantity("9000"))});
  m_desk->advance();
  QCOMPARE(text(m_desk->held("s1").triggeredAt), "10.5");
  QCOMPARE(text(m_desk->newest().price), "11.55");
  QVERIFY(m_desk->snapshot()->account->frozenCash() >= money("1155"));
  // 94,500 at the trigger is there, 103,950 is not.
  QVERIFY(m_desk->held("s2").state == ConditionalState::Done);
  QCOMPARE(m_desk->held("s2").reason.code, std::string("trading.check.cash.blocked"));
}

void TstHeldOrders::goingBackUndoesAndPlaysAgain()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-03");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-05", 9, 31);
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  m_desk->go("2024-12-05");
  const TradingSnapshotPtr before = m_desk->snapshot();
  const auto heldBefore = m_desk->session().held().snapshot()->conditional;
  QCOMPARE(before->fills.size(), 2U);
  m_desk->go("2024-12-05", 9, 31);
  QVERIFY(m_desk->held("s1").state == ConditionalState::Armed);
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U);
  m_desk->go("2024-12-05");
  QVERIFY(m_desk->snapshot()->orders == before->orders);
  QVERIFY(m_desk->snapshot()->fills == before->fills);
  QVERIFY(m_desk->session().held().snapshot()->conditional == heldBefore);
  m_desk->go("2024-12-04"); // before it was made
  QCOMPARE(m_desk->undone, 2U); // the stop and its order
  QVERIFY(m_desk->session().held().snapshot()->conditional.empty());
  m_desk->go("2024-12-06");
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U);
}

void TstHeldOrders::journalsAreVerified()
{
  m_desk->openPaper();
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->advance();
  m_desk->hold({stopOrder("s1", kMain, Side::Sell, price("10.15"), quantity("100"))});
  m_desk->advance(2);
  Store& ledger = m_desk->profile->ledger();
  const JournalCheck sound = verifyJournal(ledger, "paper");
  QVERIFY2(!sound.problem, sound.problem ? sound.problem->code.c_str() : "");
  QVERIFY(sound.entries > require(Journal(ledger, "paper").read()).size()); // those of the stop among them
  // It triggers once more, and says that it sent what nobody knows.
  ConditionalJournal journal(ledger, "paper");
  ConditionalOrder other = stopOrder("s2", kMain, Side::Sell, price("9"), quantity("100"));
  done(journal.append({{Timestamp{1}, ConditionalCreated{other}},
      {Timestamp{2}, ConditionalMoved{"s2", ConditionalState::Triggered, price("9"), {}, {}}},
      {Timestamp{3}, ConditionalMoved{"s2", ConditionalState::Sent, {}, "nobody", {}}}}));
  const JournalCheck lost = verifyJournal(ledger, "paper");
  QVERIFY(lost.problem.has_value());
  QCOMPARE(lost.problem->code, std::string("conditional.order_missing"));
}

QTEST_APPLESS_MAIN(TstHeldOrders)
#include "tst_held_orders.moc"
