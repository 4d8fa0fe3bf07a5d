// SPDX-License-Identifier: Apache-2.0
#include "core/trading/account_json.h"

#include "core/trading/order_terms_json.h"

#include <nlohmann/json.hpp>

#include <array>

namespace zvt::trading {

namespace {

constexpr std::array<std::string_view, 22> kOrderMembers{"id", "account", "source", "intent", "sequence", "entity",
    "side", "type", "price", "quantity", "state", "filled", "filled_amount", "costs", "reserved_cash",
    "broker_order_id", "reason", "day", "created", "updated", "terms", "margin"};
constexpr std::array<std::string_view, 14> kFillMembers{"trade", "order", "account", "entity", "side", "price",
    "quantity", "amount", "costs", "sell_after_days", "day", "at", "liquidity", "margin"};
constexpr std::array<std::string_view, 8> kMarginMembers{
    "multiplier", "initial", "maintenance", "settles_daily", "funding_hours", "borrow_rate", "days_in_year", "rule"};

constexpr std::array kCostKinds{market::RuleKind::StampDuty, market::RuleKind::TransferFee,
    market::RuleKind::HandlingFee, market::RuleKind::SupervisionFee, market::RuleKind::Commission};

Result<market::RuleKind> parseCostKind(std::string_view text)
{
  for (const market::RuleKind kind : kCostKinds)
    if (market::toString(kind) == text)
      return kind;
  return fail("trading.bad_name", {{"text", std::string(text)}, {"kind", "cost"}});
}

Json fieldsToJson(const std::vector<Error::Field>& fields)
{
  Json json = Json::array();
  for (const auto& [key, value] : fields)
    json.push_back({key, value});
  return json;
}

std::vector<Error::Field> fieldsFromJson(const Json& json)
{
  std::vector<Error::Field> fields;
  for (const Json& pair : json)
    if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string())
      fields.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
  return fields;
}

Result<TradingDay> dayFromJson(const Json& object, std::string_view key)
{
  ZVT_TRY(const std::string text, jsonString(object, key));
  return TradingDay::parse(text);
}

Result<const Json*> member(const Json& object, const char* key)
{
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || found == object.end())
    return fail(Error{"json.missing", {{"key", key}}, {{"key", key}}});
  return &*found;
}

}

Json toJsonValue(const Error& error)
{
  return {{"code", error.code}, {"arguments", fieldsToJson(error.arguments)}};
}

Result<Error> errorFromJson(const Json& json)
{
  Error error;
  ZVT_TRY(error.code, jsonString(json, "code"));
  ZVT_TRY(const Json* arguments, member(json, "arguments"));
  error.arguments = fieldsFromJson(*arguments);
  return error;
}

Json toJsonValue(const MarginTerms& terms)
{
  Json json{{"multiplier", terms.multiplier.toString()}, {"initial", terms.initialMargin.toString()},
      {"maintenance", terms.maintenanceMargin.toString()}, {"rule", terms.ruleId}};
  if (terms.settlesDaily)
    json["settles_daily"] = true;
  if (terms.fundingHours != 0)
    json["funding_hours"] = terms.fundingHours;
  if (!terms.borrowRate.isZero()) {
    json["borrow_rate"] = terms.borrowRate.toString();
    json["days_in_year"] = terms.daysInYear;
  }
  return json;
}

