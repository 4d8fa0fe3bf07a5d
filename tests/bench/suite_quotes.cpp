// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/quote_hub.h"
#include "tests/bench/measure.h"

#include <fmt/format.h>

namespace zvt::bench {

namespace {

/// A market of securities, each with five levels a side, that all change together.
struct QuoteWorkload {
  explicit QuoteWorkload(std::size_t entities)
  {
    for (std::size_t i = 0; i < entities; ++i) {
      market::Quote quote;
      quote.entityId = fmt::format("stock_sz_{:06}", i);
      quote.previousClose = 10;
      quote.last = quote.open = quote.high = quote.low = 10;
      for (int level = 0; level < 5; ++level) {
        quote.asks.add({10.01 + 0.01 * level, 10'000});
        quote.bids.add({10.0 - 0.01 * level, 10'000});
      }
      quotes.push_back(std::move(quote));
    }
  }

  void advance()
  {
    for (market::Quote& quote : quotes) {
      quote.time = quote.time + Duration::milliseconds(33);
      quote.volume += 100;
      quote.turnover = quote.volume * 10;
    }
  }

  std::vector<market::Quote> quotes;
};

}

/// One iteration is one frame: every security changes, and a reader takes what changed. At 30 frames a second 33 ms are
/// there for it, on the feed's thread; a tenth of that leaves the machine free.
void addQuotesSuite(const Scale& scale)
{
  constexpr double kTargetMs = 3.3;
  const std::size_t entities = scale.of(5'000);
  addMeasure({.suite = "ui",
      .name = "ui.quote_hub_frame_5000",
      .unit = "ms",
      .target = kTargetMs,
      .peer = {},
      .ours =
          [entities](benchmark::State& state) {
            data::QuoteHub hub;
            QuoteWorkload market(entities);
            std::uint64_t generation = 0;
            for (auto _ : state) {
              state.PauseTiming();
              market.advance();
              state.ResumeTiming();
              hub.publish(market.quotes);
              const data::QuoteChanges changes = hub.changesSince(generation);
              generation = changes.generation;
              if (changes.entities.size() != entities)
                state.SkipWithError("not every security changed");
            }
          },
      .peersWork = {}});
}

}
