// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/manual_executor.h"
#include "core/data/quote_full_tick.h"
#include "core/data/quote_replay.h"
#include "core/data/quote_synthetic.h"
#include "core/data/quote_tape_source.h"
#include "tests/core/data/data_profile.h"

#include <cmath>
#include <map>
#include <numeric>
#include <sstream>

using namespace zvt;
using namespace zvt::data;
using zvt::tests::DataProfile;

namespace {

const char* const kDay = "2019-02-01";

/// One line of a tick file, read without the program.
struct Line {
  std::string time; ///< 09:30:02
  double price = 0;
  double lots = 0;
};

std::vector<Line> linesOf(const std::filesystem::path& file)
{
  std::vector<Line> lines;
  std::istringstream text(tests::readFile(file));
  std::string row;
  while (std::getline(text, row)) {
    std::istringstream cells(row);
    std::string time, price, lots;
    std::getline(cells, time, ',');
    std::getline(cells, price, ',');
    std::getline(cells, lots, ',');
    if (time.starts_with(kDay))
      lines.push_back({time.substr(11), std::stod(price), std::stod(lots)});
  }
  return lines;
}

/// A moment of the day on Shanghai's clock.
Timestamp clockAt(const std::string& time)
{
  return {parseTime(std::string(kDay) + " " + time)->local.micros - Duration::hours(8).micros};
}

}

class TstQuoteReplay : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();
  void dayFromTicks_data();
  void dayFromTicks();
  void nothingOfTheFuture();
  void standsStillWhenPaused();
  void breaksAreSkipped();
  void seekGoesBack();
  void badTicksAreNamed();
  void sidesAndBestPricesOfTicks();
  void minuteBarsHaveNoDepth();
  void lateReadersGetTheWholeDay();
  void snapshotsOfTheTerminal();
  void syntheticTradesAddUp();

private:
  /// The day of a security whose ticks were imported, standing at its close.
  void open(const std::string& stock);
  void settle() { m_executor->runReady(); }
  QuoteReplay::Loader loader();
  [[nodiscard]] QuotePtr quote() const { return m_hub->quote(m_entity); }

  std::string m_entity;
  market::DaySession m_session;
  std::unique_ptr<testing::MockClock> m_clock;
  std::unique_ptr<testing::ManualExecutor> m_executor;
  std::unique_ptr<DataProfile> m_profile;
  std::unique_ptr<QuoteHub> m_hub;
  std::unique_ptr<QuoteReplay> m_replay;
  std::shared_ptr<void> m_subscription;
};

void TstQuoteReplay::init()
{
  m_clock = std::make_unique<testing::MockClock>();
  m_executor = std::make_unique<testing::ManualExecutor>(*m_clock);
  m_hub = std::make_unique<QuoteHub>();
  m_session = market::DaySession::of(**market::Calendar::load("cn"), *TradingDay::parse(kDay));
  m_entity = "stock_sz_000001";
}

void TstQuoteReplay::cleanup()
{
  m_subscription.reset();
  m_replay.reset();
  m_executor->runReady();
  m_hub.reset();
  m_profile.reset();
}

QuoteReplay::Loader TstQuoteReplay::loader()
{
  return [this](const WantedQuotes& wanted, TradingDay) {
    TapeFrame frame;
    frame.entityId = wanted.entityId;
    frame.session = m_session;
    return QuoteTapeSource(m_profile->profile(), m_profile->data()).tape(frame, wanted.detail, 0.01);
  };
}

void TstQuoteReplay::open(const std::string& stock)
{
  const auto file = tests::fixture("market/hikyuu/" + stock + "_ticks.csv");
  m_profile = std::make_unique<DataProfile>();
  m_entity = "stock_sz_" + stock.substr(2);
  const auto report = m_profile->import(*file, m_entity, market::BarLevel::Tick);
  QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
  m_replay = std::make_unique<QuoteReplay>(*m_hub, "quotes.paper_day", loader(), *m_clock, *m_executor);
  m_subscription = m_hub->subscribe({m_entity}, QuoteDetail::Trades);
  m_replay->setDay(m_session);
  settle();
}

void TstQuoteReplay::dayFromTicks_data()
{
  QTest::addColumn<double>("lotsAfterTheMorning");
  // The terminal counts what is stamped 11:30:02 to the afternoon's first minute; it was traded in the morning.
  QTest::newRow("sz000001") << 10.0;
  QTest::newRow("sz000002") << 1.0;
}

