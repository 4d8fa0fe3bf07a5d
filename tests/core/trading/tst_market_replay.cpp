// SPDX-License-Identifier: Apache-2.0
#include "core/trading/market_replay.h"

#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/manual_executor.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "tests/core/trading/trading_samples.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;
using market::BarLevel;

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

/// The last days of September 2024, a holiday of a week (1st to 7th of October), and the days after it. On the 9th of
/// October the stock is suspended; the 27th of September has minutes.
class TstMarketReplay : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();
  void beginsAtTheCloseBeforeTheBar();
  void refusesTheFirstBarAndAnEmptySeries();
  void stepsPassOverHolidaysAndSuspendedDays();
  void minutesPassOverLunchAndTheSessionsEnd();
  void nextDayIsTheFirstBarOfIt();
  void stepsBackAndSeeks();
  void playsAtItsPace();
  void pauseHoldsTheClock();
  void otherPaceFromNow();
  void fastestGoesOnWhenTheFollowerHasArrived();
  void lastBarEndsThePlay();
  void twoLevelsShareTheClock();
  void followerThatFailsStopsIt();
  void stopTellsTheFollower();
  void newBarsProlongIt();

private:
  struct Desk;
  std::unique_ptr<Desk> m_desk;
};

struct TstMarketReplay::Desk {
  tests::TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  testing::ManualExecutor executor{clock};
  std::shared_ptr<const market::Calendar> calendar = require(market::Calendar::load("cn"));
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<data::MarketData> data;
  std::vector<std::optional<ReplayMoment>> followed;
  std::optional<Error> refusal; ///< of the follower
  std::vector<MarketReplay::Done> late; ///< answers that the follower holds back
  bool isSlow = false;
  std::unique_ptr<MarketReplay> replay;

