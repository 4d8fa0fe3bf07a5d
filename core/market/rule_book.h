// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/decimal.h"
#include "core/market/exchange.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zvt::market {

enum class RuleKind {
  PriceLimit,
  Lot,
  Tick,
  Settlement,
  StampDuty,
  TransferFee,
  HandlingFee,
  SupervisionFee,
  Commission
};
[[nodiscard]] std::string_view toString(RuleKind kind);

/// Where a rule comes from, to be shown beside every check that it decides.
struct RuleSource {
  std::string id; ///< of the entry
  TradingDay from;
  std::optional<TradingDay> to; ///< inclusive; nothing: still in force
  std::string source;
  std::string note;
  bool verified = false;
};

/// The price limit of one security on one day.
struct PriceLimit {
  bool limited = true; ///< false: none (first days of a listing)
  Decimal up; ///< fraction: 0.1 = +10 %
  Decimal down;
  RuleSource source;
};

struct LotRule {
  Quantity minimum; ///< smallest buy
  Quantity step; ///< buys are minimum + n · step
  Quantity sellMinimum; ///< smallest sell, unless the whole remainder is sold
  bool oddLotSellWhole = true; ///< an odd remainder can only be sold as a whole
  std::optional<Quantity> maximumLimit; ///< per limit order
  std::optional<Quantity> maximumMarket; ///< per market order
  bool inIssuerLots = false; ///< all of these count the board lots that each issuer sets (Hong Kong), not shares
  RuleSource source;
};

/// The smallest price step. Where the step depends on the price (Hong Kong, US), the bands say so; elsewhere there are
/// none.
struct TickRule {
  struct Band {
    Price below; ///< the band's upper end, exclusive
    Price tick;
  };
  Price tick; ///< the step above all bands
  std::vector<Band> bands; ///< ascending
  RuleSource source;

  [[nodiscard]] Price tickAt(Price price) const;
};

struct SettlementRule {
  int sellAfterDays = 1; ///< 1: bought today cannot be sold today (T+1)
  RuleSource source;
};

enum class FeeSide { Buy, Sell, Both };

/// One cost item: rate × amount + perShare × quantity, rounded half up to 0.01 (or up to a multiple of roundedUpTo), at
/// least minimum per order.
struct FeeRule {
  RuleKind kind = RuleKind::Commission;
  FeeSide side = FeeSide::Both;
  Decimal rate;
  Decimal perShare; ///< Shanghai's transfer fee was charged by face value until 2015-07-31
  Money minimum;
  Money roundedUpTo; ///< 0: half up to 0.01
  bool recorded = true; ///< false: it was charged, its rate is not known, and nothing is counted
  bool includesExchangeFees =
      false; ///< a commission quoted with handling and supervision fee inside: those items fall away
  RuleSource source;
};

/// What decides which entry applies.
struct RuleSubject {
  Board board = Board::Main;
  bool specialTreatment = false; ///< ST or *ST
  std::optional<TradingDay> listed; ///< for the first days of a listing; unknown: taken as listed long ago
  std::string exchange; ///< sh, sz …: some rules of the 1990s and of B shares differ by exchange

  [[nodiscard]] static RuleSubject of(const EntityId& id);
};

/// How a strategy treats the rules; its manifest records it.
struct RulePolicy {
  enum class Mode {
    Dated, ///< the rules of each day; an unknown day is an error
    Fixed, ///< the rules of one day for all days
    Free
  }; ///< none: any price, any size, no costs, T+0, short sales
  Mode mode = Mode::Dated;
  TradingDay fixedDay;

  static Result<RulePolicy> parse(std::string_view text); ///< dated | free | fixed:2024-01-31
  [[nodiscard]] std::string toString() const;
  /// The day whose rules hold on @p day.
  [[nodiscard]] TradingDay ruleDay(TradingDay day) const { return mode == Mode::Fixed ? fixedDay : day; }
};

/// Dated rules from resources/rules/*.json. Immutable, shared between threads.
/// Errors of every look-up: rules.unknown with arguments kind, board, day. It never guesses.
class RuleBook {
public:
  static Result<std::shared_ptr<const RuleBook>> load(); ///< the embedded rules
  static Result<RuleBook> fromJson(const std::vector<std::string>& documents);

  /// @param tradingDaysSinceListing 0 on the first day of trading; counted on the calendar when it is not given
  [[nodiscard]] Result<PriceLimit> priceLimit(
      const RuleSubject& subject, TradingDay day, std::optional<int> tradingDaysSinceListing = {}) const;
  [[nodiscard]] Result<LotRule> lot(const RuleSubject& subject, TradingDay day) const;
  [[nodiscard]] Result<TickRule> tick(const RuleSubject& subject, TradingDay day) const;
  [[nodiscard]] Result<SettlementRule> settlement(const RuleSubject& subject, TradingDay day) const;
  /// One cost item of that day, whichever side pays it.
  [[nodiscard]] Result<FeeRule> fee(const RuleSubject& subject, RuleKind kind, TradingDay day) const;
  /// All cost items of one side on that day.
  [[nodiscard]] Result<std::vector<FeeRule>> fees(const RuleSubject& subject, FeeSide side, TradingDay day) const;
  /// Those of them whose rates are not recorded: nothing is counted for them.
  [[nodiscard]] std::vector<FeeRule> unrecordedFees(const RuleSubject& subject, FeeSide side, TradingDay day) const;
  /// Every entry in force, for zvt rules show.
  struct Row {
    RuleKind kind;
    Board board;
    std::string value;
    RuleSource source;
  };
  [[nodiscard]] std::vector<Row> rows(std::string_view market, TradingDay day) const;
  /// Where a look-up may begin to answer differently. Between two of these days (and, of subjects that differ only in
  /// their listing day, between two of those) every answer stays the same; the first days of a listing aside.
  struct Boundaries {
    std::vector<TradingDay> days; ///< ascending
    std::vector<TradingDay> listings; ///< ascending
  };
  [[nodiscard]] Boundaries boundaries() const;
  /// Hash of all documents, for run manifests.
  [[nodiscard]] const std::string& version() const { return m_version; }

private:
  struct Data;
  std::shared_ptr<const Data> m_data;
  std::string m_version;
};

/// Highest and lowest price of the day: reference × (1 ± p), rounded half up to the tick.
struct LimitPrices {
  Price up;
  Price down;
};
[[nodiscard]] Result<LimitPrices> limitPrices(Price reference, const PriceLimit& limit, Price tick);

/// One line of an itemised cost.
struct CostItem {
  RuleKind kind;
  Money amount;
  RuleSource source;
};
/// Costs of one order of @p amount: every fee rounded by itself to 0.01 half up. A fee by the share needs @p quantity.
/// Errors: rules.quantity_needed.
[[nodiscard]] Result<std::vector<CostItem>> itemisedCosts(
    const std::vector<FeeRule>& fees, Money amount, std::optional<Quantity> quantity = {});
/// The fees with another commission: what the user's contract with the broker says.
[[nodiscard]] std::vector<FeeRule> withCommission(
    std::vector<FeeRule> fees, Decimal rate, Money minimum, bool includesExchangeFees);

}
