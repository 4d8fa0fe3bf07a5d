// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_saver.h"

#include <utility>

namespace zvt::ui {

WorkspaceSaver::WorkspaceSaver(WorkspaceStore store)
    : m_store(std::move(store))
{
}

void WorkspaceSaver::put(const QString& name, QByteArray bytes)
{
  const std::scoped_lock lock(m_guard);
  m_waiting.insert_or_assign(name, std::move(bytes));
}

bool WorkspaceSaver::hasWaiting() const
{
  const std::scoped_lock lock(m_guard);
  return !m_waiting.empty();
}

Result<void> WorkspaceSaver::write()
{
  const std::scoped_lock writing(m_writing);
  std::map<QString, QByteArray> waiting;
  {
    const std::scoped_lock lock(m_guard);
    waiting.swap(m_waiting);
  }
  Result<void> all;
  for (auto& [name, bytes] : waiting)
    if (Result<void> written = writeOne(name, std::move(bytes)); !written && all)
      all = fail(std::move(written.error()).with("workspace", name.toStdString()));
  return all;
}

Result<void> WorkspaceSaver::keepAside(const QString& name, const QString& folder)
{
  const std::scoped_lock writing(m_writing);
  std::map<QString, QByteArray>::node_type last;
  {
    const std::scoped_lock lock(m_guard);
    last = m_waiting.extract(name);
  }
  if (!last.empty())
    ZVT_TRY_VOID(m_store.write(name, last.mapped()));
  return m_store.keepAside(name, folder);
}

/// What fails waits again, unless a newer one does by now.
Result<void> WorkspaceSaver::writeOne(const QString& name, QByteArray bytes)
{
  Result<void> written = m_store.write(name, bytes);
  if (!written) {
    const std::scoped_lock lock(m_guard);
    m_waiting.try_emplace(name, std::move(bytes));
  }
  return written;
}

}
