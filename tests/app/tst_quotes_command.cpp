// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fstream>

using namespace zvt;
using namespace Qt::StringLiterals;

/// `zvt quotes`: recorded full ticks, without a profile.
class TstQuotesCommand : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// The figures are those of the captured file: 109,123 手, 1525 / 1474.92 − 1 = 3.40 %.
  void newestOfACapturedFile()
  {
    ZVT_FIXTURE(file, "providers/qmt/full_tick_600519_20260204_partial.json");
    const auto answer = run({path(file), u"--json"_s});
    const QJsonArray rows = QJsonDocument::fromJson(answer.output).array();
    QCOMPARE(rows.size(), qsizetype(1));
    const QJsonObject row = rows[0].toObject();
    QCOMPARE(row[u"entity_id"].toString(), u"stock_sh_600519"_s);
    QCOMPARE(row[u"time"].toString(), u"2026-02-04T15:00:02"_s);
    QCOMPARE(row[u"last"].toDouble(), 1525.0);
    QCOMPARE(row[u"change_pct"].toDouble(), 3.4);
    QCOMPARE(row[u"volume"].toDouble(), 10'912'300.0);
    QCOMPARE(row[u"ask"].toDouble(), 1525.0);
    QVERIFY(!std::filesystem::exists(m_folder.path() / "profile"));
  }

  void strangersAreNamed()
  {
    ZVT_FIXTURE(file, "providers/qmt/full_tick_stock_20250815.json");
    const auto answer = tests::expectCli(m_folder.path() / "profile", {u"quotes"_s, path(file)}, 1);
    QVERIFY2(answer.errors.contains("holds no quote of a known security"), answer.errors.constData());
  }

  /// Three snapshots, one a line; the second is told twice, the fourth shrinks and is refused.
  ///
  ///   09:30:03  volume  10 手 = 1,000 shares, book 10.00 / 10.02
  ///   09:30:06  volume  13 手, last 10.02: 300 bought from the ask
  ///   09:30:09  volume  14 手, last 10.00: 100 sold to the bid
  void tradesBetweenSnapshots()
  {
    const std::filesystem::path file = write(line("09:30:03", 10.01, 10) + line("09:30:06", 10.02, 13)
        + line("09:30:06", 10.02, 13) + line("09:30:09", 10.00, 14) + line("09:30:12", 10.01, 5));
    const auto answer = run({path(file), u"--trades"_s, u"--format"_s, u"csv"_s});
    QCOMPARE(QString::fromUtf8(answer.output),
        u"entity_id,time,price,volume,side,inferred\n"
        "stock_sh_600519,2026-02-04T09:30:03,10.01,1000,unknown,false\n"
        "stock_sh_600519,2026-02-04T09:30:06,10.02,300,buy,true\n"
        "stock_sh_600519,2026-02-04T09:30:09,10,100,sell,true\n"_s);
    QVERIFY2(answer.errors.contains("1 refused: quote.volume_back"), answer.errors.constData());
    QCOMPARE(run({path(file), u"--all"_s, u"--format"_s, u"csv"_s}).output.count('\n'), 4);
  }

private:
  [[nodiscard]] static QString path(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }
  [[nodiscard]] tests::CliAnswer run(const QStringList& arguments) const
  {
    return tests::expectCli(m_folder.path() / "profile", QStringList{u"quotes"_s} + arguments);
  }
  [[nodiscard]] static std::string line(const char* clock, double last, int lots)
  {
    return QStringLiteral(R"({"600519.SH":{"timetag":"20260204 %1","lastPrice":%2,"lastClose":10,"volume":%3,)"
                          R"("amount":%4,"askPrice":[10.02],"askVol":[5],"bidPrice":[10.0],"bidVol":[5]}})")
               .arg(QLatin1String(clock))
               .arg(last)
               .arg(lots)
               .arg(lots * 100 * last)
               .toStdString()
        + '\n';
  }
  [[nodiscard]] std::filesystem::path write(const std::string& text) const
  {
    const std::filesystem::path file = m_folder.path() / "ticks.jsonl";
    std::ofstream(file) << text;
    return file;
  }

  tests::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(TstQuotesCommand)
#include "tst_quotes_command.moc"
