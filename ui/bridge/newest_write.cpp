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
  return newest ? newest() : Result<void>();
}

}
