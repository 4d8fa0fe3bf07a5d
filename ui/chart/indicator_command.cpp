// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_command.h"

#include "ui/shell/tr.h"

namespace zvt::ui {

IndicatorCommand::IndicatorCommand(std::vector<Indicator> before, std::vector<Indicator> after, Apply apply)
    : QUndoCommand(Tr::tr("Change indicators"))
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_apply(std::move(apply))
{
}

int IndicatorCommand::changedIndicator() const
{
  if (m_before.size() != m_after.size())
    return -1;
  int changed = -1;
  for (std::size_t i = 0; i < m_before.size(); ++i) {
    if (m_before[i] == m_after[i])
      continue;
    if (changed >= 0)
      return -1;
    changed = static_cast<int>(i);
  }
  return changed;
}

bool IndicatorCommand::mergeWith(const QUndoCommand* other)
{
  const auto* next = static_cast<const IndicatorCommand*>(other); // the stack compares id() first
  if (changedIndicator() < 0 || changedIndicator() != next->changedIndicator())
    return false;
  m_after = next->m_after;
  return true;
}

}
