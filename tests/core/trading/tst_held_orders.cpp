// SPDX-License-Identifier: Apache-2.0
#include "core/trading/held_orders.h"

#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/order_state.h"
#include "core/trading/practice_desk.h"
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

void done(const Result<void>& result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
}

}

/// Orders that are held while a paper session plays a week of December 2024 on the main board.
///
///   Tue 12-03  close 10.00
///   Wed 12-04  10.10 10.30  9.90 10.20
///   Thu 12-05  10.20 10.60 10.10 10.50, and minutes: 09:31 10.20 10.25 10.16 10.18
///                                                    09:32 10.18 10.20 10.10 10.12
///                                                    09:33 10.14 10.30 10.13 10.28
///                                                    15:00 10.28 10.60 10.28 10.50
///   Fri 12-06  10.50 10.70 10.30 10.60
///   Mon 12-09  10.60 10.60  9.80  9.90
///   Tue 12-10   9.90 10.00  9.70  9.80
class TstHeldOrders : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_desk = std::make_unique<Desk>(); }
  void cleanup() { m_desk.reset(); }
  void stopTriggersByTheDayAndMeetsTheNext();
  void stopInsideADayMeetsTheNextMinute();
  void whatStandsAtAStopIsCheckedLikeAnyOther();
  void bracketProtectsFromTheDayAfter();
  void refusedEntryTakesItsLegsAlong();
  void oneCancelsTheOther();
  void trailingStopFollows();
  void changedAndCancelled();
  void restartKeepsWhatIsHeld();
  void dayCutShortIsSeenOnce();
  void goingBackUndoesAndPlaysAgain();
  void workedEvenlyOverTime();
  void workedByVolume();
  void slicesOneAfterTheOther();
  void workedOrderSurvivesARestart();
  void curveOfTheDaysBefore();

private:
  struct Desk;
  std::unique_ptr<Desk> m_desk;
};

struct TstHeldOrders::Desk {
  tests::TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  testing::ManualExecutor executor{clock};
  std::shared_ptr<const market::Calendar> calendar = require(market::Calendar::load("cn"));
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<data::MarketData> data;
  std::unique_ptr<PaperSession> paper;
  std::unique_ptr<PracticeDesk> practice;
  std::size_t undone = 0;
  std::shared_ptr<void> observation;
  int intents = 0;

  Desk() { openProfile(); }
  ~Desk() { close(); }

  void openProfile()
  {
    profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<data::MarketData>(*profile);
    if (profile->entities().snapshot()->size() == 0)
      store();
  }
  void close()
  {
    observation.reset();
    practice.reset();
    paper.reset();
    executor.runReady();
    data.reset();
    profile.reset();
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
    add("2024-12-06", 10.5, 10.7, 10.3, 10.6);
    add("2024-12-09", 10.6, 10.6, 9.8, 9.9);
    add("2024-12-10", 9.9, 10, 9.7, 9.8);
    done(profile->bars().write(days, storage::WriteMode::Merge));
  }
  void storeMinutes()
  {
    market::BarSeries minutes;
    minutes.entityId = kMain;
    minutes.level = market::BarLevel::Min1;
    minutes.provider = "test";
    const auto minute = [&](int hour, int min, double open, double high, double low, double close) {
      minutes.append({at("2024-12-05", hour, min).micros, open, high, low, close, 1e4, 1e5});
    };
    minute(9, 31, 10.2, 10.25, 10.16, 10.18);
    minute(9, 32, 10.18, 10.2, 10.1, 10.12);
    minute(9, 33, 10.14, 10.3, 10.13, 10.28);
    minute(15, 0, 10.28, 10.6, 10.28, 10.5);
    done(profile->bars().write(minutes, storage::WriteMode::Merge));
  }
  [[nodiscard]] Timestamp at(const char* on, int hour, int minute) const
  {
    return calendar->zone().toUtc(LocalTime::of(day(on), Duration::minutes(hour * 60 + minute)));
  }

