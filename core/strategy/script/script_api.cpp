// SPDX-License-Identifier: Apache-2.0
// The table `ctx`: what a script may ask of its StrategyContext. Argument 1 is the table itself (ctx:bar(…)).
#include "core/strategy/script/script_call.h"
#include "core/strategy/script/script_strategy.h"

#include <algorithm>
#include <cmath>

namespace zvt::strategy::script {

namespace {

const char kLevelKey = 0; ///< its address is the key

void setNumber(const Call& call, const char* key, double value)
{
  lua_pushnumber(call.lua, value);
  lua_setfield(call.lua, -2, key);
}

void pushTexts(const Call& call, const std::vector<std::string_view>& texts)
{
  lua_createtable(call.lua, static_cast<int>(texts.size()), 0);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    call.push(texts[i]);
    lua_rawseti(call.lua, -2, static_cast<lua_Integer>(i) + 1);
  }
}

/// The bars of the entity in argument 2, of the level in argument @p level (left out: the finest that was declared).
bool readBars(Call& call, int level, BarView& view)
{
  const auto entity = call.text(2);
  StrategyContext* context = contextOf(call);
  if (!context)
    return false;
  if (!entity) {
    call.bad(2, "entity");
    return false;
  }
  lua_rawgetp(call.lua, LUA_REGISTRYINDEX, &kLevelKey);
  auto wanted = static_cast<market::BarLevel>(lua_tointeger(call.lua, -1));
  lua_pop(call.lua, 1);
  if (!call.isNone(level)) {
    auto parsed = market::parseBarLevel(call.text(level).value_or(std::string_view()));
    if (!parsed) {
      call.state.error = std::move(parsed).error();
      return false;
    }
    wanted = *parsed;
  }
  view = context->bars(*entity, wanted);
  return true;
}

std::optional<std::span<const double>> fieldOf(const BarView& view, std::string_view name)
{
  if (name == "close")
    return view.close;
  if (name == "open")
    return view.open;
  if (name == "high")
    return view.high;
  if (name == "low")
    return view.low;
  if (name == "volume")
    return view.volume;
  if (name == "turnover")
    return view.turnover;
  return {};
}

/// The last values of a field: (entity, field, count, level). Without a count: all of them.
bool readValues(Call& call, std::span<const double>& values)
{
  BarView view;
  if (!readBars(call, 5, view))
    return false;
  const auto field = fieldOf(view, call.text(3).value_or(std::string_view()));
  if (!field) {
    call.bad(3, "open, high, low, close, volume or turnover");
    return false;
  }
  if (!call.isNone(4) && call.integer(4).value_or(-1) < 0) {
    call.bad(4, "whole number of bars");
    return false;
  }
  const std::int64_t count = call.integerOr(4, static_cast<std::int64_t>(field->size()));
  values = field->last(std::min(field->size(), static_cast<std::size_t>(count)));
  return call.charge(values.size());
}

int now(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  lua_pushnumber(call.lua, static_cast<double>(context->now().micros) / 1e6);
  return 1;
}

int day(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  call.push(context->day().iso());
  return 1;
}

int entities(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  std::vector<std::string_view> ids;
  for (const std::uint32_t place : context->entities())
    ids.emplace_back(context->universe()[place]);
  if (!call.charge(ids.size()))
    return kRaise;
  pushTexts(call, ids);
  return 1;
}

template <void (StrategyContext::*change)(std::string_view)> int changeEntities(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto entity = call.text(2);
  if (!entity)
    return call.bad(2, "entity");
  (context->*change)(*entity);
  return 0;
}

int count(Call& call)
{
  BarView view;
  if (!readBars(call, 3, view))
    return kRaise;
  lua_pushinteger(call.lua, static_cast<lua_Integer>(view.size()));
  return 1;
}

/// (entity, back, level): a finished bar, 0 the newest.
int bar(Call& call)
{
  BarView view;
  if (!readBars(call, 4, view))
    return kRaise;
  if (!call.isNone(3) && call.integer(3).value_or(-1) < 0)
    return call.bad(3, "whole number of bars back; there is no future");
  const std::int64_t back = call.integerOr(3, 0);
  if (static_cast<std::size_t>(back) >= view.size()) {
    lua_pushnil(call.lua);
    return 1;
  }
  const std::size_t row = view.size() - 1 - static_cast<std::size_t>(back);
  lua_createtable(call.lua, 0, 7);
  lua_pushinteger(call.lua, view.key[row]);
  lua_setfield(call.lua, -2, "key");
  setNumber(call, "open", view.open[row]);
  setNumber(call, "high", view.high[row]);
  setNumber(call, "low", view.low[row]);
  setNumber(call, "close", view.close[row]);
  setNumber(call, "volume", view.volume[row]);
  setNumber(call, "turnover", view.turnover[row]);
  return 1;
}

int values(Call& call)
{
  std::span<const double> numbers;
  if (!readValues(call, numbers))
    return kRaise;
  lua_createtable(call.lua, static_cast<int>(numbers.size()), 0);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    lua_pushnumber(call.lua, numbers[i]);
    lua_rawseti(call.lua, -2, static_cast<lua_Integer>(i) + 1);
  }
  return 1;
}

enum class Fold { Mean, Highest, Lowest };

