// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/market/bar_series.h"
#include "core/market/exchange.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::data {

struct BarRequest {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  market::AdjustMethod method = market::AdjustMethod::Ratio;
  std::optional<std::string> provider; ///< nothing: the store's priority list
  std::optional<std::int64_t> from; ///< key, inclusive (see BarSeries::key)
  std::optional<std::int64_t> to; ///< key, exclusive
  /// Bars as they were known at that moment: complete ones, behind them the one that was not finished yet, made of
  /// finer bars that were (keyed as resample() does); adjusted by the ex-dates up to then. Nothing: all that is stored.
  std::optional<Timestamp> asOf = {};
};

/// What changed in the stored data of one entity.
struct MarketChange {
  std::string entityId; ///< empty: anything may have changed
  std::optional<market::BarLevel> level; ///< nothing: all levels (corporate actions, the entity itself)
  std::uint64_t generation = 0;
};

/// Bars as the rest of the program wants them: raw from the store, resampled when only a finer level is stored,
/// adjusted from the corporate actions. All members are thread-safe; series are immutable and shared through a cache
/// that is emptied per entity when its data change.
class MarketData {
public:
  using Observer = std::function<void(const MarketChange&)>;

  /// @p profile must outlive the object.
  explicit MarketData(storage::Profile& profile);
  ~MarketData();
  MarketData(const MarketData&) = delete;
  MarketData& operator=(const MarketData&) = delete;

  /// The bars; empty when nothing is stored. Crypto has no corporate actions: its bars are raw whatever is asked for,
  /// and say so (BarSeries::adjust). Errors: storage.*, calendar.*, data.cannot_resample.
  [[nodiscard]] Result<market::BarSeriesPtr> bars(const BarRequest& request);
  /// Levels that bars() can serve for an entity: stored ones and coarser ones derived from them, finest first.
  [[nodiscard]] Result<std::vector<market::BarLevel>> levels(const std::string& entityId);
  /// The calendar of an entity's exchange. Errors: entity.bad_id, calendar.unknown_market.
  [[nodiscard]] Result<std::shared_ptr<const market::Calendar>> calendarOf(std::string_view entityId);

  /// Calls @p observer after each change, on the thread that made it; the observer is gone when the handle is.
  [[nodiscard]] std::shared_ptr<void> observe(Observer observer);
  /// To be called by whoever wrote bars, actions or entities.
  void notifyChanged(std::string entityId, std::optional<market::BarLevel> level);
  [[nodiscard]] std::uint64_t generation() const;

private:
  struct State;
  std::unique_ptr<State> m_state;
};

}
