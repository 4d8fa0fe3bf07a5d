// SPDX-License-Identifier: Apache-2.0
// From a decision to the broker's door, on a real ledger, beside the disk's own sync.
#include "tests/bench/measure.h"
#include "tests/bench/scratch_profile.h"

#include "core/base/executor.h"
#include "core/trading/order_service.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <latch>
#include <limits>
#include <map>
#include <vector>

namespace zvt::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;
using namespace trading;

constexpr double kMostBeyondSync = 5; ///< ms, p99

double millisSince(SteadyClock::time_point start)
{
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

double percentile(std::vector<double> values, double share)
{
  if (values.empty())
    return std::numeric_limits<double>::quiet_NaN(); // the account or the file could not be opened
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Notes when each order comes to its door.
class Door final : public Broker {
public:
  void setListener(BrokerListener*) override { }
  SendOutcome place(const Order&) override
  {
    waited.push_back(millisSince(decided));
    return SendOutcome::Sent;
  }
  SendOutcome cancel(const Order&) override { return SendOutcome::Sent; }
  Result<std::vector<BrokerOrder>> orders(const std::string&) override { return std::vector<BrokerOrder>(); }

  SteadyClock::time_point decided; ///< set before the intents are handed over
  std::vector<double> waited; ///< ms
};

/// An account whose orders go through the journal on disk.
class OrderPath {
public:
  OrderPath()
  {
    auto book = market::RuleBook::load();
    auto policy = market::RulePolicy::parse("dated");
    if (!book || !policy)
      return;
    OrderService::Options options;
    options.account.name = "bench";
    options.account.initialCash = Money::fromInt(1'000'000'000);
    options.rules = std::make_shared<const TradingRules>(*book, *policy);
    auto opened = OrderService::open(options, m_profile.profile().ledger(), m_door, m_profile.clock(), m_executor);
    if (!opened)
      return;
    m_service = *std::move(opened);
    m_service->startDay(*TradingDay::parse("2024-03-01"));
    m_executor.drain();
  }
  ~OrderPath()
  {
    m_executor.drain();
    m_service.reset();
  }

  [[nodiscard]] bool works() const { return m_service != nullptr; }
  [[nodiscard]] const std::vector<double>& waited() const { return m_door.waited; }
  [[nodiscard]] const std::filesystem::path& folder() const { return m_profile.folder(); }
  [[nodiscard]] OsFileSystem& files() { return m_profile.files(); }

  /// @p count decisions at one moment; returns when all have come to the door.
  void decide(std::size_t count)
  {
    std::latch answered(static_cast<std::ptrdiff_t>(count));
    m_door.decided = SteadyClock::now();
    for (std::size_t i = 0; i < count; ++i) {
      OrderIntent intent;
      intent.id = std::to_string(++m_number);
      intent.source = "bench";
      intent.entityId = "stock_sh_600030";
      intent.price = Price::fromInt(10);
      intent.quantity = Quantity::fromInt(100);
      m_service->submit(std::move(intent), [&answered](const Result<Order>&) { answered.count_down(); });
    }
    answered.wait();
  }

private:
  ScratchProfile m_profile;
  Door m_door;
  ThreadExecutor m_executor{"orders", m_profile.clock()};
  std::unique_ptr<OrderService> m_service;
  std::size_t m_number = 0;
};

/// What the disk takes for the bytes of one entry alone.
std::vector<double> syncs(OsFileSystem& files, const std::filesystem::path& folder, std::size_t count)
{
  const std::filesystem::path file = folder / "sync";
  const std::string bytes(4096, 'x');
  std::ofstream stream(file, std::ios::binary);
  std::vector<double> took;
  for (std::size_t i = 0; i < count; ++i) {
    const auto start = SteadyClock::now();
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.flush();
    if (!files.sync(file))
      return {};
    took.push_back(millisSince(start));
  }
  return took;
}

struct Figures {
  std::vector<double> orders;
  std::vector<double> syncs;
};

/// Both kinds in turns, so that a busy moment of the disk meets both.
Figures measure(std::size_t rounds, std::size_t together)
{
  Figures figures;
  OrderPath path;
  if (!path.works())
    return figures;
  constexpr std::size_t kBlock = 50;
  for (std::size_t done = 0; done < rounds; done += kBlock) {
    for (std::size_t i = 0; i < kBlock; ++i)
      path.decide(together);
    const auto took = syncs(path.files(), path.folder(), kBlock);
    figures.syncs.insert(figures.syncs.end(), took.begin(), took.end());
  }
  figures.orders = path.waited();
  return figures;
}

void report(benchmark::State& state, double value)
{
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(value);
  state.counters["value"] = value;
}

}

void addOrdersSuite(const Scale& scale)
{
  const std::size_t rounds = scale.of(1'000);
  const auto add = [](const std::string& name, std::optional<double> target, std::function<double()> ours,
                       std::function<double()> disk) {
    Measure one{"orders", name, "ms", target, disk ? "the disk's sync of 4 KiB" : "",
        [ours](benchmark::State& state) { report(state, ours()); }, {}};
    if (disk)
      one.peersWork = [disk](benchmark::State& state) { report(state, disk()); };
    one.manualTime = true;
    one.iterations = 1;
    addMeasure(std::move(one));
  };
  // One run a size, taken when the first of its figures is asked for.
  const auto runs = std::make_shared<std::map<std::size_t, Figures>>();
  const auto figures = [runs, rounds](std::size_t together) -> const Figures& {
    auto found = runs->find(together);
    if (found == runs->end())
      found = runs->emplace(together, measure(rounds / together, together)).first;
    return found->second;
  };
  for (const std::size_t together : {std::size_t(1), std::size_t(20)}) {
    const std::string of = together == 1 ? "order" : "burst_of_20";
    const auto at = [figures, together](bool ours, double share) {
      return [=] { return percentile(ours ? figures(together).orders : figures(together).syncs, share); };
    };
    add("orders." + of + "_p50", {}, at(true, 0.5), at(false, 0.5));
    add("orders." + of + "_p99", {}, at(true, 0.99), at(false, 0.99));
    add("orders." + of + "_beyond_sync_p99", kMostBeyondSync,
        [figures, together] {
          const Figures& taken = figures(together);
          return std::max(0.0, percentile(taken.orders, 0.99) - percentile(taken.syncs, 0.99));
        },
        {});
  }
}

}
