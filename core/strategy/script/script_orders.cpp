// SPDX-License-Identifier: Apache-2.0
// What a script asks for: targets, orders, rules, and orders that are held or worked. Argument 1 is the table `ctx`.
#include "core/strategy/held_request.h"
#include "core/strategy/script/script_call.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace zvt::strategy::script {

namespace {

/// Tells where the script is: the innermost of its own functions, whoever called for it.
void setLine(const Call& call, StrategyContext& context)
{
  lua_Debug at{};
  for (int level = 1; lua_getstack(call.lua, level, &at) != 0; ++level) {
    lua_getinfo(call.lua, "l", &at);
    if (at.currentline > 0)
      return context.setLine(at.currentline);
  }
  context.setLine(0);
}

/// (entity, weight, resize)
int target(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto entity = call.text(2);
  const auto weight = call.number(3);
  if (!entity || !weight)
    return call.bad(entity ? 3 : 2, entity ? "number" : "entity");
  setLine(call, *context);
  context->setTarget(*entity, *weight, lua_toboolean(call.lua, 4) != 0);
  return 0;
}

/// (entity, quantity, limit)
template <trading::Side side> int order(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto entity = call.text(2);
  const auto quantity = call.number(3);
  if (!entity || !quantity)
    return call.bad(entity ? 3 : 2, entity ? "number" : "entity");
  OrderRequest request;
  request.entityId = *entity;
  request.side = side;
  auto exact = Quantity::fromDouble(*quantity);
  if (!exact)
    return call.fail(std::move(exact).error());
  request.quantity = *exact;
  if (!call.isNone(4)) {
    const auto price = call.number(4);
    if (!price || !(*price > 0))
      return call.bad(4, "number above 0");
    auto limit = Price::fromDouble(*price);
    if (!limit)
      return call.fail(std::move(limit).error());
    request.limit = *limit;
  }
  setLine(call, *context);
  call.push(context->submit(request));
  return 1;
}

int cancel(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto id = call.text(2);
  if (!id)
    return call.bad(2, "order");
  context->cancel(*id);
  return 0;
}

/// (take profit, stop loss): ZVT's profit control.
int profitRule(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  for (const int i : {2, 3})
    if (!call.isNone(i) && !call.number(i))
      return call.bad(i, "number");
  ProfitRule rule;
  rule.takeProfit = call.number(2).value_or(rule.takeProfit);
  rule.stopLoss = call.number(3).value_or(rule.stopLoss);
  setLine(call, *context);
  applyProfitRule(*context, rule);
  return 0;
}

using Keys = std::initializer_list<std::string_view>;

/// Has the table in an argument these keys alone, with numbers and texts? A protection with a slip of the pen in it
/// would be none. False: the script is told what is wrong with it.
bool hasOnly(Call& call, int table, Keys numbers, Keys texts = {})
{
  lua_pushnil(call.lua);
  while (lua_next(call.lua, table) != 0) {
    const std::string key(
        lua_type(call.lua, -2) == LUA_TSTRING ? call.text(-2).value_or("") : luaL_typename(call.lua, -2));
    const bool isNumber = std::ranges::find(numbers, key) != numbers.end();
    if (!isNumber && std::ranges::find(texts, key) == texts.end())
      call.fail({"script.unknown_key",
          {{"function", call.function}, {"key", key},
              {"known",
                  fmt::format(
                      "{}{}{}", fmt::join(numbers, ", "), texts.size() == 0 ? "" : ", ", fmt::join(texts, ", "))}},
          {}});
    else if (isNumber ? !std::isfinite(call.number(-1).value_or(NAN)) : lua_type(call.lua, -1) != LUA_TSTRING)
      call.fail({"script.bad_field",
          {{"function", call.function}, {"key", key}, {"expected", isNumber ? "number" : "string"}}, {}});
    else {
      lua_pop(call.lua, 1);
      continue;
    }
    lua_pop(call.lua, 2);
    return false;
  }
  return true;
}

/// A number of the table in an argument; nothing: it is not there.
std::optional<double> numberIn(const Call& call, const char* key, int table = 2)
{
  lua_pushstring(call.lua, key);
  lua_rawget(call.lua, table);
  const std::optional<double> value = call.number(-1);
  lua_pop(call.lua, 1);
  return value;
}

/// ({ stop_loss = …, take_profit = …, trailing_stop = …, armed_after = …, time_stop = bars, unless_gain = … })
int exitRules(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  if (!lua_istable(call.lua, 2))
    return call.bad(2, "table");
  if (!hasOnly(call, 2, {"stop_loss", "take_profit", "trailing_stop", "armed_after", "time_stop", "unless_gain"}))
    return kRaise;
  for (const char* key : {"stop_loss", "trailing_stop"}) // 8 would be 800 %
    if (numberIn(call, key).value_or(0) >= 1)
      return call.fail({"script.bad_field",
          {{"function", call.function}, {"key", key}, {"expected", "fraction between 0 and 1"}}, {}});
  std::vector<risk::ExitRule> rules;
  if (const auto fraction = numberIn(call, "stop_loss"))
    rules.emplace_back(risk::StopLoss{*fraction});
  if (const auto fraction = numberIn(call, "take_profit"))
    rules.emplace_back(risk::TakeProfit{*fraction});
  if (const auto fraction = numberIn(call, "trailing_stop"))
    rules.emplace_back(risk::TrailingStop{*fraction, numberIn(call, "armed_after").value_or(0)});
  if (const auto bars = numberIn(call, "time_stop")) {
    if (!(*bars >= 1 && *bars < 1e6))
      return call.bad(2, "time_stop of 1 bar or more");
    rules.emplace_back(risk::TimeStop{static_cast<int>(*bars), numberIn(call, "unless_gain")});
  }
  context->setExitRules(rules);
  return 0;
}

/// Orders that are held or worked: (entity, side, quantity, { … }).
struct HeldCall {
  std::string_view entity;
  trading::Side side = trading::Side::Buy;
  Quantity quantity;
};

constexpr int kTerms = 5; ///< argument

std::optional<std::string_view> textIn(const Call& call, const char* key)
{
  lua_pushstring(call.lua, key);
  lua_rawget(call.lua, kTerms);
  const std::optional<std::string_view> value = lua_type(call.lua, -1) == LUA_TSTRING ? call.text(-1) : std::nullopt;
  lua_pop(call.lua, 1); // the table keeps it
  return value;
}

/// A price or an exact number of the terms. False: the script is told what is wrong with it.
template <typename Exact> bool readIn(Call& call, const char* key, std::optional<Exact>& into)
{
  const auto value = numberIn(call, key, kTerms);
  if (!value)
    return true;
  auto exact = Exact::fromDouble(*value);
  if (exact)
    into = *exact;
  else
    call.state.error = std::move(exact).error();
  return exact.has_value();
}

bool readHeld(Call& call, HeldCall& held)
{
  const auto entity = call.text(2);
  const auto side = call.text(3);
  const auto quantity = call.number(4);
  const bool isSide = side && (*side == "buy" || *side == "sell");
  if (!entity || !isSide || !quantity || !lua_istable(call.lua, kTerms)) {
    call.bad(!entity    ? 2
            : !isSide   ? 3
            : !quantity ? 4
                        : kTerms,
        !entity         ? "entity"
            : !isSide   ? "buy or sell"
            : !quantity ? "number"
                        : "table");
    return false;
  }
  auto exact = Quantity::fromDouble(*quantity);
  if (!exact) {
    call.state.error = std::move(exact).error();
    return false;
  }
  held = {*entity, *side == "buy" ? trading::Side::Buy : trading::Side::Sell, *exact};
  return true;
}

/// trail = distance in money, or trail_percent.
bool readTrail(Call& call, trading::Trail& trail)
{
  std::optional<Decimal> amount, percent;
  if (!readIn(call, "trail", amount) || !readIn(call, "trail_percent", percent))
    return false;
  trail = trailOf(amount, percent);
  return true;
}

/// { stop = …, limit = … } or { take_profit = … } or { trail = … } or { trail_percent = … }, group = "name"
int hold(Call& call)
{
  StrategyContext* context = contextOf(call);
  HeldCall held;
  HoldTerms terms;
  if (!context || !readHeld(call, held)
      || !hasOnly(call, kTerms, {"stop", "limit", "take_profit", "trail", "trail_percent"}, {"group"})
      || !readIn(call, "stop", terms.stop) || !readIn(call, "limit", terms.limit)
      || !readIn(call, "take_profit", terms.takeProfit) || !readTrail(call, terms.trail))
    return kRaise;
  if (!terms.isOne())
    return call.bad(kTerms, "one of stop, take_profit, trail and trail_percent");
  if (terms.limit && !terms.stop)
    return call.bad(kTerms, "limit beside stop alone");
  terms.group = textIn(call, "group").value_or(std::string_view());
  setLine(call, *context);
  call.push(context->hold(heldOrder(std::string(held.entity), held.side, held.quantity, terms)));
  return 1;
}

/// An entry with what protects it: { limit = …, stop = … or trail = … or trail_percent = …, take_profit = … }
int bracket(Call& call)
{
  StrategyContext* context = contextOf(call);
  HeldCall held;
  std::optional<Price> limit;
  trading::Bracket made;
  if (!context || !readHeld(call, held)
      || !hasOnly(call, kTerms, {"limit", "stop", "take_profit", "trail", "trail_percent"})
      || !readIn(call, "limit", limit) || !readIn(call, "stop", made.stop)
      || !readIn(call, "take_profit", made.takeProfit) || !readTrail(call, made.trail))
    return kRaise;
  made.entry = bracketFor(std::string(held.entity), held.side, held.quantity, limit).entry;
  setLine(call, *context);
  call.push(context->submit(std::move(made)));
  return 1;
}

/// { kind = "twap" …, minutes = … or days = …, slices = …, participation = …, display = …, limit = … }
int work(Call& call)
{
  StrategyContext* context = contextOf(call);
  HeldCall held;
  WorkTerms terms;
  std::optional<Decimal> participation;
  std::optional<Quantity> display;
  if (!context || !readHeld(call, held)
      || !hasOnly(call, kTerms, {"minutes", "days", "slices", "participation", "display", "limit"}, {"kind"})
      || !readIn(call, "limit", terms.limit) || !readIn(call, "participation", participation)
      || !readIn(call, "display", display))
    return kRaise;
  auto kind = trading::parseAlgoKind(textIn(call, "kind").value_or("twap"));
  if (!kind)
    return call.bad(kTerms, "kind twap, vwap, participation or iceberg");
  constexpr double kDay = 24 * 60;
  terms.kind = *kind;
  terms.minutes = numberIn(call, "minutes", kTerms).value_or(numberIn(call, "days", kTerms).value_or(1) * kDay);
  terms.slices = numberIn(call, "slices", kTerms).value_or(1);
  if (!(terms.minutes > 0 && terms.minutes < 1000 * kDay) || !(terms.slices >= 1 && terms.slices <= 10'000))
    return call.bad(kTerms, "minutes or days above 0 and 1 to 10,000 slices");
  terms.participation = participation.value_or(Decimal());
  terms.display = display.value_or(Quantity());
  setLine(call, *context);
  call.push(context->work(workedOrder(std::string(held.entity), held.side, held.quantity, terms, context->now())));
  return 1;
}

}

void openOrderFunctions(lua_State* lua)
{
  setFunction<target>(lua, "target");
  setFunction<order<trading::Side::Buy>>(lua, "buy");
  setFunction<order<trading::Side::Sell>>(lua, "sell");
  setFunction<hold>(lua, "hold");
  setFunction<bracket>(lua, "bracket");
  setFunction<work>(lua, "work");
  setFunction<cancel>(lua, "cancel");
  setFunction<profitRule>(lua, "profit_rule");
  setFunction<exitRules>(lua, "exit_rules");
}

}
