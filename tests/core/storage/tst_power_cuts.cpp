// SPDX-License-Identifier: Apache-2.0
// The power goes at thousands of moments of real work; what the device still holds is opened and compared.
#include "core/base/random.h"
#include "tests/core/storage/device_profile.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <algorithm>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr int kRounds = tests::kSanitized ? 2 : 20;
constexpr int kCutsARound = 250;
constexpr std::int64_t kBatchesARound = 8;
constexpr int kRoundsAProfile = 4; ///< then a new one: looking at all of a profile takes as long as it is full

/// What the program had been told, and when (FaultVfs::moment).
struct Acknowledged {
  std::size_t moment = 0;
  std::int64_t entries = 0; ///< of the ledger
  std::int64_t batches = 0; ///< of market data
};

/// Goes on from batch @p first and says what was acknowledged when. Checkpoints happen as they come, and at the end.
std::vector<Acknowledged> work(DeviceProfile& test, std::int64_t first)
{
  std::vector<Acknowledged> acknowledged;
  const auto stores = test.open();
  if (!stores)
    return acknowledged;
  for (std::int64_t n = first; n < first + kBatchesARound; ++n) {
    if (!(*stores)->write(DeviceProfile::batch(n)))
      return acknowledged;
    acknowledged.push_back({test.device.moment(), n, n + 1});
    if (!(*stores)->commitEntry(n))
      return acknowledged;
    acknowledged.push_back({test.device.moment(), n + 1, n + 1});
  }
  return acknowledged;
}

}

class TstPowerCuts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void fiveThousandCuts()
  {
    DeviceProfile test;
    const auto made = test.open(); // makes the profile
    QVERIFY2(made, codeOf(made).c_str());
    const DeviceImage empty = test.device.contents();
    SeededRandom random(20260706);
    std::int64_t first = 0;
    std::int64_t lostBatches = 0;
    for (int round = 0; round < kRounds; ++round) {
      if (round % kRoundsAProfile == 0) {
        test.device.load(empty);
        first = 0;
      }
      test.device.load(test.device.contents());
      const auto acknowledged = work(test, first);
      QCOMPARE(acknowledged.size(), static_cast<std::size_t>(2 * kBatchesARound));
      const DeviceImage after = test.device.contents();
      std::vector<DeviceImage> cuts;
      std::vector<Acknowledged> promised;
      for (int i = 0; i < kCutsARound; ++i) {
        const auto moment = static_cast<std::size_t>(random.below(test.device.moment() + 1));
        cuts.push_back(test.device.afterPowerCut(moment, random.next()));
        Acknowledged told{moment, first, first};
        for (const Acknowledged& one : acknowledged) {
          if (one.moment <= moment)
            told = one;
        }
        promised.push_back(told);
      }
      for (std::size_t i = 0; i < cuts.size(); ++i) {
        test.device.load(std::move(cuts[i]));
        const auto contents = test.look();
        const std::string what = "round " + std::to_string(round) + " cut " + std::to_string(i) + " at "
            + std::to_string(promised[i].moment) + ": " + contents.problem;
        QVERIFY2(contents.problem.empty(), what.c_str());
        QVERIFY2(contents.entries >= promised[i].entries && contents.entries <= promised[i].entries + 1, what.c_str());
        QVERIFY2(contents.batches >= first && contents.batches <= promised[i].batches + 1, what.c_str());
        lostBatches += std::max<std::int64_t>(0, promised[i].batches - contents.batches);
      }
      test.device.load(after);
      first += kBatchesARound;
    }
    // The model has teeth: market data is allowed to lose its newest batches, and did.
    QVERIFY(lostBatches > 0);
  }

  /// Work goes on after a cut as if nothing had happened, and ends with the same content as work without a cut.
  void workGoesOnAfterACut()
  {
    SeededRandom random(7);
    for (int round = 0; round < 25; ++round) {
      DeviceProfile test;
      QVERIFY(test.open());
      test.device.load(test.device.contents());
      QCOMPARE(work(test, 0).size(), static_cast<std::size_t>(2 * kBatchesARound));
      const auto moment = static_cast<std::size_t>(random.below(test.device.moment() + 1));
      test.device.load(test.device.afterPowerCut(moment, random.next()));
      {
        const auto stores = test.open();
        QVERIFY2(stores, codeOf(stores).c_str());
        const auto there = test.look();
        QVERIFY2(there.problem.empty(), there.problem.c_str());
        for (std::int64_t n = there.batches; n < kBatchesARound; ++n)
          QVERIFY((*stores)->write(DeviceProfile::batch(n)));
        for (std::int64_t n = there.entries; n < kBatchesARound; ++n)
          QVERIFY((*stores)->commitEntry(n));
      }
      const auto contents = test.look();
      QVERIFY2(contents.problem.empty(), contents.problem.c_str());
      QCOMPARE(contents.batches, kBatchesARound);
      QCOMPARE(contents.entries, kBatchesARound);
    }
  }

  /// A device that forgets what was synced is noticed by this test's way of looking: the check itself works.
  void aLyingDeviceIsNoticed()
  {
    DeviceProfile test;
    QVERIFY(test.open());
    test.device.load(test.device.contents());
    QCOMPARE(work(test, 0).size(), static_cast<std::size_t>(2 * kBatchesARound));
    DeviceImage image = test.device.contents();
    auto& market = std::find_if(image.begin(), image.end(), [](const auto& file) {
      return file.first.ends_with("market.db");
    })->second;
    int noticed = 0;
    constexpr std::size_t kPage = 4'096;
    const std::size_t pages = market.size() / kPage;
    for (std::size_t page = pages - 3; page < pages; ++page) {
      DeviceImage damaged = image;
      damaged
          .find(std::find_if(image.begin(), image.end(),
              [](const auto& file) {
                return file.first.ends_with("market.db");
              })->first)
          ->second.replace(page * kPage, kPage, std::string(kPage, '\x55'));
      test.device.load(std::move(damaged));
      noticed += test.look().problem.empty() ? 0 : 1;
    }
    QCOMPARE(noticed, 3);
  }
};

QTEST_APPLESS_MAIN(TstPowerCuts)
#include "tst_power_cuts.moc"