  void openPaper()
  {
    PaperSessionOptions options;
    options.account.name = "paper";
    options.account.initialCash = money("100000");
    options.rules = require(market::RuleBook::load());
    options.firstDay = day("2024-12-03");
    paper = require(PaperSession::open(options, *profile, *data, clock, executor));
    executor.runReady();
  }
  void restart()
  {
    close();
    openProfile();
    openPaper();
  }
  void advance(int days = 1)
  {
    Result<ReplayState> answer = fail("test.no_answer");
    paper->advance(days, [&](Result<ReplayState> state) { answer = std::move(state); });
    executor.runReady();
    require(std::move(answer));
  }

  void openPractice()
  {
    PracticeOptions options;
    options.rules = require(market::RuleBook::load());
    options.cash = money("100000");
    practice = std::make_unique<PracticeDesk>(options, *profile, *data, clock, executor);
    observation = practice->observe([this](const PracticeChange& change) { undone = change.undone; });
  }
  void go(const char* on, int hour = 15, int minute = 0)
  {
    Result<void> arrived = fail("test.no_answer");
    practice->moveTo(ReplayMoment{at(on, hour, minute), day(on), calendar},
        [&](Result<void> result) { arrived = std::move(result); });
    executor.runReady();
    done(arrived);
  }

  [[nodiscard]] PaperSession& session() const { return paper ? *paper : *practice->session(); }
  OrderIntent intent(Side side, std::string_view limit, std::string_view units)
  {
    OrderIntent made;
    made.id = "ticket" + std::to_string(++intents);
    made.entityId = kMain;
    made.side = side;
    made.price = price(limit);
    made.quantity = quantity(units);
    return made;
  }
  Result<Order> submit(Side side, std::string_view limit, std::string_view units)
  {
    Result<Order> answer = fail("test.no_answer");
    session().orders().submit(intent(side, limit, units), [&](Result<Order> order) { answer = std::move(order); });
    executor.runReady();
    return answer;
  }
  /// Runs what is asked of the held orders, and gives the answer.
  template <typename Ask> Result<void> ask(Ask call)
  {
    Result<void> answer = fail("test.no_answer");
    call(session().held(), [&](Result<void> result) { answer = std::move(result); });
    executor.runReady();
    return answer;
  }
  void hold(std::vector<ConditionalOrder> orders)
  {
    done(ask([&](HeldOrders& held, auto answer) { held.place(std::move(orders), answer); }));
  }
  [[nodiscard]] ConditionalOrder held(std::string_view id) const
  {
    const HeldSnapshotPtr now = session().held().snapshot();
    const auto found = std::ranges::find(now->conditional, id, &ConditionalOrder::id);
    return found == now->conditional.end() ? ConditionalOrder{} : *found;
  }
  /// Thursday from 09:30 on.
  [[nodiscard]] ParentOrder parent(AlgoKind kind, std::string_view units) const
  {
    ParentOrder order;
    order.id = "p1";
    order.entityId = kMain;
    order.quantity = quantity(units);
    order.kind = kind;
    order.childType = OrderType::Limit;
    order.price = price("10.30"); // within the cage of 2 % around each minute
    order.begin = at("2024-12-05", 9, 30);
    order.end = at("2024-12-05", 15, 0);
    order.lot = quantity("100");
    return order;
  }
  void work(ParentOrder order)
  {
    Result<void> answer = fail("test.no_answer");
    session().work(std::move(order), [&](Result<void> result) { answer = std::move(result); });
    executor.runReady();
    done(answer);
  }
  [[nodiscard]] AlgoReport report() const { return session().held().snapshot()->algos.back().report; }
  [[nodiscard]] QStringList fills() const
  {
    QStringList list;
    for (const Fill& fill : snapshot()->fills)
      list.append(QStringLiteral("%1 @ %2").arg(text(fill.quantity), text(fill.price)));
    return list;
  }
  [[nodiscard]] TradingSnapshotPtr snapshot() const { return session().orders().snapshot(); }
  [[nodiscard]] Order newest() const { return snapshot()->orders.back(); }
};

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