Result<MarginTerms> marginFromJson(const Json& json)
{
  MarginTerms terms;
  ZVT_TRY_VOID(knowOnly(json, "margin", kMarginMembers));
  ZVT_TRY(terms.multiplier, exactFromJson<Decimal>(json, "multiplier"));
  ZVT_TRY(terms.initialMargin, exactFromJson<Decimal>(json, "initial"));
  ZVT_TRY(terms.maintenanceMargin, exactFromJson<Decimal>(json, "maintenance"));
  ZVT_TRY(terms.ruleId, jsonString(json, "rule"));
  if (json.contains("settles_daily")) {
    ZVT_TRY(terms.settlesDaily, jsonBool(json, "settles_daily"));
  }
  if (json.contains("funding_hours")) {
    ZVT_TRY(const std::int64_t hours, jsonInt(json, "funding_hours"));
    terms.fundingHours = static_cast<int>(hours);
  }
  if (json.contains("borrow_rate")) {
    ZVT_TRY(terms.borrowRate, exactFromJson<Decimal>(json, "borrow_rate"));
    ZVT_TRY(const std::int64_t days, jsonInt(json, "days_in_year"));
    terms.daysInYear = static_cast<int>(days);
  }
  if (terms.multiplier <= Decimal() || terms.daysInYear <= 0)
    return fail("trading.bad_journal", {{"text", "margin"}});
  return terms;
}

Json toJsonValue(const Order& order)
{
  Json json{{"id", order.id}, {"account", order.account}, {"source", order.source}, {"intent", order.intent},
      {"sequence", order.sequence}, {"entity", order.entityId}, {"side", toString(order.side)},
      {"type", toString(order.type)}, {"price", order.price.toString()}, {"quantity", order.quantity.toString()},
      {"state", toString(order.state)}, {"filled", order.filled.toString()},
      {"filled_amount", order.filledAmount.toString()}, {"costs", order.costs.toString()},
      {"reserved_cash", order.reservedCash.toString()}, {"broker_order_id", order.brokerOrderId},
      {"reason", toJsonValue(order.reason)}, {"day", order.day.iso()}, {"created", order.created.micros},
      {"updated", order.updated.micros}};
  // Plain orders read and write as they did before there were terms.
  if (order.terms != OrderTerms{})
    json["terms"] = toJsonValue(order.terms);
  if (order.margin)
    json["margin"] = toJsonValue(*order.margin);
  return json;
}

Result<Order> orderFromJson(const Json& json)
{
  Order order;
  ZVT_TRY_VOID(knowOnly(json, "order", kOrderMembers));
  ZVT_TRY(order.id, jsonString(json, "id"));
  ZVT_TRY(order.account, jsonString(json, "account"));
  ZVT_TRY(order.source, jsonString(json, "source"));
  ZVT_TRY(order.intent, jsonString(json, "intent"));
  ZVT_TRY(order.sequence, jsonInt(json, "sequence"));
  ZVT_TRY(order.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string side, jsonString(json, "side"));
  ZVT_TRY(order.side, parseSide(side));
  ZVT_TRY(const std::string type, jsonString(json, "type"));
  ZVT_TRY(order.type, parseOrderType(type));
  ZVT_TRY(order.price, exactFromJson<Price>(json, "price"));
  ZVT_TRY(order.quantity, exactFromJson<Quantity>(json, "quantity"));
  ZVT_TRY(const std::string state, jsonString(json, "state"));
  ZVT_TRY(order.state, parseOrderState(state));
  ZVT_TRY(order.filled, exactFromJson<Quantity>(json, "filled"));
  ZVT_TRY(order.filledAmount, exactFromJson<Money>(json, "filled_amount"));
  ZVT_TRY(order.costs, exactFromJson<Money>(json, "costs"));
  ZVT_TRY(order.reservedCash, exactFromJson<Money>(json, "reserved_cash"));
  ZVT_TRY(order.brokerOrderId, jsonString(json, "broker_order_id"));
  ZVT_TRY(const Json* reason, member(json, "reason"));
  ZVT_TRY(order.reason, errorFromJson(*reason));
  ZVT_TRY(order.day, dayFromJson(json, "day"));
  ZVT_TRY(order.created.micros, jsonInt(json, "created"));
  ZVT_TRY(order.updated.micros, jsonInt(json, "updated"));
  if (json.contains("terms")) {
    ZVT_TRY(order.terms, termsFromJson(json["terms"], "order.terms"));
  }
  if (json.contains("margin")) {
    ZVT_TRY(order.margin, marginFromJson(json["margin"]));
  }
  return order;
}

