// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/industry_source.h"

#include "core/base/checksum.h"
#include "core/base/text.h"
#include "core/data/market_data.h"
#include "core/factor/fundamental/metric_series.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <array>

namespace zvt::factor {

namespace {

constexpr std::string_view kTable = "industry_membership";
constexpr std::array<std::string_view, 2> kColumns{"industry", "industry2"};

/// A classification and its coarsest level.
struct Classification {
  std::string system;
  std::int64_t level = 0;
};

Result<std::optional<Classification>> firstClassification(storage::Profile& profile)
{
  storage::RecordQuery query;
  query.schema = kTable;
  query.columns = {"system", "level"};
  query.order = {{"system", false}, {"level", false}};
  query.limit = 1;
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  if (table.rows.empty())
    return std::nullopt;
  const storage::RecordRow& row = table.rows.front();
  return Classification{std::get<std::string>(row[0]), std::get<std::int64_t>(row[1])};
}

struct Membership {
  TradingDay day;
  double industry = MarketFacts::kNone;
};

Result<std::vector<Membership>> membershipsOf(
    storage::Profile& profile, const std::string& entityId, const std::string& system, std::int64_t level)
{
  using storage::FilterOperator;
  storage::RecordQuery query;
  query.schema = kTable;
  query.columns = {"timestamp", "industry_code", "industry_name"};
  query.filters = {{"entity_id", FilterOperator::Equal, {entityId}}, {"system", FilterOperator::Equal, {system}},
      {"level", FilterOperator::Equal, {level}}};
  query.order = {{"timestamp", false}};
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  std::vector<Membership> memberships;
  for (const storage::RecordRow& row : table.rows) {
    Membership one;
    ZVT_TRY(one.day, TradingDay::parse(std::get<std::string>(row[0])));
    const auto* code = std::get_if<std::string>(&row[1]);
    const auto* name = code ? code : std::get_if<std::string>(&row[2]);
    if (name != nullptr)
      one.industry = industryNumber(*name);
    memberships.push_back(one);
  }
  return memberships;
}

class IndustrySource final : public ColumnSource {
public:
  IndustrySource(data::MarketData& data, storage::Profile& profile)
      : m_data(data)
      , m_profile(profile)
  {
  }
  [[nodiscard]] bool provides(std::string_view column) const override
  {
    return std::ranges::find(kColumns, column) != kColumns.end();
  }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const override
  {
    ZVT_TRY(const auto first, currentClassification());
    if (!first)
      return fail("factor.no_reports", {{"column", columns.front()}, {"table", std::string(kTable)}});
    ZVT_TRY(const MetricBars at, metricBarsOf(m_data, bars));
    std::vector<std::vector<double>> all;
    for (const std::string& column : columns) {
      const auto below = std::ranges::find(kColumns, column) - kColumns.begin();
      ZVT_TRY(const auto memberships, membershipsOf(m_profile, bars.entityId, first->system, first->level + below));
      std::vector<double>& values = all.emplace_back(bars.size(), MarketFacts::kNone);
      for (std::size_t i = 0; i < values.size(); ++i) {
        const auto next = std::ranges::upper_bound(memberships, at.reportsUntil[i], {}, &Membership::day);
        if (next != memberships.begin())
          values[i] = std::prev(next)->industry;
      }
    }
    return all;
  }

private:
  /// Looking for it takes the whole table: once for each state of the data.
  Result<std::optional<Classification>> currentClassification() const
  {
    const std::uint64_t generation = m_data.generation();
    if (!m_first || m_seen != generation) {
      ZVT_TRY(m_first, firstClassification(m_profile));
      m_seen = generation;
    }
    return m_first;
  }

  mutable std::optional<Classification> m_first; ///< nothing: none is stored yet, as far as is known
  mutable std::uint64_t m_seen = 0;
  data::MarketData& m_data;
  storage::Profile& m_profile;
};

}

double industryNumber(std::string_view code)
{
  if (const auto number = parseInt(code); number && *number > 0)
    return static_cast<double>(*number);
  constexpr double kBeyondCodes = 1e12; // no classification has codes of 13 digits
  return kBeyondCodes + crc32c(code);
}

std::unique_ptr<ColumnSource> makeIndustrySource(data::MarketData& data, storage::Profile& profile)
{
  return std::make_unique<IndustrySource>(data, profile);
}

}
