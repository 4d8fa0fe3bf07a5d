// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_folder.h"

#include <QFile>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt backtest` of a share of Hong Kong under dated rules, from the lists of lots to the run's folder.
class TstHongKongCommand : public QObject, protected tests::CliFolder {
  Q_OBJECT

private Q_SLOTS:
  void aBacktestWithTheIssuersLot();
};

/// The case of tst_hong_kong: 200 of 250 in lots of 100, bought at 404 for 108.07, sold at 400 for 106.80; lots of 500
/// from 12-09 on change nothing, since the whole position is sold.
void TstHongKongCommand::aBacktestWithTheIssuersLot()
{
  write("bars.csv",
      "timestamp,open,high,low,close,volume\n2024-12-02,400,400,400,400,10000\n2024-12-03,398,400,396,396,10000\n"
      "2024-12-04,396,401,396,400,10000\n2024-12-05,404,409,403,408,10000\n2024-12-06,406,407,403,404,10000\n"
      "2024-12-09,400,402,399,400,10000\n");
  run({u"import"_s, u"bars"_s, at("bars.csv"), u"--entity"_s, u"stockhk_hk_00700"_s});
  write("turn.zvtstrategy",
      tests::crossDocument(
          "stockhk_hk_00700", R"("fast":1,"slow":2)", R"("level":"1d","adjust":"bfq")", R"("initial_cash":"100000")"));
  const QStringList backtest{u"backtest"_s, at("turn.zvtstrategy"), u"--quiet"_s, u"--out"_s};
  const tests::CliAnswer unknown = run(backtest + QStringList{at("unknown")}, 1);
  QVERIFY2(unknown.errors.contains("zvt import records lot_size"), unknown.errors.constData());
  QVERIFY(!QFile::exists(at("unknown")));

  // The exchange's list of securities: today's lot, taken for all days, with a warning.
  write("list.csv", "Stock Code,Name of Securities,Category,Board Lot\n00700,TENCENT,Equity,100\n");
  run({u"import"_s, u"records"_s, u"stockhk"_s, at("list.csv"), u"--map"_s,
      u"code=Stock Code,name=Name of Securities"_s});
  run(backtest + QStringList{at("listed")});
  const QByteArray listed = read("listed/fills.csv");
  QVERIFY2(listed.contains(",200,404,"), listed.constData());
  QVERIFY(read("listed/report.html").contains("board lot"));

  write("lots.csv", "entity_id,timestamp,lot_size\nstockhk_hk_00700,2004-06-16,100\nstockhk_hk_00700,2024-12-09,500\n");
  run({u"import"_s, u"records"_s, u"lot_size"_s, at("lots.csv")});
  run(backtest + QStringList{at("dated")});
  QVERIFY(!read("dated/report.html").contains("board lot"));
  const QByteArray fills = read("dated/fills.csv");
  QVERIFY2(fills.contains(",200,404,") && fills.contains(",200,400,"), fills.constData());
  const QList<QByteArray> equity = read("dated/equity.csv").trimmed().split('\n');
  QCOMPARE(equity.last().split(',').value(1).toDouble(), 98'985.13);
  const tests::CliAnswer rules = run({u"rules"_s, u"show"_s, u"--market"_s, u"hk"_s, u"--date"_s, u"2024-12-05"_s});
  QVERIFY2(rules.output.contains("issuer's lot"), rules.output.constData());
}

QTEST_GUILESS_MAIN(TstHongKongCommand)
#include "tst_hong_kong_command.moc"
