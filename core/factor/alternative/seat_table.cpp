// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/seat_table.h"

#include "core/data/market_data.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

namespace zvt::factor {

namespace {

constexpr std::size_t kSeatsASide = 5;
constexpr std::size_t kFirstSeat = 4; ///< place of the first seat's name among the columns

std::vector<std::string> columnNames()
{
  std::vector<std::string> names{"entity_id", "timestamp", "reason", "turnover"};
  for (const char* side : {"dep", "dep_"})
    for (std::size_t i = 1; i <= kSeatsASide; ++i)
      for (const char* part : {"", "_in", "_out"})
        names.push_back(fmt::format("{}{}{}", side, i, part));
  return names;
}

double orNothing(double money)
{
  return std::isnan(money) ? 0 : money; // a seat that only bought has no line for what it sold
}

Listing listingOf(const TableRows& rows, std::size_t row)
{
  Listing listing;
  listing.day = rows.day(row, 1);
  listing.reason = rows.text(row, 2);
  listing.turnover = rows.number(row, 3);
  std::vector<SeatDeal> sides[2];
  for (std::size_t side = 0; side < 2; ++side)
    for (std::size_t i = 0; i < kSeatsASide; ++i) {
      const std::size_t column = kFirstSeat + (side * kSeatsASide + i) * 3;
      if (const auto seat = rows.text(row, column); !seat.empty())
        sides[side].push_back(
            {std::string(seat), orNothing(rows.number(row, column + 1)), orNothing(rows.number(row, column + 2))});
    }
  listing.deals = joinedSides(sides[0], sides[1]);
  return listing;
}

}

Result<std::vector<ListedDay>> readListedDays(
    storage::Profile& profile, const std::string& entityId, std::string_view wantedBy)
{
  ZVT_TRY(const TableRows rows, TableRows::read(profile, "dragon_and_tiger", entityId, columnNames(), wantedBy));
  std::vector<Listing> listings;
  for (std::size_t i = 0; i < rows.size(); ++i)
    listings.push_back(listingOf(rows, i));
  return listedDays(std::move(listings));
}

Result<std::optional<ListSpan>> listSpan(storage::Profile& profile)
{
  std::array<TradingDay, 2> ends;
  for (const bool isLast : {false, true}) {
    storage::RecordQuery query;
    query.schema = "dragon_and_tiger";
    query.columns = {"timestamp"};
    query.order = {{"timestamp", isLast}};
    query.limit = 1;
    ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
    if (table.rows.empty())
      return std::optional<ListSpan>();
    ZVT_TRY(ends[isLast ? 1 : 0], TradingDay::parse(textOf(table.rows.front(), 0)));
  }
  return std::optional(ListSpan{ends[0], ends[1]});
}

Result<SeatBook> readSeatBook(storage::Profile& profile, data::MarketData& data)
{
  ZVT_TRY(const TableRows rows, TableRows::read(profile, "dragon_and_tiger", {}, columnNames(), "dragon_win_rate"));
  std::map<std::string, std::vector<Listing>> byEntity;
  for (std::size_t i = 0; i < rows.size(); ++i)
    byEntity[std::string(rows.text(i, 0))].push_back(listingOf(rows, i));
  SeatBook book;
  for (auto& [entity, listings] : byEntity) {
    data::BarRequest request;
    request.entityId = entity;
    request.adjust = market::AdjustMode::Hfq; // a dividend is no loss
    ZVT_TRY(const market::BarSeriesPtr bars, data.bars(request));
    book.add(listedDays(std::move(listings)), *bars);
  }
  return book;
}

}
