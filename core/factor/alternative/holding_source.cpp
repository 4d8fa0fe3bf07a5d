// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/clocked_source.h"
#include "core/factor/alternative/holdings.h"
#include "core/factor/alternative/sources.h"
#include "core/factor/alternative/table_rows.h"
#include "core/factor/fundamental/period.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace zvt::factor {

namespace {

/// A pair of columns NAME_ratio, NAME_change and the tables that tell them, the first of them that knows the security.
struct HoldingKind {
  std::string_view name;
  struct Table {
    std::string_view schema;
    std::string_view holder; ///< column
    std::string_view ratio; ///< column
    std::string_view kindColumn; ///< empty: all rows count
    std::string_view kind;
  };
  std::array<Table, 2> tables;
};

constexpr HoldingKind::Table kNone{};
constexpr std::array<HoldingKind, 6> kKinds{{
    {"institution",
        {{{"stock_institutional_investor_holder", "actor_id", "holding_ratio", "", ""},
            {"institutional_investor_holder", "holder_name", "shareholding_ratio", "", ""}}}},
    {"fund", {{{"stock_actor_summary", "actor_type", "holding_ratio", "actor_type", "raised_fund"}, kNone}}},
    {"qfii", {{{"stock_actor_summary", "actor_type", "holding_ratio", "actor_type", "qfii"}, kNone}}},
    {"top10",
        {{{"stock_top_ten_holder", "actor_id", "holding_ratio", "", ""},
            {"top_ten_holder", "holder_name", "shareholding_ratio", "", ""}}}},
    {"free10",
        {{{"stock_top_ten_free_holder", "actor_id", "holding_ratio", "", ""},
            {"top_ten_tradable_holder", "holder_name", "shareholding_ratio", "", ""}}}},
    {"northbound", {{{"hk_holder", "holder_code", "share_ratio", "", ""}, kNone}}},
}};

std::vector<std::string> names()
{
  std::vector<std::string> all;
  for (const HoldingKind& kind : kKinds) {
    all.push_back(std::string(kind.name) + "_ratio");
    all.push_back(std::string(kind.name) + "_change");
  }
  return all;
}

class HoldingSource final : public ClockedSource {
public:
  HoldingSource(data::MarketData& data, storage::Profile& profile)
      : ClockedSource(data, names())
      , m_profile(profile)
  {
  }

protected:
  [[nodiscard]] Result<NamedColumns> compute(
      std::span<const std::string> wanted, const market::BarSeries& bars, const BarClock& clock) const override
  {
    NamedColumns columns;
    for (const HoldingKind& kind : kKinds) {
      const std::string ratio = std::string(kind.name) + "_ratio";
      const std::string change = std::string(kind.name) + "_change";
      const std::string_view column = firstWanted(wanted, {ratio, change});
      if (column.empty())
        continue;
      ZVT_TRY(const auto states, statesOf(kind, bars.entityId, column));
      std::vector<KnownValue> ratios, changes;
      for (const HoldingState& state : states) {
        const std::size_t bar = clock.barAfter(state.known);
        ratios.push_back({bar, state.ratio});
        changes.push_back({bar, state.change});
      }
      columns[ratio] = heldValues(ratios, bars.size());
      columns[change] = heldValues(changes, bars.size());
    }
    return columns;
  }

private:
  Result<std::vector<HoldingState>> statesOf(
      const HoldingKind& kind, const std::string& entityId, std::string_view column) const
  {
    ZVT_TRY(const HoldingKind::Table table, tableOf(kind, entityId));
    // A daily table is its own period.
    const bool isReport = m_profile.schemas().find(table.schema)->find("report_date") != nullptr;
    std::vector<std::string> wanted{
        "timestamp", isReport ? "report_date" : "timestamp", std::string(table.holder), std::string(table.ratio)};
    if (!table.kindColumn.empty())
      wanted.emplace_back(table.kindColumn);
    const std::size_t provider = wanted.size();
    wanted.emplace_back("provider");
    ZVT_TRY(const TableRows rows, TableRows::read(m_profile, table.schema, entityId, std::move(wanted), column));
    const auto saysSomething = [&](std::size_t i) {
      return (table.kindColumn.empty() || rows.text(i, 4) == table.kind) && !std::isnan(rows.number(i, 3));
    };
    // Providers name holders differently, so that theirs cannot be added up: of each period the first by name counts.
    std::map<TradingDay, std::string_view> providers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!saysSomething(i))
        continue;
      const auto [first, isNew] = providers.try_emplace(rows.day(i, 1), rows.text(i, provider));
      if (!isNew)
        first->second = std::min(first->second, rows.text(i, provider));
    }
    std::vector<HoldingRow> holders;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const TradingDay period = rows.day(i, 1);
      if (!saysSomething(i) || rows.text(i, provider) != providers[period])
        continue;
      const TradingDay published = isReport ? publishedAt(rows.day(i, 0), period) : rows.day(i, 0);
      holders.push_back({published, period, std::string(rows.text(i, 2)), rows.number(i, 3)});
    }
    return holdingStates(std::move(holders));
  }
  /// Where a report says the end of its period instead of a day of publication, it may come as late as the law lets it.
  static TradingDay publishedAt(TradingDay told, TradingDay end)
  {
    if (told > end)
      return told;
    const Period period = Period::of(end);
    const auto months = monthsCovered("", period);
    return months ? publicationDeadline(period, *months) : told;
  }
  /// The first table that has rows of the security; none has: the first that has any.
  Result<HoldingKind::Table> tableOf(const HoldingKind& kind, const std::string& entityId) const
  {
    for (const std::string& entity : {entityId, std::string()})
      for (const HoldingKind::Table& table : kind.tables) {
        if (table.schema.empty())
          continue;
        ZVT_TRY(const bool has, hasRows(m_profile, table.schema, entity));
        if (has)
          return table;
      }
    return kind.tables.front();
  }

  storage::Profile& m_profile;
};

}

std::unique_ptr<ColumnSource> makeHoldingSource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<HoldingSource>(data, profile);
}

}