Json toJsonValue(const std::vector<Cost>& costs)
{
  Json json = Json::array();
  for (const Cost& cost : costs)
    json.push_back({{"kind", market::toString(cost.kind)}, {"amount", cost.amount.toString()}, {"rule", cost.ruleId}});
  return json;
}

Result<std::vector<Cost>> costsFromJson(const Json& json)
{
  std::vector<Cost> costs;
  for (const Json& item : json) {
    Cost cost;
    ZVT_TRY(const std::string kind, jsonString(item, "kind"));
    ZVT_TRY(cost.kind, parseCostKind(kind));
    ZVT_TRY(cost.amount, exactFromJson<Money>(item, "amount"));
    ZVT_TRY(cost.ruleId, jsonString(item, "rule"));
    costs.push_back(std::move(cost));
  }
  return costs;
}

Json toJsonValue(const Fill& fill)
{
  Json json{{"trade", fill.tradeId}, {"order", fill.orderId}, {"account", fill.account}, {"entity", fill.entityId},
      {"side", toString(fill.side)}, {"price", fill.price.toString()}, {"quantity", fill.quantity.toString()},
      {"amount", fill.amount.toString()}, {"costs", toJsonValue(fill.costs)}, {"sell_after_days", fill.sellAfterDays},
      {"day", fill.day.iso()}, {"at", fill.at.micros}};
  if (fill.liquidity != Liquidity::Unknown)
    json["liquidity"] = toString(fill.liquidity);
  if (fill.margin)
    json["margin"] = toJsonValue(*fill.margin);
  return json;
}

Result<Fill> fillFromJson(const Json& json)
{
  Fill fill;
  ZVT_TRY_VOID(knowOnly(json, "fill", kFillMembers));
  ZVT_TRY(fill.tradeId, jsonString(json, "trade"));
  ZVT_TRY(fill.orderId, jsonString(json, "order"));
  ZVT_TRY(fill.account, jsonString(json, "account"));
  ZVT_TRY(fill.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string side, jsonString(json, "side"));
  ZVT_TRY(fill.side, parseSide(side));
  ZVT_TRY(fill.price, exactFromJson<Price>(json, "price"));
  ZVT_TRY(fill.quantity, exactFromJson<Quantity>(json, "quantity"));
  ZVT_TRY(fill.amount, exactFromJson<Money>(json, "amount"));
  ZVT_TRY(const Json* costs, member(json, "costs"));
  ZVT_TRY(fill.costs, costsFromJson(*costs));
  ZVT_TRY(const std::int64_t days, jsonInt(json, "sell_after_days"));
  fill.sellAfterDays = static_cast<int>(days);
  ZVT_TRY(fill.day, dayFromJson(json, "day"));
  ZVT_TRY(fill.at.micros, jsonInt(json, "at"));
  if (json.contains("liquidity")) {
    ZVT_TRY(const std::string liquidity, jsonString(json, "liquidity"));
    ZVT_TRY(fill.liquidity, parseLiquidity(liquidity));
  }
  if (json.contains("margin")) {
    ZVT_TRY(fill.margin, marginFromJson(json["margin"]));
  }
  return fill;
}

Json toJsonValue(const AccountSettings& settings)
{
  return {{"name", settings.name}, {"currency", settings.currency}, {"initial_cash", settings.initialCash.toString()},
      {"money_unit", settings.moneyUnit.toString()}, {"quantity_unit", settings.quantityUnit.toString()},
      {"allow_short", settings.allowShort}, {"rights", toString(settings.rights)}};
}

Result<AccountSettings> settingsFromJson(const Json& json)
{
  AccountSettings settings;
  ZVT_TRY(settings.name, jsonString(json, "name"));
  ZVT_TRY(settings.currency, jsonString(json, "currency"));
  ZVT_TRY(settings.initialCash, exactFromJson<Money>(json, "initial_cash"));
  ZVT_TRY(settings.moneyUnit, exactFromJson<Money>(json, "money_unit"));
  ZVT_TRY(settings.quantityUnit, exactFromJson<Quantity>(json, "quantity_unit"));
  ZVT_TRY(settings.allowShort, jsonBool(json, "allow_short"));
  ZVT_TRY(const std::string rights, jsonString(json, "rights"));
  settings.rights = rightsChoice(rights).value_or(RightsChoice::Ignore);
  return settings;
}

