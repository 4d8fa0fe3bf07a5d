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

Result<void> MemoryStore::checkAlive() const
{
  if (m_crashed)
    return fail("storage.crashed");
  return {};
}

Result<void> MemoryStore::commit(const std::vector<StoreOperation>& batch)
{
  ZVT_TRY_VOID(checkAlive());
  ++m_commits;
  if (m_commits == m_failAt)
    return fail(m_failCode);
  m_crashed = m_commits == m_crashAt;
  if (!m_crashed || m_crash == Crash::AfterWrite)
    ZVT_TRY_VOID(zvt::MemoryStore::commit(batch));
  return checkAlive();
}

Result<std::optional<std::string>> MemoryStore::get(std::string_view table, std::string_view key) const
{
  ZVT_TRY_VOID(checkAlive());
  return zvt::MemoryStore::get(table, key);
}

Result<void> MemoryStore::forEach(
    std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const
{
  ZVT_TRY_VOID(checkAlive());
  return zvt::MemoryStore::forEach(table, visit);
}

Result<void> MemoryStore::replay(std::string_view log, std::uint64_t from,
    const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const
{
  ZVT_TRY_VOID(checkAlive());
  return zvt::MemoryStore::replay(log, from, visit);
}

}
