// SPDX-License-Identifier: Apache-2.0
// Whose holdings a limit adds up: those of the accounts that a person declares together, those of a played account by
// itself; whose lines a liquidation closes; what losses are counted from before the prices of today are known; and
// scopes that name nothing.
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/margin_day.h"
#include "core/trading/risk/risk_book.h"
#include "core/trading/risk/scope_names.h"
#include "tests/core/trading/risk/risk_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::risk;
using namespace zvt::risk::samples;

namespace {

constexpr const char* kPlayed = "strategy.ma";

RiskLimits limited(std::string rule, std::string_view number, LimitUnit unit, LimitScope scope = {})
{
  RiskLimits limits;
  limits.limits = {limit(std::move(rule), number, unit)};
  limits.limits.front().scope = std::move(scope);
  return limits;
}

Order of(std::string account, std::string id, std::string_view units)
{
  Order made = draft(std::move(id), kMain, Side::Buy, "10", units);
  made.account = std::move(account);
  return made;
}

trading::SimAccount accountOf(std::string name)
{
  trading::AccountSettings settings;
  settings.name = std::move(name);
  settings.initialCash = money("100000");
  trading::SimAccount made(settings);
  made.startDay(day("2026-10-30"));
  return made;
}

trading::TradingSnapshot snapshotOf(const trading::SimAccount& account, std::uint64_t generation = 1)
{
  trading::TradingSnapshot snapshot;
  snapshot.generation = generation;
  snapshot.account = std::make_shared<const trading::SimAccount>(account);
  return snapshot;
}

QString text(const std::vector<Error>& warnings)
{
  QStringList lines;
  for (const Error& warning : warnings)
    lines << QStringLiteral("%1 %2 %3 %4")
                 .arg(QString::fromStdString(warning.code), samples::text(warning.field("path")),
                     samples::text(warning.field("name")), samples::text(warning.field("nearest")));
  return lines.join(QLatin1Char('\n'));
}

}

