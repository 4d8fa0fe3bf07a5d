// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/view_history.h"

namespace zvt::widgets {

void ViewHistory::note(const TimeAxis& now, Move move)
{
  const bool goesOn = move != Move::Jump && move == m_last;
  m_last = move;
  if (goesOn)
    return;
  m_forward.clear();
  m_back.push_back(now);
  if (m_back.size() > kMost)
    m_back.erase(m_back.begin());
}

void ViewHistory::clear()
{
  m_back.clear();
  m_forward.clear();
  settle();
}

std::optional<TimeAxis> ViewHistory::step(std::vector<TimeAxis>& from, std::vector<TimeAxis>& to, const TimeAxis& now)
{
  settle();
  if (from.empty())
    return {};
  const TimeAxis wanted = from.back();
  from.pop_back();
  to.push_back(now);
  return wanted;
}

}
