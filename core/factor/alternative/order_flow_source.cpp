// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/order_flow.h"
#include "core/factor/alternative/quote_table.h"
#include "core/factor/alternative/sources.h"

namespace zvt::factor {

namespace {

class OrderFlowSource final : public ClockedSource {
public:
  OrderFlowSource(data::MarketData& data, storage::Profile& profile)
      : ClockedSource(data,
            {"quoted_spread", "effective_spread", "book_imbalance", "order_flow_imbalance", "tick_imbalance",
                "volume_imbalance"})
      , m_profile(profile)
  {
  }

protected:
  [[nodiscard]] Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const override
  {
    std::vector<BestQuote> quotes;
    std::vector<Trade> trades;
    if (const auto column =
            firstWanted(wanted, {"quoted_spread", "effective_spread", "book_imbalance", "order_flow_imbalance"});
        !column.empty()) {
      ZVT_TRY(quotes, readQuotes(m_profile, bars.entityId, column));
    }
    if (const auto column = firstWanted(wanted, {"effective_spread", "tick_imbalance", "volume_imbalance"});
        !column.empty()) {
      ZVT_TRY(trades, readTrades(m_profile, bars.entityId, column));
    }
    return barByBar(quotes, trades, clock);
  }

private:
  static NamedColumns barByBar(std::span<const BestQuote> quotes, std::span<const Trade> trades, const BarClock& clock)
  {
    NamedColumns columns;
    OrderFlow flow;
    auto quote = quotes.begin();
    auto trade = trades.begin();
    const auto skipTo = [](auto& at, auto end, Timestamp moment) {
      while (at != end && at->time <= moment)
        ++at;
    };
    const std::optional<Timestamp> beginning = clock.beginning();
    for (std::size_t i = 0; i < clock.size(); ++i) {
      const Timestamp close = clock.knownAt(i);
      if (i == 0) {
        const Timestamp from = beginning ? *beginning - Duration::microseconds(1) : close;
        skipTo(quote, quotes.end(), from);
        skipTo(trade, trades.end(), from);
      } else if (clock.dayOf(i) != clock.dayOf(i - 1)) {
        flow.nextDay();
      } else {
        flow.nextBar();
      }
      while ((quote != quotes.end() && quote->time <= close) || (trade != trades.end() && trade->time <= close)) {
        const bool isQuote = quote != quotes.end() && (trade == trades.end() || quote->time <= trade->time);
        if (isQuote)
          flow.add(*quote++);
        else
          flow.add(*trade++);
      }
      columns["quoted_spread"].push_back(flow.quotedSpread());
      columns["effective_spread"].push_back(flow.effectiveSpread());
      columns["book_imbalance"].push_back(flow.bookImbalance());
      columns["order_flow_imbalance"].push_back(flow.orderFlowImbalance());
      columns["tick_imbalance"].push_back(flow.tickImbalance());
      columns["volume_imbalance"].push_back(flow.volumeImbalance());
    }
    return columns;
  }

  storage::Profile& m_profile;
};

}

std::unique_ptr<ColumnSource> makeOrderFlowSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<OrderFlowSource>(data, profile);
}

}
