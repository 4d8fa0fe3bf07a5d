// SPDX-License-Identifier: Apache-2.0
// What an archive brings passes the quality gate; what it tells of bars that were judged holds.
#include "core/data/quarantine.h"
#include "tests/core/data/exchange_profile.h"

#include <random>

using namespace zvt;
using namespace zvt::data;

namespace {

namespace fs = std::filesystem;

storage::DataRun runOf(std::string source, std::int64_t rows)
{
  storage::DataRun run;
  run.kind = "import";
  run.schema = "kdata";
  run.provider = "csv";
  run.source = std::move(source);
  run.program = "test 1.0";
  run.started = Timestamp::fromSeconds(1'700'000'000);
  run.rows = rows;
  return run;
}

}

class TstArchiveQuality : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Bars of any bits, with optional columns, several providers, levels and runs, and rows of several runs. Two large
  /// rounds from a fixed seed: each makes two profiles.
  void anythingComesBack()
  {
    std::mt19937_64 random(20190102);
    const auto bits = [&] {
      const double value = std::bit_cast<double>(random());
      return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value;
    };
    for (int round = 0; round < 2; ++round) {
      storage::MarketBatch batch;
      for (int i = 0; i < 3; ++i)
        batch.runs.push_back(runOf("file" + std::to_string(i), i));
      for (int series = 0; series < 4; ++series) {
        for (std::int32_t part = 0; part < 3; ++part) {
          auto bars = std::make_shared<market::BarSeries>();
          bars->entityId = "stock_sz_00000" + std::to_string(series);
          bars->level = series == 0 ? market::BarLevel::Min1 : market::BarLevel::Day1;
          bars->provider = series == 2 ? "other" : "csv";
          const auto count = static_cast<int>(20 + random() % 400);
          for (int i = 0; i < count; ++i)
            bars->append({19000 + part * 100 + i, bits(), bits(), bits(), bits(), bits(), bits()});
          if (series == 1) {
            bars->extras.push_back({"turnover_rate", std::vector<double>(bars->size(), bits())});
            bars->extras[0].values.front() = 0.25;
          }
          storage::BarWrite write;
          write.bars = bars;
          write.run = part == 2 ? storage::kNoRun : part;
          batch.bars.push_back(std::move(write));
        }
      }
      for (std::int32_t run = -1; run < 3; ++run) {
        std::string kind = "k" + std::to_string(run);
        for (int i = 0; i < 10; ++i)
          kind += "a\"\\\n\t,z"[random() % 7];
        batch.records.push_back({"share_unlock",
            {{"entity_id", "provider", "timestamp", "unlock_date", "kind", "unlock_shares"},
                {{std::string("stock_sz_000001"), std::string("p"), std::string("2024-01-02"),
                    std::string("2024-02-01"), std::move(kind),
                    run == 0 ? std::numeric_limits<double>::infinity() : 1e308}}},
            run});
      }
      tests::ExchangeProfile profile;
      const auto written = profile.profile().write(std::move(batch));
      QVERIFY2(written, tests::reason(written).c_str());
      const auto folder = profile.path("archive");
      const auto report = profile.exportArchive(folder);
      QVERIFY2(report, tests::reason(report).c_str());
      listAll(profile, folder);
      tests::ExchangeProfile other;
      const auto back = other.importArchive(folder);
      QVERIFY2(back, tests::reason(back).c_str());
      QCOMPARE(tests::difference(profile.profile(), other.profile()), std::string());
    }
  }

  /// Bars that never passed the gate are judged when they arrive, with what the archive tells of the security: the
  /// slip waits, the ex-date is explained by the corporate action. Known at home, they come as they are.
  void barsPassTheGate()
  {
    tests::ExchangeProfile profile;
    auto bars = std::make_shared<market::BarSeries>();
    bars->entityId = "stock_sz_000001";
    bars->provider = "csv";
    const int first = TradingDay::fromDate({2024, 1, 8}).days;
    for (const double close : {20.0, 20.2, 2015.0, 10.1, 10.2}) // 1 bonus share for 1 on the 11th
      bars->append({first + static_cast<std::int64_t>(bars->size()), close, close, close, close, 100, 100 * close});
    storage::MarketBatch batch;
    batch.bars.push_back({bars, storage::WriteMode::Merge, {}, storage::kNoRun});
    market::CorporateAction action;
    action.exDay = TradingDay::fromDate({2024, 1, 11});
    action.bonus = 1;
    batch.actions.push_back({bars->entityId, "csv", {action}, storage::kNoRun});
    QVERIFY(profile.profile().write(std::move(batch)));
    const auto folder = profile.path("archive");
    QVERIFY(profile.exportArchive(folder));

    tests::ExchangeProfile other;
    for (const bool dryRun : {true, false}) {
      const auto report = other.importArchive(folder, dryRun);
      QVERIFY2(report, tests::reason(report).c_str());
      QCOMPARE(report->heldBack, std::uint64_t(1));
      QCOMPARE(report->suspicious, std::uint64_t(0));
      QCOMPARE(report->bars, std::uint64_t(4));
    }
    QCOMPARE(other.bars(bars->entityId)->close, (std::vector<double>{20, 20.2, 10.1, 10.2}));
    Quarantine quarantine(other.profile(), other.clock());
    const auto held = quarantine.list({});
    QVERIFY(held && held->size() == 1);
    QCOMPARE(held->front().finding.rule, std::string("Q12"));
    QCOMPARE(held->front().finding.proposal->close, 20.15);

    listAll(profile, folder);
    tests::ExchangeProfile third;
    const auto report = third.importArchive(folder);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(report->heldBack, std::uint64_t(0));
    QCOMPARE(tests::difference(profile.profile(), third.profile()), std::string());
  }

