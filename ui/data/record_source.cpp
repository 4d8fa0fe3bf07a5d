// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_source.h"

#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/storage/run_store.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace zvt::ui {

namespace {

constexpr std::string_view kRunColumn = "_run";

Result<std::map<std::int64_t, storage::DataRun>> detailsOf(
    storage::Profile& profile, const std::vector<std::int64_t>& runs)
{
  std::set<std::int64_t> distinct(runs.begin(), runs.end());
  distinct.erase(0);
  const std::vector<std::int64_t> ids(distinct.begin(), distinct.end());
  ZVT_TRY(const auto found, profile.runs().find(ids));
  std::map<std::int64_t, storage::DataRun> details;
  for (const storage::DataRun& run : found)
    details.emplace(run.id, run);
  return details;
}

/// Takes the hidden column of runs out of the rows.
void splitRuns(RecordRows& rows)
{
  const auto at = std::ranges::find(rows.table.columns, kRunColumn);
  if (at == rows.table.columns.end())
    return;
  const auto column = at - rows.table.columns.begin();
  for (storage::RecordRow& row : rows.table.rows) {
    const auto* run = std::get_if<std::int64_t>(&row[static_cast<std::size_t>(column)]);
    rows.runs.push_back(run != nullptr ? *run : 0);
    row.erase(row.begin() + column);
  }
  rows.table.columns.erase(at);
  std::erase_if(rows.columns, [](const storage::ColumnSchema& schema) { return schema.name == kRunColumn; });
}

/// The clock that a security's times are read on; that of Shanghai where none is known.
TimeZone zoneOf(data::MarketData& marketData, std::string_view entityId)
{
  if (const auto calendar = marketData.calendarOf(entityId))
    return (*calendar)->zone();
  return TimeZone::find("Asia/Shanghai").value_or(TimeZone::utc());
}

void addZones(data::MarketData& marketData, RecordRows& rows)
{
  auto column = std::ranges::find(rows.table.columns, "entity_id");
  if (column == rows.table.columns.end())
    column = std::ranges::find(rows.table.columns, "id");
  const auto at = static_cast<std::size_t>(column - rows.table.columns.begin());
  for (const storage::RecordRow& row : rows.table.rows) {
    const auto* id = at < row.size() ? std::get_if<std::string>(&row[at]) : nullptr;
    rows.zones.push_back(zoneOf(marketData, id != nullptr ? *id : std::string()));
  }
}

Result<RecordRows> loadTable(storage::Profile& profile, data::MarketData& marketData, const RecordRequest& request,
    std::optional<std::int64_t> total)
{
  RecordRows rows;
  storage::RecordQuery query = request.query;
  query.limit = kPageRows;
  ZVT_TRY(const storage::RecordSchema* schema, profile.schemas().get(query.schema));
  for (const storage::ColumnSchema& column : schema->columns)
    query.columns.push_back(column.name);
  query.columns.emplace_back(kRunColumn);
  if (total) {
    rows.total = *total;
  } else {
    ZVT_TRY(rows.total, profile.records().count(query));
  }
  ZVT_TRY(rows.columns, profile.records().columns(query));
  ZVT_TRY(storage::RecordPage page, profile.records().page(query));
  rows.table = std::move(page.table);
  rows.next = std::move(page.next);
  splitRuns(rows);
  addZones(marketData, rows);
  ZVT_TRY(rows.runDetails, detailsOf(profile, rows.runs));
  return rows;
}

storage::RecordValue numberOf(double value)
{
  return std::isnan(value) ? storage::RecordValue() : storage::RecordValue(value);
}

/// A column of the schema kdata and its values; keys for the time.
struct BarField {
  storage::ColumnSchema schema;
  const std::vector<double>* values = nullptr; ///< null: the time
};

std::vector<BarField> fieldsOf(const storage::RecordSchema& schema, const market::BarSeries& bars)
{
  const std::map<std::string_view, const std::vector<double>*> known = {{"timestamp", nullptr}, {"open", &bars.open},
      {"high", &bars.high}, {"low", &bars.low}, {"close", &bars.close}, {"volume", &bars.volume},
      {"turnover", &bars.turnover}};
  std::vector<BarField> fields;
  for (const storage::ColumnSchema& column : schema.columns) {
    if (const auto at = known.find(column.name); at != known.end()) {
      fields.push_back({column, at->second});
      continue;
    }
    const auto extra = std::ranges::find(bars.extras, column.name, &market::ExtraColumn::name);
    if (extra != bars.extras.end())
      fields.push_back({column, &extra->values});
  }
  return fields;
}

/// Rows in the order that was asked for: by time, else by a column, missing values last.
std::vector<std::size_t> orderOf(
    const std::vector<BarField>& fields, std::size_t rows, const std::vector<storage::RecordOrder>& order)
{
  std::vector<std::size_t> at(rows);
  std::iota(at.begin(), at.end(), std::size_t{0});
  if (order.empty())
    return at;
  const auto field = std::ranges::find(fields, order.front().column, [](const BarField& f) { return f.schema.name; });
  if (field != fields.end() && field->values != nullptr) {
    const std::vector<double>& values = *field->values;
    const auto rank = [&](std::size_t row) { return std::isnan(values[row]) ? HUGE_VAL : values[row]; };
    std::ranges::stable_sort(at, [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  }
  if (order.front().descending)
    std::ranges::reverse(at);
  return at;
}

/// The run of each bar, from the stretches that the store tells.
std::vector<std::int64_t> runsOf(
    const std::vector<storage::BarOrigin>& origins, const market::BarSeries& bars, const std::vector<std::size_t>& rows)
{
  std::vector<std::int64_t> runs;
  for (const std::size_t row : rows) {
    const auto after = std::ranges::upper_bound(origins, bars.key[row], {}, &storage::BarOrigin::first);
    const bool isInside = after != origins.begin() && std::prev(after)->last >= bars.key[row];
    runs.push_back(isInside ? std::prev(after)->run : 0);
  }
  return runs;
}

Result<RecordRows> loadBars(storage::Profile& profile, data::MarketData& marketData, const RecordRequest& request)
{
  data::BarRequest wanted;
  wanted.entityId = request.entityId;
  wanted.level = request.level;
  wanted.adjust = request.adjust;
  ZVT_TRY(const market::BarSeriesPtr bars, marketData.bars(wanted));
  ZVT_TRY(const storage::RecordSchema* schema, profile.schemas().get("kdata"));
  std::vector<BarField> fields = fieldsOf(*schema, *bars);
  const std::vector<std::size_t> order = orderOf(fields, bars->size(), request.query.order);

  RecordRows rows;
  rows.total = static_cast<std::int64_t>(bars->size());
  rows.first = std::clamp<std::int64_t>(request.query.offset, 0, std::max<std::int64_t>(0, rows.total - 1));
  const auto last = std::min(rows.total, rows.first + kPageRows);
  const std::vector<std::size_t> page(order.begin() + rows.first, order.begin() + last);
  for (const std::size_t at : page) {
    storage::RecordRow row;
    for (const BarField& field : fields)
      if (field.values != nullptr)
        row.push_back(numberOf((*field.values)[at]));
      else if (market::isDayKeyed(request.level))
        row.emplace_back(bars->dayAt(at).iso());
      else
        row.emplace_back(bars->key[at]);
    rows.table.rows.push_back(std::move(row));
  }
  for (BarField& field : fields) {
    if (field.values == nullptr && market::isDayKeyed(request.level))
      field.schema.type = storage::ColumnType::Day;
    rows.table.columns.push_back(field.schema.name);
    rows.columns.push_back(std::move(field.schema));
  }
  rows.zones.assign(rows.table.rows.size(), zoneOf(marketData, request.entityId));
  // A level that is derived from a finer one has no origin of its own.
  storage::BarQuery stored;
  stored.entityId = request.entityId;
  stored.level = request.level;
  if (const auto origins = profile.bars().lineage(stored))
    rows.runs = runsOf(*origins, *bars, page);
  ZVT_TRY(rows.runDetails, detailsOf(profile, rows.runs));
  return rows;
}

}

Result<RecordRows> loadRecords(storage::Profile& profile, data::MarketData& marketData, const RecordRequest& request,
    std::optional<std::int64_t> total)
{
  if (request.query.schema == "kdata")
    return loadBars(profile, marketData, request);
  return loadTable(profile, marketData, request, total);
}

}
