// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert_service.h"

#include "core/alert/trigger.h"
#include "core/base/clock.h"
#include "core/market/entity_id.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace zvt::alert {

namespace {

Test testOf(FormulaTest test)
{
  switch (test) {
  case FormulaTest::CrossesUp:
    return Test::CrossesUp;
  case FormulaTest::CrossesDown:
    return Test::CrossesDown;
  case FormulaTest::Above:
    return Test::Above;
  case FormulaTest::Below:
    return Test::Below;
  case FormulaTest::True:
  case FormulaTest::Crosses:
    break;
  }
  return Test::Crosses;
}

bool holds(const market::TimeSpan& span, Timestamp moment)
{
  return moment >= span.begin && moment < span.end;
}

/// What the fact says to the condition; nothing: it says nothing.
std::optional<std::int64_t> figureOf(const HealthFacts& facts, HealthTest test)
{
  switch (test) {
  case HealthTest::StaleBar:
    return facts.behind;
  case HealthTest::Quarantine:
    return facts.quarantined;
  case HealthTest::Gap:
    return facts.missing;
  case HealthTest::NoQuote:
    break;
  }
  return {};
}

/// Trading minutes of today between two moments.
double tradingMinutes(const market::Calendar& calendar, Timestamp from, Timestamp to)
{
  std::int64_t micros = 0;
  for (const market::TimeSpan& span : calendar.tradingSpans(calendar.dayOf(to)))
    micros += std::max<std::int64_t>(0, (std::min(span.end, to) - std::max(span.begin, from)).micros);
  return static_cast<double>(micros) / 60e6;
}

bool isTrading(const market::Calendar& calendar, Timestamp now)
{
  return std::ranges::any_of(
      calendar.tradingSpans(calendar.dayOf(now)), [&](const auto& span) { return holds(span, now); });
}

bool hasChanged(const Memory& before, const Memory& after)
{
  return before.side != after.side || before.holds != after.holds || before.count != after.count
      || before.bar != after.bar;
}

}

AlertService::AlertService(const Clock& clock)
    : m_clock(clock)
    , m_started(clock.now())
{
}

AlertService::Plan AlertService::planOf(const Alert& alert)
{
  Plan plan;
  if (alert.frequency == Frequency::OncePerBar)
    plan.bars = m_axes.find(alert.entityId, alert.bar);
  const auto* line = std::get_if<LineCondition>(&alert.condition);
  SessionAxis* axis = line == nullptr ? nullptr : m_axes.find(alert.entityId, line->level);
  const auto first = axis == nullptr ? std::nullopt : axis->barOf(line->first);
  const auto second = axis == nullptr ? std::nullopt : axis->barOf(line->second);
  if (first && second && *first != *second) {
    plan.line = axis;
    plan.first = *first;
    plan.second = *second;
  }
  return plan;
}

void AlertService::setAlerts(std::vector<Alert> alerts)
{
  // What was seen of a security's day does not depend on who watches it.
  std::unordered_map<std::string, Subject, TextHash, std::equal_to<>> before = std::move(m_subjects);
  m_alerts = std::move(alerts);
  m_subjects.clear();
  m_plans.clear();
  m_byId.clear();
  for (std::size_t i = 0; i < m_alerts.size(); ++i) {
    const Alert& alert = m_alerts[i];
    m_plans.push_back(planOf(alert));
    m_byId[alert.id] = i;
    const auto* health = std::get_if<HealthCondition>(&alert.condition);
    const bool isFormula = std::holds_alternative<FormulaCondition>(alert.condition);
    if (isFormula || (health != nullptr && health->test != HealthTest::NoQuote))
      continue;
    const auto [at, isNew] = m_subjects.try_emplace(alert.entityId);
    if (const auto known = before.find(alert.entityId); isNew && known != before.end()) {
      at->second.high = known->second.high;
      at->second.low = known->second.low;
      at->second.received = known->second.received;
    }
    (health == nullptr ? at->second.priced : at->second.unquoted).push_back(i);
  }
}

std::vector<std::string> AlertService::quoted() const
{
  std::set<std::string> ids;
  const Timestamp now = m_clock.now();
  for (const Alert& alert : m_alerts) {
    const auto* health = std::get_if<HealthCondition>(&alert.condition);
    const State state = alert.state(now);
    const bool isAwake = state == State::Armed || state == State::Snoozed;
    if (isAwake && (health == nullptr || health->test == HealthTest::NoQuote))
      ids.insert(alert.entityId);
  }
  return {ids.begin(), ids.end()};
}

