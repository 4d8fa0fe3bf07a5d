// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/market_day_feature.h"

#include "core/trading/paper_quotes.h"
#include "core/trading/paper_session.h"
#include "ui/bridge/quote_feed.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/window_set.h"

#include <utility>

namespace zvt::ui {

MarketDayFeature::MarketDayFeature(ChartPanel& owner)
    : ChartFeature(owner)
    , m_ended(endsChart())
{
  const Context& context = owner.context();
  if (context.windows != nullptr)
    connect(context.windows, &WindowSet::layoutChanged, this, &MarketDayFeature::look);
  if (context.quoteFeed != nullptr) // a file may play instead, or no longer
    connect(context.quoteFeed, &QuoteFeed::changed, this, &MarketDayFeature::look);
}

bool MarketDayFeature::endsChart() const
{
  const Context& context = panel().context();
  if (context.windows == nullptr || context.paperSession == nullptr)
    return false;
  const trading::ReplayState state = context.paperSession->state();
  if (!state.day || !state.next) // at the newest bar: there is nothing to hide
    return false;
  if (context.paperQuotes != nullptr && context.paperQuotes->file())
    return false; // quotes of another day, which the chart follows
  return context.windows->standsWith(panel(), QStringLiteral("ticket"));
}

void MarketDayFeature::look()
{
  const bool ends = endsChart();
  if (std::exchange(m_ended, ends) != ends)
    panel().reload();
}

}
