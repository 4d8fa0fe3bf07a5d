// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/contract_terms.h"

#include <map>
#include <set>

namespace zvt::trading {

struct MarginSettings {
  std::string name;
  std::string currency = "CNY";
  Money initialCash;
  Money moneyUnit{
      Decimal::fromRaw(WideInteger::fromInt(10'000'000'000))}; ///< 0.01; fees and payments are rounded to it
};

struct MarginPosition {
  std::string entityId;
  ContractTerms terms; ///< of the newest fill
  Quantity total; ///< lots, contracts, coins or shares; negative: short
  Quantity openedToday; ///< of |total|; closed last
  Money basis; ///< Σ price × multiplier × signed quantity of what is held: at entry, or at the last settlement
  Price mark;

  [[nodiscard]] Money value() const; ///< mark × multiplier × total
  [[nodiscard]] Money unrealised() const { return value() - basis; } ///< since entry or the last settlement
};

/// One trade of a contract.
struct MarginFill {
  std::string tradeId; ///< unique in one account
  std::string entityId;
  Side side = Side::Buy;
  Price price;
  Quantity quantity;
  Liquidity liquidity = Liquidity::Unknown;
};

/// An account in one currency that trades on margin: futures with daily settlement, perpetuals with funding, shares
/// sold short. A pure function of what is applied to it, beside SimAccount for what is paid in full. Not thread-safe.
///
/// Law, to the last digit: cash = initial + moved + realised + settled + funding + borrowing − fees, and equity = cash
/// + Σ unrealised. All members of the sum that are paid are negative.
class MarginAccount {
public:
  explicit MarginAccount(MarginSettings settings);

  [[nodiscard]] const MarginSettings& settings() const { return m_settings; }
  [[nodiscard]] Money cash() const { return m_cash; }
  [[nodiscard]] Money moved() const { return m_moved; }
  [[nodiscard]] Money realised() const { return m_realised; } ///< of closed contracts, against their basis
  [[nodiscard]] Money settled() const { return m_settled; } ///< by daily settlement
  [[nodiscard]] Money funding() const { return m_funding; }
  [[nodiscard]] Money borrowing() const { return m_borrowing; }
  [[nodiscard]] Money fees() const { return m_fees; } ///< positive: paid
  [[nodiscard]] Money unrealised() const;
  [[nodiscard]] Money equity() const { return m_cash + unrealised(); }
  /// At the marks. Errors: number.overflow.
  [[nodiscard]] Result<Money> initialMargin() const;
  [[nodiscard]] Result<Money> maintenanceMargin() const;
  /// Open positions only.
  [[nodiscard]] const std::map<std::string, MarginPosition, std::less<>>& positions() const { return m_positions; }
  [[nodiscard]] const MarginPosition* find(std::string_view entityId) const;

  /// What a fill would cost: close-today where it closes what was opened the same day.
  [[nodiscard]] Result<Money> feeOf(const MarginFill& fill, const ContractTerms& terms) const;
  /// Would the margin suffice after the fill at its price, fees included? What only reduces a position is always
  /// allowed. Errors: trading.insufficient_margin (needed, available).
  [[nodiscard]] Result<void> canTrade(const MarginFill& fill, const ContractTerms& terms) const;
  /// Books a fill; a fact is never refused for lack of margin. A trade id seen before changes nothing and gives false.
  /// Errors: trading.bad_fill.
  [[nodiscard]] Result<bool> apply(const MarginFill& fill, const ContractTerms& terms);
  void mark(std::string_view entityId, Price price);
  /// Ends the day of what settles daily: the profit since entry or the last settlement goes into the cash. Contracts
  /// without a price keep their last mark.
  [[nodiscard]] Result<void> settleDay(const std::map<std::string, Price, std::less<>>& prices);
  /// A perpetual's payment: longs pay shorts where @p rate is positive. Gives what the account received (negative:
  /// paid).
  [[nodiscard]] Result<Money> fund(std::string_view entityId, Decimal rate, Price markPrice);
  /// Interest for borrowed shares over @p days calendar days, of every short position with a borrowing rate.
  [[nodiscard]] Result<Money> chargeBorrowing(int days);
  /// Errors: trading.insufficient_margin.
  [[nodiscard]] Result<void> moveCash(Money amount);

  /// Equity below the maintenance margin: everything is to be closed.
  [[nodiscard]] Result<bool> mustLiquidate() const;
  /// The price of one contract at which that happens while the others stand still; nothing where no price above 0
  /// brings it about.
  [[nodiscard]] Result<std::optional<Price>> liquidationPrice(std::string_view entityId) const;

private:
  [[nodiscard]] Result<Money> marginOf(Decimal ContractTerms::* rate) const;
  [[nodiscard]] Result<void> book(MarginPosition& position, const MarginFill& fill);

  MarginSettings m_settings;
  Money m_cash;
  Money m_moved;
  Money m_realised;
  Money m_settled;
  Money m_funding;
  Money m_borrowing;
  Money m_fees;
  std::map<std::string, MarginPosition, std::less<>> m_positions;
  std::set<std::string, std::less<>> m_trades;
};

}