Look AlertService::lookOf(std::size_t index, Timestamp time, Timestamp now, double value)
{
  Look look;
  look.time = time;
  look.now = now;
  look.value = value;
  if (SessionAxis* bars = m_plans[index].bars)
    look.bar = bars->barAt(time).value_or(-1);
  // Once a bar means that each bar begins anew.
  const Memory& memory = m_alerts[index].memory;
  look.anew = look.bar >= 0 && memory.bar >= 0 && memory.bar != look.bar;
  return look;
}

bool AlertService::look(std::size_t index, const market::Quote& quote, double price, Timestamp now, Look& look)
{
  Alert& alert = m_alerts[index];
  Plan& plan = m_plans[index];
  look = lookOf(index, quote.time, now, price);
  if (const auto* level = std::get_if<PriceCondition>(&alert.condition)) {
    look.threshold = level->price;
    return lookAt(alert, level->test, look);
  }
  if (const auto* line = std::get_if<LineCondition>(&alert.condition)) {
    const auto bar = plan.line == nullptr ? std::nullopt : plan.line->barAt(quote.time);
    look.threshold = bar ? priceAt(*line, plan.first, plan.second, *bar) : kNoValue;
    return lookAt(alert, line->test, look);
  }
  const auto& change = std::get<ChangeCondition>(alert.condition);
  const bool isOfDay = std::isnan(change.base);
  if (isOfDay && !holds(plan.day, quote.time)) {
    if (const auto* axis = m_axes.find(alert.entityId, market::BarLevel::Day1))
      plan.day = axis->calendar().boundsOf(axis->calendar().dayOf(quote.time));
    look.anew |= !holds(plan.day, alert.memory.seen);
  }
  // Whole ten-thousandths of a per cent: 10.50 against 10.00 is 5 %, not 5.000000000000004.
  const double base = isOfDay ? quote.previousClose : change.base;
  look.value = std::round((price / base - 1) * 1e8) / 1e6;
  look.threshold = change.percent;
  if (std::isnan(look.value))
    return false;
  const double reached = change.eitherWay ? std::abs(look.value) : look.value;
  return lookAt(alert, change.percent > 0 ? reached >= change.percent : reached <= change.percent, look);
}

void AlertService::tell(const Alert& alert, const Look& look, bool replay, std::vector<AlertEvent>& told)
{
  told.push_back({0, alert.id, alert.entityId, alert.condition, alert.message, alert.sound, look.now, look.time,
      look.value, look.threshold, replay});
}

void AlertService::takeQuote(
    Subject& subject, const market::Quote& quote, Timestamp now, bool replay, std::vector<AlertEvent>& told)
{
  subject.received = now;
  if (std::isnan(quote.last) || quote.isHalted())
    return;
  // A day's high never falls: where it does, another day has begun, of which only this quote is known.
  const bool isSameDay = quote.high >= subject.high && quote.low <= subject.low;
  double path[3];
  std::size_t steps = 0;
  if (isSameDay && quote.high > subject.high && quote.high > quote.last)
    path[steps++] = quote.high;
  if (isSameDay && quote.low < subject.low && quote.low < quote.last)
    path[steps++] = quote.low;
  path[steps++] = quote.last;
  subject.high = quote.high;
  subject.low = quote.low;
  Look seen;
  for (const std::size_t index : subject.priced) {
    const Side side = m_alerts[index].memory.side;
    const std::optional<bool> held = m_alerts[index].memory.holds;
    bool isTold = false;
    for (std::size_t i = 0; i < steps; ++i)
      if (look(index, quote, path[i], now, seen)) {
        tell(m_alerts[index], seen, replay, told);
        isTold = true;
      }
    if (isTold || side != m_alerts[index].memory.side || held != m_alerts[index].memory.holds)
      ++m_generation;
  }
}

std::vector<AlertEvent> AlertService::takeQuotes(const data::QuoteChanges& changes, bool replay)
{
  std::vector<AlertEvent> told;
  if (m_subjects.empty())
    return told;
  const Timestamp now = m_clock.now();
  for (const data::QuoteChange& change : changes.entities) {
    if (!change.quoteChanged || !change.quote)
      continue;
    if (const auto subject = m_subjects.find(change.entityId); subject != m_subjects.end())
      takeQuote(subject->second, *change.quote, now, replay, told);
  }
  return told;
}

