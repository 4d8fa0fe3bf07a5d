// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::storage {

/// What came of asking a provider for a day, from what says least to what says most. Where two answers meet, the one
/// that says more holds, so that the order in which answers arrive does not matter.
enum class Asked {
  Failed, ///< asked, no answer
  Answered, ///< asked and answered: a day without data is empty there
  NoData, ///< the provider says that it has none
  Suspended, ///< the provider says that the security did not trade
  NotListed ///< the provider says that the security did not exist
};
/// failed answered no_data suspended not_listed
[[nodiscard]] std::string_view toString(Asked asked);
[[nodiscard]] Result<Asked> parseAsked(std::string_view text);

/// Days first … last, both included, with the same answer.
struct CoverageSpan {
  TradingDay first;
  TradingDay last;
  Asked asked = Asked::Answered;
  std::string detail; ///< why: a code of an error for Failed; may be empty. Of two, the later by the alphabet holds

  bool operator==(const CoverageSpan&) const = default;
};

/// A sum of answers: spans in ascending order that do not overlap, as few as possible. Days outside were never asked.
using CoverageSpans = std::vector<CoverageSpan>;

/// Day by day the answer that says more. Commutative, associative and idempotent. Takes any list of spans; spans whose
/// last day is before their first hold nothing.
[[nodiscard]] CoverageSpans merged(const CoverageSpans& a, const CoverageSpans& b);
/// The same without days first … last: as if they had never been asked.
[[nodiscard]] CoverageSpans without(const CoverageSpans& spans, TradingDay first, TradingDay last);
/// The span that holds the day; null: never asked. @p spans as merged() gives them.
[[nodiscard]] const CoverageSpan* spanOn(const CoverageSpans& spans, TradingDay day);

/// As JSON: [["2024-01-02","2024-03-29","answered"],["2024-04-01","2024-04-03","failed","net.timeout"]]
[[nodiscard]] std::string coverageText(const CoverageSpans& spans);
/// Errors: storage.bad_coverage.
[[nodiscard]] Result<CoverageSpans> parseCoverage(std::string_view text);

}
