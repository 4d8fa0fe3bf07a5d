// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"

namespace zvt::trading {

/// The parts of completing a fill, of reserving and of sizing that concern contracts; account.h has what others call.

/// The part of @p amount that @p quantity is of @p whole, rounded to the unit; exact where it is the whole.
[[nodiscard]] Result<Money> portion(Money amount, Quantity quantity, Quantity whole, Money unit);
/// How much of a trade closes what is held.
[[nodiscard]] Quantity closingOf(Quantity held, Side side, Quantity quantity);
/// price × multiplier × quantity, rounded half up to the unit. Errors: number.overflow.
[[nodiscard]] Result<Money> contractAmount(Price price, Quantity quantity, Decimal multiplier, Money unit);
/// The terms that a trade is margined by: a contract's, and a borrowed share's where the account sells short. Nothing:
/// it is paid in full.
[[nodiscard]] Result<std::optional<ContractTerms>> termsOfTrade(
    const TradingRules& rules, const SimAccount& account, std::string_view entityId, TradingDay day, Side side);
[[nodiscard]] Result<Fill> completeContractFill(const ContractTerms& terms, const SimAccount& account, Fill fill);
/// Initial margin and fees of opening so much at a price, rounded up to the unit.
[[nodiscard]] Result<Money> openingNeeds(const ContractTerms& terms, Price price, Quantity quantity, Money unit);
[[nodiscard]] Result<Quantity> affordableContracts(
    const ContractTerms& terms, const SimAccount& account, Price price, const std::optional<market::LotRule>& lot);

}
