// SPDX-License-Identifier: Apache-2.0
// What a run leaves on disk: complete, the same bytes each time, and nothing after a failure or a cancel.
#include "core/backtest/backtest.h"
#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <map>

using namespace zvt;
using namespace zvt::tests;

namespace {

const std::filesystem::path kFolder = "/out/run";

backtest::MemorySource source()
{
  backtest::MemorySource source;
  std::vector<DayBar> bars{{"2023-08-21", 10.00, 10.00, 10.00, 10.00}, {"2023-08-22", 9.95, 10.00, 9.90, 9.90},
      {"2023-08-23", 9.90, 10.05, 9.90, 10.00}, {"2023-08-24", 10.10, 10.25, 10.05, 10.20},
      {"2023-08-25", 10.15, 10.20, 10.05, 10.10}, {"2023-08-28", 10.00, 10.05, 9.95, 10.00}};
  source.add(entity("stock_sh_600000", "浦发银行"), daily(bars));
  return source;
}

backtest::BacktestRequest request()
{
  return {turnStrategy({"stock_sh_600000"}), {"initial_cash=100000", "run.benchmark=stock_sh_600000"}, "1.2.3"};
}

Result<backtest::BacktestRun> runInto(FileSystem& files, TaskControl& control)
{
  auto bars = source();
  return backtest::backtestToFolder(
      request(), bars, market::RuleBook::load().value(), kFolder, files, *Messages::load("en"), "en", control);
}

std::map<std::string, std::string> contentOf(const FileSystem& files)
{
  std::map<std::string, std::string> content;
  if (!files.exists(kFolder))
    return content;
  const auto list = files.list(kFolder).value();
  for (const FileInfo& info : list)
    content[info.path.filename().string()] = files.read(kFolder / info.path.filename()).value();
  return content;
}

/// Cancels the task once it has come far enough.
class CancellingControl final : public TaskControl {
public:
  explicit CancellingControl(double at)
      : m_at(at)
  {
  }
  void progress(double fraction, std::string_view) override
  {
    m_seen.push_back(fraction);
    if (fraction >= m_at)
      m_token.cancel();
  }
  void log(std::string_view) override { }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_token; }
  std::vector<double> m_seen;

private:
  double m_at;
  CancelToken m_token;
};

}

class TstBacktestFolder : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aRunLeavesAllFilesAndTheirHashes();
  void theManifestRepeatsTheRun();
  void aSecondRunGivesTheSameBytes();
  void cancellingLeavesNothing();
  void aFailedWriteLeavesNothing();
  void anotherFolderIsNotTouched();
  void progressRises();
};

void TstBacktestFolder::aRunLeavesAllFilesAndTheirHashes()
{
  testing::MemoryFileSystem files;
  SilentTaskControl control;
  QVERIFY(runInto(files, control).has_value());
  const auto content = contentOf(files);
  QStringList names;
  for (const auto& [name, text] : content)
    names << QString::fromStdString(name);
  QCOMPARE(names,
      (QStringList{"attribution.csv", "decisions.csv", "equity.csv", "fills.csv", "holdings.csv", "manifest.json",
          "metrics.json", "orders.csv", "report.html", "trades.csv"}));
  const Json manifest = Json::parse(content.at("manifest.json"));
  QCOMPARE(manifest["complete"].get<bool>(), true);
  for (const auto& [name, text] : content) {
    if (name != "manifest.json")
      QCOMPARE(manifest["results"][name].get<std::string>(), sha256Hex(text));
  }
  QVERIFY(content.at("trades.csv")
          .starts_with("entity_id,side,quantity,entry_time,entry_price,exit_time,exit_price,costs,pnl,return,mae,mfe\n"
                       "stock_sh_600000,long,9800,2023-08-24,10.1,2023-08-28,10,100.22,-1080.22,"));
  // By hand: the fall turns on the 23rd (9.90 → 10.00): all of 100,000 into the one slot, at the close of 10.00. The
  // rise turns on the 25th at 10.10: out; the 9,800 shares bought at 10.10 for 98,980 and costs of 24.75 + 0.99 are
  // worth what they cost, so the equity is 100,000 − 25.74. The 25th's order fills on the 28th: nothing is left for a
  // valuation.
  QCOMPARE(QString::fromStdString(content.at("decisions.csv")),
      QStringLiteral("order_id,entity_id,time,kind,source,line,weight,price,equity,notes\n"
                     "000001,stock_sh_600000,2023-08-23,open,w,,1,10,100000,\n"
                     "000002,stock_sh_600000,2023-08-25,close,w,,0,10.1,99974.26,\n"));
  const QStringList lines = QString::fromStdString(content.at("equity.csv")).split(QLatin1Char('\n'));
  QCOMPARE(lines[0], QString("timestamp,equity,cash,market_value,benchmark"));
  const QStringList cells = lines[1].split(QLatin1Char(','));
  QCOMPARE(cells[0], QString("2023-08-21"));
  QCOMPARE(cells[1].toDouble(), 100000.0);
  QCOMPARE(cells[4].toDouble(), 10.0);
}

