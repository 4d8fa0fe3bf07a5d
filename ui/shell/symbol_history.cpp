// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/symbol_history.h"

#include <ranges>

namespace zvt::ui {

void SymbolHistory::add(Step step)
{
  m_steps.erase(m_steps.begin() + static_cast<std::ptrdiff_t>(m_at), m_steps.end());
  m_steps.push_back(std::move(step));
  if (m_steps.size() > kKept)
    m_steps.erase(m_steps.begin());
  m_at = m_steps.size();
  m_first = m_steps.front().before.isEmpty() ? 1 : 0;
}

void SymbolHistory::visit(const QString& before, const QString& after)
{
  if (before != after)
    add({before, after, nullptr, false});
}

void SymbolHistory::visitLevel(const QString& before, const QString& after, QObject* panel)
{
  if (before != after && !before.isEmpty() && panel)
    add({before, after, panel, true});
}

std::optional<SymbolHistory::Step> SymbolHistory::back()
{
  while (canGoBack()) {
    const Step& step = m_steps[--m_at];
    if (!step.isLevel || step.panel)
      return step;
  }
  return std::nullopt;
}

std::optional<SymbolHistory::Step> SymbolHistory::forward()
{
  while (canGoForward()) {
    const Step& step = m_steps[m_at++];
    if (!step.isLevel || step.panel)
      return step;
  }
  return std::nullopt;
}

QStringList SymbolHistory::recent(int most) const
{
  QStringList ids;
  for (const Step& step : m_steps | std::views::reverse) {
    if (step.isLevel)
      continue;
    for (const QString& id : {step.after, step.before})
      if (!id.isEmpty() && !ids.contains(id) && ids.size() < most)
        ids.append(id);
  }
  return ids;
}

}
