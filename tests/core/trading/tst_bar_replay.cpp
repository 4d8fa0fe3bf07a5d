// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/base/testing/memory_store.h"
#include "core/trading/bar_replay.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

class TstBarReplay : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void ordersFillAtTheNextBar();
  void exDateMovesLimitsAndPosition();
  void skipping();

private:
  struct Desk;
};

namespace {

market::BarSeriesPtr bars(std::vector<std::pair<const char*, double>> closes)
{
  auto series = std::make_shared<market::BarSeries>();
  series->entityId = kMain;
  for (const auto& [on, close] : closes)
    series->append({day(on).days, close, close + 0.1, close - 0.1, close, 1e6, 1e7});
  return series;
}

}

struct TstBarReplay::Desk {
  testing::MockClock clock;
  testing::ManualExecutor executor{clock};
  testing::MemoryStore store;
  std::shared_ptr<const TradingRules> dated = rules();
  std::unique_ptr<PaperBroker> broker;
  std::unique_ptr<OrderService> service;
  std::unique_ptr<BarReplay> replay;

  explicit Desk(ReplayFeed feed)
  {
    PaperBroker::Options paper;
    paper.account = "paper";
    broker = require(PaperBroker::open(paper, dated, store, clock));
    OrderService::Options options;
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = dated;
    service = require(OrderService::open(options, store, *broker, clock, executor));
    replay = std::make_unique<BarReplay>(
        std::vector<ReplayFeed>{std::move(feed)}, dated, nullptr, *service, *broker, executor);
  }

  Result<ReplayPoint> step()
  {
    Result<ReplayPoint> answer = fail("test.no_answer");
    replay->step([&](Result<ReplayPoint> point) { answer = std::move(point); });
    executor.runReady();
    return answer;
  }

  void submit(const char* id, Side side, const char* at, const char* units)
  {
    OrderIntent intent;
    intent.id = id;
    intent.entityId = kMain;
    intent.side = side;
    intent.price = price(at);
    intent.quantity = quantity(units);
    service->submit(intent);
    executor.runReady();
  }

  [[nodiscard]] OrderState last() const { return service->snapshot()->orders.back().state; }
};

void TstBarReplay::ordersFillAtTheNextBar()
{
  Desk desk({bars({{"2024-03-01", 10}, {"2024-03-04", 10.2}, {"2024-03-05", 10.1}}), {}});
  QVERIFY(require(desk.step()).day == day("2024-03-01"));
  desk.submit("a", Side::Buy, "10.00", "1000");
  QVERIFY(desk.last() == OrderState::Working); // the bar it was made on does not fill it
  QVERIFY(!require(desk.step()).atEnd);
  QVERIFY(desk.last() == OrderState::Expired); // 10.20 − 0.10 never came down to 10.00: good for one bar
  desk.submit("b", Side::Buy, "10.20", "1000");
  QVERIFY(require(desk.step()).atEnd);
  QVERIFY(desk.last() == OrderState::Filled);
  QCOMPARE(text(desk.service->snapshot()->orders.back().averagePrice()), QStringLiteral("10.1")); // the open
  QVERIFY(desk.service->snapshot()->account->day() == day("2024-03-05"));
  QCOMPARE(desk.step().error().code, std::string("trading.replay_over"));
}

void TstBarReplay::exDateMovesLimitsAndPosition()
{
  // One new share for each: 10.00 before is 5.00 after, with limits 4.50 and 5.50. The ex-date itself has no bar.
  market::CorporateAction action;
  action.exDay = day("2024-03-05");
  action.bonus = 1;
  Desk desk({bars({{"2024-03-01", 10}, {"2024-03-04", 10}, {"2024-03-06", 5}}), {action}});
  QVERIFY(desk.step().has_value());
  desk.submit("a", Side::Buy, "10.00", "1000");
  QVERIFY(desk.step().has_value());
  QVERIFY(desk.last() == OrderState::Filled);
  desk.submit("b", Side::Buy, "5.00", "1000"); // outside the limits of a share at 10.00
  QVERIFY(desk.step().has_value());
  QVERIFY(desk.last() == OrderState::Filled);
  const auto account = desk.service->snapshot()->account;
  QCOMPARE(text(account->find(kMain)->total), QStringLiteral("3000"));
  QCOMPARE(text(account->find(kMain)->sellable()), QStringLiteral("2000"));
  QCOMPARE(text(account->marketValue()), QStringLiteral("15000"));
}

void TstBarReplay::skipping()
{
  Desk desk({bars({{"2024-03-01", 10}, {"2024-03-04", 10.2}, {"2024-03-05", 10.1}}), {}});
  desk.replay->skipTo(day("2024-03-05").days);
  const ReplayPoint point = require(desk.step());
  QVERIFY(point.atEnd && point.day == day("2024-03-05"));
}

QTEST_APPLESS_MAIN(TstBarReplay)
#include "tst_bar_replay.moc"
