// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/testing/mock_clock.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::data;
using market::AdjustMode;
using market::BarLevel;

namespace {

constexpr const char* kStock = "stock_sz_000001";
constexpr BarLevel kLevels[] = {BarLevel::Min1, BarLevel::Min5, BarLevel::Min30, BarLevel::Hour1, BarLevel::Day1,
    BarLevel::Week1, BarLevel::Month1};

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

TradingDay day(const char* text)
{
  return *TradingDay::parse(text);
}

std::string text(const market::BarSeries& series)
{
  std::string lines;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const market::Bar bar = series.at(i);
    lines += QStringLiteral("%1 %2 %3 %4 %5 %6 %7\n")
                 .arg(bar.key)
                 .arg(bar.open, 0, 'g', 17)
                 .arg(bar.high, 0, 'g', 17)
                 .arg(bar.low, 0, 'g', 17)
                 .arg(bar.close, 0, 'g', 17)
                 .arg(bar.volume, 0, 'g', 17)
                 .arg(bar.turnover, 0, 'g', 17)
                 .toStdString();
  }
  return lines;
}

/// What is stored of the stock: days since November, minutes of the last five of them.
struct Stored {
  market::BarSeries days;
  market::BarSeries minutes;
  std::vector<market::CorporateAction> actions;
};

/// Trading days 2024-11-25 … 2024-12-13; the 4th of December is missing (suspended), one share becomes two on the 10th.
Stored wholeHistory(const market::Calendar& calendar)
{
  Stored stored;
  stored.days.entityId = stored.minutes.entityId = kStock;
  stored.days.provider = stored.minutes.provider = "test";
  stored.minutes.level = BarLevel::Min1;
  double price = 20;
  const auto days = calendar.between(day("2024-11-25"), day("2024-12-13"));
  for (const TradingDay on : *days) {
    if (on == day("2024-12-04"))
      continue;
    if (on == day("2024-12-10"))
      price /= 2;
    market::Bar whole{on.days, price, price, price, price, 0, 0};
    const auto ends = calendar.barEnds(on, BarLevel::Min1);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const double open = price;
      price += static_cast<double>(static_cast<int>((i * 7 + static_cast<std::size_t>(on.days)) % 5) - 2) / 100;
      const market::Bar minute{ends[i].micros, open, std::max(open, price) + 0.01, std::min(open, price) - 0.01, price,
          100.0 * static_cast<double>(i + 1), 1000.0 * static_cast<double>(i + 1)};
      whole.high = std::max(whole.high, minute.high);
      whole.low = std::min(whole.low, minute.low);
      whole.close = price;
      whole.volume += minute.volume;
      whole.turnover += minute.turnover;
      if (on >= day("2024-12-06"))
        stored.minutes.append(minute);
    }
    stored.days.append(whole);
  }
  market::CorporateAction split;
  split.exDay = day("2024-12-10");
  split.bonus = 1;
  stored.actions = {split};
  return stored;
}

}

/// What was known at a moment: never a bar, an ex-date or a part of a bar that came later.
class TstKnownBars : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    m_calendar = *market::Calendar::load("cn");
    m_stored = wholeHistory(*m_calendar);
  }
  void nothingDependsOnWhatComesLater_data();
  void nothingDependsOnWhatComesLater();
  void afterEverythingIsTheWholeSeries();
  void unfinishedBarsAreMadeOfFinishedOnes();
  void dayWithoutMinutesAppearsAtItsClose();
  void exDateCountsFromItsDay();
  void beforeTheFirstBarNothingIsKnown();

private:
  struct Desk;
  [[nodiscard]] Timestamp at(const char* date, int hour, int minute) const
  {
    return m_calendar->zone().toUtc(LocalTime::of(day(date), Duration::minutes(hour * 60 + minute)));
  }
  std::shared_ptr<const market::Calendar> m_calendar;
  Stored m_stored;
};