  /// An archive with one of a security's corporate actions says nothing about the others.
  void actionsAtHomeHoldBesideThoseOfAnArchive()
  {
    const auto day = [](int january) { return TradingDay::fromDate({2024, 1, january}); };
    auto bars = std::make_shared<market::BarSeries>();
    bars->entityId = "stock_sz_000001";
    bars->provider = "csv";
    for (const double close : {20.0, 20.2, 20.1, 10.1, 10.2}) // 1 bonus share for 1 on the 11th
      bars->append(
          {day(8).days + static_cast<std::int64_t>(bars->size()), close, close, close, close, 100, 100 * close});
    market::CorporateAction cash;
    cash.exDay = day(9);
    cash.cash = 0.01;
    market::CorporateAction bonus;
    bonus.exDay = day(11);
    bonus.bonus = 1;
    tests::ExchangeProfile profile;
    storage::MarketBatch batch;
    batch.bars.push_back({bars, storage::WriteMode::Merge, {}, storage::kNoRun});
    batch.actions.push_back({bars->entityId, "csv", {cash}, storage::kNoRun});
    market::Entity stock; // limits hold for who is known to have been listed long ago
    stock.id = *market::EntityId::parse(bars->entityId);
    stock.name = "Stock";
    stock.listed = TradingDay::fromDate({2010, 1, 4});
    batch.entities.push_back(stock);
    QVERIFY(profile.profile().write(std::move(batch)));
    const auto folder = profile.path("archive");
    QVERIFY(profile.exportArchive(folder));

    tests::ExchangeProfile stranger;
    const auto alone = stranger.importArchive(folder);
    QVERIFY2(alone, tests::reason(alone).c_str());
    QVERIFY(alone->heldBack + alone->suspicious > 0); // half the price, and nobody says why
    tests::ExchangeProfile home;
    QVERIFY(home.profile().actions().write({{bars->entityId, "csv", {bonus}, storage::kNoRun}}));
    const auto report = home.importArchive(folder);
    QVERIFY2(report, tests::reason(report).c_str());
    QCOMPARE(report->heldBack + report->suspicious, std::uint64_t(0));
    QCOMPARE(home.profile().actions().read({bars->entityId, {}, {}})->size(), std::size_t(2));
  }

private:
  /// Lists what an import of the archive would hold back or list as known at home, and writes the archive anew, until
  /// nothing is left: a bar that stays is what the next ones are told against.
  static void listAll(tests::ExchangeProfile& profile, const fs::path& folder)
  {
    for (int time = 0; time < 10; ++time) {
      tests::ExchangeProfile trial;
      const auto report = trial.importArchive(folder);
      QVERIFY2(report, tests::reason(report).c_str());
      if (report->heldBack + report->suspicious == 0)
        return;
      QuarantineFilter filter;
      filter.state = QuarantineState::Open;
      const auto rows = Quarantine(trial.profile(), trial.clock()).list(filter);
      QVERIFY2(rows, tests::reason(rows).c_str());
      std::vector<QualityFinding> findings;
      for (const QuarantineRow& row : *rows)
        findings.push_back(row.finding);
      Quarantine quarantine(profile.profile(), profile.clock());
      QVERIFY(quarantine.add(findings));
      const auto written = profile.exportArchive(folder, true);
      QVERIFY2(written, tests::reason(written).c_str());
    }
    QFAIL("an end of findings expected");
  }
};

QTEST_APPLESS_MAIN(TstArchiveQuality)
#include "tst_archive_quality.moc"
