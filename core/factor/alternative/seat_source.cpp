// SPDX-License-Identifier: Apache-2.0
#include "core/data/market_data.h"
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/seat_table.h"
#include "core/factor/alternative/sources.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, kWinDays.size()> kWinColumns{
    "dragon_win_rate_1", "dragon_win_rate_3", "dragon_win_rate_5", "dragon_win_rate_10"};

class SeatSource final : public ClockedSource {
public:
  SeatSource(data::MarketData& data, storage::Profile& profile)
      : ClockedSource(data,
            {"dragon_listed", "dragon_net_rate", "dragon_institution_rate", "dragon_institution_buyers",
                "dragon_institution_sellers", std::string(kWinColumns[0]), std::string(kWinColumns[1]),
                std::string(kWinColumns[2]), std::string(kWinColumns[3])})
      , m_profile(profile)
  {
  }

protected:
  [[nodiscard]] Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const override
  {
    ZVT_TRY(const auto days, readListedDays(m_profile, bars.entityId, wanted.front()));
    ZVT_TRY(const std::optional<TradingDay> first, firstListedDay(m_profile));
    const SeatBook* book = nullptr; // takes the whole list
    if (!days.empty() && std::ranges::any_of(kWinColumns, [&](auto column) { return isWanted(wanted, column); })) {
      ZVT_TRY(book, currentBook());
    }
    NamedColumns columns;
    for (const std::string& column : wanted)
      columns[column].assign(bars.size(), kUnknown);
    if (const auto listed = columns.find("dragon_listed"); listed != columns.end() && first)
      for (std::size_t i = clock.barAfter(*first); i < bars.size(); ++i)
        listed->second[i] = 0;
    for (const ListedDay& day : days) {
      const std::size_t bar = clock.barAfter(day.day);
      if (bar > 0 && bar < bars.size() && clock.dayOf(bar - 1) >= day.day)
        tell(day, bar, book, clock, columns);
    }
    return columns;
  }

private:
  static void tell(
      const ListedDay& day, std::size_t bar, const SeatBook* book, const BarClock& clock, NamedColumns& columns)
  {
    const auto set = [&](std::string_view name, double value) {
      if (const auto column = columns.find(name); column != columns.end())
        column->second[bar] = value;
    };
    const double turnover = day.turnover > 0 ? day.turnover : kUnknown;
    set("dragon_listed", 1);
    set("dragon_net_rate", day.net() / turnover);
    set("dragon_institution_rate", day.institutionNet() / turnover);
    set("dragon_institution_buyers", day.institutions(true));
    set("dragon_institution_sellers", day.institutions(false));
    for (std::size_t n = 0; n < kWinColumns.size() && book != nullptr; ++n)
      set(kWinColumns[n], book->winRateOfBuyers(day, n, clock.dayOf(bar)));
  }
  /// Read anew after bars or listings changed.
  Result<const SeatBook*> currentBook() const
  {
    storage::RecordQuery all;
    all.schema = "dragon_and_tiger";
    ZVT_TRY(const std::int64_t rows, m_profile.records().count(all));
    const std::pair seen{data().generation(), rows};
    if (!m_book || seen != m_seen) {
      ZVT_TRY(m_book, readSeatBook(m_profile, data()));
      m_seen = seen;
    }
    return &*m_book;
  }

  storage::Profile& m_profile;
  mutable std::optional<SeatBook> m_book;
  mutable std::pair<std::uint64_t, std::int64_t> m_seen{};
};

}

std::unique_ptr<ColumnSource> makeSeatSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<SeatSource>(data, profile);
}

}
