// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alert/alert_service.h"
#include "core/base/clock.h"
#include "tests/bench/measure.h"

#include <fmt/format.h>

namespace zvt::bench {

namespace {

constexpr std::size_t kAlertsEach = 2; ///< a price and a line

/// A market that moves a cent a frame, with a price alert and a line of each security that it never reaches.
struct AlertWorkload {
  explicit AlertWorkload(std::size_t entities)
  {
    const Timestamp open = Timestamp{parseTime("2024-02-08T09:30:00")->local.micros} - Duration::hours(8);
    std::vector<alert::Alert> alerts;
    for (std::size_t i = 0; i < entities; ++i) {
      market::Quote quote;
      quote.entityId = fmt::format("stock_sz_{:06}", i);
      quote.time = open;
      quote.last = quote.open = quote.high = quote.low = 10;
      quote.previousClose = 10;
      quotes.push_back(quote);
      alerts.push_back(alert::alertAtPrice(quote.entityId, 12, alert::Test::CrossesUp));
      alerts.push_back(alert::alertOnLine(
          quote.entityId, {open - Duration::hours(48), 8}, {open, 8.5}, alert::Extent::Ray, market::BarLevel::Day1));
      for (std::size_t n = alerts.size() - kAlertsEach; n < alerts.size(); ++n)
        alerts[n].id = fmt::format("alert-{}", n);
    }
    service.setAlerts(std::move(alerts));
  }

  [[nodiscard]] data::QuoteChanges advance()
  {
    ++m_frame;
    data::QuoteChanges changes;
    for (market::Quote& quote : quotes) {
      quote.time = quote.time + Duration::milliseconds(33);
      quote.last = m_frame % 2 == 0 ? 10.0 : 10.01;
      quote.high = 10.01;
      changes.entities.push_back(
          {quote.entityId, std::make_shared<const market::Quote>(quote), true, false, false, false});
    }
    return changes;
  }

  SystemClock clock;
  alert::AlertService service{clock};
  std::vector<market::Quote> quotes;

private:
  int m_frame = 0;
};

}

/// One iteration is one frame: 5,000 securities change, and 10,000 alerts on them are looked at. At 30 frames a second
/// 33 ms are there for everything that the window does.
void addAlertsSuite(const Scale& scale)
{
  constexpr double kTargetMs = 5;
  const std::size_t entities = scale.of(5'000);
  addMeasure({.suite = "ui",
      .name = "ui.alerts_frame_10000",
      .unit = "ms",
      .target = kTargetMs,
      .peer = {},
      .ours =
          [entities](benchmark::State& state) {
            AlertWorkload market(entities);
            for (auto _ : state) {
              state.PauseTiming();
              const data::QuoteChanges changes = market.advance();
              state.ResumeTiming();
              if (!market.service.takeQuotes(changes, false).empty())
                state.SkipWithError("an alert that is far away was told");
            }
            if (entities * kAlertsEach != market.service.alerts().size())
              state.SkipWithError("not all alerts are there");
          },
      .peersWork = {}});
}

}
