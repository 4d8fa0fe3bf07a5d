// SPDX-License-Identifier: Apache-2.0
#include "core/trading/checks.h"

#include "core/trading/check_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace zvt::trading {

namespace {

constexpr std::array<std::pair<std::string_view, CheckPart>, kCheckIds.size()> kChecks{{{"tradable", checkTradable},
    {"session", checkSession}, {"order_kind", checkOrderKind}, {"price_limit", checkPriceLimit},
    {"price_cage", checkPriceCage}, {"tick", checkTick}, {"lot_size", checkLotSize}, {"cash", checkCash},
    {"sellable", checkSellable}, {"duplicate", checkDuplicate}, {"order_rate", checkOrderRate}}};

CheckResult make(CheckStatus status, std::string_view id, std::string_view detail, std::vector<Error::Field> arguments)
{
  CheckResult result;
  result.id = id;
  result.status = status;
  result.message = {fmt::format("trading.check.{}.{}", id, detail), std::move(arguments), {}};
  return result;
}

}

std::string_view toString(CheckStatus status)
{
  switch (status) {
  case CheckStatus::Passed:
    return "passed";
  case CheckStatus::Warning:
    return "warning";
  case CheckStatus::Blocked:
    return "blocked";
  case CheckStatus::NotRun:
    return "not_run";
  }
  return "?";
}

CheckResult passed(std::string_view id, std::string_view detail, std::vector<Error::Field> arguments)
{
  return make(CheckStatus::Passed, id, detail, std::move(arguments));
}

CheckResult warning(std::string_view id, std::string_view detail, std::vector<Error::Field> arguments)
{
  return make(CheckStatus::Warning, id, detail, std::move(arguments));
}

CheckResult blocked(std::string_view id, std::string_view detail, std::vector<Error::Field> arguments)
{
  return make(CheckStatus::Blocked, id, detail, std::move(arguments));
}

CheckResult notRun(std::string_view id, std::string_view detail, std::vector<Error::Field> arguments)
{
  return make(CheckStatus::NotRun, id, detail, std::move(arguments));
}

CheckRule ruleOf(const market::RuleSource& source)
{
  return {source.id, source.from, source.source, source.verified};
}

CheckFix priceFix(Price price)
{
  return {CheckFix::Kind::SetPrice, price.value(), {"trading.fix.price", {{"price", price.toString()}}, {}}};
}

CheckFix quantityFix(Quantity quantity)
{
  return {
      CheckFix::Kind::SetQuantity, quantity.value(), {"trading.fix.quantity", {{"quantity", quantity.toString()}}, {}}};
}

std::vector<CheckResult> runChecks(const CheckInput& input)
{
  std::vector<CheckResult> results;
  for (const auto& [id, check] : kChecks) {
    auto result = check(input);
    const bool untradable = !results.empty() && results.front().status == CheckStatus::Blocked;
    if (!result && result.error().code == "rules.unknown" && untradable)
      continue; // no rule for what cannot be traded at all: the reason is already given
    if (!result) {
      // A rule that nobody can look up protects nobody: the order stays here.
      CheckResult unknown;
      unknown.id = id;
      unknown.status = CheckStatus::Blocked;
      unknown.message = std::move(result).error();
      results.push_back(std::move(unknown));
    } else if (*result) {
      results.push_back(**std::move(result));
    }
  }
  return results;
}

bool isBlocked(std::span<const CheckResult> results)
{
  return std::ranges::any_of(results, [](const CheckResult& result) { return result.status == CheckStatus::Blocked; });
}

Result<void> requirePassed(std::span<const CheckResult> results)
{
  Error first;
  std::string ids;
  for (const CheckResult& result : results) {
    if (result.status != CheckStatus::Blocked)
      continue;
    if (first.code.empty())
      first = result.message;
    ids += (ids.empty() ? "" : " ") + result.id;
  }
  if (first.code.empty())
    return {};
  first.arguments.emplace_back("checks", ids);
  return fail(std::move(first));
}

}
