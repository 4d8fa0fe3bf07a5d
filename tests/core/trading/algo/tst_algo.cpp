// SPDX-License-Identifier: Apache-2.0
#include "core/trading/algo/algo_run.h"
#include "tests/core/trading/trading_samples.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <rapidcheck.h>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

constexpr std::int64_t kMinute = 60'000'000;

Timestamp minute(std::int64_t number)
{
  return Timestamp{number * kMinute};
}

/// Keeps what is sent; the test says what becomes of it.
class FakeSender final : public OrderSender {
public:
  [[nodiscard]] std::string account() const override { return "paper"; }
  void submit(OrderIntent intent, std::function<void(Result<Order>)> done) override
  {
    if (!refusal.code.empty())
      return done(fail(refusal));
    Order order;
    order.id = clientOrderId("paper", intent.source, intent.id, intent.sequence);
    order.source = intent.source;
    order.intent = intent.id;
    order.sequence = intent.sequence;
    order.entityId = intent.entityId;
    order.side = intent.side;
    order.quantity = intent.quantity;
    order.price = intent.price;
    order.state = OrderState::Working;
    orders.push_back(order);
    done(order);
  }
  void cancel(const std::string& orderId, std::function<void(Result<Order>)>) override { cancelled.push_back(orderId); }
  [[nodiscard]] std::optional<Order> find(std::string_view orderId) const override
  {
    const auto found = std::ranges::find(orders, orderId, &Order::id);
    return found == orders.end() ? std::nullopt : std::optional(*found);
  }
  void catchUp(const std::string& orderId, std::function<void(Result<Order>)> done) override
  {
    if (!isAsked)
      return done(fail("broker.no_answer"));
    const auto found = std::ranges::find(orders, orderId, &Order::id);
    found->filled += std::exchange(toldLate, Quantity());
    done(*found);
  }

  Order fill(std::size_t index, std::string_view units, std::string_view at)
  {
    Order& order = orders[index];
    order.filled = quantity(units);
    order.filledAmount = require(multiply(price(at), order.filled));
    order.state = order.filled == order.quantity ? OrderState::Filled : OrderState::PartlyFilled;
    return order;
  }
  Order end(std::size_t index)
  {
    orders[index].state = OrderState::Cancelled;
    return orders[index];
  }
  Order withdraw(std::size_t index)
  {
    orders[index].state = OrderState::PendingCancel;
    return orders[index];
  }
  [[nodiscard]] QStringList sizes() const
  {
    QStringList list;
    for (const Order& order : orders)
      list.append(text(order.quantity));
    return list;
  }

  std::vector<Order> orders;
  std::vector<std::string> cancelled;
  Error refusal;
  bool isAsked = true; ///< the broker answers a question for fills
  Quantity toldLate; ///< of the order that it is asked for, beyond what was told
};

/// 1,000 units in an hour.
ParentOrder hourOf(AlgoKind kind)
{
  ParentOrder order;
  order.id = "p";
  order.entityId = kMain;
  order.quantity = quantity("1000");
  order.kind = kind;
  order.price = price("10");
  order.begin = minute(0);
  order.end = minute(60);
  order.slices = 4;
  order.lot = quantity("100");
  order.participation = require(Decimal::parse("0.1"));
  order.display = quantity("300");
  return order;
}

ParentOrder vwap(std::vector<int> weights)
{
  ParentOrder order = hourOf(AlgoKind::Vwap);
  order.slices = static_cast<int>(weights.size());
  for (const int weight : weights)
    order.curve.push_back(Decimal::fromInt(weight));
  return order;
}

QStringList targets(const ParentOrder& order)
{
  QStringList list;
  for (const PlannedSlice& slice : require(planSlices(order)))
    list.append(QStringLiteral("%1:%2").arg(slice.at.micros / kMinute).arg(text(slice.target)));
  return list;
}

QString codeOf(const ParentOrder& order)
{
  const auto checked = checkParent(order);
  return checked ? QString() : text(checked.error().arguments.back().second);
}

}

