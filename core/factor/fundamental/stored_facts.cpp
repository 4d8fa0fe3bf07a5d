// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/stored_facts.h"

#include "core/factor/fundamental/items.h"
#include "core/market/entity_id.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <cmath>

namespace zvt::factor {

namespace {

using storage::RecordRow;
using storage::RecordValue;

double numberOf(const RecordValue& value)
{
  if (const auto* real = std::get_if<double>(&value))
    return *real;
  const auto* whole = std::get_if<std::int64_t>(&value);
  return whole ? static_cast<double>(*whole) : MarketFacts::kNone;
}

std::string_view textOf(const RecordValue& value)
{
  const auto* text = std::get_if<std::string>(&value);
  return text ? std::string_view(*text) : std::string_view();
}

storage::RecordQuery queryOf(std::string_view schema, const std::string& entityId, std::vector<std::string> columns)
{
  storage::RecordQuery query;
  query.schema = schema;
  query.columns = std::move(columns);
  query.filters = {{"entity_id", storage::FilterOperator::Equal, {entityId}}};
  query.order = {{"timestamp", false}};
  return query;
}

Result<bool> hasRow(storage::Profile& profile, std::string_view schema, std::vector<storage::RecordFilter> filters)
{
  storage::RecordQuery query;
  query.schema = schema;
  query.columns = {"entity_id"};
  query.filters = std::move(filters);
  query.limit = 1;
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  return !table.rows.empty();
}

/// The rank of each provider among those of the rows: by name.
class Ranks {
public:
  Ranks(const std::vector<RecordRow>& rows, std::size_t column)
      : m_column(column)
  {
    for (const RecordRow& row : rows)
      m_names.insert(std::string(textOf(row[column])));
  }
  [[nodiscard]] int of(const RecordRow& row) const
  {
    return static_cast<int>(std::distance(m_names.begin(), m_names.find(textOf(row[m_column]))));
  }

private:
  std::size_t m_column;
  std::set<std::string, std::less<>> m_names;
};

Result<void> readReports(
    storage::Profile& profile, const std::string& entityId, StatementKind statement, Statements& statements)
{
  const std::vector<std::string>& lines = statements.columns(statement);
  std::vector<std::string> columns{"provider", "report_date", "report_period", "timestamp"};
  const std::size_t first = columns.size();
  columns.insert(columns.end(), lines.begin(), lines.end());
  ZVT_TRY(const storage::RecordTable table,
      profile.records().query(queryOf(schemaOf(statement), entityId, std::move(columns))));
  const Ranks ranks(table.rows, 0);
  // Only the mainland's companies all end their years in December.
  const auto id = market::EntityId::parse(entityId);
  const bool isCalendarYear = id && (id->exchange == "sh" || id->exchange == "sz" || id->exchange == "bj");
  for (const RecordRow& row : table.rows) {
    Report report;
    report.statement = statement;
    ZVT_TRY(report.end, TradingDay::parse(textOf(row[1])));
    ZVT_TRY(report.published, TradingDay::parse(textOf(row[3])));
    report.period = Period::of(report.end);
    const auto months =
        textOf(row[2]).empty() && !isCalendarYear ? std::nullopt : monthsCovered(textOf(row[2]), report.period);
    if (!months)
      continue; // neither a quarter's end nor a named period: not a periodic report
    report.months = *months;
    report.rank = ranks.of(row);
    for (std::size_t i = 0; i < lines.size(); ++i)
      report.values.push_back(numberOf(row[first + i]));
    statements.add(std::move(report));
  }
  return {};
}

}

Result<Statements> readStatements(
    storage::Profile& profile, const std::string& entityId, StatementSet tables, const ExtraLines& lines)
{
  ExtraLines wanted = lines;
  for (const Item& item : items::kAll)
    wanted[static_cast<std::size_t>(item.statement)].emplace(item.column);
  std::array<std::vector<std::string>, kStatementCount> columns;
  for (std::size_t i = 0; i < kStatementCount; ++i)
    columns[i].assign(wanted[i].begin(), wanted[i].end());
  Statements statements(std::move(columns));
  for (std::size_t i = 0; i < kStatementCount; ++i) {
    if (tables.has(static_cast<StatementKind>(i)))
      ZVT_TRY_VOID(readReports(profile, entityId, static_cast<StatementKind>(i), statements));
  }
  return statements;
}

Result<ShareHistory> ShareHistory::read(storage::Profile& profile, const std::string& entityId)
{
  ShareHistory history;
  storage::ActionQuery actionsOf;
  actionsOf.entityId = entityId;
  ZVT_TRY(const auto actions, profile.actions().read(actionsOf));
  for (const market::CorporateAction& action : actions) {
    if (action.totalShares > 0)
      history.add({action.exDay, action.exDay, action.totalShares,
          action.floatShares > 0 ? action.floatShares : MarketFacts::kNone});
  }
  ZVT_TRY(const storage::RecordTable shares,
      profile.records().query(
          queryOf("share_structure", entityId, {"timestamp", "change_date", "total_shares", "float_shares"})));
  for (const RecordRow& row : shares.rows) {
    ZVT_TRY(const TradingDay announced, TradingDay::parse(textOf(row[0])));
    ZVT_TRY(const TradingDay changed, TradingDay::parse(textOf(row[1])));
    // Shares that an ex-day brings are in its price, and were announced long before.
    const bool isExDay = std::ranges::any_of(
        actions, [changed = changed](const market::CorporateAction& one) { return one.exDay == changed; });
    history.add({isExDay ? changed : std::max(changed, announced + 1), changed, numberOf(row[2]), numberOf(row[3])});
  }
  TradingDay newest{std::numeric_limits<std::int32_t>::min()};
  std::erase_if(history.m_counts, [&newest](const Count& count) {
    const bool isOld = count.changed < newest;
    newest = std::max(newest, count.changed);
    return isOld;
  });
  ZVT_TRY(const storage::RecordTable values,
      profile.records().query(queryOf("stock_valuation", entityId,
          {"timestamp", "capitalization", "circulating_cap", "market_cap", "circulating_market_cap", "pe", "pe_ttm",
              "pb", "ps", "pcf"})));
  for (const RecordRow& row : values.rows) {
    Valuation value;
    ZVT_TRY(value.day, TradingDay::parse(textOf(row[0])));
    if (!history.m_valuations.empty() && history.m_valuations.back().day == value.day)
      continue; // another provider's: the first by name counts
    value.facts = {MarketFacts::kNone, numberOf(row[1]), numberOf(row[2]), numberOf(row[3]), numberOf(row[4]),
        numberOf(row[5]), numberOf(row[6]), numberOf(row[7]), numberOf(row[8]), numberOf(row[9])};
    history.m_valuations.push_back(value);
  }
  return history;
}

void ShareHistory::add(const Count& count)
{
  m_counts.insert(std::ranges::upper_bound(m_counts, count.from, {}, &Count::from), count);
}

MarketFacts ShareHistory::factsOf(TradingDay day, double close) const
{
  MarketFacts facts;
  const auto count = std::ranges::upper_bound(m_counts, day, {}, &Count::from);
  const Count* counted = count == m_counts.begin() ? nullptr : &*std::prev(count);
  const auto valuation = std::ranges::upper_bound(m_valuations, day, {}, &Valuation::day);
  const Valuation* valued = valuation == m_valuations.begin() ? nullptr : &*std::prev(valuation);
  if (valued != nullptr && valued->day == day)
    facts = valued->facts;
  const auto take = [&facts](double total, double floating) {
    facts.totalShares = std::isnan(total) ? facts.totalShares : total;
    facts.floatShares = std::isnan(floating) ? facts.floatShares : floating;
  };
  const bool isValuedLater = valued != nullptr && counted != nullptr && valued->day > counted->from;
  if (valued != nullptr && !isValuedLater)
    take(valued->facts.totalShares, valued->facts.floatShares);
  if (counted != nullptr)
    take(counted->total, counted->floating);
  if (isValuedLater)
    take(valued->facts.totalShares, valued->facts.floatShares);
  facts.close = close;
  const double cap = close * facts.totalShares, floatCap = close * facts.floatShares;
  facts.marketCap = std::isnan(cap) ? facts.marketCap : cap;
  facts.floatMarketCap = std::isnan(floatCap) ? facts.floatMarketCap : floatCap;
  return facts;
}

Result<bool> hasRows(storage::Profile& profile, std::string_view schema)
{
  return hasRow(profile, schema, {});
}

Result<bool> hasShareCounts(storage::Profile& profile)
{
  ZVT_TRY(const bool hasStructure, hasRows(profile, "share_structure"));
  if (hasStructure)
    return true;
  return hasRow(profile, "corporate_action", {{"total_shares", storage::FilterOperator::Greater, {0.0}}});
}

}
