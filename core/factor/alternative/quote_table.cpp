// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/quote_table.h"

#include <nlohmann/json.hpp>

namespace zvt::factor {

namespace {

/// The best level of a list of sizes ([400, 100]) or of levels ([["10.01", "400"], …]); 0 where there is none.
double firstOf(std::string_view json, std::size_t part)
{
  const auto levels = nlohmann::json::parse(json, nullptr, false);
  if (!levels.is_array() || levels.empty())
    return 0;
  const nlohmann::json* best = &levels.front();
  if (best->is_array())
    best = part < best->size() ? &(*best)[part] : nullptr;
  if (best == nullptr)
    return 0;
  if (best->is_string()) // exchanges write decimals as texts
    return std::strtod(best->get_ref<const std::string&>().c_str(), nullptr);
  return best->is_number() ? best->get<double>() : 0;
}

Result<std::vector<BestQuote>> fromLevels(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const TableRows rows,
      TableRows::read(profile, "l2_quote", entityId,
          {"timestamp", "bid_price1", "bid_volume1", "ask_price1", "ask_volume1"}, wantedBy));
  std::vector<BestQuote> quotes;
  for (std::size_t i = 0; i < rows.size(); ++i)
    quotes.push_back({rows.moment(i, 0), rows.number(i, 1), rows.number(i, 2), rows.number(i, 3), rows.number(i, 4)});
  return quotes;
}

Result<std::vector<BestQuote>> fromTicks(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const TableRows rows,
      TableRows::read(
          profile, "tick", entityId, {"timestamp", "bid_price", "bid_vol", "ask_price", "ask_vol"}, wantedBy));
  std::vector<BestQuote> quotes;
  for (std::size_t i = 0; i < rows.size(); ++i)
    quotes.push_back({rows.moment(i, 0), rows.number(i, 1), firstOf(rows.text(i, 2), 0), rows.number(i, 3),
        firstOf(rows.text(i, 4), 0)});
  return quotes;
}

Result<std::vector<BestQuote>> fromBooks(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const TableRows rows,
      TableRows::read(profile, "order_book_snapshot", entityId, {"timestamp", "bids", "asks"}, wantedBy));
  std::vector<BestQuote> quotes;
  for (std::size_t i = 0; i < rows.size(); ++i)
    quotes.push_back({rows.moment(i, 0), firstOf(rows.text(i, 1), 0), firstOf(rows.text(i, 1), 1),
        firstOf(rows.text(i, 2), 0), firstOf(rows.text(i, 2), 1)});
  return quotes;
}

TakerSide sideOf(std::string_view text)
{
  return text == "buy" ? TakerSide::Buy : text == "sell" ? TakerSide::Sell : TakerSide::Unknown;
}

Result<std::vector<Trade>> betweenTicks(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const TableRows rows, TableRows::read(profile, "tick", entityId, {"timestamp", "close", "volume"}, wantedBy));
  std::vector<Trade> trades;
  double before = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double volume = rows.number(i, 2);
    // The volume counts from the open; a smaller one begins the next day.
    const double traded = volume < before ? volume : volume - before;
    if (traded > 0)
      trades.push_back({rows.moment(i, 0), rows.number(i, 1), traded, TakerSide::Unknown});
    before = volume;
  }
  return trades;
}

}

Result<std::vector<BestQuote>> readQuotes(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const bool hasLevels, hasRows(profile, "l2_quote", entityId));
  if (hasLevels)
    return fromLevels(profile, entityId, wantedBy);
  ZVT_TRY(const bool hasTicks, hasRows(profile, "tick", entityId));
  ZVT_TRY(const bool hasBooks, hasRows(profile, "order_book_snapshot", entityId));
  return hasBooks && !hasTicks ? fromBooks(profile, entityId, wantedBy) : fromTicks(profile, entityId, wantedBy);
}

Result<std::vector<Trade>> readTrades(storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const bool hasTrades, hasRows(profile, "trade_tick", entityId));
  ZVT_TRY(const bool hasTicks, hasRows(profile, "tick", entityId));
  if (hasTicks && !hasTrades)
    return betweenTicks(profile, entityId, wantedBy);
  ZVT_TRY(const TableRows rows,
      TableRows::read(profile, "trade_tick", entityId, {"timestamp", "price", "volume", "side", "kind"}, wantedBy));
  std::vector<Trade> trades;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.text(i, 4) != "cancel")
      trades.push_back({rows.moment(i, 0), rows.number(i, 1), rows.number(i, 2), sideOf(rows.text(i, 3))});
  return trades;
}

}