class TstAlgo : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// A quarter of 1,000 is 250: on lots of 100, 200; two quarters 500; three 750 → 700; the last takes the rest.
  void twapIsEven()
  {
    QCOMPARE(targets(hourOf(AlgoKind::Twap)), QStringList({"0:200", "15:500", "30:700", "45:1000"}));
  }

  /// Weights 4 1 1 4 of 10: 400, 500, 600, 1,000.
  /// 09:30 to 11:30 and 13:00 to 15:00 in minutes from 09:30, four parts: an hour each, none of them in the break. From
  /// 10:30 on there are three hours left.
  void slicesLieInTradingHours()
  {
    ParentOrder order = hourOf(AlgoKind::Twap);
    order.end = minute(330);
    order.hours = {{minute(0), minute(120)}, {minute(210), minute(330)}};
    QCOMPARE(targets(order), QStringList({"0:200", "60:500", "210:700", "270:1000"}));
    QCOMPARE(workedUntil(order, minute(150)).micros, 120 * kMinute);
    order.begin = minute(60);
    order.slices = 3;
    QCOMPARE(targets(order), QStringList({"60:300", "210:600", "270:1000"}));
    order.begin = minute(150); // in the break
    order.slices = 2;
    QCOMPARE(targets(order), QStringList({"210:500", "270:1000"}));
    QCOMPARE(targets(require(parentFromJson(toJsonValue(order)))), targets(order));
  }

  void vwapFollowsItsCurve()
  {
    QCOMPARE(targets(vwap({4, 1, 1, 4})), QStringList({"0:400", "15:500", "30:600", "45:1000"}));
    // A slice without volume gets nothing, and the last has a whole quantity even when its weight is 0.
    QCOMPARE(targets(vwap({0, 1, 0})), QStringList({"0:0", "20:1000", "40:1000"}));
  }

  /// The first child of 200 expires, the broker does not say what filled of it: it counts as out, and 300 follow for
  /// the 500 that are due. Then 150 of it are told: 450 are out, and 50 follow.
  void whatFilledBeforeItExpiredIsNotBoughtAgain()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    Order expired = sender.orders[0];
    expired.state = sender.orders[0].state = OrderState::Expired;
    sender.isAsked = false;
    run->onOrder(expired);
    QCOMPARE(sender.sizes(), QStringList({"200"}));
    run->onTime(minute(15));
    QCOMPARE(sender.sizes(), QStringList({"200", "300"}));
    sender.isAsked = true;
    sender.toldLate = quantity("150");
    run->onTime(minute(16));
    QCOMPARE(sender.sizes(), QStringList({"200", "300", "50"}));
    QCOMPARE(text(run->report().filled), QStringLiteral("150"));
  }

  void jitterIsOfTheSeed()
  {
    ParentOrder order = hourOf(AlgoKind::Twap);
    order.jitter = require(Decimal::parse("0.5"));
    order.seed = 7;
    const auto first = require(planSlices(order));
    QCOMPARE(require(planSlices(order)), first);
    order.seed = 8;
    QVERIFY(require(planSlices(order)) != first);
    for (std::size_t index = 0; index < first.size(); ++index) {
      const std::int64_t late = first[index].at.micros - static_cast<std::int64_t>(index) * 15 * kMinute;
      QVERIFY(late >= 0 && late < 15 * kMinute / 2);
    }
  }

  /// Whatever the curve: targets never fall, lie on the lot, end at the whole, and run ahead of the curve by nothing.
  void schedulesAreFair()
  {
    const bool ok = rc::check("targets follow the curve", [] {
      ParentOrder order = hourOf(AlgoKind::Vwap);
      const std::int64_t units = *rc::gen::inRange(1, 1'000'000);
      const std::int64_t lot = *rc::gen::inRange(1, 300);
      order.quantity = Quantity::fromInt(units);
      order.lot = Quantity::fromInt(lot);
      order.slices = *rc::gen::inRange(1, 30);
      std::vector<std::int64_t> weights(static_cast<std::size_t>(order.slices), 0);
      for (std::int64_t& weight : weights)
        weight = *rc::gen::inRange(0, 1000);
      weights.front() += 1;
      std::int64_t whole = 0;
      for (const std::int64_t weight : weights) {
        order.curve.push_back(Decimal::fromInt(weight));
        whole += weight;
      }
      const auto slices = require(planSlices(order));
      RC_ASSERT(slices.size() == weights.size());
      RC_ASSERT(slices.back().target == order.quantity);
      std::int64_t sum = 0;
      Quantity before;
      for (std::size_t index = 0; index < slices.size(); ++index) {
        sum += weights[index];
        const std::int64_t share = sum == whole ? units : units * sum / whole / lot * lot;
        RC_ASSERT(slices[index].target == Quantity::fromInt(share));
        RC_ASSERT(before <= slices[index].target);
        before = slices[index].target;
      }
    });
    QVERIFY(ok);
  }

  void nonsenseIsRefused()
  {
    QCOMPARE(codeOf(hourOf(AlgoKind::Twap)), QString());
    const auto broken = [](const std::function<void(ParentOrder&)>& change) {
      ParentOrder order = hourOf(AlgoKind::Twap);
      change(order);
      return codeOf(order);
    };
    QCOMPARE(broken([](ParentOrder& o) { o.id.clear(); }), QStringLiteral("id"));
    QCOMPARE(broken([](ParentOrder& o) { o.quantity = {}; }), QStringLiteral("quantity"));
    QCOMPARE(broken([](ParentOrder& o) { o.price = {}; }), QStringLiteral("price"));
    QCOMPARE(broken([](ParentOrder& o) { o.end = o.begin; }), QStringLiteral("time"));
    QCOMPARE(broken([](ParentOrder& o) { o.slices = 0; }), QStringLiteral("slices"));
    QCOMPARE(broken([](ParentOrder& o) { o.hours = {{minute(70), minute(80)}}; }), QStringLiteral("hours"));
    QCOMPARE(broken([](ParentOrder& o) { o.hours = {{minute(9), minute(9)}}; }), QStringLiteral("hours"));
    QCOMPARE(broken([](ParentOrder& o) { o.after = {"p"}; }), QStringLiteral("after"));
    QCOMPARE(broken([](ParentOrder& o) { o.lot = {}; }), QStringLiteral("lot"));
    QCOMPARE(broken([](ParentOrder& o) { o.jitter = Decimal::fromInt(2); }), QStringLiteral("jitter"));
    QCOMPARE(broken([](ParentOrder& o) { o.childType = OrderType::Stop; }), QStringLiteral("child"));
    QCOMPARE(codeOf(vwap({0, 0})), QStringLiteral("curve"));
    QCOMPARE(codeOf(vwap({-1, 2})), QStringLiteral("curve"));
    ParentOrder share = hourOf(AlgoKind::Participation);
    share.participation = Decimal::fromInt(2);
    QCOMPARE(codeOf(share), QStringLiteral("participation"));
  }

  void twapSendsWhatIsMissing()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(-1));
    QVERIFY(sender.orders.empty());
    run->onTime(minute(0));
    run->onTime(minute(5));
    QCOMPARE(sender.sizes(), QStringList({"200"}));
    run->onOrder(sender.fill(0, "200", "10"));
    run->onTime(minute(31)); // two slices at once: the clock was away
    QCOMPARE(sender.sizes(), QStringList({"200", "500"}));
    run->onOrder(sender.fill(1, "500", "11"));
    run->onTime(minute(45));
    run->onOrder(sender.fill(2, "300", "12"));
    const AlgoReport report = run->report();
    QVERIFY(report.state == AlgoState::Done);
    QCOMPARE(text(report.filled), QStringLiteral("1000"));
    // (200·10 + 500·11 + 300·12) ÷ 1,000 = 11,100 ÷ 1,000
    QCOMPARE(text(report.averagePrice()), QStringLiteral("11.1"));
    QVERIFY(report.reason.code.empty());
  }

  void whatIsLeftAtTheEndIsSaid()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onOrder(sender.fill(0, "100", "10"));
    run->onTime(minute(60));
    QCOMPARE(sender.cancelled, std::vector<std::string>{sender.orders[0].id});
    QVERIFY(run->report().state == AlgoState::Ending);
    run->onOrder(sender.end(0));
    const AlgoReport report = run->report();
    QVERIFY(report.state == AlgoState::Done);
    QCOMPARE(text(report.leftover), QStringLiteral("900"));
    QCOMPARE(text(report.reason.code), QStringLiteral("algo.leftover"));
    QCOMPARE(text(report.reason.arguments.front().second), QStringLiteral("900"));
    run->onTime(minute(61));
    QCOMPARE(sender.orders.size(), std::size_t{1});
  }

  /// A tenth of 3,570 is 357: three lots.
  void participationFollowsTheMarket()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Participation), sender));
    run->onVolume(minute(1), quantity("990"));
    QVERIFY(sender.orders.empty());
    run->onVolume(minute(2), quantity("3570"));
    QCOMPARE(sender.sizes(), QStringList({"300"}));
    run->onVolume(minute(3), quantity("3000")); // late news take nothing back
    run->onVolume(minute(4), quantity("50000"));
    QCOMPARE(sender.sizes(), QStringList({"300", "700"}));
  }

  void icebergShowsOneSliceAtATime()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Iceberg), sender));
    run->onTime(minute(0));
    run->onOrder(sender.fill(0, "100", "10"));
    run->onTime(minute(1));
    QCOMPARE(sender.sizes(), QStringList({"300"}));
    for (std::size_t index = 0; index < 3; ++index)
      run->onOrder(sender.fill(index, "300", "10"));
    QCOMPARE(sender.sizes(), QStringList({"300", "300", "300", "100"}));
    run->onOrder(sender.fill(3, "100", "10"));
    QVERIFY(run->isOver());
  }

  void aPauseSendsNothing()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->pause();
    run->onTime(minute(20));
    QCOMPARE(sender.sizes(), QStringList({"200"}));
    QVERIFY(sender.cancelled.empty());
    run->resume();
    QCOMPARE(sender.sizes(), QStringList({"200", "300"}));
  }

  void aCancellationEndsIt()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->cancel();
    QCOMPARE(sender.cancelled.size(), std::size_t{1});
    // It filled before the cancellation arrived.
    run->onOrder(sender.fill(0, "200", "10"));
    QVERIFY(run->report().state == AlgoState::Cancelled);
    QCOMPARE(text(run->report().leftover), QStringLiteral("800"));
    run->onTime(minute(30));
    QCOMPARE(sender.orders.size(), std::size_t{1});
  }

  void aRefusedChildStopsIt()
  {
    FakeSender sender;
    sender.refusal = {"trading.insufficient_cash", {}, {}};
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onTime(minute(20));
    QVERIFY(run->report().state == AlgoState::Stopped);
    QCOMPARE(text(run->report().reason.code), QStringLiteral("trading.insufficient_cash"));
    QCOMPARE(text(run->report().leftover), QStringLiteral("1000"));
  }

  /// 200 are due at once, 500 after 15 minutes, 700 after 30.
  void aChildThatIsRefusedForNowGoesLater()
  {
    FakeSender sender;
    sender.refusal = {"risk.approval.pending", {}, {}};
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onTime(minute(15));
    QVERIFY(run->report().state == AlgoState::Running);
    QCOMPARE(run->report().children, 0);
    sender.refusal = {};
    run->onTime(minute(16));
    // The very order that was asked about, then what became due meanwhile.
    QCOMPARE(sender.sizes(), QStringList({"200", "300"}));
    QCOMPARE(sender.orders[0].sequence, std::int64_t{1});
    run->onTime(minute(30));
    QCOMPARE(sender.sizes(), QStringList({"200", "300", "200"}));
  }

  /// 200 at least, where the exchange takes no less: 99 % of 1,050 is 1,000 on the lot, and the rest goes along.
  /// What the price cage keeps out now may be in it later; the reason is shown meanwhile.
  void aPriceOutsideTheCageWaits()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    sender.refusal = {"trading.check.price_cage.above", {}, {}};
    run->onTime(minute(0));
    QCOMPARE(toString(run->report().state), toString(AlgoState::Running));
    QCOMPARE(text(run->report().reason.code), QStringLiteral("trading.check.price_cage.above"));
    sender.refusal = {};
    run->onTime(minute(1));
    QCOMPARE(sender.sizes(), QStringList({"200"}));
    QVERIFY(run->report().reason.code.empty());
  }

  /// 200 are due at once, 500 after 15 minutes, 700 after 30. Trading is halted after the first part and resumes after
  /// 30 minutes: what was due meanwhile follows. Where it does not resume, the report says why.
  void aHaltIsWaitedFor()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    sender.refusal = {"trading.check.tradable.suspended", {{"name", "Bank"}}, {}};
    run->onTime(minute(15));
    QCOMPARE(toString(run->report().state), toString(AlgoState::Running));
    QCOMPARE(text(run->report().reason.code), QStringLiteral("trading.check.tradable.suspended"));
    sender.refusal = {};
    run->onTime(minute(30));
    run->onTime(minute(31));
    QCOMPARE(sender.sizes(), QStringList({"200", "300", "200"}));
    QVERIFY(run->report().reason.code.empty());
    // A security that is no more does not come back.
    sender.refusal = {"trading.check.tradable.delisted", {}, {}};
    run->onTime(minute(45));
    QVERIFY(run->report().state != AlgoState::Running);
  }

  void aRestOfLessThanALotGoesAlong()
  {
    ParentOrder order = vwap({99, 1});
    order.quantity = quantity("1050");
    order.lot = quantity("200");
    const auto slices = require(planSlices(order));
    QCOMPARE(text(slices.front().target), QStringLiteral("1050"));
    order.kind = AlgoKind::Participation;
    FakeSender sender;
    const auto run = require(AlgoRun::start(order, sender));
    run->onVolume(minute(1), quantity("9000"));
    run->onVolume(minute(2), quantity("11000"));
    QCOMPARE(sender.sizes(), QStringList({"800", "250"}));
  }

  void aRejectedChildStopsItAndALostOneDoesNot()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    sender.orders[0].state = OrderState::Rejected;
    sender.orders[0].reason = {"trading.never_arrived", {}, {}};
    run->onOrder(Order(sender.orders[0]));
    QCOMPARE(sender.sizes(), QStringList({"200", "200"}));
    sender.orders[1].state = OrderState::Rejected;
    sender.orders[1].reason = {"trading.match.outside_price_limit", {}, {}};
    run->onOrder(Order(sender.orders[1]));
    QVERIFY(run->report().state == AlgoState::Stopped);
    QCOMPARE(text(run->report().reason.code), QStringLiteral("trading.match.outside_price_limit"));
    QCOMPARE(sender.orders.size(), std::size_t{2});
  }

  void aChildThatDiesIsMadeUp()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onOrder(sender.fill(0, "50", "10"));
    run->onOrder(sender.end(0));
    QCOMPARE(sender.sizes(), QStringList({"200", "150"}));
    run->onOrder(sender.fill(0, "20", "10")); // old news
    QCOMPARE(text(run->report().filled), QStringLiteral("50"));
  }

  /// 200 work, and a person moves them to another price: the 150 that are left of them stand in the new order. Only
  /// what becomes due is sent: 500 - 200, and at the end 850 of the 1,000 are this order's own.
  void whatAPersonReplacesIsNotSentAgain()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onOrder(sender.fill(0, "50", "10"));
    run->onOrder(sender.withdraw(0));
    run->onOrder(sender.end(0));
    run->onTime(minute(1));
    QCOMPARE(sender.sizes(), QStringList({"200"}));
    QCOMPARE(run->taken(), std::set<std::string>{sender.orders[0].id});
    QCOMPARE(text(run->report().taken), QStringLiteral("150"));
    // As after a restart.
    const auto again = require(AlgoRun::recover(hourOf(AlgoKind::Twap), sender, sender.orders));
    again->recoverTaken(run->taken());
    for (const int at : {15, 30, 45})
      again->onTime(minute(at));
    QCOMPARE(sender.sizes(), QStringList({"200", "300", "200", "300"}));
    for (std::size_t index = 1; index < 4; ++index)
      again->onOrder(sender.fill(index, text(sender.orders[index].quantity).toStdString(), "10"));
    const AlgoReport report = again->report();
    QVERIFY(report.state == AlgoState::Done);
    QCOMPARE(text(report.filled), QStringLiteral("850"));
    QCOMPARE(text(report.leftover), QStringLiteral("150"));
    QCOMPARE(text(report.reason.code), QStringLiteral("algo.taken"));
  }

  /// From 1,000 in an hour, a quarter of it every 15 minutes, to 2,000 by the 90th minute, at the 20th: 500 are due, so
  /// 1,500 more in 70 minutes. The slice of the 30th minute was 10 of 40 minutes away and a share of 200 of 500: now it
  /// is 17.5 of 70 away and takes 600; the last, 25 of 40 away, is 43.75 away and takes the rest.
  void aChangeSpreadsTheRest()
  {
    const ParentOrder before = hourOf(AlgoKind::Twap);
    const ParentOrder after = changedBy(before, {quantity("2000"), std::nullopt, minute(90)});
    QStringList list;
    for (const PlannedSlice& slice : require(replanSlices(require(planSlices(before)), before, after, minute(20))))
      list.append(QStringLiteral("%1:%2").arg(static_cast<double>(slice.at.micros) / kMinute).arg(text(slice.target)));
    QCOMPARE(list, QStringList({"0:200", "15:500", "37.5:1100", "63.75:2000"}));
    // Less than was due by then: nothing more is.
    const ParentOrder less = changedBy(before, {quantity("400"), std::nullopt, std::nullopt});
    QCOMPARE(text(require(replanSlices(require(planSlices(before)), before, less, minute(20))).back().target), "400");
    // All of its parts were due: what is added is due at once.
    const ParentOrder more = changedBy(before, {quantity("1300"), std::nullopt, std::nullopt});
    const auto late = require(replanSlices(require(planSlices(before)), before, more, minute(50)));
    QVERIFY(late.back() == (PlannedSlice{minute(50), quantity("1300")}));
  }

  /// 200 work at 10. At 10.50 they are taken back, and go out again once that is confirmed; the rest follows its plan.
  void aNewLimitTakesBackWhatWorks()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onOrder(sender.fill(0, "50", "10"));
    QVERIFY(run->change({std::nullopt, price("10.5"), std::nullopt}, minute(0)));
    QCOMPARE(sender.cancelled, std::vector<std::string>{sender.orders[0].id});
    QCOMPARE(sender.sizes(), QStringList({"200"}));
    run->onOrder(sender.withdraw(0));
    run->onOrder(sender.end(0));
    QCOMPARE(sender.sizes(), QStringList({"200", "150"}));
    QVERIFY(sender.orders[1].price == price("10.5"));
    QVERIFY(run->taken().empty());
    run->onTime(minute(15));
    QCOMPARE(sender.sizes(), QStringList({"200", "150", "300"}));
  }

  /// 200 and 300 work. Down to 150, both are taken back, and the first fills all the same: nothing is sent, and it is
  /// over when the other is.
  void whatFillsAfterItWasMadeSmallerEndsIt()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onTime(minute(15));
    QVERIFY(run->change({quantity("150"), std::nullopt, std::nullopt}, minute(15)));
    QCOMPARE(sender.cancelled.size(), std::size_t{2});
    run->onOrder(sender.withdraw(1));
    run->onOrder(sender.fill(0, "200", "10"));
    QVERIFY(run->report().state == AlgoState::Ending);
    run->onOrder(sender.end(1));
    QVERIFY(run->report().state == AlgoState::Done);
    QCOMPARE(sender.sizes(), QStringList({"200", "300"}));
    QCOMPARE(text(run->report().filled), QStringLiteral("200"));
  }

  /// Two changes before the broker has answered: one cancellation, and the whole rest goes out at the last price.
  void twoChangesTakeItBackOnce()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    QVERIFY(run->change({std::nullopt, price("10.5"), std::nullopt}, minute(0)));
    sender.withdraw(0); // and the news are on their way
    QVERIFY(run->change({std::nullopt, price("10.6"), std::nullopt}, minute(0)));
    QCOMPARE(sender.cancelled.size(), std::size_t{1});
    run->onOrder(sender.withdraw(0));
    run->onOrder(sender.end(0));
    QCOMPARE(sender.sizes(), QStringList({"200", "200"}));
    QVERIFY(sender.orders[1].price == price("10.6"));
    QVERIFY(run->taken().empty());
  }

  /// 500 are out of which 200 have filled: down to 300, what works is taken back and a hundred is sent.
  void aSmallerOrderTakesBackWhatIsTooMuch()
  {
    FakeSender sender;
    const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
    run->onTime(minute(0));
    run->onOrder(sender.fill(0, "200", "10"));
    run->onTime(minute(15));
    const auto refused = run->change({quantity("200"), std::nullopt, std::nullopt}, minute(15));
    QCOMPARE(text(refused.error().arguments.back().second), QStringLiteral("quantity"));
    QVERIFY(!run->change({std::nullopt, std::nullopt, minute(15)}, minute(15)));
    QVERIFY(run->change({quantity("300"), std::nullopt, std::nullopt}, minute(15)));
    QCOMPARE(sender.cancelled.size(), std::size_t{1});
    run->onOrder(sender.withdraw(1));
    run->onOrder(sender.end(1));
    QCOMPARE(sender.sizes(), QStringList({"200", "300", "100"}));
    run->onOrder(sender.fill(2, "100", "10"));
    QVERIFY(run->report().state == AlgoState::Done);
    QVERIFY(run->report().reason.code.empty());
  }

  void aRecoveredRunSendsNothingTwice()
  {
    FakeSender sender;
    {
      const auto run = require(AlgoRun::start(hourOf(AlgoKind::Twap), sender));
      run->onTime(minute(0));
      run->onOrder(sender.fill(0, "200", "10"));
      run->onTime(minute(15));
    }
    const auto run = require(AlgoRun::recover(hourOf(AlgoKind::Twap), sender, sender.orders));
    run->onTime(minute(16));
    QCOMPARE(sender.sizes(), QStringList({"200", "300"}));
    run->onTime(minute(30));
    QCOMPARE(sender.sizes(), QStringList({"200", "300", "200"}));
    QCOMPARE(sender.orders[2].sequence, std::int64_t{3});
  }
};

QTEST_APPLESS_MAIN(TstAlgo)
#include "tst_algo.moc"
