// SPDX-License-Identifier: Apache-2.0
#include "core/base/memory_store.h"

namespace zvt {

Result<void> MemoryStore::checkSequences(const std::vector<StoreOperation>& batch) const
{
  std::map<std::string_view, std::uint64_t> appended;
  for (const StoreOperation& operation : batch) {
    if (operation.kind != StoreOperation::Kind::Append)
      continue;
    const std::uint64_t next = logSize(operation.table) + ++appended[operation.table];
    if (operation.sequence != 0 && operation.sequence != next)
      return fail("storage.conflict",
          {{"log", operation.table}, {"expected", std::to_string(operation.sequence)}, {"next", std::to_string(next)}});
  }
  return {};
}

Result<void> MemoryStore::commit(const std::vector<StoreOperation>& batch)
{
  ZVT_TRY_VOID(checkSequences(batch));
  ++m_revision;
  for (const StoreOperation& operation : batch) {
    switch (operation.kind) {
    case StoreOperation::Kind::Append:
      m_logs[operation.table].push_back(operation.value);
      break;
    case StoreOperation::Kind::Put:
      m_tables[operation.table][operation.key] = operation.value;
      break;
    case StoreOperation::Kind::Remove:
      m_tables[operation.table].erase(operation.key);
      break;
    }
  }
  return {};
}

Result<std::optional<std::string>> MemoryStore::get(std::string_view table, std::string_view key) const
{
  const auto rows = m_tables.find(table);
  if (rows == m_tables.end())
    return std::nullopt;
  const auto found = rows->second.find(key);
  return found == rows->second.end() ? std::nullopt : std::optional(found->second);
}

Result<void> MemoryStore::forEach(
    std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const
{
  if (const auto rows = m_tables.find(table); rows != m_tables.end())
    for (const auto& [key, value] : rows->second)
      if (!visit(key, value))
        break;
  return {};
}

Result<void> MemoryStore::replay(std::string_view log, std::uint64_t from,
    const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const
{
  const auto found = m_logs.find(log);
  if (found == m_logs.end())
    return {};
  for (std::uint64_t sequence = from == 0 ? 1 : from; sequence <= found->second.size(); ++sequence)
    if (!visit(sequence, found->second[sequence - 1]))
      break;
  return {};
}

std::size_t MemoryStore::logSize(std::string_view log) const
{
  const auto found = m_logs.find(log);
  return found == m_logs.end() ? 0 : found->second.size();
}

}
