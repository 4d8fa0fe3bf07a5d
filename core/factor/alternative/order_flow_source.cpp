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
    const auto quoteColumn =
        firstWanted(wanted, {"quoted_spread", "effective_spread", "book_imbalance", "order_flow_imbalance"});
    const auto tradeColumn = firstWanted(wanted, {"effective_spread", "tick_imbalance", "volume_imbalance"});
    NamedColumns columns;
    OrderFlow flow;
    for (std::size_t first = 0, end = 0; first < clock.size(); first = end) {
      end = endOfPart(clock, first);
      const RowChoice choice{true, beginningOf(clock, first), clock.knownAt(end - 1)};
      std::vector<BestQuote> quotes;
      std::vector<Trade> trades;
      if (!quoteColumn.empty()) {
        ZVT_TRY(quotes, readQuotes(m_profile, bars.entityId, choice, quoteColumn));
      }
      if (!tradeColumn.empty()) {
        ZVT_TRY(trades, readTrades(m_profile, bars.entityId, clock, choice, tradeColumn));
      }
      addBars({first, end}, quotes, trades, clock, flow, columns);
    }
    return columns;
  }

private:
  /// Bars whose quotes are held at a time, from one on: some weeks, whole days.
  struct Part {
    std::size_t first;
    std::size_t end;
  };
  static std::size_t endOfPart(const BarClock& clock, std::size_t first)
  {
    constexpr int kDays = 14;
    std::size_t end = first + 1;
    while (end < clock.size()
        && (clock.dayOf(end) == clock.dayOf(end - 1) || clock.dayOf(end).days - clock.dayOf(first).days < kDays))
      ++end;
    return end;
  }
  /// What belongs to the bar and, since the volume of a snapshot counts from the open, the day before it ended.
  static Timestamp beginningOf(const BarClock& clock, std::size_t first)
  {
    if (first > 0)
      return clock.knownAt(first - 1) + Duration::microseconds(1);
    constexpr Duration kDay = Duration::microseconds(86'400'000'000);
    return clock.beginning().value_or(clock.knownAt(0) - kDay);
  }
  static void addBars(Part part, std::span<const BestQuote> quotes, std::span<const Trade> trades,
      const BarClock& clock, OrderFlow& flow, NamedColumns& columns)
  {
    auto quote = quotes.begin();
    auto trade = trades.begin();
    const auto skipTo = [](auto& at, auto end, Timestamp moment) {
      while (at != end && at->time <= moment)
        ++at;
    };
    for (std::size_t i = part.first; i < part.end; ++i) {
      const Timestamp close = clock.knownAt(i);
      if (i == 0) {
        const std::optional<Timestamp> beginning = clock.beginning();
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
  }

  storage::Profile& m_profile;
};

}

std::unique_ptr<ColumnSource> makeOrderFlowSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<OrderFlowSource>(data, profile);
}

}
