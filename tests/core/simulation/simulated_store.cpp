// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulated_store.h"

namespace zvt::simulation {

void SimulatedStore::arm(int n, Trouble trouble)
{
  m_armedIn = n;
  m_trouble = trouble;
}

void SimulatedStore::restart(bool keepsFailed)
{
  disarm();
  if (m_flaw == Flaw::StoreLosesSynced)
    m_durable = m_before;
  if (keepsFailed && !m_failed.empty()) {
    m_log.add("disk: the failed batch was written after all");
    static_cast<void>(write(m_failed, false));
  }
  m_failed.clear();
}

Result<void> SimulatedStore::write(const std::vector<StoreOperation>& batch, bool isNews)
{
  if (m_flaw == Flaw::StoreLosesSynced)
    m_before = m_durable;
  ZVT_TRY_VOID(m_durable.commit(batch));
  for (const StoreOperation& operation : batch) {
    if (operation.kind != StoreOperation::Kind::Append || !operation.table.starts_with("journal."))
      continue;
    ZVT_TRY(const trading::JournalEntry entry, trading::journalEntryFromJson(operation.value));
    if (const auto* created = std::get_if<trading::OrderCreated>(&entry.event))
      m_created.insert(created->order.id);
    if (m_witness)
      m_witness(entry.event, isNews);
  }
  return {};
}

Result<void> SimulatedStore::commit(const std::vector<StoreOperation>& batch)
{
  const Trouble trouble = m_armedIn > 0 && --m_armedIn == 0 ? m_trouble : Trouble::None;
  switch (trouble) {
  case Trouble::Error:
    m_log.add("disk: a commit fails");
    m_failed = batch;
    return fail("storage.io");
  case Trouble::CutBefore:
    m_log.add("disk: cut before the write");
    throw PowerCut();
  case Trouble::CutAfter:
    m_log.add("disk: cut after the write");
    static_cast<void>(write(batch));
    throw PowerCut();
  case Trouble::None:
    break;
  }
  m_failed.clear();
  return write(batch);
}

Result<std::optional<std::string>> SimulatedStore::get(std::string_view table, std::string_view key) const
{
  return m_durable.get(table, key);
}

Result<void> SimulatedStore::forEach(
    std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const
{
  return m_durable.forEach(table, visit);
}

Result<void> SimulatedStore::replay(std::string_view log, std::uint64_t from,
    const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const
{
  return m_durable.replay(log, from, visit);
}

}
