// SPDX-License-Identifier: Apache-2.0
#include "core/trading/account_json.h"

#include <nlohmann/json.hpp>

namespace zvt::trading {

namespace {

constexpr int kSnapshotVersion = 1;

Json toJsonValue(const Position& position)
{
  Json unsettled = Json::array();
  for (const UnsettledUnits& units : position.unsettled)
    unsettled.push_back({{"quantity", units.quantity.toString()}, {"days_left", units.daysLeft}});
  Json json{{"entity", position.entityId}, {"total", position.total.toString()}, {"frozen", position.frozen.toString()},
      {"bought_today", position.boughtToday.toString()}, {"unsettled", unsettled}, {"cost", position.cost.toString()},
      {"realised", position.realised.toString()}, {"dividends", position.dividends.toString()},
      {"last", position.last.toString()}};
  for (const UnitChange& change : position.unitChanges)
    json["unit_changes"].push_back({{"ex_day", change.exDay.iso()}, {"factor", change.factor.toString()}});
  if (position.margin)
    json["margin"] = {{"terms", toJsonValue(position.margin->terms)}, {"entry", position.margin->entry.toString()},
        {"settled", position.margin->settled.toString()}, {"funding", position.margin->funding.toString()},
        {"borrowing", position.margin->borrowing.toString()}, {"funded_until", position.margin->fundedUntil.micros},
        {"charged_until", position.margin->chargedUntil.iso()}};
  return json;
}

Result<OnMargin> onMarginFromJson(const Json& json)
{
  if (!json.contains("terms"))
    return fail("json.missing", {{"key", "terms"}});
  OnMargin margin;
  ZVT_TRY(margin.terms, marginFromJson(json["terms"]));
  ZVT_TRY(margin.entry, exactFromJson<Money>(json, "entry"));
  ZVT_TRY(margin.settled, exactFromJson<Money>(json, "settled"));
  ZVT_TRY(margin.funding, exactFromJson<Money>(json, "funding"));
  ZVT_TRY(margin.borrowing, exactFromJson<Money>(json, "borrowing"));
  ZVT_TRY(margin.fundedUntil.micros, jsonInt(json, "funded_until"));
  ZVT_TRY(const std::string charged, jsonString(json, "charged_until"));
  ZVT_TRY(margin.chargedUntil, TradingDay::parse(charged));
  return margin;
}

Result<Position> positionFromJson(const Json& json)
{
  Position position;
  ZVT_TRY(position.entityId, jsonString(json, "entity"));
  ZVT_TRY(position.total, exactFromJson<Quantity>(json, "total"));
  ZVT_TRY(position.frozen, exactFromJson<Quantity>(json, "frozen"));
  ZVT_TRY(position.boughtToday, exactFromJson<Quantity>(json, "bought_today"));
  ZVT_TRY(position.cost, exactFromJson<Money>(json, "cost"));
  ZVT_TRY(position.realised, exactFromJson<Money>(json, "realised"));
  ZVT_TRY(position.dividends, exactFromJson<Money>(json, "dividends"));
  ZVT_TRY(position.last, exactFromJson<Price>(json, "last"));
  for (const Json& item : json.value("unsettled", Json::array())) {
    UnsettledUnits units;
    ZVT_TRY(units.quantity, exactFromJson<Quantity>(item, "quantity"));
    ZVT_TRY(const std::int64_t days, jsonInt(item, "days_left"));
    units.daysLeft = static_cast<int>(days);
    position.unsettled.push_back(units);
  }
  for (const Json& item : json.value("unit_changes", Json::array())) {
    UnitChange change;
    ZVT_TRY(const std::string exDay, jsonString(item, "ex_day"));
    ZVT_TRY(change.exDay, TradingDay::parse(exDay));
    ZVT_TRY(change.factor, exactFromJson<Decimal>(item, "factor"));
    position.unitChanges.push_back(std::move(change));
  }
  if (json.contains("margin")) {
    ZVT_TRY(position.margin, onMarginFromJson(json["margin"]));
  }
  return position;
}

Json toJsonValue(const Reservation& reservation)
{
  Json json{{"entity", reservation.entityId}, {"side", toString(reservation.side)},
      {"cash", reservation.cash.toString()}, {"quantity", reservation.quantity.toString()}};
  if (reservation.onMargin)
    json["on_margin"] = true;
  return json;
}

Result<Reservation> reservationFromJson(const Json& json)
{
  Reservation reservation;
  ZVT_TRY(reservation.entityId, jsonString(json, "entity"));
  ZVT_TRY(const std::string side, jsonString(json, "side"));
  ZVT_TRY(reservation.side, parseSide(side));
  ZVT_TRY(reservation.cash, exactFromJson<Money>(json, "cash"));
  ZVT_TRY(reservation.quantity, exactFromJson<Quantity>(json, "quantity"));
  reservation.onMargin = json.value("on_margin", false);
  return reservation;
}

}

/// Reads and writes what the account keeps to itself.
struct AccountJson {
  static Json write(const SimAccount& account)
  {
    Json json{{"version", kSnapshotVersion}, {"settings", toJsonValue(account.m_settings)},
        {"day", account.m_day.iso()}, {"cash", account.m_cash.toString()}, {"moved", account.m_moved.toString()},
        {"costs_paid", account.m_costsPaid.toString()}, {"positions", Json::array()}, {"reservations", Json::object()},
        {"orders", Json::object()}, {"trades", account.m_trades}};
    for (const auto& [id, position] : account.m_positions)
      json["positions"].push_back(toJsonValue(position));
    for (const auto& [id, reservation] : account.m_reservations)
      json["reservations"][id] = toJsonValue(reservation);
    for (const auto& [id, totals] : account.m_orders)
      json["orders"][id] = {{"amount", totals.amount.toString()}, {"quantity", totals.quantity.toString()},
          {"costs", toJsonValue(totals.costs)}};
    return json;
  }

