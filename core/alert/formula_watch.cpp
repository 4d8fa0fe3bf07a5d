// SPDX-License-Identifier: Apache-2.0
#include "core/alert/formula_watch.h"

#include "core/factor/columns.h"
#include "core/factor/date_columns.h"
#include "core/factor/formula_library.h"
#include "core/market/entity_id.h"

#include <algorithm>
#include <cmath>

namespace zvt::alert {

using market::BarLevel;

namespace {

constexpr std::int64_t kNoKey = std::numeric_limits<std::int64_t>::min();

}

FormulaWatch::FormulaWatch(const Alert& alert, FormulaCondition condition, factor::Formula formula, std::size_t output,
    std::shared_ptr<const market::Calendar> calendar)
    : m_alertId(alert.id)
    , m_condition(std::move(condition))
    , m_formula(std::move(formula))
    , m_output(output)
    , m_calendar(std::move(calendar))
    , m_bars(*m_calendar, BarLevel::Tick, m_condition.level)
    , m_stream(m_formula.stream())
    , m_lastKey(kNoKey)
{
}

Result<FormulaWatch> FormulaWatch::make(const Alert& alert, const factor::FormulaLibrary* saved)
{
  ZVT_TRY_VOID(check(alert, saved));
  const auto& condition = std::get<FormulaCondition>(alert.condition);
  ZVT_TRY(auto formula,
      factor::compile(condition.formula, condition.parameters, factor::OperatorCatalogue::builtIn(), saved));
  ZVT_TRY(const auto id, market::EntityId::parse(alert.entityId));
  ZVT_TRY(auto calendar, market::Calendar::of(id));
  const auto& names = formula.names();
  const auto named = std::ranges::find(names, condition.output);
  const std::size_t output = named == names.end() ? names.size() - 1 : static_cast<std::size_t>(named - names.begin());
  return FormulaWatch(alert, condition, std::move(formula), output, std::move(calendar));
}

double FormulaWatch::step(factor::FormulaStream& stream, const market::Bar& bar, std::span<const double> columns) const
{
  return stream.step(bar, columns)[m_output];
}

/// The stream over the finished bars of the history, in prices that are @p scale times theirs.
void FormulaWatch::rebuild(double scale)
{
  m_stream = m_formula.stream();
  const std::vector<std::string> names = m_formula.columns();
  std::vector<double> columns(names.size(), kNoValue);
  for (std::size_t i = 0; i < m_finished; ++i) {
    for (std::size_t c = 0; c < names.size(); ++c)
      if (const auto* values = m_history->extra(names[c]))
        columns[c] = (*values)[i];
    market::Bar bar = m_history->at(i);
    for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close})
      *price *= scale;
    static_cast<void>(step(m_stream, bar, columns));
  }
}

void FormulaWatch::takeHistory(
    market::BarSeriesPtr bars, Timestamp now, Timestamp since, std::vector<FormulaReading>& readings)
{
  m_history = std::move(bars);
  m_finished = m_history->size();
  m_live.reset();
  m_day = {};
  m_scale = 1;
  const auto completeAt = [&](std::size_t i) { return m_calendar->availableAt(m_condition.level, m_history->key[i]); };
  while (m_finished > 0 && completeAt(m_finished - 1) > now)
    --m_finished;
  m_lastKey = m_finished == 0 ? kNoKey : m_history->key[m_finished - 1];
  std::size_t first = m_finished;
  while (first > 0 && since.micros > 0 && completeAt(first - 1) > since)
    --first;
  if (since.micros == 0 && m_finished > 0)
    first = m_finished - 1;
  const factor::FactorTable table = m_formula.run(*m_history);
  for (std::size_t i = first; i < m_finished; ++i)
    readings.push_back({m_alertId, completeAt(i), table.columns[m_output][i], true});
  rebuild(1);
}

std::int64_t FormulaWatch::keyOf(Timestamp time)
{
  if (m_condition.level == BarLevel::Day1)
    return m_calendar->dayOf(time).days;
  return m_bars.endFor(time.micros);
}

