// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/newest_write.h"

#include <utility>

namespace zvt::ui {

void NewestWrite::put(Write write)
{
  const std::scoped_lock lock(m_guard);
  m_waiting = std::move(write);
}

Result<void> NewestWrite::write()
{
  const std::scoped_lock writing(m_writing);
  Write newest;
  {
    const std::scoped_lock lock(m_guard);
    newest = std::exchange(m_waiting, nullptr);
  }
  if (!newest)
    return {};
  Result<void> written = newest();
  if (!written) {
    const std::scoped_lock lock(m_guard);
    if (!m_waiting) // else a newer state is on its way
      m_waiting = std::move(newest);
  }
  return written;
}

bool NewestWrite::isWaiting() const
{
  const std::scoped_lock lock(m_guard);
  return bool(m_waiting);
}

}