void TstHeldOrders::workedEvenlyOverTime()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Twap, "400");
  order.end = m_desk->at("2024-12-05", 9, 34);
  order.slices = 4; // at 09:30, 09:31, 09:32 and 09:33
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 32);
  // What is due by 09:31 meets the minute that opens at 10.18.
  QCOMPARE(m_desk->fills(), QStringList({"200 @ 10.18"}));
  QVERIFY(m_desk->report().state == AlgoState::Running);
  QCOMPARE(text(m_desk->report().working), "100");
  m_desk->go("2024-12-05");
  // The last part is out before the afternoon's minute, and its time over with that.
  QCOMPARE(m_desk->fills(), QStringList({"200 @ 10.18", "100 @ 10.14", "100 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  QCOMPARE(text(m_desk->report().averagePrice()), "10.195"); // (2036 + 1014 + 1028) / 400
  const auto before = m_desk->session().held().snapshot()->algos;
  m_desk->go("2024-12-05", 9, 32);
  QCOMPARE(text(m_desk->report().filled), "200");
  m_desk->go("2024-12-05");
  QVERIFY(m_desk->session().held().snapshot()->algos == before);
}

void TstHeldOrders::workedByVolume()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Participation, "5000");
  order.participation = require(Decimal::parse("0.05"));
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 32);
  // 10,000 a minute: 500 after the first, a thousand after the second.
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.18"}));
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.18", "500 @ 10.14", "500 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  QCOMPARE(text(m_desk->report().leftover), "3500");
  QCOMPARE(m_desk->report().reason.code, std::string("algo.leftover"));
}

void TstHeldOrders::slicesOneAfterTheOther()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Iceberg, "500");
  order.display = quantity("100");
  m_desk->work(order);
  m_desk->go("2024-12-05", 9, 33);
  QCOMPARE(m_desk->fills(), QStringList({"100 @ 10.18", "100 @ 10.14"}));
  QCOMPARE(m_desk->snapshot()->orders.size(), 3U);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.cancel("p1", answer); }));
  QVERIFY(m_desk->report().state == AlgoState::Cancelled);
  QVERIFY(m_desk->newest().state == OrderState::Cancelled);
  const auto again = m_desk->ask([&](HeldOrders& held, auto answer) { held.cancel("p1", answer); });
  QCOMPARE(again.error().code, std::string("algo.not_possible"));
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills().size(), 2);
}

void TstHeldOrders::workedOrderSurvivesARestart()
{
  m_desk->storeMinutes();
  m_desk->openPaper();
  m_desk->advance(); // Wednesday's close
  ParentOrder order = m_desk->parent(AlgoKind::Participation, "5000");
  order.participation = require(Decimal::parse("0.05"));
  m_desk->work(order);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.suspend("p1", answer); }));
  m_desk->restart();
  QVERIFY(m_desk->report().state == AlgoState::Paused);
  done(m_desk->ask([&](HeldOrders& held, auto answer) { held.resume("p1", answer); }));
  // The day of the account has begun, and the program ends before its first bar.
  m_desk->session().orders().startDay(day("2024-12-05"), {});
  m_desk->executor.runReady();
  m_desk->restart();
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.18", "500 @ 10.14", "500 @ 10.28"}));
  QVERIFY(m_desk->report().state == AlgoState::Done);
  const auto before = m_desk->session().held().snapshot()->algos;
  m_desk->restart();
  QVERIFY(m_desk->session().held().snapshot()->algos == before);
  QCOMPARE(m_desk->fills().size(), 3);
}

void TstHeldOrders::curveOfTheDaysBefore()
{
  m_desk->storeMinutes();
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ParentOrder order = m_desk->parent(AlgoKind::Vwap, "400");
  order.slices = 2;
  Result<void> answer;
  m_desk->session().work(order, [&](Result<void> result) { answer = std::move(result); });
  m_desk->executor.runReady();
  QVERIFY(!answer); // Thursday's minutes are not known yet
  QCOMPARE(answer.error().code, std::string("algo.no_curve"));
  m_desk->go("2024-12-05");
  order.begin = m_desk->at("2024-12-06", 9, 30);
  order.end = m_desk->at("2024-12-06", 15, 0);
  m_desk->work(order);
  // Three of Thursday's minutes lie before 12:15, one behind it.
  const std::vector<Decimal> expected{Decimal::fromInt(30'000), Decimal::fromInt(10'000)};
  QVERIFY(m_desk->session().held().snapshot()->algos.back().order.curve == expected);
}

QTEST_APPLESS_MAIN(TstHeldOrders)
#include "tst_held_orders.moc"