/// Everything from the file itself: open, extremes, close, lots, money; the minutes from the terminal's own.
void TstQuoteReplay::dayFromTicks()
{
  QFETCH(double, lotsAfterTheMorning);
  const std::string stock = QTest::currentDataTag();
  const auto ticksFound = tests::fixture("market/hikyuu/" + stock + "_ticks.csv");
  const auto minutesFound = tests::fixture("market/hikyuu/" + stock + "_timeshare_1m.csv");
  if (!ticksFound || !minutesFound)
    QSKIP("fixtures of hikyuu are not there");
  const std::filesystem::path ticks = *ticksFound, minutes = *minutesFound;
  open(stock);
  const std::vector<Line> lines = linesOf(ticks);
  double high = 0, low = 1e9, lots = 0, money = 0;
  for (const Line& line : lines) {
    high = std::max(high, line.price);
    low = std::min(low, line.price);
    lots += line.lots;
    money += line.price * line.lots * 100;
  }
  QVERIFY(quote());
  QCOMPARE(quote()->open, lines.front().price);
  QCOMPARE(quote()->high, high);
  QCOMPARE(quote()->low, low);
  QCOMPARE(quote()->last, lines.back().price);
  QCOMPARE(quote()->volume, lots * 100);
  QVERIFY(std::abs(quote()->turnover - money) < 1);
  QVERIFY(std::abs(quote()->average() - money / lots / 100) < 1e-9);
  QVERIFY(quote()->phase == market::QuotePhase::Closed);
  QVERIFY(!quote()->hasDepth());

  const TradePage page = m_hub->trades(m_entity);
  QCOMPARE(page.trades.size(), lines.size());
  QVERIFY(page.trades.front().side == market::TradeSide::Auction);
  QVERIFY(page.trades.back().side == market::TradeSide::Auction);

  std::map<std::int64_t, market::MinutePoint> line;
  for (const market::MinutePoint& point : m_hub->minutes(m_entity))
    line[point.end.micros] = point;
  int compared = 0;
  for (const Line& row : linesOf(minutes)) { // labelled by their start
    const auto found = line.find((clockAt(row.time) + Duration::minutes(1)).micros);
    if (found == line.end()) {
      QCOMPARE(row.lots, 0.0); // between the calls of the closing auction nothing trades
      continue;
    }
    const bool before = row.time == "11:29", after = row.time == "13:00";
    QCOMPARE(found->second.volume,
        (row.lots
            + (before       ? lotsAfterTheMorning
                    : after ? -lotsAfterTheMorning
                            : 0))
            * 100);
    if (!before)
      QCOMPARE(found->second.price, row.price);
    ++compared;
  }
  QVERIFY(compared >= 238);
}

