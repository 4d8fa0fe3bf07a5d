// SPDX-License-Identifier: Apache-2.0
#include "core/data/market_data.h"
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/seat_table.h"
#include "core/factor/alternative/sources.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
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
    ZVT_TRY(const std::optional<ListSpan> span, listSpan(m_profile));
    const SeatBook* book = nullptr; // takes the whole list
    if (!days.empty() && std::ranges::any_of(kWinColumns, [&](auto column) { return isWanted(wanted, column); })) {
      ZVT_TRY(book, currentBook());
    }
    NamedColumns columns;
    for (const std::string& column : wanted)
      columns[column].assign(bars.size(), kUnknown);
    if (const auto listed = columns.find("dragon_listed"); listed != columns.end() && span)
      for (std::size_t i = std::max<std::size_t>(clock.barAfter(span->first), 1);
          i < bars.size() && isStored(i, span->last, bars.level, clock); ++i)
        listed->second[i] = 0;
    for (const auto& [bar, day] : byBar(days, bars, clock))
      tell(day, bar, book, clock, columns);
    return columns;
  }

private:
  /// Whether the list has come as far as the bar tells it. Days without trades need no list; of a week or a month, all
  /// days up to its last do.
  static bool isStored(std::size_t bar, TradingDay last, market::BarLevel level, const BarClock& clock)
  {
    const std::size_t newest = clock.barAfter(last);
    return bar < newest || (bar == newest && (level <= market::BarLevel::Day1 || clock.dayOf(bar) <= last + 1));
  }
  /// What each bar tells: the listing of the day before it, with bars longer than a day those of all days that have
  /// become known since the bar before, taken together.
  static std::map<std::size_t, ListedDay> byBar(
      const std::vector<ListedDay>& days, const market::BarSeries& bars, const BarClock& clock)
  {
    std::map<std::size_t, ListedDay> told;
    for (const ListedDay& day : days) {
      const std::size_t bar = clock.barAfter(day.day);
      if (bar == 0 || bar >= bars.size())
        continue;
      if (bars.level <= market::BarLevel::Day1) {
        if (clock.dayOf(bar - 1) >= day.day)
          told[bar] = day;
        continue;
      }
      ListedDay& all = told[bar];
      all.day = day.day;
      all.turnover += day.turnover;
      all.deals.insert(all.deals.end(), day.deals.begin(), day.deals.end());
    }
    return told;
  }
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
