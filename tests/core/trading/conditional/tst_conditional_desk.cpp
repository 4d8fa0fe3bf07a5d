// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/memory_store.h"
#include "core/base/testing/mock_clock.h"
#include "core/trading/conditional/conditional_desk.h"
#include "tests/core/trading/conditional/fake_sender.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

OrderIntent entryOf(std::string source = "manual")
{
  OrderIntent entry;
  entry.id = "e";
  entry.source = std::move(source);
  entry.entityId = kMain;
  entry.price = price("10");
  entry.quantity = quantity("1000");
  return entry;
}

const std::string kStop = ConditionalDesk::legId("paper", entryOf(), "stop"),
                  kTake = ConditionalDesk::legId("paper", entryOf(), "take");

market::Bar bar(double open, double high, double low, double close)
{
  return {1, open, high, low, close, 1000, 10000};
}

}

class TstConditionalDesk : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_store = std::make_unique<testing::MemoryStore>();
    m_sender = std::make_unique<FakeSender>();
    reopen();
    QVERIFY(m_desk->startDay(day("2026-11-02")));
  }

  void aStopIsSentOnce()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9.51")));
    QVERIFY(m_desk->onPrice(kOther, price("1")));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onPrice(kMain, price("9.48")));
    QVERIFY(m_desk->onPrice(kMain, price("9.40")));
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
    QVERIFY(m_sender->only().type == OrderType::Market);
    QCOMPARE(text(m_sender->only().price), QStringLiteral("9.48")); // what triggered it
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QVERIFY(m_desk->onOrder(m_sender->fill(m_sender->only().id, "300", OrderState::Filled)));
    QCOMPARE(stateOf("s"), QStringLiteral("done"));
    QCOMPARE(text(m_desk->find("s")->filled), QStringLiteral("300"));
    reopen();
    QCOMPARE(stateOf("s"), QStringLiteral("done"));
  }

  /// While the desk has not answered nothing is asked again: what it refuses now it might take a moment later.
  void whatIsAskedIsNotAskedTwice()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    m_sender->isLate = true;
    QVERIFY(m_desk->onPrice(kMain, price("9.48")));
    QVERIFY(m_desk->resend());
    QVERIFY(m_desk->resend());
    QCOMPARE(m_sender->asked.size(), std::size_t{1});
    m_sender->refusal = {"risk.approval.pending", {}, {}};
    m_sender->answer();
    QCOMPARE(stateOf("s"), QStringLiteral("triggered"));
    m_sender->refusal = {};
    QVERIFY(m_desk->resend()); // answered: it may be asked for again
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
  }

  void aStopLimitSendsItsLimit()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"), price("9.3"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9.2")));
    QVERIFY(m_sender->only().type == OrderType::Limit);
    QCOMPARE(text(m_sender->only().price), QStringLiteral("9.3"));
  }

  /// Best 10.00, 10.40, 11.00 gives triggers 9.50, 9.88, 10.45; 10.90 moves nothing; 10.45 is reached.
  void aTrailingStopFollowsTheBest()
  {
    const Trail five{Trail::Kind::Percent, Decimal::fromInt(5)};
    QVERIFY(m_desk->add({trailingStop("t", kMain, Side::Sell, five, quantity("300"))}));
    for (const auto& [last, trigger] : std::vector<std::pair<const char*, const char*>>{
             {"10", "9.5"}, {"10.4", "9.88"}, {"11", "10.45"}, {"10.9", "10.45"}}) {
      QVERIFY(m_desk->onPrice(kMain, price(last)));
      QCOMPARE(text(m_desk->find("t")->trigger), QString(trigger));
    }
    reopen(); // the trail is durable
    QVERIFY(m_desk->onPrice(kMain, price("10.46")));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onPrice(kMain, price("10.45")));
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
  }

  /// In one bar the stop is tested before the trail follows the bar's high: the bar does not say which came first.
  void aTrailingStopHasTheTriggerFromBeforeTheBar()
  {
    const Trail one{Trail::Kind::Amount, Decimal::fromInt(1)};
    QVERIFY(m_desk->add({trailingStop("t", kMain, Side::Sell, one, quantity("300"))}));
    QVERIFY(m_desk->onBar(kMain, bar(10, 10.5, 9.2, 10)));
    QCOMPARE(text(m_desk->find("t")->trigger), QStringLiteral("9.5"));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onBar(kMain, bar(10, 12, 9.6, 11.9)));
    QCOMPARE(text(m_desk->find("t")->trigger), QStringLiteral("11"));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onBar(kMain, bar(10.8, 11.5, 10.7, 11)));
    QCOMPARE(text(m_desk->find("t")->triggeredAt), QStringLiteral("10.8")); // the gap's open
  }

  void oneCancelsTheOtherWhenItHasFilled()
  {
    group();
    // The bar reaches both: the worse one is taken.
    QVERIFY(m_desk->onBar(kMain, bar(10, 11.2, 9.4, 10)));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(stateOf("p"), QStringLiteral("armed")); // nothing has sold yet
    QVERIFY(m_desk->onPrice(kMain, price("11.5")));
    QCOMPARE(m_sender->orders.size(), std::size_t{1}); // and nothing sells twice
    QVERIFY(m_desk->onOrder(m_sender->fill(m_sender->only().id, "300", OrderState::Filled)));
    QCOMPARE(stateOf("p"), QStringLiteral("cancelled"));
    QCOMPARE(text(m_desk->find("p")->reason.code), QStringLiteral("conditional.other_filled"));
  }

  void aFillReducesTheOther()
  {
    group();
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    QVERIFY(m_desk->onOrder(m_sender->fill(m_sender->only().id, "100", OrderState::PartlyFilled)));
    QVERIFY(m_desk->onOrder(m_sender->fill(m_sender->only().id, "100", OrderState::PartlyFilled))); // old news
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("200"));
    reopen();
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("200"));
  }

  /// The position would be left without protection.
  void aRefusedOrderTakesNoProtectionAlong()
  {
    group();
    m_sender->refusal = {"trading.insufficient_quantity", {}, {}};
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    QCOMPARE(stateOf("p"), QStringLiteral("done"));
    QCOMPARE(stateOf("s"), QStringLiteral("armed"));
    m_sender->refusal = {};
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(text(m_sender->only().quantity), QStringLiteral("300"));
  }

  void aRejectedOrderTakesNoProtectionAlong()
  {
    group();
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QVERIFY(m_desk->onOrder(m_sender->fill(m_sender->only().id, "0", OrderState::Rejected)));
    QCOMPARE(stateOf("s"), QStringLiteral("done"));
    QCOMPARE(stateOf("p"), QStringLiteral("armed"));
  }

  /// At a limit-down nobody buys: the stop's order expires with 100 of 300 sold. Both stand on for the rest, and each
  /// order has an id of its own.
  void whatExpiresIsArmedAgainForTheRest()
  {
    group();
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    const std::string first = m_desk->find("s")->orderId;
    QVERIFY(m_desk->onOrder(m_sender->fill(first, "100", OrderState::Expired)));
    reopen();
    QCOMPARE(stateOf("s"), QStringLiteral("armed"));
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("200"));
    QCOMPARE(text(m_desk->find("p")->quantity), QStringLiteral("200"));
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QVERIFY(m_desk->onPrice(kMain, price("8.9")));
    const std::string second = m_desk->find("s")->orderId;
    QVERIFY(second != first);
    QCOMPARE(text(second), text(clientOrderId("paper", "manual", "s", 1)));
    QCOMPARE(text(m_sender->orders.at(second).quantity), QStringLiteral("200"));
    QVERIFY(m_desk->onOrder(m_sender->fill(second, "200", OrderState::Filled)));
    QCOMPARE(stateOf("s"), QStringLiteral("done"));
    QCOMPARE(stateOf("p"), QStringLiteral("cancelled"));
  }

  /// The take-profit stands in the market unfilled and the price falls to the stop: its order is cancelled first, then
  /// the stop sells what is left.
  void aTakeProfitGivesWayToTheStop()
  {
    group();
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    const std::string limit = m_desk->find("p")->orderId;
    QVERIFY(m_desk->onPrice(kMain, price("9.4")));
    QCOMPARE(stateOf("s"), QStringLiteral("triggered"));
    QCOMPARE(m_sender->cancelled, std::vector<std::string>{limit});
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
    reopen();
    QVERIFY(m_desk->onOrder(m_sender->fill(limit, "100", OrderState::Cancelled)));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(text(m_sender->orders.at(m_desk->find("s")->orderId).quantity), QStringLiteral("200"));
    QCOMPARE(stateOf("p"), QStringLiteral("armed")); // for what the stop may leave
    QVERIFY(m_desk->onOrder(m_sender->fill(m_desk->find("s")->orderId, "200", OrderState::Filled)));
    QCOMPARE(stateOf("p"), QStringLiteral("cancelled"));
  }

  void anUnsentTakeProfitGivesWayToo()
  {
    group();
    m_sender->refusal = {"trading.not_reconciled", {}, {}};
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    QVERIFY(m_desk->onPrice(kMain, price("9.4")));
    m_sender->refusal = {};
    QVERIFY(m_desk->resend());
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(stateOf("p"), QStringLiteral("armed"));
  }

  /// 100 more of the entry are told after the stop's order left.
  void aLateFillOfTheEntryIsProtected()
  {
    const std::string entryId = bracket();
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "400", OrderState::PartlyFilled)));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    const std::string sale = m_desk->find(kStop)->orderId;
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "500", OrderState::Cancelled)));
    QVERIFY(m_desk->onOrder(m_sender->fill(sale, "400", OrderState::Filled)));
    QCOMPARE(stateOf(kStop), QStringLiteral("armed"));
    QCOMPARE(text(m_desk->find(kStop)->quantity), QStringLiteral("100"));
    QCOMPARE(text(m_desk->find(kTake)->quantity), QStringLiteral("100"));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QVERIFY(m_desk->onOrder(m_sender->fill(m_desk->find(kStop)->orderId, "100", OrderState::Filled)));
    QCOMPARE(stateOf(kStop), QStringLiteral("done"));
    QCOMPARE(stateOf(kTake), QStringLiteral("cancelled"));
  }

  /// 400 of the day before can be sold and 100 of today cannot: the stop sells the 400, not nothing.
  void whatWasBoughtTodayIsNotSoldToday()
  {
    m_rules = rules();
    reopen();
    const std::string entryId = bracket();
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "400", OrderState::PartlyFilled)));
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "500", OrderState::Cancelled)));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    const std::string sale = m_desk->find(kStop)->orderId;
    QCOMPARE(text(m_sender->orders.at(sale).quantity), QStringLiteral("400"));
    QVERIFY(m_desk->onOrder(m_sender->fill(sale, "400", OrderState::Filled)));
    QCOMPARE(stateOf(kStop), QStringLiteral("waiting"));
    QVERIFY(m_desk->startDay(day("2026-11-04")));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(text(m_sender->orders.at(m_desk->find(kStop)->orderId).quantity), QStringLiteral("100"));
  }

  /// Two strategies number their signals from one: each bracket has legs of its own.
  void bracketsOfTwoSourcesAreTwo()
  {
    for (const char* source : {"ma", "grid"}) {
      Bracket bracket;
      bracket.entry = entryOf(source);
      bracket.stop = price("9.5");
      QVERIFY(m_desk->addBracket(bracket));
      QVERIFY(m_desk->addBracket(bracket)); // again, after a crash
    }
    QCOMPARE(m_desk->orders().size(), std::size_t{2});
    for (const auto& [id, order] : std::map(m_sender->orders))
      QVERIFY(m_desk->onOrder(m_sender->fill(id, "1000", OrderState::Filled)));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(m_sender->orders.size(), std::size_t{4});
  }

  void anotherOrderUnderAKnownIdIsRefused()
  {
    const ConditionalOrder stop = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    QVERIFY(m_desk->add({stop}));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QVERIFY(m_desk->add({stop})); // the same again
    const auto other = m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("500"))});
    QVERIFY(!other);
    QCOMPARE(text(other.error().code), QStringLiteral("conditional.duplicate"));
  }

  void theOpenDecidesBeforeTheRest()
  {
    ConditionalOrder stop = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    ConditionalOrder take = takeProfit("p", kMain, Side::Sell, price("11"), quantity("300"));
    stop.group = take.group = "g";
    QVERIFY(m_desk->add({stop, take}));
    QVERIFY(m_desk->onBar(kMain, bar(11.1, 11.2, 9.4, 10)));
    QCOMPARE(stateOf("p"), QStringLiteral("sent"));
    QCOMPARE(stateOf("s"), QStringLiteral("armed"));
    QVERIFY(m_sender->cancelled.empty()); // what came later in that bar nobody knows
  }

  /// T+1: what fills today can be sold tomorrow; the legs follow no price before.
  void aBracketProtectsWhatFilled()
  {
    m_rules = rules();
    reopen();
    const std::string entryId = bracket();
    QCOMPARE(stateOf(kStop), QStringLiteral("waiting"));
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "400", OrderState::PartlyFilled)));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf(kStop), QStringLiteral("waiting"));
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QCOMPARE(stateOf(kStop), QStringLiteral("armed"));
    QCOMPARE(text(m_desk->find(kTake)->quantity), QStringLiteral("400"));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf(kStop), QStringLiteral("sent"));
    QCOMPARE(stateOf(kTake), QStringLiteral("armed"));
    QCOMPARE(m_sender->cancelled, std::vector<std::string>{entryId}); // the rest would fill unprotected
  }

  void aBracketArmsAtOnceWithoutSettlement()
  {
    const std::string entryId = bracket();
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "1000", OrderState::Filled)));
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "1000", OrderState::Filled))); // old news
    QCOMPARE(text(m_desk->find(kStop)->quantity), QStringLiteral("1000"));
    QCOMPARE(stateOf(kStop), QStringLiteral("armed"));
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    QCOMPARE(stateOf(kTake), QStringLiteral("sent"));
    QVERIFY(m_sender->cancelled.empty());
  }

  void anEntryWithoutAFillTakesItsLegsAlong()
  {
    const std::string entryId = bracket();
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "0", OrderState::Expired)));
    QCOMPARE(stateOf(kStop), QStringLiteral("cancelled"));
    QCOMPARE(stateOf(kTake), QStringLiteral("cancelled"));
  }

  void aRefusedEntryTakesItsLegsAlong()
  {
    m_sender->refusal = {"trading.insufficient_cash", {}, {}};
    bracket();
    QCOMPARE(stateOf(kStop), QStringLiteral("cancelled"));
    QCOMPARE(text(m_desk->find(kTake)->reason.code), QStringLiteral("trading.insufficient_cash"));
  }

  /// An order that waits for approval is asked for again under the same intent.
  void anEntryThatIsAskedForAgainIsProtected()
  {
    m_sender->refusal = {"risk.approval.pending", {}, {}};
    bracket();
    bracket();
    m_sender->refusal = {};
    const std::string entryId = bracket();
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "1000", OrderState::Filled)));
    QCOMPARE(text(m_desk->find(kStop + "3")->quantity), QStringLiteral("1000"));
    QCOMPARE(text(m_desk->find(kTake + "3")->quantity), QStringLiteral("1000"));
    bracket(); // and once it is known it is the same
    QCOMPARE(m_desk->orders().size(), std::size_t{6});
  }

  void whatIsRefusedForNowProtectsOn_data()
  {
    QTest::addColumn<QString>("code");
    for (const char* code : {"risk.approval.pending", "risk.clutch.engaged", "trading.check.order_rate.blocked"})
      QTest::newRow(code) << QString(code);
  }
  void whatIsRefusedForNowProtectsOn()
  {
    QFETCH(QString, code);
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    m_sender->refusal = {code.toStdString(), {}, {}};
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("s"), QStringLiteral("triggered"));
    m_sender->refusal = {};
    QVERIFY(m_desk->resend());
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(m_sender->only().id, clientOrderId("paper", "manual", "s", 0)); // what people agreed to
  }

  void aBarIsSeenOnceByEachOrder()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    const Timestamp made = m_desk->find("s")->updated;
    QVERIFY(m_desk->onBar(kMain, bar(10, 10, 9, 9), {}, made));
    QCOMPARE(stateOf("s"), QStringLiteral("armed"));
    QVERIFY(m_desk->onBar(kMain, bar(10, 10, 9, 9), {}, made + Duration::minutes(1)));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
  }

  void aRefusalIsSaid()
  {
    m_sender->refusal = {"trading.insufficient_quantity", {}, {}};
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("s"), QStringLiteral("done"));
    QCOMPARE(text(m_desk->find("s")->reason.code), QStringLiteral("trading.insufficient_quantity"));
  }

  void whatCouldNotBeSentIsSentLaterTheSameDay()
  {
    m_sender->refusal = {"trading.not_reconciled", {}, {}};
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("s"), QStringLiteral("triggered"));
    m_sender->refusal = {};
    QVERIFY(m_desk->resend());
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
  }

  void whatNeverArrivedIsSentAgainUnderAnotherId()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    Order lost = m_sender->fill(clientOrderId("paper", "manual", "s", 0), "0", OrderState::Rejected);
    lost.reason = {"trading.never_arrived", {}, {}};
    QVERIFY(m_desk->onOrder(lost));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(text(m_desk->find("s")->orderId), text(clientOrderId("paper", "manual", "s", 1)));
    QVERIFY(m_desk->onOrder(lost)); // old news
    QCOMPARE(m_sender->orders.size(), std::size_t{2});
    reopen();
    QCOMPARE(m_desk->find("s")->attempt, std::int64_t{1});
  }

  void whatTriggeredYesterdayIsNotSentLate()
  {
    m_sender->silent = true;
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    m_sender->silent = false;
    reopen();
    QCOMPARE(stateOf("s"), QStringLiteral("triggered")); // nobody has said which day it is
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QCOMPARE(stateOf("s"), QStringLiteral("suspended"));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->resume("s"));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
  }

  void suspendedOnesFollowNothing()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->suspend("s"));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(!m_desk->suspend("s"));
    QVERIFY(m_desk->cancel("s"));
    QVERIFY(!m_desk->cancel("s"));
    QVERIFY(!m_desk->resume("s"));
    QCOMPARE(text(m_desk->cancel("nobody").error().code), QStringLiteral("conditional.unknown"));
  }

  void theirDaysEnd()
  {
    ConditionalOrder order = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    order.goodTill = day("2026-11-03");
    QVERIFY(m_desk->add({order}));
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QCOMPARE(stateOf("s"), QStringLiteral("armed"));
    QVERIFY(m_desk->startDay(day("2026-11-04")));
    QCOMPARE(stateOf("s"), QStringLiteral("cancelled"));
  }

  /// What is good for a day is over at that day's close, not when somebody plays the next one.
  void theyEndAtTheClose()
  {
    ConditionalOrder today = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    today.goodTill = day("2026-11-03");
    ConditionalOrder later = today;
    later.id = "l";
    later.goodTill = day("2026-11-04");
    ConditionalOrder always = today;
    always.id = "a";
    always.goodTill.reset();
    QVERIFY(m_desk->add({today, later, always}));
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QVERIFY(m_desk->endDay(day("2026-11-03")));
    QCOMPARE(stateOf("s"), QStringLiteral("cancelled"));
    QCOMPARE(text(m_desk->find("s")->reason.code), QStringLiteral("conditional.expired"));
    QCOMPARE(stateOf("l"), QStringLiteral("armed"));
    QCOMPARE(stateOf("a"), QStringLiteral("armed"));
  }

  void aBarFromBeforeItIsNotForIt()
  {
    m_clock.setNow(Timestamp{2'000'000});
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onBar(kMain, bar(10, 10, 9, 10), Timestamp{1'000'000}));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onBar(kMain, bar(10, 10, 9, 10), Timestamp{2'000'000}));
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
  }

  /// The take-profit's order is cancelled for the stop; that it had filled 200 before is told after its end. Only the
  /// broker's word says what is left: 300 less 200.
  void whatFilledBeforeTheEndIsToldAfterIt()
  {
    group();
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    const std::string take = m_sender->only().id;
    m_sender->isAsked = false; // the broker does not answer
    QVERIFY(m_desk->onPrice(kMain, price("9.4")));
    QCOMPARE(m_sender->cancelled, std::vector<std::string>{take});
    QVERIFY(m_desk->onOrder(m_sender->fill(take, "0", OrderState::Cancelled)));
    QCOMPARE(m_sender->orders.size(), std::size_t{1}); // nobody knows how much there is to sell
    QVERIFY(m_desk->hasUnsent());
    m_sender->isAsked = true;
    m_sender->toldLate = quantity("200");
    QVERIFY(m_desk->resend());
    QCOMPARE(m_sender->orders.size(), std::size_t{2});
    QCOMPARE(text(m_sender->orders.at(m_desk->find("s")->orderId).quantity), QStringLiteral("100"));
    QCOMPARE(stateOf("p"), QStringLiteral("armed")); // for what the stop may leave
    QVERIFY(!m_desk->hasUnsent());
  }

  /// An order that expires is armed again for what the broker says is left of it.
  void whatFilledBeforeItExpiredIsNotSoldAgain()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9.4")));
    m_sender->toldLate = quantity("200");
    QVERIFY(m_desk->onOrder(m_sender->fill(m_sender->only().id, "0", OrderState::Expired)));
    QCOMPARE(stateOf("s"), QStringLiteral("armed"));
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("100"));
  }

  void aChangeIsDurable()
  {
    group();
    ConditionalChange change;
    change.trigger = price("9.2");
    change.quantity = quantity("200");
    QVERIFY(m_desk->change("s", change));
    reopen();
    QCOMPARE(text(m_desk->find("s")->trigger), QStringLiteral("9.2"));
    QCOMPARE(text(m_desk->find("s")->quantity), QStringLiteral("200"));
    QCOMPARE(text(m_desk->find("p")->trigger), QStringLiteral("11"));
    QVERIFY(m_desk->onPrice(kMain, price("9.3")));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onPrice(kMain, price("9.2")));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    const auto late = m_desk->change("s", change);
    QCOMPARE(text(late.error().code), QStringLiteral("conditional.not_possible"));
  }

  void aBadOneArmsNone()
  {
    QVERIFY(!m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300")),
        stopOrder("t", kMain, Side::Sell, {}, quantity("300"))}));
    QVERIFY(m_desk->orders().empty());
  }

  void changesAreTold()
  {
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(m_told, QStringList({"s armed", "s triggered", "s sent"}));
  }

