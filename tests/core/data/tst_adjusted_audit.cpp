// SPDX-License-Identifier: Apache-2.0
// Q09 over stored series: adjusted prices from elsewhere against raw prices and corporate actions.
#include "core/base/text.h"
#include "core/data/quality_audit.h"
#include "core/data/quarantine.h"
#include "tests/core/data/data_profile.h"

using namespace zvt;
using namespace zvt::data;
using tests::reason;

namespace {

const std::string kStock = "stock_sh_600000";

}

class TstAdjustedAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// 浦发银行 from its listing to 2011, raw, with all of its dividends and bonus shares.
  void initTestCase()
  {
    ZVT_FIXTURE(raw, "market/hikyuu/sh600000_1d.csv");
    ZVT_FIXTURE(actions, "market/hikyuu/sh600000_corporate_actions.csv");
    ZVT_FIXTURE(oracle, "oracle/adjust/sh600000_hfq_qfq_close.csv");
    ImportOptions options;
    options.provider = "hikyuu";
    const auto bars = m_profile.import(raw, kStock, market::BarLevel::Day1, options);
    QVERIFY2(bars && !bars->refused(), reason(bars).c_str());
    options.content = plugin::ImportContent::Actions;
    const auto told = m_profile.import(actions, kStock, market::BarLevel::Day1, options);
    QVERIFY2(told && !told->refused(), reason(told).c_str());
    m_oracle = *m_profile.files().read(oracle);
  }

  void adjustedSeries_data()
  {
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("column");
    QTest::newRow("hfq") << "hfq" << 2;
    QTest::newRow("qfq") << "qfq" << 3;
  }
  /// The oracle's prices are right, one by three cents in a hundred is not, and is settled once it is corrected.
  void adjustedSeries()
  {
    if (m_oracle.empty())
      QSKIP("fixtures are not there");
    QFETCH(QString, mode);
    QFETCH(int, column);
    AdjustedSeries series{kStock, market::BarLevel::Day1, "hikyuu", mode.toStdString(), {}, {}};
    series.mode = *market::parseAdjustMode(series.provider);
    importOracle(series.provider, column, {});
    auto findings = auditAdjusted(m_profile.profile(), series);
    QVERIFY2(findings, reason(findings).c_str());
    QCOMPARE(findings->size(), std::size_t(0));

    importOracle(series.provider, column, "2000-02-21");
    findings = auditAdjusted(m_profile.profile(), series);
    QVERIFY2(findings, reason(findings).c_str());
    QCOMPARE(findings->size(), std::size_t(1));
    const QualityFinding& wrong = findings->front();
    QCOMPARE(wrong.rule, std::string("Q09"));
    QCOMPARE(wrong.provider, series.provider);
    QCOMPARE(TradingDay{static_cast<std::int32_t>(wrong.key)}.iso(), std::string("2000-02-21"));
    Quarantine quarantine(m_profile.profile(), m_profile.clock());
    QCOMPARE(*quarantine.add(*findings), std::size_t(1));
    QuarantineFilter filter;
    filter.provider = series.provider;
    filter.rule = "Q09";
    QCOMPARE(*quarantine.settle(filter, *findings), std::size_t(0));
    QCOMPARE(*quarantine.settle(filter, {}), std::size_t(1));
  }

  void missingSeries()
  {
    const auto findings =
        auditAdjusted(m_profile.profile(), {kStock, market::BarLevel::Day1, "nobody", "none", {}, {}});
    QCOMPARE(findings.error().code, std::string("storage.no_bars"));
  }

private:
  /// A column of the oracle as a provider's bars; the price of @p wrong is three per cent too high.
  void importOracle(const std::string& provider, int column, const std::string& wrong)
  {
    std::string text = "date,open,high,low,close\n";
    const QList<QByteArray> lines = QByteArray::fromStdString(m_oracle).trimmed().split('\n');
    for (const QByteArray& line : lines.mid(1)) {
      const QList<QByteArray> cells = line.trimmed().split(',');
      double price = cells[column].toDouble();
      if (cells[0].toStdString() == wrong)
        price *= 1.03;
      const std::string cell = formatDouble(price);
      text += cells[0].toStdString() + ',' + cell + ',' + cell + ',' + cell + ',' + cell + '\n';
    }
    ImportOptions options;
    options.provider = provider;
    const auto report =
        m_profile.import(m_profile.write("adjusted.csv", text), kStock, market::BarLevel::Day1, options);
    QVERIFY2(report && !report->refused(), reason(report).c_str());
  }

  tests::DataProfile m_profile;
  std::string m_oracle;
};

QTEST_APPLESS_MAIN(TstAdjustedAudit)
#include "tst_adjusted_audit.moc"
