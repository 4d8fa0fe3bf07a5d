// SPDX-License-Identifier: Apache-2.0
#include "core/data/sql_bars.h"

#include "core/base/text.h"
#include "core/storage/sql_session.h"
#include "tests/core/data/data_profile.h"

#include <fmt/format.h>

using namespace zvt;
using namespace zvt::data;
using market::BarLevel;

namespace {

/// Cells of a CSV by line, without the header.
QList<QList<QByteArray>> cellsOf(const std::filesystem::path& file)
{
  QList<QList<QByteArray>> rows;
  const QList<QByteArray> lines = QByteArray::fromStdString(tests::readFile(file)).split('\n');
  for (qsizetype i = 1; i < lines.size(); ++i) {
    if (const QByteArray line = lines[i].trimmed(); !line.isEmpty())
      rows.push_back(line.split(','));
  }
  return rows;
}

std::string cell(const storage::RecordValue& value)
{
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  if (const auto* number = std::get_if<double>(&value))
    return formatDouble(*number);
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return std::to_string(*integer);
  return "-";
}

}

class TstSqlBars : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_profile = std::make_unique<tests::DataProfile>();
    m_source = makeSqlBars(m_profile->profile(), m_profile->data());
    auto session = storage::SqlSession::open(m_profile->profile(), *m_source, m_clock);
    QVERIFY2(session, tests::reason(session).c_str());
    m_session = *std::move(session);
  }
  void cleanup()
  {
    m_session.reset();
    m_source.reset();
    m_profile.reset();
  }

  /// Every date of the oracle, joined to the table of stocks, in all three tables.
  void adjustedTablesAgreeWithTheOracle_data()
  {
    QTest::addColumn<QString>("name");
    for (const char* name : {"sz000001", "sh600000", "sz000002"})
      QTest::newRow(name) << QString(name);
  }
  void adjustedTablesAgreeWithTheOracle()
  {
    QFETCH(QString, name);
    const std::string stock = name.toStdString();
    const std::string entity = "stock_" + stock.substr(0, 2) + '_' + stock.substr(2);
    const auto bars = tests::fixture("market/hikyuu/" + stock + "_1d.csv");
    const auto actions = tests::fixture("market/hikyuu/" + stock + "_corporate_actions.csv");
    const auto oracle = tests::fixture("oracle/adjust/" + stock + "_hfq_qfq_close.csv");
    if (!bars || !actions || !oracle)
      QSKIP("fixtures are not there");
    QVERIFY(m_profile->import(*bars, entity));
    QVERIFY(m_profile->importActions(*actions, entity));
    storage::SqlQuery query;
    query.text = "SELECT r.timestamp, r.close, h.close, q.close FROM stock s "
                 "JOIN stock_1d_bfq_kdata r ON r.entity_id = s.id "
                 "JOIN stock_1d_hfq_kdata h ON h.entity_id = s.id AND h.timestamp = r.timestamp "
                 "JOIN stock_1d_kdata q ON q.entity_id = s.id AND q.timestamp = r.timestamp "
                 "WHERE s.code = :code AND r.timestamp >= :from ORDER BY r.timestamp";
    const auto rows = cellsOf(*oracle);
    QVERIFY(rows.size() > 100);
    query.parameters = {{"code", stock.substr(2)}, {"from", rows.front()[0].toStdString()}};
    const auto table = m_session->fetch(query);
    QVERIFY2(table, tests::reason(table).c_str());
    std::map<std::string, const storage::RecordRow*> byDay;
    for (const storage::RecordRow& row : table->rows)
      byDay[std::get<std::string>(row[0])] = &row;
    for (const QList<QByteArray>& row : rows) { // date, close, hfq, qfq; the oracle prints six digits
      const auto found = byDay.find(row[0].toStdString());
      QVERIFY2(found != byDay.end(), row[0].constData());
      for (int i = 1; i <= 3; ++i) {
        const double expected = row[i].toDouble();
        const double actual = std::get<double>((*found->second)[static_cast<std::size_t>(i)]);
        QVERIFY2(std::fabs(actual - expected) <= 1e-6 * expected + 1e-6, row[0].constData());
      }
    }
  }

  /// One share becomes two on Wednesday: 10, then 5 and 6 with 6 = 5 × 1.2.
  void levelsAndColumnsFollowFromWhatIsStored()
  {
    const std::string head = "date,open,high,low,close,volume\n";
    QVERIFY(
        m_profile->import(m_profile->write("d.csv",
                              head + "2024-01-02,10,10,10,10,100\n2024-01-03,5,6,5,6,100\n2024-01-08,6,9,6,9,100\n"),
            "stock_sz_000001"));
    QVERIFY(
        m_profile->importActions(m_profile->write("a.csv", "ex_date,bonus,cash\n2024-01-03,1,0\n"), "stock_sz_000001"));
    QCOMPARE(text("SELECT timestamp, open, close, volume, adjust FROM stock_1wk_kdata WHERE code = '000001'"),
        std::string("2024-01-03|5|6|300|qfq 2024-01-08|6|9|100|qfq"));
    QCOMPARE(text("SELECT timestamp, close FROM stock_1mon_bfq_kdata"), std::string("2024-01-08|9"));
    QCOMPARE(text("SELECT count(*) FROM stock_1m_kdata"), std::string("0"));
    // The change goes through the split: 6 against 5, and 9 against 6, also where the day before is not asked for.
    QCOMPARE(
        text("SELECT round(change_pct, 9) FROM stock_1d_bfq_kdata WHERE code = '000001'"), std::string("- 0.2 0.5"));
    QCOMPARE(text("SELECT round(change_pct, 9), turnover_rate FROM stock_1d_kdata "
                  "WHERE entity_id = 'stock_sz_000001' AND timestamp > '2024-01-03'"),
        std::string("0.5|-"));
    QCOMPARE(
        text("SELECT adjust, close FROM bars WHERE entity_id = 'stock_sz_000001' AND level = '1d' AND adjust = 'hfq' "
             "ORDER BY timestamp"),
        std::string("hfq|10 hfq|12 hfq|18"));
  }

  void providersAreNotMixed()
  {
    const std::string head = "date,open,high,low,close,volume\n";
    ImportOptions options;
    for (const auto& [provider, price] : {std::pair("alpha", "1"), std::pair("beta", "2")}) {
      options.provider = provider;
      const std::string rows = fmt::format("2024-01-02,{0},{0},{0},{0},100\n2024-01-03,{0},{0},{0},{0},100\n", price);
      QVERIFY(m_profile->import(
          m_profile->write(std::string(provider) + ".csv", head + rows), "stock_sz_000001", BarLevel::Day1, options));
    }
    for (const char* table : {"stock_1d_bfq_kdata", "stock_1d_kdata"}) {
      const std::string from = std::string(" FROM ") + table;
      QCOMPARE(text("SELECT provider, close" + from + " WHERE code = '000001'"), std::string("alpha|1 alpha|1"));
      QCOMPARE(text("SELECT provider, close" + from), std::string("alpha|1 alpha|1"));
      QCOMPARE(text("SELECT provider, close" + from + " WHERE timestamp = '2024-01-03'"), std::string("alpha|1"));
      QCOMPARE(text("SELECT close" + from + " WHERE provider = 'beta'"), std::string("2 2"));
      QCOMPARE(text("SELECT close" + from + " WHERE provider = 'gamma'"), std::string());
    }
  }

  /// The cheap ways of reading (the store itself, a day of all securities) give what the plain one gives.
  void everyWayOfReadingAgrees()
  {
    const std::string head = "date,open,high,low,close,volume\n";
    for (int stock = 1; stock <= 4; ++stock) {
      std::string rows;
      for (int day = 2; day <= 5; ++day) // 2024-01-02 … 05; the fourth stock is suspended on the 4th
        if (stock != 4 || day != 4)
          rows += fmt::format("2024-01-{0:02},{1}.{0},{1}.{0},{1}.{0},{1}.{0},100\n", day, stock);
      QVERIFY(m_profile->import(m_profile->write("s.csv", head + rows), fmt::format("stock_sz_00000{}", stock)));
    }
    QCOMPARE(text("SELECT code, close FROM stock_1d_bfq_kdata WHERE timestamp = '2024-01-04' ORDER BY entity_id"),
        std::string("000001|1.4 000002|2.4 000003|3.4"));
    QCOMPARE(text("SELECT code, close FROM stock_1d_kdata WHERE timestamp = '2024-01-04' ORDER BY entity_id"),
        std::string("000001|1.4 000002|2.4 000003|3.4"));
    QCOMPARE(text("SELECT count(*), round(sum(close), 6) FROM stock_1d_bfq_kdata"),
        std::string("15|41.2")); // 5.4 + 9.4 + 13.4 + 13
    QCOMPARE(
        text("SELECT b.code, a.close FROM stock_1d_bfq_kdata a JOIN stock_1d_bfq_kdata b ON b.entity_id = a.entity_id "
             "AND b.timestamp = a.timestamp WHERE a.timestamp = '2024-01-05' ORDER BY a.close DESC LIMIT 2"),
        std::string("000004|4.5 000003|3.5"));
    // What is stored later is seen by the next statement of the same session.
    QVERIFY(m_profile->import(m_profile->write("t.csv", head + "2024-01-04,9,9,9,9,100\n"), "stock_sz_000005"));
    QCOMPARE(text("SELECT code FROM stock_1d_bfq_kdata WHERE timestamp = '2024-01-04' AND close > 3"),
        std::string("000003 000005"));
  }

  void minutesAreOnTheExchangesClock()
  {
    QVERIFY(m_profile->import(
        m_profile->write("m.csv", "date,open,high,low,close\n2024-01-03 09:31,5,5,5,5\n2024-01-03 15:00,6,6,6,6\n"),
        "stock_sz_000001", BarLevel::Min1));
    QCOMPARE(text("SELECT timestamp, key FROM stock_1m_bfq_kdata WHERE timestamp <= '2024-01-03 12:00'"),
        // 09:31 in Shanghai is 01:31 UTC; 2024-01-03 is day 19,725.
        fmt::format("2024-01-03T09:31:00|{}", (19'725LL * 1'440 + 91) * 60'000'000));
    QCOMPARE(text("SELECT timestamp, open, close FROM stock_1d_bfq_kdata"), std::string("2024-01-03|5|6"));
  }

private:
  std::string text(const std::string& sql)
  {
    storage::SqlQuery query;
    query.text = sql;
    const auto table = m_session->fetch(query);
    if (!table)
      return tests::reason(table);
    std::string text;
    for (const storage::RecordRow& row : table->rows) {
      std::string line;
      for (const storage::RecordValue& value : row)
        line += (&value == &row.front() ? "" : "|") + cell(value);
      text += (text.empty() ? "" : " ") + line;
    }
    return text;
  }

  SystemClock m_clock;
  std::unique_ptr<tests::DataProfile> m_profile;
  std::unique_ptr<storage::SqlBarSource> m_source;
  std::unique_ptr<storage::SqlSession> m_session;
};

QTEST_APPLESS_MAIN(TstSqlBars)
#include "tst_sql_bars.moc"
