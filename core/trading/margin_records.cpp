// SPDX-License-Identifier: Apache-2.0
#include "core/trading/margin_records.h"

#include "core/storage/profile.h"

#include <cmath>

namespace zvt::trading {

namespace {

std::optional<double> numberIn(const storage::RecordValue& cell)
{
  const double* number = std::get_if<double>(&cell);
  return number && std::isfinite(*number) ? std::optional(*number) : std::nullopt;
}

}

Result<std::vector<FundingRate>> storedFundings(
    storage::Profile& profile, const std::string& entityId, Timestamp after, Timestamp until)
{
  storage::RecordQuery query;
  query.schema = "funding_rate";
  query.columns = {"timestamp", "provider", "funding_rate", "mark_price"};
  query.filters = {{"entity_id", storage::FilterOperator::Equal, {entityId}},
      {"timestamp", storage::FilterOperator::Greater, {after.micros}},
      {"timestamp", storage::FilterOperator::LessEqual, {until.micros}}};
  query.order = {{"timestamp"}, {"provider"}};
  ZVT_TRY(const storage::RecordTable table, profile.records().query(query));
  std::vector<FundingRate> rates;
  for (const storage::RecordRow& row : table.rows) {
    const auto* due = std::get_if<std::int64_t>(&row[0]);
    const auto rate = numberIn(row[2]);
    if (!due || !rate || (!rates.empty() && rates.back().due.micros == *due))
      continue;
    FundingRate found{{*due}, {}, {}};
    ZVT_TRY(found.rate, Decimal::fromDouble(*rate));
    if (const auto mark = numberIn(row[3]); mark && *mark > 0) {
      ZVT_TRY(found.mark, Price::fromDouble(*mark));
    }
    rates.push_back(found);
  }
  return rates;
}

}
