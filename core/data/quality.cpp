// SPDX-License-Identifier: Apache-2.0
#include "core/data/quality.h"

#include <algorithm>
#include <array>

namespace zvt::data {
namespace {

constexpr std::array kRules{
    QualityRule{"Q01", "ohlc_order", Severity::Error, true, true},
    QualityRule{"Q02", "price_not_positive", Severity::Error, false, true},
    QualityRule{"Q03", "amount_and_volume", Severity::Warning, true, true},
    QualityRule{"Q04", "beyond_limit", Severity::Warning, false, true},
    QualityRule{"Q05", "zero_volume", Severity::Warning, false, true},
    QualityRule{"Q06", "time_order", Severity::Error, false, true},
    QualityRule{"Q07", "outside_session", Severity::Warning, false, true},
    QualityRule{"Q08", "missing_days", Severity::Warning, false, false},
    QualityRule{"Q09", "adjusted_price", Severity::Warning, false, false},
    QualityRule{"Q10", "stale", Severity::Warning, false, false},
    QualityRule{"Q11", "providers_disagree", Severity::Warning, true, false},
    QualityRule{"Q12", "spike", Severity::Error, true, true},
};

}

std::string_view toString(Severity severity)
{
  return severity == Severity::Error ? "error" : "warning";
}

Result<Severity> parseSeverity(std::string_view text)
{
  for (const Severity severity : {Severity::Warning, Severity::Error})
    if (toString(severity) == text)
      return severity;
  return fail("quality.unknown_severity", {{"text", std::string(text)}});
}

std::span<const QualityRule> qualityRules()
{
  return kRules;
}

const QualityRule* findQualityRule(std::string_view id)
{
  const auto found = std::find_if(kRules.begin(), kRules.end(), [&](const QualityRule& rule) { return rule.id == id; });
  return found == kRules.end() ? nullptr : &*found;
}

}
