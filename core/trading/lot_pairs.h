// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/account.h"

#include <span>

namespace zvt::trading {

/// A part of a fill that opened a position, and the part of a later one that closed it.
struct LotPair {
  std::size_t entry = 0; ///< of the fills that were given
  std::size_t exit = 0;
  Side side = Side::Buy; ///< of the entry: Buy was held long
  Quantity quantity; ///< as it was closed: bonus shares and splits since the entry included
  Money amount; ///< of the entry's part, costs not counted
  Money costs; ///< of both parts
  Money dividends; ///< cash received (of a short: owed) on the part meanwhile, before tax
  Money profit; ///< exit less entry (of a short: the other way), dividends in, costs out
  bool operator==(const LotPair&) const = default;
};

/// Pairs the fills of one security first in, first out. Each fill's booked amount and costs go to its parts by their
/// share of it, rounded to the account's money unit, and the last part takes the rest: the parts of a fill that is
/// closed add up to it. What is still held is in no pair, nor are units that no entry brought unless the account
/// may sell short. Rights shares go to the lots that were open, their price to the amounts. Bonus shares and
/// consolidations leave whole units, as they do in the account: the fraction of all that is open is dropped.
/// @param fills in the order of execution
/// @param actions of the security; those that fall between two fills change the lots that were open. Rights that were
/// not taken up are left out of them
/// Errors: number.overflow.
[[nodiscard]] Result<std::vector<LotPair>> pairLots(
    std::span<const Fill> fills, std::span<const market::CorporateAction> actions, const AccountSettings& account);

}
