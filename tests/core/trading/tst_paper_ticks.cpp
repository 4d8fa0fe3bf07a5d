// SPDX-License-Identifier: Apache-2.0
#include "tests/core/trading/held_desk.h"

#include <QFile>
#include <QtTest>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

struct Line {
  std::string time;
  double price = 0;
  double units = 0;
};

/// What Ping An Bank traded on 2019-02-01.
std::vector<Line> linesOf(const std::filesystem::path& file)
{
  QFile csv(file);
  if (!csv.open(QIODevice::ReadOnly))
    qFatal("cannot read the ticks");
  std::vector<Line> lines;
  for (const QByteArray& row : csv.readAll().split('\n'))
    if (row.startsWith("2019-02-01")) {
      const QList<QByteArray> cells = row.split(',');
      lines.push_back({cells[0].mid(11).toStdString(), cells[1].toDouble(), cells[2].toDouble() * 100});
    }
  return lines;
}

int secondsOf(const std::string& clock)
{
  return std::stoi(clock.substr(0, 2)) * 3600 + std::stoi(clock.substr(3, 2)) * 60 + std::stoi(clock.substr(6, 2));
}

}

/// Orders of a practice account that meet stored ticks instead of bars, see HeldDesk.
class TstPaperTicks : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_desk = std::make_unique<HeldDesk>(); }
  void cleanup() { m_desk.reset(); }
  void marketOrderTakesWhatTrades();
  void limitOrderRestsUntilItIsReached();
  void booksAreTakenLevelByLevel();
  void minutesStandBesideTicks();
  void recordingThatBeganLateLeavesTheDayToItsBar();
  void realDay();

private:
  struct Tick {
    int hour, minute, second;
    double price, units;
  };
  /// Trades of Thursday, 2024-12-05, without a book.
  void storeTicks(const std::vector<Tick>& ticks)
  {
    market::BarSeries series;
    series.entityId = kMain;
    series.level = market::BarLevel::Tick;
    series.provider = "test";
    for (const Tick& tick : ticks) {
      const std::int64_t key = m_desk->at("2024-12-05", tick.hour, tick.minute).micros + tick.second * 1'000'000LL;
      series.append({key, tick.price, tick.price, tick.price, tick.price, tick.units, tick.price * tick.units});
    }
    done(m_desk->profile->bars().write(series, storage::WriteMode::Merge));
  }
  Result<Order> market(Side side, std::string_view units)
  {
    OrderIntent intent = m_desk->intent(side, "11.00", units);
    intent.type = OrderType::Market;
    Result<Order> answer = fail("test.no_answer");
    m_desk->session().orders().submit(intent, [&](Result<Order> order) { answer = std::move(order); });
    m_desk->executor.runReady();
    return answer;
  }
  std::unique_ptr<HeldDesk> m_desk;
};

/// 300 of the 500 trade at 10.20 at 09:30:05 and 100 at 10.22; what nobody is there for is cancelled, as an order for
/// the market has no price at which it could wait.
void TstPaperTicks::marketOrderTakesWhatTrades()
{
  storeTicks({{9, 25, 2, 10.15, 5000}, {9, 30, 5, 10.20, 300}, {9, 31, 10, 10.22, 100}});
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  QVERIFY(market(Side::Buy, "500"));
  m_desk->go("2024-12-05", 9, 30);
  QCOMPARE(m_desk->fills(), QStringList()); // the auction does not take it
  m_desk->go("2024-12-05", 9, 31);
  QCOMPARE(m_desk->fills(), QStringList({"300 @ 10.2"}));
  QVERIFY(m_desk->newest().state == OrderState::Cancelled);
  const Fill& fill = m_desk->snapshot()->fills.front();
  QCOMPARE(fill.at.micros, m_desk->at("2024-12-05", 9, 30).micros + 5'000'000);
  // Back and forth it is the same.
  m_desk->go("2024-12-04");
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"300 @ 10.2"}));
}

/// A bid of 10.00 is served when it trades there: 200 at it, all of the rest below it.
void TstPaperTicks::limitOrderRestsUntilItIsReached()
{
  storeTicks({{9, 30, 5, 10.20, 300}, {10, 0, 0, 10.00, 200}, {10, 0, 3, 10.01, 900}, {14, 0, 0, 9.99, 5000}});
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.00", "500"));
  m_desk->go("2024-12-05", 10, 30);
  QCOMPARE(m_desk->fills(), QStringList({"200 @ 10"}));
  QVERIFY(m_desk->newest().state == OrderState::PartlyFilled);
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"200 @ 10", "300 @ 10"}));
  QVERIFY(m_desk->newest().state == OrderState::Filled);
}

