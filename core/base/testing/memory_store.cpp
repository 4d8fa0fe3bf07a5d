// SPDX-License-Identifier: Apache-2.0
#include "core/base/testing/memory_store.h"

namespace zvt::testing {

void MemoryStore::failAt(std::size_t n, std::string code)
{
  m_failAt = m_commits + n;
  m_failCode = std::move(code);
}

void MemoryStore::crashAt(std::size_t n, Crash when)
{
  m_crashAt = m_commits + n;
  m_crash = when;
}

std::size_t MemoryStore::logSize(std::string_view log) const
{
  const auto found = m_logs.find(log);
  return found == m_logs.end() ? 0 : found->second.size();
}

Result<void> MemoryStore::checkAlive() const
{
  if (m_crashed)
    return fail("storage.crashed");
  return {};
}

void MemoryStore::apply(const std::vector<StoreOperation>& batch)
{
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
}

Result<void> MemoryStore::commit(const std::vector<StoreOperation>& batch)
{
  ZVT_TRY_VOID(checkAlive());
  ++m_commits;
  if (m_commits == m_failAt)
    return fail(m_failCode);
  m_crashed = m_commits == m_crashAt;
  if (!m_crashed || m_crash == Crash::AfterWrite)
    apply(batch);
  return checkAlive();
}

Result<std::optional<std::string>> MemoryStore::get(std::string_view table, std::string_view key) const
{
  ZVT_TRY_VOID(checkAlive());
  const auto rows = m_tables.find(table);
  if (rows == m_tables.end())
    return std::nullopt;
  const auto found = rows->second.find(key);
  return found == rows->second.end() ? std::nullopt : std::optional(found->second);
}

Result<void> MemoryStore::forEach(
    std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const
{
  ZVT_TRY_VOID(checkAlive());
  if (const auto rows = m_tables.find(table); rows != m_tables.end())
    for (const auto& [key, value] : rows->second)
      if (!visit(key, value))
        break;
  return {};
}

Result<void> MemoryStore::replay(std::string_view log, std::uint64_t from,
    const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const
{
  ZVT_TRY_VOID(checkAlive());
  const auto found = m_logs.find(log);
  if (found == m_logs.end())
    return {};
  for (std::uint64_t sequence = from == 0 ? 1 : from; sequence <= found->second.size(); ++sequence)
    if (!visit(sequence, found->second[sequence - 1]))
      break;
  return {};
}

}