/// A profile with that history, or with what of it there was at a moment.
struct TstKnownBars::Desk {
  tests::TemporaryFolder folder;
  testing::MockClock clock;
  OsFileSystem files;
  NullLogger logger;
  std::unique_ptr<storage::Profile> profile;
  std::unique_ptr<MarketData> data;

  explicit Desk(const Stored& stored)
  {
    profile = std::move(*storage::Profile::open({folder.path() / "profile", false, {}, "test"}, clock, files, logger));
    data = std::make_unique<MarketData>(*profile);
    const auto write = [&](const market::BarSeries& series) {
      if (!series.empty() && !profile->bars().write(series, storage::WriteMode::Merge))
        qFatal("bars");
    };
    write(stored.days);
    write(stored.minutes);
    if (!stored.actions.empty() && !profile->actions().write({{kStock, "test", stored.actions}}))
      qFatal("actions");
  }

  [[nodiscard]] market::BarSeriesPtr bars(BarLevel level, AdjustMode adjust, std::optional<Timestamp> asOf) const
  {
    BarRequest request;
    request.entityId = kStock;
    request.level = level;
    request.adjust = adjust;
    request.asOf = asOf;
    const auto series = data->bars(request);
    if (!series)
      qFatal("%s", series.error().code.c_str());
    return *series;
  }
};

void TstKnownBars::nothingDependsOnWhatComesLater_data()
{
  QTest::addColumn<qint64>("moment");
  const auto add = [&](const char* name, Timestamp moment) { QTest::newRow(name) << qint64{moment.micros}; };
  add("before a session", at("2024-12-09", 9, 0));
  add("first minute", at("2024-12-09", 9, 31));
  add("inside a bar", at("2024-12-09", 10, 2));
  add("between two minutes", at("2024-12-09", 10, 2) + Duration::seconds(30));
  add("lunch", at("2024-12-09", 12, 0));
  add("close before the ex-date", at("2024-12-09", 15, 0));
  add("ex-date's first minute", at("2024-12-10", 9, 31));
  add("weekend", at("2024-12-08", 12, 0));
  add("end of the month", at("2024-11-29", 15, 0));
  add("suspended day", at("2024-12-04", 13, 0));
  add("end of a week", at("2024-12-13", 15, 0));
}

void TstKnownBars::nothingDependsOnWhatComesLater()
{
  QFETCH(qint64, moment);
  const Timestamp now{moment};
  Stored known;
  known.days.entityId = known.minutes.entityId = kStock;
  known.days.provider = known.minutes.provider = "test";
  known.minutes.level = BarLevel::Min1;
  for (std::size_t i = 0; i < m_stored.days.size(); ++i)
    if (m_calendar->closeOf(m_stored.days.dayAt(i)) <= now)
      known.days.append(m_stored.days.at(i));
  for (std::size_t i = 0; i < m_stored.minutes.size(); ++i)
    if (m_stored.minutes.endAt(i) <= now)
      known.minutes.append(m_stored.minutes.at(i));
  for (const auto& action : m_stored.actions)
    if (action.exDay <= m_calendar->dayOf(now))
      known.actions.push_back(action);
  const Desk all(m_stored), then(known);
  for (const BarLevel level : kLevels)
    for (const AdjustMode adjust : {AdjustMode::Bfq, AdjustMode::Qfq, AdjustMode::Hfq}) {
      const std::string seen = text(*all.bars(level, adjust, now));
      const std::string name = std::string(market::toString(level)) + ' ' + std::string(market::toString(adjust));
      QVERIFY2(seen == text(*then.bars(level, adjust, now)), name.c_str());
      if (level <= BarLevel::Day1 && adjust == AdjustMode::Bfq && now >= m_calendar->closeOf(day("2024-12-06")))
        QVERIFY2(!seen.empty(), name.c_str());
    }
}

