// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/checks.h"

namespace zvt::trading {

/// One check: nothing when it does not apply; an error when a rule cannot be looked up, which blocks.
using CheckPart = Result<std::optional<CheckResult>> (*)(const CheckInput& input);

Result<std::optional<CheckResult>> checkTradable(const CheckInput& input);
Result<std::optional<CheckResult>> checkSession(const CheckInput& input);
Result<std::optional<CheckResult>> checkOrderKind(const CheckInput& input); ///< order_kinds.cpp
Result<std::optional<CheckResult>> checkPriceLimit(const CheckInput& input);
Result<std::optional<CheckResult>> checkPriceCage(const CheckInput& input);
Result<std::optional<CheckResult>> checkTick(const CheckInput& input);
Result<std::optional<CheckResult>> checkLotSize(const CheckInput& input);
Result<std::optional<CheckResult>> checkCash(const CheckInput& input);
Result<std::optional<CheckResult>> checkSellable(const CheckInput& input);
Result<std::optional<CheckResult>> checkDuplicate(const CheckInput& input);
Result<std::optional<CheckResult>> checkOrderRate(const CheckInput& input);

[[nodiscard]] CheckResult passed(
    std::string_view id, std::string_view detail, std::vector<Error::Field> arguments = {});
[[nodiscard]] CheckResult warning(
    std::string_view id, std::string_view detail, std::vector<Error::Field> arguments = {});
[[nodiscard]] CheckResult blocked(
    std::string_view id, std::string_view detail, std::vector<Error::Field> arguments = {});
[[nodiscard]] CheckResult notRun(
    std::string_view id, std::string_view detail, std::vector<Error::Field> arguments = {});

[[nodiscard]] CheckRule ruleOf(const market::RuleSource& source);
[[nodiscard]] CheckFix priceFix(Price price);
[[nodiscard]] CheckFix quantityFix(Quantity quantity);

/// The phase of the session that the market is in; nothing outside all of them.
[[nodiscard]] std::optional<market::Phase> phaseNow(const TicketMarket& market);

}
