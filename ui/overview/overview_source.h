// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/daily_snapshot.h"
#include "core/data/live_base.h"
#include "core/data/market_overview.h"
#include "core/data/quote_hub.h"

#include <QString>

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace zvt::storage {
class Profile;
}

namespace zvt::ui {

/// What the overview shows of a row beside its figures.
struct OverviewName {
  QString id, name, code;
  int decimals = 2;
  std::vector<float> closes; ///< up to 30, for the small line
};

/// What live quotes of a row carry on.
struct OverviewBase {
  data::LiveBases bases;
  std::shared_ptr<const market::Calendar> calendar; ///< null: of no known market
};

/// The stored market, ready to be counted; a value that crosses threads.
struct OverviewMarket {
  data::OverviewInput input;
  std::vector<OverviewName> names; ///< of input.rows
  std::vector<OverviewBase> bases; ///< of input.rows
  TradingDay day; ///< newest stored
};

/// The newest of these days, and the industries of the first classification that the profile holds. Any thread.
/// Errors: storage.*.
[[nodiscard]] Result<OverviewMarket> overviewOfDays(
    const std::vector<data::DailySnapshot>& days, storage::Profile& profile);

/// Carries live quotes into the rows of a market. GUI thread.
class OverviewLive {
public:
  void setMarket(const OverviewMarket& market);
  /// @return whether a row changed
  bool apply(data::OverviewInput& input, const data::QuoteChanges& changes, Timestamp now);
  [[nodiscard]] std::size_t liveRows() const { return m_live; }

private:
  /// The row's streak up to the day before @p quote's.
  int streakBefore(std::size_t row, const market::Quote& quote);
  void remember(data::OverviewInput& input, Timestamp now);

  std::unordered_map<std::string, std::size_t> m_rows;
  struct Before {
    OverviewBase stored;
    TradingDay day; ///< live one that the streak was asked for
    int streak = 0; ///< up to the day before
  };
  std::vector<Before> m_before;
  std::vector<bool> m_isLive;
  std::size_t m_live = 0;
  struct Past {
    Timestamp at;
    std::vector<double> last;
  };
  std::deque<Past> m_past; ///< one a minute, five minutes back
};

}
