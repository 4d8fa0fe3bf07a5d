// SPDX-License-Identifier: Apache-2.0
// Longer bars made of shorter ones and of ticks, against what exchanges and vendors publish for the longer ones.
#include "core/base/text.h"
#include "core/data/resample.h"
#include "core/data/time_placer.h"
#include "tests/support/fixtures.h"
#include "tests/support/zip_file.h"

#include <QtTest>

#include <map>
#include <numeric>
#include <sstream>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;
using market::BarSeries;

namespace {

std::vector<std::vector<std::string>> cellsOf(const std::string& text)
{
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    auto& row = rows.emplace_back();
    for (const std::string_view cell : split(trim(line), ','))
      row.emplace_back(cell);
  }
  return rows;
}

double number(const std::string& text)
{
  return parseDouble(text).value();
}

/// Rows of a LEAN file: either milliseconds since the local midnight of @p day or the date itself, labelled by the
/// start; prices of US stocks are ten thousandths.
BarSeries leanSeries(
    const std::filesystem::path& file, BarLevel level, const market::Calendar& calendar, TradingDay day, double scale)
{
  BarSeries series;
  series.level = level;
  const std::int64_t length = Duration::minutes(market::minutesOf(level)).micros;
  for (const auto& row : cellsOf(tests::readZip(file).front().content)) {
    std::int64_t key = 0;
    if (row[0].find(':') == std::string::npos) {
      key = calendar.zone().toUtc(LocalTime::of(day, Duration::milliseconds(parseInt(row[0]).value()))).micros + length;
    } else {
      const TradingDay on = TradingDay::parse(row[0].substr(0, 8)).value();
      const int hour = static_cast<int>(parseInt(row[0].substr(9, 2)).value());
      key = market::isDayKeyed(level) ? on.days
                                      : calendar.zone().toUtc(LocalTime::of(on, Duration::hours(hour))).micros + length;
    }
    series.append({key, number(row[1]) / scale, number(row[2]) / scale, number(row[3]) / scale, number(row[4]) / scale,
        number(row[5]), NAN});
  }
  return series;
}

std::string local(const market::Calendar& calendar, const BarSeries& series, std::size_t i)
{
  return keyText(series.level, series.key[i], calendar.zone());
}

BarSeries ticksOf(const std::filesystem::path& file, const market::Calendar& calendar)
{
  TimePlacer placer(BarLevel::Tick, BarLabel::End, calendar.zone(), *market::Calendar::load("cn"));
  BarSeries ticks;
  ticks.level = BarLevel::Tick;
  const auto rows = cellsOf(tests::readFile(file));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    plugin::BarRow row;
    row.time = parseTime(rows[i][0])->local.micros;
    row.hasTime = true;
    const double price = number(rows[i][1]);
    ticks.append({*placer.key(row), price, price, price, price, number(rows[i][2]), NAN});
  }
  return ticks;
}

}

