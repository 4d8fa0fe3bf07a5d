// SPDX-License-Identifier: Apache-2.0
#include "core/alert/alert.h"

#include "core/base/text.h"
#include "core/factor/formula.h"
#include "core/market/entity_id.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>

namespace zvt::alert {

namespace {

constexpr std::array<std::string_view, 5> kTests{"crosses", "crosses_up", "crosses_down", "above", "below"};
constexpr std::array<std::string_view, 3> kExtents{"segment", "ray", "extended"};
constexpr std::array<std::string_view, 6> kFormulaTests{
    "true", "crosses", "crosses_up", "crosses_down", "above", "below"};
constexpr std::array<std::string_view, 4> kHealthTests{"no_quote", "stale_bar", "quarantine", "gap"};
constexpr std::array<std::string_view, 3> kFrequencies{"once", "once_per_bar", "every_time"};
constexpr std::array<std::string_view, 5> kSides{
    "unknown", "below", "touched_from_below", "above", "touched_from_above"};
constexpr std::array<std::string_view, 5> kStates{"armed", "snoozed", "done", "expired", "disabled"};
constexpr std::array<std::string_view, 5> kKinds{"price", "change", "line", "formula", "health"};

template <typename Enum> std::string_view nameOf(std::span<const std::string_view> names, Enum value)
{
  return names[static_cast<std::size_t>(value)];
}

template <typename Enum> std::optional<Enum> valueOf(std::span<const std::string_view> names, std::string_view text)
{
  const auto at = std::ranges::find(names, text);
  if (at == names.end())
    return {};
  return static_cast<Enum>(at - names.begin());
}

std::unexpected<Error> badValue(std::string field, std::string text)
{
  return fail("alert.bad_value", {{"field", std::move(field)}, {"text", std::move(text)}});
}

Result<void> checkPrice(const char* field, double price)
{
  if (!std::isfinite(price) || price <= 0)
    return badValue(field, formatDouble(price));
  return {};
}

Result<void> checkLevel(market::BarLevel level)
{
  if (level == market::BarLevel::Tick)
    return badValue("level", "tick");
  return {};
}

struct Checker {
  Result<void> operator()(const PriceCondition& price) const { return checkPrice("price", price.price); }
  Result<void> operator()(const ChangeCondition& change) const
  {
    if (!std::isfinite(change.percent) || change.percent == 0 || (change.eitherWay && change.percent < 0))
      return badValue("percent", formatDouble(change.percent));
    return std::isnan(change.base) ? Result<void>() : checkPrice("base", change.base);
  }
  Result<void> operator()(const LineCondition& line) const
  {
    ZVT_TRY_VOID(checkLevel(line.level));
    ZVT_TRY_VOID(checkPrice("first.price", line.first.price));
    ZVT_TRY_VOID(checkPrice("second.price", line.second.price));
    if (line.first.time == line.second.time)
      return badValue("second.time", isoUtc(line.second.time));
    return {};
  }
  Result<void> operator()(const FormulaCondition& formula) const
  {
    ZVT_TRY_VOID(checkLevel(formula.level));
    if (!std::isfinite(formula.value))
      return badValue("value", formatDouble(formula.value));
    return {};
  }
  Result<void> operator()(const HealthCondition& health) const
  {
    ZVT_TRY_VOID(checkLevel(health.level));
    if (health.minutes < 1)
      return badValue("minutes", std::to_string(health.minutes));
    if (health.sessions < 1)
      return badValue("sessions", std::to_string(health.sessions));
    return {};
  }
};

}

std::string_view toString(Test test)
{
  return nameOf(kTests, test);
}

std::optional<Test> testFrom(std::string_view text)
{
  return valueOf<Test>(kTests, text);
}

std::string_view toString(Extent extent)
{
  return nameOf(kExtents, extent);
}

std::optional<Extent> extentFrom(std::string_view text)
{
  return valueOf<Extent>(kExtents, text);
}

std::string_view toString(FormulaTest test)
{
  return nameOf(kFormulaTests, test);
}

std::optional<FormulaTest> formulaTestFrom(std::string_view text)
{
  return valueOf<FormulaTest>(kFormulaTests, text);
}

std::string_view toString(HealthTest test)
{
  return nameOf(kHealthTests, test);
}

std::optional<HealthTest> healthTestFrom(std::string_view text)
{
  return valueOf<HealthTest>(kHealthTests, text);
}

std::string_view toString(Frequency frequency)
{
  return nameOf(kFrequencies, frequency);
}

std::optional<Frequency> frequencyFrom(std::string_view text)
{
  return valueOf<Frequency>(kFrequencies, text);
}

std::string_view toString(Side side)
{
  return nameOf(kSides, side);
}

std::optional<Side> sideFrom(std::string_view text)
{
  return valueOf<Side>(kSides, text);
}

std::string_view toString(State state)
{
  return nameOf(kStates, state);
}

std::string_view kindOf(const Condition& condition)
{
  return kKinds[condition.index()];
}

/// A value that is missing equals one that is missing.
bool Memory::operator==(const Memory& other) const
{
  const auto values = [](const Memory& m) {
    return std::tie(m.side, m.holds, m.seen, m.bar, m.firedAt, m.firedTime, m.count, m.done);
  };
  return values(*this) == values(other)
      && (firedValue == other.firedValue || (std::isnan(firedValue) && std::isnan(other.firedValue)));
}

State Alert::state(Timestamp now) const
{
  if (!enabled)
    return State::Disabled;
  if (expires && now >= *expires)
    return State::Expired;
  if (memory.done)
    return State::Done;
  return snoozedUntil && now < *snoozedUntil ? State::Snoozed : State::Armed;
}

void rearm(Alert& alert)
{
  const Memory before = alert.memory;
  alert.memory = {};
  alert.memory.firedAt = before.firedAt;
  alert.memory.firedTime = before.firedTime;
  alert.memory.firedValue = before.firedValue;
  alert.memory.count = before.count;
}

Result<void> checkValues(const Alert& alert)
{
  ZVT_TRY_VOID(market::EntityId::parse(alert.entityId));
  ZVT_TRY_VOID(checkLevel(alert.bar));
  if (alert.pause.micros < 0)
    return badValue("pause", std::to_string(alert.pause.micros / 1'000'000));
  return std::visit(Checker(), alert.condition);
}

Result<void> check(const Alert& alert, const factor::FormulaLibrary* saved)
{
  ZVT_TRY_VOID(checkValues(alert));
  const auto* formula = std::get_if<FormulaCondition>(&alert.condition);
  if (formula == nullptr)
    return {};
  ZVT_TRY(const auto compiled,
      factor::compile(formula->formula, formula->parameters, factor::OperatorCatalogue::builtIn(), saved));
  if (compiled.comparesEntities())
    return fail("alert.formula_compares");
  const auto& names = compiled.names();
  if (!formula->output.empty() && std::ranges::find(names, formula->output) == names.end())
    return badValue("output", formula->output);
  return {};
}

Alert alertOnLine(std::string entityId, Anchor first, Anchor second, Extent extent, market::BarLevel level, Test test)
{
  Alert alert;
  alert.entityId = std::move(entityId);
  alert.condition = LineCondition{first, second, extent, level, false, test};
  alert.bar = level;
  return alert;
}

Alert alertAtPrice(std::string entityId, double price, Test test)
{
  Alert alert;
  alert.entityId = std::move(entityId);
  alert.condition = PriceCondition{test, price};
  return alert;
}

}
