// SPDX-License-Identifier: Apache-2.0
#include "core/trading/held_reserve.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// A thousand shares that can be sold.
SimAccount thousand()
{
  SimAccount held = account("100000");
  const auto dated = rules();
  if (!held.apply(fill(*dated, held, "t1", "o1", Side::Buy, "10", "1000", "2024-03-01")))
    qFatal("no position");
  held.startDay(day("2024-03-04"));
  return held;
}

ConditionalOrder stop(const char* id, const char* shares, const char* group = "")
{
  ConditionalOrder order = stopOrder(id, kMain, Side::Sell, price("9"), quantity(shares));
  order.group = group;
  return order;
}

AlgoOrder worked(const char* total, const char* left, AlgoState state = AlgoState::Running)
{
  AlgoOrder algo;
  algo.order.id = "w";
  algo.order.entityId = kMain;
  algo.order.side = Side::Sell;
  algo.order.quantity = quantity(total);
  algo.report.state = state;
  algo.report.leftover = quantity(left);
  return algo;
}

/// "worked waiting".
QString promised(const HeldSnapshot& held, const SimAccount& account)
{
  const PromisedShares shares = promisedToSell(held, account, kMain);
  return text(shares.worked) + QLatin1Char(' ') + text(shares.waiting);
}

}

class TstHeldReserve : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void nothingHeldKeepsNothing();
  void stopsWaitForTheirShares();
  void aLegThatWaitsPromisesNothing();
  void thoseThatCancelEachOtherCountOnce();
  void whatIsSentIsFrozenByItsOrder();
  void workedOrdersKeepTheirRest();
  void neverMoreThanCouldBeSold();
  void theAccountForAnotherOrder();
  void oneAccountForManyOrders();
};

void TstHeldReserve::nothingHeldKeepsNothing()
{
  QCOMPARE(promised({}, thousand()), QStringLiteral("0 0"));
  HeldSnapshot held;
  held.conditional = {stop("s", "300")};
  QCOMPARE(promised(held, account("1000")), QStringLiteral("0 0")); // no position
  held.conditional.front().side = Side::Buy;
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 0")); // it buys
}

void TstHeldReserve::stopsWaitForTheirShares()
{
  HeldSnapshot held;
  held.conditional = {stop("a", "300"), stop("b", "200")};
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 500"));
  held.conditional[1].state = ConditionalState::Cancelled;
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 300"));
  held.conditional[0].unsettled = quantity("100"); // bought today: T+1 keeps these already
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 200"));
}

/// A thousand of yesterday, and 400 more bought today with a bracket around them: its legs wait for tomorrow, so that
/// all of yesterday's shares can be sold without taking any from them.
void TstHeldReserve::aLegThatWaitsPromisesNothing()
{
  HeldSnapshot held;
  held.conditional = {stop("b.stop", "400", "b"), stop("b.take", "400", "b")};
  for (ConditionalOrder& leg : held.conditional) {
    leg.state = ConditionalState::Waiting;
    leg.entry = "b";
    leg.waitDays = 1;
  }
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 0"));
  for (ConditionalOrder& leg : held.conditional)
    leg.state = ConditionalState::Suspended; // by a person, before they could be sold
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 0"));
  for (ConditionalOrder& leg : held.conditional) { // the next day
    leg.state = ConditionalState::Armed;
    leg.waitDays = 0;
  }
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 400"));
}

void TstHeldReserve::thoseThatCancelEachOtherCountOnce()
{
  HeldSnapshot held;
  held.conditional = {stop("a.stop", "600", "a"), stop("a.take", "400", "a"), stop("b", "100")};
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 700"));
}

void TstHeldReserve::whatIsSentIsFrozenByItsOrder()
{
  HeldSnapshot held;
  held.conditional = {stop("a.stop", "600", "a"), stop("a.take", "600", "a")};
  held.conditional[0].state = ConditionalState::Sent; // its order of 600 freezes them; 200 of it are sold
  held.conditional[0].filled = quantity("200");
  held.conditional[1].quantity = quantity("400");
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 0"));
}

void TstHeldReserve::workedOrdersKeepTheirRest()
{
  HeldSnapshot held;
  held.algos = {worked("800", "500")}; // 300 are sold or in an order
  QCOMPARE(promised(held, thousand()), QStringLiteral("500 0"));
  held.algos.front().report.taken = quantity("100"); // a person took these out of its hands
  QCOMPARE(promised(held, thousand()), QStringLiteral("400 0"));
  held.algos = {worked("800", "500", AlgoState::Cancelled)};
  QCOMPARE(promised(held, thousand()), QStringLiteral("0 0"));
}

void TstHeldReserve::neverMoreThanCouldBeSold()
{
  HeldSnapshot held;
  held.conditional = {stop("a", "900")};
  held.algos = {worked("800", "500")};
  QCOMPARE(promised(held, thousand()), QStringLiteral("500 500"));
  held.algos = {worked("1800", "1500")};
  QCOMPARE(promised(held, thousand()), QStringLiteral("1000 0"));
}

void TstHeldReserve::theAccountForAnotherOrder()
{
  const SimAccount before = thousand();
  const SimAccount after = withReserved(before, {{kMain, quantity("700")}, {"stock_sz_000002", {}}});
  QCOMPARE(text(after.find(kMain)->sellable()), QStringLiteral("300"));
  QCOMPARE(text(after.find(kMain)->frozen), QStringLiteral("700"));
  QCOMPARE(text(before.find(kMain)->sellable()), QStringLiteral("1000"));
  QVERIFY(after.canReserve(order("s1", Side::Sell, "11", "300")).has_value());
  QVERIFY(!after.canReserve(order("s2", Side::Sell, "11", "400")).has_value());
  QVERIFY(after.find("stock_sz_000002") == nullptr);
}

/// What is kept of one security is kept whatever is kept of another.
void TstHeldReserve::oneAccountForManyOrders()
{
  const std::string other = "stock_sz_000002";
  const SimAccount after = withReserved(thousand(), {{kMain, quantity("700")}, {other, quantity("100")}});
  QCOMPARE(text(after.find(kMain)->frozen), QStringLiteral("700"));
  QCOMPARE(text(after.find(other)->frozen), QStringLiteral("100"));
}

QTEST_APPLESS_MAIN(TstHeldReserve)
#include "tst_held_reserve.moc"
