// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/quote_table.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

#include <cmath>
#include <optional>

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
    storage::Profile& profile, const std::string& entityId, const RowChoice& choice, std::string_view wantedBy)
{
  std::vector<BestQuote> quotes;
  ZVT_TRY_VOID(scanRows(profile, "l2_quote", entityId,
      {"timestamp", "bid_price1", "bid_volume1", "ask_price1", "ask_volume1"}, wantedBy, choice,
      [&](const storage::RecordRow& row) {
        quotes.push_back({momentOf(row, 0), numberOf(row, 1), numberOf(row, 2), numberOf(row, 3), numberOf(row, 4)});
      }));
  return quotes;
}

Result<std::vector<BestQuote>> fromTicks(
    storage::Profile& profile, const std::string& entityId, const RowChoice& choice, std::string_view wantedBy)
{
  std::vector<BestQuote> quotes;
  ZVT_TRY_VOID(scanRows(profile, "tick", entityId, {"timestamp", "bid_price", "bid_vol", "ask_price", "ask_vol"},
      wantedBy, choice, [&](const storage::RecordRow& row) {
        quotes.push_back({momentOf(row, 0), numberOf(row, 1), firstOf(textOf(row, 2), 0), numberOf(row, 3),
            firstOf(textOf(row, 4), 0)});
      }));
  return quotes;
}

Result<std::vector<BestQuote>> fromBooks(
    storage::Profile& profile, const std::string& entityId, const RowChoice& choice, std::string_view wantedBy)
{
  std::vector<BestQuote> quotes;
  ZVT_TRY_VOID(scanRows(profile, "order_book_snapshot", entityId, {"timestamp", "bids", "asks"}, wantedBy, choice,
      [&](const storage::RecordRow& row) {
        quotes.push_back({momentOf(row, 0), firstOf(textOf(row, 1), 0), firstOf(textOf(row, 1), 1),
            firstOf(textOf(row, 2), 0), firstOf(textOf(row, 2), 1)});
      }));
  return quotes;
}

TakerSide sideOf(std::string_view text)
{
  return text == "buy" ? TakerSide::Buy : text == "sell" ? TakerSide::Sell : TakerSide::Unknown;
}

Result<std::vector<Trade>> betweenTicks(storage::Profile& profile, const std::string& entityId, const BarClock& clock,
    const RowChoice& choice, std::string_view wantedBy)
{
  std::vector<Trade> trades;
  std::optional<TradingDay> day;
  double before = 0; // the volume counts from the open of the day
  ZVT_TRY_VOID(scanRows(profile, "tick", entityId, {"timestamp", "close", "volume"}, wantedBy, choice,
      [&](const storage::RecordRow& row) {
        const double volume = numberOf(row, 2);
        if (std::isnan(volume))
          return;
        const Timestamp time = momentOf(row, 0);
        const TradingDay today = clock.dayAt(time);
        const bool isFirst = day != today;
        if (isFirst || volume > before)
          trades.push_back({time, numberOf(row, 1), isFirst ? 0 : volume - before, TakerSide::Unknown});
        day = today;
        before = volume;
      }));
  return trades;
}

}

Result<std::vector<BestQuote>> readQuotes(
    storage::Profile& profile, const std::string& entityId, const RowChoice& choice, std::string_view wantedBy)
{
  ZVT_TRY(const bool hasLevels, hasRows(profile, "l2_quote", entityId));
  if (hasLevels)
    return fromLevels(profile, entityId, choice, wantedBy);
  ZVT_TRY(const bool hasTicks, hasRows(profile, "tick", entityId));
  ZVT_TRY(const bool hasBooks, hasRows(profile, "order_book_snapshot", entityId));
  return hasBooks && !hasTicks ? fromBooks(profile, entityId, choice, wantedBy)
                               : fromTicks(profile, entityId, choice, wantedBy);
}

Result<std::vector<Trade>> readTrades(storage::Profile& profile, const std::string& entityId, const BarClock& clock,
    const RowChoice& choice, std::string_view wantedBy)
{
  ZVT_TRY(const bool hasTrades, hasRows(profile, "trade_tick", entityId));
  ZVT_TRY(const bool hasTicks, hasRows(profile, "tick", entityId));
  if (hasTicks && !hasTrades)
    return betweenTicks(profile, entityId, clock, choice, wantedBy);
  std::vector<Trade> trades;
  ZVT_TRY_VOID(scanRows(profile, "trade_tick", entityId, {"timestamp", "price", "volume", "side", "kind"}, wantedBy,
      choice, [&](const storage::RecordRow& row) {
        if (textOf(row, 4) != "cancel")
          trades.push_back({momentOf(row, 0), numberOf(row, 1), numberOf(row, 2), sideOf(textOf(row, 3))});
      }));
  return trades;
}

}
