// SPDX-License-Identifier: Apache-2.0
#include "core/trading/practice_desk.h"

#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/journal.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

const std::string kFuture = "future_cffex_IF2412";

void done(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

}

/// A week of December 2024 on the main board, commission 0.025 % at least 5, transfer fee 0.001 %.
///
///   Tue 12-03  close 10.00
///   Wed 12-04  10.10 10.30  9.90 10.20, and minutes: 10:00 opens 10.10, 10:01 opens 10.04, 15:00 opens 10.10
///   Thu 12-05  10.20 10.60 10.10 10.50
///   Fri 12-06  ex 0.50 a share: 10.00 10.30 9.90 10.20
class TstPracticeDesk : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();
  void ordersMeetTheBarsThatThePlayPasses();
  void insideADayOnlyLaterMinutesFill();
  void orderOfADayExpiresAtItsClose();
  void orderAfterTheCloseIsGoodForTheNextDay();
  void dayBarFillsNoOrderMadeInsideIt();
  void ticketKnowsNoLaterBar();
  void exDateBringsCash();
  void actionLearntAfterItsOpenIsBookedLate();
  void goingBackUndoesWhatCameLater();
  void goingBackAndOnGivesTheSameAccount();
  void paperAccountNoticesNothing();
  void endTellsTheSum();
  void aFutureSettlesAtTheClose();

private:
  struct Desk;
  std::unique_ptr<Desk> m_desk;
};

struct TstPracticeDesk::Desk {
  tests::TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  testing::ManualExecutor executor{clock};
  std::shared_ptr<const market::Calendar> calendar = require(market::Calendar::load("cn"));
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<PracticeDesk> practice;
  std::vector<PracticeChange> changes;
  std::shared_ptr<void> observation;
  int intents = 0;

  Desk()
  {
    profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<data::MarketData>(*profile);
    store();
    PracticeOptions options;
    options.rules = require(market::RuleBook::load());
    options.cash = money("100000");
    practice = std::make_unique<PracticeDesk>(options, *profile, *data, clock, executor);
    observation = practice->observe([this](const PracticeChange& change) { changes.push_back(change); });
  }

  ~Desk()
  {
    observation.reset();
    changes.clear();
    practice.reset();
    executor.runReady();
  }

  void store()
  {
    market::Entity entity;
    entity.id = require(market::EntityId::parse(kMain));
    entity.name = "CITIC";
    entity.currency = "CNY";
    done(profile->entities().upsert({entity}));
    market::BarSeries days;
    days.entityId = kMain;
    days.provider = "test";
    const auto add = [&](const char* on, double open, double high, double low, double close) {
      days.append({day(on).days, open, high, low, close, 1e6, 1e7});
    };
    add("2024-12-02", 10, 10, 10, 10);
    add("2024-12-03", 10, 10.1, 9.9, 10);
    add("2024-12-04", 10.1, 10.3, 9.9, 10.2);
    add("2024-12-05", 10.2, 10.6, 10.1, 10.5);
    add("2024-12-06", 10, 10.3, 9.9, 10.2);
    done(profile->bars().write(days, storage::WriteMode::Merge));
    market::BarSeries minutes;
    minutes.entityId = kMain;
    minutes.level = market::BarLevel::Min1;
    minutes.provider = "test";
    const auto minute = [&](int hour, int min, double open, double high, double low, double close) {
      minutes.append({at("2024-12-04", hour, min).micros, open, high, low, close, 1e4, 1e5});
    };
    minute(10, 0, 10.1, 10.3, 10.05, 10.08);
    minute(10, 1, 10.04, 10.05, 9.9, 9.95);
    minute(15, 0, 10.1, 10.2, 10.05, 10.2);
    done(profile->bars().write(minutes, storage::WriteMode::Merge));
    market::Entity future;
    future.id = require(market::EntityId::parse(kFuture));
    done(profile->entities().upsert({future}));
    market::BarSeries contract;
    contract.entityId = kFuture;
    contract.provider = "test";
    const auto settled = [&](const char* on, double open, double close, double settlement) {
      contract.append({day(on).days, open, std::max(open, close), std::min(open, close), close, 1e4, 1e9});
      contract.extraForWrite("settlement").back() = settlement;
    };
    settled("2024-12-03", 3890, 3900, 3895);
    settled("2024-12-04", 3910, 3920, 3915);
    settled("2024-12-05", 3921, 3930, 3925);
    done(profile->bars().write(contract, storage::WriteMode::Merge));
    market::CorporateAction action;
    action.exDay = day("2024-12-06");
    action.cash = 0.5;
    done(profile->actions().write({{kMain, "test", {action}}}));
  }

