// SPDX-License-Identifier: Apache-2.0
// The power goes at thousands of moments of real work; what the device still holds is opened and compared.
#include "core/base/random.h"
#include "tests/core/storage/device_profile.h"
#include "tests/support/sanitized.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

constexpr int kRounds = tests::kSanitized ? 2 : 20;
constexpr int kCutsARound = 250;
constexpr std::int64_t kBatchesARound = 8;
constexpr std::size_t kProfiles = 2; ///< the fuller one is, the longer it takes to look at all of it
constexpr int kRoundsAProfile = kRounds / static_cast<int>(kProfiles);

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

/// The rounds of one profile.
struct Cuts {
  std::string problem; ///< empty: nothing that was promised is missing
  std::int64_t lostBatches = 0; ///< that no one had promised
  int cuts = 0;

  void run(std::uint64_t seed)
  {
    DeviceProfile test;
    SeededRandom random(seed);
    if (const auto made = test.open(); !made)
      problem = made.error().code;
    for (int round = 0; round < kRoundsAProfile && problem.empty(); ++round)
      cutRound(test, random, round * kBatchesARound);
  }

private:
  struct Promise {
    DeviceImage image;
    Acknowledged told;
  };

  void cutRound(DeviceProfile& test, SeededRandom& random, std::int64_t first)
  {
    test.device.load(test.device.contents());
    const auto acknowledged = work(test, first);
    if (acknowledged.size() != static_cast<std::size_t>(2 * kBatchesARound))
      problem = "work without a cut is refused";
    const DeviceImage after = test.device.contents();
    std::vector<Promise> promises;
    for (int i = 0; i < kCutsARound; ++i) {
      const auto moment = static_cast<std::size_t>(random.below(test.device.moment() + 1));
      Promise promise{test.device.afterPowerCut(moment, random.next()), {moment, first, first}};
      for (const Acknowledged& one : acknowledged) {
        if (one.moment <= moment)
          promise.told = one;
      }
      promises.push_back(std::move(promise));
    }
    for (Promise& promise : promises)
      look(test, std::move(promise), first);
    test.device.load(after);
  }

  void look(DeviceProfile& test, Promise promise, std::int64_t first)
  {
    const Acknowledged& told = promise.told;
    test.device.load(std::move(promise.image));
    const auto contents = test.look();
    ++cuts;
    const bool isKept = contents.entries >= told.entries && contents.entries <= told.entries + 1
        && contents.batches >= first && contents.batches <= told.batches + 1;
    if (!contents.problem.empty() || !isKept)
      problem = "cut " + std::to_string(cuts) + " at " + std::to_string(told.moment) + ": " + contents.problem + " "
          + std::to_string(contents.batches) + " batches and " + std::to_string(contents.entries) + " entries of "
          + std::to_string(told.batches) + " and " + std::to_string(told.entries);
    lostBatches += std::max<std::int64_t>(0, told.batches - contents.batches);
  }
};

}

class TstPowerCuts : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Profiles are cut beside each other: each has a device of its own.
  void fiveThousandCuts()
  {
    std::vector<Cuts> profiles(kProfiles);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kProfiles; ++i)
      threads.emplace_back([&profiles, i] { profiles[i].run(20260706 + i); });
    for (std::thread& thread : threads)
      thread.join();
    std::int64_t lostBatches = 0;
    int cuts = 0;
    for (const Cuts& profile : profiles) {
      QVERIFY2(profile.problem.empty(), profile.problem.c_str());
      lostBatches += profile.lostBatches;
      cuts += profile.cuts;
    }
    QCOMPARE(cuts, kRounds * kCutsARound);
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