/// What an ex-date took off: history of qfq is brought to the day's prices, prices of the day to those of hfq.
void FormulaWatch::beginDay(const market::Quote& quote, TradingDay day)
{
  const bool isFirst = m_day == TradingDay();
  m_seenVolume = m_seenTurnover = isFirst ? kNoValue : 0;
  m_day = day;
  m_scale = 1;
  if (m_condition.adjust == market::AdjustMode::Bfq || m_finished == 0)
    return;
  const TradingDay newest = market::isDayKeyed(m_condition.level)
      ? m_history->dayAt(m_finished - 1)
      : m_calendar->dayOf(m_history->endAt(m_finished - 1) - Duration::microseconds(1));
  const auto before = m_calendar->previous(day);
  const double ratio = quote.previousClose / m_history->close[m_finished - 1];
  constexpr double kRounding = 1e-6;
  if (!before || *before != newest || !std::isfinite(ratio) || ratio <= 0 || std::abs(ratio - 1) < kRounding)
    return;
  if (m_condition.adjust == market::AdjustMode::Hfq)
    m_scale = 1 / ratio;
  else
    rebuild(ratio);
}

/// What is known beside a live bar.
std::vector<double> FormulaWatch::columnsAt(std::int64_t key) const
{
  market::BarSeries bar;
  bar.level = m_condition.level;
  if (m_history)
    bar.entityId = m_history->entityId;
  bar.key = {key};
  std::vector<double> values;
  for (const std::string& name : m_formula.columns()) {
    const factor::ColumnInfo* info = factor::ColumnCatalogue::builtIn().find(name);
    const bool isOfBar = info != nullptr && info->known == factor::ColumnKnown::BarClose;
    const std::vector<double>* known = m_history && m_finished > 0 ? m_history->extra(name) : nullptr;
    if (factor::isDateColumn(name))
      values.push_back(factor::dateColumn(name, bar).front());
    else
      values.push_back(isOfBar || known == nullptr ? kNoValue : (*known)[m_finished - 1]);
  }
  return values;
}

void FormulaWatch::extend(const market::Quote& quote, std::int64_t key)
{
  if (!m_live) {
    m_live = market::Bar{key, quote.last, quote.last, quote.last, quote.last, 0, 0};
    // Of a bar that is joined in its middle only the rest is known.
    m_dayVolume = std::isnan(m_seenVolume) ? quote.volume : m_seenVolume;
    m_dayTurnover = std::isnan(m_seenVolume) ? quote.turnover : m_seenTurnover;
  }
  m_seenVolume = quote.volume;
  m_seenTurnover = quote.turnover;
  if (m_condition.level == BarLevel::Day1) {
    const auto known = [&](double value) { return std::isnan(value) ? quote.last : value; };
    *m_live = {key, known(quote.open), known(quote.high), known(quote.low), quote.last, quote.volume, quote.turnover};
    return;
  }
  m_live->high = std::max(m_live->high, quote.last);
  m_live->low = std::min(m_live->low, quote.last);
  m_live->close = quote.last;
  m_live->volume = quote.volume - m_dayVolume;
  m_live->turnover = quote.turnover - m_dayTurnover;
}

void FormulaWatch::finish(std::vector<FormulaReading>& readings)
{
  market::Bar bar = *m_live;
  for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close})
    *price *= m_scale;
  const double value = step(m_stream, bar, columnsAt(bar.key));
  readings.push_back({m_alertId, m_calendar->availableAt(m_condition.level, bar.key), value, true});
  m_lastKey = bar.key;
  m_live.reset();
}

void FormulaWatch::takeQuote(const market::Quote& quote, std::vector<FormulaReading>& readings)
{
  if (std::isnan(quote.last) || quote.isHalted() || m_condition.level > BarLevel::Day1)
    return;
  const std::int64_t key = keyOf(quote.time);
  if (key <= m_lastKey || (m_live && key < m_live->key))
    return;
  if (m_live && key > m_live->key)
    finish(readings);
  if (const TradingDay day = m_calendar->dayOf(quote.time); day != m_day)
    beginDay(quote, day);
  extend(quote, key);
  if (m_calendar->availableAt(m_condition.level, key) <= quote.time) {
    finish(readings);
    return;
  }
  if (!m_condition.intrabar)
    return;
  factor::FormulaStream trial = m_stream;
  market::Bar bar = *m_live;
  for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close})
    *price *= m_scale;
  readings.push_back({m_alertId, quote.time, step(trial, bar, columnsAt(key)), false});
}

}