  static Result<SimAccount> read(const Json& json)
  {
    ZVT_TRY(const std::int64_t version, jsonInt(json, "version"));
    if (version != kSnapshotVersion)
      return fail("trading.bad_snapshot", {{"version", std::to_string(version)}});
    for (const char* key : {"settings", "positions", "reservations", "orders", "trades"})
      if (!json.contains(key))
        return fail("json.missing", {{"key", key}});
    ZVT_TRY(AccountSettings settings, settingsFromJson(json["settings"]));
    SimAccount account(std::move(settings));
    ZVT_TRY(const std::string day, jsonString(json, "day"));
    ZVT_TRY(account.m_day, TradingDay::parse(day));
    ZVT_TRY(account.m_cash, exactFromJson<Money>(json, "cash"));
    ZVT_TRY(account.m_moved, exactFromJson<Money>(json, "moved"));
    ZVT_TRY(account.m_costsPaid, exactFromJson<Money>(json, "costs_paid"));
    for (const Json& item : json["positions"]) {
      ZVT_TRY(Position position, positionFromJson(item));
      account.m_positions.emplace(position.entityId, position);
      account.m_held.ids.insert(position.entityId);
      account.m_held.onMargin = account.m_held.onMargin || position.margin.has_value();
    }
    for (const auto& [id, item] : json["reservations"].items()) {
      ZVT_TRY(account.m_reservations[id], reservationFromJson(item));
    }
    for (const auto& [id, item] : json["orders"].items()) {
      SimAccount::OrderTotals totals;
      ZVT_TRY(totals.amount, exactFromJson<Money>(item, "amount"));
      ZVT_TRY(totals.quantity, exactFromJson<Quantity>(item, "quantity"));
      ZVT_TRY(totals.costs, costsFromJson(item.value("costs", Json::array())));
      account.m_orders.emplace(id, std::move(totals));
    }
    for (const Json& trade : json["trades"])
      if (trade.is_string())
        account.m_trades.insert(trade.get<std::string>());
    return account;
  }
};

std::string SimAccount::toJson() const
{
  return canonicalJson(AccountJson::write(*this));
}

Result<SimAccount> SimAccount::fromJson(std::string_view json)
{
  ZVT_TRY(const Json value, parseJson(json));
  return AccountJson::read(value);
}

}