/// The best prices stand in the file: 400 at 10.21 are there, and nothing behind them.
void TstPaperTicks::booksAreTakenLevelByLevel()
{
  market::BarSeries series;
  series.entityId = kMain;
  series.level = market::BarLevel::Tick;
  series.provider = "test";
  series.extras = {{"ask_price", {}}, {"ask_volume", {}}, {"bid_price", {}}, {"bid_volume", {}}};
  const std::int64_t key = m_desk->at("2024-12-05", 9, 31).micros;
  series.append({key, 10.20, 10.20, 10.20, 10.20, 100, 1020});
  series.extras[0].values = {10.21};
  series.extras[1].values = {400};
  series.extras[2].values = {10.19};
  series.extras[3].values = {800};
  done(m_desk->profile->bars().write(series, storage::WriteMode::Merge));
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.25", "600"));
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"400 @ 10.21"}));
}

/// Held orders go by bars, which the ticks make where no minutes are stored; what they send meets ticks.
void TstPaperTicks::minutesStandBesideTicks()
{
  storeTicks({{9, 30, 5, 10.20, 300}, {9, 31, 10, 10.05, 100}, {9, 33, 0, 10.08, 700}});
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  ConditionalOrder stop = stopOrder("s", kMain, Side::Buy, price("10.15"), quantity("200"));
  m_desk->hold({stop}); // reached in the first minute
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"100 @ 10.05"})); // the next tick, which has a hundred
}

/// From 14:00 on it says nothing of the morning, in which the day's bar was at 10.10.
void TstPaperTicks::recordingThatBeganLateLeavesTheDayToItsBar()
{
  storeTicks({{14, 0, 0, 10.40, 90'000}, {14, 30, 0, 10.45, 500}});
  m_desk->openPractice();
  m_desk->go("2024-12-04");
  QVERIFY(m_desk->submit(Side::Buy, "10.15", "500"));
  m_desk->go("2024-12-05");
  QCOMPARE(m_desk->fills(), QStringList({"500 @ 10.15"}));
}

void TstPaperTicks::realDay()
{
  ZVT_FIXTURE(file, "market/hikyuu/sz000001_ticks.csv");
  const std::vector<Line> lines = linesOf(file);
  QVERIFY(lines.size() > 4000);
  const TradingDay on = day("2019-02-01");
  const auto clockAt = [&](const std::string& time) {
    return m_desk->at("2019-02-01", 0, 0) + Duration::seconds(secondsOf(time));
  };
  market::Entity entity;
  entity.id = require(market::EntityId::parse(kOther));
  entity.currency = "CNY";
  done(m_desk->profile->entities().upsert({entity}));
  market::BarSeries ticks;
  ticks.entityId = kOther;
  ticks.level = market::BarLevel::Tick;
  ticks.provider = "test";
  for (std::size_t i = 0; i < lines.size(); ++i)
    ticks.append({clockAt(lines[i].time).micros + static_cast<std::int64_t>(i), lines[i].price, lines[i].price,
        lines[i].price, lines[i].price, lines[i].units, lines[i].price * lines[i].units});
  done(m_desk->profile->bars().write(ticks, storage::WriteMode::Merge));
  market::BarSeries days;
  days.entityId = kOther;
  days.provider = "test";
  days.append({(on - 1).days, 11.1, 11.1, 11.1, 11.1, 1e6, 1e7});
  days.append({on.days, 11.2, 11.31, 11.16, 11.2, 1e6, 1e7});
  done(m_desk->profile->bars().write(days, storage::WriteMode::Merge));

  m_desk->openPractice();
  m_desk->go("2019-02-01", 10, 0);
  const auto submit = [&](OrderType type, double limit, std::string_view units) {
    OrderIntent intent = m_desk->intent(Side::Buy, "12", units);
    intent.entityId = kOther;
    intent.type = type;
    intent.price = require(Price::fromDouble(limit));
    Result<Order> answer = fail("test.no_answer");
    m_desk->session().orders().submit(intent, [&](Result<Order> order) { answer = std::move(order); });
    m_desk->executor.runReady();
    require(answer);
  };
  const Line* first = nullptr;
  double lowest = 1e9;
  for (const Line& line : lines)
    if (line.time > "10:00:00") {
      first = first ? first : &line;
      lowest = std::min(lowest, line.price);
    }
  submit(OrderType::Market, 12, "100");
  submit(OrderType::Limit, lowest + 0.01, "1000"); // rests, as the market is above it
  QVERIFY(first->price > lowest + 0.01 + 1e-9);
  m_desk->go("2019-02-01");
  const auto& fills = m_desk->snapshot()->fills;
  QCOMPARE(fills.front().at, clockAt(first->time));
  QCOMPARE(fills.front().price.toDouble(), first->price);
  // The first trade at the limit or through it serves it.
  const auto reached = std::ranges::find_if(
      lines, [&](const Line& line) { return line.time > "10:00:00" && line.price < lowest + 0.01 + 1e-9; });
  QCOMPARE(fills[1].at, clockAt(reached->time));
  QCOMPARE(fills[1].price.toDouble(), lowest + 0.01);
}

QTEST_APPLESS_MAIN(TstPaperTicks)
#include "tst_paper_ticks.moc"
