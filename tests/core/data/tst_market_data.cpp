// SPDX-License-Identifier: Apache-2.0
#include "tests/core/data/data_profile.h"

#include <fmt/format.h>

#include <atomic>
#include <thread>

using namespace zvt;
using namespace zvt::data;
using market::AdjustMode;
using market::BarLevel;

namespace {

/// date → (hfq close, qfq close)
std::vector<std::tuple<TradingDay, double, double>> readOracle(const std::filesystem::path& file)
{
  std::vector<std::tuple<TradingDay, double, double>> rows;
  const std::string text = tests::readFile(file);
  const QList<QByteArray> lines = QByteArray::fromStdString(text).split('\n');
  for (qsizetype i = 1; i < lines.size(); ++i) {
    const QList<QByteArray> cells = lines[i].trimmed().split(',');
    if (cells.size() == 4)
      rows.emplace_back(*TradingDay::parse(cells[0].toStdString()), cells[2].toDouble(), cells[3].toDouble());
  }
  return rows;
}

std::size_t indexOf(const market::BarSeries& series, TradingDay day)
{
  const auto at = std::lower_bound(series.key.begin(), series.key.end(), std::int64_t{day.days});
  return at != series.key.end() && *at == day.days ? static_cast<std::size_t>(at - series.key.begin()) : SIZE_MAX;
}

}

