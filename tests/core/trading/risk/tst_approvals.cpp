// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/risk/approvals.h"
#include "core/trading/risk/risk_book.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;

namespace {

const Approver kRisk{"risk one", {"risk"}}, kSecondRisk{"risk two", {"risk"}}, kHead{"head", {"head"}},
    kIntern{"intern", {"reader"}}, kSelf{"ma", {"risk", "head"}};

ApprovalLevel level(std::string_view above, std::vector<std::string> roles, int approvals = 1)
{
  ApprovalLevel made;
  made.above = decimal(above);
  made.roles = std::move(roles);
  made.approvals = approvals;
  return made;
}

struct Desk {
  testing::MemoryStore store;
  testing::MockClock clock;
  std::unique_ptr<Approvals> approvals = require(Approvals::open(store, clock));
  Order order = draft("o", kMain, Side::Buy, "10", "200000"); // 2,000,000

  QString ask() { return ask({level("1000000", {"risk"})}); }
  QString ask(const std::vector<ApprovalLevel>& levels)
  {
    const auto free = approvals->require(order, money("2000000"), levels);
    return free ? QString("free") : text(free.error().code);
  }
};

template <typename T> QString codeOf(const Result<T>& result)
{
  return result ? QString("done") : text(result.error().code);
}

}

class TstApprovals : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void anOrderWaitsAndGoes();
  void everyLevelHasToAgree();
  void onlyWhoMayAgrees();
  void refusedExpiredAndChangedOrdersStay();
  void holdsForThatVeryOrder();
  void isFoundAgainAfterARestart();
  void whatGoesInPartsIsAskedAsAWhole();
  void theBookAsksLast();
};

void TstApprovals::anOrderWaitsAndGoes()
{
  Desk desk;
  QCOMPARE(desk.ask({}), QString("free"));
  QCOMPARE(desk.ask(), QString("risk.approval.pending"));
  QCOMPARE(desk.ask(), QString("risk.approval.pending"));
  QCOMPARE(desk.approvals->all().size(), std::size_t{1}); // asked once
  QVERIFY(require(desk.approvals->approve("o", kRisk)).state == ApprovalState::Approved);
  QCOMPARE(desk.ask(), QString("free"));
  QVERIFY(desk.approvals->all().front().state == ApprovalState::Used);
  QCOMPARE(desk.ask(), QString("risk.approval.used")); // once, also of an order that never came to be
  desk.clock.advance(Duration::hours(24));
  QCOMPARE(desk.ask(), QString("risk.approval.used"));
  desk.approvals = require(Approvals::open(desk.store, desk.clock));
  QCOMPARE(desk.ask(), QString("risk.approval.used"));
}

void TstApprovals::everyLevelHasToAgree()
{
  Desk desk;
  const std::vector<ApprovalLevel> levels{level("1000000", {"risk"}, 2), level("1500000", {"head"})};
  QCOMPARE(desk.ask(levels), QString("risk.approval.pending"));
  QVERIFY(desk.approvals->approve("o", kHead));
  QVERIFY(desk.approvals->approve("o", kRisk));
  QCOMPARE(codeOf(desk.approvals->approve("o", kRisk)), QString("risk.approval.twice"));
  QCOMPARE(desk.ask(levels), QString("risk.approval.pending"));
  QVERIFY(desk.approvals->approve("o", kSecondRisk));
  QCOMPARE(desk.ask(levels), QString("free"));
}

void TstApprovals::onlyWhoMayAgrees()
{
  Desk desk;
  QCOMPARE(codeOf(desk.approvals->approve("o", kRisk)), QString("risk.approval.unknown"));
  desk.ask();
  QCOMPARE(codeOf(desk.approvals->approve("o", kIntern)), QString("risk.approval.role"));
  QCOMPARE(codeOf(desk.approvals->approve("o", kHead)), QString("risk.approval.role"));
  QCOMPARE(codeOf(desk.approvals->approve("o", kSelf)), QString("risk.approval.own"));
  QCOMPARE(codeOf(desk.approvals->refuse("o", kIntern, "")), QString("risk.approval.role"));
  QVERIFY(desk.approvals->approve("o", kRisk));
  QCOMPARE(codeOf(desk.approvals->approve("o", kSecondRisk)), QString("risk.approval.over"));
}

void TstApprovals::refusedExpiredAndChangedOrdersStay()
{
  Desk desk;
  desk.ask();
  QVERIFY(desk.approvals->refuse("o", kRisk, "too much"));
  QCOMPARE(desk.ask(), QString("risk.approval.refused"));
  desk.order.id = "p";
  desk.ask();
  QVERIFY(desk.approvals->approve("p", kRisk));
  desk.order.quantity = quantity("200100");
  QCOMPARE(desk.ask(), QString("risk.approval.changed"));
  desk.order.quantity = quantity("200000");
  desk.clock.advance(Duration::minutes(30));
  QCOMPARE(desk.ask(), QString("risk.approval.expired")); // an agreement is good for its time only
  QVERIFY(desk.approvals->all().back().state == ApprovalState::Expired);
  QCOMPARE(codeOf(desk.approvals->approve("p", kSecondRisk)), QString("risk.approval.over"));
}

