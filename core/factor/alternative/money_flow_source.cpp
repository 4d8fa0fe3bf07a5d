// SPDX-License-Identifier: Apache-2.0
#include "core/data/market_data.h"
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/sources.h"
#include "core/factor/alternative/table_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// A column and what it is made of in the tables.
struct FlowColumn {
  std::string_view name;
  std::string_view rate;
  std::string_view money;
};
constexpr std::array<FlowColumn, 6> kColumns{{
    {"inflow_rate", "net_inflow_rate", "net_inflows"},
    {"main_inflow_rate", "net_main_inflow_rate", "net_main_inflows"},
    {"huge_inflow_rate", "net_huge_inflow_rate", "net_huge_inflows"},
    {"big_inflow_rate", "net_big_inflow_rate", "net_big_inflows"},
    {"medium_inflow_rate", "net_medium_inflow_rate", "net_medium_inflows"},
    {"small_inflow_rate", "net_small_inflow_rate", "net_small_inflows"},
}};

std::vector<std::string> names()
{
  std::vector<std::string> all;
  for (const FlowColumn& column : kColumns)
    all.emplace_back(column.name);
  return all;
}

std::string_view tableOf(const std::string& entityId)
{
  if (entityId.starts_with("block"))
    return "block_money_flow";
  return entityId.starts_with("index") ? "index_money_flow" : "stock_money_flow";
}

class MoneyFlowSource final : public ClockedSource {
public:
  MoneyFlowSource(data::MarketData& data, storage::Profile& profile)
      : ClockedSource(data, names())
      , m_profile(profile)
  {
  }

protected:
  [[nodiscard]] Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const override
  {
    NamedColumns columns;
    for (const FlowColumn& column : kColumns) {
      if (!isWanted(wanted, column.name))
        continue;
      ZVT_TRY(const TableRows rows,
          TableRows::read(m_profile, tableOf(bars.entityId), bars.entityId,
              {"timestamp", std::string(column.rate), std::string(column.money)}, column.name)); // then by provider
      const Flows flows = flowsOf(rows);
      if (bars.level <= market::BarLevel::Day1) {
        columns[std::string(column.name)] = rates(flows, bars, clock);
        continue;
      }
      data::BarRequest daily;
      daily.entityId = bars.entityId;
      ZVT_TRY(const market::BarSeriesPtr days, data().bars(daily));
      columns[std::string(column.name)] = ratesOfDays(flows, *days, clock);
    }
    return columns;
  }

private:
  struct Flow {
    double rate = kUnknown;
    double money = kUnknown;
  };
  using Flows = std::map<TradingDay, Flow>;

  /// By day: what the first provider by name says that says anything.
  static Flows flowsOf(const TableRows& rows)
  {
    Flows flows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Flow flow{rows.number(i, 1), rows.number(i, 2)};
      if (!std::isnan(flow.rate) || !std::isnan(flow.money))
        flows.try_emplace(rows.day(i, 0), flow);
    }
    return flows;
  }
  /// A day's figure stands at the next bar alone: a flow is not held where a day has none.
  static std::vector<double> rates(const Flows& flows, const market::BarSeries& bars, const BarClock& clock)
  {
    std::vector<double> values(bars.size(), kUnknown);
    for (const auto& [day, flow] : flows) {
      const std::size_t bar = clock.barAfter(day);
      if (bar == 0 || bar >= bars.size() || clock.dayOf(bar - 1) < day)
        continue; // nobody traded that day, or it lies ahead of the bars
      values[bar] = std::isnan(flow.rate) ? flow.money / turnoverOn(day, bars, clock, bar) : flow.rate;
    }
    return values;
  }
  /// Of bars longer than a day: the money of all days that have become known since the bar before / their turnover.
  static std::vector<double> ratesOfDays(const Flows& flows, const market::BarSeries& days, const BarClock& clock)
  {
    std::vector<double> money(clock.size(), 0);
    std::vector<double> turnover(clock.size(), 0);
    for (const auto& [day, flow] : flows) {
      const std::size_t bar = clock.barAfter(day);
      const auto at = std::ranges::lower_bound(days.key, std::int64_t{day.days});
      if (bar == 0 || bar >= clock.size() || at == days.key.end() || *at != day.days)
        continue;
      const double traded = days.turnover[static_cast<std::size_t>(at - days.key.begin())];
      const double flown = std::isnan(flow.rate) ? flow.money : flow.rate * traded;
      if (!(traded > 0) || std::isnan(flown))
        continue;
      money[bar] += flown;
      turnover[bar] += traded;
    }
    for (std::size_t i = 0; i < clock.size(); ++i)
      money[i] = turnover[i] > 0 ? money[i] / turnover[i] : kUnknown;
    return money;
  }
  /// Of the bars of the day, which end ahead of @p bar; undefined for 0.
  static double turnoverOn(TradingDay day, const market::BarSeries& bars, const BarClock& clock, std::size_t bar)
  {
    double sum = 0;
    while (bar-- > 0 && clock.dayOf(bar) == day)
      sum += bars.turnover[bar];
    return sum > 0 ? sum : kUnknown;
  }

  storage::Profile& m_profile;
};

}

std::unique_ptr<ColumnSource> makeMoneyFlowSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<MoneyFlowSource>(data, profile);
}

}
