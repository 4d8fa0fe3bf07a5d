// SPDX-License-Identifier: Apache-2.0
#include "core/market/rule_book.h"

namespace zvt::market {

Result<RulePolicy> RulePolicy::parse(std::string_view text)
{
  constexpr std::string_view kFixed = "fixed:";
  if (text == "dated")
    return RulePolicy{};
  if (text == "free")
    return RulePolicy{Mode::Free, {}};
  if (text.starts_with(kFixed))
    if (const auto day = TradingDay::parse(text.substr(kFixed.size())))
      return RulePolicy{Mode::Fixed, *day};
  return fail("rules.bad_policy", {{"text", std::string(text)}});
}

std::string RulePolicy::toString() const
{
  switch (mode) {
  case Mode::Fixed:
    return "fixed:" + fixedDay.iso();
  case Mode::Free:
    return "free";
  case Mode::Dated:
    break;
  }
  return "dated";
}

}
