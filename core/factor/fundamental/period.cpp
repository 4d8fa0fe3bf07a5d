// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/period.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace zvt::factor {

namespace {

constexpr int kFirstWeek = 7;

}

Period Period::of(TradingDay end)
{
  const Date date = end.date();
  const Period period{date.year * 12 + date.month - 1};
  return date.day <= kFirstWeek ? period.before(1) : period;
}

TradingDay Period::lastDay() const
{
  const std::int32_t next = month + 1;
  return TradingDay::fromDate({next / 12, next % 12 + 1, 1}) - 1;
}

std::string Period::text() const
{
  return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

std::optional<int> monthsCovered(std::string_view reportPeriod, Period end)
{
  constexpr std::array<std::pair<std::string_view, int>, 12> kNames{{{"season1", 3}, {"half_year", 6}, {"season3", 9},
      {"year", 12}, {"q1", 3}, {"h1", 6}, {"6m", 6}, {"q3", 9}, {"9m", 9}, {"fy", 12}, {"annual", 12}, {"12m", 12}}};
  const std::string wanted = toLower(reportPeriod);
  for (const auto& [name, months] : kNames) {
    if (name == wanted)
      return months;
  }
  if (!wanted.empty())
    return std::nullopt; // whatever it is, the month of its end says nothing about it
  const int months = end.month % 12 + 1;
  return months % 3 == 0 ? std::optional(months) : std::nullopt;
}

TradingDay publicationDeadline(Period end, int months)
{
  const int wait = months == 12 ? 4 : months == 6 ? 2 : 1;
  return end.before(-wait).lastDay();
}

}