  [[nodiscard]] Timestamp at(const char* on, int hour, int minute) const
  {
    return calendar->zone().toUtc(LocalTime::of(day(on), Duration::minutes(hour * 60 + minute)));
  }
  void go(const char* on, int hour = 15, int minute = 0)
  {
    Result<void> arrived = fail("test.no_answer");
    practice->moveTo(ReplayMoment{at(on, hour, minute), day(on), calendar},
        [&](Result<void> result) { arrived = std::move(result); });
    executor.runReady();
    done(arrived);
  }
  Result<Order> submit(Side side, std::string_view limit, std::string_view units, OrderType type = OrderType::Limit,
      const std::string& entityId = kMain)
  {
    OrderIntent intent;
    intent.id = "ticket" + std::to_string(++intents);
    intent.entityId = entityId;
    intent.side = side;
    intent.type = type;
    intent.price = price(limit);
    intent.quantity = quantity(units);
    Result<Order> answer = fail("test.no_answer");
    practice->session()->orders().submit(intent, [&](Result<Order> order) { answer = std::move(order); });
    executor.runReady();
    return answer;
  }
  [[nodiscard]] TradingSnapshotPtr snapshot() const { return practice->session()->orders().snapshot(); }
  [[nodiscard]] Order newest() const { return snapshot()->orders.back(); }
};

void TstPracticeDesk::cleanup()
{
  m_desk.reset();
}

void TstPracticeDesk::init()
{
  m_desk = std::make_unique<Desk>();
}

void TstPracticeDesk::ordersMeetTheBarsThatThePlayPasses()
{
  m_desk->go("2024-12-04");
  QCOMPARE(m_desk->changes.size(), 1U);
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "100000");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  QVERIFY(m_desk->newest().state == OrderState::Working);
  m_desk->go("2024-12-05");
  // At the open of Thursday: 100 × 10.20 = 1020.00, commission 5.00, transfer fee 0.0102 → 0.01
  QVERIFY(m_desk->newest().state == OrderState::Filled);
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.2");
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "98974.99");
  QCOMPARE(text(m_desk->snapshot()->account->find(kMain)->last), "10.5");
  QCOMPARE(text(m_desk->snapshot()->account->find(kMain)->sellable()), "0"); // T+1
  m_desk->go("2024-12-06");
  QCOMPARE(text(m_desk->snapshot()->account->find(kMain)->sellable()), "100");
  QCOMPARE(m_desk->changes.size(), 1U); // the same session all the way
}

void TstPracticeDesk::insideADayOnlyLaterMinutesFill()
{
  m_desk->go("2024-12-04", 10, 0);
  // Reached by the minute that is over (low 10.05), and by the next one at its open.
  QVERIFY(m_desk->submit(Side::Buy, "10.06", "100"));
  QVERIFY(m_desk->newest().state == OrderState::Working);
  m_desk->go("2024-12-04", 10, 1);
  QVERIFY(m_desk->newest().state == OrderState::Filled);
  QCOMPARE(text(m_desk->newest().averagePrice()), "10.04");
  QCOMPARE(m_desk->snapshot()->fills.back().at, m_desk->at("2024-12-04", 10, 1));
  QCOMPARE(text(m_desk->snapshot()->account->find(kMain)->last), "9.95"); // not the day's 10.20
}