class TstRiskWorlds : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void playedAccountsAreWorldsOfTheirOwn()
  {
    // 2,000 of gross: the two declared accounts share it, each strategy's own account has it for itself.
    const testing::MockClock clock;
    const auto book = require(RiskBook::make({limited("gross", "2000", LimitUnit::Money), {}}, clock));
    book->setPlayed(kPlayed);
    book->setPlayed("strategy.other");
    QVERIFY(book->admit(of("paper", "a", "100")));
    QVERIFY(book->admit(of(kPlayed, "b", "200")));
    QVERIFY(book->admit(of("strategy.other", "c", "200")));
    QVERIFY(!book->admit(of(kPlayed, "d", "100")));
    QVERIFY(book->admit(of("second", "e", "100")));
    QVERIFY(!book->admit(of("second", "f", "100")));
    QCOMPARE(book->picture().openOrders().size(), std::size_t{2});
    QCOMPARE(book->picture(kPlayed).openOrders().size(), std::size_t{1});
    book->release("b");
    QVERIFY(book->admit(of(kPlayed, "d", "200")));
    book->forget(kPlayed);
    QVERIFY(book->picture(kPlayed).openOrders().size() == 2); // it is gone: what is asked for is the declared world
  }

  void aScopeNamesOneOfThem()
  {
    const testing::MockClock clock;
    const auto book =
        require(RiskBook::make({limited("gross", "2000", LimitUnit::Money, {kPlayed, {}, {}}), {}}, clock));
    book->setPlayed(kPlayed);
    QVERIFY(book->admit(of("paper", "a", "1000")));
    QVERIFY(book->admit(of(kPlayed, "b", "200")));
    QVERIFY(!book->admit(of(kPlayed, "c", "100")));
  }

  void fractionsAreOfTheAccountsOwnEquity()
  {
    // A fifth of 100,000 each, whatever the other has.
    const testing::MockClock clock;
    const auto book = require(RiskBook::make({limited("name", "0.2", LimitUnit::OfEquity), {}}, clock));
    book->setPlayed(kPlayed);
    book->settle(snapshotOf(accountOf("paper")));
    book->settle(snapshotOf(accountOf(kPlayed)));
    QVERIFY(!book->admit(of("paper", "a", "2100")));
    QVERIFY(book->admit(of("paper", "b", "2000")));
    QVERIFY(!book->admit(of(kPlayed, "c", "2100")));
    QVERIFY(book->admit(of(kPlayed, "d", "1000")));
    const std::vector<LimitUsage> declared = book->usage();
    QCOMPARE(declared.size(), std::size_t{1});
    QCOMPARE(declared[0].account, std::string());
    QCOMPARE(declared[0].share().value_or(0), 1.0);
    book->release("b");
    const std::vector<LimitUsage> played = book->usage();
    QCOMPARE(played[0].account, std::string(kPlayed)); // the one that uses more of it is told
    QCOMPARE(played[0].share().value_or(0), 0.5);
    const std::vector<std::string> names{"paper", kPlayed};
    QVERIFY(book->accounts() == names);
  }

  void pricesOfAPlayedMarketStayThere()
  {
    const testing::MockClock clock;
    const auto book = require(RiskBook::make({limited("gross", "2000", LimitUnit::Money), {}}, clock));
    book->setPlayed(kPlayed);
    book->mark({{kMain, price("50")}}, kPlayed);
    QVERIFY(book->look(of("paper", "a", "100")).result());
    QVERIFY(!book->look(of(kPlayed, "b", "100")).result());
  }

  void aLiquidationClosesTheLinesOfStrategies()
  {
    RiskPicture picture;
    const auto filled = [&picture](std::string id, std::string source, Side side, std::string_view units) {
      Order order = draft(std::move(id), kMain, side, "10", units);
      order.source = std::move(source);
      order.filled = order.quantity;
      order.state = trading::OrderState::Filled;
      picture.takeOrder(order);
    };
    filled("a", "ma", Side::Buy, "300");
    filled("b", "other", Side::Buy, "200");
    filled("c", std::string(trading::kLiquidation), Side::Sell, "500");
    QVERIFY(picture.lines().empty());
    filled("d", "ma", Side::Sell, "100"); // a short
    filled("e", std::string(trading::kLiquidation), Side::Buy, "100");
    QVERIFY(picture.lines().empty());
  }

  void lossesAreCountedFromMarksAlone()
  {
    // Bought at 10.00, marked at 8.00: 100,000 − 2,000. A restart knows the trade's price and not the mark: the highest
    // equity stays that of before, and nothing is judged by the money until the price of today is told.
    const testing::MockClock clock;
    testing::MemoryStore store;
    trading::SimAccount held = accountOf("paper");
    QVERIFY(held.apply(fill(*rules("free"), held, "t1", "a", Side::Buy, "10", "1000", "2026-10-30")));
    held.mark(kMain, price("8"));
    RiskBook::Options options{limited("drawdown", "0.05", LimitUnit::OfEquity), {}};
    options.store = &store;
    QVERIFY(require(RiskBook::make(options, clock)) != nullptr);
    {
      const auto book = require(RiskBook::make(options, clock));
      book->settle(snapshotOf(held));
      QCOMPARE(samples::text(book->picture().accounts().at("paper").peak), QStringLiteral("98000"));
    }
    held.mark(kMain, price("10")); // as a journal that is read back leaves it
    held.forgetMarks();
    const auto book = require(RiskBook::make(options, clock));
    book->settle(snapshotOf(held));
    QCOMPARE(samples::text(book->picture().accounts().at("paper").peak), QStringLiteral("98000"));
    QVERIFY(!book->picture().mark(kMain));
    const auto refused = book->look(draft("b", kOther, Side::Buy, "10", "100")).result();
    QVERIFY(!refused && refused.error().code == "risk.no_price");
    held.mark(kMain, price("8"));
    QVERIFY(held.unmarked().empty());
    book->settle(snapshotOf(held, 2));
    QCOMPARE(samples::text(book->picture().accounts().at("paper").peak), QStringLiteral("98000"));
    QVERIFY(book->look(draft("b", kOther, Side::Buy, "10", "100")).result());
  }

  void scopesThatNameNothingAreTold()
  {
    RiskLimits limits = limited("gross", "1", LimitUnit::OfEquity, {"papr", {}, {}});
    limits.limits.push_back(limit("gross", "1", LimitUnit::OfEquity));
    limits.limits.back().scope = {"paper", "turtle", "bank"};
    ApprovalLevel level;
    level.scope.tag = "chips";
    limits.approvals = {level};
    const ScopeNames names{{"paper", "strategy.ma"}, {"manual", "ma"}, {"bank", "liquor"}};
    QCOMPARE(text(unknownScopes(limits, names)),
        QStringLiteral("risk.unknown_account_near /limits/0/scope/account papr paper\n"
                       "risk.unknown_strategy /limits/1/scope/strategy turtle \n"
                       "risk.unknown_tag /approvals/0/scope/tag chips "));
  }
};

QTEST_APPLESS_MAIN(TstRiskWorlds)
#include "tst_risk_worlds.moc"
