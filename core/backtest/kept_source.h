// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/market_source.h"

#include <map>
#include <mutex>
#include <tuple>

namespace zvt::backtest {

/// Another source, each answer of which is kept: many runs over the same bars read them once. The source outlives it.
/// Thread-safe; what fails is asked again.
class KeptSource final : public MarketSource {
public:
  explicit KeptSource(MarketSource& source)
      : m_source(source)
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
  using SeriesKey = std::tuple<std::string, market::BarLevel, market::AdjustMode, market::AdjustMethod, std::string>;
  MarketSource& m_source;
  std::mutex m_guard;
  std::map<std::pair<std::vector<std::string>, market::BarLevel>, std::vector<market::Entity>> m_entities;
  std::map<SeriesKey, market::BarSeriesPtr> m_bars;
  std::map<std::string, std::vector<market::CorporateAction>> m_actions;
  std::map<std::string, std::shared_ptr<const market::Calendar>> m_calendars;
  std::map<std::string, std::vector<trading::FundingRate>> m_fundings;
  std::map<std::string, trading::IssuerLots> m_lots;
  std::map<std::pair<std::vector<std::string>, std::optional<TradingDay>>, std::vector<SecurityGroups>> m_groups;
};

}