private:
  void reopen()
  {
    m_told.clear();
    ConditionalDesk::Options options;
    options.rules = m_rules;
    options.onChanged = [this](const ConditionalOrder& order) {
      m_told.append(text(order.id) + QLatin1Char(' ') + text(toString(order.state)));
    };
    m_desk = require(ConditionalDesk::open(options, *m_store, *m_sender, m_clock));
    m_rules.reset();
  }
  /// A stop at 9.50 and a take-profit at 11, for 300.
  void group()
  {
    ConditionalOrder stop = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    ConditionalOrder take = takeProfit("p", kMain, Side::Sell, price("11"), quantity("300"));
    stop.group = take.group = "g";
    QVERIFY(m_desk->add({take, stop}));
  }
  std::string bracket()
  {
    Bracket bracket;
    bracket.entry = entryOf();
    bracket.stop = price("9.5");
    bracket.takeProfit = price("11");
    if (!m_desk->addBracket(bracket))
      qFatal("the bracket was refused");
    return clientOrderId("paper", "manual", "e", 0);
  }
  QString stateOf(std::string_view id) const { return text(toString(m_desk->find(id)->state)); }

  std::unique_ptr<testing::MemoryStore> m_store;
  std::unique_ptr<FakeSender> m_sender;
  std::unique_ptr<ConditionalDesk> m_desk;
  std::shared_ptr<const TradingRules> m_rules;
  testing::MockClock m_clock;
  QStringList m_told;
};

QTEST_APPLESS_MAIN(TstConditionalDesk)
#include "tst_conditional_desk.moc"