void TstApprovals::holdsForThatVeryOrder()
{
  const std::vector<std::pair<const char*, std::function<void(Order&)>>> changes{
      {"account", [](Order& order) { order.account = "other"; }},
      {"source", [](Order& order) { order.source = "grid"; }},
      {"security", [](Order& order) { order.entityId = kOther; }},
      {"side", [](Order& order) { order.side = Side::Sell; }},
      {"type", [](Order& order) { order.type = trading::OrderType::Market; }},
      {"price", [](Order& order) { order.price = price("10.01"); }},
      {"quantity", [](Order& order) { order.quantity = quantity("200100"); }},
      {"terms", [](Order& order) { order.terms.timeInForce = trading::TimeInForce::GoodTillCancel; }}};
  for (const auto& [name, change] : changes) {
    Desk desk;
    desk.ask();
    QVERIFY(desk.approvals->approve("o", kRisk));
    const Order asked = desk.order;
    change(desk.order);
    QVERIFY2(desk.ask() == "risk.approval.changed", name);
    desk.order = asked;
    QCOMPARE(desk.ask(), QString("free")); // the attempt did not use it up
  }
  // Its value has come to reach a level that nobody was asked on.
  Desk desk;
  desk.ask();
  QVERIFY(desk.approvals->approve("o", kRisk));
  QCOMPARE(desk.ask({level("1000000", {"risk"}), level("1900000", {"head"})}), QString("risk.approval.changed"));
}

void TstApprovals::isFoundAgainAfterARestart()
{
  Desk desk;
  QStringList seen;
  const auto observed =
      desk.approvals->observe([&](const ApprovalRequest& request) { seen << text(toString(request.state)); });
  desk.ask({level("1000000", {"risk"}, 2)});
  QVERIFY(desk.approvals->approve("o", kRisk));
  desk.approvals = require(Approvals::open(desk.store, desk.clock));
  const ApprovalRequest kept = desk.approvals->all().front();
  QVERIFY(kept.state == ApprovalState::Pending);
  QCOMPARE(kept.agreed, (std::vector<std::pair<std::size_t, std::string>>{{0, "risk one"}}));
  QCOMPARE(kept.order, desk.order);
  QVERIFY(desk.approvals->approve("o", kSecondRisk));
  QCOMPARE(desk.ask(), QString("free"));
  QCOMPARE(seen, (QStringList{"pending", "pending"}));
  // What cannot be written down was not agreed.
  desk.order.id = "p";
  desk.store.failAt(1);
  QVERIFY(desk.ask() != "free");
  QCOMPARE(codeOf(desk.approvals->approve("p", kRisk)), QString("risk.approval.unknown"));
}

void TstApprovals::whatGoesInPartsIsAskedAsAWhole()
{
  Desk desk;
  RiskBook::Options options;
  options.limits.approvals = {level("1000000", {"risk"})};
  options.approvals = desk.approvals.get();
  const auto book = require(RiskBook::make(options, desk.clock));
  const Order whole = draft("q", kMain, Side::Buy, "10", "120000");
  QCOMPARE(codeOf(book->admitWhole(whole)), QString("risk.approval.pending"));
  QVERIFY(desk.approvals->approve("q", kRisk));
  QCOMPARE(codeOf(book->admitWhole(whole)), QString("done"));
  QVERIFY(book->picture().openOrders().empty()); // its parts reserve what they need
  QCOMPARE(codeOf(book->admit(draft("q1", kMain, Side::Buy, "10", "60000"))), QString("done"));
}

void TstApprovals::theBookAsksLast()
{
  Desk desk;
  RiskBook::Options options;
  options.limits.approvals = {level("1000000", {"risk"}), level("1500000", {"head"})};
  options.limits.limits = {limit("name", "1800000", LimitUnit::Money)};
  options.approvals = desk.approvals.get();
  const auto book = require(RiskBook::make(options, desk.clock));
  QCOMPARE(codeOf(book->admit(desk.order)), QString("risk.name")); // people are not asked about what cannot go
  QVERIFY(desk.approvals->all().empty());
  Order order = draft("q", kMain, Side::Buy, "10", "120000");
  QVERIFY(book->look(order).verdict() == RiskVerdict::Warn);
  QCOMPARE(codeOf(book->admit(order)), QString("risk.approval.pending"));
  QVERIFY(book->picture().openOrders().empty()); // what waits reserves nothing
  QVERIFY(desk.approvals->approve("q", kRisk)); // 1,200,000 reaches the first level only
  QCOMPARE(codeOf(book->admit(order)), QString("done"));
  RiskBook::Options alone = options;
  alone.approvals = nullptr;
  QCOMPARE(codeOf(require(RiskBook::make(alone, desk.clock))->admit(order)), QString("risk.approval.nobody"));
}

QTEST_APPLESS_MAIN(TstApprovals)
#include "tst_approvals.moc"
