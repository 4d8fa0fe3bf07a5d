// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/base/time.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::risk {

/// What one unit of @c from cost in @c to on a day.
struct ExchangeRate {
  std::string from; ///< ISO 4217, or a coin's code
  std::string to;
  TradingDay day;
  Decimal rate; ///< > 0
  bool operator==(const ExchangeRate&) const = default;
};

/// Dated exchange rates. Immutable; shared between threads.
class ExchangeRates {
public:
  ExchangeRates() = default;
  /// A second rate of the same pair and day must be the same. Errors: rates.bad_rate, rates.contradiction; arguments
  /// "from", "to", "day".
  static Result<ExchangeRates> make(const std::vector<ExchangeRate>& rates);
  /// CSV with a header: day,from,to,rate. Errors: rates.bad_row with context "row", those of make().
  static Result<ExchangeRates> fromCsv(std::string_view text);
  /// The rate of the day, or its inverse, rounded to 1e-12; 1 for the same currency. Nothing is guessed: neither
  /// another day nor a third currency. @param staleDays how many calendar days an older rate may be used for (weekends)
  /// Errors: rates.missing with arguments "from", "to", "day".
  [[nodiscard]] Result<Decimal> rate(
      std::string_view from, std::string_view to, TradingDay day, int staleDays = 0) const;
  /// Rounded half up to 0.01. Errors: as rate(), number.overflow.
  [[nodiscard]] Result<Money> convert(
      Money amount, std::string_view from, std::string_view to, TradingDay day, int staleDays = 0) const;

private:
  std::map<std::pair<std::string, std::string>, std::map<TradingDay, Decimal>> m_rates;
};

}
