// SPDX-License-Identifier: Apache-2.0
#include "core/market/heikin_ashi.h"

#include <algorithm>
#include <cmath>

namespace zvt::market {

AveragedCandles heikinAshi(const BarSeries& bars)
{
  const std::vector<double> missing(bars.size(), std::nan(""));
  AveragedCandles made{missing, missing, missing, missing};
  double before = std::nan(""); // middle of the previous averaged body
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double close = (bars.open[i] + bars.high[i] + bars.low[i] + bars.close[i]) / 4;
    if (!std::isfinite(close))
      continue;
    const double open = std::isfinite(before) ? before : (bars.open[i] + bars.close[i]) / 2;
    made.open[i] = open;
    made.close[i] = close;
    made.high[i] = std::max({bars.high[i], open, close});
    made.low[i] = std::min({bars.low[i], open, close});
    before = (open + close) / 2;
  }
  return made;
}

}