  Desk()
  {
    profile = require(storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<data::MarketData>(*profile);
    market::BarSeries days;
    days.entityId = kMain;
    days.provider = "test";
    for (const char* on : {"2024-09-26", "2024-09-27", "2024-09-30", "2024-10-08", "2024-10-10", "2024-10-11"})
      days.append({day(on).days, 10, 10, 10, 10, 1e6, 1e7});
    done(profile->bars().write(days, storage::WriteMode::Merge));
    market::BarSeries minutes;
    minutes.entityId = kMain;
    minutes.provider = "test";
    minutes.level = BarLevel::Min30;
    for (const char* on : {"2024-09-27", "2024-09-30"})
      for (const Timestamp end : calendar->barEnds(day(on), BarLevel::Min30))
        minutes.append({end.micros, 10, 10, 10, 10, 1e5, 1e6});
    done(profile->bars().write(minutes, storage::WriteMode::Merge));
    replay = std::make_unique<MarketReplay>(
        *data, clock, executor, [this](std::optional<ReplayMoment> moment, MarketReplay::Done arrived) {
          followed.push_back(std::move(moment));
          if (isSlow)
            late.push_back(std::move(arrived));
          else if (refusal)
            arrived(std::unexpected(*refusal));
          else
            arrived({});
        });
  }

  ~Desk()
  {
    replay.reset();
    executor.runReady();
  }

  void start(const char* on, BarLevel level = BarLevel::Day1)
  {
    replay->start(kMain, level, level == BarLevel::Day1 ? std::int64_t{day(on).days} : at(on, 10, 0).micros);
    executor.runReady();
  }
  [[nodiscard]] Timestamp at(const char* on, int hour, int minute) const
  {
    return calendar->zone().toUtc(LocalTime::of(day(on), Duration::minutes(hour * 60 + minute)));
  }
  [[nodiscard]] std::string now() const { return calendar->zone().toLocal(replay->state().at).iso(); }
  void step(int bars)
  {
    replay->step(bars);
    executor.runReady();
  }
};

void TstMarketReplay::cleanup()
{
  m_desk.reset();
}

void TstMarketReplay::init()
{
  m_desk = std::make_unique<Desk>();
}

void TstMarketReplay::beginsAtTheCloseBeforeTheBar()
{
  QVERIFY(!m_desk->replay->state().active);
  m_desk->start("2024-09-30");
  const MarketReplayState state = m_desk->replay->state();
  QVERIFY(state.active);
  QCOMPARE(m_desk->now(), std::string("2024-09-27T15:00:00"));
  QCOMPARE(state.day, day("2024-09-27"));
  QCOMPARE(state.done, 2U);
  QCOMPARE(state.bars, 6U);
  QVERIFY(!state.running);
  QCOMPARE(m_desk->followed.size(), 1U);
  QVERIFY(m_desk->followed.front()->at == state.at);
  QCOMPARE(m_desk->followed.front()->day, day("2024-09-27"));
}

void TstMarketReplay::refusesTheFirstBarAndAnEmptySeries()
{
  std::string code;
  const auto keep = [&](const Result<void>& result) { code = result ? "" : result.error().code; };
  m_desk->replay->start(kMain, BarLevel::Day1, day("2024-09-26").days, keep);
  m_desk->executor.runReady();
  QCOMPARE(code, std::string("replay.nothing_before"));
  m_desk->replay->start("stock_sh_600999", BarLevel::Day1, day("2024-09-30").days, keep);
  m_desk->executor.runReady();
  QCOMPARE(code, std::string("replay.no_bars"));
  QVERIFY(!m_desk->replay->state().active);
  QVERIFY(m_desk->followed.empty());
}

void TstMarketReplay::stepsPassOverHolidaysAndSuspendedDays()
{
  m_desk->start("2024-09-30");
  std::vector<std::string> seen;
  for (int i = 0; i < 5; ++i) {
    m_desk->step(1);
    seen.push_back(m_desk->now().substr(0, 10));
  }
  QCOMPARE(seen, (std::vector<std::string>{"2024-09-30", "2024-10-08", "2024-10-10", "2024-10-11", "2024-10-11"}));
  QVERIFY(m_desk->replay->state().atEnd());
}

void TstMarketReplay::minutesPassOverLunchAndTheSessionsEnd()
{
  m_desk->start("2024-09-27", BarLevel::Min30);
  QVERIFY(!m_desk->replay->state().active); // 10:00 is the first bar of all
  m_desk->replay->start(kMain, BarLevel::Min30, m_desk->at("2024-09-27", 11, 30).micros);
  m_desk->executor.runReady();
  QCOMPARE(m_desk->now(), std::string("2024-09-27T11:00:00"));
  m_desk->step(1);
  QCOMPARE(m_desk->now(), std::string("2024-09-27T11:30:00"));
  m_desk->step(1);
  QCOMPARE(m_desk->now(), std::string("2024-09-27T13:30:00"));
  m_desk->step(3);
  QCOMPARE(m_desk->now(), std::string("2024-09-27T15:00:00"));
  m_desk->step(1);
  QCOMPARE(m_desk->now(), std::string("2024-09-30T10:00:00"));
}

void TstMarketReplay::nextDayIsTheFirstBarOfIt()
{
  m_desk->replay->start(kMain, BarLevel::Min30, m_desk->at("2024-09-27", 11, 30).micros);
  m_desk->replay->nextDay();
  m_desk->executor.runReady();
  QCOMPARE(m_desk->now(), std::string("2024-09-30T10:00:00"));
  m_desk->replay->nextDay(); // the last day: to its end
  m_desk->executor.runReady();
  QCOMPARE(m_desk->now(), std::string("2024-09-30T15:00:00"));
}

void TstMarketReplay::stepsBackAndSeeks()
{
  m_desk->start("2024-10-10");
  QCOMPARE(m_desk->now().substr(0, 10), std::string("2024-10-08"));
  m_desk->step(-1);
  QCOMPARE(m_desk->now().substr(0, 10), std::string("2024-09-30"));
  m_desk->step(-99);
  QCOMPARE(m_desk->now().substr(0, 10), std::string("2024-09-26")); // one bar always stays
  m_desk->replay->seek(m_desk->at("2024-10-09", 23, 0));
  m_desk->executor.runReady();
  QCOMPARE(m_desk->now().substr(0, 10), std::string("2024-10-08"));
  m_desk->replay->seek(m_desk->at("2030-01-01", 0, 0));
  m_desk->executor.runReady();
  QCOMPARE(m_desk->now().substr(0, 10), std::string("2024-10-11"));
}

void TstMarketReplay::playsAtItsPace()
{
  m_desk->start("2024-09-27");
  m_desk->replay->setSpeed(2); // a bar every half a second
  m_desk->replay->play();
  m_desk->executor.runReady();
  QVERIFY(m_desk->replay->state().running);
  QCOMPARE(m_desk->replay->state().done, 1U);
  m_desk->executor.advance(Duration::milliseconds(499));
  QCOMPARE(m_desk->replay->state().done, 1U);
  m_desk->executor.advance(Duration::milliseconds(1));
  QCOMPARE(m_desk->replay->state().done, 2U);
  m_desk->executor.advance(Duration::milliseconds(1000));
  QCOMPARE(m_desk->replay->state().done, 4U);
}

void TstMarketReplay::pauseHoldsTheClock()
{
  m_desk->start("2024-09-27");
  m_desk->replay->play();
  m_desk->executor.advance(Duration::milliseconds(1500));
  QCOMPARE(m_desk->replay->state().done, 2U);
  m_desk->replay->pause();
  m_desk->executor.advance(Duration::seconds(60));
  QCOMPARE(m_desk->replay->state().done, 2U);
  QVERIFY(!m_desk->replay->state().running);
  m_desk->replay->play(); // a whole pace later, not at once
  m_desk->executor.advance(Duration::milliseconds(999));
  QCOMPARE(m_desk->replay->state().done, 2U);
  m_desk->executor.advance(Duration::milliseconds(1));
  QCOMPARE(m_desk->replay->state().done, 3U);
}

void TstMarketReplay::otherPaceFromNow()
{
  m_desk->start("2024-09-27");
  m_desk->replay->setSpeed(0.01); // the slowest is half a bar a second
  m_desk->replay->play();
  m_desk->executor.runReady();
  QCOMPARE(m_desk->replay->state().speed, 0.5);
  m_desk->executor.advance(Duration::milliseconds(1900));
  QCOMPARE(m_desk->replay->state().done, 1U);
  m_desk->replay->setSpeed(10);
  m_desk->executor.advance(Duration::milliseconds(100));
  QCOMPARE(m_desk->replay->state().done, 2U);
}

void TstMarketReplay::fastestGoesOnWhenTheFollowerHasArrived()
{
  m_desk->start("2024-09-27");
  m_desk->isSlow = true;
  m_desk->replay->setSpeed(MarketReplay::kUnlimited);
  m_desk->replay->play();
  m_desk->executor.runReady();
  QCOMPARE(m_desk->late.size(), 1U); // and no second one before it has arrived
  QCOMPARE(m_desk->replay->state().done, 1U);
  m_desk->replay->step(1); // waits for it, too
  m_desk->executor.runReady();
  QCOMPARE(m_desk->late.size(), 1U);
  m_desk->isSlow = false;
  m_desk->late.front()({});
  m_desk->executor.runReady();
  QCOMPARE(m_desk->replay->state().done, 6U);
  QVERIFY(!m_desk->replay->state().running);
}

void TstMarketReplay::lastBarEndsThePlay()
{
  m_desk->start("2024-10-11");
  m_desk->replay->play();
  m_desk->executor.advance(Duration::seconds(1));
  QVERIFY(m_desk->replay->state().atEnd());
  QVERIFY(!m_desk->replay->state().running);
  QVERIFY(m_desk->replay->state().active);
  const std::size_t moves = m_desk->followed.size();
  m_desk->replay->play();
  m_desk->executor.advance(Duration::seconds(10));
  QCOMPARE(m_desk->followed.size(), moves);
  QCOMPARE(m_desk->executor.pending(), 0U);
}

void TstMarketReplay::twoLevelsShareTheClock()
{
  m_desk->replay->start(kMain, BarLevel::Min30, m_desk->at("2024-09-27", 11, 30).micros);
  m_desk->executor.runReady();
  m_desk->replay->follow(kMain, BarLevel::Day1);
  m_desk->executor.runReady();
  QCOMPARE(m_desk->now(), std::string("2024-09-27T11:00:00")); // the clock stays
  QCOMPARE(m_desk->replay->state().done, 1U); // the 26th; the 27th is not over
  m_desk->step(1);
  QCOMPARE(m_desk->now(), std::string("2024-09-27T15:00:00"));
  m_desk->replay->follow(kMain, BarLevel::Min30);
  m_desk->step(-1);
  QCOMPARE(m_desk->now(), std::string("2024-09-27T14:30:00"));
  // Back by days from inside one: to the close before it.
  m_desk->replay->follow(kMain, BarLevel::Day1);
  m_desk->step(-1);
  QCOMPARE(m_desk->now(), std::string("2024-09-26T15:00:00"));
}

void TstMarketReplay::followerThatFailsStopsIt()
{
  m_desk->start("2024-09-27");
  m_desk->refusal = Error{"storage.io", {}, {}};
  m_desk->replay->play();
  m_desk->executor.advance(Duration::seconds(5));
  const MarketReplayState state = m_desk->replay->state();
  QVERIFY(!state.running);
  QCOMPARE(state.done, 1U);
  QCOMPARE(state.problem.code, std::string("storage.io"));
  m_desk->refusal.reset();
  m_desk->step(1);
  QCOMPARE(m_desk->replay->state().done, 2U);
  QVERIFY(m_desk->replay->state().problem.code.empty());
}

void TstMarketReplay::stopTellsTheFollower()
{
  m_desk->start("2024-09-27");
  m_desk->replay->play();
  m_desk->replay->stop();
  m_desk->executor.advance(Duration::seconds(5));
  QVERIFY(!m_desk->replay->state().active);
  QCOMPARE(m_desk->followed.size(), 2U);
  QVERIFY(!m_desk->followed.back().has_value());
  m_desk->step(1);
  QVERIFY(!m_desk->replay->state().active);
}

void TstMarketReplay::newBarsProlongIt()
{
  m_desk->start("2024-10-11");
  m_desk->step(1);
  QVERIFY(m_desk->replay->state().atEnd());
  market::BarSeries more;
  more.entityId = kMain;
  more.provider = "test";
  more.append({day("2024-10-14").days, 10, 10, 10, 10, 1e6, 1e7});
  done(m_desk->profile->bars().write(more, storage::WriteMode::Merge));
  m_desk->executor.runReady();
  m_desk->step(1);
  QCOMPARE(m_desk->now().substr(0, 10), std::string("2024-10-14"));
  QCOMPARE(m_desk->replay->state().bars, 7U);
}

QTEST_APPLESS_MAIN(TstMarketReplay)
#include "tst_market_replay.moc"
