// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/services.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zvt::cli {

/// Which bars a command works on: --entity --level --adjust --adjust-method --provider --start --end.
struct BarSelection {
  std::vector<std::string> entities;
  std::string level = "1d";
  std::string adjust = "bfq";
  std::string adjustMethod = "ratio";
  std::optional<std::string> provider;
  std::string start, end;

  void addOptions(CLI::App& command);
  [[nodiscard]] Result<std::vector<std::string>> select(app::Services& services) const;
  /// Errors: bar.unknown_*, bar.not_adjustable.
  [[nodiscard]] Result<data::BarRequest> request(const std::string& entityId) const;
  /// All bars of one entity, without --start and --end, so that what is computed over them has its history.
  [[nodiscard]] Result<market::BarSeriesPtr> read(app::Services& services, const std::string& entityId) const;
};

/// Keys of one entity's bars as text on the exchange's clock, and what of --start … --end they lie in (both inclusive;
/// a date alone means the whole day).
class BarTimes {
public:
  static Result<BarTimes> of(
      app::Services& services, const std::string& entityId, market::BarLevel level, const BarSelection& selection);
  /// YYYY-MM-DD for days and longer, else YYYY-MM-DDTHH:MM:SS.
  [[nodiscard]] std::string text(std::int64_t key) const;
  [[nodiscard]] bool contains(std::int64_t key) const { return key >= m_first && key <= m_last; }
  [[nodiscard]] std::int64_t first() const { return m_first; }
  [[nodiscard]] std::int64_t last() const { return m_last; }

private:
  BarTimes(TimeZone zone, market::BarLevel level)
      : m_zone(zone)
      , m_level(level)
  {
  }
  [[nodiscard]] Result<std::int64_t> keyOf(const std::string& text, bool isEnd) const;
  TimeZone m_zone;
  market::BarLevel m_level;
  std::int64_t m_first = std::numeric_limits<std::int64_t>::min();
  std::int64_t m_last = std::numeric_limits<std::int64_t>::max();
};

}
