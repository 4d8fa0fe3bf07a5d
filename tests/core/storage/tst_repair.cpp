// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/base/testing/mock_clock.h"
#include "core/storage/background_check.h"
#include "core/storage/page_check.h"
#include "tests/core/storage/damage_profile.h"
#include "tests/core/storage/read_only_stores.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <set>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = DamageProfile::kPage;
constexpr std::size_t kPageStep = tests::kSanitized ? 8 : 1;
constexpr std::int64_t kBars = DamageProfile::kBars;
const auto& kEntities = DamageProfile::kEntities;

}

class TstRepair : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aSoundProfileIsSound()
  {
    DamageProfile test;
    for (const bool quick : {false, true}) {
      const auto report = test.verify(quick);
      QVERIFY2(report && report->findings.empty(), report ? describe(report->findings).c_str() : "error");
      QCOMPARE(report->counts.size(), std::size_t{7});
      for (const VerifyCount& count : report->counts)
        QVERIFY2(count.checked > 0 && count.damaged == 0, toString(count.area).data());
    }
    const auto repaired = test.repair();
    QVERIFY(repaired && !repaired->wasNeeded);
    QVERIFY(readFile(test.path() / "market.db") == test.market);
  }

  void theCheckInTheBackgroundReadsBesideTheOwner()
  {
    DamageProfile test;
    Profile& profile = test.open();
    {
      BackgroundCheck check(test.path(), 1, test.clock, test.files, test.logger);
      QVERIFY(profile.bars().write(madeSeries(kEntities[0], kBars, 1), WriteMode::Append));
      check.wait();
      QVERIFY(check.report() && check.report()->isSound());
    }
    const BackgroundCheck cancelled(test.path(), 1, test.clock, test.files, test.logger);
  }

  /// Bars that come while the check reads are no loss.
  void aQuickCheckBesideABusyOwnerFindsNothing()
  {
    DamageProfile test;
    Profile& profile = test.open();
    constexpr std::int64_t kMany = 60;
    for (std::int64_t i = 0; i < kMany; ++i)
      QVERIFY(profile.bars().write(madeSeries("stock_sz_1" + std::to_string(10'000 + i), 0, 10), WriteMode::Merge));
    std::atomic_bool isOver = false;
    std::int64_t written = 0;
    std::thread owner([&] {
      for (std::int64_t day = 10; !isOver && day < 5'000; ++day) {
        std::vector<BarWrite> batch;
        for (std::int64_t i = 0; i < kMany; ++i)
          batch.push_back(
              {std::make_shared<const market::BarSeries>(madeSeries("stock_sz_1" + std::to_string(10'000 + i), day, 1)),
                  WriteMode::Append, {}});
        written += profile.bars().write(std::move(batch)) ? 1 : 0;
      }
    });
    std::string found;
    for (int i = 0; i < 40; ++i) {
      const auto report = test.verify(true);
      found += report ? describe(report->findings) : report.error().code;
    }
    isOver = true;
    owner.join();
    QVERIFY2(found.empty(), found.c_str());
    QVERIFY(written > 10);
  }

  void leftoversAreNotLosses()
  {
    DamageProfile test;
    std::ofstream(test.path() / "config.json.tmp42-0") << "{";
    fs::create_directories(test.path() / "backups" / "backup-20240101-000000.partial");
    const auto report = test.verify();
    QCOMPARE(report->findings.size(), std::size_t{2});
    QVERIFY(report->isSound());
  }

  void damagedSettingsAndLedgerAreNamed()
  {
    DamageProfile test;
    std::ofstream(test.path() / "config.json") << "{\"theme\": ";
    {
      const auto connection = Connection::open(test.path() / "ledger.db", OpenMode::Create);
      QVERIFY((*connection)
              ->execute("DROP TRIGGER ledger_log_no_update; DROP TRIGGER ledger_log_no_delete; "
                        "UPDATE ledger_log SET value=x'41' WHERE sequence=7; "
                        "DELETE FROM ledger_log WHERE sequence=20"));
    }
    const auto report = test.verify();
    QCOMPARE(report->findings.size(), std::size_t{3});
    QCOMPARE(report->findings[0].error.code, std::string("storage.bad_config"));
    QCOMPARE(report->findings[1].error.field("entry"), std::string_view("7"));
    QCOMPARE(report->findings[2].error.field("entry"), std::string_view("20"));
    // The ledger is not repair's to change.
    const std::string ledger = readFile(test.path() / "ledger.db");
    const auto repaired = test.repair();
    QVERIFY(repaired && !repaired->wasNeeded && !repaired->ledgerIsSound);
    QVERIFY(readFile(test.path() / "ledger.db") == ledger);
  }

  /// One byte of every page, at several places: bars are right or refused, never wrong, and what refuses is found by
  /// the check. Work on other series goes on.
  void aChangedByteInAnyPageNeverGivesAWrongBar()
  {
    DamageProfile test;
    SeededRandom random(4);
    int refused = 0;
    for (std::size_t page = 0; page < test.pages(); page += kPageStep) {
      const std::size_t at = page * kPage + static_cast<std::size_t>(random.below(kPage));
      const char changed = static_cast<char>(test.market[at] ^ static_cast<char>(1U << random.below(8)));
      test.putByte(at, changed);
      int right = 0;
      if (auto stores = ReadOnlyStores::open(test))
        right = test.rightSeries(**stores);
      QVERIFY2(right >= 0, ("a wrong bar after a change at " + std::to_string(at)).c_str());
      if (right < 3) {
        ++refused;
        const auto report = test.verify();
        QVERIFY2(report && !report->isSound(), ("not found: a change at " + std::to_string(at)).c_str());
      }
      test.putByte(at, test.market[at]);
    }
    QVERIFY(refused > (tests::kSanitized ? 0 : 5));
  }

  void aChangedByteInAChunkIsNamedAndTheRestReads()
  {
    DamageProfile test;
    // The longest run of pages without a b-tree header is the payload of chunks.
    int named = 0;
    int tried = 0;
    for (std::size_t page = 1; page < test.pages(); ++page) {
      const char first = test.market[page * kPage];
      if (first != 0 || test.market.compare(page * kPage + 4, 64, std::string(64, '\0')) == 0)
        continue;
      const char changed = static_cast<char>(test.market[page * kPage + 1'000] ^ 0x10);
      test.put(test.with(page * kPage + 1'000, std::string_view(&changed, 1)));
      auto profile = test.tryOpen(true);
      QVERIFY(profile);
      const int right = test.rightSeries(**profile);
      profile->reset();
      QVERIFY(right >= 2);
      const auto report = test.verify();
      QVERIFY(report);
      ++tried;
      for (const std::string& entity : kEntities)
        named += names(report->findings, entity) ? 1 : 0;
      if (right == 3) // the date-major copy: found, and nothing is lost to readers of series
        continue;
      QVERIFY2(!report->isSound(), "a damaged chunk was not found");
    }
    QVERIFY2(tried > 10 && named > 3, std::to_string(named).c_str());
  }

  /// A page that cannot be read at all: repair carries over everything else, says what is gone and from which file it
  /// came, and importing that again restores everything.
  void repairSavesWhatIsReadableAndImportRestoresTheRest()
  {
    DamageProfile test;
    SeededRandom random(5);
    int repairs = 0;
    for (std::size_t page = 1; page < test.pages(); page += 1 + static_cast<std::size_t>(random.below(20))) {
      test.put(test.with(page * kPage, std::string(kPage, '\x5a')));
      const auto before = test.verify();
      if (before->isSound())
        continue;
      const auto repaired = test.repair();
      const std::string what = "page " + std::to_string(page);
      QVERIFY2(repaired, (what + ": " + codeOf(repaired)).c_str());
      QVERIFY2(repaired->wasNeeded && fs::exists(repaired->keptAside / "market.db"), what.c_str());
      const auto after = test.verify();
      QVERIFY2(after->isSound(), (what + ": " + describe(after->findings)).c_str());
      Profile& profile = test.open();
      QVERIFY2(test.onlyRightBars(profile), what.c_str());
      const int right = test.rightSeries(profile);
      QVERIFY2(right == 3 || !repaired->lost.empty(), (what + ": a loss that nobody names").c_str());
      DamageProfile::importBars(profile);
      QCOMPARE(test.rightSeries(profile), 3);
      test.profile.reset();
      ++repairs;
      if (repairs >= 12)
        break;
    }
    QVERIFY2(repairs > 8, std::to_string(repairs).c_str());
  }

  void aDestroyedFirstPageIsRepaired()
  {
    DamageProfile test;
    test.put(test.with(0, std::string(100, '\0')));
    QCOMPARE(codeOf(test.tryOpen()), std::string("storage.not_a_database"));
    const auto repaired = test.repair();
    QVERIFY2(repaired, codeOf(repaired).c_str());
    QVERIFY(test.verify()->isSound());
    QCOMPARE(test.rightSeries(test.open()), 3);
    QCOMPARE(test.profile->records().count({"trading_status", {}, {}, {}, {}, 0}).value(), std::int64_t{40});
  }

  /// A page of the schema: the tables that it described are found nowhere, and each is named.
  void tablesThatTheSchemaNoLongerNamesAreLost()
  {
    DamageProfile test;
    std::vector<std::string> tables;
    {
      const auto connection = Connection::open(test.path() / "market.db", OpenMode::ReadOnly);
      tables = tableNames(**connection).value();
    }
    QCOMPARE(static_cast<int>(test.market[100]), 5); // the schema fills more than a page
    const std::size_t cells = test.number(103, 2);
    int unnamed = 0;
    for (std::size_t i = 0; i < cells; i += 2) {
      const std::size_t child = test.number(test.number(112 + 2 * i, 2), 4);
      const std::size_t from = (child - 1) * kPage;
      test.put(test.with(from, std::string(kPage, '\x5a')));
      const auto repaired = test.repair();
      QVERIFY2(repaired, codeOf(repaired).c_str());
      for (const std::string& table : tables) {
        const std::set<std::string> made = {"schema_migration", "bar_day", "bar_day_stale", "factor_series",
            "factor_chunk", "factor_mark", "factor_input"}; // what a repair makes anew, or factors compute again
        const bool isMade = made.contains(table);
        const auto carried = std::find_if(repaired->tables.begin(), repaired->tables.end(),
            [&](const SalvagedTable& each) { return each.name == table; });
        QVERIFY2(isMade || carried != repaired->tables.end(), table.c_str());
        if (isMade || carried->isComplete)
          continue;
        ++unnamed;
        const bool isNamed = std::any_of(repaired->lost.begin(), repaired->lost.end(),
            [&](const VerifyFinding& finding) { return finding.error.field("table") == table; });
        QVERIFY2(isNamed, table.c_str());
      }
      QVERIFY(test.verify()->isSound());
    }
    QVERIFY(unnamed > 1);
  }

  void aDamagedChunkComesBackFromTheOtherCopyOrIsNamedWithItsSource()
  {
    DamageProfile test;
    {
      const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
      QVERIFY(
          (*connection)->execute("UPDATE bar_chunk SET checksum=checksum+1 WHERE id=(SELECT min(id) FROM bar_chunk)"));
    }
    const auto before = test.verify();
    QVERIFY(!before->isSound());
    const auto damaged = std::find_if(before->findings.begin(), before->findings.end(),
        [](const VerifyFinding& finding) { return finding.area == VerifyArea::Bars; });
    QVERIFY(damaged != before->findings.end());
    QCOMPARE(damaged->error.field("entity"), std::string_view(kEntities[0]));
    QVERIFY(!damaged->sources.empty());
    QCOMPARE(damaged->sources.front().source, "/data/" + kEntities[0] + ".csv");
    const auto repaired = test.repair();
    QVERIFY2(repaired, codeOf(repaired).c_str());
    QVERIFY(test.verify()->isSound());
    const int right = test.rightSeries(test.open());
    QVERIFY(right == 3 || names(repaired->lost, kEntities[0]));
  }

  void repairRefusesWhileTheProfileIsOwned()
  {
    DamageProfile test;
    test.open();
    QCOMPARE(codeOf(test.repair()), std::string("storage.locked"));
  }
};

QTEST_APPLESS_MAIN(TstRepair)
#include "tst_repair.moc"