void TstBacktestFolder::theManifestRepeatsTheRun()
{
  testing::MemoryFileSystem files;
  SilentTaskControl control;
  QVERIFY(runInto(files, control).has_value());
  const auto content = contentOf(files);
  const Json manifest = Json::parse(content.at("manifest.json"));
  QCOMPARE(manifest["app"]["version"].get<std::string>(), std::string("1.2.3"));
  QCOMPARE(manifest["rules"]["policy"].get<std::string>(), std::string("dated"));
  QCOMPARE(manifest["rules"]["version"].get<std::string>(), market::RuleBook::load().value()->version());
  QCOMPARE(manifest["data"]["hash"].get<std::string>().size(), 64U);
  QCOMPARE(manifest["account"]["initial_cash"].get<std::string>(), std::string("100000"));
  // The document inside has the settings applied: it alone repeats the run.
  backtest::BacktestRequest again;
  again.document = strategy::parseStrategy(manifest["strategy"]["document"].dump()).value();
  again.appVersion = "1.2.3";
  QCOMPARE(strategy::documentHash(again.document), manifest["strategy"]["hash"].get<std::string>());
  testing::MemoryFileSystem other;
  auto bars = source();
  QVERIFY(backtest::backtestToFolder(
      again, bars, market::RuleBook::load().value(), kFolder, other, *Messages::load("en"), "en", control)
          .has_value());
  QVERIFY(contentOf(other) == content);
}

void TstBacktestFolder::aSecondRunGivesTheSameBytes()
{
  testing::MemoryFileSystem files;
  SilentTaskControl control;
  QVERIFY(runInto(files, control).has_value());
  const auto first = contentOf(files);
  QVERIFY(runInto(files, control).has_value()); // over the earlier run
  QVERIFY(contentOf(files) == first);
}

void TstBacktestFolder::cancellingLeavesNothing()
{
  for (const double at : {0.0, 0.3, 0.6, 0.9}) {
    testing::MemoryFileSystem files;
    CancellingControl control(at);
    const auto run = runInto(files, control);
    QVERIFY(!run.has_value());
    QCOMPARE(run.error().code, std::string("task.cancelled"));
    QVERIFY(!files.exists(kFolder));
  }
}

void TstBacktestFolder::aFailedWriteLeavesNothing()
{
  testing::MemoryFileSystem counted;
  SilentTaskControl control;
  QVERIFY(runInto(counted, control).has_value());
  QVERIFY(counted.operations() > 7);
  for (std::size_t n = 1; n <= counted.operations(); ++n) {
    testing::MemoryFileSystem files;
    files.failAt(n, "file.disk_full");
    const auto run = runInto(files, control);
    if (run)
      continue; // the n-th operation was one that may fail
    QCOMPARE(run.error().code, std::string("file.disk_full"));
    QVERIFY(contentOf(files).empty());
  }
}

void TstBacktestFolder::anotherFolderIsNotTouched()
{
  testing::MemoryFileSystem files;
  QVERIFY(files.createDirectories(kFolder).has_value());
  QVERIFY(files.writeAtomically(kFolder / "diary.txt", "mine").has_value());
  SilentTaskControl control;
  const auto run = runInto(files, control);
  QVERIFY(!run.has_value());
  QCOMPARE(run.error().code, std::string("backtest.not_a_run_folder"));
  QCOMPARE(contentOf(files).size(), 1U);
}

void TstBacktestFolder::progressRises()
{
  testing::MemoryFileSystem files;
  CancellingControl control(2);
  QVERIFY(runInto(files, control).has_value());
  QVERIFY(std::ranges::is_sorted(control.m_seen));
  QCOMPARE(control.m_seen.back(), 1.0);
}

QTEST_APPLESS_MAIN(TstBacktestFolder)
#include "tst_backtest_folder.moc"