/// Nil with fewer bars than asked for.
template <Fold fold> int folded(Call& call)
{
  std::span<const double> numbers;
  if (!readValues(call, numbers))
    return kRaise;
  if (numbers.empty() || static_cast<std::int64_t>(numbers.size()) < call.integerOr(4, 1)) {
    lua_pushnil(call.lua);
    return 1;
  }
  double result = fold == Fold::Mean ? 0 : numbers.front();
  for (const double number : numbers)
    result = fold == Fold::Mean ? result + number
        : fold == Fold::Highest ? std::max(result, number)
                                : std::min(result, number);
  lua_pushnumber(call.lua, fold == Fold::Mean ? result / static_cast<double>(numbers.size()) : result);
  return 1;
}

int price(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto entity = call.text(2);
  if (!entity)
    return call.bad(2, "entity");
  const double value = context->lastPrice(*entity);
  if (std::isnan(value))
    lua_pushnil(call.lua);
  else
    lua_pushnumber(call.lua, value);
  return 1;
}

/// (number, entity): a declared factor, counted from 1; nil where it is not defined.
int factor(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto number = call.integer(2);
  const auto entity = call.text(3);
  if (!number || *number < 1 || !entity)
    return call.bad(number && *number >= 1 ? 3 : 2, "number of a factor and entity");
  const auto values = context->factor(static_cast<std::size_t>(*number - 1));
  const auto place = std::ranges::lower_bound(context->universe(), *entity, std::less<>());
  const auto index = static_cast<std::size_t>(place - context->universe().begin());
  if (place == context->universe().end() || *place != *entity || index >= values.size() || std::isnan(values[index]))
    lua_pushnil(call.lua);
  else
    lua_pushnumber(call.lua, values[index]);
  return 1;
}

int cash(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  lua_pushnumber(call.lua, context->account().availableCash().toDouble());
  return 1;
}

int equity(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  lua_pushnumber(call.lua, context->account().equity().toDouble());
  return 1;
}

/// nil without one.
int position(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto entity = call.text(2);
  if (!entity)
    return call.bad(2, "entity");
  const trading::Position* held = context->account().find(*entity);
  if (!held || held->total.isZero()) {
    lua_pushnil(call.lua);
    return 1;
  }
  lua_createtable(call.lua, 0, 6);
  setNumber(call, "quantity", held->total.toDouble());
  setNumber(call, "sellable", held->sellable().toDouble());
  setNumber(call, "cost", held->averageCost().toDouble());
  setNumber(call, "last", held->last.toDouble());
  setNumber(call, "value", held->value().toDouble());
  setNumber(call, "profit", profitRate(*held));
  return 1;
}

int positions(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  std::vector<std::string_view> ids;
  for (const auto& [id, held] : context->account().positions())
    if (!held.total.isZero())
      ids.emplace_back(id);
  if (!call.charge(ids.size()))
    return kRaise;
  pushTexts(call, ids);
  return 1;
}

int orders(Call& call)
{
  const StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  std::vector<std::string_view> ids;
  for (const trading::Order& order : context->openOrders())
    ids.emplace_back(order.id);
  pushTexts(call, ids);
  return 1;
}

int log(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const std::string_view line = call.text(2).value_or(luaL_typename(call.lua, 2));
  if (!call.charge(line.size() + 10))
    return kRaise;
  context->log(line);
  return 0;
}

/// (entity or nil, name, value)
int why(Call& call)
{
  StrategyContext* context = contextOf(call);
  if (!context)
    return kRaise;
  const auto name = call.text(3);
  const auto value = call.number(4);
  if (!name || !value)
    return call.bad(name ? 4 : 3, name ? "number" : "string");
  context->note(call.text(2).value_or(std::string_view()), *name, *value);
  return 0;
}

}

void setFinestLevel(LuaSandbox& sandbox, market::BarLevel level)
{
  lua_pushinteger(sandbox.lua(), static_cast<lua_Integer>(level));
  lua_rawsetp(sandbox.lua(), LUA_REGISTRYINDEX, &kLevelKey);
}

void openStrategyFunctions(LuaSandbox& sandbox)
{
  lua_State* lua = sandbox.lua();
  lua_createtable(lua, 0, 32);
  setFunction<now>(lua, "now");
  setFunction<day>(lua, "day");
  setFunction<entities>(lua, "entities");
  setFunction<changeEntities<&StrategyContext::addEntity>>(lua, "add");
  setFunction<changeEntities<&StrategyContext::removeEntity>>(lua, "remove");
  setFunction<count>(lua, "count");
  setFunction<bar>(lua, "bar");
  setFunction<values>(lua, "values");
  setFunction<folded<Fold::Mean>>(lua, "mean");
  setFunction<folded<Fold::Highest>>(lua, "highest");
  setFunction<folded<Fold::Lowest>>(lua, "lowest");
  setFunction<price>(lua, "price");
  setFunction<factor>(lua, "factor");
  setFunction<cash>(lua, "cash");
  setFunction<equity>(lua, "equity");
  setFunction<position>(lua, "position");
  setFunction<positions>(lua, "positions");
  setFunction<orders>(lua, "orders");
  setFunction<log>(lua, "log");
  setFunction<why>(lua, "why");
  openOrderFunctions(lua);
  lua_rawsetp(lua, LUA_REGISTRYINDEX, &sandbox);
}

}
