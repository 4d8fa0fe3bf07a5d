// SPDX-License-Identifier: Apache-2.0
#include "core/trading/issuer_lots.h"

#include "core/storage/profile.h"

#include <algorithm>

namespace zvt::trading {

namespace {

std::optional<Quantity> lotIn(const storage::RecordValue& cell)
{
  const auto* count = std::get_if<std::int64_t>(&cell);
  return count && *count > 0 ? std::optional(Quantity::fromInt(*count)) : std::nullopt;
}

}

std::optional<Quantity> IssuerLots::on(TradingDay day) const
{
  if (dated.empty())
    return present;
  const auto after = std::ranges::upper_bound(dated, day, {}, &std::pair<TradingDay, Quantity>::first);
  return after == dated.begin() ? std::nullopt : std::optional(std::prev(after)->second);
}

bool hasIssuerLots(std::string_view entityId)
{
  return entityId.starts_with("stockhk_");
}

Result<IssuerLots> storedLots(storage::Profile& profile, const std::string& entityId)
{
  IssuerLots lots;
  if (!hasIssuerLots(entityId))
    return lots;
  storage::RecordQuery query;
  query.schema = "lot_size";
  query.columns = {"timestamp", "provider", "lot_size"};
  query.filters = {{"entity_id", storage::FilterOperator::Equal, {entityId}}};
  query.order = {{"timestamp"}, {"provider"}};
  ZVT_TRY(const storage::RecordTable dated, profile.records().query(query));
  for (const storage::RecordRow& row : dated.rows) {
    const auto* text = std::get_if<std::string>(&row[0]);
    const auto day = text ? TradingDay::parse(*text) : Result<TradingDay>(fail("time.bad_date"));
    const auto lot = lotIn(row[2]);
    if (day && lot && (lots.dated.empty() || lots.dated.back().first < *day))
      lots.dated.emplace_back(*day, *lot);
  }
  query.schema = "stockhk";
  query.columns = {"lot_size"};
  query.filters = {{"id", storage::FilterOperator::Equal, {entityId}}};
  query.order = {};
  ZVT_TRY(const storage::RecordTable listed, profile.records().query(query));
  if (!listed.rows.empty())
    lots.present = lotIn(listed.rows.front()[0]);
  return lots;
}

}