class TstMarketData : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { m_profile = std::make_unique<tests::DataProfile>(); }
  void cleanup() { m_profile.reset(); }

  void adjustedClosesAgreeWithTheOracle_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("entity");
    QTest::newRow("sz000001") << "sz000001" << "stock_sz_000001";
    QTest::newRow("sh600000") << "sh600000" << "stock_sh_600000";
    QTest::newRow("sz000002") << "sz000002" << "stock_sz_000002";
  }
  void adjustedClosesAgreeWithTheOracle()
  {
    QFETCH(QString, name);
    QFETCH(QString, entity);
    const std::string stock = name.toStdString();
    const auto bars = tests::fixture("market/hikyuu/" + stock + "_1d.csv");
    const auto actions = tests::fixture("market/hikyuu/" + stock + "_corporate_actions.csv");
    const auto oracle = tests::fixture("oracle/adjust/" + stock + "_hfq_qfq_close.csv");
    if (!bars || !actions || !oracle)
      QSKIP("fixtures are not there");
    QVERIFY(m_profile->import(*bars, entity.toStdString()));
    QVERIFY(m_profile->importActions(*actions, entity.toStdString()));
    const auto hfq = m_profile->bars(entity.toStdString(), BarLevel::Day1, AdjustMode::Hfq);
    const auto qfq = m_profile->bars(entity.toStdString(), BarLevel::Day1, AdjustMode::Qfq);
    const auto rows = readOracle(*oracle);
    QVERIFY(rows.size() > 100);
    for (const auto& [day, hfqClose, qfqClose] : rows) {
      const std::size_t at = indexOf(*hfq, day);
      QVERIFY(at != SIZE_MAX);
      // The oracle prints six decimals.
      QVERIFY2(std::fabs(hfq->close[at] - hfqClose) <= 1e-6 * hfqClose + 1e-6, day.iso().c_str());
      QVERIFY2(std::fabs(qfq->close[at] - qfqClose) <= 1e-6 * qfqClose + 1e-6, day.iso().c_str());
    }
  }

  /// One share becomes two on Wednesday: minutes, days and the week see the same halved past.
  void everyLevelUsesTheSameFactors()
  {
    const std::string head = "date,open,high,low,close,volume\n";
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", head + "2024-01-02,10,10,10,10,100\n2024-01-03,5,6,5,6,100\n"), "stock_sz_000001"));
    QVERIFY(m_profile->import(
        m_profile->write("m.csv",
            head + "2024-01-02 15:00,10,10,10,10,100\n2024-01-03 09:31,5,5,5,5,50\n2024-01-03 15:00,6,6,6,6,50\n"),
        "stock_sz_000001", BarLevel::Min1));
    QVERIFY(
        m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-03,1,0\n"), "stock_sz_000001"));
    const auto minutes = m_profile->bars("stock_sz_000001", BarLevel::Min1, AdjustMode::Qfq);
    QCOMPARE(minutes->close, (std::vector<double>{5, 5, 6}));
    QCOMPARE(minutes->volume, (std::vector<double>{200, 50, 50}));
    QCOMPARE(m_profile->bars("stock_sz_000001", BarLevel::Day1, AdjustMode::Qfq)->close, (std::vector<double>{5, 6}));
    const auto week = m_profile->bars("stock_sz_000001", BarLevel::Week1, AdjustMode::Qfq);
    QCOMPARE(week->size(), std::size_t(1));
    QCOMPARE(week->open[0], 5.0); // not 10: the raw open belongs to another scale
    QCOMPARE(week->high[0], 6.0);
    QCOMPARE(week->volume[0], 300.0);
    QCOMPARE(m_profile->bars("stock_sz_000001", BarLevel::Week1)->open[0], 10.0);
    const auto hfq = m_profile->bars("stock_sz_000001", BarLevel::Min1, AdjustMode::Hfq);
    QCOMPARE(hfq->close, (std::vector<double>{10, 10, 12}));
  }

  /// A provider's own weeks, too: the days that they are made of are there, from the listing on Thursday.
  void storedWeeksAreMadeOfAdjustedDays()
  {
    const std::string head = "date,open,high,low,close\n";
    const std::string stock = "stock_sz_000001";
    QVERIFY(m_profile->import(
        m_profile->write("w.csv", head + "2024-01-05,10,10,10,10\n2024-01-12,10,10,5,6\n"), stock, BarLevel::Week1));
    QVERIFY(m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-10,1,0\n"), stock));
    // Weeks alone: one factor for all of a week, as good as it gets.
    QCOMPARE(m_profile->bars(stock, BarLevel::Week1, AdjustMode::Qfq)->size(), std::size_t(2));
    // Days that begin within the weeks do not replace them.
    const std::string late = "2024-01-09,10,10,10,10\n2024-01-10,5,5,5,5\n2024-01-12,5,6,5,6\n";
    QVERIFY(m_profile->import(m_profile->write("late.csv", head + late), stock));
    QCOMPARE(m_profile->bars(stock, BarLevel::Week1, AdjustMode::Qfq)->size(), std::size_t(2));
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", head + "2024-01-04,10,10,10,10\n2024-01-05,10,10,10,10\n" + late), stock));
    const auto weeks = m_profile->bars(stock, BarLevel::Week1, AdjustMode::Qfq);
    QCOMPARE(weeks->open, (std::vector<double>{5, 5})); // 10 before one share became two
    QCOMPARE(weeks->high, (std::vector<double>{5, 6}));
    QCOMPARE(weeks->close, (std::vector<double>{5, 6}));
    QCOMPARE(m_profile->bars(stock, BarLevel::Week1)->high[1], 10.0); // raw: as stored
  }

  /// 16:10 is after the close in Shenzhen: such a bar makes no day, and without days nothing is adjusted.
  void barsOutsideTheSessionAlone()
  {
    const std::string stock = "stock_sz_000001";
    QVERIFY(
        m_profile->import(m_profile->write("m.csv", "date,open,high,low,close,volume\n2024-01-03 16:10,5,5,5,5,50\n"),
            stock, BarLevel::Min1));
    QVERIFY(m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-03,1,0\n"), stock));
    for (const AdjustMode mode : {AdjustMode::Qfq, AdjustMode::Hfq}) {
      const auto bars = m_profile->bars(stock, BarLevel::Min1, mode);
      QCOMPARE(bars->close, (std::vector<double>{5}));
      QCOMPARE(bars->volume, (std::vector<double>{50}));
      QVERIFY(bars->adjust == mode);
    }
  }

  /// Minutes that begin after an event carry the factor that the days before them decide.
  void hfqOfMinutesKnowsEarlierEvents()
  {
    const std::string head = "date,open,high,low,close\n";
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", head + "2024-01-02,10,10,10,10\n2024-01-03,5,5,5,5\n2024-01-04,5,5,5,5\n"),
        "stock_sz_000001"));
    QVERIFY(m_profile->import(m_profile->write("m.csv", head + "2024-01-04 15:00,5,5,5,5\n2024-01-05 15:00,4,4,4,4\n"),
        "stock_sz_000001", BarLevel::Min1));
    QVERIFY(
        m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-03,1,0\n"), "stock_sz_000001"));
    QCOMPARE(m_profile->bars("stock_sz_000001", BarLevel::Min1, AdjustMode::Hfq)->close, (std::vector<double>{10, 8}));
  }

  void slicesByKey()
  {
    QVERIFY(
        m_profile->import(m_profile->write("d.csv",
                              "date,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-03,2,2,2,2\n2024-01-04,3,3,3,3\n"),
            "stock_sz_000001"));
    BarRequest request;
    request.entityId = "stock_sz_000001";
    request.from = TradingDay::fromDate({2024, 1, 3}).days;
    request.to = TradingDay::fromDate({2024, 1, 4}).days;
    const auto bars = m_profile->data().bars(request);
    QVERIFY(bars);
    QCOMPARE((*bars)->close, (std::vector<double>{2}));
  }

  void nothingStored()
  {
    QVERIFY(m_profile->bars("stock_sz_000001")->empty());
    QVERIFY(m_profile->data().levels("stock_sz_000001")->empty());
  }

  void levelsThatCanBeServed()
  {
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", "date,open,high,low,close\n2024-01-02,1,1,1,1\n"), "stock_sz_000001"));
    QVERIFY(*m_profile->data().levels("stock_sz_000001")
        == (std::vector<BarLevel>{BarLevel::Day1, BarLevel::Week1, BarLevel::Month1}));
  }

  /// The same snapshot is shared until something changes; an import or new actions replace it and tell the observers.
  void cachesUntilChanged()
  {
    const std::string head = "date,open,high,low,close\n";
    QVERIFY(m_profile->import(m_profile->write("d.csv", head + "2024-01-02,10,10,10,10\n"), "stock_sz_000001"));
    std::atomic<int> changes = 0;
    std::atomic<int> unadjusted = 0;
    auto handle = m_profile->data().observe([&](const MarketChange& change) {
      ++changes;
      unadjusted += change.entityId == "stock_sz_000001" && !change.level ? 1 : 0;
    });
    const auto first = m_profile->bars("stock_sz_000001");
    QCOMPARE(m_profile->bars("stock_sz_000001").get(), first.get());
    const std::uint64_t generation = m_profile->data().generation();
    QVERIFY(m_profile->import(
        m_profile->write("d.csv", head + "2024-01-02,10,10,10,10\n2024-01-03,5,5,5,5\n"), "stock_sz_000001"));
    QCOMPARE(m_profile->bars("stock_sz_000001")->size(), std::size_t(2));
    QCOMPARE(first->size(), std::size_t(1)); // a snapshot never changes
    QVERIFY(m_profile->data().generation() > generation);
    QVERIFY(changes > 0);
    QCOMPARE(m_profile->bars("stock_sz_000001", BarLevel::Day1, AdjustMode::Qfq)->close[0], 10.0);
    QVERIFY(
        m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-03,1,0\n"), "stock_sz_000001"));
    QCOMPARE(m_profile->bars("stock_sz_000001", BarLevel::Day1, AdjustMode::Qfq)->close[0], 5.0);
    QCOMPARE(int(unadjusted), 1);
    handle.reset();
    const int before = changes;
    m_profile->data().notifyChanged("stock_sz_000001", {});
    QCOMPARE(int(changes), before);
  }

  /// Readers beside a writer always see one whole import or another, never a mixture.
  void manyThreads()
  {
    const auto file = [&](int rows) {
      std::string text = "date,open,high,low,close\n";
      for (int i = 0; i < 200; ++i)
        text += fmt::format("{},{},{},{},{}\n", (TradingDay::fromDate({2023, 1, 2}) + i).iso(), rows, rows, rows, rows);
      return m_profile->write("t.csv", text);
    };
    QVERIFY(m_profile->import(file(1), "stock_sz_000001"));
    std::atomic<bool> stop = false;
    std::atomic<int> torn = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
      readers.emplace_back([&] {
        while (!stop) {
          const auto bars = m_profile->bars("stock_sz_000001", BarLevel::Day1, AdjustMode::Hfq);
          torn += bars->size() != 200 || bars->close.front() != bars->close.back() ? 1 : 0;
        }
      });
    for (int i = 2; i < 12; ++i)
      QVERIFY(m_profile->import(file(i), "stock_sz_000001"));
    stop = true;
    for (std::thread& reader : readers)
      reader.join();
    QCOMPARE(int(torn), 0);
    QCOMPARE(m_profile->bars("stock_sz_000001")->close.back(), 11.0);
  }

private:
  std::unique_ptr<tests::DataProfile> m_profile;
};

QTEST_APPLESS_MAIN(TstMarketData)
#include "tst_market_data.moc"
