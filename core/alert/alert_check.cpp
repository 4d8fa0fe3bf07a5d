// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_check.h"

#include "core/alert/alert_service.h"
#include "core/alert/formula_board.h"
#include "core/base/clock.h"
#include "core/data/market_data.h"
#include "core/data/quote_file.h"
#include "core/market/entity_id.h"

#include <algorithm>
#include <cmath>

namespace zvt::alert {

namespace {

/// Market time as the clock.
class MarketClock final : public Clock {
public:
  [[nodiscard]] Timestamp now() const override { return m_now; }
  [[nodiscard]] Duration elapsed() const override { return {m_now.micros}; }
  void set(Timestamp now) { m_now = now; }

private:
  Timestamp m_now;
};

void append(std::vector<AlertEvent>& all, std::vector<AlertEvent> more)
{
  std::ranges::move(more, std::back_inserter(all));
}

Alert asNew(Alert alert)
{
  alert.memory = {};
  alert.snoozedUntil.reset();
  alert.enabled = true;
  alert.created = {};
  return alert;
}

/// Closes that changes of a day are measured from, by day: what an ex-date took off is taken off.
Result<std::map<TradingDay, double>> previousCloses(data::MarketData& marketData, const std::string& entityId)
{
  data::BarRequest request;
  request.entityId = entityId;
  ZVT_TRY(const auto raw, marketData.bars(request));
  request.adjust = market::AdjustMode::Qfq;
  ZVT_TRY(const auto adjusted, marketData.bars(request));
  std::map<TradingDay, double> closes;
  for (std::size_t i = 1; i < std::min(raw->size(), adjusted->size()); ++i)
    closes[raw->dayAt(i)] = adjusted->close[i - 1] * raw->close[i] / adjusted->close[i];
  return closes;
}

/// The prices of a bar in the order in which they are taken to have been there.
std::array<double, 4> pathOf(const market::Bar& bar)
{
  const bool lowFirst = bar.open - bar.low <= bar.high - bar.open;
  return {bar.open, lowFirst ? bar.low : bar.high, lowFirst ? bar.high : bar.low, bar.close};
}

Result<std::vector<AlertEvent>> checkFormula(
    const Alert& alert, Timestamp from, Timestamp to, const CheckSources& sources, TaskControl& control)
{
  FormulaBoard board(*sources.marketData, sources.columns);
  Alert since = alert;
  since.memory.seen = {1}; // every finished bar
  since.expires.reset();
  board.setAlerts(std::span(&since, 1), sources.formulas, to);
  ZVT_TRY(const auto readings, board.read(std::nullopt, to, control));
  if (!board.faults().empty())
    return fail(board.faults().begin()->second);
  MarketClock clock;
  AlertService service(clock);
  service.setAlerts({alert});
  std::vector<AlertEvent> told;
  // The last bar before the span says where the value stands.
  const auto first = std::ranges::find_if(readings, [&](const FormulaReading& one) { return one.time >= from; });
  if (first != readings.begin()) {
    Alert before = alert;
    before.created = (first - 1)->time;
    service.setAlerts({before});
    static_cast<void>(service.takeFormulas(std::span(&*(first - 1), 1), true));
  }
  for (auto at = first; at != readings.end(); ++at) {
    clock.set(at->time);
    append(told, service.takeFormulas(std::span(&*at, 1), true));
  }
  return told;
}

}

Result<std::vector<AlertEvent>> checkOverBars(const Alert& original, market::BarLevel level, Timestamp from,
    Timestamp to, const CheckSources& sources, TaskControl& control)
{
  const Alert alert = asNew(original);
  ZVT_TRY_VOID(check(alert, sources.formulas));
  if (std::holds_alternative<HealthCondition>(alert.condition))
    return fail("alert.not_checkable", {{"alert", alert.id}});
  if (std::holds_alternative<FormulaCondition>(alert.condition))
    return checkFormula(alert, from, to, sources, control);
  data::BarRequest request;
  request.entityId = alert.entityId;
  request.level = level;
  ZVT_TRY(const auto bars, sources.marketData->bars(request));
  ZVT_TRY(const auto calendar, sources.marketData->calendarOf(alert.entityId));
  ZVT_TRY(const auto closes, previousCloses(*sources.marketData, alert.entityId));
  MarketClock clock;
  AlertService service(clock);
  service.setAlerts({alert});
  std::vector<AlertEvent> told;
  for (std::size_t i = 0; i < bars->size(); ++i) {
    const Timestamp end = calendar->availableAt(level, bars->key[i]);
    const bool isBefore = i + 1 < bars->size() && calendar->availableAt(level, bars->key[i + 1]) < from;
    if (isBefore || end > to)
      continue;
    ZVT_TRY_VOID(control.cancelToken().check());
    clock.set(end);
    market::Quote quote;
    quote.entityId = alert.entityId;
    quote.time = market::isDayKeyed(level) ? end : end - Duration::microseconds(1);
    const auto close = closes.find(calendar->dayOf(quote.time));
    quote.previousClose = close == closes.end() ? kNoValue : close->second;
    // Of the bar before the span only where it ended counts.
    const auto path = pathOf(bars->at(i));
    for (std::size_t step = end < from ? 3 : 0; step < path.size(); ++step) {
      quote.last = path[step];
      auto events = service.takeQuote(quote, true);
      for (AlertEvent& event : events)
        event.time = end;
      if (end >= from)
        append(told, std::move(events));
    }
    if (end < from) {
      // Told before the span is not told; what is known of the sides stays.
      Alert begun = alert;
      begun.memory.side = service.alerts().front().memory.side;
      begun.memory.holds = service.alerts().front().memory.holds;
      begun.memory.seen = service.alerts().front().memory.seen;
      service.setAlerts({begun});
    }
  }
  return told;
}

Result<std::vector<AlertEvent>> checkOverQuotes(
    const Alert& original, const data::QuoteFile& file, const CheckSources& sources, TaskControl& control)
{
  const Alert alert = asNew(original);
  ZVT_TRY_VOID(check(alert, sources.formulas));
  if (std::holds_alternative<HealthCondition>(alert.condition))
    return fail("alert.not_checkable", {{"alert", alert.id}});
  std::vector<AlertEvent> told;
  const auto snapshots = file.snapshots.find(alert.entityId);
  if (snapshots == file.snapshots.end())
    return told;
  MarketClock clock;
  clock.set(snapshots->second.size() == 0 ? Timestamp() : snapshots->second.front().time);
  AlertService service(clock);
  Alert begun = alert;
  begun.created = clock.now();
  service.setAlerts({begun});
  FormulaBoard board(*sources.marketData, sources.columns);
  board.setAlerts(std::span(&begun, 1), sources.formulas, clock.now());
  ZVT_TRY(const auto history, board.read(std::nullopt, clock.now(), control));
  if (!board.faults().empty())
    return fail(board.faults().begin()->second);
  append(told, service.takeFormulas(history, true));
  data::QuoteHub hub; // refuses what no exchange sends
  for (std::size_t i = 0; i < snapshots->second.size(); ++i) {
    hub.publish(snapshots->second[i]);
    const data::QuotePtr quote = hub.quote(alert.entityId);
    if (!quote || quote->time != snapshots->second[i].time)
      continue;
    clock.set(quote->time);
    append(told, service.takeQuote(*quote, true));
    append(told, service.takeFormulas(board.takeQuotes(std::span(&quote, 1)), true));
  }
  return told;
}

}
