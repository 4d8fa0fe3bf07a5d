// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/seats.h"

#include <algorithm>
#include <array>
#include <limits>

namespace zvt::factor {

namespace {

constexpr std::array<std::string_view, 10> kChineseNumbers{"二", "两", "三", "四", "五", "六", "七", "八", "九", "十"};

/// "连续三个交易日内…", "最近3个有成交的交易日以内…", "连续10个交易日内…", and what is named severe, which is of 10
/// or 30.
bool isOverDays(const Listing& row)
{
  if (row.reason.find("严重异常") != std::string::npos)
    return true;
  for (const std::string_view unit : {"个交易日", "个有成交的交易日"})
    for (std::size_t at = row.reason.find(unit); at != std::string::npos; at = row.reason.find(unit, at + 1)) {
      const std::string_view before = std::string_view(row.reason).substr(0, at);
      const bool isDigits = !before.empty() && before.back() >= '0' && before.back() <= '9';
      const auto ends = [before](std::string_view number) { return before.ends_with(number); };
      if (isDigits || std::ranges::any_of(kChineseNumbers, ends))
        return true;
    }
  return false;
}

/// Adds what is not there yet; equal lines of @p more are different ones.
void addDeals(const std::vector<SeatDeal>& more, std::vector<SeatDeal>& deals)
{
  const std::vector<SeatDeal> before = deals;
  for (const SeatDeal& deal : more)
    if (std::ranges::find(before, deal) == before.end())
      deals.push_back(deal);
}

/// Rows of one day as that day.
ListedDay merged(std::span<const Listing> rows)
{
  const bool hasDay = std::ranges::any_of(rows, [](const Listing& row) { return !isOverDays(row); });
  ListedDay day;
  day.day = rows.front().day;
  for (const Listing& row : rows) {
    if (hasDay && isOverDays(row))
      continue;
    day.turnover = std::max(day.turnover, row.turnover);
    addDeals(row.deals, day.deals);
  }
  return day;
}

}

std::vector<SeatDeal> joinedSides(std::vector<SeatDeal> buyers, const std::vector<SeatDeal>& sellers)
{
  addDeals(sellers, buyers);
  return buyers;
}

bool isInstitution(std::string_view seat)
{
  return seat.find("机构专用") != std::string_view::npos;
}

bool isCollective(std::string_view seat)
{
  constexpr std::array<std::string_view, 3> kNames{"自然人", "中小投资者", "机构投资者"};
  return isInstitution(seat) || std::ranges::any_of(kNames, [seat](std::string_view name) {
    return seat.find(name) != std::string_view::npos;
  });
}

double ListedDay::net() const
{
  double sum = 0;
  for (const SeatDeal& deal : deals)
    sum += deal.net();
  return sum;
}

double ListedDay::institutionNet() const
{
  double sum = 0;
  for (const SeatDeal& deal : deals)
    sum += isInstitution(deal.seat) ? deal.net() : 0;
  return sum;
}

int ListedDay::institutions(bool buying) const
{
  return static_cast<int>(std::ranges::count_if(deals,
      [&](const SeatDeal& deal) { return isInstitution(deal.seat) && (buying ? deal.net() > 0 : deal.net() < 0); }));
}

std::vector<ListedDay> listedDays(std::vector<Listing> rows)
{
  std::ranges::stable_sort(rows, {}, &Listing::day);
  std::vector<ListedDay> days;
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t end = first + 1;
    while (end < rows.size() && rows[end].day == rows[first].day)
      ++end;
    days.push_back(merged(std::span(rows).subspan(first, end - first)));
    first = end;
  }
  return days;
}

void SeatBook::add(std::span<const ListedDay> days, const market::BarSeries& closes)
{
  for (const ListedDay& listed : days) {
    const auto at = std::ranges::lower_bound(closes.key, std::int64_t{listed.day.days});
    const auto bar = static_cast<std::size_t>(at - closes.key.begin());
    const bool hasBar = at != closes.key.end() && *at == listed.day.days;
    for (const SeatDeal& deal : listed.deals) {
      Totals& totals = m_totals[deal.seat];
      ++totals.days;
      totals.bought += deal.bought;
      totals.sold += deal.sold;
      if (!hasBar || isCollective(deal.seat) || deal.net() <= 0)
        continue;
      for (std::size_t n = 0; n < kWinDays.size(); ++n)
        if (const std::size_t later = bar + static_cast<std::size_t>(kWinDays[n]); later < closes.size())
          m_outcomes[deal.seat][n].push_back({closes.dayAt(later), closes.close[later] > closes.close[bar]});
    }
  }
}

WinRate SeatBook::winRate(std::string_view seat, std::size_t index, TradingDay day) const
{
  WinRate rate;
  const auto found = m_outcomes.find(seat);
  if (found == m_outcomes.end())
    return rate;
  for (const Outcome& outcome : found->second[index]) {
    if (outcome.known > day)
      continue;
    ++rate.settled;
    rate.won += outcome.won ? 1 : 0;
  }
  return rate;
}

double SeatBook::winRateOfBuyers(const ListedDay& listed, std::size_t index, TradingDay asOf) const
{
  double sum = 0;
  int count = 0;
  for (const SeatDeal& deal : listed.deals) {
    if (deal.net() <= 0)
      continue;
    if (const WinRate rate = winRate(deal.seat, index, asOf); rate.settled > 0) {
      sum += rate.rate();
      ++count;
    }
  }
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

}