Json toJsonValue(const market::CorporateAction& action)
{
  return {{"ex_day", action.exDay.iso()}, {"cash", action.cash}, {"bonus", action.bonus}, {"rights", action.rights},
      {"rights_price", action.rightsPrice}, {"consolidation", action.consolidation},
      {"total_shares", action.totalShares}, {"float_shares", action.floatShares}};
}

Result<market::CorporateAction> actionFromJson(const Json& json)
{
  market::CorporateAction action;
  ZVT_TRY(action.exDay, dayFromJson(json, "ex_day"));
  ZVT_TRY(action.cash, jsonDouble(json, "cash"));
  ZVT_TRY(action.bonus, jsonDouble(json, "bonus"));
  ZVT_TRY(action.rights, jsonDouble(json, "rights"));
  ZVT_TRY(action.rightsPrice, jsonDouble(json, "rights_price"));
  ZVT_TRY(action.consolidation, jsonDouble(json, "consolidation"));
  ZVT_TRY(action.totalShares, jsonDouble(json, "total_shares"));
  ZVT_TRY(action.floatShares, jsonDouble(json, "float_shares"));
  return action;
}

Json toJsonValue(const RightsOffer& offer)
{
  return {{"units", offer.units.toString()}, {"price", offer.price.toString()}, {"payment", offer.payment.toString()},
      {"available", offer.available.toString()}, {"taken", offer.taken}};
}

Result<RightsOffer> rightsFromJson(const Json& json)
{
  RightsOffer offer;
  ZVT_TRY(offer.units, exactFromJson<Quantity>(json, "units"));
  ZVT_TRY(offer.price, exactFromJson<Price>(json, "price"));
  ZVT_TRY(offer.payment, exactFromJson<Money>(json, "payment"));
  ZVT_TRY(offer.available, exactFromJson<Money>(json, "available"));
  ZVT_TRY(offer.taken, jsonBool(json, "taken"));
  return offer;
}

Json toJsonValue(const Rebooking& change)
{
  return {{"units", change.units.toString()}, {"cash", change.cash.toString()},
      {"realised", change.realised.toString()}, {"cost", change.cost.toString()}, {"entry", change.entry.toString()},
      {"dividends", change.dividends.toString()}, {"costs_paid", change.costsPaid.toString()}};
}

Result<Rebooking> rebookingFromJson(const Json& json)
{
  Rebooking change;
  ZVT_TRY(change.units, exactFromJson<Quantity>(json, "units"));
  ZVT_TRY(change.cash, exactFromJson<Money>(json, "cash"));
  ZVT_TRY(change.realised, exactFromJson<Money>(json, "realised"));
  ZVT_TRY(change.cost, exactFromJson<Money>(json, "cost"));
  ZVT_TRY(change.entry, exactFromJson<Money>(json, "entry"));
  ZVT_TRY(change.dividends, exactFromJson<Money>(json, "dividends"));
  ZVT_TRY(change.costsPaid, exactFromJson<Money>(json, "costs_paid"));
  return change;
}

Json toJsonValue(const LateEntitlement& late)
{
  return {{"day", late.day.iso()}, {"entitled", late.entitled.toString()}, {"change", toJsonValue(late.change)}};
}

Result<LateEntitlement> lateFromJson(const Json& json)
{
  LateEntitlement late;
  ZVT_TRY(late.day, dayFromJson(json, "day"));
  ZVT_TRY(late.entitled, exactFromJson<Quantity>(json, "entitled"));
  ZVT_TRY(const Json* change, member(json, "change"));
  ZVT_TRY(late.change, rebookingFromJson(*change));
  return late;
}

}