class TstLevels : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// A day of the tape is what was traded between the open and the close, without the trades before and after; on
  /// these days the vendor's own daily bar is made of the same trades.
  void daysFromMinutesOfNewYork_data()
  {
    QTest::addColumn<QString>("symbol");
    for (const char* date : {"20131004", "20131007", "20131009", "20131010", "20131011"})
      QTest::newRow(date) << "spy";
    QTest::newRow("20140609") << "aapl";
    QTest::newRow("20151223") << "goog";
    QTest::newRow("20151228") << "goog";
  }
  void daysFromMinutesOfNewYork()
  {
    QFETCH(QString, symbol);
    const std::string date = QTest::currentDataTag();
    const std::string folder = "market/lean/equity/usa/";
    const auto fine = tests::fixture(folder + "minute/" + symbol.toStdString() + '/' + date + "_trade.zip");
    const auto coarse = tests::fixture(folder + "daily/" + symbol.toStdString() + ".zip");
    if (!fine || !coarse)
      QSKIP("fixtures of lean are not there");
    const auto calendar = *market::Calendar::load("us");
    const TradingDay day = *TradingDay::parse(date);
    const auto days = resample(leanSeries(*fine, BarLevel::Min1, *calendar, day, 1e4), BarLevel::Day1, *calendar);
    QVERIFY(days);
    QCOMPARE(days->key, (std::vector<std::int64_t>{day.days}));
    const BarSeries oracle = leanSeries(*coarse, BarLevel::Day1, *calendar, {}, 1e4).slice(day.days, day.days + 1);
    QCOMPARE(days->open, oracle.open);
    QCOMPARE(days->high, oracle.high);
    QCOMPARE(days->low, oracle.low);
    QCOMPARE(days->close, oracle.close);
    QCOMPARE(days->volume, oracle.volume);
  }

  /// Christmas Eve of 2015: the market closes at 13:00, and 748.40 is its close; later trades (748.37 at 16:11) are
  /// not.
  void halfDayOfNewYork()
  {
    ZVT_FIXTURE(fine, "market/lean/equity/usa/minute/goog/20151224_trade.zip");
    ZVT_FIXTURE(coarse, "market/lean/equity/usa/daily/goog.zip");
    const auto calendar = *market::Calendar::load("us");
    const TradingDay day = TradingDay::fromDate({2015, 12, 24});
    const BarSeries minutes = leanSeries(fine, BarLevel::Min1, *calendar, day, 1e4);
    const auto days = resample(minutes, BarLevel::Day1, *calendar);
    const BarSeries oracle = leanSeries(coarse, BarLevel::Day1, *calendar, {}, 1e4).slice(day.days, day.days + 1);
    QCOMPARE(days->open, oracle.open);
    QCOMPARE(days->close, oracle.close);
    const auto hours = resample(minutes, BarLevel::Hour1, *calendar);
    std::map<std::string, double> closes;
    for (std::size_t i = 0; i < hours->size(); ++i)
      closes[local(*calendar, *hours, i)] = hours->close[i];
    QCOMPARE(closes.at("2015-12-24T13:00:00"), 748.4); // half an hour, then after the market by the clock
    QVERIFY(closes.contains("2015-12-24T14:00:00") && !closes.contains("2015-12-24T13:30:00"));
  }

  /// Twenty-three years of hours, all changes of the clock, half days and holidays included.
  void daysFromHoursOfNewYork()
  {
    ZVT_FIXTURE(fine, "market/lean/equity/usa/hour/spy.zip");
    ZVT_FIXTURE(coarse, "market/lean/equity/usa/daily/spy.zip");
    const auto calendar = *market::Calendar::load("us");
    const auto days = resample(leanSeries(fine, BarLevel::Hour1, *calendar, {}, 1e4), BarLevel::Day1, *calendar);
    QVERIFY(days);
    const BarSeries oracle = leanSeries(coarse, BarLevel::Day1, *calendar, {}, 1e4);
    QCOMPARE(oracle.size(), std::size_t(5849));
    QCOMPARE(days->key, oracle.key);
    // On half days of these early years the vendor counts what was traded after 13:00 as well.
    int afterTheClose = 0;
    for (std::size_t i = 0; i < oracle.size(); ++i) {
      const bool same = days->open[i] == oracle.open[i] && days->high[i] == oracle.high[i]
          && days->low[i] == oracle.low[i] && days->close[i] == oracle.close[i] && days->volume[i] == oracle.volume[i];
      if (same)
        continue;
      const std::string day = oracle.dayAt(i).iso();
      QVERIFY2(calendar->closeOf(oracle.dayAt(i))
                  == calendar->beginOf(oracle.dayAt(i), lastPhase(*calendar, oracle.dayAt(i)))
              && days->volume[i] < oracle.volume[i] && day < "2009",
          day.c_str());
      ++afterTheClose;
    }
    QCOMPARE(afterTheClose, 20);
  }

  void daysFromHoursOfHongKong()
  {
    ZVT_FIXTURE(fine, "market/lean/index/hkfe/hour/hsi.zip");
    ZVT_FIXTURE(coarse, "market/lean/index/hkfe/daily/hsi.zip");
    const auto calendar = *market::Calendar::load("hk");
    const auto days = resample(leanSeries(fine, BarLevel::Hour1, *calendar, {}, 1), BarLevel::Day1, *calendar);
    const BarSeries all = leanSeries(coarse, BarLevel::Day1, *calendar, {}, 1);
    const BarSeries oracle = all.slice(days->key.front(), days->key.back() + 1);
    QVERIFY(oracle.size() > 20);
    QCOMPARE(days->key, oracle.key);
    QCOMPARE(days->open, oracle.open);
    QCOMPARE(days->high, oracle.high);
    QCOMPARE(days->low, oracle.low);
    QCOMPARE(days->close, oracle.close);
  }

  void daysFromMinutesOfCrypto_data()
  {
    QTest::addColumn<bool>("wholeDay");
    for (const char* date :
        {"20161007", "20161008", "20161009", "20170903", "20170904", "20171217", "20180404", "20180405", "20180406"})
      QTest::newRow(date) << (std::string_view(date) != "20180404");
  }
  void daysFromMinutesOfCrypto()
  {
    const std::string date = QTest::currentDataTag();
    const auto fine = tests::fixture("market/lean/crypto/coinbase/minute/btcusd/" + date + "_trade.zip");
    const auto coarse = tests::fixture("market/lean/crypto/coinbase/daily/btcusd_trade.zip");
    if (!fine || !coarse)
      QSKIP("fixtures of lean are not there");
    const auto calendar = *market::Calendar::load("crypto");
    const TradingDay day = *TradingDay::parse(date);
    QFETCH(bool, wholeDay);
    const BarSeries minutes = leanSeries(*fine, BarLevel::Min1, *calendar, day, 1);
    QCOMPARE(minutes.size() > 1390, wholeDay); // on that day the exchange was down for hours
    const auto days = resample(minutes, BarLevel::Day1, *calendar);
    const BarSeries oracle = leanSeries(*coarse, BarLevel::Day1, *calendar, {}, 1).slice(day.days, day.days + 1);
    QCOMPARE(days->key, oracle.key);
    QCOMPARE(days->open, oracle.open);
    QCOMPARE(days->high, oracle.high);
    QCOMPARE(days->low, oracle.low);
    QCOMPARE(days->close, oracle.close);
    QVERIFY(std::abs(days->volume[0] - oracle.volume[0]) < 1e-6); // the vendor prints eight decimals
    // By way of four hours it is the same day.
    const auto fourHours = resample(minutes, BarLevel::Hour4, *calendar);
    const auto through = resample(*fourHours, BarLevel::Day1, *calendar);
    QCOMPARE(through->key, days->key);
    QCOMPARE(through->high, days->high);
    QCOMPARE(through->close, days->close);
  }

  /// The terminal's own minutes (price of the last trade and lots, labelled by their start) from its ticks.
  void minutesFromTicks_data()
  {
    QTest::addColumn<double>("lotsAfterTheMorning");
    // The terminal counts what is stamped 11:30:02 to the afternoon's first minute; it was traded in the morning.
    QTest::newRow("sz000001") << 10.0;
    QTest::newRow("sz000002") << 1.0;
  }
  void minutesFromTicks()
  {
    QFETCH(double, lotsAfterTheMorning);
    const std::string stock = QTest::currentDataTag();
    const auto tickFile = tests::fixture("market/hikyuu/" + stock + "_ticks.csv");
    const auto minuteFile = tests::fixture("market/hikyuu/" + stock + "_timeshare_1m.csv");
    if (!tickFile || !minuteFile)
      QSKIP("fixtures of hikyuu are not there");
    const auto calendar = *market::Calendar::load("cn");
    const BarSeries ticks = ticksOf(*tickFile, *calendar);
    const auto minutes = resample(ticks, BarLevel::Min1, *calendar);
    QVERIFY(minutes);
    std::map<std::string, std::size_t> byEnd;
    for (std::size_t i = 0; i < minutes->size(); ++i)
      byEnd[local(*calendar, *minutes, i)] = i;
    int compared = 0;
    for (const auto& row : cellsOf(tests::readFile(*minuteFile))) {
      if (!row[0].starts_with("2019-02-01"))
        continue;
      const LocalTime end{parseTime(row[0])->local.micros + Duration::minutes(1).micros};
      const auto found = byEnd.find(end.iso());
      if (found == byEnd.end()) {
        QCOMPARE(number(row[2]), 0.0); // nothing was traded in that minute
        continue;
      }
      double lots = number(row[2]);
      if (row[0].ends_with("11:29"))
        lots += lotsAfterTheMorning;
      if (row[0].ends_with("13:00"))
        lots -= lotsAfterTheMorning;
      QCOMPARE(minutes->close[found->second],
          row[0].ends_with("11:29") ? ticks.close[indexOfLastMorningTick(ticks)] : number(row[1]));
      QCOMPARE(minutes->volume[found->second], lots);
      ++compared;
    }
    QVERIFY(compared >= 238);
    // Two days of ticks: first and last price and all lots.
    const auto days = resample(ticks, BarLevel::Day1, *calendar);
    QCOMPARE(days->size(), std::size_t(2));
    QCOMPARE(days->open[0], ticks.open[0]);
    QCOMPARE(days->close[1], ticks.close.back());
    QCOMPARE(days->volume[0] + days->volume[1], std::accumulate(ticks.volume.begin(), ticks.volume.end(), 0.0));
  }

  /// Ticks of one second follow each other by a microsecond; one that goes back in time stays where it says.
  void ticksOfOneMomentKeepTheirOrder()
  {
    const auto calendar = *market::Calendar::load("cn");
    TimePlacer placer(BarLevel::Tick, BarLabel::End, calendar->zone(), calendar);
    const auto key = [&](const char* text) {
      plugin::BarRow row;
      row.time = parseTime(text)->local.micros;
      row.hasTime = true;
      return *placer.key(row);
    };
    const std::int64_t first = key("2019-02-01T09:30:02");
    QCOMPARE(key("2019-02-01T09:30:02"), first + 1);
    QCOMPARE(key("2019-02-01T09:30:02"), first + 2);
    QCOMPARE(key("2019-02-01T09:30:02.000001"), first + 3); // its own place is taken
    QCOMPARE(key("2019-02-01T09:30:03"), first + 1'000'000);
    QCOMPARE(key("2019-02-01T09:30:01"), first - 1'000'000);
  }

private:
  /// On a half day trading after the market begins at 13:00.
  static market::SessionPhase lastPhase(const market::Calendar& calendar, TradingDay day)
  {
    const auto phases = calendar.phases(day);
    return phases.back().begin == Duration::hours(13) ? phases.back() : market::SessionPhase{};
  }
  static std::size_t indexOfLastMorningTick(const BarSeries& ticks)
  {
    const auto noon = Timestamp{parseTime("2019-02-01T04:00:00")->local.micros}.micros; // 12:00 in Shanghai
    return static_cast<std::size_t>(std::lower_bound(ticks.key.begin(), ticks.key.end(), noon) - ticks.key.begin()) - 1;
  }
};

QTEST_APPLESS_MAIN(TstLevels)
#include "tst_levels.moc"