std::vector<AlertEvent> AlertService::takeQuote(const market::Quote& quote, bool replay)
{
  std::vector<AlertEvent> told;
  if (const auto subject = m_subjects.find(quote.entityId); subject != m_subjects.end())
    takeQuote(subject->second, quote, m_clock.now(), replay, told);
  return told;
}

void AlertService::takeReading(Alert& alert, const FormulaReading& reading, bool replay, std::vector<AlertEvent>& told)
{
  const auto* formula = std::get_if<FormulaCondition>(&alert.condition);
  if (formula == nullptr || std::isnan(reading.value) || (!reading.finished && !formula->intrabar))
    return;
  const std::size_t index = m_byId[alert.id];
  const Memory before = alert.memory;
  Look look = lookOf(index, reading.time, m_clock.now(), reading.value);
  look.threshold = formula->test == FormulaTest::True ? kNoValue : formula->value;
  // What finished bars held before the alert was made is no news, and what was looked at is not looked at again.
  if (reading.finished && reading.time <= alert.memory.seen)
    return;
  const auto seen = [&](Alert& one) {
    return formula->test == FormulaTest::True ? lookAt(one, reading.value != 0, look)
                                              : lookAt(one, testOf(formula->test), look);
  };
  bool isTold = false;
  if (reading.finished && reading.time <= alert.created) {
    Alert silent = alert;
    static_cast<void>(seen(silent));
    alert.memory.side = silent.memory.side;
    alert.memory.holds = silent.memory.holds;
    alert.memory.seen = reading.time;
  } else {
    isTold = seen(alert);
  }
  if (isTold)
    tell(alert, look, replay, told);
  if (hasChanged(before, alert.memory))
    ++m_generation;
}

std::vector<AlertEvent> AlertService::takeFormulas(std::span<const FormulaReading> readings, bool replay)
{
  std::vector<AlertEvent> told;
  for (const FormulaReading& reading : readings)
    if (const auto at = m_byId.find(reading.alertId); at != m_byId.end())
      takeReading(m_alerts[at->second], reading, replay, told);
  return told;
}

std::vector<AlertEvent> AlertService::takeHealth(std::span<const HealthFacts> facts)
{
  std::vector<AlertEvent> told;
  for (const HealthFacts& fact : facts)
    for (std::size_t i = 0; i < m_alerts.size(); ++i) {
      Alert& alert = m_alerts[i];
      const auto* health = std::get_if<HealthCondition>(&alert.condition);
      if (health == nullptr || alert.entityId != fact.entityId || health->level != fact.level)
        continue;
      const auto figure = figureOf(fact, health->test);
      if (!figure)
        continue;
      const Memory before = alert.memory;
      Look look = lookOf(i, fact.at, fact.at, static_cast<double>(*figure));
      look.threshold = health->test == HealthTest::StaleBar ? health->sessions : 1;
      // More of it than was told is news.
      const bool isCount = health->test != HealthTest::StaleBar;
      look.anew |= isCount && look.value > alert.memory.firedValue;
      if (lookAt(alert, look.value >= look.threshold, look))
        tell(alert, look, false, told);
      if (hasChanged(before, alert.memory))
        ++m_generation;
    }
  return told;
}

std::vector<AlertEvent> AlertService::takeTime()
{
  std::vector<AlertEvent> told;
  const Timestamp now = m_clock.now();
  for (auto& [entityId, subject] : m_subjects)
    for (const std::size_t i : subject.unquoted) {
      const auto* axis = m_axes.find(entityId, market::BarLevel::Day1);
      if (axis == nullptr || !isTrading(axis->calendar(), now))
        continue;
      Alert& alert = m_alerts[i];
      const Memory before = alert.memory;
      const Timestamp since = std::max(subject.received, m_started);
      Look look = lookOf(i, now, now, tradingMinutes(axis->calendar(), since, now));
      look.threshold = std::get<HealthCondition>(alert.condition).minutes;
      if (lookAt(alert, look.value >= look.threshold, look))
        tell(alert, look, false, told);
      if (hasChanged(before, alert.memory))
        ++m_generation;
    }
  return told;
}

double AlertService::thresholdAt(const Alert& alert, Timestamp moment)
{
  if (const auto* price = std::get_if<PriceCondition>(&alert.condition))
    return price->price;
  const auto* line = std::get_if<LineCondition>(&alert.condition);
  SessionAxis* axis = line == nullptr ? nullptr : m_axes.find(alert.entityId, line->level);
  return axis == nullptr ? kNoValue : priceAt(*line, *axis, moment);
}

}