void TstPracticeDesk::orderOfADayExpiresAtItsClose()
{
  m_desk->go("2024-12-04", 10, 1);
  QVERIFY(m_desk->submit(Side::Buy, "9.50", "100"));
  m_desk->go("2024-12-04", 14, 0);
  QVERIFY(m_desk->newest().state == OrderState::Working);
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->newest().state == OrderState::Expired);
}

void TstPracticeDesk::orderAfterTheCloseIsGoodForTheNextDay()
{
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "9.50", "100"));
  m_desk->go("2024-12-05", 14, 0);
  QVERIFY(m_desk->newest().state == OrderState::Working);
  m_desk->go("2024-12-06");
  QVERIFY(m_desk->newest().state == OrderState::Expired);
}

void TstPracticeDesk::dayBarFillsNoOrderMadeInsideIt()
{
  // Of Thursday there is the day's bar alone, which began before the order.
  m_desk->go("2024-12-05", 10, 30);
  QVERIFY(m_desk->submit(Side::Buy, "10.40", "100")); // within 2 % of the last price
  m_desk->go("2024-12-05");
  QVERIFY(m_desk->newest().state == OrderState::Expired);
  QCOMPARE(text(m_desk->newest().reason.code), "trading.expired.no_bar");
  QVERIFY(m_desk->snapshot()->fills.empty());
}

void TstPracticeDesk::ticketKnowsNoLaterBar()
{
  m_desk->go("2024-12-04", 10, 1);
  const TicketContext inside = require(m_desk->practice->session()->ticketContext(kMain, OrderType::Limit));
  QVERIFY(inside.market.day == day("2024-12-04"));
  QCOMPARE(inside.market.now, m_desk->at("2024-12-04", 10, 1));
  QCOMPARE(text(*inside.market.last), "9.95");
  QCOMPARE(text(*inside.market.reference), "10");
  QCOMPARE(text(inside.limits->up), "11");
  m_desk->go("2024-12-04");
  const TicketContext after = require(m_desk->practice->session()->ticketContext(kMain, OrderType::Limit));
  QVERIFY(after.market.day == day("2024-12-05"));
  QCOMPARE(text(*after.market.last), "10.2");
  QCOMPARE(text(*after.market.reference), "10.2");
}

void TstPracticeDesk::exDateBringsCash()
{
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-05");
  m_desk->go("2024-12-06");
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "99024.99"); // 98974.99 + 100 × 0.50
}

void TstPracticeDesk::actionLearntAfterItsOpenIsBookedLate()
{
  done(m_desk->profile->actions().write({{kMain, "test", {}}}));
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-05");
  m_desk->go("2024-12-06", 10, 0);
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "98974.99");
  market::CorporateAction action;
  action.exDay = day("2024-12-06");
  action.cash = 0.5;
  done(m_desk->profile->actions().write({{kMain, "test", {action}}}));
  m_desk->data->notifyChanged(kMain, {});
  m_desk->executor.runReady();
  for (const int minute : {30, 31}) {
    m_desk->go("2024-12-06", 10, minute);
    QCOMPARE(text(m_desk->snapshot()->account->cash()), "99024.99");
    QCOMPARE(m_desk->snapshot()->accountNews.size(), std::size_t{1});
  }
}

void TstPracticeDesk::goingBackUndoesWhatCameLater()
{
  m_desk->go("2024-12-03");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-04", 10, 1);
  QCOMPARE(m_desk->snapshot()->fills.size(), 1U);
  QVERIFY(m_desk->submit(Side::Buy, "10.14", "200")); // 9.95 × 1.02 = 10.149
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->snapshot()->fills.size(), 2U);
  m_desk->go("2024-12-04", 10, 0); // before the second order, after the first fill
  QCOMPARE(m_desk->changes.back().undone, 1U);
  QCOMPARE(m_desk->snapshot()->orders.size(), 1U);
  QCOMPARE(m_desk->snapshot()->fills.size(), 1U);
  QCOMPARE(text(m_desk->snapshot()->account->find(kMain)->total), "100");
  m_desk->go("2024-12-02"); // before everything
  QCOMPARE(m_desk->changes.back().undone, 1U);
  QVERIFY(m_desk->snapshot()->orders.empty());
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "100000");
}