void TstKnownBars::afterEverythingIsTheWholeSeries()
{
  const Desk desk(m_stored);
  for (const BarLevel level : kLevels)
    for (const AdjustMode adjust : {AdjustMode::Bfq, AdjustMode::Qfq, AdjustMode::Hfq})
      QCOMPARE(text(*desk.bars(level, adjust, at("2025-02-01", 0, 0))), text(*desk.bars(level, adjust, std::nullopt)));
}

void TstKnownBars::unfinishedBarsAreMadeOfFinishedOnes()
{
  // Monday 2024-12-09 at 10:02: 32 minutes are over, and nothing else of that day.
  const Desk desk(m_stored);
  const Timestamp now = at("2024-12-09", 10, 2);
  const auto minutes = desk.bars(BarLevel::Min1, AdjustMode::Bfq, now);
  QCOMPARE(minutes->key.back(), now.micros);
  const std::size_t first = minutes->size() - 32;
  double high = 0, volume = 0;
  for (std::size_t i = first; i < minutes->size(); ++i) {
    high = std::max(high, minutes->high[i]);
    volume += minutes->volume[i];
  }
  const auto days = desk.bars(BarLevel::Day1, AdjustMode::Bfq, now);
  QCOMPARE(days->dayAt(days->size() - 1), day("2024-12-09"));
  QCOMPARE(days->open.back(), minutes->open[first]);
  QCOMPARE(days->high.back(), high);
  QCOMPARE(days->close.back(), minutes->close.back());
  QCOMPARE(days->volume.back(), volume);
  QCOMPARE(volume, 100.0 * 32 * 33 / 2); // 100 + 200 + … + 3200
  // The week has begun with that part of a day, the five minutes with two of them.
  const auto weeks = desk.bars(BarLevel::Week1, AdjustMode::Bfq, now);
  QCOMPARE(weeks->dayAt(weeks->size() - 1), day("2024-12-09"));
  QCOMPARE(weeks->volume.back(), volume);
  const auto fives = desk.bars(BarLevel::Min5, AdjustMode::Bfq, now);
  QCOMPARE(fives->key.back(), at("2024-12-09", 10, 5).micros);
  QCOMPARE(fives->volume.back(), 3100.0 + 3200.0);
  QCOMPARE(fives->close.back(), minutes->close.back());
}

void TstKnownBars::dayWithoutMinutesAppearsAtItsClose()
{
  const Desk desk(m_stored);
  const auto inside = desk.bars(BarLevel::Day1, AdjustMode::Bfq, at("2024-12-03", 14, 59));
  QCOMPARE(inside->dayAt(inside->size() - 1), day("2024-12-02"));
  const auto after = desk.bars(BarLevel::Day1, AdjustMode::Bfq, at("2024-12-03", 15, 0));
  QCOMPARE(after->dayAt(after->size() - 1), day("2024-12-03"));
}

void TstKnownBars::exDateCountsFromItsDay()
{
  const Desk desk(m_stored);
  const auto raw = desk.bars(BarLevel::Day1, AdjustMode::Bfq, at("2024-12-09", 15, 0));
  const auto before = desk.bars(BarLevel::Day1, AdjustMode::Qfq, at("2024-12-09", 15, 0));
  QCOMPARE(before->close, raw->close); // nobody knows of the halving
  const auto after = desk.bars(BarLevel::Day1, AdjustMode::Qfq, at("2024-12-10", 9, 31));
  QCOMPARE(after->size(), raw->size() + 1);
  for (std::size_t i = 0; i < raw->size(); ++i)
    QVERIFY(std::fabs(after->close[i] - raw->close[i] / 2) < 1e-9);
}

void TstKnownBars::beforeTheFirstBarNothingIsKnown()
{
  const Desk desk(m_stored);
  for (const BarLevel level : kLevels)
    for (const AdjustMode adjust : {AdjustMode::Bfq, AdjustMode::Qfq, AdjustMode::Hfq})
      QVERIFY(desk.bars(level, adjust, at("2024-11-01", 0, 0))->empty());
}

QTEST_APPLESS_MAIN(TstKnownBars)
#include "tst_known_bars.moc"
