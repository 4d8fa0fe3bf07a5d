// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/live/step_store.h"

namespace zvt::backtest {

Result<void> StepStore::commit(const std::vector<StoreOperation>& batch)
{
  for (const StoreOperation& operation : batch) {
    if (operation.kind == StoreOperation::Kind::Append) {
      m_step.push_back(operation);
      continue;
    }
    // Of several values that a key had during the step, the last one counts.
    const auto [place, isNew] = m_keys.try_emplace({operation.table, operation.key}, m_step.size());
    if (isNew)
      m_step.push_back(operation);
    else
      m_step[place->second] = operation;
  }
  return {};
}

Result<void> StepStore::flush()
{
  m_keys.clear();
  const std::vector<StoreOperation> step = std::exchange(m_step, {});
  return step.empty() ? Result<void>() : m_store.commit(step);
}

Result<std::optional<std::string>> StepStore::get(std::string_view table, std::string_view key) const
{
  return m_store.get(table, key);
}

Result<void> StepStore::forEach(
    std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const
{
  return m_store.forEach(table, visit);
}

Result<void> StepStore::replay(std::string_view log, std::uint64_t from,
    const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const
{
  return m_store.replay(log, from, visit);
}

}
