// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/corporate_action.h"
#include "core/market/entity.h"
#include "core/market/exchange.h"
#include "core/trading/issuer_lots.h"
#include "core/trading/margin_day.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::backtest {

/// The bars of one entity that a run wants.
struct SeriesRequest {
  std::string entityId;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  market::AdjustMethod method = market::AdjustMethod::Ratio;
  std::string provider; ///< empty: the source's choice
};

/// What a security belongs to; empty: nobody knows.
struct SecurityGroups {
  std::string industry;
  std::string tag; ///< its main one
};

/// The level that orders meet, at which ex-dates are booked and accounts are marked: never longer than a day.
[[nodiscard]] constexpr market::BarLevel moneyLevel(market::BarLevel level)
{
  return level > market::BarLevel::Day1 ? market::BarLevel::Day1 : level;
}

/// Where a run gets its data; the one thing between the engine and the profile, so that tests feed series directly.
class MarketSource {
public:
  virtual ~MarketSource() = default;
  /// The entities that have bars at @p level and match one of @p patterns (ids or globs), by id, each once.
  /// Errors: backtest.unknown_entity for a plain id that is not there.
  virtual Result<std::vector<market::Entity>> resolve(
      const std::vector<std::string>& patterns, market::BarLevel level) = 0;
  virtual Result<market::BarSeriesPtr> bars(const SeriesRequest& request) = 0;
  virtual Result<std::vector<market::CorporateAction>> actions(const std::string& entityId) = 0;
  virtual Result<std::shared_ptr<const market::Calendar>> calendar(const std::string& entityId) = 0;
  /// All payments of a perpetual that it knows, the oldest first. A source need not know any.
  virtual Result<std::vector<trading::FundingRate>> fundings(const std::string& entityId);
  /// The board lots of a security whose issuer sets them. A source need not know any.
  virtual Result<trading::IssuerLots> lots(const std::string& entityId);
  /// Of each of these securities, as of a day (nothing: the newest); tags have no history. A source need not know any.
  virtual Result<std::vector<SecurityGroups>> groups(
      const std::vector<std::string>& entityIds, std::optional<TradingDay> until);
};

/// What a run at @p level says that has no daily bars of an entity: backtest.no_daily_bars.
[[nodiscard]] Error noDailyBars(const std::string& entityId, market::BarLevel level);
/// The daily bars, as traded, behind an entity's bars of a longer level. Errors: backtest.no_daily_bars.
[[nodiscard]] Result<market::BarSeriesPtr> dailyBars(
    MarketSource& source, const std::string& entityId, market::BarLevel level, const std::string& provider);

/// The profile's data. Both must outlive the source. Thread-safe.
class ProfileSource final : public MarketSource {
public:
  ProfileSource(storage::Profile& profile, data::MarketData& marketData)
      : m_profile(profile)
      , m_data(marketData)
  {
  }
  Result<std::vector<market::Entity>> resolve(
      const std::vector<std::string>& patterns, market::BarLevel level) override;
  Result<market::BarSeriesPtr> bars(const SeriesRequest& request) override;
  Result<std::vector<market::CorporateAction>> actions(const std::string& entityId) override;
  Result<std::shared_ptr<const market::Calendar>> calendar(const std::string& entityId) override;
  Result<std::vector<trading::FundingRate>> fundings(const std::string& entityId) override;
  Result<trading::IssuerLots> lots(const std::string& entityId) override;
  Result<std::vector<SecurityGroups>> groups(
      const std::vector<std::string>& entityIds, std::optional<TradingDay> until) override;

private:
  storage::Profile& m_profile;
  data::MarketData& m_data;
};

/// Series held in memory: tests, and files that were never imported. Adjusted bars are derived from the actions, longer
/// bars from shorter ones. An entity may have series of several levels.
class MemorySource final : public MarketSource {
public:
  void add(market::Entity entity, market::BarSeries raw, std::vector<market::CorporateAction> actions = {},
      std::vector<trading::FundingRate> fundings = {});

  Result<std::vector<market::Entity>> resolve(
      const std::vector<std::string>& patterns, market::BarLevel level) override;
  Result<market::BarSeriesPtr> bars(const SeriesRequest& request) override;
  Result<std::vector<market::CorporateAction>> actions(const std::string& entityId) override;
  Result<std::shared_ptr<const market::Calendar>> calendar(const std::string& entityId) override;
  Result<std::vector<trading::FundingRate>> fundings(const std::string& entityId) override;
  Result<trading::IssuerLots> lots(const std::string& entityId) override;
  void setLots(const std::string& entityId, trading::IssuerLots lots) { m_lots[entityId] = std::move(lots); }

private:
  struct Item {
    market::Entity entity;
    market::BarSeriesPtr raw;
    std::vector<market::CorporateAction> actions;
    std::vector<trading::FundingRate> fundings;
  };
  /// The series of that level, or the finest one.
  [[nodiscard]] const Item* find(std::string_view entityId, std::optional<market::BarLevel> level = {}) const;
  std::vector<Item> m_items;
  std::map<std::string, trading::IssuerLots> m_lots;
};

}