void TstQuoteReplay::nothingOfTheFuture()
{
  ZVT_FIXTURE(ticks, "market/hikyuu/sz000001_ticks.csv");
  open("sz000001");
  m_replay->setSpeed(60);
  m_replay->play();
  settle();
  QVERIFY(m_replay->state().running);
  QVERIFY(std::isnan(quote()->last)); // before the auction's match
  double lots = 0, last = 0;
  for (const Line& line : linesOf(ticks))
    if (line.time <= "10:00:00") {
      lots += line.lots;
      last = line.price;
    }
  // It begins five seconds before the auction's match at 09:25:02: 35 minutes and 3 seconds at sixty a second.
  QCOMPARE(m_replay->state().at, clockAt("09:24:57"));
  m_executor->advance(Duration::milliseconds(35'050));
  m_replay->pause();
  settle();
  QCOMPARE(m_replay->state().at, clockAt("10:00:00"));
  QCOMPARE(quote()->last, last);
  QCOMPARE(quote()->volume, lots * 100);
  QVERIFY(quote()->phase == market::QuotePhase::Continuous);
  QVERIFY(quote()->received <= clockAt("10:00:00"));
}

void TstQuoteReplay::standsStillWhenPaused()
{
  ZVT_FIXTURE(ticks, "market/hikyuu/sz000001_ticks.csv");
  open("sz000001");
  QCOMPARE(m_executor->pending(), std::size_t(0)); // at the close nothing is posted
  m_replay->play();
  m_executor->advance(Duration::seconds(20));
  m_replay->pause();
  m_executor->runAll(Duration::minutes(5));
  const std::uint64_t generation = m_hub->generation();
  const QuoteReplayState state = m_replay->state();
  QVERIFY(!state.running);
  m_executor->advance(Duration::hours(1));
  QCOMPARE(m_hub->generation(), generation);
  QCOMPARE(m_replay->state(), state);
  QCOMPARE(m_executor->pending(), std::size_t(0));
}

void TstQuoteReplay::breaksAreSkipped()
{
  ZVT_FIXTURE(ticks, "market/hikyuu/sz000001_ticks.csv");
  open("sz000001");
  m_replay->seek(clockAt("11:29:00"));
  m_replay->setSpeed(10);
  m_replay->play();
  settle();
  // A minute and ten seconds until the break begins, and from 13:00 on fifty seconds.
  m_executor->advance(Duration::seconds(12));
  const Timestamp now = m_replay->state().at;
  QVERIFY2(now >= clockAt("13:00:45") && now <= clockAt("13:00:51"), isoUtc(now).c_str());
  QVERIFY(quote()->time > clockAt("13:00:00"));
  m_replay->setSpeed(QuoteReplay::kFastest);
  m_executor->runAll(Duration::minutes(10));
  QVERIFY(!m_replay->state().running); // it stops by itself at the end
  QCOMPARE(m_replay->state().at, m_replay->state().end);
  QCOMPARE(quote()->volume, 1'014'270.0 * 100); // awk: the sum of the file's lots of that day
}

void TstQuoteReplay::seekGoesBack()
{
  ZVT_FIXTURE(ticks, "market/hikyuu/sz000001_ticks.csv");
  open("sz000001");
  const std::uint64_t day = m_hub->trades(m_entity).day;
  m_replay->seek(clockAt("09:30:05"));
  settle();
  const TradePage page = m_hub->trades(m_entity);
  QVERIFY(page.day > day); // readers begin anew
  QCOMPARE(page.trades.size(), std::size_t(3)); // 09:25:02, 09:30:02, 09:30:05
  QCOMPARE(quote()->volume, (15714.0 + 1339 + 5263) * 100);
  m_replay->seek(clockAt("16:00:00")); // clamped to the day
  settle();
  QCOMPARE(m_replay->state().at, m_replay->state().end);
  QCOMPARE(m_hub->trades(m_entity).trades.size(), linesOf(ticks).size());
}

void TstQuoteReplay::badTicksAreNamed()
{
  TapeFrame frame;
  frame.entityId = m_entity;
  frame.session = m_session;
  const auto trade = [](const char* time, double price, double volume) {
    return market::Trade{.time = clockAt(time), .price = price, .volume = volume, .side = market::TradeSide::Buy};
  };
  m_profile = std::make_unique<DataProfile>();
  auto load = [&](const WantedQuotes&, TradingDay) -> Result<std::unique_ptr<QuoteTape>> {
    return std::make_unique<TradeTape>(frame,
        std::vector{trade("09:30:02", 10, 100), trade("09:30:05", -1, 100), trade("09:30:08", 10.1, -5),
            trade("09:30:11", 10.2, 200)});
  };
  m_replay = std::make_unique<QuoteReplay>(*m_hub, "quotes.paper_day", load, *m_clock, *m_executor);
  m_subscription = m_hub->subscribe({m_entity}, QuoteDetail::Trades);
  m_replay->setDay(m_session);
  settle();
  QCOMPARE(quote()->volume, 300.0);
  QCOMPARE(quote()->low, 10.0);
  QCOMPARE(m_hub->trades(m_entity).trades.size(), std::size_t(2));
  QCOMPARE(m_hub->faults(m_entity),
      (std::map<std::string, std::uint64_t>{{"quote.bad_price", 1}, {"quote.negative_volume", 1}}));
}

void TstQuoteReplay::sidesAndBestPricesOfTicks()
{
  m_profile = std::make_unique<DataProfile>();
  const auto file = m_profile->write("ticks.csv",
      "entity_id,timestamp,open,high,low,close,volume,turnover,side,bid_price,bid_volume,ask_price,ask_volume\n"
      "stock_sz_000001,2019-02-01T09:25:00,10,10,10,10,500,,0,,,,\n"
      "stock_sz_000001,2019-02-01T09:30:01,10.01,10.01,10.01,10.01,100,,1,10.00,300,10.01,200\n"
      "stock_sz_000001,2019-02-01T09:30:01,10,10,10,10,200,,-1,9.99,400,10.01,200\n");
  const auto report = m_profile->import(file, m_entity, market::BarLevel::Tick);
  QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
  m_replay = std::make_unique<QuoteReplay>(*m_hub, "quotes.paper_day", loader(), *m_clock, *m_executor);
  m_subscription = m_hub->subscribe({m_entity}, QuoteDetail::Trades);
  m_replay->setDay(m_session);
  settle();
  const auto trades = m_hub->trades(m_entity).trades;
  QCOMPARE(trades.size(), std::size_t(3));
  QVERIFY(trades[0].side == market::TradeSide::Auction);
  QVERIFY(trades[1].side == market::TradeSide::Buy);
  QVERIFY(trades[2].side == market::TradeSide::Sell);
  QCOMPARE(trades[1].time, trades[2].time); // one second, in the file's order
  QCOMPARE(quote()->asks.size(), std::size_t(1));
  QCOMPARE(quote()->asks[0].price, 10.01);
  QCOMPARE(quote()->bids[0].price, 9.99); // of the newest tick
  QCOMPARE(quote()->bids[0].volume, 400.0);
}

void TstQuoteReplay::minuteBarsHaveNoDepth()
{
  m_profile = std::make_unique<DataProfile>();
  const auto file = m_profile->write("minutes.csv",
      "time,open,high,low,close,volume,turnover\n"
      "2019-02-01 09:31,10,10.2,9.9,10.1,1000,10050\n"
      "2019-02-01 09:32,10.1,10.3,10.1,10.3,500,5100\n");
  const auto report = m_profile->import(file, m_entity, market::BarLevel::Min1);
  QVERIFY2(report && !report->refused(), tests::reason(report).c_str());
  m_replay = std::make_unique<QuoteReplay>(*m_hub, "quotes.paper_day", loader(), *m_clock, *m_executor);
  m_subscription = m_hub->subscribe({m_entity}, QuoteDetail::Trades);
  m_replay->setDay(m_session);
  settle();
  QVERIFY(quote()->grain == market::QuoteGrain::Minute);
  QCOMPARE(quote()->last, 10.3);
  QCOMPARE(quote()->high, 10.3);
  QCOMPARE(quote()->low, 9.9);
  QCOMPARE(quote()->average(), 15150.0 / 1500);
  QVERIFY(!quote()->hasDepth());
  const auto line = m_hub->minutes(m_entity);
  QCOMPARE(line.size(), std::size_t(2));
  QCOMPARE(line[1].end, clockAt("09:32:00"));
  QCOMPARE(line[1].volume, 500.0);
  // A bar is known at its end, not before.
  m_replay->seek(clockAt("09:31:59"));
  settle();
  QCOMPARE(quote()->last, 10.1);
}

void TstQuoteReplay::lateReadersGetTheWholeDay()
{
  ZVT_FIXTURE(ticks, "market/hikyuu/sz000001_ticks.csv");
  open("sz000001");
  m_subscription.reset();
  m_subscription = m_hub->subscribe({m_entity}, QuoteDetail::Trades);
  settle();
  QCOMPARE(m_hub->trades(m_entity).trades.size(), linesOf(ticks).size());
}

/// The values are the captured ones; lots or shares as amount ÷ price says.
void TstQuoteReplay::snapshotsOfTheTerminal()
{
  ZVT_FIXTURE(partial, "providers/qmt/full_tick_600519_20260204_partial.json");
  ZVT_FIXTURE(stock, "providers/qmt/full_tick_stock_20250815.json");
  ZVT_FIXTURE(index, "providers/qmt/full_tick_index_20231114.json");
  const auto moutai = readFullTicks(tests::readFile(partial), {});
  QVERIFY2(moutai, tests::reason(moutai).c_str());
  const market::Quote& quote = moutai->at(0).quote;
  QCOMPARE(quote.entityId, std::string("stock_sh_600519"));
  QCOMPARE(quote.last, 1525.0);
  QCOMPARE(quote.volume, 10'912'300.0); // 109,123 手: 16,444,346,000 ÷ 10,912,300 = 1,506.95 a share
  QVERIFY(std::abs(quote.average() - 1506.95) < 0.01);
  QCOMPARE(quote.asks.size(), std::size_t(1));
  QCOMPARE(quote.asks[0].volume, 5'700.0);
  QCOMPARE(isoUtc(quote.time), std::string("2026-02-04T07:00:02Z"));
  QVERIFY(market::checkQuote(quote, nullptr));
  const auto other = readFullTicks(tests::readFile(stock), {});
  QVERIFY(other);
  QCOMPARE(other->at(0).code, std::string("000000.XX"));
  QCOMPARE(other->at(0).quote.volume, 19'824'156.0);
  QCOMPARE(other->at(0).quote.asks.size(), std::size_t(5));
  QCOMPARE(other->at(0).quote.asks[0].volume, 110'800.0);
  QCOMPARE(other->at(0).quote.time.micros, 1'755'241'204'000'000);
  const auto indexTick = readFullTicks(tests::readFile(index), {});
  QVERIFY(indexTick);
  QVERIFY(!indexTick->at(0).quote.hasDepth());
  QCOMPARE(isoUtc(indexTick->at(0).quote.time), std::string("2023-11-14T07:00:09Z"));
  QCOMPARE(readFullTicks("{\"600519.SH\": {}}", {}).error().code, std::string("quote.bad_full_tick"));
  // Two snapshots tell one trade: what the volume grew by, at the price, bought from the ask before.
  market::Quote later = quote;
  later.volume += 300;
  market::SideRule sides;
  const auto traded = tradeBetween(&quote, later, sides);
  QVERIFY(traded);
  QCOMPARE(traded->volume, 300.0);
  QVERIFY(traded->side == market::TradeSide::Buy);
  QVERIFY(traded->inferred);
  QVERIFY(!tradeBetween(&later, later, sides));
}

void TstQuoteReplay::syntheticTradesAddUp()
{
  const std::vector<market::Bar> bars = {{clockAt("09:31:00").micros, 10, 10.2, 9.9, 10.1, 12'300, 123'000},
      {clockAt("09:32:00").micros, 10.1, 10.1, 10.1, 10.1, 100, 1'010}};
  const auto trades = syntheticTrades(m_entity, bars, m_session, 0.01);
  QCOMPARE(trades, syntheticTrades(m_entity, bars, m_session, 0.01));
  double volume = 0, high = 0, low = 1e9;
  for (const market::Trade& trade : trades)
    if (trade.time < clockAt("09:31:00")) {
      volume += trade.volume;
      high = std::max(high, trade.price);
      low = std::min(low, trade.price);
    }
  QCOMPARE(volume, 12'300.0);
  QCOMPARE(high, 10.2);
  QCOMPARE(low, 9.9);
  QCOMPARE(trades.front().price, 10.0);
  // Whatever chance gives the trades before it, the last one of a minute is at the bar's close.
  for (int minute = 1; minute <= 200; ++minute) {
    const std::int64_t end = clockAt("09:31:00").micros + Duration::minutes(minute).micros;
    for (const double shares : {300.0, 2'500.0, 40'000.0}) {
      const auto made =
          syntheticTrades(m_entity, {{end, 21.10, 21.15, 21.02, 21.05, shares, shares * 21}}, m_session, 0.01);
      QVERIFY(!made.empty());
      QCOMPARE(made.back().price, 21.05);
      QCOMPARE(std::accumulate(made.begin(), made.end(), 0.0,
                   [](double sum, const market::Trade& trade) { return sum + trade.volume; }),
          shares);
    }
  }
  // A day's bar told in minutes: 1,000 of its 100-share lots and more, from 10 by 10.5 and 9.8 to 10.2.
  const market::Bar day{m_session.day.days, 10, 10.5, 9.8, 10.2, 240'000, 2'424'000};
  const auto minutes = syntheticMinutes(m_entity, day, **market::Calendar::load("cn"));
  QCOMPARE(minutes.size(), std::size_t(240));
  double shares = 0, top = 0, bottom = 1e9;
  for (const market::Bar& minute : minutes) {
    shares += minute.volume;
    top = std::max(top, minute.high);
    bottom = std::min(bottom, minute.low);
  }
  QCOMPARE(minutes.front().open, 10.0);
  QCOMPARE(minutes.back().close, 10.2);
  QCOMPARE(minutes.back().key, clockAt("15:00:00").micros);
  QCOMPARE(shares, 240'000.0);
  QCOMPARE(top, 10.5);
  QCOMPARE(bottom, 9.8);
  market::Quote sealed;
  sealed.entityId = m_entity;
  sealed.last = sealed.limitUp = 11;
  sealed.limitDown = 9;
  addSyntheticDepth(sealed, 0.01);
  QVERIFY(sealed.synthetic);
  QVERIFY(sealed.asks.empty()); // a sealed board: nobody sells
  QCOMPARE(sealed.bids.size(), std::size_t(5));
  QCOMPARE(sealed.bids[0].price, 11.0);
  QVERIFY(market::checkQuote(sealed, nullptr));
}

QTEST_APPLESS_MAIN(TstQuoteReplay)
#include "tst_quote_replay.moc"
