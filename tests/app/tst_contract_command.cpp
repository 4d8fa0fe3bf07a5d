// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_folder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt backtest` of contracts, from imported files to the run's folder.
class TstContractCommand : public QObject, protected tests::CliFolder {
  Q_OBJECT

private Q_SLOTS:
  void aFutureFromTheExchangesTable();
  void aPerpetualWithItsFundingRates();
  void anUnknownContractIsRefused();

private:
  /// Long where a close turns up, short where it turns down, at the next open.
  [[nodiscard]] QByteArray document(const char* entity, const char* account) const
  {
    return tests::crossDocument(
        entity, R"("fast":1,"slow":2,"side":"both")", R"("level":"1d","adjust":"bfq")", account);
  }
  /// A column of the last line of a table.
  [[nodiscard]] QByteArray last(const char* name, const char* column) const
  {
    const QList<QByteArray> lines = read(name).trimmed().split('\n');
    return lines.last().split(',').value(lines.first().split(',').indexOf(column));
  }
};

/// IF2606 of April 2026: 4,744.8 falls to 4,724.4 on 04-23, one lot of 1,417,320 is sold short at 4,712.2 on 04-24. Fee
/// 1,413,660 × 0.00238 % + 0.01 = 33.66; settled at 4,721.0: −2,640; at the close 4,713.6 2,220 more.
void TstContractCommand::aFutureFromTheExchangesTable()
{
  ZVT_FIXTURE(table, "providers/akshare-parsed/get_futures_daily.csv");
  QFile file(QString::fromStdString(table.string()));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QByteArray bars = "timestamp,open,high,low,close,volume,settlement\n";
  while (!file.atEnd())
    if (const QList<QByteArray> cells = file.readLine().split(','); cells[0] == "IF2606")
      bars += cells[1] + ',' + cells.mid(2, 5).join(',') + ',' + cells[9] + '\n';
  write("if.csv", bars);
  run({u"import"_s, u"bars"_s, at("if.csv"), u"--entity"_s, u"future_cffex_IF2606"_s, u"--map"_s,
      u"timestamp=timestamp,open=open,high=high,low=low,close=close,volume=volume,settlement=settlement"_s});
  write("if.zvtstrategy", document("future_cffex_IF2606", R"("initial_cash":"2000000","finalize":"keep")"));
  for (const char* folder : {"run", "again"})
    run({u"backtest"_s, at("if.zvtstrategy"), u"--out"_s, at(folder), u"--quiet"_s});
  QCOMPARE(last("run/equity.csv", "equity").toDouble(), 1'999'546.34);
  QCOMPARE(last("run/equity.csv", "cash").toDouble(), 1'997'326.34);
  QCOMPARE(last("run/holdings.csv", "market_value").toDouble(), -1'414'080.0);
  QCOMPARE(last("run/fills.csv", "multiplier"), QByteArray("300"));
  QCOMPARE(last("run/fills.csv", "costs"), QByteArray("33.66"));
  for (const char* name : {"manifest.json", "equity.csv", "fills.csv", "orders.csv", "holdings.csv", "report.html"})
    QVERIFY2(read((std::string("run/") + name).c_str()) == read((std::string("again/") + name).c_str()), name);
  // The run's folder explains itself.
  const QByteArray why = run({u"why"_s, at("run"), u"1"_s}).output;
  QVERIFY2(why.contains("= 1.41"), why.constData()); // 2,000,000 ÷ 1,417,320
}

/// 0.08 coins sold at 50,000 for 4,000; closed by force on the way to 99,700, at 7,998 ÷ 0.08032: 27.881474 is left.
void TstContractCommand::aPerpetualWithItsFundingRates()
{
  write("coin.csv",
      "timestamp,open,high,low,close,volume\n2024-03-01,49900,49900,49900,49900,1000\n"
      "2024-03-02,49900,50100,49900,50100,1000\n2024-03-03,50100,50100,50000,50000,1000\n"
      "2024-03-04,50000,99700,50000,99700,1000\n");
  run({u"import"_s, u"bars"_s, at("coin.csv"), u"--entity"_s, u"coin_binance_BTC-USDT_USDT"_s});
  write("rates.csv", "timestamp,funding_rate,mark_price\n2024-03-04 08:00:00,0.001,62500\n");
  run({u"import"_s, u"records"_s, u"funding_rate"_s, at("rates.csv"), u"--entity"_s, u"coin_binance_BTC-USDT_USDT"_s});
  write("coin.zvtstrategy",
      document("coin_binance_BTC-USDT_USDT", R"("initial_cash":"4000","finalize":"keep","sizing":"exact")"));
  run({u"backtest"_s, at("coin.zvtstrategy"), u"--out"_s, at("coin"), u"--quiet"_s});
  QCOMPARE(QString::number(last("coin/equity.csv", "equity").toDouble(), 'f', 4), u"27.8815"_s);
  QVERIFY(read("coin/orders.csv").contains("trading.liquidated"));
  QVERIFY(read("coin/report.html").contains("liquidated"));
  QVERIFY(read("coin/decisions.csv").contains("forced"));
  const QByteArray why = run({u"why"_s, at("coin"), u"2"_s}).output;
  QVERIFY2(why.contains("Closed by force"), why.constData());
}

void TstContractCommand::anUnknownContractIsRefused()
{
  write("xx.csv",
      "timestamp,open,high,low,close,volume\n2024-03-01,1,1,1,1,1\n2024-03-04,1,2,1,2,1\n"
      "2024-03-05,2,2,1,1,1\n2024-03-06,1,2,1,2,1\n2024-03-07,2,2,2,2,1\n");
  run({u"import"_s, u"bars"_s, at("xx.csv"), u"--entity"_s, u"future_cffex_XX2406"_s});
  write("xx.zvtstrategy", document("future_cffex_XX2406", ""));
  const auto refused =
      tests::expectCli(profile(), {u"backtest"_s, at("xx.zvtstrategy"), u"--out"_s, at("xx"), u"--quiet"_s}, 1);
  QVERIFY2(refused.errors.contains("contract"), refused.errors.constData());
}

QTEST_GUILESS_MAIN(TstContractCommand)
#include "tst_contract_command.moc"