void TstPracticeDesk::goingBackAndOnGivesTheSameAccount()
{
  m_desk->go("2024-12-03");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.30", "300"));
  m_desk->go("2024-12-05");
  const TradingSnapshotPtr before = m_desk->snapshot();
  QCOMPARE(before->fills.size(), 2U);
  m_desk->go("2024-12-06");
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->changes.back().undone, 0U);
  const TradingSnapshotPtr after = m_desk->snapshot();
  QVERIFY(after->orders == before->orders);
  QVERIFY(after->fills == before->fills);
  QVERIFY(*after->account == *before->account);
}

void TstPracticeDesk::paperAccountNoticesNothing()
{
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-05");
  for (const char* account : {"paper", "practice"})
    QVERIFY(require(Journal(m_desk->profile->ledger(), account).read()).empty());
}

void TstPracticeDesk::endTellsTheSum()
{
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.50", "100"));
  m_desk->go("2024-12-05");
  m_desk->practice->moveTo(std::nullopt, [](const Result<void>&) { });
  m_desk->executor.runReady();
  const PracticeChange& end = m_desk->changes.back();
  QVERIFY(!end.session);
  QVERIFY(!m_desk->practice->session());
  QVERIFY(end.summary.has_value());
  QCOMPARE(text(end.summary->costs), "5.01");
  // 100 × (10.50 − 10.20) − 5.01
  QCOMPARE(text(end.summary->profit()), "24.99");
  QCOMPARE(end.summary->fills.size(), 1U);
  // The next one begins anew, and one without orders has nothing to tell.
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->snapshot()->orders.empty());
  m_desk->practice->moveTo(std::nullopt, [](const Result<void>&) { });
  QVERIFY(!m_desk->changes.back().summary.has_value());
}

/// 300 CNY a point, 0.0023 %. A lot at 3,950.0 needs 12 % of 1,185,000 and 27.255 of fees: 142,227.26.
/// Wed 12-04: bought at the open 3,910.0 for 26.98; settled at 3,915.0: 1,500; the close 3,920.0 is 1,500 more.
/// Thu 12-05: settled at 3,925.0: 3,000; the close 3,930.0 is 1,500 more.
void TstPracticeDesk::aFutureSettlesAtTheClose()
{
  m_desk->go("2024-12-03");
  const auto refused = m_desk->submit(Side::Buy, "3950", "1", OrderType::Limit, kFuture);
  QCOMPARE(text(refused.error().code), "trading.insufficient_margin");
  QCOMPARE(text(refused.error().arguments[0].second), "142227.26");
  QCOMPARE(text(refused.error().arguments[1].second), "100000.00");
  m_desk->practice->moveTo(std::nullopt, [](const Result<void>&) { });
  m_desk->practice->setCash(money("1000000"));
  m_desk->go("2024-12-03");
  QVERIFY(m_desk->submit(Side::Buy, "3950", "1", OrderType::Limit, kFuture));
  QCOMPARE(text(m_desk->snapshot()->account->availableCash()), "857772.74");
  m_desk->go("2024-12-05", 10);
  QCOMPARE(text(m_desk->newest().averagePrice()), "3910");
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "1001473.02");
  QCOMPARE(text(m_desk->snapshot()->account->equity()), "1002973.02");
  m_desk->go("2024-12-05");
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "1004473.02");
  QCOMPARE(text(m_desk->snapshot()->account->equity()), "1005973.02");
  m_desk->go("2024-12-04", 14); // before the bar that filled it
  QCOMPARE(text(m_desk->snapshot()->account->equity()), "1000000");
  m_desk->go("2024-12-05");
  QCOMPARE(text(m_desk->snapshot()->account->cash()), "1004473.02");
}

QTEST_APPLESS_MAIN(TstPracticeDesk)
#include "tst_practice_desk.moc"
