// SPDX-License-Identifier: Apache-2.0
#include "core/trading/order_state.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

#include <set>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

constexpr std::array kStates{OrderState::Draft, OrderState::PendingNew, OrderState::Working, OrderState::PartlyFilled,
    OrderState::PendingCancel, OrderState::Unknown, OrderState::Filled, OrderState::Cancelled, OrderState::Rejected,
    OrderState::Expired};

}

class TstOrder : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void namesRoundTrip();
  void unknownNamesAreErrors();
  void clientOrderIdIsPure();
  void clientOrderIdKeepsPartsApart();
  void legalTransitions_data();
  void legalTransitions();
  void finalStatesStay();
  void illegalTransitionChangesNothing();
  void averagePrice();
};

void TstOrder::namesRoundTrip()
{
  std::set<std::string_view> names;
  for (const OrderState state : kStates) {
    QVERIFY(parseOrderState(toString(state)) == state);
    names.insert(toString(state));
  }
  QCOMPARE(names.size(), kStates.size());
  QVERIFY(parseSide("sell") == Side::Sell);
  QVERIFY(parseOrderType("market") == OrderType::Market);
}

void TstOrder::unknownNamesAreErrors()
{
  QCOMPARE(parseOrderState("Filled").error().code, std::string("trading.bad_name"));
  QCOMPARE(parseSide("").error().code, std::string("trading.bad_name"));
}

void TstOrder::clientOrderIdIsPure()
{
  const std::string id = clientOrderId("paper", "manual", "ticket-1", 0);
  QCOMPARE(clientOrderId("paper", "manual", "ticket-1", 0), id);
  QCOMPARE(id.size(), std::size_t(24));
  QVERIFY(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
}

void TstOrder::clientOrderIdKeepsPartsApart()
{
  const std::set<std::string> ids{clientOrderId("a", "b", "c", 0), clientOrderId("a", "b", "c", 1),
      clientOrderId("ab", "", "c", 0), clientOrderId("a", "bc", "", 0), clientOrderId("", "ab", "c", 0),
      clientOrderId("a", "b", "d", 0)};
  QCOMPARE(ids.size(), std::size_t(6));
}

void TstOrder::legalTransitions_data()
{
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  // The life of an order as brokers tell it; whatever is not named here is illegal.
  const auto row = [](const char* from, const char* to) { QTest::newRow(from) << from << to; };
  row("draft", "pending_new rejected");
  row("pending_new", "working partly_filled filled pending_cancel cancelled rejected expired unknown");
  row("working", "partly_filled filled pending_cancel cancelled rejected expired unknown");
  row("partly_filled", "filled pending_cancel cancelled expired unknown");
  row("pending_cancel", "working partly_filled filled cancelled rejected expired unknown");
  row("unknown", "working partly_filled filled pending_cancel cancelled rejected expired");
  row("filled", "");
  row("cancelled", "");
  row("rejected", "");
  row("expired", "");
}

void TstOrder::legalTransitions()
{
  QFETCH(QString, from);
  QFETCH(QString, to);
  const QStringList legal = to.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  const OrderState state = require(parseOrderState(from.toStdString()));
  for (const OrderState next : kStates)
    QCOMPARE(isLegal(state, next), legal.contains(text(toString(next))));
}

void TstOrder::finalStatesStay()
{
  QVERIFY(isFinal(OrderState::Filled) && isFinal(OrderState::Cancelled));
  QVERIFY(!isOpen(OrderState::Rejected) && !isOpen(OrderState::Draft));
  QVERIFY(isOpen(OrderState::Unknown) && isCancellable(OrderState::Unknown));
  QVERIFY(!isCancellable(OrderState::PendingCancel) && !isCancellable(OrderState::Expired));
}

void TstOrder::illegalTransitionChangesNothing()
{
  Order made = order("o", Side::Buy, "10", "100");
  made.state = OrderState::Filled;
  const Order before = made;
  const auto moved = transition(made, OrderState::Working, Timestamp{1});
  QCOMPARE(moved.error().code, std::string("trading.illegal_transition"));
  QVERIFY(made == before);
}

void TstOrder::averagePrice()
{
  Order made = order("o", Side::Buy, "10", "300");
  QVERIFY(made.averagePrice().isZero());
  // 100 at 10.00 and 200 at 10.03: 3006 / 300 = 10.02
  made.filled = quantity("300");
  made.filledAmount = money("3006");
  QCOMPARE(text(made.averagePrice()), QStringLiteral("10.02"));
}

QTEST_APPLESS_MAIN(TstOrder)
#include "tst_order.moc"
