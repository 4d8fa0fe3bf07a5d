// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/memory_store.h"
#include "core/base/testing/mock_clock.h"
#include "core/trading/conditional/conditional_desk.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// Takes orders at once, unless told to refuse or to be silent.
class FakeSender final : public OrderSender {
public:
  [[nodiscard]] std::string account() const override { return "paper"; }
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done) override
  {
    if (silent)
      return;
    if (!refusal.code.empty())
      return done(fail(refusal));
    Order order;
    order.id = clientOrderId("paper", intent.source, intent.id, intent.sequence);
    order.entityId = intent.entityId;
    order.side = intent.side;
    order.type = intent.type;
    order.price = intent.price;
    order.quantity = intent.quantity;
    order.state = OrderState::Working;
    orders.emplace(order.id, order);
    done(orders.at(order.id));
  }
  void cancel(const std::string& orderId, std::function<void(Result<Order>)>) override { cancelled.push_back(orderId); }
  [[nodiscard]] std::optional<Order> find(std::string_view orderId) const override
  {
    const auto found = orders.find(std::string(orderId));
    return found == orders.end() ? std::nullopt : std::optional(found->second);
  }
  Order fill(const std::string& id, std::string_view units, OrderState state)
  {
    Order& order = orders.at(id);
    order.filled = quantity(units);
    order.state = state;
    return order;
  }
  [[nodiscard]] const Order& only() const { return orders.begin()->second; }

  std::map<std::string, Order> orders;
  std::vector<std::string> cancelled;
  Error refusal;
  bool silent = false;
};

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

  void oneCancelsTheOther()
  {
    ConditionalOrder stop = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    ConditionalOrder take = takeProfit("p", kMain, Side::Sell, price("11"), quantity("300"));
    stop.group = take.group = "g";
    QVERIFY(m_desk->add({take, stop}));
    // The bar reaches both: the worse one is taken.
    QVERIFY(m_desk->onBar(kMain, bar(10, 11.2, 9.4, 10)));
    QCOMPARE(stateOf("s"), QStringLiteral("sent"));
    QCOMPARE(stateOf("p"), QStringLiteral("cancelled"));
    QCOMPARE(text(m_desk->find("p")->reason.code), QStringLiteral("conditional.other_triggered"));
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
  }

  void theOpenDecidesBeforeTheRest()
  {
    ConditionalOrder stop = stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"));
    ConditionalOrder take = takeProfit("p", kMain, Side::Sell, price("11"), quantity("300"));
    stop.group = take.group = "g";
    QVERIFY(m_desk->add({stop, take}));
    QVERIFY(m_desk->onBar(kMain, bar(11.1, 11.2, 9.4, 10)));
    QCOMPARE(stateOf("p"), QStringLiteral("sent"));
    QCOMPARE(stateOf("s"), QStringLiteral("cancelled"));
  }

  /// T+1: what fills today can be sold tomorrow; the legs follow no price before.
  void aBracketProtectsWhatFilled()
  {
    m_rules = rules();
    reopen();
    const std::string entryId = bracket();
    QCOMPARE(stateOf("e.stop"), QStringLiteral("waiting"));
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "400", OrderState::PartlyFilled)));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("e.stop"), QStringLiteral("waiting"));
    QVERIFY(m_desk->startDay(day("2026-11-03")));
    QCOMPARE(stateOf("e.stop"), QStringLiteral("armed"));
    QCOMPARE(text(m_desk->find("e.take")->quantity), QStringLiteral("400"));
    QVERIFY(m_desk->onPrice(kMain, price("9")));
    QCOMPARE(stateOf("e.stop"), QStringLiteral("sent"));
    QCOMPARE(stateOf("e.take"), QStringLiteral("cancelled"));
    QCOMPARE(m_sender->cancelled, std::vector<std::string>{entryId}); // the rest would fill unprotected
  }

  void aBracketArmsAtOnceWithoutSettlement()
  {
    const std::string entryId = bracket();
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "1000", OrderState::Filled)));
    QCOMPARE(stateOf("e.stop"), QStringLiteral("armed"));
    QVERIFY(m_desk->onPrice(kMain, price("11")));
    QCOMPARE(stateOf("e.take"), QStringLiteral("sent"));
    QVERIFY(m_sender->cancelled.empty());
  }

  void anEntryWithoutAFillTakesItsLegsAlong()
  {
    const std::string entryId = bracket();
    QVERIFY(m_desk->onOrder(m_sender->fill(entryId, "0", OrderState::Expired)));
    QCOMPARE(stateOf("e.stop"), QStringLiteral("cancelled"));
    QCOMPARE(stateOf("e.take"), QStringLiteral("cancelled"));
  }

  void aRefusedEntryTakesItsLegsAlong()
  {
    m_sender->refusal = {"trading.insufficient_cash", {}, {}};
    bracket();
    QCOMPARE(stateOf("e.stop"), QStringLiteral("cancelled"));
    QCOMPARE(text(m_desk->find("e.take")->reason.code), QStringLiteral("trading.insufficient_cash"));
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

  void aBarFromBeforeItIsNotForIt()
  {
    m_clock.setNow(Timestamp{2'000'000});
    QVERIFY(m_desk->add({stopOrder("s", kMain, Side::Sell, price("9.5"), quantity("300"))}));
    QVERIFY(m_desk->onBar(kMain, bar(10, 10, 9, 10), Timestamp{1'000'000}));
    QVERIFY(m_sender->orders.empty());
    QVERIFY(m_desk->onBar(kMain, bar(10, 10, 9, 10), Timestamp{2'000'000}));
    QCOMPARE(m_sender->orders.size(), std::size_t{1});
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
  std::string bracket()
  {
    Bracket bracket;
    bracket.entry.id = "e";
    bracket.entry.entityId = kMain;
    bracket.entry.price = price("10");
    bracket.entry.quantity = quantity("1000");
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
