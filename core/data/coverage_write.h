// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/market/exchange.h"
#include "core/storage/coverage_store.h"
#include "core/storage/record_store.h"
#include "core/storage/schema_registry.h"

#include <map>
#include <utility>
#include <vector>

/// What to tell the coverage ledger about data that came.
namespace zvt::data {

/// First and last day that a series of bars stands for; nothing for an empty series. Errors: entity.bad_id, calendar.*.
[[nodiscard]] Result<std::optional<std::pair<TradingDay, TradingDay>>> daysOf(const market::BarSeries& bars);

/// The ledger's entry for bars that came as the answer to a question for first … last: all days of it are answered that
/// were over at @p asked, and every day that a bar stands for. Whoever asks for today before the close will ask again.
/// Errors: entity.bad_id, calendar.*.
[[nodiscard]] Result<storage::CoverageWrite> answered(const market::BarSeries& bars,
    std::pair<TradingDay, TradingDay> question, Timestamp asked, std::int32_t run = storage::kNoRun);
/// The same where nobody asked for more than came: a file.
[[nodiscard]] Result<storage::CoverageWrite> answeredByFile(
    const market::BarSeries& bars, Timestamp asked, std::int32_t run = storage::kNoRun);

/// Collects the first and last day of the rows of a record schema, by entity and provider. For schemas with the columns
/// entity_id and provider and a time; of others it makes nothing.
class RecordDays {
public:
  explicit RecordDays(const storage::RecordSchema& schema);
  /// @param columns names of the cells of @p row
  void add(const std::vector<std::string>& columns, const storage::RecordRow& row);
  [[nodiscard]] std::vector<storage::CoverageWrite> take(Timestamp asked, std::int32_t run = storage::kNoRun);

private:
  struct Places {
    std::size_t entity = 0;
    std::size_t provider = 0;
    std::size_t time = 0;
  };
  [[nodiscard]] std::optional<Places> placesIn(const std::vector<std::string>& columns) const;
  [[nodiscard]] std::optional<TradingDay> dayOf(const storage::RecordValue& value) const;

  const storage::RecordSchema& m_schema;
  std::vector<std::string> m_columns; ///< that m_places is about
  std::optional<Places> m_places;
  std::map<std::pair<std::string, std::string>, std::pair<TradingDay, TradingDay>> m_days; ///< by entity and provider
};

}
