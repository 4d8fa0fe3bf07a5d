// SPDX-License-Identifier: Apache-2.0
// A run over a stored profile is the run over the same series in memory.
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/support/fixtures.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;

namespace {

constexpr const char* kBank = "stock_sh_600000";

market::BarSeries bars()
{
  return daily({{"2023-08-21", 10.00, 10.00, 10.00, 10.00}, {"2023-08-22", 9.95, 10.00, 9.90, 9.90},
      {"2023-08-23", 9.90, 10.05, 9.90, 10.00}, {"2023-08-24", 10.00, 10.25, 9.95, 10.20},
      {"2023-08-25", 6.47, 6.65, 6.40, 6.60}, {"2023-08-28", 6.55, 6.60, 6.45, 6.50},
      {"2023-08-29", 6.55, 6.60, 6.50, 6.55}});
}

market::CorporateAction action()
{
  market::CorporateAction action;
  action.exDay = TradingDay::parse("2023-08-25").value();
  action.cash = 0.5;
  action.bonus = 0.5;
  return action;
}

}

class TstBacktestProfile : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void cleanupTestCase();
  void theProfileGivesTheSameRun();
  void groupsAreThoseOfTheRunsEnd();
  void globsTakeOnlyWhatHasBars();
  void aMissingEntityIsNamed();

private:
  TemporaryFolder m_folder;
  SystemClock m_clock;
  OsFileSystem m_files;
  std::shared_ptr<Logger> m_logger;
  std::unique_ptr<storage::Profile> m_profile;
  std::unique_ptr<data::MarketData> m_data;
};

void TstBacktestProfile::initTestCase()
{
  m_logger = makeLogger({}).value();
  auto profile = storage::Profile::open({m_folder.path() / "profile", false, {}, "test"}, m_clock, m_files, *m_logger);
  QVERIFY2(profile.has_value(), profile ? "" : profile.error().code.c_str());
  m_profile = *std::move(profile);
  market::BarSeries series = bars();
  series.entityId = kBank;
  storage::MarketBatch batch;
  batch.entities = {entity(kBank, "浦发银行"), entity("stock_sz_000001", "平安银行")}; // the second has no bars
  batch.bars = {{std::make_shared<const market::BarSeries>(series), storage::WriteMode::Merge, {}}};
  batch.actions = {{kBank, "test", {action()}}};
  const auto written = m_profile->write(std::move(batch));
  QVERIFY2(written.has_value(), written ? "" : written.error().code.c_str());
  m_data = std::make_unique<data::MarketData>(*m_profile);
}

void TstBacktestProfile::cleanupTestCase()
{
  m_data.reset();
  m_profile.reset();
}

void TstBacktestProfile::theProfileGivesTheSameRun()
{
  backtest::ProfileSource stored(*m_profile, *m_data);
  backtest::MemorySource memory;
  memory.add(entity(kBank, "浦发银行"), bars(), {action()});
  const std::vector<std::string> settings{"initial_cash=10200", "run.adjust=hfq"};
  const auto fromStore = run(turnStrategy({kBank}), settings, stored);
  const auto fromMemory = run(turnStrategy({kBank}), settings, memory);
  QCOMPARE(fillLines(fromStore).size(), 2);
  QCOMPARE(fillLines(fromStore), fillLines(fromMemory));
  QCOMPARE(orderLines(fromStore), orderLines(fromMemory));
  QCOMPARE(fromStore.equity.back().equity, fromMemory.equity.back().equity);
}

void TstBacktestProfile::groupsAreThoseOfTheRunsEnd()
{
  backtest::ProfileSource source(*m_profile, *m_data);
  const auto plan = [](const std::string& end) {
    auto document = turnStrategy({kBank});
    if (!strategy::applySetting(document, "run.end=" + end))
      qFatal("no end");
    return strategy::compile(document).value();
  };
  SilentTaskControl control;
  const auto bare = backtest::loadData(plan("2023-08-29"), source, control);
  QVERIFY(bare && bare->entities.front().groups.industry.empty());
  storage::RecordWrite industries{
      "industry_membership", {{"entity_id", "provider", "timestamp", "system", "level", "industry_name"}, {}}};
  for (const auto& [day, name] : {std::pair{"2020-01-01", "Banks"}, std::pair{"2023-08-28", "Brokers"}})
    industries.table.rows.push_back({std::string(kBank), std::string("em"), std::string(day), std::string("SW"),
        std::int64_t{1}, std::string(name)});
  QVERIFY(m_profile->records().upsert(std::move(industries)));
  storage::RecordWrite tags{"stock_tags", {{"entity_id", "main_tag", "sub_tag"}, {}}};
  tags.table.rows.push_back({std::string(kBank), std::string("finance"), std::string("banks")});
  QVERIFY(m_profile->records().upsert(std::move(tags)));
  const auto before = backtest::loadData(plan("2023-08-25"), source, control);
  const auto after = backtest::loadData(plan("2023-08-29"), source, control);
  QVERIFY(before && after);
  QCOMPARE(before->entities.front().groups.industry, std::string("Banks"));
  QCOMPARE(after->entities.front().groups.industry, std::string("Brokers"));
  QCOMPARE(after->entities.front().groups.tag, std::string("finance"));
  QVERIFY(after->hash != bare->hash); // the report says other things
}

void TstBacktestProfile::globsTakeOnlyWhatHasBars()
{
  backtest::ProfileSource source(*m_profile, *m_data);
  const auto all = source.resolve({"stock_*"}, market::BarLevel::Day1);
  QCOMPARE(all->size(), 1U);
  QCOMPARE(all->front().id.toString(), std::string(kBank));
  QVERIFY(source.resolve({"stock_*"}, market::BarLevel::Min1)->empty());
}

void TstBacktestProfile::aMissingEntityIsNamed()
{
  backtest::ProfileSource source(*m_profile, *m_data);
  const auto missing = source.resolve({"stock_sz_300750"}, market::BarLevel::Day1);
  QVERIFY(!missing.has_value());
  QCOMPARE(missing.error().code, std::string("backtest.unknown_entity"));
  // Known, but without bars: said by name rather than left out.
  auto plan = strategy::compile(turnStrategy({"stock_sz_000001"})).value();
  SilentTaskControl control;
  const auto data = backtest::loadData(plan, source, control);
  QVERIFY(!data.has_value());
  QCOMPARE(data.error().code, std::string("backtest.no_bars"));
  QCOMPARE(data.error().field("entity"), std::string_view("stock_sz_000001"));
}

QTEST_APPLESS_MAIN(TstBacktestProfile)
#include "tst_backtest_profile.moc"
