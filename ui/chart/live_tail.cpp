// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/live_tail.h"

namespace zvt::ui {

void LiveTail::put(const market::Bar& bar, bool continues)
{
  if (!bars.empty() && (continues || bars.back().key == bar.key))
    bars.back() = bar;
  else
    bars.push_back(bar);
}

market::BarSeriesPtr withTail(market::BarSeriesPtr stored, const LiveTail& tail)
{
  if (tail.bars.empty() || stored->empty() || stored->level != tail.level || stored->adjust != tail.adjust)
    return stored;
  const std::int64_t newest = stored->key.back();
  auto made = std::make_shared<market::BarSeries>(*stored);
  for (const market::Bar& bar : tail.bars) {
    if (bar.key > newest) {
      made->append(bar);
    } else if (bar.key == newest && bar.volume > stored->volume.back()) {
      const std::size_t at = stored->size() - 1;
      made->open[at] = bar.open;
      made->high[at] = bar.high;
      made->low[at] = bar.low;
      made->close[at] = bar.close;
      made->volume[at] = bar.volume;
      made->turnover[at] = bar.turnover;
    }
  }
  return made;
}

}
