// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/memory_store.h"
#include "core/trading/journal.h"
#include "tests/core/simulation/event_log.h"
#include "tests/core/simulation/simulation_plan.h"

#include <set>

namespace zvt::simulation {

/// Thrown where the machine ends. Nothing catches it below the simulation.
struct PowerCut { };

/// A disk. What commit() acknowledged is there after a power cut; a batch whose commit failed may be there, too, unless
/// a later one was written over it.
class SimulatedStore final : public Store {
public:
  enum class Trouble { None, Error, CutBefore, CutAfter };

  SimulatedStore(EventLog& log, Flaw flaw)
      : m_log(log)
      , m_flaw(flaw)
  {
  }

  /// The @p n-th commit from now (1 is the next) meets @p trouble.
  void arm(int n, Trouble trouble);
  void disarm() { arm(0, Trouble::None); }
  /// After a power cut. @param keepsFailed the batch that failed last turns out to be written
  void restart(bool keepsFailed);
  /// Called with each entry of a journal once it is durable. @p isNews: false where a failed batch turns out to be
  /// written
  using Witness = std::function<void(const trading::JournalEvent&, bool isNews)>;
  void setWitness(Witness witness) { m_witness = std::move(witness); }
  /// Is the creation of this order durable?
  [[nodiscard]] bool isJournaled(const std::string& orderId) const { return m_created.contains(orderId); }

  Result<void> commit(const std::vector<StoreOperation>& batch) override;
  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view table, std::string_view key) const override;
  Result<void> forEach(std::string_view table,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const override;
  Result<void> replay(std::string_view log, std::uint64_t from,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const override;

private:
  Result<void> write(const std::vector<StoreOperation>& batch, bool isNews = true);

  EventLog& m_log;
  Flaw m_flaw;
  MemoryStore m_durable;
  MemoryStore m_before; ///< the last commit; only with Flaw::StoreLosesSynced
  std::vector<StoreOperation> m_failed;
  std::set<std::string> m_created;
  Witness m_witness;
  int m_armedIn = 0;
  Trouble m_trouble = Trouble::None;
};

}
